"""A movement is entered once, and both programmes have it; what a year carries over."""

from datetime import date

from ledger.figures.movement import CarryOver, Movement
from ledger.load.movements import carry_overs_of, movements_of
from ledger.load.rows import subject_of
from ledger.models import AccountSubject, BudgetMovement, Program


def test_each_side_of_a_movement_is_seen_from_its_programme(first_document: Program) -> None:
    other = Program.objects.create(slug="other", name="다른 사업")
    rows = {row.pk: row for row in AccountSubject.objects.all()}
    subjects = {pk: subject_of(row) for pk, row in rows.items()}
    (office, utilities) = (AccountSubject.objects.get(code=code) for code in ("201-01", "201-02"))
    moved = BudgetMovement.objects.create(
        fiscal_year=2020,
        kind="transfer",
        decided_on=date(2020, 9, 30),
        document_number="예산담당관-1",
        from_program=first_document,
        from_subject=office,
        to_program=other,
        to_subject=utilities,
        amount=300,
        national_subsidy=100,
        reason="부족분",
    )
    given = Movement(
        2020,
        "transfer",
        date(2020, 9, 30),
        "예산담당관-1",
        subjects[office.pk],
        None,
        "다른 사업",
        300,
        100,
        "won",
        "부족분",
        moved.pk,
    )
    assert movements_of(first_document, subjects) == [given]
    (taken,) = movements_of(other, subjects)
    assert (taken.from_subject, taken.to_subject) == (None, subjects[utilities.pk])
    assert (taken.partner, given.sign(), taken.sign()) == (first_document.name, -1, 1)
    assert movements_of(Program.objects.create(slug="third", name="셋째"), subjects) == []


def test_what_a_year_carries_over(first_document: Program) -> None:
    office = AccountSubject.objects.get(code="201-01")
    subjects = {office.pk: subject_of(office)}
    row = first_document.carry_overs.create(
        fiscal_year=2020,
        subject=office,
        kind="committed",
        amount=50,
        carried_before="declared",
        document_number="예산-7",
        reason="공기 부족",
    )
    assert carry_overs_of(first_document, subjects) == [
        CarryOver(
            2020, subjects[office.pk], "committed", 50, None, "won", "declared", "예산-7", "공기 부족", row.pk
        )
    ]
