"""What all origins share: the facts with what many cells ask of them found once, and the ways to a budget's rows
and to a settlement's cells. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ledger.figures import versions
from ledger.figures.facts import Allocation, Facts, Settled, Subject
from ledger.figures.filled import Filled, filled_years
from ledger.figures.settlement_form import COUNT_AS_ZERO
from ledger.provenance.sources import (
    Origin,
    Portion,
    Source,
    Term,
    negative,
    of_allocation,
    of_line,
    of_settled,
)
from ledger.reports import investment_plan, settlement
from ledger.reports.basis_comparison import Block, blocks_of
from ledger.reports.report import Column, Place, Report
from ledger.reports.settlement import row_key
from ledger.reports.subjects import in_order, paired, row_keys

NOTHING = Origin()


class Held:
    """The facts, with what many cells ask of them found once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def pairs(self) -> dict[str, tuple[list[Allocation], list[Allocation]]]:
        """Row key of a subject -> its allocations in the version and in the base."""
        found = paired(self.facts)
        keys = row_keys(subject for subject, _, _ in found)
        return {keys[subject.identity]: (current, prior) for subject, current, prior in found}

    @cached_property
    def blocks(self) -> list[Block]:
        """The subjects with the lines of the version beside those of the base."""
        return blocks_of(self.facts)

    @cached_property
    def settlement_keys(self) -> dict[tuple[str, int], str]:
        return row_keys(in_order(row.subject for row in self.facts.settlements if row.subject is not None))

    @cached_property
    def settlements(self) -> dict[str, tuple[Settled, Filled]]:
        """Row key of the settlement report -> the row of the ledger and its cells filled in, of all years."""
        groups: dict[tuple[Subject | None, str], list[Settled]] = {}
        for settled in self.facts.settlements:
            groups.setdefault((settled.subject, settled.portion), []).append(settled)
        found = {}
        for (subject, portion), rows in groups.items():
            years = filled_years(rows)
            for settled in rows:
                key = row_key(settled.fiscal_year, subject, portion, self.settlement_keys)
                found[key] = (settled, years[settled.fiscal_year])
        return found

    @cached_property
    def settlement_report(self) -> Report:
        return settlement.build(self.facts)

    @cached_property
    def investment_plan(self) -> Report:
        return investment_plan.build(self.facts)

    @property
    def base_version(self) -> str:
        """The version that the base's allocations belong to: of 예산현액 the last of its year."""
        base = self.facts.base
        if base is not None and base.kind == versions.AVAILABLE:
            base = versions.default_current(self.facts.versions, base.fiscal_year)
        return base.key if base else ""

    def side(self, name: str) -> "Budget":
        """The budget of 'current' or of 'prior'."""
        if name == "prior":
            return Budget(self.facts.base_allocations, self.base_version, self.facts.base is not None)
        return Budget(self.facts.allocations, self.facts.version.key)

    def budget(self, version: str) -> "Budget":
        """The budget of a version by its key: of the one that is shown, or of one beside it."""
        if version == self.facts.version.key:
            return self.side("current")
        return Budget(tuple(self.facts.budgets.get(version, ())), version, bool(version))


@dataclass(frozen=True)
class Budget:
    """The allocations of a version, and its key. `exists` is false where the ledger holds no such version."""

    allocations: tuple[Allocation, ...]
    version: str
    exists: bool = True


def side_and_portion(column: Column) -> tuple[str, Portion]:
    """Of the column 'prior_national': prior, national; of 'amount': amount, amount."""
    return column.whole, "amount" if column.portion == "total" else "national"


def of_budget(
    held: Held, budget: Budget, portion: Portion, some: Sequence[Allocation] | None = None
) -> Origin:
    """The rows of a budget, all or `some` whole allocations: a line item that was removed from one counted too."""
    allocations = budget.allocations if some is None else some
    if not allocations and not budget.exists:
        return Origin(remark="no_base")
    found = NOTHING
    for allocation in allocations:
        found = found.and_of(of_allocated(held, allocation, portion, budget.version))
    removed_from = tuple(allocation.id for allocation in allocations if allocation.settled is None)
    return replace(found, removed_from=removed_from)


def of_allocated(held: Held, allocation: Allocation, portion: Portion, version: str) -> Origin:
    """The rows that one allocation comes from, or the settlement cell that it stands for."""
    if allocation.settled is not None:
        return of_settled_allocation(held, allocation, portion)
    return Origin(sources=rows_of(allocation, portion, version))


def by_site(held: Held, budget: Budget, site: str | None, portion: Portion) -> Origin:
    """The lines of a site; of None those that name no site, and allocations without lines."""
    found = NOTHING
    for allocation in budget.allocations:
        lines = [line for line in allocation.lines if line.site == site]
        sources = (of_line(line, allocation.subject, portion, budget.version) for line in lines)
        found = found.and_of(Origin(sources=tuple(sources)))
        if site is None and not allocation.lines:
            found = found.and_of(of_allocated(held, allocation, portion, budget.version))
    if budget.allocations and site is not None and not any(one.lines for one in budget.allocations):
        return Origin(remark="no_lines")
    return found if budget.allocations or budget.exists else Origin(remark="no_base")


def rows_of(allocation: Allocation, portion: Portion, version: str) -> tuple[Source, ...]:
    """An allocation's line items, else itself."""
    if not allocation.lines:
        return (of_allocation(allocation, portion, version),)
    return tuple(of_line(line, allocation.subject, portion, version) for line in allocation.lines)


def of_settled_allocation(held: Held, allocation: Allocation, portion: Portion) -> Origin:
    """What a year had, or carried out, by its settlement: a cell of the settlement report."""
    assert allocation.settled is not None
    year, cell = allocation.settled
    known = allocation.subject.identity in held.settlement_keys
    key = row_key(
        year,
        allocation.subject if known else None,
        "national" if portion == "national" else "total",
        held.settlement_keys,
    )
    figure = allocation.own_national if portion == "national" else allocation.own_amount
    return Origin(terms=(Term(Place("settlement", key, cell), figure),), how="cells")


def settlement_cell(held: Held, key: str, cell: str, sign: int = 1, report: Report | None = None) -> Origin:
    """A cell of the settlement report; of a year that it does not show the printed cells behind it.

    Nothing where the ledger has no such row.
    """
    report = report or held.settlement_report
    if key not in held.settlements:
        return Origin(remark="year_absent")
    settled, filled = held.settlements[key]
    if any(row.key == key for row in report.rows):
        is_nil = cell in COUNT_AS_ZERO and filled.cells[cell] is None
        place = Place(report.name, key, cell, report.by)
        return Origin(terms=(Term(place, filled.cells[cell], sign, is_nil),))
    way = filled.ways.get(cell)
    if way is None or way.kind == "assumption":
        source = of_settled(settled, cell, is_nil=True)
        return Origin(sources=(source,) if sign > 0 else negative((source,)))
    found = NOTHING
    for inner, year, other in way.terms:
        neighbour = row_key(year, settled.subject, settled.portion, held.settlement_keys)
        found = found.and_of(settlement_cell(held, neighbour, other, sign * inner, report))
    return found
