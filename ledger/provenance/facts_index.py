"""What all origins share: the facts with what many cells ask of them found once, and the ways to a budget's rows
and to a settlement's cells. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ledger.figures import versions
from ledger.figures.facts import Allocation, Facts, Line, PlanEntry, Settlement, Subject
from ledger.figures.filled import FilledYear, filled_years
from ledger.figures.settlement_form import COUNT_AS_ZERO
from ledger.figures.subjects import Identity, joint_pairs, row_keys, subject_pairs, subjects_by_code
from ledger.provenance.sources import (
    CellTerm,
    Origin,
    Source,
    allocation_source,
    line_source,
    negative,
    settlement_source,
)
from ledger.reporting.report import Column, Place, Portion, Report, portion_key
from ledger.reports import execution, investment_plan, settlement
from ledger.reports.basis_comparison import SubjectBlock, blocks_of
from ledger.reports.calculation_basis import numbered_lines
from ledger.reports.investment_plan import column_key
from ledger.reports.settlement import row_key

NO_ORIGIN = Origin()


class FactsIndex:
    """The facts, with what many cells ask of them found once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def pairs(self) -> dict[str, tuple[list[Allocation], list[Allocation]]]:
        """Row key of a subject, or of several together -> the allocations in the version and in the base."""
        found = subject_pairs(self.facts)
        keys = row_keys(subject for subject, _, _ in found)
        own = {keys[subject.identity]: (current, prior) for subject, current, prior in found}
        return own | {one.key: (one.current, one.prior) for one in joint_pairs(self.facts)}

    @cached_property
    def budget_rows(self) -> dict[Identity, str]:
        """Subject -> its row of 예산총괄."""
        return row_keys(subject for subject, _, _ in subject_pairs(self.facts))

    @cached_property
    def lines(self) -> dict[Identity, dict[str, Line]]:
        """Subject -> its line items in the version by their row of 산출근거."""
        return {allocation.subject.identity: lines for allocation, lines in numbered_lines(self.facts)}

    def numbered(self, budget: "VersionBudget", allocation: Allocation) -> list[tuple[str, Line]]:
        """The line items of an allocation, each with its row of 산출근거; '' in a budget that it does not show."""
        if budget.is_current:
            return list(self.lines[allocation.subject.identity].items())
        return [("", line) for line in allocation.lines]

    @cached_property
    def basis_rows(self) -> dict[str, tuple[Allocation, Line | None]]:
        """Row of 산출근거 -> the allocation that it is of, and the line item where it is one."""
        keys = row_keys(allocation.subject for allocation in self.facts.allocations)
        found: dict[str, tuple[Allocation, Line | None]] = {}
        for allocation in self.facts.allocations:
            found[keys[allocation.subject.identity]] = (allocation, None)
            for key, line in self.lines[allocation.subject.identity].items():
                found[key] = (allocation, line)
        return found

    @cached_property
    def plan_entries(self) -> dict[tuple[str, str], list[PlanEntry]]:
        """Row and column (of whole amounts) of the investment plan -> its entries."""
        keys = row_keys(subjects_by_code(entry.subject for entry in self.facts.plan))
        found = defaultdict[tuple[str, str], list[PlanEntry]](list)
        for entry in self.facts.plan:
            found[keys[entry.subject.identity], column_key(entry, self.facts.year)].append(entry)
        return found

    @cached_property
    def schedule_columns(self) -> dict[Identity, str]:
        """Subject -> its column of the schedule."""
        shares = (share.subject for step in self.facts.schedule for share in step.shares)
        return row_keys(subjects_by_code([*shares, *(one.subject for one in self.facts.allocations)]))

    @cached_property
    def blocks(self) -> list[SubjectBlock]:
        """The subjects with the lines of the version beside those of the base."""
        return blocks_of(self.facts)

    @cached_property
    def settlement_keys(self) -> dict[tuple[str, int], str]:
        """The row keys of the subjects that have a settlement of their own."""
        return row_keys(
            subjects_by_code(row.subject for row in self.facts.settlements if row.subject is not None)
        )

    @cached_property
    def settlements(self) -> dict[str, tuple[Settlement, FilledYear]]:
        """Row key of the settlement report -> the row of the ledger and its cells filled in, of all years."""
        groups: dict[tuple[Subject | None, str], list[Settlement]] = {}
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
    def with_year(self) -> "FactsIndex":
        """The same with the settlement of the year itself, as its execution knows it."""
        return FactsIndex(execution.with_year(self.facts))

    @cached_property
    def settlement_report(self) -> Report:
        """결산현황 as it is shown."""
        return settlement.build(self.facts)

    @cached_property
    def investment_plan(self) -> Report:
        """연차별 투자계획."""
        return investment_plan.build(self.facts)

    @property
    def base_version(self) -> str:
        """The version that the base's allocations belong to: of 예산현액 the last of its year."""
        base = self.facts.base
        if base is not None and base.kind == versions.AVAILABLE:
            base = versions.default_current(self.facts.versions, base.fiscal_year)
        return base.key if base else ""

    def side(self, name: str) -> "VersionBudget":
        """The budget of 'current' or of 'prior'."""
        if name == "prior":
            return VersionBudget(self.facts.base_allocations, self.base_version, self.facts.base is not None)
        return VersionBudget(self.facts.allocations, self.facts.version.key, is_current=True)

    def budget(self, version: str) -> "VersionBudget":
        """The budget of a version by its key: of the one that is shown, or of one beside it."""
        if version == self.facts.version.key:
            return self.side("current")
        return VersionBudget(tuple(self.facts.budgets.get(version, ())), version, bool(version))


@dataclass(frozen=True)
class VersionBudget:
    """The allocations of a version, and its key. `exists` is false where the ledger holds no such version.

    `is_current`: it is the one whose rows 산출근거 and 예산총괄 show each on its own.
    """

    allocations: tuple[Allocation, ...]
    version: str
    exists: bool = True
    is_current: bool = False


def side_and_portion(column: Column) -> tuple[str, Portion]:
    """Whose amounts a column has and which portion: 'prior_national' -> prior, national; 'amount' -> amount, total."""
    return column.whole, column.portion


def budget_origin(
    index: FactsIndex, budget: VersionBudget, portion: Portion, some: Sequence[Allocation] | None = None
) -> Origin:
    """The rows of a budget, all or `some` whole allocations: a line item that was removed from one counted too."""
    allocations = budget.allocations if some is None else some
    if not allocations and not budget.exists:
        return Origin(remark="no_base")
    found = [allocation_origin(index, budget, allocation, portion) for allocation in allocations]
    return Origin(
        terms=tuple(term for one in found for term in one.terms),
        sources=tuple(source for one in found for source in one.sources),
        removed_from=tuple(allocation.id for allocation in allocations if allocation.settled is None),
    )


def allocation_origin(
    index: FactsIndex, budget: VersionBudget, allocation: Allocation, portion: Portion
) -> Origin:
    """The rows that one allocation of a budget comes from, or the settlement cell that it stands for."""
    if allocation.settled is not None:
        return settled_allocation_origin(index, allocation, portion)
    return Origin(sources=rows_of(index, budget, allocation, portion))


def site_origin(index: FactsIndex, budget: VersionBudget, site: str | None, portion: Portion) -> Origin:
    """The lines of a site; of None those that name no site, and allocations without lines."""
    found = NO_ORIGIN
    for allocation in budget.allocations:
        lines = [(row, line) for row, line in index.numbered(budget, allocation) if line.site == site]
        found = found.and_of(Origin(sources=of_lines(budget, allocation, portion, lines)))
        if site is None and allocation.rest is not None:
            found = found.and_of(allocation_origin(index, budget, allocation.rest, portion))
    if budget.allocations and site is not None and not any(one.lines for one in budget.allocations):
        return Origin(remark="no_lines")
    return found if budget.allocations or budget.exists else Origin(remark="no_base")


def rows_of(
    index: FactsIndex, budget: VersionBudget, allocation: Allocation, portion: Portion
) -> tuple[Source, ...]:
    """An allocation's line items and what is carried beside them, else itself."""
    if allocation.lines:
        lines = of_lines(budget, allocation, portion, index.numbered(budget, allocation))
        rest = allocation.carried
        return lines if rest is None else (*lines, carried_source(rest, portion, budget.version))
    row, column = index.budget_rows.get(allocation.subject.identity, ""), portion_key("current", portion)
    shown = Place("budget-summary", row, column) if budget.is_current else None
    return (allocation_source(allocation, portion, allocation.carried_from or budget.version, shown),)


def carried_source(rest: Allocation, portion: Portion, version: str) -> Source:
    """What the budget so far had for a subject without lines: a row of the version that holds it."""
    return allocation_source(rest, portion, rest.carried_from or version)


def of_lines(
    budget: VersionBudget, allocation: Allocation, portion: Portion, numbered: Iterable[tuple[str, Line]]
) -> tuple[Source, ...]:
    """Line items of an allocation, each with the row of 산출근거 that shows it ('' for none)."""
    column = portion_key("amount", portion)
    return tuple(
        line_source(
            line,
            allocation.subject,
            portion,
            line.carried_from or budget.version,
            Place("calculation-basis", row, column) if row else None,
        )
        for row, line in numbered
    )


def settled_allocation_origin(index: FactsIndex, allocation: Allocation, portion: Portion) -> Origin:
    """What a year had, or carried out, by its settlement: a cell of the settlement report."""
    assert allocation.settled is not None
    year, cell = allocation.settled
    known = allocation.subject.identity in index.settlement_keys
    key = row_key(
        year,
        allocation.subject if known else None,
        portion,
        index.settlement_keys,
    )
    figure = allocation.own_national if portion == "national" else allocation.own_amount
    return Origin(terms=(CellTerm(Place("settlement", key, cell), figure),), how="cells")


def settlement_cell_origin(
    index: FactsIndex, key: str, cell: str, sign: int = 1, report: Report | None = None
) -> Origin:
    """A cell of the settlement report; of a year that it does not show the printed cells behind it.

    Nothing where the ledger has no such row.
    """
    report = report or index.settlement_report
    if key not in index.settlements:
        return Origin(remark="year_absent")
    settled, filled = index.settlements[key]
    if key in report.by_key:
        counts_as_zero = cell in COUNT_AS_ZERO and filled.cells[cell] is None
        place = Place(report.name, key, cell, report.by)
        return Origin(terms=(CellTerm(place, filled.cells[cell], sign, counts_as_zero),))
    way = filled.ways.get(cell)
    if way is None or way.kind == "assumption":
        source = settlement_source(settled, cell, counts_as_zero=True)
        return Origin(sources=(source,) if sign > 0 else negative((source,)))
    found = NO_ORIGIN
    for inner, year, other in way.terms:
        neighbour = row_key(year, settled.subject, settled.portion, index.settlement_keys)
        found = found.and_of(settlement_cell_origin(index, neighbour, other, sign * inner, report))
    return found
