"""The life of a budget version: what follows what, who may, what must be said, and that nothing else moves it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from ledger.after_migrate.freezing import FROZEN
from ledger.after_migrate.life import BY_STEPS, NOT_NEXT, SO_FAR_FIRST, TWO_PEOPLE
from ledger.after_migrate.refusals import refusal_in
from ledger.models import BudgetVersion, Change, Step, VersionStatus, VersionTransition
from ledger.models.version_life import MOVES, TAKEN_BY, TAKING_BACK_SAYS_WHY, take_step
from tests.ledger.life import DECISION, confirmed, moved
from tests.ledger.log import changes
from tests.people import Person

REQUEST = {"reason": "오기 정정", "document_number": "예산-7"}
SAID: dict[Step, dict[str, Any]] = {
    Step.SUBMIT: {"open_count": 0},
    Step.TAKE_BACK: REQUEST,
    Step.CONFIRM: DECISION,
    Step.ASK: REQUEST,
}
"""Step -> what it must say."""

DRAFT, SUBMITTED, CONFIRMED, SETTLED = map(str, VersionStatus)


@pytest.fixture
def version(db: None) -> BudgetVersion:
    return BudgetVersion.objects.create(fiscal_year=2030, kind="original")


@pytest.fixture
def take(version: BudgetVersion, person: Person) -> Callable[..., VersionTransition]:
    """Takes a step with all that it must say, as somebody of a role: take(Step.CONFIRM, 'approver')."""
    people: dict[str, Any] = {}

    def step(step: Step, who: str, **said: Any) -> VersionTransition:
        if who not in people:
            people[who] = person(who)
        return take_step(version, step, people[who], **{**SAID.get(step, {}), **said})

    return step


Take = Callable[..., VersionTransition]


def status_of(version: BudgetVersion) -> str:
    return BudgetVersion.objects.get(pk=version.pk).status


def refused(door: Callable[[], object]) -> str:
    """What the database says to a change, which it undoes."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        door()
    return refusal_in(caught.value)


def by_sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def test_from_draft_to_settled_and_back(version: BudgetVersion, take: Take) -> None:
    way = [
        (Step.SUBMIT, "finance", SUBMITTED),
        (Step.TAKE_BACK, "finance", DRAFT),
        (Step.SUBMIT, "finance", SUBMITTED),
        (Step.CONFIRM, "approver", CONFIRMED),
        (Step.ASK, "finance", CONFIRMED),
        (Step.DECLINE, "approver", CONFIRMED),
        (Step.SETTLE, "approver", SETTLED),
        (Step.ASK, "finance", SETTLED),
        (Step.REOPEN, "approver", CONFIRMED),
        (Step.ASK, "finance", CONFIRMED),
        (Step.REOPEN, "approver", DRAFT),
    ]
    for step, who, status in way:
        take(step, who)
        assert (version.status, status_of(version)) == (status, status)
    taken = version.transitions.values_list("number", "step", "author__username", "to_status")
    assert list(taken) == [(number, *one) for number, one in enumerate(way, 1)]
    assert version.revision == 1 + sum(step not in (Step.ASK, Step.DECLINE) for step, _who, _status in way)


def test_the_decision_stands_at_the_version_as_long_as_it_is_confirmed(
    version: BudgetVersion, take: Take
) -> None:
    def decision() -> tuple[date | None, str]:
        return version.decided_on, version.decision_number

    take(Step.SUBMIT, "finance")
    take(Step.CONFIRM, "approver")
    take(Step.SETTLE, "approver", document_number="결산-1")
    assert decision() == (date(2020, 12, 15), "의회-123")
    for _time in range(2):
        take(Step.ASK, "finance")
        take(Step.REOPEN, "approver")
    assert decision() == (None, "")
    assert version.transitions.get(step="confirm").document_number == "의회-123"


def test_a_lifted_confirmation_rests_on_what_was_asked_for(version: BudgetVersion, take: Take) -> None:
    """Who grants it need not say it again: the log has the reason and the document all the same."""
    for step, who in ((Step.SUBMIT, "finance"), (Step.CONFIRM, "approver"), (Step.ASK, "finance")):
        take(step, who)
    asked = version.transitions.get(step=Step.ASK)
    take(Step.REOPEN, "approver")
    entry = Change.objects.filter(kind="ledger.budgetversion").latest("pk")
    assert entry.why.endswith(f": {asked.reason}")
    assert entry.document_number == asked.document_number != ""


def test_the_history_of_the_version_tells_each_step(version: BudgetVersion, take: Take) -> None:
    take(Step.SUBMIT, "finance")
    take(Step.CONFIRM, "approver")
    told = [(one.values["status"], one.who, one.why, one.document_number) for one in changes(BudgetVersion)]
    assert told == [
        ("draft", "", "", ""),
        ("submitted", "finance", "제출", ""),
        ("confirmed", "approver", "확정", "의회-123"),
    ]


@pytest.mark.parametrize("step", MOVES)
def test_a_step_follows_where_it_starts_from_and_nowhere_else(
    step: Step, version: BudgetVersion, take: Take
) -> None:
    who = "approver" if "confirm" in TAKEN_BY[step] else "finance"
    if DRAFT not in MOVES[step]:
        with pytest.raises(ValidationError, match="할 수 있는 절차가 아닙니다") as caught:
            take(step, who)
        assert len(caught.value.messages) == 1
    confirmed(version)
    if CONFIRMED not in MOVES[step]:
        with pytest.raises(ValidationError, match="할 수 있는 절차가 아닙니다"):
            take(step, who)


@pytest.mark.parametrize(
    ("step", "who"),
    [
        (Step.SUBMIT, "approver"),
        (Step.CONFIRM, "finance"),
        (Step.SETTLE, "finance"),
        (Step.REOPEN, "finance"),
        (Step.ASK, "manager"),
        (Step.ASK, "auditor"),
    ],
)
def test_who_may_not(step: Step, who: str, version: BudgetVersion, take: Take) -> None:
    if step != Step.SUBMIT:
        confirmed(version)
    with pytest.raises(ValidationError, match="이 계정으로는"):
        take(step, who)


@pytest.mark.parametrize(
    ("step", "said", "sentence"),
    [
        (Step.SUBMIT, {"open_count": 2}, "먼저 사유를 쓰거나"),
        (Step.SUBMIT, {"open_count": 2, "reason": "  "}, "먼저 사유를 쓰거나"),
        (Step.SUBMIT, {"open_count": None, "reason": "기한"}, "먼저 사유를 쓰거나"),
        (Step.CONFIRM, {"decided_on": None}, "의결일"),
        (Step.CONFIRM, {"document_number": " "}, "문서번호"),
        (Step.ASK, {"reason": ""}, "사유와 문서번호"),
        (Step.ASK, {"document_number": ""}, "사유와 문서번호"),
    ],
)
def test_what_a_step_must_say(
    step: Step, said: dict[str, Any], sentence: str, version: BudgetVersion, take: Take
) -> None:
    if step == Step.ASK:
        confirmed(version)
    if step == Step.CONFIRM:
        take(Step.SUBMIT, "finance")
    before = status_of(version)
    with pytest.raises(ValidationError, match=sentence):
        take(step, "approver" if step == Step.CONFIRM else "finance", **said)
    assert status_of(version) == before


def test_what_is_open_is_submitted_with_a_reason(version: BudgetVersion, take: Take) -> None:
    take(Step.SUBMIT, "finance", open_count=2, reason="의회 제출 기한")
    assert status_of(version) == SUBMITTED


class TestTwoPeople:
    def test_who_asked_does_not_grant(self, version: BudgetVersion, take: Take) -> None:
        confirmed(version)
        take(Step.ASK, "approver")
        with pytest.raises(ValidationError, match="두 사람이 필요합니다"):
            take(Step.REOPEN, "approver")

    def test_nobody_grants_what_nobody_asked_for(self, version: BudgetVersion, take: Take) -> None:
        confirmed(version)
        with pytest.raises(ValidationError, match="할 수 있는 절차가 아닙니다"):
            take(Step.REOPEN, "approver")

    def test_nor_what_was_declined(self, version: BudgetVersion, take: Take) -> None:
        confirmed(version)
        take(Step.ASK, "finance")
        take(Step.DECLINE, "approver")
        with pytest.raises(ValidationError, match="할 수 있는 절차가 아닙니다"):
            take(Step.REOPEN, "approver")

    def test_it_is_asked_once(self, version: BudgetVersion, take: Take) -> None:
        confirmed(version)
        take(Step.ASK, "finance")
        with pytest.raises(ValidationError, match="이미"):
            take(Step.ASK, "approver")

    def test_the_database_asks_for_two_as_well(self, version: BudgetVersion, take: Take) -> None:
        confirmed(version)
        asked = take(Step.ASK, "approver")
        step = VersionTransition(
            version=version,
            number=3,
            step="reopen",
            from_status="confirmed",
            to_status="draft",
            author=asked.author,
        )
        assert refused(lambda: VersionTransition.objects.bulk_create([step])) == str(TWO_PEOPLE)
        assert status_of(version) == CONFIRMED


NEW: dict[str, Any] = {"fiscal_year": 2031, "kind": "original", "status": "confirmed"}
OTHER_WAYS: dict[str, Callable[[BudgetVersion], object]] = {
    "save": lambda version: BudgetVersion(
        **{**vars_of(version), "id": version.pk, "status": "submitted"}
    ).save(force_update=True),
    "update": lambda version: BudgetVersion.objects.update(status="submitted"),
    "bulk_update": lambda version: BudgetVersion.objects.bulk_update(
        [BudgetVersion(pk=version.pk, status="submitted")], ["status"]
    ),
    "UPDATE": lambda version: by_sql("UPDATE ledger_budgetversion SET status = 'submitted'"),
    "create": lambda version: BudgetVersion.objects.create(**NEW),
    "bulk_create": lambda version: BudgetVersion.objects.bulk_create([BudgetVersion(**NEW)]),
    "INSERT": lambda version: by_sql(
        "INSERT INTO ledger_budgetversion"
        " (fiscal_year, kind, sequence, kind_is_stated, status, decision_number, revision)"
        " VALUES (2031, 'original', 1, true, 'settled', '', 1)"
    ),
}


def vars_of(version: BudgetVersion) -> dict[str, object]:
    return {name: getattr(version, name) for name in ("fiscal_year", "kind", "sequence", "revision")}


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_the_status_changes_by_no_other_means(way: str, version: BudgetVersion) -> None:
    assert refused(lambda: OTHER_WAYS[way](version)) == str(BY_STEPS)
    assert BudgetVersion.objects.get().status == DRAFT


@pytest.mark.parametrize("status", ["draft", "settled"])
def test_nor_that_of_a_confirmed_one(status: str, version: BudgetVersion) -> None:
    confirmed(version)
    assert refused(lambda: BudgetVersion.objects.update(status=status)) == str(BY_STEPS)


def rebase(version: BudgetVersion) -> None:
    other = BudgetVersion.objects.create(fiscal_year=version.fiscal_year, kind="request")
    BudgetVersion.objects.filter(pk=version.pk).update(based_on=other)


FROZEN_DOORS: dict[str, Callable[[BudgetVersion], object]] = {
    "save": lambda version: version.save(),
    "year": lambda version: BudgetVersion.objects.update(fiscal_year=2032),
    "kind": lambda version: BudgetVersion.objects.update(kind="final"),
    "sequence": lambda version: BudgetVersion.objects.update(sequence=2),
    "base": lambda version: rebase(version),
    "decision": lambda version: BudgetVersion.objects.update(decision_number="7"),
    "delete": lambda version: BudgetVersion._base_manager.filter(pk=version.pk)._raw_delete("default"),
    "DELETE": lambda version: by_sql("DELETE FROM ledger_budgetversion"),
}


@pytest.mark.parametrize("door", FROZEN_DOORS)
def test_a_confirmed_version_is_frozen_itself(door: str, version: BudgetVersion) -> None:
    confirmed(version)
    assert refused(lambda: FROZEN_DOORS[door](version)) == str(FROZEN)


def test_one_statement_that_empties_all_is_refused(version: BudgetVersion) -> None:
    statement = {
        "sqlite": "INSERT OR REPLACE INTO ledger_budgetversion SELECT * FROM ledger_budgetversion",
        "postgresql": "TRUNCATE ledger_budgetversion CASCADE",
    }[connection.vendor]
    confirmed(version)
    if connection.vendor == "postgresql":
        by_sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused(lambda: by_sql(statement)) != ""


@pytest.mark.parametrize(("number", "before"), [(1, "submitted"), (2, "draft")])
def test_the_database_takes_no_step_that_does_not_follow(
    number: int, before: str, version: BudgetVersion, person: Person
) -> None:
    to = {"submitted": "confirmed", "draft": "submitted"}[before]
    step = VersionTransition(
        version=version,
        number=number,
        step="confirm" if to == "confirmed" else "submit",
        from_status=before,
        to_status=to,
        author=person("approver"),
        **(DECISION if to == "confirmed" else {"open_count": 0}),
    )
    assert refused(lambda: VersionTransition.objects.bulk_create([step])) == str(NOT_NEXT)


class TestCarrying:
    """What a 추경 does not change it carries from another version: confirmed, its figures must not move with that."""

    @pytest.fixture
    def later(self, version: BudgetVersion) -> BudgetVersion:
        return moved(
            BudgetVersion.objects.create(fiscal_year=2030, kind="supplementary", based_on=version), SUBMITTED
        )

    def confirm(self, later: BudgetVersion, number: int = 2) -> None:
        """By SQL, past what the model says."""
        row = VersionTransition(
            version=later, number=number, step="confirm", from_status=SUBMITTED, to_status=CONFIRMED
        )
        row.decided_on, row.document_number = DECISION["decided_on"], "7"
        row.author = User.objects.get_or_create(username="somebody")[0]
        VersionTransition._base_manager.bulk_create([row])

    def test_is_confirmed_after_what_it_carries_from(
        self, version: BudgetVersion, later: BudgetVersion, person: Person
    ) -> None:
        approver = person("approver")
        with pytest.raises(ValidationError, match="먼저 확정하세요"):
            take_step(later, Step.CONFIRM, approver, **DECISION)
        assert refused(lambda: self.confirm(later)) == str(SO_FAR_FIRST)
        confirmed(version)
        take_step(later, Step.CONFIRM, approver, **DECISION)
        assert status_of(later) == CONFIRMED

    def test_is_lifted_before_it(self, version: BudgetVersion, later: BudgetVersion, take: Take) -> None:
        confirmed(version)
        self.confirm(later)
        take(Step.ASK, "finance")
        with pytest.raises(ValidationError, match="먼저 해제하세요"):
            take(Step.REOPEN, "approver")
        assert status_of(version) == CONFIRMED


@pytest.mark.parametrize(
    "said",
    [{}, {"reason": "오기 정정"}, {"document_number": "예산-7"}, {"reason": " ", "document_number": " "}],
)
def test_who_takes_a_submitted_budget_back_says_why(
    said: dict[str, str], version: BudgetVersion, take: Take, person: Person
) -> None:
    """Else what was submitted is changed without a reason: taken back, changed and submitted again."""
    take(Step.SUBMIT, "finance")
    step = VersionTransition(
        version=version, number=2, step=Step.TAKE_BACK, from_status=SUBMITTED, to_status=DRAFT
    )
    step.author = version.transitions.get().author
    for name, text in said.items():
        setattr(step, name, text)

    with pytest.raises(ValidationError) as caught:
        take(Step.TAKE_BACK, "finance", **{"reason": "", "document_number": "", **said})
    assert caught.value.messages == [str(TAKING_BACK_SAYS_WHY)]
    assert refused(lambda: VersionTransition.objects.bulk_create([step])) == str(TAKING_BACK_SAYS_WHY)
    assert status_of(version) == SUBMITTED
