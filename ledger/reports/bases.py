"""What a budget can be compared with: the named bases, and two of them side by side. Pure.

A base that the ledger does not hold stays in the list without figures: it is never replaced by another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from ledger.figures import versions
from ledger.figures.available import against_available
from ledger.figures.carried import still_there
from ledger.figures.facts import Facts, Threshold
from ledger.figures.text import marked as _
from ledger.reporting import comparison
from ledger.reporting.report import Change, Column, Rate, Row, amount, complete_row
from ledger.reports import budget_summary

SECOND_BASE_COLUMNS = (
    Column("prior_beside", side="C"),
    Column("change_beside", meaning=Change("current", "prior_beside"), heading=_("Change (B-C)")),
    Column(
        "rate_beside",
        "rate",
        Rate("change_beside", "prior_beside"),
        heading=_("Rate of change (B-C, %)"),
    ),
)
"""The columns of the second base. Its national part is on the page of that base."""


@dataclass(frozen=True)
class Base:
    """A named base; `facts` are those of the page compared with it, None where the ledger does not hold it."""

    name: str
    facts: Facts | None

    @property
    def key(self) -> str | None:
        """As it stands in addresses."""
        return self.facts.base.key if self.facts and self.facts.base else None


def bases_of_version(facts: Facts) -> tuple[Base, ...]:
    """All named bases of the version, in the readers' order."""
    held = {
        name: None if version is None else facts_against(facts, version.key)
        for name, version in versions.named_bases(facts.versions, facts.version).items()
    }
    held["available-before"] = facts_against(facts, versions.available_key(facts.year - 1))
    return tuple(Base(name, held[name]) for name in versions.NAMED_BASES)


def facts_against(facts: Facts, key: str) -> Facts | None:
    """The facts compared with the version of that key; None where its budget was not loaded.

    'YYYY-available' is 예산현액 of the year before. Facts that are compared with it already are their own.
    """
    is_own = facts.base is not None and facts.base.key == key
    if key == versions.available_key(facts.year - 1):
        return facts if is_own else against_available(facts, facts.year - 1)
    version = versions.find(facts.versions, key)
    if version is None or version.key not in facts.budgets:
        return None
    if is_own:
        return facts
    default = versions.default_base(facts.versions, facts.version, facts.prior_basis)
    return replace(
        facts,
        base=version,
        base_allocations=still_there(facts.budgets[version.key]),
        base_is_default=version == default,
    )


def change_row(facts: Facts) -> Row:
    """The row of the programme's whole change against the base of the facts."""
    return budget_summary.build(facts).row("total")


def difference_kind(one: Row, other: Row, threshold: Threshold | None) -> str:
    """How two changes of the same figure differ: 'sign', 'size' (by the threshold or more), '' for neither.

    By size: the changes differ by the threshold's amount and, where both have a rate, the rates by its points.
    """
    first, second = amount(one.figures, "change"), amount(other.figures, "change")
    if first is None or second is None:
        return ""
    if (first > 0) != (second > 0) or (first < 0) != (second < 0):
        return "sign"
    gap = abs(first - second)
    rates = one.figures["rate"], other.figures["rate"]
    points = None
    if isinstance(rates[0], Fraction) and isinstance(rates[1], Fraction):
        points = abs(rates[0] - rates[1])
    if threshold is None:
        return "size" if gap else ""
    is_large = gap >= threshold.amount and (points is None or points >= threshold.rate)
    return "size" if gap and is_large else ""


def most_different(facts: Facts, others: Iterable[Base]) -> Base | None:
    """The first base whose total change differs from that of the facts' own base in sign, else in size."""
    own = change_row(facts)
    ranked: dict[str, Base] = {}
    for base in others:
        if base.facts is not None and base.key != (facts.base.key if facts.base else None):
            ranked.setdefault(difference_kind(own, change_row(base.facts), facts.threshold), base)
    return ranked.get("sign") or ranked.get("size")


COLUMNS = (*comparison.COLUMNS, *SECOND_BASE_COLUMNS)
"""The columns of a comparison with a second base beside it."""


def side_by_side(first: list[Row], second: list[Row]) -> list[Row]:
    """Rows against one base with prior, change and rate against another beside them.

    A row that only the other base has (a subject that ended there) comes too, before 'unassigned'.
    """
    others = {row.key: row for row in second}
    rows = [joined_row(row, others.pop(row.key, None)) for row in first]
    edge = next((at for at, row in enumerate(rows) if row.key == "unassigned"), len(rows))
    blank = dict.fromkeys((column.key for column in comparison.COLUMNS), None)
    nothing = comparison.PRIOR | comparison.CURRENT
    extra = [joined_row(replace(row, figures=blank, unallotted=nothing), row) for row in others.values()]
    return [*rows[:edge], *extra, *rows[edge:]]


def joined_row(row: Row, beside: Row | None) -> Row:
    """A row with its amount in the second base; where that has no such row it allots nothing there."""
    figures = {**row.figures, "prior_beside": None if beside is None else beside.figures["prior"]}
    is_nil = beside is None or "prior" in beside.unallotted
    nil = row.unallotted | {"prior_beside"} if is_nil else row.unallotted
    return complete_row(replace(row, figures=figures, unallotted=nil), COLUMNS)
