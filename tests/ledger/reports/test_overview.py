"""기본현황: cost by source of money."""

from ledger.facts import Cost
from ledger.reports.overview import build
from tests.ledger.records import cells, facts

SOURCES = ("national", "city", "district", "other")


def cost(source: str, amount: int | None, *, scope: str = "total", off_budget: bool = False) -> Cost:
    return Cost(source, scope, off_budget, amount, "won")


def test_total_is_the_sum_of_the_sources() -> None:
    report = build(facts(costs=(cost("national", 7_000), cost("city", 59_230))))
    assert cells(report, "total-cost", "total", *SOURCES) == (7_000 + 59_230, 7_000, 59_230, None, None)
    assert cells(report, "year-cost", "total", *SOURCES) == (None,) * 5


def test_what_is_off_budget_is_shown_and_no_part_of_the_total() -> None:
    costs = (cost("city", 100), cost("district", 30, off_budget=True), cost("other", 4, off_budget=True))
    assert cells(build(facts(costs=costs)), "total-cost", "total", *SOURCES) == (100, None, 100, 30, 4)


def test_one_source_on_and_off_budget() -> None:
    costs = (cost("district", 100), cost("district", 30, off_budget=True))
    assert cells(build(facts(costs=costs)), "total-cost", "total", "district") == (100, 130)


def test_the_year_has_its_own_row() -> None:
    costs = (cost("city", 100), cost("city", 7, scope="year"), cost("national", None, scope="year"))
    report = build(facts(costs=costs))
    assert cells(report, "total-cost", "total", "city") == (100, 100)
    assert cells(report, "year-cost", "total", "city", "national") == (7, 7, None)


def test_a_printed_zero_is_zero() -> None:
    report = build(facts(costs=(cost("national", 0, scope="year"),)))
    assert cells(report, "year-cost", "total", "national", "city") == (0, 0, None)
