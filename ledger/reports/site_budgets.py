"""대상지별 연도별 예산: what each year's budget gives to each site, by its line items."""

from collections import defaultdict
from dataclasses import dataclass

from ledger.figures.facts import Allocation, Facts, Subject, Version
from ledger.figures.text import marked as _
from ledger.figures.versions import budget_years, default_current
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote
from ledger.reporting.report import Column, Figure, Report, Row, complete_row, sum_rows
from ledger.reporting.site_budget import budget_of_site, budget_without_site
from ledger.reports.sites import NO_SITE_GIVEN, WITHDRAWN, group_of, sites_in_order


@dataclass(frozen=True)
class Item:
    """What stands behind a figure: a line item, or (description None) a subject's whole amount without line items.

    `amount` in won.
    """

    version: Version
    subject: Subject
    description: str | None
    amount: int | None


@built_once
def build(facts: Facts) -> Report:
    """Rows: a site each (row key: its slug), unassigned, total. Columns: a year each (key: the year), in won.

    A remark says how many line items a figure sums. A budget without line items names no site: it is unassigned,
    whole.
    """
    budgets = budgets_of(facts)
    columns = tuple(
        Column(str(version.fiscal_year), year=version.fiscal_year, version=version.key)
        for version, _ in budgets
    )
    rows = [
        complete_row(
            Row(
                site.slug,
                {str(version.fiscal_year): budget_of_site(held, site.slug)[0] for version, held in budgets},
                name=site.name,
                group=group_of(site),
                marks=(WITHDRAWN,) if site.status == WITHDRAWN else (),
                notes=remarks(budgets, site.slug),
            ),
            columns,
        )
        for site in sites_in_order(facts.sites)
    ]
    rest: dict[str, Figure] = {
        str(version.fiscal_year): budget_without_site(held)[0] for version, held in budgets
    }
    notes = remarks(budgets, None)
    rows.append(
        complete_row(Row("unassigned", rest, group="unassigned", notes=notes, label=NO_SITE_GIVEN), columns)
    )
    return REPORT.of(columns, (*rows, sum_rows("total", rows, columns)))


Budgets = list[tuple[Version, tuple[Allocation, ...]]]
"""Version and its allocations, by year."""


def budgets_of(facts: Facts) -> Budgets:
    """The budget of each year up to the one shown that the ledger holds one in, the earliest first.

    Of the year shown it is the version shown, of the others the default version.
    """
    found: Budgets = []
    for year in sorted({*budget_years(facts.versions), facts.year}):
        if year > facts.year:
            continue
        version = facts.version if year == facts.year else default_current(facts.versions, year)
        if version is not None:
            held = facts.allocations if version == facts.version else facts.budgets.get(version.key, ())
            found.append((version, held))
    return found


def remarks(budgets: Budgets, site: str | None) -> dict[str, str]:
    """Column -> how many line items name the site ('lines:3'), or no site (None).

    Nothing for a budget in which none does, 'no_lines' for one that has none at all.
    """
    found = {}
    for version, held in budgets:
        lines = [line for one in held for line in one.lines]
        if count := sum(line.site == site for line in lines):
            found[str(version.fiscal_year)] = f"lines:{count}"
        elif site is None and held and not lines:
            found[str(version.fiscal_year)] = "no_lines"
    return found


def items_of(facts: Facts) -> dict[str, list[Item]]:
    """Row key -> what its figures sum, by year; of every row that has something."""
    found: dict[str, list[Item]] = defaultdict(list)
    for version, held in budgets_of(facts):
        for allocation in held:
            if allocation.rest is not None:
                found["unassigned"].append(Item(version, allocation.subject, None, allocation.rest.amount))
            for line in allocation.lines:
                item = Item(version, allocation.subject, line.description, line.amount)
                found[line.site or "unassigned"].append(item)
    rows = (*(one.slug for one in sites_in_order(facts.sites)), "unassigned")
    return {key: found[key] for key in rows if found[key]}


REPORT = Declared(
    name="site-budgets",
    title=_("Budget by site and year"),
    row_heading=_("site"),
    unit="thousand",
    build=build,
    footnotes=(
        *FILLED,
        Footnote(_("A budget without line items names no site: it stands whole in the row without a site.")),
    ),
)
