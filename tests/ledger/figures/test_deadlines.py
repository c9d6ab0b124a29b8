"""On which days something is due, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.figures.deadlines import (
    DeadlineRule,
    deadlines_between,
    deadlines_of,
    is_met,
    is_of_every_year,
    months_of,
)
from ledger.figures.facts import Version
from tests.ledger.records import version

PROPOSAL = DeadlineRule("proposal", "예산안 제출", "", 11, 11, year_offset=-1, met_by="proposal")
REPORT = DeadlineRule("report", "분기 보고", "", 4, None, is_quarterly=True)
SETTLEMENT = DeadlineRule("settlement", "결산서", "", 12, 31, days_after=80, met_by="settled")


def of(year: int, kind: str, status: str) -> Version:
    return replace(version(year, kind), status=status)


def days(rule: DeadlineRule, year: int) -> list[date]:
    return [one.day for one in deadlines_of(rule, year)]


class TestDays:
    def test_a_proposal_is_due_in_the_year_before(self) -> None:
        assert days(PROPOSAL, 2022) == [date(2021, 11, 11)]

    def test_a_report_is_due_at_the_end_of_the_month_after_each_quarter(self) -> None:
        assert days(REPORT, 2021) == [
            date(2021, 4, 30),
            date(2021, 7, 31),
            date(2021, 10, 31),
            date(2022, 1, 31),
        ]

    def test_eighty_days_after_the_books_close_are_a_day_fewer_in_a_leap_year(self) -> None:
        assert days(SETTLEMENT, 2021) == [date(2022, 3, 31 - 10)]  # 31 + 28 + 21 = 80
        assert days(SETTLEMENT, 2023) == [date(2024, 3, 20)]  # 31 + 29 + 20 = 80

    def test_the_last_day_of_february_is_the_year_s(self) -> None:
        end = replace(PROPOSAL, month=2, day=None, year_offset=0)
        assert days(end, 2023) + days(end, 2024) == [date(2023, 2, 28), date(2024, 2, 29)]

    def test_a_weekend_stays_as_it_is(self) -> None:
        (day,) = days(PROPOSAL, 2024)
        assert (day, day.weekday()) == (date(2023, 11, 11), 5)


class TestBetween:
    def test_the_nearest_comes_first_and_both_ends_count(self) -> None:
        found = deadlines_between([REPORT, PROPOSAL, SETTLEMENT], date(2021, 10, 31), date(2022, 3, 21))
        assert [one.key for one in found] == [
            "report-2021-3",
            "proposal-2022-1",
            "report-2021-4",
            "settlement-2021-1",
        ]

    @pytest.mark.parametrize("rule", [PROPOSAL, REPORT, SETTLEMENT, replace(SETTLEMENT, days_after=366)])
    @pytest.mark.parametrize("offset", [-2, -1, 0, 1, 3])
    def test_none_is_missed_whatever_year_it_falls_in(self, rule: DeadlineRule, offset: int) -> None:
        rule = replace(rule, year_offset=offset)
        all_of_them = [one for year in range(2010, 2040) for one in deadlines_of(rule, year)]
        for start in range(0, 730, 37):
            first = date(2021, 1, 1) + timedelta(days=start)
            last = first + timedelta(days=90)
            expected = [one for one in all_of_them if first <= one.day <= last]
            assert deadlines_between([rule], first, last) == sorted(expected, key=lambda one: one.day)


class TestOfEveryYear:
    @pytest.mark.parametrize(
        ("month", "is_quarterly", "day", "expected"),
        [
            (2, False, 28, True),
            (2, False, 29, False),
            (2, False, 30, False),
            (4, False, 31, False),
            (12, False, 31, True),
            (1, True, 31, False),  # April has 30 days
            (1, True, 30, True),
            (11, True, 29, False),  # the second of its quarters ends in February
        ],
    )
    def test_a_day_is_of_every_year(self, month: int, is_quarterly: bool, day: int, expected: bool) -> None:
        assert is_of_every_year(month, is_quarterly, day) is expected

    def test_quarters_go_round_the_year(self) -> None:
        assert months_of(10, True) == [10, 1, 4, 7]


class TestMet:
    def test_a_submitted_proposal_of_the_year_meets_it(self) -> None:
        (due,) = deadlines_of(PROPOSAL, 2022)
        assert not is_met(due, [of(2022, "proposal", "draft"), of(2021, "proposal", "submitted")])
        assert is_met(due, [of(2022, "proposal", "submitted")])

    def test_an_approved_settlement_meets_it_a_confirmed_budget_does_not(self) -> None:
        (due,) = deadlines_of(SETTLEMENT, 2021)
        assert not is_met(due, [of(2021, "final", "confirmed")])
        assert is_met(due, [of(2021, "final", "settled")])

    def test_a_vote_is_met_by_the_confirmed_original_budget_alone(self) -> None:
        (due,) = deadlines_of(replace(PROPOSAL, met_by="original"), 2022)
        assert not is_met(due, [of(2022, "original", "submitted"), of(2022, "proposal", "confirmed")])
        assert is_met(due, [of(2022, "original", "confirmed")])

    def test_where_nothing_tells_it_is_never_said_to_be_met(self) -> None:
        assert not is_met(deadlines_of(REPORT, 2021)[0], [of(2021, "final", "settled")])
