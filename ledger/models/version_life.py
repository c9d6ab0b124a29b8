"""The life of a budget version: 작성 중 → 제출 → 확정 → 결산 승인, and the way back, for which it takes two people.

A version's status changes by a step and by nothing else: a row is written here, once and for ever, and the database
moves the version (ledger/after_migrate/life.py). What may follow what, who may take a step and what it must say stand
here alone.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.versions import CHANGES_ANOTHER
from ledger.models.append_only import AppendOnly, AppendOnlyQuerySet
from ledger.models.desk.charge import Foreign, refuse_foreign_programs
from ledger.models.program import Program
from ledger.models.version import ADOPTED, BudgetVersion, VersionStatus
from sites.fields import DayField, FewLines, ShortText, one_of
from sites.record import follow, key_paths
from sites.rights import Rights
from sites.said import SAID, saying

__all__ = ["Step", "VersionTransition"]


class Step(models.TextChoices):
    SUBMIT = "submit", _("submit")
    TAKE_BACK = "take_back", _("take back to draft")
    CONFIRM = "confirm", _("confirm")
    SETTLE = "settle", _("approve the settlement")
    ASK = "ask", _("ask to lift the confirmation")
    DECLINE = "decline", _("decline to lift the confirmation")
    REOPEN = "reopen", _("lift the confirmation")
    RECORDED = "recorded", _("status before steps were recorded")


DRAFT, SUBMITTED, CONFIRMED, SETTLED = VersionStatus

MOVES: Mapping[Step, Mapping[str, str]] = {
    Step.SUBMIT: {DRAFT: SUBMITTED},
    Step.TAKE_BACK: {SUBMITTED: DRAFT},
    Step.CONFIRM: {SUBMITTED: CONFIRMED},
    Step.SETTLE: {CONFIRMED: SETTLED},
    Step.ASK: {CONFIRMED: CONFIRMED, SETTLED: SETTLED},
    Step.DECLINE: {CONFIRMED: CONFIRMED, SETTLED: SETTLED},
    Step.REOPEN: {CONFIRMED: DRAFT, SETTLED: CONFIRMED},
}
"""Step -> the statuses that it starts from, and where it leads: to lift takes back the last decision, one at a time."""

RECORDED_MOVES = [(DRAFT, SUBMITTED), (DRAFT, CONFIRMED), (DRAFT, SETTLED)]
"""What `RECORDED` stands for: a migration wrote it of a version whose status is older than its steps."""

TAKEN_BY: Mapping[Step, tuple[str, ...]] = {
    Step.SUBMIT: ("submit",),
    Step.TAKE_BACK: ("submit",),
    Step.CONFIRM: ("confirm",),
    Step.SETTLE: ("confirm",),
    Step.ASK: ("submit", "confirm"),
    Step.DECLINE: ("submit", "confirm"),
    Step.REOPEN: ("confirm",),
}
"""Step -> the rights on a budget version, one of which it takes."""

TAKING_BACK_SAYS_WHY = _(
    "To take a submitted budget back, give a reason and the number of the document that it rests on."
)

ANSWERS = (Step.DECLINE, Step.REOPEN)
"""The steps that answer a request to lift the confirmation: they follow it at once."""


def is_move() -> models.Q:
    """The condition that a step leads where it may lead."""
    allowed = [(step, *move) for step, moves in MOVES.items() for move in moves.items()]
    allowed += [(Step.RECORDED, *move) for move in RECORDED_MOVES]
    condition = models.Q()
    for step, before, after in allowed:
        condition |= models.Q(step=step, from_status=before, to_status=after)
    return condition


class VersionTransitionQuerySet(AppendOnlyQuerySet):
    def get_by_natural_key(self, *parts: object) -> Any:
        return self.get(**dict(zip(key_paths(VersionTransition), parts, strict=True)))


class VersionTransition(AppendOnly):
    """A step in the life of a budget version. Key: version, number (1 is its first step).

    `from_status` and `to_status` follow from the step and the version. To confirm names the day and the number of the
    decision (`decided_on`, `document_number`), to take back and to ask for lifting a reason and a document number.
    `open_count` is how many breaks and changes had no reason that holds when the version was submitted or confirmed;
    where any had none, `reason` says why it was submitted all the same. `author` is null only of `RECORDED`.
    """

    KEY: ClassVar = ("version", "number")
    WRITTEN_AT = "at"
    REFUSAL = _("A step of a budget version is never edited or deleted: it is on record for ever.")
    RIGHTS = Rights(view="look")

    version = models.ForeignKey(
        BudgetVersion, models.PROTECT, verbose_name=_("budget version"), related_name="transitions"
    )
    number = models.PositiveIntegerField(_("number"))
    step = models.CharField(_("step"), max_length=20, choices=Step)
    from_status = models.CharField(_("status before"), max_length=20, choices=VersionStatus)
    to_status = models.CharField(_("status after"), max_length=20, choices=VersionStatus)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("author"),
        null=True,
        related_name="version_transitions",
    )
    reason = FewLines(_("reason"), max_length=1000, blank=True)
    document_number = ShortText(_("document number"), max_length=100, blank=True)
    decided_on = DayField(_("decided on"), null=True, blank=True)
    open_count = models.PositiveIntegerField(
        _("breaks and changes without a reason that holds"), null=True, blank=True
    )

    objects: ClassVar = VersionTransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a budget version")
        verbose_name_plural = _("steps of budget versions")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="ledger_versiontransition_key"),
            one_of("step", Step),
            one_of("from_status", VersionStatus),
            one_of("to_status", VersionStatus),
            models.CheckConstraint(
                condition=is_move(),
                name="ledger_versiontransition_step_leads_there",
                violation_error_message=_("This step does not lead from that status to this one."),
            ),
            models.CheckConstraint(
                condition=models.Q(step=Step.RECORDED, author=None)
                | ~models.Q(step=Step.RECORDED) & models.Q(author__isnull=False),
                name="ledger_versiontransition_names_its_author",
                violation_error_message=_("A step names who took it."),
            ),
            models.CheckConstraint(
                condition=models.Q(step=Step.CONFIRM, decided_on__isnull=False)
                & ~models.Q(document_number="")
                | ~models.Q(step=Step.CONFIRM) & models.Q(decided_on=None),
                name="ledger_versiontransition_confirming_names_the_decision",
                violation_error_message=_("To confirm, give the day and the number of the decision."),
            ),
            models.CheckConstraint(
                condition=~models.Q(step=Step.ASK) | ~models.Q(reason="") & ~models.Q(document_number=""),
                name="ledger_versiontransition_asking_says_why",
                violation_error_message=_(
                    "To ask for lifting the confirmation, give a reason and a document number."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(step=Step.SUBMIT)
                | models.Q(open_count__isnull=False) & (models.Q(open_count=0) | ~models.Q(reason="")),
                name="ledger_versiontransition_open_gives_its_reason",
                violation_error_message=_(
                    "Breaks and changes are without a reason: write it first, or write why the version is submitted"
                    " all the same."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.number} · {self.get_step_display()}"

    def natural_key(self) -> tuple[object, ...]:
        return tuple(follow(self, path) for path in key_paths(type(self)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the step; the database moves the version, and the log tells it of the version too."""
        if self._state.adding and self.number is None:
            self.join()
        # One after the other: what does not follow is said once, not again as a broken constraint.
        self.clean()
        self.clean_fields()
        self.validate_constraints()
        who = self.author.get_username() if self.author else SAID.get().who
        # An answer that says nothing of its own rests on what was asked for.
        asked = newest_step(self.version) if self.step in ANSWERS and self._state.adding else None
        reason = self.reason or (asked.reason if asked else "")
        number = self.document_number or (asked.document_number if asked else "")
        why = ": ".join(filter(None, (str(self.get_step_display()), reason)))
        with transaction.atomic(), saying(who=who, why=why, document_number=number):
            super().save(*args, **kwargs)
        # What the database made of it.
        self.version.refresh_from_db(fields=("status", "decided_on", "decision_number", "revision"))

    def join(self) -> None:
        """Follow the version's newest step."""
        newest = newest_step(self.version)
        self.number = newest.number + 1 if newest else 1
        if self.step != Step.RECORDED:
            self.from_status = self.version.status
            self.to_status = MOVES[Step(self.step)].get(self.from_status, "")

    def clean(self) -> None:
        """Refuse what does not follow, and what this person may not do."""
        super().clean()
        self.reason, self.document_number = self.reason.strip(), self.document_number.strip()
        if self.step == Step.RECORDED:
            return
        newest = newest_step(self.version)
        if obstacle := obstacle_to(self.step, self.version, newest, self.author):
            raise ValidationError(obstacle)
        # No constraint: of the steps that were recorded before this was asked, some say nothing.
        if self.step == Step.TAKE_BACK and not (self.reason and self.document_number):
            raise ValidationError(TAKING_BACK_SAYS_WHY)

    def clean_fields(self, exclude: Any = None) -> None:
        """The statuses follow from the step: where it does not lead on, `clean` says so, and not each field."""
        super().clean_fields(exclude={*(exclude or ()), "from_status", "to_status", "author"})


def newest_step(version: BudgetVersion) -> VersionTransition | None:
    """The step that a version took last; None of one that nobody has submitted yet."""
    found: VersionTransition | None = version.transitions.select_related("author").last()
    return found


def obstacle_to(
    step: str, version: BudgetVersion, newest: VersionTransition | None, person: User | None
) -> str:
    """Why a person cannot take a step now, '' where nothing is in the way."""
    step = Step(step)
    if not may_take(person, step):
        return gettext("Your account may not do this. Ask a finance officer or an approver.")
    try:
        refuse_foreign_step(person, step, version)
    except Foreign as refused:
        return str(refused)
    is_asked = newest is not None and newest.step == Step.ASK
    if version.status not in MOVES[step] or (step in ANSWERS and not is_asked):
        return gettext(
            "%(version)s is “%(status)s” now: this step does not follow. Load the page again to see what does."
        ) % {"version": version, "status": version.get_status_display()}
    if step == Step.ASK and is_asked:
        return gettext("Somebody has asked already: another approver answers.")
    if step == Step.CONFIRM and (so_far := open_so_far(version)) is not None:
        return gettext(
            "%(version)s carries what it does not change from %(so_far)s, which is not confirmed yet: confirm that"
            " first."
        ) % {"version": version, "so_far": so_far}
    if step == Step.REOPEN and (later := later_one(version)) is not None:
        return gettext(
            "%(later)s carries from %(version)s what it does not change, and is confirmed: lift its confirmation first."
        ) % {"version": version, "later": later}
    if step == Step.REOPEN and newest is not None and newest.author == person:
        return gettext("It takes two people: who has asked cannot lift the confirmation too.")
    return ""


def open_so_far(version: BudgetVersion) -> BudgetVersion | None:
    """The budget that a version changes, while that is not confirmed: its figures would be frozen and still move."""
    so_far = version.based_on if version.kind in CHANGES_ANOTHER else None
    return None if so_far is None or so_far.is_frozen else so_far


def later_one(version: BudgetVersion) -> BudgetVersion | None:
    """A confirmed version that carries from one that lifting would make a draft; None where there is none."""
    if version.status != CONFIRMED:
        return None
    found: BudgetVersion | None = version.followers.filter(
        kind__in=CHANGES_ANOTHER, status__in=ADOPTED
    ).first()
    return found


def may_take(person: User | None, step: Step) -> bool:
    """Whether a person has one of the rights that a step takes."""
    return person is not None and any(
        person.has_perm(f"ledger.{right}_budgetversion") for right in TAKEN_BY[step]
    )


def refuse_foreign_step(person: User | None, step: Step, version: BudgetVersion) -> None:
    """Raise Foreign for a step that moves programmes of divisions of which a person is not in charge.

    A version moves as a whole. To ask for lifting moves nothing: who finds the fault in his own programme asks.
    """
    if step != Step.ASK:
        refuse_foreign_programs(person, Program.objects.filter(allocations__version=version).distinct())


def take_step(version: BudgetVersion, step: Step, person: User, **said: Any) -> VersionTransition:
    """The step that a person takes, in one transaction with what the database makes of it.

    Raises ValidationError where it does not follow, where the person may not, or where it does not say what it must.
    """
    with transaction.atomic():
        # Two who press at once come one after the other.
        held = BudgetVersion.objects.select_for_update().get(pk=version.pk)
        taken = VersionTransition(version=held, step=step, author=person, **said)
        taken.save()
    version.refresh_from_db()
    return taken
