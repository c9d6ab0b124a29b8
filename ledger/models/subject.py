"""Account subjects (통계목), and which ones continue which when the standard changes."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ledger.figures.subjects import is_in_force
from sites.fields import Code, ShortText, YearField
from sites.keys import ENDINGS
from sites.record import Record
from sites.rules import not_reserved

__all__ = ["AccountSubject", "SubjectSuccession"]

ENDS_BEFORE_IT_BEGINS = _(
    "A subject cannot end before it begins: give a last year that is not before the first, or none."
)
NOT_YOUNGER = _(
    "%(new)s begins in %(new_year)s, %(old)s in %(old_year)s: what continues a subject begins in a later year. Check"
    " both years, and which of the two is the older one."
)


def in_force_in(year: int) -> models.Q:
    """The condition that a subject is in force in a fiscal year: `is_in_force` as a query asks it."""
    return models.Q(
        models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=year), valid_from__lte=year
    )


class AccountSubject(Record):
    """An account subject of the budget. Key: code, valid_from.

    Codes move between years (401-01 시설비 becomes 401-02 in the 2027 standard), so a code means something only
    from one fiscal year to another; a comparison over years joins through `replaces`, and through `SubjectSuccession`
    where subjects merge or split. One that goes on beside what continues a part of it has a `valid_until` of its own.
    """

    KEY: ClassVar = ("code", "valid_from")

    code = Code(_("code"), max_length=20, help_text=_("As in the standard: 201-01"))
    name = ShortText(_("name"), max_length=100)
    valid_from = YearField(_("valid from (fiscal year)"))
    valid_until = YearField(_("valid until (fiscal year)"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        related_name="successors",
        help_text=_("The subject that this one continues, where the code or the name has moved."),
    )
    is_pass_through = models.BooleanField(
        _("passed through"), default=False, help_text=_("Money handed on to others (308-01, 403-01).")
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("account subject")
        verbose_name_plural = _("account subjects")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="ledger_accountsubject_key"),
            not_reserved("code", endings=ENDINGS),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="ledger_accountsubject_ends_after_it_begins",
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def is_in_force(self, year: int) -> bool:
        """Whether the subject applies in a fiscal year."""
        return is_in_force(self, year)

    def clean(self) -> None:
        super().clean()
        begins: int | None = self.valid_from
        if begins and self.valid_until and self.valid_until < begins:
            raise ValidationError({"valid_until": ENDS_BEFORE_IT_BEGINS})
        self.refuse_older_successors()

    def refuse_older_successors(self) -> None:
        """Raise ValidationError where a subject continues this one that is not younger, or this one an elder.

        Since each step leads to a later year, no subject can continue itself and no chain can close to a circle.
        """
        begins: int | None = self.valid_from
        if begins is None:
            return
        others = AccountSubject.objects
        if self.replaces_id is not None:
            if self.replaces_id == self.pk:
                refuse_older(self, self, "replaces")
            for elder in others.filter(pk=self.replaces_id, valid_from__gte=begins):
                refuse_older(elder, self, "replaces")
        if self.pk is not None:
            for elder in others.filter(successions__new=self, valid_from__gte=begins):
                refuse_older(elder, self, "valid_from")
            continue_this = models.Q(replaces=self) | models.Q(predecessions__old=self)
            for younger in others.filter(continue_this, valid_from__lte=begins):
                refuse_older(self, younger, "valid_from")


class SubjectSuccession(Record):
    """That a subject continues another, where subjects merge or split: one for each pair. Key: old, new.

    301-10 and 402-09 become 308-77: two successions; 401-01 becomes 401-02 and 401-03: two as well. `replaces` of
    the subject says the same for one to one, and needs no entry here. There is no share: how a subject's money falls to
    those that continue it is another matter in each programme, so what only all of them together continue is compared
    together.
    """

    KEY: ClassVar = ("old", "new")

    old = models.ForeignKey(
        AccountSubject, models.PROTECT, verbose_name=_("old subject"), related_name="successions"
    )
    new = models.ForeignKey(
        AccountSubject, models.PROTECT, verbose_name=_("new subject"), related_name="predecessions"
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("subject succession")
        verbose_name_plural = _("subject successions")
        ordering = ["new__code", "old__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="ledger_subjectsuccession_key"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    def clean(self) -> None:
        super().clean()
        self.refuse_older_successors()

    def refuse_older_successors(self) -> None:
        """Raise ValidationError where the new subject is not younger than the old one."""
        # By query: a fixture may name a subject before it stands in the file.
        both = AccountSubject.objects.in_bulk({self.old_id, self.new_id} - {None})
        if self.old_id in both and self.new_id in both:
            refuse_older(both[self.old_id], both[self.new_id], "new")


def refuse_older(old: AccountSubject, new: AccountSubject, field: str) -> None:
    """Raise ValidationError, beside the field, where the new subject is not younger than the one that it continues."""
    if new.valid_from > old.valid_from:
        return
    known = {"new": new, "new_year": new.valid_from, "old": old, "old_year": old.valid_from}
    raise ValidationError({field: ValidationError(NOT_YOUNGER, params=known)})


@receiver(pre_save, sender=AccountSubject)
@receiver(pre_save, sender=SubjectSuccession)
def refuse_older_successors(instance: AccountSubject | SubjectSuccession, **kwargs: Any) -> None:
    """No door leaves a succession unread: `loaddata` passes no form and no save()."""
    instance.refuse_older_successors()


def refuse_out_of_force(row: Any, *years: int, field: str = "subject") -> None:
    """Raise ValidationError, beside the subject, where it applies in none of the years.

    For forms: a wrong document can print such a row, so the database stores it and the tie-outs name it. A row that
    stands so already can be saved as it is.
    """
    subject = getattr(row, field) if getattr(row, f"{field}_id") else None
    if subject is None or not years or any(subject.is_in_force(year) for year in years):
        return
    if row.pk and type(row)._base_manager.filter(pk=row.pk, **{field: subject}).exists():
        return
    text = _(
        "%(subject)s applies %(years)s, not in %(year)s. Choose a subject that is in force in that year."
    )
    until = "" if subject.valid_until is None else subject.valid_until
    known = {"subject": subject, "years": f"{subject.valid_from}~{until}", "year": years[0]}
    raise ValidationError({field: ValidationError(text, params=known)})
