"""결산 흐름 of 2021: the years 2018 to 2020, step by step. All amounts in won."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from ledger.reporting.order import sort_report
from ledger.reports import settlement
from ledger.reports.settlement_bridge import STEPS, build
from tests.ledger.records import GRANTS, OFFICE, cells, column, facts, settled, subject

WHOLE: dict[str, Any] = {
    "final_budget": 100,
    "carried_in": 5,
    "budget_change": -2,
    "current_budget": 103,
    "executed": 50,
    "carried_out": 40,
    "subsidy_refund": 3,
    "unspent": 10,
}


def test_steps_of_each_year_in_their_order() -> None:
    report = build(facts(settlements=(settled(2019, **WHOLE),)))
    assert [row.key for row in report.rows] == [
        f"{year}-{step}" for year in (2018, 2019, 2020) for step in STEPS
    ]
    assert STEPS[-1] == "next_carried_in"


def test_what_came_in_is_what_went_out() -> None:
    """100 + 5 − 2 = 103 = 50 + 40 + 3 + 10."""
    total = column(build(facts(settlements=(settled(2019, **WHOLE),))), "total")
    assert [total[f"2019-{step}"] for step in STEPS] == [100, 5, -2, 103, 50, 40, 3, 10, None]


def test_what_the_next_year_carried_in_is_that_years_own_figure() -> None:
    """It need not be what this year carried out: the break stays to be seen."""
    rows = settled(2019, **WHOLE), settled(2020, carried_in=39)
    report = build(facts(settlements=rows))
    assert cells(report, "2019-carried_out", "total") == (40,)
    assert cells(report, "2019-next_carried_in", "total", "share") == (39, None)
    assert report.row("2019-next_carried_in").derived == ()


def test_what_the_next_year_carried_in_may_come_from_the_chain_and_from_the_documents_own_year() -> None:
    report = build(facts(settlements=(settled(2019, **WHOLE), settled(2020, carried_out=7), settled(2021))))
    assert cells(report, "2019-next_carried_in", "total") == (40,)
    assert report.row("2019-next_carried_in").derived == ("total", "other")
    assert cells(report, "2020-next_carried_in", "total") == (7,)
    assert [row.key for row in report.rows if row.key.startswith("2021")] == []


def test_the_rest_is_what_is_not_national() -> None:
    rows = settled(2019, executed=50), settled(2019, portion="national", executed=20, carried_out=0)
    report = build(facts(settlements=rows))
    assert cells(report, "2019-executed", "total", "national", "other") == (50, 20, 50 - 20)
    assert cells(report, "2019-carried_out", "total", "national", "other") == (None, 0, None)
    assert cells(report, "2019-unspent", "total", "national", "other") == (None, None, None)


def test_shares_are_of_the_current_budget() -> None:
    report = build(facts(settlements=(settled(2019, current_budget=200, executed=150, carried_out=20),)))
    steps = ("current_budget", "executed", "carried_out", "unspent", "final_budget")
    shares = [report.row(f"2019-{step}").figures["share"] for step in steps]
    assert shares == [Fraction(100), Fraction(75), Fraction(10), Fraction(15), None]  # 200 − 150 − 20 = 30
    names = [report.row(f"2019-{step}").notes.get("share") for step in steps]
    assert names == [None, "execution_rate", "carried_out_rate", "unspent_rate", None]


def test_a_current_budget_of_nothing_has_no_shares() -> None:
    report = build(facts(settlements=(settled(2019, current_budget=0, executed=0),)))
    assert cells(report, "2019-executed", "total", "share") == (0, None)


def test_marks_are_those_of_the_settlement() -> None:
    rows = (
        settled(2018, final_budget=100, carried_in=0, executed=90, carried_out=10),
        settled(2018, portion="national", current_budget=30, executed=20, carried_out=5),
    )
    report = build(facts(settlements=rows))
    of_total = settlement.build(facts(settlements=rows)).row("2018")
    assert (of_total.assumed, set(of_total.derived)) == (("budget_change",), {"current_budget", "unspent"})
    assert report.row("2018-budget_change").assumed == ("total", "other")
    assert report.row("2018-current_budget").derived == ("total", "other")
    assert report.row("2018-unspent").derived == ("total", "national", "other")
    assert report.row("2018-executed").derived == report.row("2018-executed").assumed == ()


def test_figures_are_those_of_the_settlement() -> None:
    rows = (
        settled(2018, final_budget=100, carried_in=0, executed=90, carried_out=10),
        settled(2019, final_budget=200, executed=180, carried_out=20),
        settled(2019, GRANTS, final_budget=50),
        settled(2019, portion="national", executed=7),
    )
    held = facts(settlements=rows)
    bridge = build(held, "subject")
    compared = 0
    for row in settlement.build(held).rows:
        whole = row.key.removesuffix("-national")
        for step in STEPS[:-1]:
            cell = bridge.row(f"{whole}-{step}").figures["national" if row.is_national else "total"]
            assert cell == row.figures[step]
            compared += 1
    assert compared == (2 * 3 + 2) * 8


def test_a_year_that_the_ledger_does_not_hold_says_so_once() -> None:
    report = build(facts(settlements=(settled(2019, **WHOLE),)))
    assert [row.key for row in report.rows if row.marks == ("missing",)] == [
        "2018-final_budget",
        "2019-next_carried_in",
        "2020-final_budget",
    ]
    assert {
        figure for row in report.rows if row.key.startswith("2020") for figure in row.figures.values()
    } == {None}


def test_no_settlement_at_all() -> None:
    report = build(facts())
    assert len(report.rows) == 3 * 9
    assert [row.key for row in report.rows if row.marks] == [
        f"{year}-final_budget" for year in (2018, 2019, 2020)
    ]


def test_a_blank_refund_is_a_column_that_the_form_does_not_have() -> None:
    report = build(facts(settlements=(settled(2019, **{**WHOLE, "subsidy_refund": None}),)))
    assert dict(report.row("2019-subsidy_refund").notes) == {"total": "no_refund_column"}
    assert report.row("2020-subsidy_refund").notes == {}


def test_by_subject_the_subjects_stand_below_their_year() -> None:
    rows = settled(2019, **WHOLE), settled(2019, OFFICE, executed=8), settled(2018, executed=1)
    report = build(facts(settlements=rows), "subject")
    keys = [row.key for row in report.rows]
    assert keys[9:11] == ["2019-final_budget", "2019-carried_in"]
    assert keys[18] == "2019-201-01-final_budget"
    assert cells(report, "2019-201-01-executed", "total") == (8,)
    assert report.row("2019-201-01-executed").name == OFFICE.name
    assert (report.by, build(facts(settlements=rows)).by) == ("subject", None)


def test_money_handed_on_says_so() -> None:
    passed = replace(GRANTS, is_pass_through=True)
    report = build(facts(settlements=(settled(2019, passed, executed=8),)), "subject")
    assert dict(report.row("2019-403-01-executed").notes) == {"total": "passed_on", "share": "passed_on_rate"}


def test_what_a_moved_code_carried_out_was_carried_into_its_heir() -> None:
    old = subject("401-01", 2018)
    new = subject("401-02", 2020, replaces=old)
    rows = settled(2019, old, carried_out=7), settled(2020, new, carried_in=7)
    report = build(facts(settlements=rows, subjects=(old, new)), "subject")
    assert cells(report, "2019-401-01-next_carried_in", "total") == (7,)


def test_what_merged_codes_carried_out_is_nobodys_own() -> None:
    """308-77 carried in 12, of two codes: neither row shows it as what became of its own."""
    olds, merged = (subject("301-10"), subject("402-09")), subject("308-77", 2020)
    rows = *(settled(2019, old, carried_out=6) for old in olds), settled(2020, merged, carried_in=12)
    pairs = tuple((old.identity, merged.identity) for old in olds)
    report = build(facts(settlements=rows, subjects=(*olds, merged), successions=pairs), "subject")
    assert cells(report, "2019-301-10-next_carried_in", "total") == (None,)
    assert report.row("2019-301-10-next_carried_in").marks == ("joint",)


def test_sorting_moves_whole_years() -> None:
    rows = settled(2018, final_budget=1, executed=9), settled(2019, final_budget=3, executed=1)
    report = sort_report(build(facts(settlements=rows)), "-total")
    years = [row.key[:4] for row in report.rows]
    assert years == ["2019"] * 9 + ["2018"] * 9 + ["2020"] * 9
    assert [row.key[5:] for row in report.rows[:9]] == list(STEPS)
