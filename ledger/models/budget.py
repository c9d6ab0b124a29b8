"""The budget itself: allocations (편성액) and the line items (산출근거 항목) that they are the sum of."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.program import Program
from ledger.models.subject import AccountSubject, refuse_out_of_force
from ledger.models.version import BudgetVersion
from sites.fields import ShortText, Unit, UnitField, WonField, one_of
from sites.models import Site
from sites.record import Record

__all__ = ["BudgetLineItem", "YearlyAllocation"]

LAST_POSITION = 2_147_483_647
"""What the column of PostgreSQL holds."""


class YearlyAllocation(Record):
    """What a version allots to a subject of a programme. Key: program, version, subject.

    The figure is the sum of the line items; without line items it is `amount` (won, known to `unit`); without
    either it is missing, and in no total. `national_subsidy` likewise. `ledger.figures.facts.Allocation` computes it
    when it is read, so every door by which a line can change is followed. With line items the own amount is null:
    the database clears it (ledger/after_migrate/triggers.py).

    In a version that changes another it holds what changes, and the rest is carried (ledger/figures/carried.py),
    unless it `is_restated`.
    """

    KEY: ClassVar = ("program", "version", "subject")
    FROZEN_WITH: ClassVar = ("version",)

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="allocations"
    )
    version = models.ForeignKey(
        BudgetVersion, models.PROTECT, verbose_name=_("budget version"), related_name="allocations"
    )
    subject = models.ForeignKey(
        AccountSubject, models.PROTECT, verbose_name=_("account subject"), related_name="allocations"
    )
    amount = WonField(
        _("own amount (won)"),
        null=True,
        blank=True,
        help_text=_("Leave blank where there are line items: their sum is the figure."),
    )
    national_subsidy = WonField(_("own national part (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    is_restated = models.BooleanField(
        _("restated as a whole"),
        default=False,
        db_default=False,
        help_text=_(
            "In a budget that changes another: nothing of the budget so far is carried into this subject, it has what"
            " stands here."
        ),
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("yearly allocation")
        verbose_name_plural = _("yearly allocations")
        ordering = ["program", "version", "subject__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "version", "subject"], name="ledger_yearlyallocation_key"
            ),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.version} · {self.subject}"

    def clean(self) -> None:
        """Say beside the field what the database would otherwise clear without a word, and what is out of force."""
        super().clean()
        if self.version_id:
            refuse_out_of_force(self, self.version.fiscal_year)
        for field in ("amount", "national_subsidy"):
            if getattr(self, field) is not None and self.pk and self.line_items.exists():
                text = _("This subject has line items: leave its own amount blank and change the items.")
                raise ValidationError({field: text})

    def clear_own_amount(self) -> None:
        """Clear the own amounts, with a place in the history: what the database does when a line comes in."""
        if self.amount is not None or self.national_subsidy is not None:
            self.amount = self.national_subsidy = None
            self.save()


class BudgetLineItem(Record):
    """One line of the basis of estimate (산출근거). Key: allocation, position. Amounts in won.

    They are exact, unless the document knows no better than a `unit`.

    `continues` is the line of an earlier budget that it comes from. In a version that changes another the line has
    its amount after the change (경정; 0: it ends), and where it changes another line its basis is that of the change.
    """

    KEY: ClassVar = ("allocation", "position")
    FROZEN_WITH: ClassVar = ("allocation__version",)

    allocation = models.ForeignKey(
        YearlyAllocation, models.CASCADE, verbose_name=_("yearly allocation"), related_name="line_items"
    )
    position = models.PositiveIntegerField(
        _("position"), blank=True, help_text=_("Blank puts the line at the end.")
    )
    description = ShortText(_("description"), max_length=500)
    basis = ShortText(
        _("basis of estimate"), max_length=1000, blank=True, db_default="", help_text=_("5,000원×12명×4회")
    )
    amount = WonField(_("amount (won)"), default=0, db_default=0)
    national_subsidy = WonField(_("national part (won)"), default=0, db_default=0)
    unit = UnitField(_("known to the unit"), db_default=Unit.WON)
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name=_("site"), null=True, blank=True, related_name="line_items"
    )
    is_one_off = models.BooleanField(_("one-off"), default=False, db_default=False)
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("continues"),
        null=True,
        blank=True,
        related_name="continued_by",
        help_text=_("The line of an earlier budget that this one comes from."),
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("budget line item")
        verbose_name_plural = _("budget line items")
        ordering = ["allocation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "position"], name="ledger_budgetlineitem_key"),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return self.description

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.position is None:
            last = self.allocation.line_items.aggregate(last=models.Max("position"))["last"]
            if last == LAST_POSITION:
                raise ValidationError(
                    _(
                        "The last position, %(position)s, is taken: give the lines of this subject smaller numbers."
                    ),
                    params={"position": last},
                )
            self.position = (last or 0) + 1
        if self._state.adding:
            self.allocation.clear_own_amount()
        super().save(*args, **kwargs)
