"""What a year carries over into the next (이월): 명시이월, 사고이월, 계속비이월."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.numbered import Numbered
from ledger.models.program import Program
from ledger.models.subject import AccountSubject, refuse_out_of_force
from sites.fields import LongText, PositiveWonField, ShortText, Unit, UnitField, WonField, YearField, one_of
from sites.rules import NOT_KNOWN_SO, said

__all__ = ["CarryOver", "CarryOverKind"]


class CarryOverKind(models.TextChoices):
    DECLARED = "declared", _("declared carry-over")
    COMMITTED = "committed", _("committed carry-over")
    CONTINUING = "continuing", _("continuing carry-over")


class CarryOver(Numbered):
    """An amount that a year carries over.

    Key: program, fiscal_year (the year that carries out), subject, kind, position.

    `carried_before` says by which kind the same money was carried into the year already, null where it is the year's
    own: a year's carry-over of a subject may hold both, so it cannot be computed. Money that was carried over as
    committed must not be carried over again (지방재정법 §50): a document that does so can be stored, and is a finding.
    `amount` in won, known to `unit`; `national_subsidy` the national money in it, null where that is not known.
    `reason` and `document_number` are always said: of old books, that they do not state it.
    """

    KEY: ClassVar = ("program", "fiscal_year", "subject", "kind", "position")

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="carry_overs"
    )
    fiscal_year = YearField(_("fiscal year"), help_text=_("The year that carries the money out."))
    subject = models.ForeignKey(
        AccountSubject, models.PROTECT, verbose_name=_("account subject"), related_name="carry_overs"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CarryOverKind)
    amount = PositiveWonField(_("amount (won)"))
    national_subsidy = WonField(_("national part (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    carried_before = models.CharField(  # noqa: DJ001
        _("carried into this year as"),
        max_length=20,
        choices=CarryOverKind,
        null=True,
        blank=True,
        help_text=_("Blank where it is money of this year's own budget."),
    )
    document_number = ShortText(_("document number"), max_length=100, help_text=NOT_KNOWN_SO)
    reason = LongText(_("reason"), help_text=NOT_KNOWN_SO)

    class Meta(Numbered.Meta):
        abstract = False
        verbose_name = _("carry-over")
        verbose_name_plural = _("carry-overs")
        ordering = ["program", "-fiscal_year", "subject__code", "kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "subject", "kind", "position"],
                name="ledger_carryover_key",
                violation_error_message=_("This carry-over is entered already: give it another position."),
            ),
            one_of("kind", CarryOverKind),
            one_of("unit", Unit),
            one_of("carried_before", CarryOverKind),
            said("document_number"),
            said("reason"),
        ]

    def clean(self) -> None:
        super().clean()
        if self.fiscal_year:
            refuse_out_of_force(self, self.fiscal_year)

    def __str__(self) -> str:
        words = (self.program, self.fiscal_year, self.subject, self.get_kind_display(), self.position or "")
        return " ".join(map(str, words)).strip()
