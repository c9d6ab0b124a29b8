"""증감 내역: what changed against the base, by subject, site, source of money, programme or division."""

from collections.abc import Callable

from ledger.facts import Allocation, Facts
from ledger.money import change, total
from ledger.reports import budget_summary, comparison
from ledger.reports.comparison import PRIOR, compared, nil_cells, total_row
from ledger.reports.report import Figure, Report, Row
from ledger.reports.site_budget import of_site, unassigned

Parts = tuple[int | None, int | None]
"""An amount and its national part, in won."""


def build(facts: Facts, by: str = "subject", top: int | None = None) -> Report:
    """Rows: one for each key of the breakdown, unassigned where something names none, other, total. Won.

    `top` keeps the n largest changes; 'other' sums what that hides, so that what is seen adds up to the total.
    KeyError for an unknown breakdown.
    """
    rows = BREAKDOWNS[by](facts)
    shown, hidden = split(rows, top)
    if hidden:
        shown = [*shown, total_row(hidden, "other", name=str(len(hidden)))]
    return Report("variance", "thousand", comparison.COLUMNS, (total_row(rows), *shown), by)


def split(rows: list[Row], top: int | None) -> tuple[list[Row], list[Row]]:
    """The n rows with the largest changes, in their order, and the rest."""
    if top is None or top >= len(rows):
        return rows, []

    def size(row: Row) -> int:
        figure = row.figures["change"]
        return abs(figure) if isinstance(figure, int) else -1

    largest = {row.key for row in sorted(rows, key=size, reverse=True)[:top]}
    return (
        [row for row in rows if row.key in largest],
        [row for row in rows if row.key not in largest],
    )


def cells(prior: Parts, current: Parts) -> dict[str, Figure]:
    return {
        "prior": prior[0],
        "current": current[0],
        "prior_national": prior[1],
        "current_national": current[1],
    }


def by_subject(facts: Facts) -> list[Row]:
    return [row for row in budget_summary.build(facts).rows if row.key != "total"]


def by_site(facts: Facts) -> list[Row]:
    """A site each; a base without line items says nothing of sites: it stands in 'unassigned', whole."""
    base_has_lines = any(allocation.lines for allocation in facts.base_allocations)
    rows = []
    for site in facts.sites:
        current = of_site(facts.allocations, site.slug)
        prior = of_site(facts.base_allocations, site.slug)
        if current == prior == (None, None):
            continue
        nil = nil_cells(facts, has_current=current[0] is not None, has_prior=prior[0] is not None)
        if facts.base_allocations and not base_has_lines:
            nil -= PRIOR
        rows.append(compared(site.slug, cells(prior, current), nil, site.name))
    current, prior = unassigned(facts.allocations), unassigned(facts.base_allocations)
    if current != (None, None) or prior != (None, None):
        nil = nil_cells(facts, has_current=current[0] is not None, has_prior=prior[0] is not None)
        rows.append(compared("unassigned", cells(prior, current), nil))
    return rows


def by_source(facts: Facts) -> list[Row]:
    """National money and the rest; what has no known national part is unassigned."""
    current, prior = sources(facts.allocations), sources(facts.base_allocations)
    rows = []
    for source in ("national", "city", "unassigned"):
        if source == "unassigned" and current[source] is None and prior[source] is None:
            continue
        nil = nil_cells(facts, has_current=current[source] is not None, has_prior=prior[source] is not None)
        parts = [(sums[source], sums[source] if source == "national" else None) for sums in (prior, current)]
        rows.append(compared(source, cells(*parts), nil))
    return rows


def sources(allocations: tuple[Allocation, ...]) -> dict[str, int | None]:
    split_up = [allocation for allocation in allocations if allocation.national is not None]
    return {
        "national": total(allocation.national for allocation in split_up),
        "city": total(change(allocation.amount, allocation.national) for allocation in split_up),
        "unassigned": total(allocation.amount for allocation in allocations if allocation.national is None),
    }


def by_program(facts: Facts) -> list[Row]:
    return [whole(facts, facts.program.slug, facts.program.name)]


def by_division(facts: Facts) -> list[Row]:
    if not facts.program.division:
        return [whole(facts, "unassigned")]
    return [whole(facts, facts.program.division, facts.program.division)]


def whole(facts: Facts, key: str, name: str | None = None) -> Row:
    return comparison.of_allocations(key, list(facts.allocations), list(facts.base_allocations), facts, name)


BREAKDOWNS: dict[str, Callable[[Facts], list[Row]]] = {
    "subject": by_subject,
    "site": by_site,
    "source": by_source,
    "program": by_program,
    "division": by_division,
}
