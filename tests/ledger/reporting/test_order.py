"""Sorting: rows move, totals and subtotals stay."""

from decimal import Decimal

import pytest

from ledger.reporting.order import sort_report
from ledger.reporting.report import Report
from ledger.reports import budget_summary, calculation_basis, settlement, variance
from ledger.reports import sites as sites_report
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, facts, line, settled, site, subject


def keys(report: Report) -> list[str]:
    return [row.key for row in report.rows]


FOUR_SUBJECTS = facts(
    [allocation(OFFICE, 20), allocation(UTILITIES), allocation(GRANTS, 5), allocation(subject("405-01"), -7)],
    [],
)


def test_total_stays_first_and_missing_figures_come_last_both_ways() -> None:
    summary = budget_summary.build(FOUR_SUBJECTS)
    assert keys(sort_report(summary, "current")) == ["total", "405-01", "403-01", "201-01", "201-02"]
    assert keys(sort_report(summary, "-current")) == ["total", "201-01", "403-01", "405-01", "201-02"]


def test_rows_keep_their_order_where_figures_are_equal() -> None:
    held = facts([allocation(GRANTS, 1), allocation(OFFICE, 1), allocation(UTILITIES, 1)], [])
    summary = budget_summary.build(held)
    assert keys(sort_report(summary, "current")) == keys(sort_report(summary, "-current")) == keys(summary)


def test_sorting_changes_no_figure() -> None:
    summary = budget_summary.build(FOUR_SUBJECTS)
    assert {row.key: row for row in sort_report(summary, "-current").rows} == {
        row.key: row for row in summary.rows
    }


def test_lines_move_within_their_subject_below_its_subtotal() -> None:
    basis = calculation_basis.build(
        facts(
            [
                allocation(OFFICE, None, None, [line(5), line(9), line(7)]),
                allocation(UTILITIES, 100),
                allocation(GRANTS, None, None, [line(1), line(2)]),
            ]
        )
    )
    assert keys(sort_report(basis, "-amount")) == [
        *("201-01", "line-2", "line-3", "line-1"),
        "201-02",
        *("403-01", "line-5", "line-4"),
        "total",
    ]


def test_unassigned_and_total_stay_below_the_sites() -> None:
    report = sites_report.build(
        facts([allocation(OFFICE, 999)], sites=(site("a", 1), site("b", 2), site("c")))
    )
    assert keys(sort_report(report, "-construction_cost")) == ["b", "a", "c", "unassigned", "total"]
    assert keys(sort_report(report, "construction_cost")) == ["a", "b", "c", "unassigned", "total"]


def test_other_stays_last() -> None:
    report = variance.build(FOUR_SUBJECTS, "subject", 2)
    assert keys(report) == ["total", "201-01", "405-01", "other"]
    assert keys(sort_report(report, "current")) == ["total", "405-01", "201-01", "other"]


def test_the_national_part_moves_with_its_year() -> None:
    report = settlement.build(
        facts(
            settlements=(
                settled(2018, executed=5),
                settled(2018, None, "national", executed=900),
                settled(2019, executed=7),
                settled(2019, GRANTS, executed=1),
            )
        )
    )
    of_2019 = ["2019", "2019-national", "2019-403-01", "2019-403-01-national"]
    of_2018 = ["2018", "2018-national"]
    of_2020 = ["2020", "2020-national"]
    assert keys(sort_report(report, "-executed")) == [*of_2019, *of_2018, *of_2020]
    assert keys(sort_report(report, "executed")) == [*of_2018, *of_2019, *of_2020]


def test_words_sort_too() -> None:
    held = facts(
        [
            allocation(subject("1", name="나"), 1),
            allocation(subject("2", name="다"), 1),
            allocation(subject("3", name="가"), 1),
        ],
        [],
    )
    summary = budget_summary.build(held)
    assert keys(sort_report(summary, "label")) == ["total", "3", "1", "2"]
    assert keys(sort_report(summary, "-label")) == ["total", "2", "1", "3"]


@pytest.mark.parametrize("sort", ["moon", "", "-", "--current", "current ", "-moon"])
def test_an_unknown_column_is_a_key_error(sort: str) -> None:
    with pytest.raises(KeyError):
        sort_report(budget_summary.build(FOUR_SUBJECTS), sort)


def test_a_report_without_rows_sorts() -> None:
    empty = Report("empty", "won", budget_summary.build(FOUR_SUBJECTS).columns, ())
    assert sort_report(empty, "current") == empty


def test_costs_that_cannot_be_compared_come_last_both_ways() -> None:
    """Their rank among the others would compare them after all."""
    held = facts(
        sites=(
            site("dear", 9, Decimal(1), area_kind="used"),
            site("other", 5, Decimal(1), area_kind="unknown"),
            site("cheap", 2, Decimal(1), area_kind="used"),
        )
    )
    report = sites_report.build(held)
    for sort, found in (("cost_per_area", ["cheap", "dear"]), ("-cost_per_area", ["dear", "cheap"])):
        assert keys(sort_report(report, sort)) == [*found, "other", "unassigned", "total"]
