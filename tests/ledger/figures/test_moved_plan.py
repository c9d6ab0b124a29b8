"""The plan of an edition in the columns of a later year."""

from ledger.figures.facts import PlanEntry
from ledger.figures.moved_plan import moved_on
from tests.ledger.records import subject

OFFICE, UTILITIES = subject("201-01"), subject("201-02")


def cells(entries: list[PlanEntry]) -> dict[tuple[str, str, int], tuple[int | None, int | None, str]]:
    return {(one.subject.code, one.period, one.year): (one.amount, one.national, one.unit) for one in entries}


def test_the_oldest_year_joins_what_was_invested_and_the_year_is_blank() -> None:
    plan = [
        PlanEntry(OFFICE, "through", 2019, 300, 100, "million"),
        PlanEntry(OFFICE, "year", 2020, 50, None, "thousand"),
        PlanEntry(OFFICE, "year", 2021, 70, 0, "won"),
        PlanEntry(OFFICE, "after", 2022, 900, None, "million"),
    ]
    assert cells(moved_on(plan, {}, 2022)) == {
        ("201-01", "through", 2020): (300 + 50, 100, "million"),
        ("201-01", "year", 2021): (70, 0, "won"),
        ("201-01", "year", 2022): (None, None, "million"),
        ("201-01", "after", 2023): (900, None, "million"),
    }


def test_two_years_on_two_years_join() -> None:
    plan = [PlanEntry(OFFICE, "year", year, year, None, "won") for year in (2020, 2021)]
    moved = cells(moved_on(plan, {}, 2023))
    assert moved["201-01", "through", 2021] == (2020 + 2021, None, "won")
    assert moved["201-01", "year", 2023][0] is None


def test_a_year_that_the_plan_had_a_column_for_keeps_its_amount() -> None:
    plan = [
        PlanEntry(OFFICE, "year", 2022, 40, None, "won"),
        PlanEntry(OFFICE, "after", 2023, 9, None, "won"),
    ]
    assert cells(moved_on(plan, {}, 2022)) == {
        ("201-01", "year", 2022): (40, None, "won"),
        ("201-01", "after", 2023): (9, None, "won"),
    }


def test_a_code_that_moved_joins_the_one_that_continues_it() -> None:
    later = subject("201-11", 2022, replaces=OFFICE)
    plan = [PlanEntry(OFFICE, "year", 2021, 70, None, "won")]
    assert cells(moved_on(plan, {OFFICE.identity: [later]}, 2022))["201-11", "year", 2021] == (
        70,
        None,
        "won",
    )


def test_an_unchanged_total() -> None:
    """Nothing gets lost on the way: 3 + 5 + 7 + 11 before and after."""
    plan = [
        PlanEntry(of, period, year, amount, None, "won")
        for of in (OFFICE, UTILITIES)
        for period, year, amount in (
            ("through", 2019, 3),
            ("year", 2020, 5),
            ("year", 2021, 7),
            ("after", 2022, 11),
        )
    ]
    assert sum(one.amount or 0 for one in moved_on(plan, {}, 2022)) == 2 * (3 + 5 + 7 + 11)
