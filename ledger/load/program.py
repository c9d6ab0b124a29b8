"""A programme's facts, row by row: `load` -> Facts.

A page costs a constant number of queries, whatever the number of rows: one for each kind of record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery

from ledger import models
from ledger.figures import facts, versions
from ledger.figures.available import against_available
from ledger.figures.carried import in_force, still_there
from ledger.figures.editions import seen_from, sites_of_edition
from ledger.figures.facts import Facts
from ledger.load.funding import Shares, ratios_of, shares_of, sources_of_money, with_shares
from ledger.load.moment import as_of, moment_read
from ledger.load.movements import carry_overs_of, movements_of
from ledger.load.rows import (
    Subjects,
    all_subjects,
    allocations_of,
    cells_of,
    costs_of,
    explanations_of,
    grants_of,
    named,
    plan_of,
    program_of,
    schedule_of,
    settlements_of,
    snapshots_of,
    stated_of,
    version_of,
)
from ledger.load.sites import known_sites, stated_sites


class NotInLedger(LookupError):
    """The ledger does not hold what was asked for.

    `what` is 'program', 'year', 'version', 'base' or 'document'; `asked` is the key that was asked for and `known` are
    the keys that would have been found.
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
    document: str | None = None,
) -> Facts:
    """The facts of a programme (slug) in a version and compared with a base (keys such as '2021-original').

    Without `version` the year's default, without `year` the latest that the programme has a budget in, without
    `base` the one that the version's document compares with. With `document` (a slug) the version of that edition,
    and what it prints. Raises NotInLedger for what the ledger does not hold. With `at` as the ledger was at that
    moment.
    """
    with as_of(at):
        return read_facts(program, version, base, year, document)


def read_facts(
    program: str, version: str | None, base: str | None, year: int | None, document: str | None
) -> Facts:
    """The facts of a programme, as `load` chooses them, as the ledger reads."""
    row = models.Program.objects.filter(slug=program).first()
    if row is None:
        raise NotInLedger("program", program)
    ledger_versions, thresholds = read_versions(row)
    documents = documents_of(row, ledger_versions)
    if document is not None:
        version = document_named(documents, document).version
    current = choose_version(ledger_versions, version, year)
    shown = shown_document(documents, ledger_versions, current, document)
    is_own = shown is not None and shown.version == current.key
    prior_basis = shown.prior_basis if shown is not None and is_own else "original"
    default = versions.default_base(ledger_versions, current, prior_basis)
    available = versions.available_key(current.fiscal_year - 1)
    is_declared = prior_basis == versions.AVAILABLE and current.kind not in versions.CHANGES_ANOTHER
    is_available = base == available or (base is None and is_declared)
    compared = default if base is None or is_available else versions.find(ledger_versions, base)
    known_bases = [one.key for one in ledger_versions]
    if base is not None and compared is None and not is_available:
        raise NotInLedger("base", base, known_bases)
    document_id = shown.id if shown is not None else None
    subjects, successions = all_subjects()
    beside = {one.id: one for one in versions_side_by_side(ledger_versions, current, compared)}
    shares = shares_of(row)
    allocations = allocations_in_force(row, list(beside.values()), ledger_versions, subjects, shares)
    stated = tuple(stated_of(document_id))
    settlements = [
        replace(one, shares=shares.settlements.get(one.id, ()))
        for one in settlements_of(row, current.fiscal_year, subjects)
    ]
    editions = seen_from(documents, ledger_versions, current, shown)
    known, said = known_sites(row, current.fiscal_year), stated_sites(row)
    facts_of_version = Facts(
        program=program_of(row, shown),
        versions=tuple(ledger_versions),
        version=current,
        base=compared,
        as_of=moment_read(),
        subjects=tuple(subjects.values()),
        allocations=allocations[current.id],
        base_allocations=base_of(allocations, current, compared),
        document=shown.slug if shown is not None else None,
        costs=tuple(costs_of(document_id)),
        plan=tuple(
            replace(one, shares=shares.plan.get(one.id, ())) for one in plan_of(document_id, subjects)
        ),
        schedule=tuple(schedule_of(document_id, subjects)),
        settlements=tuple(one for one in settlements if one.fiscal_year < current.fiscal_year),
        settlements_of_year=tuple(one for one in settlements if one.fiscal_year == current.fiscal_year),
        sites=sites_of_edition(known, said, editions),
        sites_before=sites_of_edition(known, said, editions.earlier) if editions.earlier else None,
        grants=tuple(grants_of(row, current.fiscal_year)),
        stated=stated if is_own else (),
        explanations=tuple(explanations_of(row, current, ledger_versions)),
        base_is_default=compared == default,
        document_is_own=is_own or shown is None,
        budgets={one.key: allocations[one.id] for one in beside.values()},
        snapshots=tuple(snapshots_of(row, current.fiscal_year, subjects)),
        movements=tuple(movements_of(row, subjects)),
        carry_overs=tuple(
            replace(one, shares=shares.carry_overs.get(one.id, ())) for one in carry_overs_of(row, subjects)
        ),
        threshold=thresholds.get(current.id),
        document_id=document_id or 0,
        documents=tuple(documents),
        sources=tuple(sources_of_money()),
        ratios=tuple(ratios_of(row, current.fiscal_year)),
        prior_basis=prior_basis,
        row_orders=row_orders_of(stated),
        successions=successions,
    )
    if not is_available:
        return facts_of_version
    against = against_available(facts_of_version, current.fiscal_year - 1)
    if against is None and base is not None:
        raise NotInLedger("base", base, known_bases)
    return replace(against or facts_of_version, base_is_default=is_declared)


def base_of(
    allocations: Mapping[int, tuple[facts.Allocation, ...]],
    current: facts.Version,
    compared: facts.Version | None,
) -> tuple[facts.Allocation, ...]:
    """What a version is compared with: what ended in its base is nothing, but beside itself a version is the same."""
    if compared is None:
        return ()
    of_base = allocations[compared.id]
    return of_base if compared.id == current.id else still_there(of_base)


def versions_side_by_side(
    ledger_versions: list[facts.Version], current: facts.Version, compared: facts.Version | None
) -> list[facts.Version]:
    """The versions that a page may set beside the current one.

    Its base, the named bases, each year's default, and what 성립전·간주 is told from and tied to.
    """
    defaults = [
        versions.default_current(ledger_versions, year) for year in versions.budget_years(ledger_versions)
    ]
    named = versions.named_bases(ledger_versions, current).values()
    voted = versions.without_deemed(ledger_versions, current)
    deemed = [one for pair in versions.deemed_beside(ledger_versions, current) for one in pair]
    return [one for one in (current, compared, *named, *defaults, voted, *deemed) if one is not None]


def allocations_in_force(
    program: models.Program,
    of_versions: list[facts.Version],
    ledger_versions: list[facts.Version],
    subjects: Subjects,
    shares: Shares,
) -> dict[int, tuple[facts.Allocation, ...]]:
    """Version id -> the programme's allocations in it, with what it carries from the versions that it changes."""
    read = {one.id: one for version in of_versions for one in versions.chain(ledger_versions, version)}
    rows = allocations_of(program, read.values(), subjects)
    held = {version: with_shares(allocations, shares) for version, allocations in rows.items()}
    return {version.id: in_force(held, ledger_versions, version) for version in of_versions}


Thresholds = dict[int, facts.Threshold]
"""Version id -> what counts in its year."""


def read_versions(program: models.Program) -> tuple[list[facts.Version], Thresholds]:
    """All versions of the ledger, and from when on the programme's changes are explained in them."""
    # The programme's own threshold before the city's, the latest first.
    threshold = models.ChangeThreshold.objects.filter(
        Q(program=program) | Q(program__isnull=True), valid_from__lte=OuterRef("fiscal_year")
    ).order_by(F("program").asc(nulls_last=True), "-valid_from")
    rows = models.BudgetVersion.objects.annotate(
        has_allocation=Exists(
            models.YearlyAllocation.objects.filter(program=program, version=OuterRef("pk"))
        ),
        threshold_amount=Subquery(threshold.values("amount")[:1]),
        threshold_rate=Subquery(threshold.values("rate")[:1]),
    )
    ledger_versions, thresholds = [], {}
    for row in rows:
        ledger_versions.append(version_of(row, has_allocation=row.has_allocation))
        if row.threshold_amount is not None:
            thresholds[row.pk] = facts.Threshold(row.threshold_amount, row.threshold_rate)
    return ledger_versions, thresholds


def documents_of(program: models.Program, ledger_versions: Iterable[facts.Version]) -> list[facts.Document]:
    """The editions of a programme, the one that was entered last first (one query)."""
    keys = {one.id: one.key for one in ledger_versions}
    rows = models.Document.objects.filter(program=program).order_by("-pk")
    columns = named(*("slug", "title", "prior_basis", "bureau", "division"), id="pk", version="version_id")
    return [
        facts.Document(**{**cells, "version": keys[cells["version"]]}) for cells in cells_of(rows, columns)
    ]


def versions_held(program: models.Program) -> list[facts.Version]:
    """The versions in which the programme has something, the one with the last word first (two queries).

    That may be a 성립전·간주, which stands below the budget that it changes by its kind.
    """
    known, _thresholds = read_versions(program)
    held = versions.held(known, documents_of(program, known))
    last = versions.default_current(held, max(one.fiscal_year for one in held)) if held else None
    return sorted(
        held,
        key=lambda one: (
            one == last,
            one.fiscal_year,
            versions.ORDER.index(one.kind),
            one.sequence,
        ),
        reverse=True,
    )


def document_named(documents: Iterable[facts.Document], slug: str) -> facts.Document:
    """The edition of that slug. Raises NotInLedger."""
    documents = list(documents)
    found = next((one for one in documents if one.slug == slug), None)
    if found is None:
        raise NotInLedger("document", slug, [one.slug for one in documents])
    return found


def choose_version(
    ledger_versions: Iterable[facts.Version], key: str | None, year: int | None
) -> facts.Version:
    """The version asked for, or the default of the year asked for, or of the latest year."""
    ledger_versions = list(ledger_versions)
    if key is not None:
        found = versions.find(ledger_versions, key)
        if found is None or year not in (None, found.fiscal_year):
            raise NotInLedger(
                "version", key, [one.key for one in ledger_versions if year in (None, one.fiscal_year)]
            )
        return found
    known = versions.budget_years(ledger_versions)
    if year is None and not known:
        raise NotInLedger("year", None)
    found = versions.default_current(ledger_versions, known[0] if year is None else year)
    if found is None:
        raise NotInLedger("year", year, known)
    return found


def shown_document(
    documents: list[facts.Document],
    ledger_versions: Iterable[facts.Version],
    current: facts.Version,
    asked: str | None,
) -> facts.Document | None:
    """The edition of a version: the one asked for, else its latest.

    Else the latest of the year's: a supplementary budget often prints none.
    """
    of_version: dict[str, facts.Document] = {}
    for one in documents:
        if asked in (None, one.slug) or one.version != current.key:
            of_version.setdefault(one.version, one)
    if current.key in of_version:
        return of_version[current.key]
    of_year = [
        one for one in ledger_versions if one.fiscal_year == current.fiscal_year and one.key in of_version
    ]
    latest = versions.best(of_year)
    return of_version[latest.key] if latest else None


def row_orders_of(stated: Iterable[facts.StatedFigure]) -> dict[str, tuple[str, ...]]:
    """Report -> the keys of the rows that a document prints, in its order: figures are entered as they stand there."""
    rows: dict[str, dict[str, None]] = defaultdict(dict)
    for one in stated:
        rows[one.report][one.row] = None
    return {report: tuple(keys) for report, keys in rows.items()}
