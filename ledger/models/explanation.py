"""Explanations: why a tie breaks, why a budget changed; and from which size on a change needs one."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.append_only import AppendOnly
from ledger.models.program import Program
from ledger.models.version import BudgetVersion
from sites.fields import LongText, ShortText, WonField, YearField, one_of
from sites.record import Record
from sites.rights import Rights
from sites.rules import UniqueKey, not_negative

__all__ = ["ChangeThreshold", "Explanation", "ExplanationKind"]


class ExplanationKind(models.TextChoices):
    FINDING = "finding", _("of a broken tie")
    CHANGE = "change", _("of a change")


class Explanation(AppendOnly):
    """Why two sides differ, bound to a cell, a version and the figures that it explains.

    `left` and `right` are the sides as they were (won, or percent with 6 decimals, as in the JSON): where they are
    no longer so, the explanation is stale. That is computed, never stored. The newest one counts.
    """

    WRITTEN_AT = "created_at"
    REFUSAL = _("An explanation is never edited or deleted: write a newer one.")
    RIGHTS = Rights(view="look", add="explain")

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="explanations"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ExplanationKind)
    rule = ShortText(_("rule"), max_length=60, blank=True)
    report = ShortText(_("report"), max_length=40)
    row = ShortText(_("row"), max_length=100)
    column = ShortText(_("column"), max_length=60)
    year = YearField(_("year"))
    version = models.ForeignKey(
        BudgetVersion, models.PROTECT, verbose_name=_("budget version"), related_name="explanations"
    )
    base = models.ForeignKey(
        BudgetVersion,
        models.PROTECT,
        verbose_name=_("compared with"),
        null=True,
        blank=True,
        related_name="explanations_as_base",
    )
    unit = ShortText(
        _("unit"), max_length=20, blank=True, help_text=_("Of two printed figures of a cell, which one.")
    )
    left = ShortText(_("amount ①"), max_length=40, blank=True)
    right = ShortText(_("amount ②"), max_length=40, blank=True)
    internal_note = LongText(_("internal note"), blank=True)
    submission_text = LongText(_("text for submission"), blank=True)
    document_number = ShortText(_("document number"), max_length=100, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="explanations"
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["program", "version"], name="ledger_explanation_of")]
        constraints = [one_of("kind", ExplanationKind)]

    def __str__(self) -> str:
        return f"{self.report} · {self.row} · {self.column}: {self.submission_text[:40]}"


class ChangeThreshold(Record):
    """From which size on a change (증감) needs an explanation. Key: program, valid_from.

    A change needs one when it reaches `amount` (won) *and* `rate` (percent), either sign; over a zero or absent
    base, which has no rate, when it reaches the amount. `program` null: of the whole city; a programme's own comes
    first. The latest `valid_from` up to the fiscal year counts. Where there is none, every change needs one.
    """

    KEY: ClassVar = ("program", "valid_from")

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        verbose_name=_("programme"),
        null=True,
        blank=True,
        related_name="change_thresholds",
        help_text=_("Blank means the whole city."),
    )
    valid_from = YearField(_("valid from (fiscal year)"))
    amount = WonField(_("from the amount (won)"), validators=[MinValueValidator(0)])
    rate = models.DecimalField(
        _("and from the rate (%)"),
        max_digits=7,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("threshold of a change")
        verbose_name_plural = _("thresholds of changes")
        ordering = ["program", "-valid_from"]
        constraints = [
            UniqueKey(
                fields=["program", "valid_from"],
                condition=models.Q(program__isnull=False),
                name="ledger_changethreshold_key",
            ),
            UniqueKey(
                fields=["valid_from"],
                condition=models.Q(program__isnull=True),
                name="ledger_changethreshold_key_city",
            ),
            not_negative("rate", below=10**5),
        ]

    def __str__(self) -> str:
        return f"{self.program or ''} {self.valid_from}: {self.amount:,} / {self.rate}%".strip()
