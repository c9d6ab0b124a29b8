"""증감사유: whether a change needs an explanation, has one, and whether that still holds. Pure.

Nothing of it is stored: an explanation keeps the two amounts and the base that it was written for, and is stale as
soon as one of them is another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ledger.figures.facts import Explanation, Facts, Threshold
from ledger.reporting.report import Figure, Report, Row, amount

State = Literal["explained", "stale", "missing", ""]
"""'' is a change that needs no explanation and has none."""

NOT_ASKED = ("total", "other", "unassigned")
"""Rows that other rows explain, or that stand for no one thing: they may have an explanation, they need none."""

ReasonCell = tuple[str, str, str]
"""Report, row and column key that a change is explained at."""


@dataclass(frozen=True)
class Reason:
    """What is known of why a figure changed. `explanation` is the newest one, also where it is stale."""

    is_needed: bool
    explanation: Explanation | None = None
    is_stale: bool = False

    @property
    def state(self) -> State:
        """Whether the change is explained, by a stale explanation, or by none though it needs one."""
        if self.explanation is not None:
            return "stale" if self.is_stale else "explained"
        return "missing" if self.is_needed else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to write: needed and missing, or stale."""
        return self.state in ("missing", "stale")


def cell_of(report: Report, row: Row) -> ReasonCell:
    """Where a row's change is explained: one place for a subject and for the total, whatever report shows them."""
    if report.by in (None, "subject") or row.key == "total":
        return "budget-summary", row.key, "change"
    return "variance", f"{report.by}:{row.key}", "change"


def change_sides(row: Row) -> tuple[str, str]:
    """The two amounts of a change as explanations keep them: current and prior in won, '' where missing."""
    return amount_key(row.figures["current"]), amount_key(row.figures["prior"])


def amount_key(figure: Figure) -> str:
    """An amount as an explanation keeps it: '7224187000', '' for a missing one."""
    return "" if figure is None else str(figure)


def needs_reason(row: Row, threshold: Threshold | None) -> bool:
    """Whether the change of a row reaches the threshold: its amount and, where there is a rate, its rate.

    Without a threshold every change needs an explanation; no change never does.
    """
    change, rate = amount(row.figures, "change"), row.figures["rate"]
    if not change or row.key in NOT_ASKED:
        return False
    if threshold is None:
        return True
    assert rate is None or isinstance(rate, Fraction)
    return abs(change) >= threshold.amount and (rate is None or abs(rate) >= threshold.rate)


def reasons(report: Report, facts: Facts) -> dict[str, Reason]:
    """Row key -> why its change is as it is, for a report whose columns compare (current, prior, change, rate)."""
    base = facts.base.key if facts.base else None
    newest: dict[ReasonCell, Explanation] = {}
    for one in facts.explanations:
        if one.kind == "change" and one.year == facts.year and one.base == base:
            newest[one.report, one.row, one.column] = one
    found = {}
    for row in report.rows:
        explanation = newest.get(cell_of(report, row))
        is_stale = explanation is not None and (explanation.left, explanation.right) != change_sides(row)
        found[row.key] = Reason(needs_reason(row, facts.threshold), explanation, is_stale)
    return found


def count_reasons(found: Iterable[Reason]) -> dict[str, int]:
    """How many explanations are missing, how many stale, and how many of both somebody must still write."""
    found = list(found)
    numbers = {state: sum(reason.state == state for reason in found) for state in ("missing", "stale")}
    return {**numbers, "open": sum(numbers.values())}
