"""Where the cells of each report that are neither derived nor a sum of its rows come from. Pure.

`ORIGINS` has a function for each report: (held, report, row, column) -> Origin, or None where it has nothing to say
and the row or the column declares it (Row.parts, Column.meaning). trace.py believes none of them: what does not give
the figure is not shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from ledger import versions
from ledger.facts import Allocation, Facts, Settled, Subject
from ledger.reports import overview
from ledger.reports.investment_plan import column_key
from ledger.reports.report import Column, Report, Row
from ledger.reports.settlement import Filled, filled_years, row_key
from ledger.reports.sources import (
    Origin,
    Place,
    Portion,
    Source,
    Term,
    negative,
    of_allocation,
    of_cost,
    of_grant,
    of_line,
    of_plan,
    of_settled,
    of_share,
    of_site,
    of_step,
)
from ledger.reports.subjects import in_order, paired, row_keys
from ledger.reports.variance import is_split

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

    @property
    def base_version(self) -> str:
        """The version that the base's allocations belong to: of 예산현액 the last of its year."""
        base = self.facts.base
        if base is not None and base.kind == versions.AVAILABLE:
            base = versions.default_current(self.facts.versions, base.fiscal_year)
        return base.key if base else ""

    def side(self, name: str) -> tuple[tuple[Allocation, ...], str]:
        """The allocations of 'current' or 'prior', and the key of their version."""
        if name == "prior":
            return self.facts.base_allocations, self.base_version
        return self.facts.allocations, self.facts.version.key


def side_and_portion(column: str) -> tuple[str, Portion]:
    """'prior_national' -> prior, national; 'amount' -> amount, amount."""
    side = column.removesuffix("_national")
    return side, "amount" if side == column else "national"


def of_budget(held: Held, allocations: Sequence[Allocation], side: str, portion: Portion) -> Origin:
    """The rows that whole allocations come from: a line item that was removed from one counted here too."""
    if not allocations and side == "prior" and held.facts.base is None:
        return Origin(remark="no_base")
    found = NOTHING
    for allocation in allocations:
        found = found.and_of(of_allocated(held, allocation, side, portion))
    removed_from = tuple(allocation.id for allocation in allocations if allocation.settled is None)
    return replace(found, removed_from=removed_from)


def of_allocated(held: Held, allocation: Allocation, side: str, portion: Portion) -> Origin:
    """The rows that one allocation comes from, or the settlement cell that it stands for."""
    if allocation.settled is not None:
        return of_settled_allocation(held, allocation, portion)
    return Origin(sources=rows_of(allocation, portion, held.side(side)[1]))


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


def of_overview(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    costs = [cost for cost in held.facts.costs if cost.scope == overview.ROWS[row.key]]
    if column.key == "total":
        costs = [cost for cost in costs if not cost.off_budget]
    else:
        costs = [cost for cost in costs if cost.source == column.key]
    return Origin(sources=tuple(of_cost(cost, held.facts.document_id) for cost in costs))


def of_comparison(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    """A subject's budget in the version or in the base."""
    if row.parts:
        return None
    side, portion = side_and_portion(column.key)
    current, prior = held.pairs.get(row.key, ([], []))
    return of_budget(held, prior if side == "prior" else current, side, portion)


def of_calculation_basis(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    """A line, or the own amount of a subject without lines."""
    _side, portion = side_and_portion(column.key)
    version = held.facts.version.key
    keys = row_keys(allocation.subject for allocation in held.facts.allocations)
    number = 0
    for allocation in sorted(held.facts.allocations, key=lambda one: one.subject.identity):
        if keys[allocation.subject.identity] == row.key and column.kind == "money":
            return of_budget(held, [allocation], "current", portion)
        for line in allocation.lines:
            number += 1
            if row.key == f"line-{number}":
                source = of_line(line, allocation.subject, portion, version)
                if column.kind == "key":
                    source = Source("line", line.id, "site", line.site, source.names, version=version)
                return Origin(sources=(source,))
    return None


def of_investment_plan(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    if row.parts:
        return None
    period, portion = side_and_portion(column.key)
    keys = row_keys(in_order(entry.subject for entry in held.facts.plan))
    entries = [
        entry
        for entry in held.facts.plan
        if keys[entry.subject.identity] == row.key and column_key(entry, held.facts.year) == period
    ]
    return Origin(sources=tuple(of_plan(entry, portion) for entry in entries))


def of_schedule(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    """A step's shares, all or those of a subject; its own amount where it has none."""
    steps = {f"line-{number}": step for number, step in enumerate(held.facts.schedule, start=1)}
    step = steps.get(row.key)
    if step is None:
        return None
    if column.key == "amount":
        if not step.shares:
            return Origin(sources=(of_step(step),))
        return Origin(sources=tuple(of_share(step, share) for share in step.shares))
    subjects = in_order(
        [share.subject for one in held.facts.schedule for share in one.shares]
        + [allocation.subject for allocation in held.facts.allocations]
    )
    keys = row_keys(subjects)
    shares = [share for share in step.shares if keys[share.subject.identity] == column.key]
    return Origin(sources=tuple(of_share(step, share) for share in shares))


def of_settlement(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    """A printed cell, or the cells by which a blank one was filled."""
    if row.key not in held.settlements:
        return Origin(remark="year_absent")
    settled, filled = held.settlements[row.key]
    cell = column.key
    if cell not in filled.cells:
        return None
    way = filled.ways.get(cell)
    if way is None:
        return Origin(sources=(of_settled(settled, cell),))
    if way.kind == "assumption":
        return Origin(sources=(of_settled(settled, cell, is_nil=True),), how="assumption")
    found = NOTHING
    for sign, year, other in way.terms:
        key = row_key(year, settled.subject, settled.portion, held.settlement_keys)
        found = found.and_of(settlement_cell(held, report, key, other, sign))
    return Origin(found.terms, found.sources, way.kind, way.identity)


def settlement_cell(held: Held, report: Report, key: str, cell: str, sign: int) -> Origin:
    """A cell of the settlement report; of a year that it does not show the printed cells behind it."""
    settled, filled = held.settlements[key]
    if any(row.key == key for row in report.rows):
        is_nil = cell == "subsidy_refund" and filled.cells[cell] is None
        place = Place(report.name, key, cell, report.by)
        return Origin(terms=(Term(place, filled.cells[cell], sign, is_nil),))
    way = filled.ways.get(cell)
    if way is None or way.kind == "assumption":
        source = of_settled(settled, cell, is_nil=True)
        return Origin(sources=(source,) if sign > 0 else negative((source,)))
    found = NOTHING
    for inner, year, other in way.terms:
        neighbour = row_key(year, settled.subject, settled.portion, held.settlement_keys)
        found = found.and_of(settlement_cell(held, report, neighbour, other, sign * inner))
    return found


def of_sites(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    if row.parts:
        return None
    facts = held.facts
    site = next((one for one in facts.sites if one.slug == row.key), None)
    slug = None if site is None else site.slug
    match column.key:
        case "national_grant":
            grants = [grant for grant in facts.grants if grant.site == slug]
            return Origin(sources=tuple(of_grant(grant, site.name if site else "") for grant in grants))
        case "current":
            return by_site(held, row.key, "current", "amount")
    if site is None or not hasattr(site, column.key):
        return None
    return Origin(sources=(of_site(site, column.key),))


def by_site(held: Held, key: str, side: str, portion: Portion) -> Origin:
    """The lines of a site; of 'unassigned' those that name none, and allocations without lines."""
    site = None if key == "unassigned" else key
    allocations, version = held.side(side)
    found = NOTHING
    for allocation in allocations:
        lines = [line for line in allocation.lines if line.site == site]
        sources = tuple(of_line(line, allocation.subject, portion, version) for line in lines)
        found = found.and_of(Origin(sources=sources))
        if site is None and not allocation.lines:
            found = found.and_of(of_allocated(held, allocation, side, portion))
    if allocations and not any(allocation.lines for allocation in allocations) and site is not None:
        return Origin(remark="no_lines")
    return found if allocations or side != "prior" or held.facts.base else Origin(remark="no_base")


def by_source(held: Held, key: str, side: str, portion: Portion) -> Origin:
    """National money is what allocations say of it; the city's is the rest of them."""
    allocations, _version = held.side(side)
    if not allocations:
        return of_budget(held, (), side, portion)
    split = [allocation for allocation in allocations if is_split(allocation)]
    rest = [allocation for allocation in allocations if not is_split(allocation)]
    if key == "national":
        return of_budget(held, split, side, "national")
    if key == "unassigned":
        return of_budget(held, rest, side, portion)
    if portion == "national":
        return Origin(remark="not_national")
    whole = of_budget(held, split, side, "amount")
    national = of_budget(held, split, side, "national")
    # A row that is taken off with 0 says nothing.
    terms = tuple(Term(one.place, one.figure, -one.sign, one.is_nil) for one in national.terms if one.figure)
    taken_off = Origin(terms=terms, sources=negative(one for one in national.sources if one.figure))
    return whole.and_of(taken_off)


def of_variance(held: Held, report: Report, row: Row, column: Column) -> Origin | None:
    if row.parts:
        return None
    side, portion = side_and_portion(column.key)
    match report.by:
        case None | "subject":
            return of_comparison(held, report, row, column)
        case "site":
            return by_site(held, row.key, side, portion)
        case "source":
            return by_source(held, row.key, side, portion)
    if side == "prior" and held.facts.base is None:
        return Origin(remark="no_base")
    # A programme or a division: the total over its subjects.
    whole = Term(Place("budget-summary", "total", column.key), row.figures[column.key])
    return Origin(terms=(whole,), how="cells")


ORIGINS: dict[str, Callable[[Held, Report, Row, Column], Origin | None]] = {
    "overview": of_overview,
    "budget-summary": of_comparison,
    "calculation-basis": of_calculation_basis,
    "investment-plan": of_investment_plan,
    "schedule": of_schedule,
    "settlement": of_settlement,
    "sites": of_sites,
    "variance": of_variance,
}
"""Report name -> where its given cells come from. A report that has none says that it computed the figure itself."""
