"""Deadlines in words: of which year, how many days are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from ledger.figures.deadlines import Deadline, is_met
from ledger.figures.facts import Version


@dataclass(frozen=True)
class DeadlineRow:
    """A line of a list of deadlines. `state` is 'met', 'overdue', 'near' (its reminder has begun) or ''."""

    day: date
    name: str
    of: str
    basis: str
    left: str
    state: str


def deadline_rows(
    deadlines: Iterable[Deadline], versions: Iterable[Version], today: date
) -> list[DeadlineRow]:
    """Deadlines as a list shows them."""
    known = list(versions)
    return [deadline_row(one, known, today) for one in deadlines]


def deadline_row(deadline: Deadline, versions: list[Version], today: date) -> DeadlineRow:
    """A deadline in words."""
    days = deadline.days_left(today)
    if is_met(deadline, versions):
        state, left = "met", gettext("met")
    elif days < 0:
        state, left = "overdue", days_over(-days)
    else:
        state, left = "near" if days <= deadline.rule.remind_days else "", days_left(days)
    return DeadlineRow(deadline.day, deadline.rule.name, year_of(deadline), deadline.rule.basis, left, state)


def year_of(deadline: Deadline) -> str:
    """'2022회계연도', '2021회계연도 3분기'."""
    numbers = {"year": deadline.fiscal_year, "quarter": deadline.number}
    if deadline.rule.is_quarterly:
        return gettext("Fiscal year %(year)s, quarter %(quarter)s") % numbers
    return gettext("Fiscal year %(year)s") % numbers


def days_left(days: int) -> str:
    """'12일 남음', '오늘'."""
    return (
        ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
        if days
        else gettext("today")
    )


def days_over(days: int) -> str:
    """'3일 지남'."""
    return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
