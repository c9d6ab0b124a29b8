"""Where the cells of each report that are neither derived nor a sum of its rows come from. Pure.

`ORIGINS` has a function for each report: (index, report, row, column) -> Origin, or None where it has nothing to say
and the row or the column declares it (Row.parts, Column.meaning). trace.py believes none of them: what does not give
the figure is not shown. A new report adds its function here if its cells rest on rows of the ledger; those that it
takes from other reports it declares itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from ledger.figures.facts import Cost
from ledger.provenance.facts_index import (
    NO_ORIGIN,
    FactsIndex,
    allocation_origin,
    budget_origin,
    side_and_portion,
    site_origin,
)
from ledger.provenance.origins_moved import of_carry_overs, of_movements
from ledger.provenance.origins_settled import (
    of_execution,
    of_settlement,
    of_settlement_bridge,
    of_year_budgets,
)
from ledger.provenance.origins_sources import (
    of_plan_sources,
    of_subsidy_refunds,
    source_origin,
)
from ledger.provenance.sources import (
    CellTerm,
    Origin,
    Source,
    cost_source,
    grant_source,
    line_source,
    plan_source,
    share_source,
    site_source,
    step_source,
)
from ledger.reporting.report import Column, Place, Report, Row
from ledger.reports import overview
from ledger.reports.basis_comparison import SubjectBlock
from ledger.reports.site_editions import FIELDS_BEFORE


def of_overview(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """The costs of the scope and the source of money."""
    costs = [cost for cost in index.facts.costs if cost.scope == overview.ROWS[row.key]]

    def source(cost: Cost) -> Source:
        shown = overview.column_of(report, cost.source, is_off=cost.off_budget)
        return cost_source(cost, index.facts.document_id, Place(report.name, row.key, shown))

    return Origin(sources=tuple(map(source, overview.in_column(costs, column.key))))


def of_comparison(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A subject's budget in the version or in the base."""
    if row.parts:
        return None
    side, portion = side_and_portion(column)
    current, prior = index.pairs.get(row.key, ([], []))
    return budget_origin(index, index.side(side), portion, prior if side == "prior" else current)


def of_calculation_basis(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A line, or the own amount of a subject without lines."""
    allocation, line = index.basis_rows.get(row.key, (None, None))
    if allocation is None or (line is None and column.kind != "money"):
        return None
    if line is None:
        return budget_origin(index, index.side("current"), column.portion, [allocation])
    version = line.carried_from or index.facts.version.key
    source = line_source(line, allocation.subject, column.portion, version)
    if column.kind == "key":
        source = replace(source, field="site", figure=line.site)
    return Origin(sources=(source,))


def of_investment_plan(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """The entries of a subject and a period."""
    if row.parts:
        return None
    entries = index.plan_entries.get((row.key, column.whole), ())
    return Origin(sources=tuple(plan_source(entry, column.portion) for entry in entries))


def of_schedule(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A step's shares, all or those of a subject; its own amount where it has none."""
    if row.line is None:
        return None
    step, of_subject = index.facts.schedule[row.line - 1], index.schedule_columns
    if column.key == "amount" and not step.shares:
        return Origin(sources=(step_source(step),))
    shares = ((share, of_subject[share.subject.identity]) for share in step.shares)
    return Origin(
        sources=tuple(
            share_source(step, share, Place(report.name, row.key, shown))
            for share, shown in shares
            if column.key in ("amount", shown)
        )
    )


def of_sites(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A field of the site, its grants, or the lines of the budget that name it."""
    if row.parts:
        return None
    facts = index.facts
    site = next((one for one in facts.sites if one.slug == row.key), None)
    slug = None if site is None else site.slug
    match column.key:
        case "national_grant":
            grants = [grant for grant in facts.grants if grant.site == slug]
            return Origin(sources=tuple(grant_source(grant, site.name if site else "") for grant in grants))
        case "current":
            return site_origin(index, index.side("current"), slug, "total")
    if site is None or not hasattr(site, column.key):
        return None
    return Origin(sources=(site_source(site, column.key),))


def of_site_editions(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A field of the site as this edition or the one before says it."""
    facts, field = index.facts, FIELDS_BEFORE.get(column.key)
    sites = facts.sites if field is None else facts.sites_before or ()
    site = next((one for one in sites if one.slug == row.key), None)
    if row.parts:
        return None
    if site is None:
        return Origin(remark="no_row")
    return Origin(sources=(site_source(site, field or column.key),))


def of_site_budgets(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """What the budget of a year gives to a site; the column has its version."""
    if row.parts:
        return None
    site = None if row.key == "unassigned" else row.key
    return site_origin(index, index.budget(column.version or ""), site, "total")


def of_variance(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A subject, a site or a source of money; `index` is that of the second base for its column."""
    if row.parts:
        return None
    is_beside = column.key == "prior_beside"
    if is_beside:
        column = Column("prior")
    side, portion = side_and_portion(column)
    budget = index.side(side)
    match report.by:
        case None | "subject":
            return of_comparison(index, report, row, column)
        case "site":
            return site_origin(index, budget, None if row.key == "unassigned" else row.key, portion)
        case "source":
            return source_origin(index, row.key, budget, portion)
    if is_beside or not budget.exists:
        return budget_origin(index, budget, portion)
    # A programme or a division: the total over its subjects.
    whole = CellTerm(Place("budget-summary", "total", column.key), row.figures[column.key])
    return Origin(terms=(whole,), how="cells")


def of_basis_comparison(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A line in the version or in the base; a subject and 'other' by their lines, and what has none."""
    rows = {one.key: one for one in report.rows}
    hidden = set(rows["other"].parts) if "other" in rows else set()
    side, portion = side_and_portion(column)
    if row.key == "total":
        place = Place("budget-summary", "total", column.key)
        return Origin((CellTerm(place, row.figures[column.key]),), how="cells") if hidden else None
    budget, found = index.side(side), NO_ORIGIN
    is_by_site = sums_lines(index.blocks, rows, hidden)
    for block in index.blocks:
        is_shown = block.row.key in rows
        # Its lines stand beside those that they continue, its row has what is its own.
        is_own = block.is_joint and not is_by_site and row.key in ("other", block.row.key)
        for line_row, pair in block.lines:
            key = line_row.key
            is_hidden = key in hidden or (not is_shown and block.row.key in hidden)
            counts = row.key == key or (
                row.key == "other"
                if is_hidden
                else row.key == block.row.key
                or (row.sum_of == "unchanged" and row.group == block.row.key and key not in rows)
            )
            line = pair[1 if side == "prior" else 0]
            if counts and line is not None and not is_own:
                held_in = line.carried_from or budget.version
                source = line_source(line, block.subject, portion, held_in)
                found = found.and_of(Origin(sources=(source,)))
        owner = "other" if block.row.key in hidden else block.row.key
        if row.key == owner:
            current, prior = index.pairs[block.row.key]
            for allocation in prior if side == "prior" else current:
                if is_own:
                    found = found.and_of(allocation_origin(index, budget, allocation, portion))
                elif allocation.rest is not None:
                    found = found.and_of(allocation_origin(index, budget, allocation.rest, portion))
    return found if budget.exists else Origin(remark="no_base")


def sums_lines(blocks: Iterable[SubjectBlock], rows: Mapping[str, Row], hidden: Collection[str]) -> bool:
    """Whether the rows of subjects sum what is shown of their lines: where a site is asked for."""
    return any(
        any(line_row.key in hidden for line_row, _pair in block.lines)
        or (
            (head := rows.get(block.row.key)) is not None
            and (block.row.key in hidden or (block.is_joint and head.figures != block.row.figures))
        )
        for block in blocks
    )


ORIGINS: dict[str, Callable[[FactsIndex, Report, Row, Column], Origin | None]] = {
    "overview": of_overview,
    "budget-summary": of_comparison,
    "calculation-basis": of_calculation_basis,
    "investment-plan": of_investment_plan,
    "schedule": of_schedule,
    "settlement": of_settlement,
    "sites": of_sites,
    "variance": of_variance,
    "settlement-bridge": of_settlement_bridge,
    "execution": of_execution,
    "year-budgets": of_year_budgets,
    "basis-comparison": of_basis_comparison,
    "site-budgets": of_site_budgets,
    "movements": of_movements,
    "carry-overs": of_carry_overs,
    "site-editions": of_site_editions,
    "subsidy-refunds": of_subsidy_refunds,
    "plan-sources": of_plan_sources,
}
"""Report name -> where its given cells come from, of those that rest on rows of the ledger."""
