"""What changed of a version while it was open again, in words: when, who, which row, what became what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import ngettext

from ledger.load.changes import RowChange, kind_words
from ledger.load.version_changes import OpenTime
from ledger.words.change_words import HOW, Names, by_means_of, field_changes, row_words


@dataclass(frozen=True)
class ChangedRow:
    """A line of the list."""

    at: datetime
    who: str
    kind: str
    which: str
    how: str
    what: str
    why: str


@dataclass(frozen=True)
class ChangedRows:
    """The list of a time; `rest` says how many it leaves out, '' where none."""

    since: datetime
    until: datetime | None
    rows: tuple[ChangedRow, ...]
    rest: str


def changed_rows(open_time: OpenTime) -> ChangedRows:
    """The list of a time in which a version was open again."""
    left = open_time.count - len(open_time.changes)
    words = ngettext("%(count)s other change", "%(count)s other changes", left) % {"count": left}
    return ChangedRows(
        open_time.since,
        open_time.until,
        tuple(changed_row(one, open_time.names) for one in open_time.changes),
        words if left else "",
    )


def changed_row(one: RowChange, names: Names) -> ChangedRow:
    """A change in words."""
    model: Any = apps.get_model(one.kind)
    moved = [
        f"{field.label}: {field.before_words} → {field.after_words}"
        if one.is_move
        else f"{field.label}: {field.before_words if one.how == '-' else field.after_words}"
        for field in field_changes(one, names)
    ]
    return ChangedRow(
        one.at,
        one.who or by_means_of(one.door),
        kind_words(model),
        row_words(model, one, names),
        str(HOW[one.how]),
        "; ".join(moved),
        " · ".join(filter(None, (one.why, one.document_number))),
    )
