"""What the council's workbook is made from: `read_source` -> CouncilSource.

Beside the facts the texts of the document, the moment of the last change of what is in the file, and, for the internal
edition, the changes themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model, Q, QuerySet, Subquery
from django.utils import timezone

from ledger import models
from ledger.figures.facts import Facts, Section
from ledger.figures.versions import AVAILABLE, chain
from ledger.load.changes import RowChange, change_of, ever, names_of, of_rows, told, with_cell
from ledger.load.program import load
from ledger.load.rows import sections_of
from ledger.models.change import Change
from sites.models import Site

MOST_CHANGES = 500
"""How many of the newest changes the internal edition lists; the others are counted."""


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
    entries = told(of_the_file(facts))
    changes = [change_of(entry) for entry in entries[:MOST_CHANGES]] if with_changes else []
    return CouncilSource(
        facts,
        tuple(sections_of(program, facts.document)),
        workbook_changed_at(facts, entries),
        tuple(changes),
        entries.count() if with_changes else 0,
        names_of(changes),
    )


def workbook_changed_at(facts: Facts, entries: QuerySet[Change]) -> datetime | None:
    """The moment of the newest entry, or of the newest explanation, in local time (one query)."""
    newest = entries.values_list("at", flat=True).first()
    moments = [*([newest] if newest else []), *(one.created_at for one in facts.explanations)]
    return timezone.localtime(max(moments)) if moments else None


def of_the_file(facts: Facts) -> Q:
    """The entries of all that is in the workbook, of rows that were removed too."""
    program = Subquery(models.Program.objects.filter(slug=facts.program.slug).values("pk"))
    versions = versions_in(facts)
    allocations = ever(models.YearlyAllocation, Q(program=program), version_id=versions)
    steps = [step.id for step in facts.schedule]
    until_year = with_cell("valid_from", facts.year, "__lte")
    of_document = with_cell("document_id", facts.document_id)
    found = (
        of_rows(models.Program, row=program)
        | of_rows(Site, row__in=[site.id for site in facts.sites])
        | of_rows(models.BudgetVersion, row__in=versions)
        | of_rows(models.Document, row=facts.document_id)
        | of_rows(models.AccountSubject) & with_cell("code", sorted(codes_in(facts)), "__in")
        | of_rows(models.YearlyAllocation, row__in=allocations)
        | of_rows(models.BudgetLineItem) & with_cell("allocation_id", allocations, "__in")
        | of_rows(models.Settlement, program=program) & with_cell("fiscal_year", facts.year, "__lt")
        | of_rows(models.ChangeThreshold) & (Q(program=program) | Q(program=None)) & until_year
        | of_rows(models.ScheduleShare) & with_cell("item_id", steps, "__in")
    )
    for model in OF_A_PROGRAM:
        found |= of_rows(model, program=program)
    for model in OF_A_DOCUMENT:
        found |= of_rows(model) & of_document
    return found


OF_A_PROGRAM: tuple[type[Model], ...] = (
    models.ProgramSite,
    models.NationalGrant,
    models.Milestone,
    models.Milestone.sites.through,
)
"""The kinds of rows of a programme, whatever the year, that the workbook shows."""
OF_A_DOCUMENT: tuple[type[Model], ...] = (
    models.DocumentSite,
    models.DocumentSection,
    models.ProgramCost,
    models.InvestmentPlanEntry,
    models.ScheduleItem,
    models.StatedFigure,
)
"""The kinds of rows of one edition that the workbook shows."""


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
