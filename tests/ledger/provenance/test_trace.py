"""Where figures come from, in small ledgers."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ledger.figures.available import against_available
from ledger.figures.facts import Cost, Grant
from ledger.provenance import origins
from ledger.provenance.sources import CellTerm, Origin, Source
from ledger.provenance.trace import Tracer, count_and_sum_of_rest, counterpart, same_cells
from ledger.reporting.report import Change, Column, Place, Report, Row, Sum, complete_row
from ledger.reports import budget_summary, schedule, settlement, settlement_bridge, variance
from ledger.reports.bases import facts_against
from tests.ledger.provenance.traced import rows, terms, traced
from tests.ledger.records import (
    GRANTS,
    OFFICE,
    UTILITIES,
    allocation,
    entry,
    facts,
    line,
    settled,
    site,
    step,
    subject,
    version,
)

# A budget


def test_a_subject_is_the_sum_of_its_lines() -> None:
    held = facts([allocation(OFFICE, lines=[line(30, 20, description="a"), line(5, description="b")])])
    trace = traced(held, "budget-summary", "201-01", "current")
    assert (trace.figure, trace.operation) == (35, "rows")
    assert [(one.figure, one.field, one.names[1]) for one in trace.sources] == [
        (30, "amount", "a"),
        (5, "amount", "b"),
    ]
    assert rows(traced(held, "budget-summary", "201-01", "current_national")) == [
        (1, "line", 20),
        (1, "line", 0),
    ]


def test_without_lines_it_is_the_own_amount_and_a_blank_is_no_zero() -> None:
    held = facts([allocation(OFFICE, 7, None, unit="thousand")], [])
    assert rows(traced(held, "budget-summary", "201-01", "current")) == [(1, "allocation", 7)]
    blank = traced(held, "budget-summary", "201-01", "current_national")
    assert (blank.figure, rows(blank), blank.remark) == (None, [(1, "allocation", None)], "blank")


def test_a_change_is_two_cells_of_its_row() -> None:
    held = facts([allocation(OFFICE, 12)], [allocation(OFFICE, 10)])
    change = traced(held, "budget-summary", "201-01", "change")
    assert (change.figure, change.operation) == (12 - 10, "change")
    assert terms(change) == [(1, "201-01", "current", 12), (-1, "201-01", "prior", 10)]
    rate = traced(held, "budget-summary", "201-01", "rate")
    assert (rate.figure, rate.operation) == (Fraction(2 * 100, 10), "rate")
    assert terms(rate) == [(1, "201-01", "change", 2), (1, "201-01", "prior", 10)]


def test_nothing_allotted_counts_as_zero_in_a_change_and_gives_no_rate() -> None:
    held = facts([allocation(OFFICE, 12)], [])
    prior = traced(held, "budget-summary", "201-01", "prior")
    assert (prior.figure, prior.operation, prior.remark) == (None, "missing", "nothing_allotted")
    change = traced(held, "budget-summary", "201-01", "change")
    assert (change.figure, [term.counts_as_zero for term in change.terms]) == (12, [False, True])
    assert traced(held, "budget-summary", "201-01", "rate").remark == "zero_base"


def test_without_a_base_it_says_so() -> None:
    held = facts([allocation(OFFICE, 12)], None)
    assert traced(held, "budget-summary", "201-01", "prior").remark == "no_base"
    assert traced(held, "budget-summary", "201-01", "change").remark == "terms_missing"
    assert traced(held, "variance", "total", "rate").remark == "terms_missing"


def test_from_the_grand_total_one_walks_down_to_the_lines() -> None:
    held = facts([allocation(OFFICE, lines=[line(30), line(5)]), allocation(GRANTS, 8)], [])
    tracer = Tracer(held)
    top = tracer.trace(budget_summary.build(held), "total", "current")
    assert (top.operation, terms(top)) == (
        "parts",
        [(1, "201-01", "current", 35), (1, "403-01", "current", 8)],
    )
    below = [source for trace in tracer.below(top) for source in trace.sources]
    assert sorted(str(one.figure) for one in below) == ["30", "5", "8"]


def test_a_code_that_moved_brings_the_rows_of_the_old_one() -> None:
    old, new = subject("401-01"), subject("401-02", 2021, replaces=subject("401-01"))
    held = facts([allocation(new, 9)], [allocation(old, 4)], subjects=(old, new))
    (source,) = traced(held, "budget-summary", "401-02", "prior").sources
    assert (source.names, source.version) == (("subject 401-01",), "2020-original")


def test_lines_that_were_removed_are_looked_for_where_whole_allocations_count() -> None:
    first, second = replace(allocation(OFFICE, 1), id=11), replace(allocation(GRANTS, 2), id=12)
    held = facts([first], [second], sites=(site("jung"),))
    assert traced(held, "budget-summary", "201-01", "current").removed_from == (11,)
    by_site = Tracer(held).trace(variance.build(held, "site"), "unassigned", "current")
    assert by_site.removed_from == ()  # a removed line may have named a site


# 증감 내역


def test_variance_by_site_takes_the_sites_lines() -> None:
    held = facts([allocation(OFFICE, lines=[line(30, site="jung"), line(5)])], [], sites=(site("jung"),))
    report = variance.build(held, "site")
    assert rows(Tracer(held).trace(report, "jung", "current")) == [(1, "line", 30)]
    assert rows(Tracer(held).trace(report, "unassigned", "current")) == [(1, "line", 5)]


def test_a_budget_without_lines_knows_no_sites() -> None:
    held = facts(
        [allocation(OFFICE, lines=[line(30, site="jung")])],
        [allocation(OFFICE, 20)],
        sites=(site("jung"),),
    )
    report = variance.build(held, "site")
    assert Tracer(held).trace(report, "jung", "prior").remark == "no_lines"
    assert rows(Tracer(held).trace(report, "unassigned", "prior")) == [(1, "allocation", 20)]


def test_city_money_is_the_amounts_less_their_national_part() -> None:
    held = facts([allocation(OFFICE, lines=[line(30, 20), line(5, 0)]), allocation(GRANTS, 8)], [])
    report = variance.build(held, "source")
    city = Tracer(held).trace(report, "city", "current")
    assert (city.figure, rows(city)) == (30 + 5 - 20, [(1, "line", 30), (1, "line", 5), (-1, "line", 20)])
    assert Tracer(held).trace(report, "city", "current_national").remark == "not_national"
    # Of the grants it is not known how much is national money.
    assert rows(Tracer(held).trace(report, "unassigned", "current")) == [(1, "allocation", 8)]


def test_a_total_names_what_the_report_hides() -> None:
    held = facts([allocation(OFFICE, 30), allocation(UTILITIES, 2), allocation(GRANTS, 1)], [])
    tracer, report = Tracer(held), variance.build(held, "subject", 1)
    assert [row.key for row in report.rows] == ["total", "201-01", "other"]
    assert terms(tracer.trace(report, "total", "current")) == [
        (1, "201-01", "current", 30),
        (1, "201-02", "current", 2),
        (1, "403-01", "current", 1),
    ]
    other = tracer.trace(report, "other", "change")
    assert terms(other) == [(1, "other", "current", 3), (-1, "other", "prior", None)]
    assert len([source for trace in tracer.below(other) for source in trace.sources]) == 2


def test_a_programme_is_the_total_over_its_subjects() -> None:
    held = facts([allocation(OFFICE, 30), allocation(GRANTS, 1)], [])
    trace = Tracer(held).trace(variance.build(held, "program"), "anchor", "current")
    assert (trace.operation, [term.place for term in trace.terms]) == (
        "cells",
        [Place("budget-summary", "total", "current")],
    )


def test_what_a_year_had_comes_from_its_settlement() -> None:
    held = facts(
        [allocation(OFFICE, 12)],
        [allocation(OFFICE, 10)],
        settlements=(settled(2020, OFFICE, current_budget=11), settled(2020, current_budget=11)),
    )
    against = against_available(held, 2020)
    assert against is not None
    trace = traced(against, "budget-summary", "201-01", "prior")
    assert [term.place for term in trace.terms] == [Place("settlement", "2020-201-01", "current_budget")]


def test_before_its_settlement_it_is_the_budget_and_what_was_carried_in() -> None:
    old = version(2020)
    held = facts(
        [allocation(OFFICE, 12)],
        [allocation(OFFICE, 10)],
        budgets={old.key: (allocation(OFFICE, 10),)},
        settlements=(settled(2019, OFFICE, carried_out=3), settled(2019, carried_out=3)),
    )
    against = against_available(held, 2020)
    assert against is not None
    trace = traced(against, "budget-summary", "201-01", "prior")
    assert (trace.figure, rows(trace)) == (10 + 3, [(1, "allocation", 10)])
    assert terms(trace) == [(1, "2019-201-01", "carried_out", 3)]


# The other tables


def test_a_total_cost_leaves_out_what_is_off_budget() -> None:
    costs = (
        Cost("city", "total", False, 7, "won"),
        Cost("other", "total", True, 2, "won"),
        Cost("city", "year", False, 1, "won"),
    )
    held = facts([], costs=costs)
    assert rows(traced(held, "overview", "total-cost", "total")) == [(1, "cost", 7)]
    assert rows(traced(held, "overview", "total-cost", "other")) == [(1, "cost", 2)]


def test_a_column_of_the_plan_may_hold_several_years() -> None:
    held = facts([], plan=(entry(OFFICE, "year", 2022, 4, 1), entry(OFFICE, "after", 2023, 5)))
    trace = traced(held, "investment-plan", "201-01", "from-2022")
    assert [(one.names, one.figure) for one in trace.sources] == [
        (("subject 201-01", "year", "2022"), 4),
        (("subject 201-01", "after", "2023"), 5),
    ]
    whole = traced(held, "investment-plan", "201-01", "total")
    assert (whole.operation, whole.figure, len(whole.terms)) == ("sum", 9, 4)


def test_a_step_is_the_sum_of_its_shares_or_its_own_amount() -> None:
    held = facts([allocation(OFFICE, 1)], schedule=(step(1, office=3, grants=4), step(2, 5)))
    assert rows(traced(held, "schedule", "line-1", "amount")) == [(1, "share", 3), (1, "share", 4)]
    assert rows(traced(held, "schedule", "line-1", "403-01")) == [(1, "share", 4)]
    assert rows(traced(held, "schedule", "line-2", "amount")) == [(1, "step", 5)]
    assert traced(held, "schedule", "line-2", "403-01").remark == "no_row"


def test_a_site_shows_its_own_row_its_grants_and_its_lines() -> None:
    held = facts(
        [allocation(OFFICE, lines=[line(30, site="jung")])],
        sites=(site("jung", 90),),
        grants=(Grant("jung", "subsidy", 25, "won", 2019), Grant(None, "subsidy", 1, "won", 2019)),
    )
    assert rows(traced(held, "sites", "jung", "construction_cost")) == [(1, "site", 90)]
    assert rows(traced(held, "sites", "jung", "national_grant")) == [(1, "grant", 25)]
    assert rows(traced(held, "sites", "unassigned", "national_grant")) == [(1, "grant", 1)]
    assert rows(traced(held, "sites", "jung", "current")) == [(1, "line", 30)]
    assert rows(traced(held, "sites", "jung", "status")) == [(1, "site", "selected")]
    assert traced(held, "sites", "total", "area").remark == "not_given"  # areas are not summed


def test_a_line_beside_the_one_that_it_continues() -> None:
    held = facts(
        [allocation(OFFICE, lines=[line(30, description="a"), line(1, description="b")])],
        [allocation(OFFICE, lines=[line(20, description="a")])],
    )
    compared = "basis-comparison"
    assert rows(traced(held, compared, "line-1", "prior")) == [(1, "line", 20)]
    assert traced(held, compared, "line-2", "prior").remark == "nothing_allotted"
    assert rows(traced(held, compared, "201-01", "current")) == [(1, "line", 30), (1, "line", 1)]


def test_a_second_base_has_its_own_rows() -> None:
    original, final = version(2020, id=1), version(2020, "final", id=2)
    held = facts([allocation(OFFICE, 12)], [allocation(OFFICE, 10)])
    held = replace(
        held,
        versions=(held.version, original, final),
        base=original,
        budgets={final.key: (allocation(OFFICE, 11),)},
    )
    beside = facts_against(held, final.key)
    report = variance.build(held, beside=beside)
    trace = Tracer(held, beside).trace(report, "201-01", "prior_beside")
    assert [(one.version, one.figure) for one in trace.sources] == [("2020-final", 11)]


# What a new report does


def report_of(*given: Row, columns: tuple[Column, ...] = (Column("amount"),)) -> Report:
    return Report("new", "won", columns, tuple(complete_row(row, columns) for row in given))


def test_a_report_that_says_nothing_is_said_to_have_computed_its_figures() -> None:
    trace = Tracer(facts()).trace(report_of(Row("a", {"amount": 5})), "a", "amount")
    assert (trace.operation, trace.figure) == ("computed", 5)


def test_what_rows_and_columns_declare_is_followed() -> None:
    columns = (Column("amount"), Column("more"), Column("all", meaning=Sum(("amount", "more"))))
    report = report_of(
        Row("a", {"amount": 5, "more": 1}),
        Row("b", {"amount": 2}),
        Row("whole", {"amount": 7}, parts=("a", "b")),
        columns=columns,
    )
    tracer = Tracer(facts())
    assert terms(tracer.trace(report, "a", "all")) == [(1, "a", "amount", 5), (1, "a", "more", 1)]
    assert terms(tracer.trace(report, "whole", "amount")) == [(1, "a", "amount", 5), (1, "b", "amount", 2)]


def test_parts_that_do_not_give_the_figure_are_not_believed() -> None:
    report = report_of(Row("a", {"amount": 5}), Row("whole", {"amount": 6}, parts=("a",)))
    trace = Tracer(facts()).trace(report, "whole", "amount")
    assert (trace.operation, trace.terms) == ("computed", ())


@pytest.mark.parametrize(
    "origin",
    [
        Origin(sources=(Source("line", 1, "amount", 4),)),
        Origin(terms=(CellTerm(Place("overview", "nothing", "total"), 5),)),
        Origin(terms=(CellTerm(Place("overview", "year-cost", "nothing"), 5),)),
        Origin(terms=(CellTerm(Place("overview", "year-cost", "total"), 5),)),
    ],
)
def test_an_origin_that_lies_is_not_believed(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(origins.ORIGINS, "new", lambda held, report, row, column: origin)
    trace = Tracer(facts()).trace(report_of(Row("a", {"amount": 5})), "a", "amount")
    assert trace.operation == "computed"


def test_a_meaning_that_is_new_here_is_named_with_its_cells() -> None:
    class Difference(Change):
        pass

    columns = (Column("a"), Column("b"), Column("c", meaning=Difference("a", "b")))
    trace = Tracer(facts()).trace(report_of(Row("r", {"a": 5, "b": 2}), columns=columns), "r", "c")
    assert (trace.operation, trace.figure, len(trace.terms)) == ("derived", 3, 2)


def test_an_unknown_row_or_column_is_a_key_error() -> None:
    report = report_of(Row("a", {"amount": 5}))
    for row, column in (("b", "amount"), ("a", "b")):
        with pytest.raises(KeyError):
            Tracer(facts()).trace(report, row, column)


# Beside the trace


def test_the_national_part_and_the_whole_lead_to_each_other() -> None:
    summary = budget_summary.build(facts([allocation(OFFICE, 1)]))
    row, columns = summary.row("201-01"), {column.key: column for column in summary.columns}
    assert counterpart(summary, row, columns["rate"]) == Place("budget-summary", "201-01", "rate_national")
    assert counterpart(summary, row, columns["rate_national"]) == Place("budget-summary", "201-01", "rate")
    years = settlement.build(facts())
    executed = years.columns[4]
    assert counterpart(years, years.row("2019"), executed) == Place("settlement", "2019-national", "executed")
    assert counterpart(years, years.row("2019-national"), executed) == Place("settlement", "2019", "executed")
    steps = schedule.build(facts())
    assert counterpart(steps, steps.row("total"), steps.columns[0]) is None


def test_the_same_figure_of_another_report_has_its_print_and_ties() -> None:
    held = facts(
        [allocation(OFFICE, lines=[line(30, site="jung")])],
        sites=(site("jung"),),
        settlements=(settled(2019, executed=5),),
    )

    def same(report: Report, row: str, column: str) -> list[tuple[str, str, str]]:
        cells = same_cells(Tracer(held).trace(report, row, column))
        return [(one.report, one.row, one.column) for one in cells[1:]]

    summary = ("budget-summary", "201-01", "current")
    assert same(variance.build(held), "201-01", "current") == [summary]
    assert same(variance.build(held, "site"), "jung", "current") == []
    assert same(variance.build(held, "site"), "total", "rate") == [("budget-summary", "total", "rate")]
    flow = settlement_bridge.build(held)
    assert same(flow, "2019-executed", "total") == [("settlement", "2019", "executed")]


def test_what_a_long_list_leaves_out_is_counted_and_summed() -> None:
    sources = [Source("line", number, "amount", number) for number in (1, 2, 3)]
    assert count_and_sum_of_rest(sources, 1) == (2, 2 + 3)
    assert count_and_sum_of_rest(sources, 3) == (0, None)
