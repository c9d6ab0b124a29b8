"""The only module that asks the database for figures: `load` -> Facts.

A page costs a constant number of queries, whatever the number of rows: one for each kind of record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from ledger import facts, models, versions
from ledger.facts import SETTLEMENT_CELLS, Facts
from ledger.reports.available import against_available
from sites.models import Site, SiteStatus


class NotInLedger(LookupError):
    """The ledger does not hold what was asked for.

    `what` is 'program', 'year', 'version' or 'base'; `asked` is the key that was asked for and `known` are the
    keys that would have been found.
    """

    def __init__(self, what: str, asked: object, known: Sequence[object] = ()) -> None:
        super().__init__(what, asked)
        self.what, self.asked, self.known = what, asked, known


def load(
    program: str,
    version: str | None = None,
    base: str | None = None,
    at: datetime | None = None,
    *,
    year: int | None = None,
) -> Facts:
    """The facts of a programme (slug) in a version and compared with a base (keys such as '2021-original').

    Without `version` the year's default, without `year` the latest that the programme has a budget in, without
    `base` the version's default. Raises NotInLedger for what the ledger does not hold. `at` is kept free for
    reading a past moment; until the history can answer it is refused.
    """
    if at is not None:
        raise NotImplementedError("The ledger answers as of now only.")
    row = models.Program.objects.filter(slug=program).first()
    if row is None:
        raise NotInLedger("program", program)
    held, documents, thresholds = versions_of(row)
    current = chosen(held, version, year)
    default = versions.default_base(held, current)
    is_available = base == versions.available_key(current.fiscal_year - 1)
    compared = default if base is None or is_available else versions.find(held, base)
    known_bases = [one.key for one in held]
    if base is not None and compared is None and not is_available:
        raise NotInLedger("base", base, known_bases)
    is_own = current.id in documents
    document, document_id = documents.get(current.id) or document_of_year(held, documents, current)
    subjects = {
        subject.pk: subject_of(subject)
        for subject in models.AccountSubject.objects.select_related("replaces")
    }
    beside = {one.id: one for one in beside_one_another(held, current, compared)}
    allocations = allocations_of(row, beside.values(), subjects)
    stated = tuple(stated_of(document_id))
    facts_of_version = Facts(
        program=program_of(row),
        versions=tuple(held),
        version=current,
        base=compared,
        as_of=timezone.localtime(),
        subjects=tuple(subjects.values()),
        allocations=tuple(allocations[current.id]),
        base_allocations=tuple(allocations[compared.id]) if compared else (),
        document=document,
        costs=tuple(costs_of(document_id)),
        plan=tuple(plan_of(document_id, subjects)),
        schedule=tuple(schedule_of(document_id, subjects)),
        settlements=tuple(settlements_of(row, subjects)),
        sites=tuple(sites_of(row)),
        grants=tuple(grants_of(row)),
        stated=stated if is_own else (),
        explanations=tuple(explanations_of(row, current, held)),
        base_is_default=compared == default,
        document_is_own=is_own or document is None,
        budgets={one.key: tuple(allocations[one.id]) for one in beside.values()},
        snapshots=tuple(snapshots_of(row, current.fiscal_year, subjects)),
        threshold=thresholds.get(current.id),
        document_id=document_id or 0,
        row_orders=row_orders_of(stated),
    )
    if not is_available:
        return facts_of_version
    against = against_available(facts_of_version, current.fiscal_year - 1)
    if against is None:
        raise NotInLedger("base", base, known_bases)
    return against


def beside_one_another(
    held: list[facts.Version], current: facts.Version, compared: facts.Version | None
) -> list[facts.Version]:
    """The versions that a page may set beside the current one: its base, the named bases, each year's default."""
    defaults = [versions.default_current(held, year) for year in versions.years(held)]
    named = versions.named_bases(held, current).values()
    return [one for one in (current, compared, *named, *defaults) if one is not None]


Documents = dict[int, tuple[str, int]]
"""Version id -> slug and id of the programme's document in it."""


Thresholds = dict[int, facts.Threshold]
"""Version id -> what counts in its year."""


def versions_of(program: models.Program) -> tuple[list[facts.Version], Documents, Thresholds]:
    """All versions of the ledger, the programme's documents in them, and from when on its changes are explained."""
    document = models.Document.objects.filter(program=program, version=OuterRef("pk")).order_by("-pk")
    # The programme's own threshold before the city's, the latest first.
    threshold = models.ChangeThreshold.objects.filter(
        Q(program=program) | Q(program__isnull=True), valid_from__lte=OuterRef("fiscal_year")
    ).order_by(F("program").asc(nulls_last=True), "-valid_from")
    rows = models.BudgetVersion.objects.annotate(
        holds=Exists(models.YearlyAllocation.objects.filter(program=program, version=OuterRef("pk"))),
        document_id=Subquery(document.values("pk")[:1]),
        document_slug=Subquery(document.values("slug")[:1]),
        threshold_amount=Subquery(threshold.values("amount")[:1]),
        threshold_rate=Subquery(threshold.values("rate")[:1]),
    )
    held, documents, thresholds = [], {}, {}
    for row in rows:
        held.append(version_of(row, holds=row.holds))
        if row.document_id is not None:
            documents[row.pk] = (row.document_slug, row.document_id)
        if row.threshold_amount is not None:
            thresholds[row.pk] = facts.Threshold(row.threshold_amount, row.threshold_rate)
    return held, documents, thresholds


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


def chosen(held: Iterable[facts.Version], key: str | None, year: int | None) -> facts.Version:
    """The version asked for, or the default of the year asked for, or of the latest year."""
    held = list(held)
    if key is not None:
        found = versions.find(held, key)
        if found is None or year not in (None, found.fiscal_year):
            raise NotInLedger("version", key, [one.key for one in held if year in (None, one.fiscal_year)])
        return found
    known = versions.years(held)
    if year is None and not known:
        raise NotInLedger("year", None)
    found = versions.default_current(held, known[0] if year is None else year)
    if found is None:
        raise NotInLedger("year", year, known)
    return found


def document_of_year(
    held: Iterable[facts.Version], documents: Documents, current: facts.Version
) -> tuple[str | None, int | None]:
    """The year's document where the version has none of its own: a supplementary budget often prints none."""
    of_year = [one for one in held if one.fiscal_year == current.fiscal_year and one.id in documents]
    latest = versions.best(of_year)
    return documents[latest.id] if latest else (None, None)


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


def row_orders_of(stated: Iterable[facts.Stated]) -> dict[str, tuple[str, ...]]:
    """Report -> the keys of the rows that a document prints, in its order: figures are entered as they stand there."""
    rows: dict[str, dict[str, None]] = defaultdict(dict)
    for one in stated:
        rows[one.report][one.row] = None
    return {report: tuple(keys) for report, keys in rows.items()}


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
