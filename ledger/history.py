"""Who last changed a row of the ledger, when and why, as far as its history knows.

A row that came with a fixture has no history until somebody changes it. One query for each kind of row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Model, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from ledger import models
from sites.models import Site

MODELS: dict[str, type[Model]] = {
    "line": models.BudgetLineItem,
    "allocation": models.YearlyAllocation,
    "plan": models.InvestmentPlanEntry,
    "settlement": models.Settlement,
    "cost": models.ProgramCost,
    "share": models.ScheduleShare,
    "step": models.ScheduleItem,
    "site": Site,
    "grant": models.NationalGrant,
    "snapshot": models.ExecutionSnapshot,
    "document": models.Document,
}
"""Kind of a row, as reports/sources.py names it -> its model."""

MOST_IN_A_QUERY = 5_000
"""How many rows one query asks for: a database takes only so many parameters."""

REMOVED_SHOWN = 20

Key = tuple[str, int]
"""Kind and id of a row."""


@dataclass(frozen=True)
class LastChange:
    """The newest entry of a row's history. `how` is created, changed or removed; `at` is in local time.

    `before` and `after` are the figure that was asked for, `before` None where the row did not exist. `who` is ''
    where nobody was signed in.
    """

    key: Key
    how: str
    at: datetime
    who: str
    why: str
    before: Any = None
    after: Any = None
    words: str = ""


HOW = {"+": "created", "~": "changed", "-": "removed"}


def last_changes(rows: Iterable[tuple[str, int, str]]) -> dict[Key, LastChange]:
    """The last change of each row that has a history; a row is named by kind, id and the field of its figure."""
    fields: dict[str, dict[int, str]] = defaultdict(dict)
    for kind, pk, field in rows:
        if pk:
            fields[kind].setdefault(pk, field)
    return {
        change.key: change
        for kind, asked in fields.items()
        for some in chunks(sorted(asked))
        for change in of_kind(kind, some, asked)
    }


def chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), MOST_IN_A_QUERY):
        yield keys[start : start + MOST_IN_A_QUERY]


def of_kind(kind: str, keys: list[int], fields: dict[int, str]) -> Iterator[LastChange]:
    """The last changes of rows of a kind: the newest entry and the one before it (one query)."""
    newest_first = [F("history_date").desc(), F("history_id").desc()]
    names = sorted(set(fields.values()))
    history: Any = MODELS[kind]
    entries = (
        history.history.filter(id__in=keys)
        .annotate(age=Window(RowNumber(), partition_by=[F("id")], order_by=newest_first))
        .filter(age__lte=2)
        .order_by("id", "age")
        .values_list(
            "id", "history_type", "history_date", "history_user__username", "history_change_reason", *names
        )
    )
    newest: dict[int, tuple[Any, ...]] = {}
    before: dict[int, Any] = {}
    for pk, *cells in entries:
        if pk in newest:
            before[pk] = dict(zip(names, cells[4:], strict=True))[fields[pk]]
        else:
            newest[pk] = tuple(cells)
    for pk, (how, at, who, why, *figures) in newest.items():
        yield LastChange(
            (kind, pk),
            HOW[how],
            timezone.localtime(at),
            who or "",
            why or "",
            before.get(pk),
            dict(zip(names, figures, strict=True))[fields[pk]],
        )


def removed_lines(allocations: Iterable[int], field: str) -> list[LastChange]:
    """The line items that were last removed from allocations, the newest first (one query)."""
    entries = (
        models.BudgetLineItem.history.filter(history_type="-", allocation_id__in=list(allocations))
        .order_by("-history_date", "-history_id")
        .values_list(
            "id", "history_date", "history_user__username", "history_change_reason", field, "description"
        )[:REMOVED_SHOWN]
    )
    return [
        LastChange(("line", pk), "removed", timezone.localtime(at), who or "", why or "", figure, None, words)
        for pk, at, who, why, figure, words in entries
    ]
