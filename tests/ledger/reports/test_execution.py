"""올해 집행 현황 of 2021. All amounts in won."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ledger.figures.facts import Snapshot, Subject
from ledger.reports.execution import Statement, build, latest_day, statement
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, cells, column, facts, settled, subject

SEPTEMBER, OCTOBER = date(2021, 9, 30), date(2021, 10, 31)
PASSED = replace(GRANTS, is_pass_through=True)


def snapshot(
    executed: int | None,
    of: Subject | None = None,
    day: date = OCTOBER,
    committed: int | None = None,
    source: str = "",
) -> Snapshot:
    return Snapshot(of, day, committed, executed, "won", source)


# Which day


def test_no_snapshot_no_day() -> None:
    assert latest_day(()) is None


def test_the_latest_day_that_has_the_programmes_figure() -> None:
    rows = (snapshot(60, day=SEPTEMBER), snapshot(None, day=OCTOBER, committed=90))
    day = latest_day(rows)
    assert day is not None
    assert (day.as_of, day.figure("executed")) == (SEPTEMBER, 60)
    assert latest_day(rows[1:]) is not None  # better than nothing


def test_a_day_without_the_programmes_own_row_is_the_sum_of_its_subjects() -> None:
    rows = (snapshot(60, day=SEPTEMBER), snapshot(50, OFFICE), snapshot(20, UTILITIES))
    day = latest_day(rows)
    assert day is not None
    assert (day.as_of, day.figure("executed"), day.adds_up("executed")) == (OCTOBER, 50 + 20, True)


def test_the_programmes_own_row_counts_before_the_sum() -> None:
    day = latest_day((snapshot(75), snapshot(50, OFFICE), snapshot(20, UTILITIES)))
    assert day is not None
    assert (day.figure("executed"), day.adds_up("executed")) == (75, False)


# The table


def test_without_a_snapshot_there_are_only_the_columns_of_the_budget() -> None:
    report = build(facts([allocation(OFFICE, 100), allocation(UTILITIES, 50)]))
    assert [one.key for one in report.columns] == ["current", "carried_in", "current_budget"]
    assert column(report, "current") == {"total": 150, "201-01": 100, "201-02": 50}


def test_total_first_then_each_subject_of_the_budget_and_of_the_day() -> None:
    """201-02 has a budget and no execution, 403-01 execution and no budget: neither is hidden."""
    report = build(
        facts(
            [allocation(OFFICE, 100), allocation(UTILITIES, 50)],
            snapshots=(snapshot(40, OFFICE, committed=60), snapshot(5, GRANTS)),
        )
    )
    assert column(report, "current") == {"total": 150, "201-01": 100, "201-02": 50, "403-01": None}
    assert column(report, "executed") == {"total": 45, "201-01": 40, "201-02": None, "403-01": 5}
    assert column(report, "committed") == {"total": 60, "201-01": 60, "201-02": None, "403-01": None}


def test_the_rate_is_of_the_current_budget_with_what_was_carried_in() -> None:
    """60 / (100 + 20)."""
    report = build(
        facts(
            [allocation(OFFICE, 100)],
            settlements=(settled(2020, carried_out=20),),
            snapshots=(snapshot(60),),
        )
    )
    keys = ("current", "carried_in", "current_budget", "executed", "execution_rate")
    assert cells(report, "total", *keys) == (100, 20, 120, 60, Fraction(50))
    assert (report.row("total").derived, report.row("total").assumed) == ((), ())


def test_what_was_carried_in_may_be_derived() -> None:
    """차년이월 of 2020 = 100 − 70 − 10."""
    before = settled(2020, current_budget=100, executed=70, unspent=10)
    report = build(facts([allocation(OFFICE, 100)], settlements=(before,)))
    assert cells(report, "total", "carried_in", "current_budget") == (20, 120)
    assert report.row("total").derived == ("carried_in",)


def test_what_was_carried_in_and_is_not_known_counts_as_0_and_is_assumed() -> None:
    report = build(facts([allocation(OFFICE, 100)], snapshots=(snapshot(60),)))
    assert cells(report, "total", "carried_in", "current_budget", "execution_rate") == (
        None,
        100,
        Fraction(60),
    )
    assert report.row("total").assumed == report.row("201-01").assumed == ("current_budget",)


def test_no_budget_no_rate() -> None:
    report = build(facts(snapshots=(snapshot(60),)))
    assert cells(report, "total", "current_budget", "execution_rate") == (None, None)
    assert report.row("total").assumed == ()


def test_a_settled_year_has_its_own_current_budget() -> None:
    """The settlement of 2021 says 130 and that 25 were carried in; 100 + 20 is no longer asked."""
    rows = settled(2020, carried_out=20), settled(2021, current_budget=130, carried_in=25)
    report = build(facts([allocation(OFFICE, 100)], settlements=rows, snapshots=(snapshot(65),)))
    assert cells(report, "total", "carried_in", "current_budget", "execution_rate") == (25, 130, Fraction(50))
    assert report.row("total").assumed == ()


def test_carry_over_by_subject() -> None:
    """By subject the year before is known whole: 20 = 20, so nothing else carried anything in."""
    rows = settled(2020, carried_out=20), settled(2020, OFFICE, carried_out=20)
    report = build(facts([allocation(OFFICE, 100), allocation(UTILITIES, 50)], settlements=rows))
    assert column(report, "carried_in") == {"total": 20, "201-01": 20, "201-02": 0}
    assert column(report, "current_budget") == {"total": 170, "201-01": 120, "201-02": 50}
    assert report.row("201-02").derived == ("carried_in",)


def test_carry_over_that_is_known_by_subject_only_in_part() -> None:
    """Of 20 the office carried 5: who carried the other 15 is not known."""
    rows = settled(2020, carried_out=20), settled(2020, OFFICE, carried_out=5)
    report = build(facts([allocation(OFFICE, 100), allocation(UTILITIES, 50)], settlements=rows))
    assert column(report, "carried_in") == {"total": 20, "201-01": 5, "201-02": None}
    assert report.row("201-02").assumed == ("current_budget",)


def test_carry_over_of_a_code_that_has_moved() -> None:
    old = subject("401-01", 2018)
    new = subject("401-02", 2021, replaces=old)
    rows = settled(2020, carried_out=30), settled(2020, old, carried_out=7)
    report = build(facts([allocation(new, 100)], settlements=rows, subjects=(old, new)))
    assert cells(report, "401-02", "carried_in", "current_budget") == (7, 107)


def test_what_two_codes_carried_out_is_carried_into_the_one_that_they_became() -> None:
    olds, merged = (subject("301-10"), subject("402-09")), subject("308-77", 2021)
    rows = settled(2020, carried_out=30), *(settled(2020, old, carried_out=15) for old in olds)
    pairs = tuple((old.identity, merged.identity) for old in olds)
    held = facts([allocation(merged, 100)], settlements=rows, subjects=(*olds, merged), successions=pairs)
    assert cells(build(held), "308-77", "carried_in", "current_budget") == (15 + 15, 100 + 30)


@pytest.mark.parametrize(("carried", "known"), [(7, None), (0, 0)])
def test_what_a_split_code_carried_out_is_known_of_no_one_alone(carried: int, known: int | None) -> None:
    """The programme's 7 is: nothing says to whom they went; that nobody had any is known of each."""
    old = subject("401-01", 2018)
    news = [subject(code, 2021, replaces=old) for code in ("401-02", "401-03")]
    rows = settled(2020, carried_out=carried), settled(2020, old, carried_out=carried)
    held = facts([allocation(new, 100) for new in news], settlements=rows, subjects=(old, *news))
    assert column(build(held), "carried_in") == {"total": carried, "401-02": known, "401-03": known}


def test_subjects_that_do_not_add_up_to_the_whole_are_said() -> None:
    report = build(facts(snapshots=(snapshot(75, committed=70), snapshot(50, OFFICE, committed=70))))
    assert dict(report.row("total").notes) == {"executed": "subjects_differ"}


def test_a_subject_without_a_figure_leaves_the_sum_in_doubt() -> None:
    report = build(facts(snapshots=(snapshot(50, OFFICE), snapshot(None, UTILITIES, committed=1))))
    assert cells(report, "total", "executed") == (50,)
    assert report.row("total").notes["executed"] == "subjects_differ"


def test_the_whole_alone_contradicts_nothing() -> None:
    assert build(facts([allocation(OFFICE, 100)], snapshots=(snapshot(75),))).row("total").notes == {}


def test_money_handed_on() -> None:
    """Of 80 executed 60 are handed on."""
    report = build(
        facts(
            [allocation(OFFICE, 100), allocation(PASSED, 100)],
            snapshots=(snapshot(20, OFFICE), snapshot(60, PASSED)),
        )
    )
    assert dict(report.row("403-01").notes) == {"executed": "passed_on", "execution_rate": "passed_on_rate"}
    assert report.row("201-01").notes == {}
    assert column(report, "pass_through_share") == {"total": Fraction(75), "201-01": None, "403-01": None}


# The one line


def test_statement() -> None:
    held = facts(
        [allocation(OFFICE, 100), allocation(PASSED, 100)],
        settlements=(settled(2020, carried_out=0),),
        snapshots=(snapshot(20, OFFICE, source="books"), snapshot(60, PASSED, source="books")),
    )
    assert statement(held) == Statement(OCTOBER, 80, Fraction(40), False, Fraction(75), "books", 200)


def test_statement_of_what_is_assumed_and_not_handed_on() -> None:
    held = facts([allocation(OFFICE, 100)], snapshots=(snapshot(20),))
    assert statement(held) == Statement(OCTOBER, 20, Fraction(20), True, None, "", 100)


def test_more_spent_than_there_was_is_marked() -> None:
    """100 and nothing carried in: 120 are spent, 130 committed; the other subject keeps to its 50."""
    held = facts(
        [allocation(OFFICE, 100), allocation(PASSED, 50)],
        settlements=(settled(2020, carried_out=0), settled(2020, OFFICE, carried_out=0)),
        snapshots=(snapshot(120, OFFICE, committed=130), snapshot(50, PASSED)),
    )
    report = build(held)
    assert dict(report.row("201-01").notes) == {"committed": "over_budget", "executed": "over_budget"}
    assert report.row("403-01").notes["executed"] == "passed_on"
    assert report.row("total").notes["executed"] == "over_budget"  # 170 of 150
    found = statement(held)
    assert found is not None
    assert found.over == "over_budget"


def test_more_spent_than_what_is_known_to_be_there_says_so() -> None:
    """What was carried in is not known: 120 of 100 may be right."""
    report = build(facts([allocation(OFFICE, 100)], snapshots=(snapshot(120),)))
    assert report.row("total").notes["executed"] == "over_as_far_as_known"


def test_a_mark_of_money_handed_on_stays_beside_the_other() -> None:
    held = facts(
        [allocation(PASSED, 100)],
        settlements=(settled(2020, carried_out=0), settled(2020, PASSED, carried_out=0)),
        snapshots=(snapshot(101, PASSED),),
    )
    row = build(held).row("403-01")
    assert row.notes["executed"] == "passed_on over_budget"
    assert row.says("executed", "passed_on")
    assert row.over("executed") == "over_budget"


def test_no_rate_of_a_budget_below_zero() -> None:
    held = facts(
        [allocation(OFFICE, -100)], settlements=(settled(2020, carried_out=0),), snapshots=(snapshot(20),)
    )
    row = build(held).row("total")
    assert row.figures["execution_rate"] is None
    assert row.notes["execution_rate"] == "negative_base"
    assert statement(held) == Statement(OCTOBER, 20, None, False, None, "", -100, "over_budget")


def test_no_statement_without_what_is_executed() -> None:
    assert statement(facts([allocation(OFFICE, 100)])) is None
    assert statement(facts(snapshots=(snapshot(None, committed=5),))) is None
