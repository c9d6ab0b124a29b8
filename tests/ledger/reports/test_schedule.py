"""추진일정: the steps and the subjects that they fall to."""

from ledger.reports.schedule import build
from tests.ledger.records import GRANTS, OFFICE, allocation, cells, column, facts, step


def test_a_step_is_the_sum_of_its_shares() -> None:
    report = build(facts(schedule=(step(1, office=70, grants=30), step(2, office=5))))
    assert column(report, "amount") == {"total": 105, "line-1": 70 + 30, "line-2": 5}
    assert column(report, "201-01") == {"total": 75, "line-1": 70, "line-2": 5}
    assert column(report, "403-01") == {"total": 30, "line-1": 30, "line-2": None}


def test_an_own_amount_counts_where_there_are_no_shares() -> None:
    report = build(facts(schedule=(step(1, 999, office=70), step(2, 40), step(3))))
    assert column(report, "amount") == {"total": 110, "line-1": 70, "line-2": 40, "line-3": None}


def test_a_subject_with_a_budget_has_its_column_without_shares_too() -> None:
    report = build(facts([allocation(GRANTS, 7)], schedule=(step(1, office=70),)))
    assert [each.key for each in report.columns] == ["amount", "201-01", "403-01"]
    assert cells(report, "total", "201-01", "403-01") == (70, None)


def test_rows_keep_the_order_of_the_document() -> None:
    report = build(facts(schedule=(step(3, office=1), step(7, office=2))))
    assert [(row.key, row.name) for row in report.rows[1:]] == [("line-1", "step 3"), ("line-2", "step 7")]


def test_without_a_schedule_there_is_a_total_without_figure() -> None:
    report = build(facts([allocation(OFFICE, 5)]))
    assert column(report, "amount") == {"total": None}
