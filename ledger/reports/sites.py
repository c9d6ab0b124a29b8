"""대상지 현황: what each site costs, how large it is, which grants it has and what the budget gives it."""

from collections.abc import Iterable

from ledger.facts import Facts, Grant
from ledger.money import total
from ledger.reports.report import Column, PerArea, Report, Row, completed, summed
from ledger.reports.site_budget import of_site, unassigned

COLUMNS = (
    Column("construction_cost"),
    Column("area", "area"),
    Column("cost_per_area", "money_per_area", PerArea("construction_cost", "area")),
    Column("national_grant"),
    Column("current"),
    Column("floors_above", "count"),
    Column("floors_below", "count"),
    Column("status", "key"),
)


def build(facts: Facts) -> Report:
    """Rows: a site each (row key: its slug), unassigned, total. Won, m², won per m².

    `current` is the version's budget by the sites of its line items; the total is the programme's. Areas are not
    summed: they are of different kinds. A site that lines or grants name but the programme does not list has its
    row too.
    """
    rows = [
        completed(
            Row(
                site.slug,
                {
                    "construction_cost": site.construction_cost,
                    "area": site.area,
                    "national_grant": granted(facts.grants, site.slug),
                    "current": of_site(facts.allocations, site.slug)[0],
                    "floors_above": site.floors_above,
                    "floors_below": site.floors_below,
                    "status": site.status,
                },
                name=site.name,
            ),
            COLUMNS,
        )
        for site in facts.sites
    ]
    rest = completed(
        Row(
            "unassigned",
            {
                "national_grant": granted(facts.grants, None),
                "current": unassigned(facts.allocations)[0],
            },
            group="unassigned",
        ),
        COLUMNS,
    )
    return Report("sites", "million", COLUMNS, (*rows, rest, summed("total", [*rows, rest], COLUMNS)))


def granted(grants: Iterable[Grant], site: str | None) -> int | None:
    """The national money secured for a site, in won."""
    return total(grant.amount for grant in grants if grant.site == site)
