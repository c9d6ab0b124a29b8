"""대상지 현황: what each site costs, how large it is, which grants it has and what the budget gives it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.figures.facts import Facts, Grant, Site
from ledger.figures.money import total
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote, Question
from ledger.reporting.report import Column, PerArea, Report, Row, amount, complete_row, sum_rows
from ledger.reporting.site_budget import budget_of_site, budget_without_site
from ledger.reports import overview

COLUMNS = (
    Column("construction_cost", heading=_("Construction cost")),
    Column("area", "area", heading=_("area (m²)")),
    Column(
        "cost_per_area",
        "money_per_area",
        PerArea("construction_cost", "area"),
        heading=_("Cost per m² (thousand won)"),
    ),
    Column("national_grant", heading=_("National grants secured")),
    Column("current", side="alone"),
    Column("floors_above", "count", heading=_("floors above ground")),
    Column("floors_below", "count", heading=_("floors below ground")),
    Column("status", "key", heading=_("Stage")),
)

AREA_KINDS = ("plot", "floor", "used")
"""The kinds of area within which costs per m² can be compared. What is of unknown kind compares with nothing."""


NO_SITE_GIVEN = _("No site given")
"""What heads a row of what names no site."""

NOT_LISTED = "not_listed"
"""The remark on the cost of a site that is none of the programme's: a line or a grant names it."""

WITHDRAWN = "withdrawn"
"""The stage of a site that the programme has given up."""


@dataclass(frozen=True)
class SiteCounts:
    """How many sites the programme has, and how many more it has given up."""

    kept: int
    withdrawn: int


def sites_in_order(sites: Iterable[Site]) -> tuple[Site, ...]:
    """The sites as tables list them: those that were withdrawn stand behind the others."""
    return tuple(sorted(sites, key=lambda site: site.status == WITHDRAWN))


def count_sites(rows: Iterable[Row]) -> SiteCounts:
    """The sites among the rows of 대상지 현황 by their stage."""
    own = (row for row in rows if not row.says("construction_cost", NOT_LISTED))
    stages = [row.figures["status"] for row in own if row.figures["status"] is not None]
    withdrawn = stages.count(WITHDRAWN)
    return SiteCounts(len(stages) - withdrawn, withdrawn)


def cost_of_withdrawn(report: Report) -> int | None:
    """What of the construction costs is of sites that were withdrawn, in won; None where none has a cost."""
    return total(
        amount(row.figures, "construction_cost") for row in report.rows if row.figures["status"] == WITHDRAWN
    )


@built_once
def build(facts: Facts, area_kind: str | None = None) -> Report:
    """Rows: a site each (row key: its slug), unassigned, total. Won, m², won per m².

    `current` is the version's budget by the sites of its line items; the total is the programme's. Areas are not
    summed: they are of different kinds. A site that lines or grants name but the programme does not list has its
    row too, without costs and uncounted. Withdrawn sites come last and are in the sums: what stands in the table
    leaves none of them. The sum of construction costs has a remark where it is not the programme's 총사업비. Costs
    per m² are compared within one kind of area, `area_kind` or the default one: where a site's is another a remark
    stands in their place.
    """
    compared = area_kind or default_area_kind(facts.sites)
    columns = tuple(of_kind(column, compared) for column in COLUMNS)
    rows = [with_remarks(site_row(facts, site), site, compared) for site in sites_in_order(facts.sites)]
    rest = complete_row(
        Row(
            "unassigned",
            {
                "national_grant": granted(facts.grants, None),
                "current": budget_without_site(facts.allocations)[0],
            },
            group="unassigned",
            label=NO_SITE_GIVEN,
        ),
        columns,
    )
    whole = with_scope(with_count(sum_rows("total", [*rows, rest], columns), rows), facts)
    return REPORT.of(columns, (*rows, rest, whole))


def of_kind(column: Column, compared: str | None) -> Column:
    """The column of costs per m² as that of one kind of area; any other as it is."""
    if column.key != "cost_per_area" or compared is None:
        return column
    return replace(column, area_kind=compared, heading=_("Cost per m² of %(kind)s (thousand won)"))


def with_count(row: Row, rows: Iterable[Row]) -> Row:
    """The total with how many sites it has and how many were withdrawn: 'sites:8+2'."""
    found = count_sites(rows)
    if not found.kept and not found.withdrawn:
        return row
    return replace(row, notes={**row.notes, "status": f"sites:{found.kept}+{found.withdrawn}"})


def with_scope(row: Row, facts: Facts) -> Row:
    """The total with a remark where the construction costs are not the total cost that the document prints.

    Each site's cost is what the document says of that building, of whatever years, sources and programmes; 총사업비 is
    this programme's.
    """
    cost, whole = row.figures["construction_cost"], overview.build(facts).row("total-cost").figures["total"]
    if cost is None or whole is None or cost == whole:
        return row
    return replace(row, notes={**row.notes, "construction_cost": "other_scope"})


def site_row(facts: Facts, site: Site) -> Row:
    """The row of a site: won, m²."""
    return complete_row(
        Row(
            site.slug,
            {
                "construction_cost": site.construction_cost,
                "area": site.area,
                "national_grant": granted(facts.grants, site.slug),
                "current": budget_of_site(facts.allocations, site.slug)[0],
                "floors_above": site.floors_above,
                "floors_below": site.floors_below,
                "status": site.status,
            },
            name=site.name,
            group=group_of(site),
        ),
        COLUMNS,
    )


def group_of(site: Site) -> str:
    """What a site is sorted among: the withdrawn ones among themselves."""
    return WITHDRAWN if site.status == WITHDRAWN else ""


def with_remarks(row: Row, site: Site, compared: str | None) -> Row:
    """The row with what must be said of it: the kind of its area, whether its investment was appraised (투자심사)."""
    notes = {**row.notes, "status": "appraised" if site.is_appraised else "not_appraised"}
    if not site.is_listed:
        notes["construction_cost"] = NOT_LISTED
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


REPORT = Declared(
    name="sites",
    title=_("Site overview"),
    row_heading=_("site"),
    unit="million",
    build=build,
    related=("site-budgets", "site-editions"),
    rows_are=_("sites"),
    questions=(Question("area_kind", AREA_KINDS),),
    footnotes=(
        *FILLED,
        "sites",
        Footnote(_("Areas are of different kinds and are not summed; costs are known to the printed unit.")),
        Footnote(
            _(
                "Costs per m² are compared within one kind of area; a site whose kind is another has none here."
            )
        ),
    ),
    is_printed=True,
)
