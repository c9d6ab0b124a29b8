"""기본현황: cost by source of money."""

from ledger.figures.facts import Cost
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


def names(*costs: Cost) -> dict[str, str | None]:
    """Column -> what stands in it."""
    return {column.key: column.scope for column in build(facts(costs=costs)).columns if column.key != "total"}


def test_one_source_on_and_off_budget_has_its_parts_beside() -> None:
    report = build(facts(costs=(cost("district", 100), cost("district", 30, off_budget=True))))
    keys = ("total", "district", "district_on_budget", "district_off_budget")
    assert cells(report, "total-cost", *keys) == (100, 100 + 30, 100, 30)
    assert cells(report, "year-cost", *keys) == (None,) * 4


def test_a_column_says_whether_what_stands_there_is_in_the_budget() -> None:
    form = {"national": "on_budget", "city": "on_budget", "district": "off_budget", "other": "off_budget"}
    assert names() == names(cost("district", None, off_budget=True)) == form
    assert names(cost("district", 100)) == {**form, "district": "on_budget"}
    assert names(cost("city", 100, off_budget=True)) == {**form, "city": "off_budget"}
    mixed = (cost("district", 100), cost("district", 30, scope="year", off_budget=True))
    parts = {"district_on_budget": "on_budget", "district_off_budget": "off_budget"}
    assert names(*mixed) == {**form, "district": "mixed", **parts}


def test_a_blank_cell_does_not_make_a_source_mixed() -> None:
    """The form has a place for 구비 off budget; what is entered is on it."""
    assert names(cost("district", 100), cost("district", None, off_budget=True))["district"] == "on_budget"


def test_the_year_has_its_own_row() -> None:
    costs = (cost("city", 100), cost("city", 7, scope="year"), cost("national", None, scope="year"))
    report = build(facts(costs=costs))
    assert cells(report, "total-cost", "total", "city") == (100, 100)
    assert cells(report, "year-cost", "total", "city", "national") == (7, 7, None)


def test_a_printed_zero_is_zero() -> None:
    report = build(facts(costs=(cost("national", 0, scope="year"),)))
    assert cells(report, "year-cost", "total", "national", "city") == (0, 0, None)
