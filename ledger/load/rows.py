"""Rows of the database as frozen facts: one query for each kind, filled by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from ledger import models
from ledger.figures import facts
from ledger.figures.settlement_form import SETTLEMENT_CELLS


def version_of(row: models.BudgetVersion, *, has_allocation: bool) -> facts.Version:
    """The fact of a version; `has_allocation`: whether the programme that is read has an allocation in it."""
    return facts.Version(
        id=row.pk,
        key=row.key,
        fiscal_year=row.fiscal_year,
        kind=row.kind,
        sequence=row.sequence,
        kind_is_stated=row.kind_is_stated,
        status=row.status,
        based_on=row.based_on_id,
        has_allocation=has_allocation,
    )


def program_of(row: models.Program, shown: facts.Document | None = None) -> facts.Program:
    """The fact of a programme, with the bureau and division that the edition shown names."""
    program = facts.Program(
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
    return program_in_edition(program, shown)


def program_in_edition(program: facts.Program, shown: facts.Document | None) -> facts.Program:
    """The programme with the bureau and division that an edition names, where it names any."""
    if shown is None:
        return program
    return replace(
        program, bureau=shown.bureau or program.bureau, division=shown.division or program.division
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
"""Id of an account subject -> the fact of it."""


def all_subjects() -> tuple[Subjects, facts.Successions]:
    """The account subjects of all years, and which ones continue which beside what each replaces (one query)."""
    rows = models.AccountSubject.objects.select_related("replaces").annotate(new=F("successions__new"))
    found, pairs = {}, []
    for row in rows.order_by("code", "valid_from", "new"):
        found[row.pk] = subject_of(row)
        if row.new is not None:
            pairs.append((row.pk, row.new))
    return found, tuple((found[old].identity, found[new].identity) for old, new in pairs)


def subject_or_whole(subjects: Subjects, pk: int | None) -> facts.Subject | None:
    """The subject of a row; None where the row is of the whole programme."""
    return None if pk is None else subjects[pk]


Columns = dict[str, str]
"""Field of a record -> the column of the query that fills it."""


def named(*same: str, **other: str) -> Columns:
    """The columns of a query: those that are called as their field, and those that are not (field=column)."""
    return {**{name: name for name in same}, **other}


def cells_of(rows: QuerySet[Any], columns: Columns) -> Iterator[dict[str, Any]]:
    """The cells of each row by the fields of its record."""
    for cells in rows.values_list(*columns.values()):
        yield dict(zip(columns, cells, strict=True))


LINE = {
    **{
        name: f"line_items__{name}"
        for name in ("position", "description", "basis", "amount", "unit", "is_one_off")
    },
    "id": "line_items__pk",
    "continues": "line_items__continues",
    "national": "line_items__national_subsidy",
    "site": "line_items__site__slug",
}


def allocations_of(
    program: models.Program, of_versions: Iterable[facts.Version], subjects: Subjects
) -> dict[int, list[facts.Allocation]]:
    """Version id -> the programme's allocations with their line items, by subject and position (one query)."""
    rows = models.YearlyAllocation.objects.filter(
        program=program, version__in=[version.id for version in of_versions]
    )
    return allocations_by_program(rows, subjects)[program.pk]


def allocations_by_program(
    rows: QuerySet[models.YearlyAllocation], subjects: Subjects
) -> dict[int, dict[int, list[facts.Allocation]]]:
    """Programme id -> version id -> some allocations with their line items, by subject and position (one query)."""
    rows = rows.order_by("subject__code", "subject__valid_from", "line_items__position")
    own = named("unit", "is_restated", id="pk", own_amount="amount", own_national="national_subsidy")
    heads: dict[int, tuple[int, int, dict[str, Any]]] = {}
    lines: dict[int, list[facts.Line]] = defaultdict(list)
    for program, version, subject, *cells in rows.values_list(
        "program_id", "version_id", "subject_id", *own.values(), *LINE.values()
    ):
        # First the allocation's cells, then its line item's.
        head = dict(zip(own, cells, strict=False))
        heads[head["id"]] = program, version, {**head, "subject": subjects[subject]}
        line = dict(zip(LINE, cells[len(own) :], strict=True))
        if line["id"] is not None:
            lines[head["id"]].append(facts.Line(**line))
    found: dict[int, dict[int, list[facts.Allocation]]] = defaultdict(lambda: defaultdict(list))
    for pk, (program, version, head) in heads.items():
        found[program][version].append(facts.Allocation(**head, lines=tuple(lines[pk])))
    return found


def allocation_of(row: models.YearlyAllocation) -> facts.Allocation:
    """One allocation with its line items, for a list that has prefetched them (`line_items__site`)."""
    lines = (
        facts.Line(
            id=line.pk,
            position=line.position,
            description=line.description,
            basis=line.basis,
            amount=line.amount,
            national=line.national_subsidy,
            site=line.site.slug if line.site else None,
            is_one_off=line.is_one_off,
            continues=line.continues_id,
            unit=line.unit,
        )
        for line in row.line_items.all()
    )
    return facts.Allocation(
        id=row.pk,
        subject=subject_of(row.subject),
        own_amount=row.amount,
        own_national=row.national_subsidy,
        unit=row.unit,
        lines=tuple(lines),
        is_restated=row.is_restated,
    )


def costs_of(document: int | None) -> list[facts.Cost]:
    """The costs of a document (id), in won; none without one."""
    rows = models.ProgramCost.objects.filter(document=document)
    columns = named("source", "scope", "off_budget", "amount", "unit", id="pk")
    return [facts.Cost(**cells) for cells in cells_of(rows, columns)]


def plan_of(document: int | None, subjects: Subjects) -> list[facts.PlanEntry]:
    """The cells of a document's investment plan, in won; none without a document."""
    rows = models.InvestmentPlanEntry.objects.filter(document=document)
    columns = named(
        "period", "year", "amount", "unit", subject="subject_id", national="national_subsidy", id="pk"
    )
    return [
        facts.PlanEntry(**{**cells, "subject": subjects[cells["subject"]]})
        for cells in cells_of(rows, columns)
    ]


STEP = named(
    "position", "text", "detail", "starts_on", "ends_on", "unit", "precision", own_amount="amount", id="pk"
)
SHARE = {
    "subject": "shares__subject_id",
    "amount": "shares__amount",
    "is_inferred": "shares__is_inferred",
    "id": "shares__pk",
}


def schedule_of(document: int | None, subjects: Subjects) -> list[facts.Step]:
    """The steps of the year with their shares, in the document's order (one query)."""
    rows = models.ScheduleItem.objects.filter(document=document).order_by("position", "shares__subject__code")
    steps: dict[int, dict[str, Any]] = {}
    shares: dict[int, list[facts.Share]] = defaultdict(list)
    for cells in rows.values_list(*STEP.values(), *SHARE.values()):
        # First the step's cells, then its share's.
        step = dict(zip(STEP, cells, strict=False))
        precision = step.pop("precision")
        dates = {name: date_text(step[name], precision) for name in ("starts_on", "ends_on")}
        steps[step["position"]] = step | dates
        share = dict(zip(SHARE, cells[len(STEP) :], strict=True))
        if share["id"] is not None:
            shares[step["position"]].append(facts.Share(**{**share, "subject": subjects[share["subject"]]}))
    return [facts.Step(**step, shares=tuple(shares[position])) for position, step in steps.items()]


def date_text(moment: date | None, precision: str) -> str:
    """'2021.01.' or '2021.01.04.' as exactly as the source knows it; '' for a blank."""
    if moment is None:
        return ""
    return f"{moment:%Y.%m.%d.}" if precision == models.Precision.DAY else f"{moment:%Y.%m.}"


def settlements_of(program: models.Program, year: int, subjects: Subjects) -> list[facts.Settlement]:
    """The settlement rows of a programme up to a year, in won, a blank cell None."""
    rows = models.Settlement.objects.filter(program=program, fiscal_year__lte=year)
    return [settlement for _program, settlement in settlements_in(rows, subjects)]


def settlements_in(
    rows: QuerySet[models.Settlement], subjects: Subjects
) -> Iterator[tuple[int, facts.Settlement]]:
    """The id of the programme of each settlement row, and the row (one query)."""
    columns = named(
        *("fiscal_year", "portion", "unit", "recipients_executed", "recipients_as_of", *SETTLEMENT_CELLS),
        "unspent_reason",
        program="program_id",
        subject="subject_id",
        id="pk",
    )
    for cells in cells_of(rows, columns):
        yield (
            cells["program"],
            facts.Settlement(
                **{name: cells[name] for name in ("fiscal_year", "portion", "unit", "unspent_reason", "id")},
                recipients_executed=cells["recipients_executed"],
                subject=subject_or_whole(subjects, cells["subject"]),
                cells={cell: cells[cell] for cell in SETTLEMENT_CELLS},
                recipients_as_of=date_text(cells["recipients_as_of"], models.Precision.DAY),
            ),
        )


def snapshots_of(program: models.Program, year: int, subjects: Subjects) -> list[facts.Snapshot]:
    """What was executed of the year's budget so far, the oldest day first."""
    rows = models.ExecutionSnapshot.objects.filter(program=program, fiscal_year=year).order_by(
        "as_of", "subject__code", "subject__valid_from"
    )
    columns = named("as_of", "committed", "executed", "unit", "source", subject="subject_id", id="pk")
    return [
        facts.Snapshot(**{**cells, "subject": subject_or_whole(subjects, cells["subject"])})
        for cells in cells_of(rows, columns)
    ]


def milestones_of(program: str) -> list[facts.Milestone]:
    """The milestones of a programme (slug), the earliest first, each with the slugs of its sites (one query)."""
    rows = models.Milestone.objects.filter(program__slug=program).order_by("happened_on", "pk", "sites__slug")
    columns = named(
        *("track", "happened_on", "until", "precision", "text", "is_planned", "stage"),
        id="pk",
        site="sites__slug",
    )
    found: dict[int, dict[str, Any]] = {}
    sites: dict[int, list[str]] = defaultdict(list)
    for cells in cells_of(rows, columns):
        site = cells.pop("site")
        found[cells["id"]] = cells
        if site is not None:
            sites[cells["id"]].append(site)
    return [facts.Milestone(**cells, sites=tuple(sites[pk])) for pk, cells in found.items()]


def grants_of(program: models.Program, year: int) -> list[facts.Grant]:
    """The national money secured for a programme by the end of the year, in won: an edition knows no later one."""
    rows = models.NationalGrant.objects.filter(program=program, secured_on__year__lte=year)
    columns = named(
        "kind", "amount", "unit", "ministry", "secured_on", "precision", site="site__slug", id="pk"
    )
    found = []
    for cells in cells_of(rows, columns):
        secured_on, precision = cells.pop("secured_on"), cells.pop("precision")
        day = date_text(secured_on, precision)
        found.append(facts.Grant(**cells, year=secured_on.year, secured_on=day))
    return found


def stated_of(document: int | None) -> list[facts.StatedFigure]:
    """The figures that a document prints, in the order in which they were entered; none without a document."""
    rows = models.StatedFigure.objects.filter(document=document).order_by("pk")
    columns = named(
        *("row", "column", "year", "unit", "text", "value", "rate", "line", "repair"), report="table", id="pk"
    )
    return [facts.StatedFigure(**cells) for cells in cells_of(rows, columns)]


def explanations_of(
    program: models.Program, version: facts.Version, ledger_versions: Iterable[facts.Version]
) -> list[facts.Explanation]:
    """The explanations of the programme in the version, the oldest first."""
    keys = {one.id: one.key for one in ledger_versions}
    rows = models.Explanation.objects.filter(program=program, version=version.id).order_by("created_at", "pk")
    columns = named(
        *("kind", "rule", "report", "row", "column", "year", "unit", "left", "right"),
        *("internal_note", "submission_text", "document_number", "created_at", "base"),
        author="author__username",
    )
    return [
        facts.Explanation(**{**cells, "base": keys.get(cells["base"])}) for cells in cells_of(rows, columns)
    ]


def sections_of(program: str, document: str | None) -> list[facts.Section]:
    """The texts of a programme's document, each kind in its order (one query); none without a document."""
    rows = models.DocumentSection.objects.filter(
        document__program__slug=program, document__slug=document
    ).order_by("section", "position")
    return [facts.Section(**cells) for cells in cells_of(rows, named("heading", "text", kind="section"))]


def source_lines(program: str, document: str) -> list[str]:
    """The lines of a document's source text: line n of a printed figure is element n − 1."""
    text = (
        models.Document.objects.filter(program__slug=program, slug=document)
        .values_list("source_text", flat=True)
        .first()
    )
    return (text or "").splitlines()
