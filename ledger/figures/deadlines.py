"""Deadlines (법정 기한) from their rules: the days of each year, and whether the ledger tells that one is met. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ledger.figures.facts import Version

COMMON_YEAR = 2021
"""A year whose February has 28 days: a day that this one lacks is none of every year."""

PROPOSED = ("proposal", "amended", "original")
"""The kinds of versions that show, once they are submitted, that a budget proposal was."""


@dataclass(frozen=True)
class DeadlineRule:
    """When something is due of each fiscal year: on `month` and `day` of the year that is `year_offset` from it.

    `day` None is the last day of the month. `days_after` moves the day on: 80 after 12-31 is 03-21, in a leap year
    03-20. `is_quarterly`: four times, three months apart, the first in `month`. `met_by` names what in the ledger
    shows that it was met, '' where nothing does (`is_met`).
    """

    slug: str
    name: str
    basis: str
    month: int
    day: int | None
    year_offset: int = 0
    days_after: int = 0
    is_quarterly: bool = False
    remind_days: int = 0
    met_by: str = ""


class Deadline(NamedTuple):
    """A day on which something is due: the `number`-th of its rule in a fiscal year, from 1."""

    day: date
    rule: DeadlineRule
    fiscal_year: int
    number: int

    @property
    def key(self) -> str:
        """'virement-report-2021-2': the same whatever becomes of its name and its day."""
        return f"{self.rule.slug}-{self.fiscal_year}-{self.number}"

    def days_left(self, today: date) -> int:
        """How many days there are until it; below 0 where it is over."""
        return (self.day - today).days


def months_of(month: int, is_quarterly: bool) -> list[int]:
    """The months of a rule as they follow each other: 10 quarterly is [10, 1, 4, 7]."""
    return [(month - 1 + step) % 12 + 1 for step in ((0, 3, 6, 9) if is_quarterly else (0,))]


def is_of_every_year(month: int, is_quarterly: bool, day: int) -> bool:
    """Whether each month of a rule has such a day in every year: February 29 is not."""
    return day <= min(monthrange(COMMON_YEAR, one)[1] for one in months_of(month, is_quarterly))


def deadlines_of(rule: DeadlineRule, fiscal_year: int) -> list[Deadline]:
    """The deadlines of a rule in a fiscal year, in order."""
    found = []
    for number in range(4 if rule.is_quarterly else 1):
        months = rule.month - 1 + 3 * number
        year, month = fiscal_year + rule.year_offset + months // 12, months % 12 + 1
        day = date(year, month, rule.day or monthrange(year, month)[1])
        found.append(Deadline(day + timedelta(days=rule.days_after), rule, fiscal_year, number + 1))
    return found


def deadlines_between(rules: Iterable[DeadlineRule], first: date, last: date) -> list[Deadline]:
    """All deadlines from one day to another, both included, the nearest first."""
    found = (
        one for rule in rules for year in years_of(rule, first, last) for one in deadlines_of(rule, year)
    )
    return sorted(
        (one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.rule.slug)
    )


def years_of(rule: DeadlineRule, first: date, last: date) -> Iterator[int]:
    """The fiscal years of which a deadline can lie between two days."""
    moved = timedelta(days=rule.days_after)
    # The fourth quarter may lie in the next year.
    begins = (first - moved).year - rule.year_offset - (1 if rule.is_quarterly else 0)
    yield from range(begins, (last - moved).year - rule.year_offset + 1)


def is_met(deadline: Deadline, versions: Iterable[Version]) -> bool:
    """Whether the versions of the ledger tell that it was met. False: they say nothing of it."""
    of_year = [one for one in versions if one.fiscal_year == deadline.fiscal_year]
    match deadline.rule.met_by:
        case "proposal":
            return any(one.kind in PROPOSED and one.status != "draft" for one in of_year)
        case "original":
            return any(one.kind == "original" and one.status in ("confirmed", "settled") for one in of_year)
        case "settled":
            return any(one.status == "settled" for one in of_year)
        case _:
            return False
