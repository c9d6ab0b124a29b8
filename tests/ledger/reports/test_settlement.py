"""결산현황 of 2021: the years 2018 to 2020, blank cells filled in and marked."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from ledger.reporting.report import Figure, Report
from ledger.reports.settlement import build
from tests.ledger.records import GRANTS, OFFICE, cells, column, facts, settled

FIRST = ("final_budget", "carried_in", "budget_change", "current_budget")
SECOND = ("current_budget", "executed", "carried_out", "subsidy_refund", "unspent")


def year_2019(**printed: Any) -> Report:
    return build(facts(settlements=(settled(2019, **printed),)))


def marks(report: Report, row: str = "2019") -> tuple[tuple[str, ...], tuple[str, ...]]:
    return report.row(row).derived, report.row(row).assumed


def test_what_is_printed_stays_and_is_not_marked() -> None:
    printed = {"final_budget": 100, "carried_in": 5, "budget_change": -2, "current_budget": 999}
    report = year_2019(**printed, executed=50, carried_out=40, subsidy_refund=3, unspent=10)
    assert cells(report, "2019", *FIRST) == (100, 5, -2, 999)  # 100 + 5 - 2 is not 999: a finding, no repair
    assert cells(report, "2019", *SECOND) == (999, 50, 40, 3, 10)
    assert marks(report) == ((), ())


@pytest.mark.parametrize("blank", FIRST)
def test_one_blank_of_the_first_identity(blank: str) -> None:
    """예산현액 103 = 최종예산 100 + 전년이월 5 + 예산변경 -2."""
    whole = {"final_budget": 100, "carried_in": 5, "budget_change": -2, "current_budget": 103}
    report = year_2019(**{**whole, blank: None})
    assert cells(report, "2019", blank) == (whole[blank],)
    assert marks(report) == ((blank,), ())


@pytest.mark.parametrize("blank", [cell for cell in SECOND if cell != "subsidy_refund"])
def test_one_blank_of_the_second_identity(blank: str) -> None:
    """예산현액 103 = 집행액 50 + 차년이월 40 + 보조금반납금 3 + 집행잔액 10."""
    whole = {"current_budget": 103, "executed": 50, "carried_out": 40, "subsidy_refund": 3, "unspent": 10}
    report = year_2019(**{**whole, blank: None})
    assert cells(report, "2019", blank) == (whole[blank],)
    assert marks(report) == ((blank,), ())


def test_a_blank_refund_is_a_column_that_the_form_does_not_have() -> None:
    report = year_2019(current_budget=100, carried_out=40, unspent=10)
    assert cells(report, "2019", "executed", "subsidy_refund") == (100 - 40 - 10, None)
    assert marks(report) == (("executed",), ())


def test_one_identity_gives_what_the_other_needs() -> None:
    report = year_2019(final_budget=100, carried_in=0, budget_change=0, carried_out=40, unspent=10)
    assert cells(report, "2019", "current_budget", "executed") == (100, 50)
    assert marks(report) == (("current_budget", "executed"), ())


def test_two_blanks_of_an_identity_stay_blank() -> None:
    report = year_2019(current_budget=100, unspent=10)
    assert cells(report, "2019", "executed", "carried_out") == (None, None)
    assert marks(report) == ((), ())


def test_chain_forward() -> None:
    """차년이월 of 2018 is 전년이월 of 2019."""
    report = build(facts(settlements=(settled(2019), settled(2018, carried_out=7))))
    assert cells(report, "2019", "carried_in") == (7,)
    assert marks(report) == (("carried_in",), ())


def test_chain_backward() -> None:
    """전년이월 of 2019 was 차년이월 of 2018."""
    report = build(facts(settlements=(settled(2019, carried_in=7), settled(2018))))
    assert cells(report, "2018", "carried_out") == (7,)
    assert marks(report, "2018") == (("carried_out",), ())


def test_chain_does_not_jump_over_a_year() -> None:
    report = build(facts(settlements=(settled(2020), settled(2018, carried_out=7))))
    assert cells(report, "2020", "carried_in") == (None,)


def test_chain_starts_before_the_years_that_are_shown() -> None:
    report = build(facts(settlements=(settled(2017, carried_out=7), settled(2018))))
    assert cells(report, "2018", "carried_in") == (7,)
    assert [row.key for row in report.rows if "national" not in row.key] == ["2018", "2019", "2020"]


def test_chain_that_is_broken_in_print_stays_as_printed() -> None:
    report = build(facts(settlements=(settled(2018, carried_out=7), settled(2019, carried_in=8))))
    assert column(report, "carried_out")["2018"] == 7
    assert column(report, "carried_in")["2019"] == 8


def test_an_identity_comes_before_the_chain() -> None:
    """2019 gives its own 전년이월 of 5, so what 2018 carried out says nothing: the break stays to be seen."""
    of_2019 = settled(2019, final_budget=100, budget_change=0, current_budget=105)
    report = build(facts(settlements=(settled(2018, carried_out=7), of_2019)))
    assert cells(report, "2019", "carried_in") == (5,)


def test_assumption_where_all_else_is_known() -> None:
    """예산변경 blank, 최종예산 and 전년이월 known: no change reported."""
    report = year_2019(final_budget=100, carried_in=5, carried_out=40, unspent=10)
    assert cells(report, "2019", *FIRST) == (100, 5, 0, 105)
    assert cells(report, "2019", "executed") == (105 - 40 - 10,)
    assert marks(report) == (("current_budget", "executed"), ("budget_change",))


@pytest.mark.parametrize("blank", ["final_budget", "carried_in"])
def test_no_assumption_where_something_else_is_unknown(blank: str) -> None:
    report = year_2019(**{"final_budget": 100, "carried_in": 5, blank: None})
    assert cells(report, "2019", "budget_change", "current_budget") == (None, None)
    assert marks(report) == ((), ())


def test_no_assumption_where_the_identity_gives_the_change() -> None:
    report = year_2019(final_budget=100, carried_in=5, current_budget=80)
    assert cells(report, "2019", "budget_change") == (80 - 100 - 5,)
    assert marks(report) == (("budget_change",), ())


def test_the_chain_can_make_an_assumption_possible() -> None:
    report = build(facts(settlements=(settled(2018, carried_out=5), settled(2019, final_budget=100))))
    assert cells(report, "2019", *FIRST) == (100, 5, 0, 105)
    assert marks(report) == (("carried_in", "current_budget"), ("budget_change",))


def test_the_first_document() -> None:
    """In 천원. 2018 ends with 520 - 520 - 0 = 0 to carry out, so 2019 carries nothing in."""
    report = build(
        facts(
            settlements=(
                settled(2018, final_budget=520, carried_in=0, current_budget=520, executed=520, unspent=0),
                settled(2019, final_budget=7_155_400, carried_out=227_444, unspent=137_117),
            )
        )
    )
    assert cells(report, "2018", "budget_change", "carried_out") == (0, 0)
    assert marks(report, "2018") == (("budget_change", "carried_out"), ())
    executed = 7_155_400 - 227_444 - 137_117
    expected: tuple[Figure, ...] = (0, 0, 7_155_400, executed, Fraction(executed * 100, 7_155_400))
    rest = ("carried_in", "budget_change", "current_budget", "executed", "execution_rate")
    assert cells(report, "2019", *rest) == expected
    assert executed == 6_790_839
    assert marks(report) == (("carried_in", "current_budget", "executed"), ("budget_change",))


def test_execution_rate_is_of_the_current_budget() -> None:
    report = year_2019(final_budget=100, current_budget=200, executed=150)
    assert cells(report, "2019", "execution_rate") == (Fraction(75),)
    assert cells(year_2019(current_budget=0, executed=0), "2019", "execution_rate") == (None,)


def test_an_absent_year_has_its_two_rows_blank() -> None:
    report = build(facts(settlements=(settled(2019, carried_out=7),)))
    for row in ("2020", "2020-national"):
        assert set(report.row(row).figures.values()) == {None}
        assert report.row(row).marks == ("missing",)
        assert marks(report, row) == ((), ())
    assert report.row("2019").marks == ()


def test_the_three_years_are_shown_without_any_row() -> None:
    years = ["2018", "2018-national", "2019", "2019-national", "2020", "2020-national"]
    assert [row.key for row in build(facts()).rows] == years


def test_the_national_part_is_filled_by_itself() -> None:
    """The chain and the identities hold for the (x) line alone."""
    report = build(
        facts(
            settlements=(
                settled(2018, carried_out=7),
                settled(2018, None, "national", carried_out=3),
                settled(2019, final_budget=100, budget_change=0),
                settled(2019, None, "national", final_budget=50, budget_change=0),
            )
        )
    )
    assert cells(report, "2019", *FIRST) == (100, 7, 0, 107)
    assert cells(report, "2019-national", *FIRST) == (50, 3, 0, 53)
    assert report.row("2019-national").under == "2019"


def test_subjects_follow_their_year_and_are_filled_by_themselves() -> None:
    report = build(
        facts(
            settlements=(
                settled(2019, current_budget=100),
                settled(2019, GRANTS, current_budget=60, executed=40, carried_out=0),
                settled(2019, OFFICE, "national", executed=5),
            )
        )
    )
    keys = [row.key for row in report.rows if row.key.startswith("2019")]
    assert keys == [
        "2019",
        "2019-national",
        "2019-201-01",
        "2019-201-01-national",
        "2019-403-01",
        "2019-403-01-national",
    ]
    assert cells(report, "2019-403-01", "unspent") == (60 - 40,)
    assert cells(report, "2019", "unspent") == (None,)
    assert report.row("2019-201-01").marks == ("missing",)  # only its national part is printed
    assert cells(report, "2019-201-01-national", "executed") == (5,)
    assert {report.row(key).under for key in keys[1:]} == {"2019"}


def test_a_subject_has_rows_only_in_its_years() -> None:
    report = build(facts(settlements=(settled(2019, GRANTS, executed=1),)))
    assert "2019-403-01" in column(report, "executed")
    assert "2018-403-01" not in column(report, "executed")


def test_why_something_is_left_stands_beside_it_where_it_is_said() -> None:
    said = replace(settled(2019, unspent=15), unspent_reason="낙찰차액")
    report = build(facts(settlements=(said, settled(2020, unspent=5))))
    assert column(report, "unspent_reason") == {
        key: "낙찰차액" if key == "2019" else None for key in column(report, "unspent")
    }
    assert [one.key for one in report.columns][-2:] == ["execution_rate", "unspent_reason"]
    assert "unspent_reason" not in [one.key for one in year_2019(unspent=15).columns]
