"""산출근거: lines, subtotals, total."""

from ledger.reports.calculation_basis import build
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, cells, column, facts, line, subject


def test_each_subject_has_its_subtotal_and_then_its_lines() -> None:
    report = build(
        facts(
            [
                allocation(GRANTS, None, None, [line(1_071, 9, "jung"), line(803, 1, "mapo")]),
                allocation(OFFICE, None, None, [line(50)]),
            ]
        )
    )
    assert column(report, "amount") == {
        "201-01": 50,
        "line-1": 50,
        "403-01": 1_071 + 803,
        "line-2": 1_071,
        "line-3": 803,
        "total": 50 + 1_874,
    }
    assert list(column(report, "amount"))[:3] == ["201-01", "line-1", "403-01"]
    assert column(report, "amount_national")["403-01"] == 9 + 1
    assert cells(report, "line-2", "site") == ("jung",)
    assert cells(report, "403-01", "site") == (None,)


def test_a_subject_without_lines_has_its_subtotal_only() -> None:
    report = build(facts([allocation(OFFICE, 40, 5), allocation(UTILITIES)]))
    assert column(report, "amount") == {"201-01": 40, "201-02": None, "total": 40}
    assert column(report, "amount_national") == {"201-01": 5, "201-02": None, "total": 5}


def test_own_amounts_count_only_where_there_are_no_lines() -> None:
    report = build(facts([allocation(OFFICE, 999, 99, [line(0)])]))
    assert column(report, "amount") == {"201-01": 0, "line-1": 0, "total": 0}


def test_subtotals_and_total_say_what_they_sum() -> None:
    report = build(facts([allocation(OFFICE, None, None, [line(1), line(2)]), allocation(GRANTS, 3)]))
    assert report.row("201-01").parts == ("line-1", "line-2")
    assert report.row("total").parts == ("201-01", "403-01")


def test_lines_carry_their_description() -> None:
    report = build(facts([allocation(OFFICE, None, None, [line(1, description="=시설관리")])]))
    assert report.row("line-1").name == "=시설관리"


def test_one_code_in_two_meanings_has_two_subtotals() -> None:
    old, new = subject("401-01", 2018), subject("401-01", 2027)
    report = build(facts([allocation(new, 7), allocation(old, 3)]))
    assert column(report, "amount") == {"401-01@2018": 3, "401-01": 7, "total": 10}


def test_an_empty_budget_has_a_total_without_figure() -> None:
    assert column(build(facts()), "amount") == {"total": None}


def test_lines_are_numbered_in_the_documents_order() -> None:
    """The document's 예산총괄 has 403-01 above 201-01: its line is the first."""
    of_both = [allocation(OFFICE, lines=[line(50)]), allocation(GRANTS, lines=[line(803)])]
    report = build(facts(of_both, row_orders={"budget-summary": ("total", "403-01", "201-01")}))
    assert list(column(report, "amount").items()) == [
        ("403-01", 803),
        ("line-1", 803),
        ("201-01", 50),
        ("line-2", 50),
        ("total", 853),
    ]
