"""이월 조서: what a year carries over, by subject and kind."""

from dataclasses import replace

from ledger.figures.facts import FundingSource, SourceShare, Subject
from ledger.figures.movement import CarryOver
from ledger.reports.settled.carry_overs import build
from ledger.words.heading_words import row_label
from tests.ledger.records import GRANTS, OFFICE, cells, facts


def carried(
    of: Subject,
    kind: str,
    amount: int,
    *,
    year: int = 2020,
    national: int | None = None,
    before: str | None = None,
) -> CarryOver:
    return CarryOver(year, of, kind, amount, national, "won", before, "예산-1", "공기 부족")


def test_each_kind_in_its_column_with_subtotals_and_the_year() -> None:
    held = facts(
        carry_overs=(
            carried(OFFICE, "declared", 100, national=30),
            carried(OFFICE, "committed", 200, national=0),
            carried(GRANTS, "continuing", 400),
        )
    )
    report = build(held)
    keys = ("declared", "committed", "continuing", "total", "total_national")
    assert cells(report, "2020-201-01", *keys) == (100, 200, None, 100 + 200, 30)
    assert cells(report, "line-3", *keys) == (None, None, 400, 400, None)
    assert cells(report, "2020", *keys) == (100, 200, 400, 100 + 200 + 400, 30)
    assert [row.key for row in report.rows] == [
        "2020-201-01",
        "line-1",
        "line-2",
        "2020-403-01",
        "line-3",
        "2020",
    ]


def test_a_line_says_its_kind_its_document_and_why() -> None:
    report = build(facts(carry_overs=(carried(OFFICE, "committed", 200, before="declared"),)))
    assert row_label(report.row("line-1")) == "사고이월"
    assert cells(report, "line-1", "carried_before", "document", "reason") == (
        "declared",
        "예산-1",
        "공기 부족",
    )


def test_three_years_and_the_last_of_them_always() -> None:
    held = facts(
        carry_overs=(carried(OFFICE, "declared", 100, year=2017), carried(OFFICE, "declared", 200, year=2018))
    )
    report = build(held)
    assert [row.key for row in report.rows] == ["2018-201-01", "line-1", "2018", "2020"]
    assert report.row("2020").marks == ("missing",)


def test_each_source_has_its_column_and_own_money_is_the_rest() -> None:
    """100, of which 30 national and 20 the province's; 60 of which nobody says whose they are."""
    province = FundingSource("metropolitan", "시·도비", "metropolitan")
    shared = replace(carried(OFFICE, "declared", 100, national=30), shares=(SourceShare("metropolitan", 20),))
    held = facts(carry_overs=(shared, carried(GRANTS, "declared", 60, national=0)), sources=(province,))
    report = build(held)
    keys = ("total", "total_national", "source-metropolitan", "own_money")
    assert cells(report, "line-1", *keys) == (100, 30, 20, 100 - 30 - 20)
    assert cells(report, "line-2", *keys) == (60, 0, None, None)
    assert cells(report, "2020", *keys) == (100 + 60, 30, 20, 50)


def test_without_sources_there_are_no_columns_of_them() -> None:
    report = build(facts(carry_overs=(carried(OFFICE, "declared", 100),)))
    assert "own_money" not in {column.key for column in report.columns}
