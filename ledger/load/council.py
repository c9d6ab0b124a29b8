"""What the council's workbook is made from: `read_source` -> CouncilSource.

Beside the facts the texts of the document, the moment of the last change of what is in the file, and, for the internal
edition, the changes themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Field, Max, Model, Q, Value, Window
from django.db.models.functions import Lag
from django.utils import timezone, translation

from ledger import models
from ledger.figures.facts import Facts, Section
from ledger.figures.versions import AVAILABLE, chain
from ledger.load.program import load
from ledger.load.rows import sections_of
from sites.models import Site

MOST_CHANGES = 500
"""How many of the newest changes the internal edition lists; the others are counted."""


Values = Mapping[str, Any]
"""Field of a row -> its value; of a link to another row the id."""


@dataclass(frozen=True)
class RowChange:
    """An entry of the history of a row that is in the workbook. `how` is '+', '~' or '-'; `who` '' for nobody.

    `kind` is the label of its model, such as 'ledger.Program': the words are the language's. `values` are those of the
    row then, `before` those that it had before; None where it had none.
    """

    at: datetime
    who: str
    kind: str
    how: str
    why: str
    values: Values
    before: Values | None = None


@dataclass(frozen=True)
class CouncilSource:
    """All that the workbook says. `last_change` None: the history knows of none. `changes` the newest first.

    `names` has the words of the rows that changed rows point to, by the label of their model and their id.
    """

    facts: Facts
    sections: tuple[Section, ...] = ()
    last_change: datetime | None = None
    changes: tuple[RowChange, ...] = ()
    change_count: int = 0
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)


def read_source(
    program: str,
    version: str | None = None,
    base: str | None = None,
    *,
    year: int | None = None,
    with_changes: bool = False,
) -> CouncilSource:
    """The source of a programme's workbook. Raises NotInLedger as `ledger.load.load` does."""
    facts = load(program, version, base, year=year)
    entries = list(histories(facts))
    changes = newest_changes(entries) if with_changes else []
    return CouncilSource(
        facts,
        tuple(sections_of(program, facts.document)),
        workbook_changed_at(facts, [rows for _model, rows in entries]),
        tuple(changes),
        sum(rows.count() for _model, rows in entries) if with_changes else 0,
        names_of(changes),
    )


def workbook_changed_at(facts: Facts, histories: Iterable[Any]) -> datetime | None:
    """The moment of the newest entry of all, or of the newest explanation, in local time (one query)."""
    moments = [newest_moment(histories), *(one.created_at for one in facts.explanations)]
    last = max((moment for moment in moments if moment is not None), default=None)
    return timezone.localtime(last) if last else None


def newest_moment(histories: Iterable[Any]) -> datetime | None:
    """The moment of the newest entry of some histories; None where they are empty (one query)."""
    first, *others = (
        rows.order_by().values(part=Value(1)).annotate(last=Max("history_date")) for rows in histories
    )
    moments = [row["last"] for row in first.union(*others, all=True) if row["last"] is not None]
    return max(moments, default=None)


def histories(facts: Facts) -> Iterator[tuple[type[Model], Any]]:
    """The history of each kind of row that is in the workbook, of rows that were removed too."""
    program = models.Program.objects.filter(slug=facts.program.slug).values("pk")
    versions = versions_in(facts)
    allocations = models.YearlyAllocation.objects.filter(program__in=program, version__in=versions).values(
        "pk"
    )
    steps = [step.id for step in facts.schedule]
    document = Q(document_id=facts.document_id)
    until_year = Q(valid_from__lte=facts.year)
    chosen: list[tuple[Any, Q]] = [
        (models.Program, Q(id__in=program)),
        (models.ProgramSite, Q(program_id__in=program)),
        (Site, Q(id__in=[site.id for site in facts.sites])),
        (models.NationalGrant, Q(program_id__in=program)),
        (models.DocumentSite, document),
        (models.Settlement, Q(program_id__in=program, fiscal_year__lt=facts.year)),
        (models.BudgetVersion, Q(id__in=versions)),
        (models.AccountSubject, Q(code__in=codes_in(facts))),
        (models.YearlyAllocation, Q(program_id__in=program, version_id__in=versions)),
        (models.BudgetLineItem, Q(allocation_id__in=allocations)),
        (models.ChangeThreshold, (Q(program_id__in=program) | Q(program_id__isnull=True)) & until_year),
        (models.Milestone, Q(program_id__in=program)),
        (models.Document, Q(id=facts.document_id)),
        (models.DocumentSection, document),
        (models.ProgramCost, document),
        (models.InvestmentPlanEntry, document),
        (models.ScheduleItem, document),
        (models.ScheduleShare, Q(item_id__in=steps)),
        (models.StatedFigure, document),
    ]
    for model, condition in chosen:
        yield model, model.history.filter(condition)


def versions_in(facts: Facts) -> list[int]:
    """The ids of the budget versions whose allocations stand in the workbook.

    Those of the version and of its base, and of what either carries; behind 예산현액, which is no version, stand those
    of the year before.
    """
    found = chain(facts.versions, facts.version)
    if facts.base is not None and facts.base.kind == AVAILABLE:
        found += [one for one in facts.versions if one.fiscal_year == facts.base.fiscal_year]
    elif facts.base is not None:
        found += chain(facts.versions, facts.base)
    return list(dict.fromkeys(one.id for one in found))


def codes_in(facts: Facts) -> set[str]:
    """The codes of the account subjects that the workbook names."""
    named = [one.subject for one in (*facts.allocations, *facts.base_allocations)]
    named += [one.subject for one in facts.plan]
    named += [share.subject for step in facts.schedule for share in step.shares]
    named += [one.subject for one in facts.settlements if one.subject is not None]
    return {one.code for one in named}


def fields_of(model: type[Model]) -> list[Field]:
    """The fields of a model that people change: all columns but the id and the revision."""
    return [one for one in model._meta.concrete_fields if not one.primary_key and one.name != "revision"]


def newest_changes(entries: Iterable[tuple[type[Model], Any]]) -> list[RowChange]:
    """The newest changes of all kinds of rows, at most MOST_CHANGES; a query for each kind."""
    found = [
        change_of(entry, model)
        for model, rows in entries
        for entry in with_values_before(model, rows)[:MOST_CHANGES]
    ]
    found.sort(key=lambda one: (one.at, one.kind), reverse=True)
    return found[:MOST_CHANGES]


def with_values_before(model: type[Model], rows: Any) -> Any:
    """The entries, the newest first, each with the values that its row had before and the entry that says so."""
    older_first = [F("history_date").asc(), F("history_id").asc()]
    names = ["history_id", *(one.attname for one in fields_of(model))]
    lags = {
        f"before_{name}": Window(Lag(name), partition_by=[F("id")], order_by=older_first) for name in names
    }
    return rows.annotate(**lags).select_related("history_user").order_by("-history_date", "-history_id")


def change_of(entry: Any, model: type[Model]) -> RowChange:
    """The change that an entry of the history is, with the values before it (`with_values_before`)."""
    names = [(one.name, one.attname) for one in fields_of(model)]
    has_before = entry.before_history_id is not None
    return RowChange(
        timezone.localtime(entry.history_date),
        entry.history_user.get_username() if entry.history_user else "",
        model._meta.label,
        entry.history_type,
        entry.history_change_reason or "",
        {name: getattr(entry, attname) for name, attname in names},
        {name: getattr(entry, f"before_{attname}") for name, attname in names} if has_before else None,
    )


def names_of(changes: Iterable[RowChange]) -> dict[tuple[str, int], str]:
    """The words of the rows that changed rows point to, Korean as the file is; a query for each kind."""
    asked: dict[Any, set[int]] = defaultdict(set)
    for one in changes:
        for column in fields_of(apps.get_model(one.kind)):
            if column.related_model is not None:
                ids = {values[column.name] for values in (one.values, one.before) if values}
                asked[column.related_model] |= ids - {None}
    with translation.override("ko"):
        return {
            (model._meta.label, row.pk): words_of(row)
            for model, ids in asked.items()
            for row in model._base_manager.filter(pk__in=ids).select_related()
        }


def words_of(row: Model) -> str:
    """What a person calls a row: '2021년 본예산 시설비'. Its programme, which the whole file is about, is left out."""
    if isinstance(row, models.YearlyAllocation):
        return f"{row.version} {row.subject.name}"
    return row.name if isinstance(row, models.AccountSubject) else str(row)
