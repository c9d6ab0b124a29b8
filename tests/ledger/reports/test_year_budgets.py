"""연도별 예산 and 총사업비 진척: the figures of a programme's charts and cards."""

from dataclasses import replace
from fractions import Fraction

from ledger.figures.facts import Cost, Facts
from ledger.reports import cost_progress, year_budgets
from tests.ledger.records import OFFICE, allocation, cells, column, entry, facts, settled, version


def four_years() -> Facts:
    """2018 is settled only; 2019's final budget, 2020's original, 2021 as shown, 2022 already begun."""
    before = [version(2019, id=1), version(2019, "final", id=2), version(2020, id=3), version(2022, id=5)]
    held = facts([allocation(OFFICE, 90, 9)], [allocation(OFFICE, 80)])
    budgets = {
        "2019-original": (allocation(OFFICE, 60),),
        "2019-final": (allocation(OFFICE, 70),),
        "2020-original": (allocation(OFFICE, 80),),
        "2022-original": (allocation(OFFICE, 999),),
    }
    return replace(
        held,
        versions=(*before, held.version),
        budgets=budgets,
        settlements=(
            settled(2018, current_budget=50, executed=40, carried_out=10, unspent=0),
            settled(2019, current_budget=75, carried_out=0, unspent=5),
        ),
    )


def test_each_year_has_its_last_word_and_what_was_executed() -> None:
    report = year_budgets.build(four_years())
    assert column(report, "amount") == {"2018": None, "2019": 70, "2020": 80, "2021": 90}
    assert column(report, "executed") == {"2018": 40, "2019": 75 - 0 - 5, "2020": None, "2021": None}
    assert cells(report, "2018", "execution_rate") == (Fraction(80),)
    assert report.row("2019").derived == ("executed",)


def test_a_year_that_comes_after_changes_nothing() -> None:
    assert "2022" not in column(year_budgets.build(four_years()), "amount")


def test_the_year_shown_has_the_version_shown() -> None:
    proposal = version(2021, "proposal", id=9)
    held = four_years()
    held = replace(
        held, version=proposal, versions=(*held.versions, proposal), allocations=(allocation(OFFICE, 95),)
    )
    assert column(year_budgets.build(held), "amount")["2021"] == 95


PROGRESS = ("invested", "budgeted", "cumulative", "total_cost", "invested_share", "cumulative_share")


def test_progress_is_what_was_invested_of_the_total_cost_and_what_is_budgeted_since() -> None:
    """기투자 30 of 총사업비 120: 25 %; with 10 of 2020 and 50 of 2021 90: 75 %. What comes after does not count."""
    held = facts(
        plan=(
            entry(OFFICE, "through", 2019, 30),
            entry(OFFICE, "year", 2020, 10),
            entry(OFFICE, "year", 2021, 50),
            entry(OFFICE, "after", 2022, 30),
        ),
        costs=(Cost("national", "total", False, 20, "won"), Cost("city", "total", False, 100, "won")),
    )
    report = cost_progress.build(held)
    assert cells(report, "total", *PROGRESS) == (30, 10 + 50, 30 + 10 + 50, 120, Fraction(25), Fraction(75))
    assert [column.year for column in report.columns] == [2019, 2021, 2021, None, 2019, 2021]


def test_progress_of_a_programme_that_begins_this_year() -> None:
    held = facts(plan=(entry(OFFICE, "year", 2021, 50),), costs=(Cost("city", "total", False, 200, "won"),))
    assert cells(cost_progress.build(held), "total", *PROGRESS) == (None, 50, 50, 200, None, Fraction(25))


def test_progress_without_a_document_is_not_known() -> None:
    assert cells(cost_progress.build(facts()), "total", *PROGRESS) == (None,) * 6
