"""Where amounts by source of money come from: of a budget, of the plan, of what goes back. Pure."""

from collections.abc import Iterable

from ledger.figures.facts import Allocation, SourceShare
from ledger.provenance.facts_index import (
    FactsIndex,
    VersionBudget,
    budget_origin,
    settlement_cell_origin,
)
from ledger.provenance.sources import (
    CellTerm,
    Origin,
    Source,
    funding_source,
    negative,
    plan_source,
    subject_name,
)
from ledger.reporting.report import Column, Portion, Report, Row
from ledger.reports import plan_sources
from ledger.reports.settled import subsidy_refunds
from ledger.reports.variance import funding_sources, has_shares, is_split, source_key


def source_origin(index: FactsIndex, key: str, budget: VersionBudget, portion: Portion) -> Origin:
    """National money is what allocations say of it, a source's what its shares say; own money is the rest of both."""
    if not budget.allocations:
        return budget_origin(index, budget, portion)
    split = [allocation for allocation in budget.allocations if is_split(allocation)]
    rest = [allocation for allocation in budget.allocations if not is_split(allocation)]
    is_silent = bool(funding_sources(index.facts)) and not has_shares(budget.allocations)
    if key == "national":
        return budget_origin(index, budget, "national", split)
    if portion == "national":
        return (
            budget_origin(index, budget, portion, rest)
            if key == "unassigned"
            else Origin(remark="not_national")
        )
    if key == "unassigned":
        found = budget_origin(index, budget, portion, rest)
        if is_silent:
            return found.and_of(without_national(index, budget, split))
        return found.and_of(Origin(sources=negative(shares_of(index, rest, budget.version))))
    if is_silent:
        return Origin(remark="no_sources")
    if key != "city":
        shares = shares_of(index, budget.allocations, budget.version, key)
        return Origin(sources=shares)
    own = without_national(index, budget, split)
    return own.and_of(Origin(sources=negative(shares_of(index, split, budget.version))))


def without_national(index: FactsIndex, budget: VersionBudget, some: list[Allocation]) -> Origin:
    """The whole of some allocations without their national money."""
    whole = budget_origin(index, budget, "total", some)
    national = budget_origin(index, budget, "national", some)
    # A row that is taken off with 0 says nothing.
    terms = tuple(
        CellTerm(one.place, one.figure, -one.sign, one.counts_as_zero) for one in national.terms if one.figure
    )
    taken_off = Origin(terms=terms, sources=negative(one for one in national.sources if one.figure))
    return whole.and_of(taken_off)


def shares_of(
    index: FactsIndex, allocations: Iterable[Allocation], version: str, key: str | None = None
) -> tuple[Source, ...]:
    """The shares that sources give to some allocations: of one (by its row key), of None all."""
    found = []
    for allocation in allocations:
        subject = allocation.subject.name or allocation.subject.code
        owners: list[tuple[SourceShare, tuple[str, ...], str]] = [
            (share, (subject, line.description), line.carried_from)
            for line in allocation.lines
            for share in line.shares
        ]
        rest = allocation.rest
        owners += [(share, (subject,), rest.carried_from) for share in rest.own_shares] if rest else []
        for share, owner, carried_from in owners:
            if key in (None, source_key(share.source)):
                found.append(share_source(index, share, owner, carried_from or version))
    return tuple(found)


def share_source(
    index: FactsIndex, share: SourceShare, owner: tuple[str, ...], version: str | None = None
) -> Source:
    """What a source gives to something, whose words are `owner`."""
    names = {source.slug: source.name for source in index.facts.sources}
    return funding_source(share, names.get(share.source, share.source), owner, version)


def of_subsidy_refunds(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """The budget by which money is divided, what a source gave to it, what a settlement says that went back to it."""
    shared = subsidy_refunds.shared_of(index.facts, row)
    if column.key == subsidy_refunds.SHARED_BUDGET.key:
        if row.figures[column.key] is None:
            return Origin(remark="no_sources")
        if shared.settled is not None:
            return settlement_cell_origin(index, row.key, "current_budget")
        return budget_origin(index, index.budget(shared.version), "total", shared.allocations)
    for source in index.facts.sources:
        if column.key == subsidy_refunds.printed_key(source.slug):
            shares = subsidy_refunds.printed_shares(index.facts, row)
        elif column.key == source_key(source.slug):
            shares = shared.shares
        else:
            continue
        owner = (str(row.year), subject_name(row.subject))
        found = tuple(
            share_source(index, one, owner, shared.version or None)
            for one in shares
            if one.source == source.slug
        )
        return Origin(sources=found, remark="" if found else "no_sources")
    return None


def of_plan_sources(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """The plan's entries of a period, and what sources give to them: to their (x) or beside it."""
    if row.parts:
        return None
    facts = index.facts
    if row.figures[column.key] is None:
        return Origin(remark="no_sources")
    signs = plan_sources.signs_of(facts, row.key, column.key) if not row.name else None
    national = {source.slug for source in facts.sources if source.level == plan_sources.NATIONAL_LEVEL}
    found: list[Source] = []
    for entry in plan_sources.entries_of(facts, column.key):
        owner = (subject_name(entry.subject), str(entry.year))
        shares = [(one, share_source(index, one, owner)) for one in entry.shares]
        if signs is None:
            found += [source for one, source in shares if source_key(one.source) == row.key]
            continue
        found += signed(plan_source(entry, "total"), signs.amount)
        found += signed(plan_source(entry, "national"), signs.national)
        for one, source in shares:
            found += signed(source, signs.of_national if one.source in national else signs.others)
    return Origin(sources=tuple(found))


def signed(source: Source, sign: int) -> tuple[Source, ...]:
    """The row as it counts: added, taken off (a blank or a 0 that is taken off says nothing), or not at all."""
    if sign > 0:
        return (source,)
    return negative((source,)) if sign < 0 and source.figure else ()
