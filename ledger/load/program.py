"""A programme's facts, row by row: `load` -> Facts.

A page costs a constant number of queries, whatever the number of rows: one for each kind of record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from ledger import models
from ledger.figures import facts, versions
from ledger.figures.available import against_available
from ledger.figures.facts import Facts
from ledger.load.rows import (
    all_subjects,
    allocations_of,
    costs_of,
    explanations_of,
    grants_of,
    plan_of,
    program_of,
    schedule_of,
    settlements_of,
    sites_of,
    snapshots_of,
    stated_of,
    version_of,
)


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
    ledger_versions, documents, thresholds = read_versions(row)
    current = choose_version(ledger_versions, version, year)
    default = versions.default_base(ledger_versions, current)
    is_available = base == versions.available_key(current.fiscal_year - 1)
    compared = default if base is None or is_available else versions.find(ledger_versions, base)
    known_bases = [one.key for one in ledger_versions]
    if base is not None and compared is None and not is_available:
        raise NotInLedger("base", base, known_bases)
    is_own = current.id in documents
    document, document_id = documents.get(current.id) or document_of_year(ledger_versions, documents, current)
    subjects, successions = all_subjects()
    beside = {one.id: one for one in versions_side_by_side(ledger_versions, current, compared)}
    allocations = allocations_of(row, beside.values(), subjects)
    stated = tuple(stated_of(document_id))
    facts_of_version = Facts(
        program=program_of(row),
        versions=tuple(ledger_versions),
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
        explanations=tuple(explanations_of(row, current, ledger_versions)),
        base_is_default=compared == default,
        document_is_own=is_own or document is None,
        budgets={one.key: tuple(allocations[one.id]) for one in beside.values()},
        snapshots=tuple(snapshots_of(row, current.fiscal_year, subjects)),
        threshold=thresholds.get(current.id),
        document_id=document_id or 0,
        row_orders=row_orders_of(stated),
        successions=successions,
    )
    if not is_available:
        return facts_of_version
    against = against_available(facts_of_version, current.fiscal_year - 1)
    if against is None:
        raise NotInLedger("base", base, known_bases)
    return against


def versions_side_by_side(
    ledger_versions: list[facts.Version], current: facts.Version, compared: facts.Version | None
) -> list[facts.Version]:
    """The versions that a page may set beside the current one: its base, the named bases, each year's default."""
    defaults = [
        versions.default_current(ledger_versions, year) for year in versions.budget_years(ledger_versions)
    ]
    named = versions.named_bases(ledger_versions, current).values()
    return [one for one in (current, compared, *named, *defaults) if one is not None]


Documents = dict[int, tuple[str, int]]
"""Version id -> slug and id of the programme's document in it."""


Thresholds = dict[int, facts.Threshold]
"""Version id -> what counts in its year."""


def read_versions(program: models.Program) -> tuple[list[facts.Version], Documents, Thresholds]:
    """All versions of the ledger, the programme's documents in them, and from when on its changes are explained."""
    document = models.Document.objects.filter(program=program, version=OuterRef("pk")).order_by("-pk")
    # The programme's own threshold before the city's, the latest first.
    threshold = models.ChangeThreshold.objects.filter(
        Q(program=program) | Q(program__isnull=True), valid_from__lte=OuterRef("fiscal_year")
    ).order_by(F("program").asc(nulls_last=True), "-valid_from")
    rows = models.BudgetVersion.objects.annotate(
        has_allocation=Exists(
            models.YearlyAllocation.objects.filter(program=program, version=OuterRef("pk"))
        ),
        document_id=Subquery(document.values("pk")[:1]),
        document_slug=Subquery(document.values("slug")[:1]),
        threshold_amount=Subquery(threshold.values("amount")[:1]),
        threshold_rate=Subquery(threshold.values("rate")[:1]),
    )
    ledger_versions, documents, thresholds = [], {}, {}
    for row in rows:
        ledger_versions.append(version_of(row, has_allocation=row.has_allocation))
        if row.document_id is not None:
            documents[row.pk] = (row.document_slug, row.document_id)
        if row.threshold_amount is not None:
            thresholds[row.pk] = facts.Threshold(row.threshold_amount, row.threshold_rate)
    return ledger_versions, documents, thresholds


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


def document_of_year(
    ledger_versions: Iterable[facts.Version], documents: Documents, current: facts.Version
) -> tuple[str | None, int | None]:
    """The year's document where the version has none of its own: a supplementary budget often prints none."""
    of_year = [
        one for one in ledger_versions if one.fiscal_year == current.fiscal_year and one.id in documents
    ]
    latest = versions.best(of_year)
    return documents[latest.id] if latest else (None, None)


def row_orders_of(stated: Iterable[facts.StatedFigure]) -> dict[str, tuple[str, ...]]:
    """Report -> the keys of the rows that a document prints, in its order: figures are entered as they stand there."""
    rows: dict[str, dict[str, None]] = defaultdict(dict)
    for one in stated:
        rows[one.report][one.row] = None
    return {report: tuple(keys) for report, keys in rows.items()}
