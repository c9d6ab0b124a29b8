"""Where the figures of settlements and executions come from, in small ledgers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from ledger.figures.facts import Snapshot, Subject
from tests.ledger.provenance.traced import rows, terms, traced
from tests.ledger.records import (
    GRANTS,
    OFFICE,
    allocation,
    facts,
    settled,
    subject,
)

# 결산현황


def test_a_printed_cell_of_the_settlement_is_its_row() -> None:
    held = facts([], settlements=(settled(2019, executed=5),))
    assert rows(traced(held, "settlement", "2019", "executed")) == [(1, "settlement", 5)]
    blank = traced(held, "settlement", "2019", "unspent")
    assert (blank.figure, rows(blank)) == (None, [(1, "settlement", None)])
    assert traced(held, "settlement", "2020", "executed").remark == "year_absent"


def test_an_identity_names_its_other_cells() -> None:
    """집행액 50 = 예산현액 100 − 차년이월 40 − 보조금반납금 (blank: 0) − 집행잔액 10."""
    held = facts([], settlements=(settled(2019, current_budget=100, carried_out=40, unspent=10),))
    trace = traced(held, "settlement", "2019", "executed")
    assert (trace.operation, trace.identity, trace.figure) == ("identity", 1, 50)
    assert terms(trace) == [
        (1, "2019", "current_budget", 100),
        (-1, "2019", "carried_out", 40),
        (-1, "2019", "subsidy_refund", None),
        (-1, "2019", "unspent", 10),
    ]


def test_the_chain_names_the_year_before() -> None:
    held = facts([], settlements=(settled(2019, OFFICE, carried_out=4), settled(2020, OFFICE)))
    trace = traced(held, "settlement", "2020-201-01", "carried_in")
    assert (trace.operation, terms(trace)) == ("chain", [(1, "2019-201-01", "carried_out", 4)])


def test_the_chain_reaches_years_that_the_report_does_not_show() -> None:
    """2017: 차년이월 4 = 예산현액 10 − 집행액 5 − 집행잔액 1; the report begins with 2018."""
    held = facts([], settlements=(settled(2017, current_budget=10, executed=5, unspent=1), settled(2018)))
    trace = traced(held, "settlement", "2018", "carried_in")
    assert (trace.operation, trace.figure, trace.terms) == ("chain", 4, ())
    assert [(one.sign, one.field, one.counted) for one in trace.sources] == [
        (1, "current_budget", 10),
        (-1, "executed", 5),
        (-1, "subsidy_refund", 0),
        (-1, "unspent", 1),
    ]


def test_an_assumption_shows_the_blank_that_it_is_made_of() -> None:
    held = facts([], settlements=(settled(2019, final_budget=100, carried_in=0),))
    trace = traced(held, "settlement", "2019", "budget_change")
    assert (trace.operation, trace.figure, rows(trace)) == ("assumption", 0, [(1, "settlement", None)])


# Money that is handed on, and this year's execution


def snapshot(of: Subject | None, executed: int | None, day: int = 31) -> Snapshot:
    return Snapshot(of, date(2021, 10, day), executed, executed, "won")


def test_the_share_that_was_handed_on_is_a_sum_over_a_whole() -> None:
    """교부 비중 75 % = (20 + 10) of 40."""
    handed = [replace(subject(code), is_pass_through=True) for code in ("308-01", "403-01")]
    held = facts(
        [],
        settlements=(
            settled(2019, executed=40),
            settled(2019, OFFICE, executed=10),
            settled(2019, handed[0], executed=20),
            settled(2019, handed[1], executed=10),
        ),
    )
    trace = traced(held, "settlement", "2019", "pass_through_share")
    assert (trace.operation, trace.figure) == ("share", Fraction(75))
    assert terms(trace) == [
        (1, "2019-308-01", "executed", 20),
        (1, "2019-403-01", "executed", 10),
        (1, "2019", "executed", 40),
    ]


def test_a_step_of_the_settlement_flow_is_a_cell_of_the_settlement() -> None:
    rows_2019 = (settled(2019, executed=40, current_budget=50), settled(2019, portion="national", executed=8))
    held = facts([], settlements=(*rows_2019, settled(2020, carried_in=10)))
    flow = "settlement-bridge"
    assert terms(traced(held, flow, "2019-executed", "total")) == [(1, "2019", "executed", 40)]
    assert terms(traced(held, flow, "2019-executed", "national")) == [(1, "2019-national", "executed", 8)]
    assert terms(traced(held, flow, "2019-next_carried_in", "total")) == [(1, "2020", "carried_in", 10)]
    assert terms(traced(held, flow, "2019-executed", "share")) == [
        (1, "2019-executed", "total", 40),
        (1, "2019-current_budget", "total", 50),
    ]


def test_what_the_next_year_carried_in_may_stand_in_a_year_that_is_not_shown() -> None:
    held = facts([], settlements=(settled(2020), settled(2021, carried_in=10)))
    trace = traced(held, "settlement-bridge", "2020-next_carried_in", "total")
    assert rows(trace) == [(1, "settlement", 10)]


def test_what_can_be_spent_is_the_budget_and_what_was_carried_in() -> None:
    held = facts([allocation(OFFICE, 12)], settlements=(settled(2020, OFFICE, carried_out=3),))
    trace = traced(held, "execution", "201-01", "current_budget")
    assert (trace.figure, terms(trace)) == (
        12 + 3,
        [(1, "201-01", "current", 12), (1, "201-01", "carried_in", 3)],
    )
    assert terms(traced(held, "execution", "201-01", "carried_in")) == [(1, "2020-201-01", "carried_out", 3)]


def test_a_carry_over_that_is_not_known_counts_as_zero() -> None:
    trace = traced(facts([allocation(OFFICE, 12)]), "execution", "201-01", "current_budget")
    assert (trace.figure, [term.counts_as_zero for term in trace.terms]) == (12, [False, True])


def test_a_subject_that_a_complete_settlement_does_not_name_carried_nothing_in() -> None:
    """Of the programme's 3 the other subject carried out 3: 3 − 3 = 0."""
    held = facts(
        [allocation(GRANTS, 12)],
        settlements=(settled(2020, carried_out=3), settled(2020, OFFICE, carried_out=3)),
    )
    trace = traced(held, "execution", "403-01", "carried_in")
    assert (trace.figure, terms(trace)) == (
        0,
        [(1, "2020", "carried_out", 3), (-1, "2020-201-01", "carried_out", 3)],
    )


def test_executed_is_the_latest_days_own_row_else_those_of_its_subjects() -> None:
    held = facts([allocation(OFFICE, 12)], snapshots=(snapshot(OFFICE, 5), snapshot(GRANTS, 2)))
    assert rows(traced(held, "execution", "total", "executed")) == [(1, "snapshot", 5), (1, "snapshot", 2)]
    own = replace(held, snapshots=(*held.snapshots, snapshot(None, 9)))
    assert rows(traced(own, "execution", "total", "executed")) == [(1, "snapshot", 9)]
