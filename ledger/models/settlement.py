"""Settlement of past years (결산)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.program import Program
from ledger.models.subject import AccountSubject
from sites.fields import Unit, WonField, YearField, one_of
from sites.record import Record


class Portion(models.TextChoices):
    TOTAL = "total", _("total amount")
    NATIONAL = "national", _("national part (x)")


class Settlement(Record):
    """A settled year as printed. Key: program, fiscal_year, subject (null = whole programme), portion.

    Amounts in won, known to `unit`; a blank cell is null. A derived cell is never stored: reports/settlement.py
    fills it. `subsidy_refund` is null where the form has no such column: 0 in the identity.

    Identities (지방재정법, form of the 결산서): current_budget = final_budget + carried_in + budget_change and
    current_budget = executed + carried_out + subsidy_refund + unspent. A document that breaks them can be stored.
    """

    KEY: ClassVar = ("program", "fiscal_year", "subject", "portion")

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="settlements"
    )
    fiscal_year = YearField(_("fiscal year"))
    subject = models.ForeignKey(
        AccountSubject,
        models.PROTECT,
        verbose_name=_("account subject"),
        null=True,
        blank=True,
        related_name="settlements",
        help_text=_("Blank means the whole programme."),
    )
    portion = models.CharField(_("portion"), max_length=10, choices=Portion, default=Portion.TOTAL)
    final_budget = WonField(_("final budget"), null=True, blank=True)
    carried_in = WonField(_("carried in"), null=True, blank=True)
    budget_change = WonField(_("budget change"), null=True, blank=True)
    current_budget = WonField(_("current budget"), null=True, blank=True)
    executed = WonField(_("executed"), null=True, blank=True)
    carried_out = WonField(_("carried out"), null=True, blank=True)
    subsidy_refund = WonField(_("subsidy refund"), null=True, blank=True)
    unspent = WonField(_("unspent"), null=True, blank=True)
    unit = models.CharField(_("known to the unit"), max_length=20, choices=Unit, default=Unit.WON)
    note = models.TextField(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["program", "-fiscal_year", "subject__code", "-portion"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "subject", "portion"],
                condition=models.Q(subject__isnull=False),
                name="ledger_settlement_key",
            ),
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "portion"],
                condition=models.Q(subject__isnull=True),
                name="ledger_settlement_key_whole",
            ),
            one_of("portion", Portion),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.fiscal_year} {self.subject or ''} {self.get_portion_display()}"
