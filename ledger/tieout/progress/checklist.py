"""What an edition still lacks before it can be submitted: a list of points, each with what is missing in it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.figures.facts import Facts, Section
from ledger.tieout.progress.open_points import OpenPoints, open_points

AMOUNTS, FORMULAS, SOURCES, PLAN = "amounts", "formulas", "sources", "plan"
SCHEDULE, TEXTS, REASONS, TIES = "schedule", "texts", "reasons", "ties"

NEEDED_TEXTS = ("purpose", "legal_basis", "content", "effects")
"""The sections that every edition of the form has: what for, by which law, what, to which end."""


@dataclass(frozen=True)
class Point:
    """A point of the list: of `of` things `missing` are not there yet, as the ledger calls them.

    Where there is nothing at all of its kind, `of` is 0 and `missing` says so with ''. `is_advice`: the form goes
    without it.
    """

    key: str
    missing: tuple[str, ...]
    of: int
    is_advice: bool = False

    @property
    def is_done(self) -> bool:
        return not self.missing


def checklist(
    facts: Facts, sections: Iterable[Section], points: OpenPoints | None = None
) -> tuple[Point, ...]:
    """The points of a programme's version, in the order in which one works; `sections` are the texts of its edition.

    `points` are those of open_points(facts), where somebody has them already.
    """
    found = points or open_points(facts)
    return (
        amounts(facts),
        formulas(facts),
        sources(facts),
        plan(facts),
        schedule(facts),
        texts(facts, sections),
        Point(REASONS, tuple(row.key for row in found.changes), len(found.changes)),
        Point(TIES, tuple(one.rule for one in found.breaks), len(found.breaks)),
    )


def of_something(key: str, missing: Iterable[str], of: int, *, is_advice: bool = False) -> Point:
    """A point of things of which there must be some."""
    return Point(key, tuple(missing) if of else ("",), of, is_advice)


def amounts(facts: Facts) -> Point:
    """편성액: each subject has an amount; a 0 is one."""
    blank = (one.subject.code for one in facts.allocations if one.amount is None)
    return of_something(AMOUNTS, blank, len(facts.allocations))


def formulas(facts: Facts) -> Point:
    """산출식: each line with money says how it is reckoned. A lump sum needs none, so it is advice."""
    lines = [line for one in facts.allocations for line in one.lines if line.amount]
    return Point(
        FORMULAS, tuple(one.description for one in lines if not one.basis), len(lines), is_advice=True
    )


def sources(facts: Facts) -> Point:
    """재원: where shares of the sides are laid down (matching ratio), each subject with money says who pays."""
    if not facts.ratios:
        return Point(SOURCES, (), 0)
    paid = [one for one in facts.allocations if one.amount]
    return Point(
        SOURCES, tuple(one.subject.code for one in paid if not (one.national or one.shares)), len(paid)
    )


def plan(facts: Facts) -> Point:
    """연차별 투자계획: each subject of the budget has its amount of the year in the plan of the edition."""
    budgeted = {one.subject.code for one in facts.allocations if one.amount}
    planned = {one.subject.code for one in facts.plan if one.year == facts.year and one.amount is not None}
    return of_something(PLAN, sorted(budgeted - planned), len(facts.plan) if facts.document_is_own else 0)


def schedule(facts: Facts) -> Point:
    """추진일정: there are steps, and each says its money, or that it has none (0)."""
    steps = facts.schedule if facts.document_is_own else ()
    blank = (one.text for one in steps if one.own_amount is None and not one.shares)
    return of_something(SCHEDULE, blank, len(steps))


def texts(facts: Facts, sections: Iterable[Section]) -> Point:
    """설명서 본문: the edition of this version has the texts of the form."""
    written = {one.kind for one in sections if one.text.strip()}
    missing = (kind for kind in NEEDED_TEXTS if kind not in written)
    has_edition = facts.document is not None and facts.document_is_own
    return of_something(TEXTS, missing, len(NEEDED_TEXTS) if has_edition else 0)
