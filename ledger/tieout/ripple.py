"""What a change of the ledger does beyond the rows that it touches: two states of a programme's facts compared. Pure.

Totals that become others, ties that break or heal, reasons that no longer hold or hold again, budgets and editions that
rest on the version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.figures import versions
from ledger.figures.facts import Document, Facts, Version
from ledger.reporting.reasons import Reason, reasons
from ledger.reporting.report import Figure, Report, Row
from ledger.reports import REPORTS, budget_summary
from ledger.tieout import Cell, Finding, findings
from ledger.tieout.explanations import explanation_state

SUMMARY = budget_summary.REPORT.name
TOTAL = "total"

Broken = dict[tuple[str, Cell, str], Finding]
"""Rule, cell and unit -> the tie that breaks there."""


@dataclass(frozen=True)
class Moved:
    """A figure of a report that becomes another, in the unit of its column's kind (money: won); None where missing."""

    cell: Cell
    before: Figure
    after: Figure


@dataclass(frozen=True)
class Ripple:
    """All that a change moves.

    `stale` and `renewed` are rows of the budget summary whose reason no longer holds, or holds again; `asked` and
    `settled` those that need one now and have none, or no longer do. `stale_breaks` are ties that stay broken and were
    explained when they were others.
    """

    moved: tuple[Moved, ...] = ()
    broken: tuple[Finding, ...] = ()
    healed: tuple[Finding, ...] = ()
    stale: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    stale_breaks: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()
    resting: tuple[Version, ...] = ()
    """The versions of the programme that carry, or are compared with, what was changed."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing beyond the rows themselves moves."""
        return self == Ripple()


@dataclass(frozen=True)
class State:
    """What is looked at in a programme's facts."""

    facts: Facts
    figures: Mapping[Cell, Figure] = field(default_factory=dict)
    broken: Broken = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)


def state_of(facts: Facts) -> State:
    """The totals of all reports, all of the budget summary, its reasons and what breaks."""
    summary = budget_summary.build(facts)
    return State(
        facts,
        {cell: figure for report in REPORTS for cell, figure in totals_of(report.build(facts), facts.year)},
        {
            (one.rule, one.cell, one.unit): one
            for one in findings(facts, with_causes=False)
            if one.verdict == "breaks"
        },
        reasons(summary, facts),
    )


def totals_of(report: Report, year: int) -> list[tuple[Cell, Figure]]:
    """The cells of a report that are looked at: its total, of the budget summary each row."""
    return [
        (Cell(report.name, row.key, column.key, year), row.figures.get(column.key))
        for row in report.rows
        if is_looked_at(report, row)
        for column in report.columns
        if column.kind == "money"
    ]


def is_looked_at(report: Report, row: Row) -> bool:
    return report.name == SUMMARY or row.key == TOTAL


def ripple(before: State, after: State) -> Ripple:
    """What is another after a change."""
    cells = dict.fromkeys((*before.figures, *after.figures))
    moved = tuple(
        Moved(cell, before.figures.get(cell), after.figures.get(cell))
        for cell in cells
        if before.figures.get(cell) != after.figures.get(cell)
    )
    was, now = before.reasons, after.reasons
    keys = dict.fromkeys((*was, *now))
    states = {key: (state_in(was, key), state_in(now, key)) for key in keys}
    return Ripple(
        moved,
        tuple(one for key, one in after.broken.items() if key not in before.broken),
        tuple(one for key, one in before.broken.items() if key not in after.broken),
        tuple(key for key, (old, new) in states.items() if new == "stale" != old),
        tuple(key for key, (old, new) in states.items() if old == "stale" and new == "explained"),
        tuple(key for key, (old, new) in states.items() if new == "missing" != old),
        tuple(key for key, (old, new) in states.items() if old in ("missing", "stale") and new == ""),
        tuple(one for key, one in after.broken.items() if becomes_stale(before, after, key)),
        editions_of(after.facts) if moved else (),
        resting_on(after.facts) if moved else (),
    )


def state_in(found: Mapping[str, Reason], key: str) -> str:
    """'explained', 'stale', 'missing'; '' for none."""
    return found[key].state if key in found else ""


def becomes_stale(before: State, after: State, key: tuple[str, Cell, str]) -> bool:
    """Whether a break was explained, and its explanation was written for other sides."""
    was, now = before.broken.get(key), after.broken[key]
    return (
        was is not None
        and explanation_state(was, before.facts.explanations) is True
        and explanation_state(now, after.facts.explanations) == "stale"
    )


def editions_of(facts: Facts) -> tuple[Document, ...]:
    """The documents that print the version."""
    return tuple(one for one in facts.documents if one.version == facts.version.key)


def resting_on(facts: Facts) -> tuple[Version, ...]:
    """The versions that have something of the programme and change this one, or are compared with it."""
    return tuple(
        one
        for one in facts.versions
        if one.has_allocation and one.id != facts.version.id and rests_on(facts, one)
    )


def rests_on(facts: Facts, version: Version) -> bool:
    is_in_chain = facts.version in versions.chain(facts.versions, version)
    base = versions.default_base(facts.versions, version)
    return is_in_chain or (base is not None and base.id == facts.version.id)
