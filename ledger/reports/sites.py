"""대상지 현황: what each site costs, how large it is, which grants it has and what the budget gives it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ledger.facts import Facts, Grant, Site
from ledger.money import total
from ledger.reports.report import Column, PerArea, Report, Row, completed, summed
from ledger.reports.site_budget import of_site, unassigned

COLUMNS = (
    Column("construction_cost"),
    Column("area", "area"),
    Column("cost_per_area", "money_per_area", PerArea("construction_cost", "area")),
    Column("national_grant"),
    Column("current", side="alone"),
    Column("floors_above", "count"),
    Column("floors_below", "count"),
    Column("status", "key"),
)

AREA_KINDS = ("plot", "floor", "used")
"""The kinds of area within which costs per m² can be compared. What is of unknown kind compares with nothing."""


def build(facts: Facts, area_kind: str | None = None) -> Report:
    """Rows: a site each (row key: its slug), unassigned, total. Won, m², won per m².

    `current` is the version's budget by the sites of its line items; the total is the programme's. Areas are not
    summed: they are of different kinds. A site that lines or grants name but the programme does not list has its
    row too. Costs per m² are compared within one kind of area, `area_kind` or the default one: where a site's is
    another a remark stands in their place.
    """
    compared = area_kind or default_area_kind(facts.sites)
    columns = tuple(
        replace(column, name=compared) if column.key == "cost_per_area" else column for column in COLUMNS
    )
    rows = [with_remarks(site_row(facts, site), site, compared) for site in facts.sites]
    rest = completed(
        Row(
            "unassigned",
            {
                "national_grant": granted(facts.grants, None),
                "current": unassigned(facts.allocations)[0],
            },
            group="unassigned",
        ),
        columns,
    )
    return Report("sites", "million", columns, (*rows, rest, summed("total", [*rows, rest], columns)))


def site_row(facts: Facts, site: Site) -> Row:
    return completed(
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


def with_remarks(row: Row, site: Site, compared: str | None) -> Row:
    """The row with what must be said of it: the kind of its area, whether its investment was appraised (투자심사)."""
    notes = {"status": "appraised" if site.is_appraised else "not_appraised"}
    if site.area is not None:
        notes["area"] = f"area_{site.area_kind}"
    if row.figures["cost_per_area"] is not None and site.area_kind != compared:
        notes["cost_per_area"] = "area_kinds_differ"
    return replace(row, notes=notes)


def default_area_kind(sites: Iterable[Site]) -> str | None:
    """The known kind of area that most sites with a cost and an area have; None where none has one."""
    kinds = Counter(
        site.area_kind
        for site in sites
        if site.area_kind in AREA_KINDS and site.area and site.construction_cost is not None
    )
    return max(AREA_KINDS, key=lambda kind: kinds[kind]) if kinds else None


def granted(grants: Iterable[Grant], site: str | None) -> int | None:
    """The national money secured for a site, in won."""
    return total(grant.amount for grant in grants if grant.site == site)
