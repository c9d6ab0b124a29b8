"""What the council's workbook is made from: `read_source` -> CouncilSource.

Beside the facts the texts of the document, the moment of the last change of what is in the file, and, for the internal
edition, the changes themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Model, Q, Value, Window
from django.db.models.functions import Lag
from django.utils import timezone

from ledger import models
from ledger.facts import Facts, Section
from ledger.load import load, sections_of
from ledger.versions import AVAILABLE
from sites.models import Site

MOST_CHANGES = 500
"""How many of the newest changes the internal edition lists; the others are counted."""


@dataclass(frozen=True)
class Changed:
    """An entry of the history of a row that is in the workbook. `how` is '+', '~' or '-'; `who` '' for nobody.

    `kind` is the label of its model, such as 'ledger.Program': the words are the language's.

    `before` and `after` are its amount in won then, None where the row has none.
    """

    at: datetime
    who: str
    kind: str
    row: str
    how: str
    why: str
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class CouncilSource:
    """All that the workbook says. `last_change` None: the history knows of none. `changes` the newest first."""

    facts: Facts
    sections: tuple[Section, ...] = ()
    last_change: datetime | None = None
    changes: tuple[Changed, ...] = ()
    change_count: int = 0


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
    return CouncilSource(
        facts,
        tuple(sections_of(program, facts.document)),
        last_change(facts, [rows for _model, rows in entries]),
        tuple(newest(entries)) if with_changes else (),
        sum(rows.count() for _model, rows in entries) if with_changes else 0,
    )


def last_change(facts: Facts, histories: Iterable[Any]) -> datetime | None:
    """The moment of the newest entry of all, or of the newest explanation, in local time (one query)."""
    moments = [newest_entry(histories), *(one.created_at for one in facts.explanations)]
    last = max((moment for moment in moments if moment is not None), default=None)
    return timezone.localtime(last) if last else None


def newest_entry(histories: Iterable[Any]) -> datetime | None:
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
        (models.Settlement, Q(program_id__in=program)),
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
    """The ids of the version and of its base; behind 예산현액, which is none, stand those of the year before."""
    if facts.base is None:
        return [facts.version.id]
    if facts.base.kind != AVAILABLE:
        return [facts.version.id, facts.base.id]
    before = [one.id for one in facts.versions if one.fiscal_year == facts.base.fiscal_year]
    return [facts.version.id, *before]


def codes_in(facts: Facts) -> set[str]:
    """The codes of the account subjects that the workbook names."""
    named = [one.subject for one in (*facts.allocations, *facts.base_allocations)]
    named += [one.subject for one in facts.plan]
    named += [share.subject for step in facts.schedule for share in step.shares]
    named += [one.subject for one in facts.settlements if one.subject is not None]
    return {one.code for one in named}


AMOUNTS = ("amount", "construction_cost", "value")
"""The fields that hold the amount of a row, of which each kind has one at most."""

WORDS = ("name", "description", "text", "title", "heading", "table", "row", "column")
"""The fields that say which row it is."""

KEYS = ("fiscal_year", "period", "year", "portion", "source", "scope", "kind")


def newest(entries: Iterable[tuple[type[Model], Any]]) -> list[Changed]:
    """The newest entries of all kinds."""
    subjects = dict(models.AccountSubject.objects.values_list("pk", "name"))
    found = [
        change_of(entry, model._meta.label, subjects)
        for model, rows in entries
        for entry in with_amount_before(rows)[:MOST_CHANGES]
    ]
    found.sort(key=lambda one: (one.at, one.kind, one.row), reverse=True)
    return found[:MOST_CHANGES]


def with_amount_before(rows: Any) -> Any:
    """The entries, the newest first, each with the amount that its row had before."""
    rows = rows.select_related("history_user").order_by("-history_date", "-history_id")
    name = amount_field(rows.model)
    if name is None:
        return rows
    older_first = [F("history_date").asc(), F("history_id").asc()]
    return rows.annotate(before=Window(Lag(name), partition_by=[F("id")], order_by=older_first))


def amount_field(model: type[Model]) -> str | None:
    names = {field.name for field in model._meta.get_fields()}
    return next((name for name in AMOUNTS if name in names), None)


def change_of(entry: Any, kind: str, subjects: dict[int, str]) -> Changed:
    name = amount_field(type(entry))
    return Changed(
        timezone.localtime(entry.history_date),
        entry.history_user.get_username() if entry.history_user else "",
        kind,
        words_of(entry, subjects),
        entry.history_type,
        entry.history_change_reason or "",
        getattr(entry, "before", None),
        getattr(entry, name) if name and entry.history_type != "-" else None,
    )


def words_of(entry: Any, subjects: dict[int, str]) -> str:
    """What the row was called then: its own words, else its subject and what tells it apart."""
    words = [str(getattr(entry, name, "") or "") for name in WORDS]
    words.append(subjects.get(getattr(entry, "subject_id", None) or 0, ""))
    if not any(words):
        words = [str(getattr(entry, name, "") or "") for name in KEYS]
    return " · ".join(word for word in words if word) or str(entry.id)
