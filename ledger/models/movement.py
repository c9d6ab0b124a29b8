"""What changes a year's budget after it was voted (예산변경): 이용, 전용, 변경사용, 이체, 예비비."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.numbered import Numbered
from ledger.models.program import Program
from ledger.models.subject import AccountSubject, refuse_out_of_force
from sites.fields import (
    FiscalDayField,
    LongText,
    PositiveWonField,
    ShortText,
    Unit,
    UnitField,
    WonField,
    YearField,
    one_of,
)
from sites.rules import NOT_KNOWN_SO, said

__all__ = ["BudgetMovement", "MovementKind"]


class MovementKind(models.TextChoices):
    TRANSFER = "transfer", _("transfer between programmes (with the council's approval)")
    VIREMENT = "virement", _("virement")
    REALLOCATION = "reallocation", _("re-allocation below a virement")
    REASSIGNMENT = "reassignment", _("reassignment after a reorganisation")
    CONTINGENCY = "contingency", _("contingency reserve")


NO_SIDE = _(
    "Say where the money comes from or where it goes to: at least one programme with its account subject."
)
HALF_SIDE = _("A programme and its account subject go together: enter both, or leave both blank.")
SAME_SIDES = _("The money would come from where it goes to: choose another account subject.")

COMES_FROM = models.Q(from_program__isnull=False, from_subject__isnull=False)
COMES_FROM_OUTSIDE = models.Q(from_program__isnull=True, from_subject__isnull=True)
GOES_TO = models.Q(to_program__isnull=False, to_subject__isnull=False)
GOES_OUTSIDE = models.Q(to_program__isnull=True, to_subject__isnull=True)


class BudgetMovement(Numbered):
    """Money that moves once the budget is voted. Key: fiscal_year, kind, decided_on, document_number, position.

    From a subject of a programme to a subject of the same or of another one. A side of which both are null lies outside
    the ledger: the contingency reserve, another bureau. It is entered once, and both programmes have it. `amount` in
    won, above 0, known to `unit`; `national_subsidy` the national money in it, null where that is not known. `reason`
    and `document_number` are always said: of old books, that they do not state it.
    """

    KEY: ClassVar = ("fiscal_year", "kind", "decided_on", "document_number", "position")

    fiscal_year = YearField(_("fiscal year"))
    kind = models.CharField(_("kind"), max_length=20, choices=MovementKind)
    decided_on = FiscalDayField(_("decided on"))
    document_number = ShortText(_("document number"), max_length=100, help_text=NOT_KNOWN_SO)
    from_program = models.ForeignKey(
        Program,
        models.PROTECT,
        verbose_name=_("from the programme"),
        null=True,
        blank=True,
        related_name="movements_out",
        help_text=_("Blank where the money comes from outside: 예비비."),
    )
    from_subject = models.ForeignKey(
        AccountSubject,
        models.PROTECT,
        verbose_name=_("from the account subject"),
        null=True,
        blank=True,
        related_name="movements_out",
    )
    to_program = models.ForeignKey(
        Program,
        models.PROTECT,
        verbose_name=_("to the programme"),
        null=True,
        blank=True,
        related_name="movements_in",
        help_text=_("Blank where the money goes outside."),
    )
    to_subject = models.ForeignKey(
        AccountSubject,
        models.PROTECT,
        verbose_name=_("to the account subject"),
        null=True,
        blank=True,
        related_name="movements_in",
    )
    amount = PositiveWonField(_("amount (won)"))
    national_subsidy = WonField(_("national part (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    reason = LongText(_("reason"), help_text=NOT_KNOWN_SO)

    class Meta(Numbered.Meta):
        abstract = False
        verbose_name = _("budget movement")
        verbose_name_plural = _("budget movements")
        ordering = ["-fiscal_year", "decided_on", "document_number", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "kind", "decided_on", "document_number", "position"],
                name="ledger_budgetmovement_key",
                violation_error_message=_("This movement is entered already: give it another position."),
            ),
            models.CheckConstraint(
                condition=(COMES_FROM | COMES_FROM_OUTSIDE) & (GOES_TO | GOES_OUTSIDE),
                name="ledger_budgetmovement_sides_whole",
                violation_error_message=HALF_SIDE,
            ),
            models.CheckConstraint(
                condition=~(COMES_FROM_OUTSIDE & GOES_OUTSIDE),
                name="ledger_budgetmovement_has_side",
                violation_error_message=NO_SIDE,
            ),
            models.CheckConstraint(
                condition=COMES_FROM_OUTSIDE
                | GOES_OUTSIDE
                | ~models.Q(from_program=models.F("to_program"))
                | ~models.Q(from_subject=models.F("to_subject")),
                name="ledger_budgetmovement_sides_differ",
                violation_error_message=SAME_SIDES,
            ),
            one_of("kind", MovementKind),
            one_of("unit", Unit),
            said("document_number"),
            said("reason"),
        ]

    def clean(self) -> None:
        super().clean()
        for field in ("from_subject", "to_subject") if self.fiscal_year else ():
            refuse_out_of_force(self, self.fiscal_year, field=field)

    def __str__(self) -> str:
        words = (str(self.fiscal_year), str(self.get_kind_display()), f"{self.decided_on:%Y.%m.%d.}")
        return " ".join(filter(None, (*words, self.document_number, str(self.position or ""))))
