"""Budget versions (예산 차수) of the whole city."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.versions import ADOPTED
from sites.fields import DayField, ShortText, YearField, one_of
from sites.record import Record
from sites.rights import Rights

__all__ = ["ADOPTED", "BudgetVersion", "VersionKind", "VersionStatus"]


class VersionKind(models.TextChoices):
    REQUEST = "request", _("division's request")
    PROPOSAL = "proposal", _("budget proposal")
    AMENDED = "amended", _("amended proposal")
    ORIGINAL = "original", _("original budget")
    DEEMED = "deemed", _("deemed budget (before enactment)")
    SUPPLEMENTARY = "supplementary", _("supplementary budget")
    FINAL = "final", _("final budget")


NEEDS_A_BUDGET_SO_FAR = (VersionKind.SUPPLEMENTARY, VersionKind.DEEMED)
"""The kinds that mean nothing without the budget that they change (기정예산). A final one may stand alone."""

ONCE_A_YEAR = (VersionKind.ORIGINAL, VersionKind.FINAL)
"""The kinds of which a year has one."""


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CONFIRMED = "confirmed", _("confirmed")
    SETTLED = "settled", _("settled")


def version_key(fiscal_year: int, kind: str, sequence: int) -> str:
    """'2021-original', '2021-supplementary-2': the sequence stands where there may be several."""
    is_numbered = kind == VersionKind.SUPPLEMENTARY or sequence != 1
    return f"{fiscal_year}-{kind}-{sequence}" if is_numbered else f"{fiscal_year}-{kind}"


def version_name(fiscal_year: int, kind: str, sequence: int, kind_is_stated: bool) -> str:
    """'2021년 본예산', '2021년 제2회 추경', '2021년 예산(차수 미표기)'."""
    if not kind_is_stated:
        return gettext("%(year)s budget (version not stated)") % {"year": fiscal_year}
    if kind == VersionKind.SUPPLEMENTARY:
        numbers = {"year": fiscal_year, "sequence": sequence}
        return gettext("%(year)s supplementary budget no. %(sequence)s") % numbers
    name = gettext("%(year)s %(kind)s") % {"year": fiscal_year, "kind": VersionKind(kind).label}
    return f"{name} {sequence}" if sequence > 1 else name


class BudgetVersion(Record):
    """One version of a fiscal year's budget, the whole city's. Key: fiscal_year, kind, sequence.

    `kind_is_stated` is false where the source does not say which version it prints ('차수 미표기').
    `based_on` is the version that a supplementary, deemed or final one changes (기정예산).

    `status`, and with it the day and the number of the decision, follow the newest step of the version and change by
    no other means (ledger/models/version_life.py, ledger/after_migrate/life.py). Once it is confirmed, it is frozen,
    and with it every row that says so in `FROZEN_WITH`.
    """

    KEY: ClassVar = ("fiscal_year", "kind", "sequence")
    RIGHTS: ClassVar = Rights(
        view="look", add="edit", change="edit", delete="edit", submit="edit", confirm="confirm"
    )

    fiscal_year = YearField(_("fiscal year"))
    kind = models.CharField(_("kind"), max_length=20, choices=VersionKind)
    sequence = models.PositiveSmallIntegerField(
        _("sequence"), default=1, help_text=_("The 2 of the second supplementary budget.")
    )
    kind_is_stated = models.BooleanField(_("kind is stated in the source"), default=True)
    status = models.CharField(
        _("status"), max_length=20, choices=VersionStatus, default=VersionStatus.DRAFT, editable=False
    )
    decided_on = DayField(_("decided on"), null=True, blank=True, editable=False)
    decision_number = ShortText(_("number of the decision"), max_length=100, blank=True, editable=False)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("based on"),
        null=True,
        blank=True,
        related_name="followers",
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("budget version")
        verbose_name_plural = _("budget versions")
        ordering = ["-fiscal_year", "kind", "sequence"]
        permissions = [
            ("submit_budgetversion", _("Can submit a budget version and take it back")),
            ("confirm_budgetversion", _("Can confirm a budget version and lift the confirmation")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "kind", "sequence"], name="ledger_budgetversion_key"
            ),
            one_of("kind", VersionKind),
            one_of("status", VersionStatus),
            models.CheckConstraint(
                condition=models.Q(based_on__isnull=True) | ~models.Q(based_on=models.F("pk")),
                name="ledger_budgetversion_changes_another",
                violation_error_message=_("A version cannot be based on itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ADOPTED) | models.Q(decided_on=None, decision_number=""),
                name="ledger_budgetversion_undecided_has_no_decision",
                violation_error_message=_(
                    "Only a confirmed version has the day and the number of its decision."
                ),
            ),
        ]

    def __str__(self) -> str:
        return version_name(self.fiscal_year, self.kind, self.sequence, self.kind_is_stated)

    @property
    def is_frozen(self) -> bool:
        """Whether the database refuses to change its figures, and itself."""
        return self.status in ADOPTED

    @property
    def frozen_sentence(self) -> str:
        """That nothing of it can be changed, and what to do."""
        return gettext(
            "%(version)s is confirmed: its figures are frozen, and nothing was saved. To correct them, ask on the"
            " page of the budget version to have the confirmation lifted; two people do that."
        ) % {"version": self}

    def frozen_by(self) -> "BudgetVersion | None":
        """The version itself, once it is confirmed."""
        return self if self.is_frozen else None

    @property
    def key(self) -> str:
        """As it stands in addresses: '2021-original', '2021-supplementary-2'."""
        return version_key(self.fiscal_year, self.kind, self.sequence)

    def clean(self) -> None:
        super().clean()
        self.check_place()

    def check_place(self) -> None:
        """Raise ValidationError, beside its field, for a version that no year of a budget has.

        Called by forms and, before every save, by the signal below.
        """
        if self.kind in NEEDS_A_BUDGET_SO_FAR and self.based_on_id is None:
            text = _("Say which budget it changes (the budget so far, 기정예산).")
            raise ValidationError({"based_on": text})
        if self.kind in ONCE_A_YEAR and self.sequence != 1:
            text = _("A year has one %(kind)s: its sequence is 1.")
            kind = VersionKind(self.kind).label
            raise ValidationError({"sequence": ValidationError(text, params={"kind": kind})})
        so_far, seen = self.based_on, {self.pk}
        if (
            so_far is not None
            and so_far.fiscal_year != self.fiscal_year
            and self.kind in NEEDS_A_BUDGET_SO_FAR
        ):
            raise ValidationError({"based_on": _("It changes a budget of its own fiscal year.")})
        while so_far is not None:
            if so_far.pk in seen:
                text = _("A version cannot be based on itself, nor on one that is based on it.")
                raise ValidationError({"based_on": text})
            seen.add(so_far.pk)
            so_far = so_far.based_on


@receiver(pre_save, sender=BudgetVersion)
def refuse_version_without_place(instance: BudgetVersion, **kwargs: Any) -> None:
    """No door stores such a version: `loaddata` passes no form and no save()."""
    instance.check_place()
