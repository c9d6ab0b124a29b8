"""What a programme opens next, as far as one can know."""

from ledger.load.program import versions_held
from ledger.models import AccountSubject, BudgetVersion, Program, YearlyAllocation
from ledger.opening import suggested


def version(kind: str, sequence: int = 1, **cells: object) -> BudgetVersion:
    original = BudgetVersion.objects.get(fiscal_year=2021, kind="original")
    return BudgetVersion.objects.create(
        fiscal_year=2021, kind=kind, sequence=sequence, based_on=original, **cells
    )


def hold(program: Program, row: BudgetVersion) -> None:
    subject = AccountSubject.objects.get(code="201-02")
    YearlyAllocation.objects.create(program=program, version=row, subject=subject, amount=480_000_000)


def keys(program: Program) -> list[tuple[str, int, str, int]]:
    return [
        (source, one.fiscal_year, one.kind, one.sequence) for source, one in suggested(versions_held(program))
    ]


def test_after_an_original_budget_the_next_year_or_what_changes_this_one(first_document: Program) -> None:
    assert keys(first_document) == [
        ("2021-original", 2022, "proposal", 1),
        ("2021-original", 2021, "supplementary", 1),
        ("2021-original", 2021, "deemed", 1),
        ("2021-original", 2021, "final", 1),
    ]


def test_a_change_has_no_document_of_its_own_and_a_year_has(first_document: Program) -> None:
    nexts = suggested(versions_held(first_document))
    assert [one.with_document for _source, one in nexts] == [True, False, False, False]


def test_the_next_number_is_one_more_than_the_city_has(first_document: Program) -> None:
    hold(first_document, version("supplementary"))
    assert ("2021-supplementary-1", 2021, "supplementary", 2) in keys(first_document)


def test_a_draft_that_another_programme_opened_is_joined(first_document: Program) -> None:
    """제1회 추경 is a draft of the city's in which this programme has nothing yet."""
    version("supplementary")
    assert ("2021-original", 2021, "supplementary", 1) in keys(first_document)


def test_after_a_final_budget_only_the_next_year(first_document: Program) -> None:
    hold(first_document, version("final"))
    assert keys(first_document) == [("2021-final", 2022, "proposal", 1)]


def test_a_proposal_becomes_the_original_budget(first_document: Program) -> None:
    BudgetVersion.objects.filter(fiscal_year=2021, kind="original").update(kind="proposal")
    assert keys(first_document) == [
        ("2021-proposal", 2022, "proposal", 1),
        ("2021-proposal", 2021, "original", 1),
    ]


def test_of_nothing_nothing() -> None:
    assert suggested([]) == []
