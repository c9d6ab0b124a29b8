"""연차별 투자계획 of 2021: columns total, through-2019, 2020, 2021, from-2022."""

import pytest

from ledger.reports.investment_plan import build
from tests.ledger.records import GRANTS, OFFICE, cells, entry, facts

PERIODS = ("through-2019", "2020", "2021", "from-2022")


def test_columns_name_their_years() -> None:
    keys = ["total", *PERIODS]
    report = build(facts())
    assert [column.key for column in report.columns] == [*keys, *(f"{key}_national" for key in keys)]
    assert [column.year for column in report.columns[:5]] == [None, 2019, 2020, 2021, 2022]


def test_totals_are_recomputed_from_the_cells() -> None:
    plan = (
        entry(OFFICE, "through", 2019, 215, 1),
        entry(OFFICE, "year", 2020, 530, 2),
        entry(OFFICE, "year", 2021, 300, 4),
        entry(GRANTS, "through", 2019, 6_994, 0),
        entry(GRANTS, "after", 2022, 46_431),
    )
    report = build(facts(plan=plan))
    assert cells(report, "201-01", "total", *PERIODS) == (215 + 530 + 300, 215, 530, 300, None)
    assert cells(report, "201-01", "total_national") == (1 + 2 + 4,)
    assert cells(report, "total", "total", *PERIODS) == (1_045 + 53_425, 7_209, 530, 300, 46_431)
    assert cells(report, "total", "total_national", "from-2022_national") == (7, None)


@pytest.mark.parametrize(
    ("period", "year", "shown_in"),
    [
        ("through", 2019, "through-2019"),
        ("through", 2017, "through-2019"),
        ("year", 2018, "through-2019"),
        ("year", 2019, "through-2019"),
        ("year", 2020, "2020"),
        ("year", 2021, "2021"),
        ("year", 2022, "from-2022"),
        ("year", 2025, "from-2022"),
        ("after", 2022, "from-2022"),
        ("after", 2026, "from-2022"),
    ],
)
def test_every_entry_is_in_a_column_and_in_the_total(period: str, year: int, shown_in: str) -> None:
    """A document may print more years than the form has columns: none of them is lost."""
    report = build(facts(plan=(entry(OFFICE, period, year, 100, 10),)))
    shown = {key: figure for key in PERIODS if (figure := report.row("201-01").figures[key]) is not None}
    assert shown == {shown_in: 100}
    assert cells(report, "total", "total", "total_national") == (100, 10)


def test_years_that_share_a_column_are_added() -> None:
    plan = (entry(OFFICE, "year", 2018, 1), entry(OFFICE, "through", 2017, 2), entry(OFFICE, "year", 2019, 4))
    assert cells(build(facts(plan=plan)), "201-01", *PERIODS) == (1 + 2 + 4, None, None, None)


def test_a_blank_cell_is_missing_and_a_printed_zero_is_zero() -> None:
    plan = (entry(OFFICE, "year", 2020, None), entry(OFFICE, "year", 2021, 0))
    report = build(facts(plan=plan))
    assert cells(report, "201-01", "total", *PERIODS) == (0, None, None, 0, None)


def test_the_columns_follow_the_year() -> None:
    report = build(facts(year=2030, plan=(entry(OFFICE, "year", 2030, 7),)))
    assert cells(report, "201-01", "through-2028", "2029", "2030", "from-2031") == (None, None, 7, None)


def test_an_empty_plan_has_a_total_without_figures() -> None:
    report = build(facts())
    assert [row.key for row in report.rows] == ["total"]
    assert set(report.rows[0].figures.values()) == {None}


def test_rows_keep_the_documents_order() -> None:
    """The document has 403-01 above 201-01; the total stays first and sums them as they stand."""
    plan = (entry(OFFICE, "year", 2021, 1), entry(GRANTS, "year", 2021, 2))
    report = build(facts(plan=plan, row_orders={"investment-plan": ("total", "403-01", "201-01")}))
    assert [row.key for row in report.rows] == ["total", "403-01", "201-01"]
    assert report.rows[0].parts == ("403-01", "201-01")
