"""Rows of the database as frozen facts: one query for each kind, filled by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from ledger import models
from ledger.figures import facts
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from sites.models import Site, SiteStatus


def version_of(row: models.BudgetVersion, *, holds: bool) -> facts.Version:
    return facts.Version(
        id=row.pk,
        key=row.key,
        fiscal_year=row.fiscal_year,
        kind=row.kind,
        sequence=row.sequence,
        kind_is_stated=row.kind_is_stated,
        status=row.status,
        based_on=row.based_on_id,
        holds=holds,
    )


def program_of(row: models.Program) -> facts.Program:
    return facts.Program(
        slug=row.slug,
        name=row.name,
        bureau=row.bureau,
        division=row.division,
        first_year=row.first_year,
        account=row.account,
        recurrence=row.recurrence,
        location=row.location,
        field=row.field,
        policy_program=row.policy_program,
        unit_program=row.unit_program,
    )


def subject_of(row: models.AccountSubject) -> facts.Subject:
    return facts.Subject(
        code=row.code,
        valid_from=row.valid_from,
        name=row.name,
        valid_until=row.valid_until,
        replaces=(row.replaces.code, row.replaces.valid_from) if row.replaces else None,
        is_pass_through=row.is_pass_through,
    )


Subjects = dict[int, facts.Subject]


def allocations_of(
    program: models.Program, of_versions: Iterable[facts.Version], subjects: Subjects
) -> dict[int, list[facts.Allocation]]:
    """Version id -> the programme's allocations with their line items, by subject and position (one query)."""
    rows: Iterable[tuple[Any, ...]] = (
        models.YearlyAllocation.objects.filter(
            program=program, version__in=[version.id for version in of_versions]
        )
        .order_by("subject__code", "subject__valid_from", "line_items__position")
        .values_list(
            "pk",
            "version_id",
            "subject_id",
            "amount",
            "national_subsidy",
            "unit",
            "line_items__pk",
            "line_items__position",
            "line_items__description",
            "line_items__basis",
            "line_items__amount",
            "line_items__national_subsidy",
            "line_items__site__slug",
            "line_items__is_one_off",
        )
    )
    heads: dict[int, tuple[Any, ...]] = {}
    lines: dict[int, list[facts.Line]] = defaultdict(list)
    for pk, *cells in rows:
        heads[pk] = tuple(cells[:5])
        if cells[5] is not None:
            lines[pk].append(facts.Line(*cells[5:]))
    found: dict[int, list[facts.Allocation]] = defaultdict(list)
    for pk, (version, subject, amount, national, unit) in heads.items():
        found[version].append(
            facts.Allocation(pk, subjects[subject], amount, national, unit, tuple(lines[pk]))
        )
    return found


def allocation_of(row: models.YearlyAllocation) -> facts.Allocation:
    """One allocation with its line items, for a list that has prefetched them (`line_items__site`)."""
    lines = (
        facts.Line(
            line.pk,
            line.position,
            line.description,
            line.basis,
            line.amount,
            line.national_subsidy,
            line.site.slug if line.site else None,
            line.is_one_off,
        )
        for line in row.line_items.all()
    )
    return facts.Allocation(
        row.pk, subject_of(row.subject), row.amount, row.national_subsidy, row.unit, tuple(lines)
    )


def costs_of(document: int | None) -> list[facts.Cost]:
    rows = models.ProgramCost.objects.filter(document=document).values_list(
        "source", "scope", "off_budget", "amount", "unit", "pk"
    )
    return [facts.Cost(*row) for row in rows]


def plan_of(document: int | None, subjects: Subjects) -> list[facts.PlanEntry]:
    rows: Iterable[tuple[Any, ...]] = models.InvestmentPlanEntry.objects.filter(
        document=document
    ).values_list("subject_id", "period", "year", "amount", "national_subsidy", "unit", "pk")
    return [facts.PlanEntry(subjects[subject], *cells) for subject, *cells in rows]


def schedule_of(document: int | None, subjects: Subjects) -> list[facts.Step]:
    """The steps of the year with their shares, in the document's order (one query)."""
    rows: Iterable[tuple[Any, ...]] = (
        models.ScheduleItem.objects.filter(document=document)
        .order_by("position", "shares__subject__code")
        .values_list(
            "position",
            "text",
            "detail",
            "starts_on",
            "ends_on",
            "precision",
            "amount",
            "unit",
            "pk",
            "shares__subject_id",
            "shares__amount",
            "shares__is_inferred",
            "shares__pk",
        )
    )
    heads: dict[int, tuple[Any, ...]] = {}
    shares: dict[int, list[facts.Share]] = defaultdict(list)
    ids: dict[int, int] = {}
    for *cells, pk, subject, amount, is_inferred, share in rows:
        position, text, detail, starts_on, ends_on, precision, own_amount, unit = cells
        ids[position] = pk
        heads[position] = (
            position,
            text,
            detail,
            date_text(starts_on, precision),
            date_text(ends_on, precision),
            own_amount,
            unit,
        )
        if subject is not None:
            shares[position].append(facts.Share(subjects[subject], amount, is_inferred, share))
    steps = [(*cells, tuple(shares[position]), ids[position]) for position, cells in heads.items()]
    return [facts.Step(*step) for step in steps]


def date_text(moment: date | None, precision: str) -> str:
    """'2021.01.' or '2021.01.04.' as exactly as the source knows it; '' for a blank."""
    if moment is None:
        return ""
    return f"{moment:%Y.%m.%d.}" if precision == models.Precision.DAY else f"{moment:%Y.%m.}"


def settlements_of(program: models.Program, subjects: Subjects) -> list[facts.Settled]:
    rows = models.Settlement.objects.filter(program=program).values_list(
        "fiscal_year",
        "subject_id",
        "portion",
        "unit",
        "recipients_executed",
        "recipients_as_of",
        "pk",
        *SETTLEMENT_CELLS,
    )
    return [
        facts.Settled(
            fiscal_year=year,
            subject=None if subject is None else subjects[subject],
            portion=portion,
            cells=dict(zip(SETTLEMENT_CELLS, cells, strict=True)),
            unit=unit,
            recipients_executed=recipients_executed,
            recipients_as_of=date_text(recipients_as_of, models.Precision.DAY),
            id=pk,
        )
        for year, subject, portion, unit, recipients_executed, recipients_as_of, pk, *cells in rows
    ]


def snapshots_of(program: models.Program, year: int, subjects: Subjects) -> list[facts.Snapshot]:
    """What was executed of the year's budget so far, the oldest day first."""
    rows: Iterable[tuple[Any, ...]] = (
        models.ExecutionSnapshot.objects.filter(program=program, fiscal_year=year)
        .order_by("as_of", "subject__code", "subject__valid_from")
        .values_list("subject_id", "as_of", "committed", "executed", "unit", "source", "pk")
    )
    return [
        facts.Snapshot(None if subject is None else subjects[subject], *cells) for subject, *cells in rows
    ]


def sites_of(program: models.Program) -> list[facts.Site]:
    """The programme's sites in its order, then those that only its lines or grants name."""
    position = models.ProgramSite.objects.filter(program=program, site=OuterRef("pk"))
    named = (
        Exists(models.BudgetLineItem.objects.filter(allocation__program=program, site=OuterRef("pk"))),
        Exists(models.NationalGrant.objects.filter(program=program, site=OuterRef("pk"))),
    )
    appraised = models.Milestone.objects.filter(
        program=program, sites=OuterRef("pk"), stage=SiteStatus.APPRAISED, is_planned=False
    )
    rows = (
        Site.objects.filter(Exists(position) | named[0] | named[1])
        .annotate(
            position=Subquery(position.values("position")[:1]),
            is_appraised=Exists(appraised),
            is_listed=Case(When(Exists(position), then=Value(0)), default=Value(1)),
        )
        .order_by("is_listed", "position", "slug")
        .values_list(
            "slug",
            "name",
            "status",
            "construction_cost",
            "unit",
            "area",
            "area_kind",
            "floors_above",
            "floors_below",
            "note",
            "pk",
            "is_appraised",
        )
    )
    return [facts.Site(*row) for row in rows]


def milestones_of(program: str) -> list[facts.Milestone]:
    """The milestones of a programme (slug), the earliest first, each with the slugs of its sites (one query)."""
    rows: Iterable[tuple[Any, ...]] = (
        models.Milestone.objects.filter(program__slug=program)
        .order_by("happened_on", "pk", "sites__slug")
        .values_list(
            "pk",
            "track",
            "happened_on",
            "until",
            "precision",
            "text",
            "is_planned",
            "stage",
            "sites__slug",
        )
    )
    heads: dict[int, tuple[Any, ...]] = {}
    sites: dict[int, list[str]] = defaultdict(list)
    for pk, *cells, site in rows:
        heads[pk] = tuple(cells)
        if site is not None:
            sites[pk].append(site)
    return [replace(facts.Milestone(*cells), sites=tuple(sites[pk]), id=pk) for pk, cells in heads.items()]


def grants_of(program: models.Program) -> list[facts.Grant]:
    rows: Iterable[tuple[Any, ...]] = models.NationalGrant.objects.filter(program=program).values_list(
        "site__slug", "kind", "amount", "unit", "pk", "ministry", "secured_on", "precision"
    )
    return [
        facts.Grant(site, kind, amount, unit, secured_on.year, pk, ministry, date_text(secured_on, precision))
        for site, kind, amount, unit, pk, ministry, secured_on, precision in rows
    ]


def stated_of(document: int | None) -> list[facts.Stated]:
    rows = (
        models.StatedFigure.objects.filter(document=document)
        .order_by("pk")
        .values_list(
            "table", "row", "column", "year", "unit", "text", "value", "rate", "line", "repair", "pk"
        )
    )
    return [facts.Stated(*row) for row in rows]


def explanations_of(
    program: models.Program, version: facts.Version, held: Iterable[facts.Version]
) -> list[facts.Explained]:
    """The explanations of the programme in the version, the oldest first."""
    keys = {one.id: one.key for one in held}
    rows: Iterable[tuple[Any, ...]] = (
        models.Explanation.objects.filter(program=program, version=version.id)
        .order_by("created_at", "pk")
        .values_list(
            "kind",
            "rule",
            "report",
            "row",
            "column",
            "year",
            "unit",
            "left",
            "right",
            "internal_note",
            "submission_text",
            "document_number",
            "author__username",
            "created_at",
            "base",
        )
    )
    return [replace(facts.Explained(*cells), base=keys.get(base)) for *cells, base in rows]


def sections_of(program: str, document: str | None) -> list[facts.Section]:
    """The texts of a programme's document, each kind in its order (one query); none without a document."""
    rows = (
        models.DocumentSection.objects.filter(document__program__slug=program, document__slug=document)
        .order_by("section", "position")
        .values_list("section", "heading", "text")
    )
    return [facts.Section(*row) for row in rows]


def source_lines(program: str, document: str) -> list[str]:
    """The lines of a document's source text: line n of a printed figure is element n − 1."""
    text = (
        models.Document.objects.filter(program__slug=program, slug=document)
        .values_list("source_text", flat=True)
        .first()
    )
    return (text or "").splitlines()
