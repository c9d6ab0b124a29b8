"""Who last changed a row of the ledger, when and why, as far as its history knows.

A row that came with a fixture has no history until somebody changes it. One query for each kind of row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, OuterRef, Subquery

from ledger import models
from ledger.load.changes import change_of, of_rows, told
from ledger.models.change import Change, How
from sites.models import Site

MODELS: dict[str, type[Model]] = {
    "line": models.BudgetLineItem,
    "allocation": models.YearlyAllocation,
    "funding": models.FundingShare,
    "plan": models.InvestmentPlanEntry,
    "settlement": models.Settlement,
    "cost": models.ProgramCost,
    "share": models.ScheduleShare,
    "step": models.ScheduleItem,
    "site": Site,
    "document_site": models.DocumentSite,
    "grant": models.NationalGrant,
    "snapshot": models.ExecutionSnapshot,
    "movement": models.BudgetMovement,
    "carry_over": models.CarryOver,
    "document": models.Document,
    "version": models.BudgetVersion,
}
"""Kind of a row, as provenance/sources.py names it -> its model."""

MOST_IN_A_QUERY = 5_000
"""How many rows one query asks for: a database takes only so many parameters."""

REMOVED_SHOWN = 20
"""How many removed line items are read: the newest."""

FigureKey = tuple[str, int, str]
"""Kind and id of a row, and the field of it that holds a figure."""


@dataclass(frozen=True)
class LastChange:
    """The newest entry of a row's history. `how` is created, changed or removed; `at` is in local time.

    `before` and `after` are the figure that was asked for, `before` None where the row did not exist. `who` is ''
    where nobody was signed in. `words` are those of a row that is no more.
    """

    kind: str
    id: int
    field: str
    how: str
    at: datetime
    who: str
    why: str
    before: Any = None
    after: Any = None
    words: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether the figure became another."""
        return bool(self.before != self.after)


HOW = {"+": "created", "~": "changed", "-": "removed"}
"""What the history writes of an entry -> what happened to the row."""


def last_changes(rows: Iterable[FigureKey]) -> dict[FigureKey, LastChange]:
    """Row and field -> the last change of the row, of each row that has a history."""
    fields: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, pk, field in rows:
        if pk:
            fields[kind][pk].add(field)
    return {
        (change.kind, change.id, change.field): change
        for kind, asked in fields.items()
        for some in chunks(sorted(asked))
        for change in last_changes_of_kind(kind, some, asked)
    }


def chunks(keys: list[int]) -> Iterator[list[int]]:
    """The ids in pieces that a query can take."""
    for start in range(0, len(keys), MOST_IN_A_QUERY):
        yield keys[start : start + MOST_IN_A_QUERY]


def last_changes_of_kind(kind: str, keys: list[int], fields: dict[int, set[str]]) -> Iterator[LastChange]:
    """The last changes of rows of a kind (one query)."""
    model: Any = MODELS[kind]
    of_row = told(of_rows(model, row=OuterRef("row")))
    newest = Change.objects.filter(of_rows(model, row__in=keys), pk=Subquery(of_row.values("pk")[:1]))
    for entry in newest.order_by("row"):
        change = change_of(entry)
        was = change.before if change.before is not None or change.how == "+" else change.values
        now = {} if change.how == "-" else change.values
        for name in sorted(fields[entry.row]):
            yield LastChange(
                kind,
                entry.row,
                name,
                HOW[change.how],
                change.at,
                change.who,
                change.why,
                (was or {}).get(name),
                now.get(name),
            )


def removed_lines(allocations: Iterable[int], field: str) -> list[LastChange]:
    """The line items that were last removed from allocations, the newest first (one query)."""
    model = models.BudgetLineItem
    removed = told(of_rows(model, how=How.REMOVED, before__allocation_id__in=list(allocations)))
    changes = [change_of(entry) for entry in removed[:REMOVED_SHOWN]]
    return [
        LastChange(
            "line",
            one.row,
            field,
            "removed",
            one.at,
            one.who,
            one.why,
            one.values[field],
            None,
            one.values["description"],
        )
        for one in changes
    ]
