"""The sites of a programme: the shared rows, and what each edition says of them. One query for either."""

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from ledger import models
from ledger.figures import facts
from ledger.figures.editions import KnownSite, StatedSite
from ledger.load.rows import cells_of, named
from sites.models import Site, SiteStatus

SHARED = (
    *(
        "slug",
        "name",
        "status",
        "construction_cost",
        "unit",
        "area",
        "area_kind",
        "floors_above",
        "floors_below",
    ),
    *("floors_used", "spaces", "address", "note", "position", "is_appraised"),
)
"""The cells of a shared row that a fact of it has."""

STATED = (
    *("position", "construction_cost", "unit", "area", "area_kind", "floors_above", "floors_below"),
    *("floors_used", "spaces", "address", "status", "note", "change_reason", "is_complete"),
)
"""The cells of what an edition says of a site."""


def known_sites(program: models.Program, year: int) -> list[KnownSite]:
    """The sites that the programme lists, or its editions, lines or grants name, as the shared rows have them.

    A site counts as appraised by what had happened by the end of the year.
    """
    of_program = {"program": program, "site": OuterRef("pk")}
    position = models.ProgramSite.objects.filter(**of_program)
    stated = models.DocumentSite.objects.filter(document__program=program, site=OuterRef("pk"))
    of_line, of_grant = "allocation__version__fiscal_year", "secured_on__year"
    lines = models.BudgetLineItem.objects.filter(allocation__program=program, site=OuterRef("pk"))
    grants = models.NationalGrant.objects.filter(**of_program)
    appraised = models.Milestone.objects.filter(
        program=program,
        sites=OuterRef("pk"),
        stage=SiteStatus.APPRAISED,
        is_planned=False,
        happened_on__year__lte=year,
    )
    rows = (
        Site.objects.annotate(
            position=Subquery(position.values("position")[:1]),
            is_appraised=Exists(appraised),
            is_listed=Case(When(Exists(position), then=Value(True)), default=Value(False)),
            line_since=Subquery(lines.order_by(of_line).values(of_line)[:1]),
            grant_since=Subquery(grants.order_by(of_grant).values(of_grant)[:1]),
        )
        .filter(Q(Exists(position)) | Q(Exists(stated)) | Q(Exists(lines)) | Q(Exists(grants)))
        .order_by("slug")
    )
    found = []
    for cells in cells_of(rows, named(*SHARED, "is_listed", "line_since", "grant_since", id="pk")):
        is_listed = cells.pop("is_listed")
        since = [one for one in (cells.pop("line_since"), cells.pop("grant_since")) if one is not None]
        found.append(KnownSite(facts.Site(**cells), is_listed, min(since, default=None)))
    return found


def stated_sites(program: models.Program) -> list[StatedSite]:
    """What the editions of a programme say of its sites."""
    rows = models.DocumentSite.objects.filter(document__program=program).order_by("pk")
    columns = named(*STATED, document="document__slug", site="site__slug", id="pk")
    return [StatedSite(**cells) for cells in cells_of(rows, columns)]
