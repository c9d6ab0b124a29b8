"""The deadlines that the ledger holds as rules, and what it tells of those that are met."""

from datetime import date

from ledger import models
from ledger.figures.deadlines import Deadline, DeadlineRule, deadlines_between


def read_deadlines(first: date, last: date) -> list[Deadline]:
    """All deadlines from one day to another that are in use, the nearest first (one query)."""
    return deadlines_between(
        [rule_of(row) for row in models.Deadline.objects.filter(is_active=True)], first, last
    )


def rule_of(row: models.Deadline) -> DeadlineRule:
    """The rule of a row."""
    return DeadlineRule(
        slug=row.slug,
        name=row.name,
        basis=row.basis,
        month=row.month,
        day=row.day,
        year_offset=row.year_offset,
        days_after=row.days_after,
        is_quarterly=row.is_quarterly,
        remind_days=row.remind_days,
        met_by=row.met_by or "",
    )
