"""증감 내역: what changed against the base, by subject, site, source of money, programme or division."""

from collections.abc import Callable
from dataclasses import replace

from ledger.facts import Allocation, Facts
from ledger.money import change, total
from ledger.reports import budget_summary, comparison
from ledger.reports.comparison import CURRENT, PRIOR, compared, nil_cells, total_row
from ledger.reports.report import Figure, Report, Row
from ledger.reports.site_budget import has_unassigned, of_site, unassigned

Parts = tuple[int | None, int | None]
"""An amount and its national part, in won."""


def build(facts: Facts, by: str = "subject", top: int | None = None) -> Report:
    """Rows: one for each key of the breakdown, unassigned where something names none, other, total. Won.

    `top` keeps the n largest changes; 'other' sums what that hides, so that what is seen adds up to the total.
    KeyError for an unknown breakdown.
    """
    rows = [replace(row, group=row.key) if row.key == "unassigned" else row for row in BREAKDOWNS[by](facts)]
    shown, hidden = split(rows, top)
    if hidden:
        rest = total_row(hidden, "other", name=str(len(hidden)))
        shown = [*shown, replace(rest, group="other")]
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
    """A site each; a budget without line items says nothing of sites: it stands in 'unassigned', whole."""
    silent: frozenset[str] = frozenset()
    for allocations, columns in ((facts.allocations, CURRENT), (facts.base_allocations, PRIOR)):
        if allocations and not any(allocation.lines for allocation in allocations):
            silent |= columns
    rows = []
    for site in facts.sites:
        current = of_site(facts.allocations, site.slug)
        prior = of_site(facts.base_allocations, site.slug)
        if current == prior == (None, None):
            continue
        nil = nil_cells(facts, has_current=current[0] is not None, has_prior=prior[0] is not None)
        rows.append(compared(site.slug, cells(prior, current), nil - silent, site.name))
    has_current, has_prior = has_unassigned(facts.allocations), has_unassigned(facts.base_allocations)
    if has_current or has_prior:
        current, prior = unassigned(facts.allocations), unassigned(facts.base_allocations)
        nil = nil_cells(facts, has_current=has_current, has_prior=has_prior)
        rows.append(compared("unassigned", cells(prior, current), nil))
    return rows


def by_source(facts: Facts) -> list[Row]:
    """National money and the rest; what is not known by both its amount and its national part is unassigned."""
    current, prior = sources(facts.allocations), sources(facts.base_allocations)
    rows = []
    for source in ("national", "city", "unassigned"):
        has_current, has_prior = bool(facts.allocations), bool(facts.base_allocations)
        if source == "unassigned":
            has_current = not all(is_split(allocation) for allocation in facts.allocations)
            has_prior = not all(is_split(allocation) for allocation in facts.base_allocations)
            if not has_current and not has_prior:
                continue
        nil = nil_cells(facts, has_current=has_current, has_prior=has_prior)
        rows.append(compared(source, cells(prior[source], current[source]), nil))
    return rows


def sources(allocations: tuple[Allocation, ...]) -> dict[str, Parts]:
    split = [allocation for allocation in allocations if is_split(allocation)]
    rest = [allocation for allocation in allocations if not is_split(allocation)]
    national = total(allocation.national for allocation in split)
    return {
        "national": (national, national),
        "city": (total(change(allocation.amount, allocation.national) for allocation in split), None),
        "unassigned": (
            total(allocation.amount for allocation in rest),
            total(allocation.national for allocation in rest),
        ),
    }


def is_split(allocation: Allocation) -> bool:
    """Whether it is known how much of the allocation is national money and how much is not."""
    return allocation.amount is not None and allocation.national is not None


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
