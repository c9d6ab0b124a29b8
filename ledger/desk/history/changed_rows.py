"""What changed of a version while it was open again, in words: when, who, which row, what became what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ledger.load.changes import RowChange, fields_of, kind_words
from ledger.load.version_changes import OpenTime
from ledger.models import BudgetLineItem, YearlyAllocation
from ledger.models.change import BY_FILE
from ledger.words.formats import MISSING, with_separators
from sites.fields import WonField

HOW: dict[str, Promise] = {
    "+": gettext_lazy("Entered"),
    "~": gettext_lazy("Changed"),
    "-": gettext_lazy("Removed"),
}
"""What the history writes of an entry -> what happened."""

LONGEST = 60
"""Letters of a value that a line shows."""


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


Names = dict[tuple[str, int], str]


def changed_row(one: RowChange, names: Names) -> ChangedRow:
    """A change in words."""
    model: Any = apps.get_model(one.kind)
    fields = fields_of(model)
    if one.how == "~" and one.before is not None:
        moved = [
            f"{field.verbose_name}: {cell_words(field, one.before[field.name], names)}"
            f" → {cell_words(field, one.values[field.name], names)}"
            for field in fields
            if one.before[field.name] != one.values[field.name]
        ]
    else:
        moved = [
            f"{field.verbose_name}: {cell_words(field, one.values[field.name], names)}"
            for field in fields
            if (isinstance(field, WonField) or model._meta.auto_created)
            and one.values[field.name] is not None
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


def by_means_of(door: str) -> str:
    """Who changed a row where no account did: a command, a file, or somebody past the application."""
    if door == BY_FILE:
        return _("from a file")
    return door or _("directly in the database")


def row_words(model: Any, one: RowChange, names: Names) -> str:
    """Which row it was: the parts of its key, and what a line item says of itself."""
    if model._meta.auto_created:
        return ""
    parts = [*model.KEY, *(["description"] if model is BudgetLineItem else [])]
    if model is YearlyAllocation:
        parts = ["program", "subject"]
    fields = {field.name: field for field in fields_of(model)}
    return " · ".join(
        cell_words(fields[name], one.values[name], names) for name in parts if one.values[name] != ""
    )


def cell_words(field: Field, value: Any, names: Names) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return MISSING
    if field.related_model is not None:
        return names.get((field.related_model._meta.label, value), _("a row that is gone"))  # type: ignore[union-attr]
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, WonField):
        return with_separators(value)
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
