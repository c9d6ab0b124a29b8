"""Changes of rows in words: who, which row, which field became what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.load.changes import RowChange, Values, fields_of
from ledger.models import BudgetLineItem, StatedFigure, YearlyAllocation
from ledger.models.change import BY_FILE
from ledger.models.stated_figure import table_title
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

Names = Mapping[tuple[str, int], str]
"""The words of rows that others point to (ledger/load/changes.py: names_of)."""


@dataclass(frozen=True)
class FieldChange:
    """What became of a field: as the ledger has it, and in words ('–' where there was nothing)."""

    field: Any
    label: str
    before: Any
    after: Any
    before_words: str
    after_words: str


def field_changes(one: RowChange, names: Names, *, everything: bool = False) -> list[FieldChange]:
    """The fields that a change made another; of a row that came or went its amounts and what a relation joins.

    With `everything` all that such a row had.
    """
    model: Any = apps.get_model(one.kind)
    before = one.before if one.how != "-" else one.values
    after = one.values if one.how != "-" else None
    found = []
    for field in fields_of(model):
        was, now = value_of(before, field), value_of(after, field)
        is_told = everything or one.is_move or isinstance(field, WonField) or model._meta.auto_created
        if was != now and is_told and (one.is_move or "" not in (was, now)):
            found.append(
                FieldChange(
                    field,
                    str(field.verbose_name),
                    was,
                    now,
                    cell_words(field, was, names),
                    cell_words(field, now, names),
                )
            )
    return found


def value_of(values: Values | None, field: Field) -> Any:
    return None if values is None else values[field.name]


def by_means_of(door: str) -> str:
    """Who changed a row where no account did: a command, a file, or somebody past the application."""
    if door == BY_FILE:
        return _("from a file")
    return door or _("directly in the database")


def row_words(model: Any, one: RowChange, names: Names) -> str:
    """Which row it was: the parts of its key, and what a line item says of itself."""
    if model._meta.auto_created or not hasattr(model, "KEY"):
        return "" if model._meta.auto_created else str(one.values.get("username", one.row))
    parts = [*model.KEY, *(["description"] if model is BudgetLineItem else [])]
    if model is YearlyAllocation:
        parts = ["program", "subject"]
    fields = {field.name: field for field in fields_of(model)}
    return " · ".join(
        cell_words(fields[name], one.values[name], names) for name in parts if one.values[name] != ""
    )


def cell_words(field: Field, value: Any, names: Names) -> str:
    """A value as people read it."""
    text = whole_words(field, value, names)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def whole_words(field: Field, value: Any, names: Names) -> str:
    """A value as people read it, however long."""
    if value is None or value == "":
        return MISSING
    if field.related_model is not None:
        return names.get((field.related_model._meta.label, value), _("a row that is gone"))  # type: ignore[union-attr]
    if field.model is StatedFigure and field.name == "table":
        return table_title(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, WonField):
        return with_separators(value)
    return " ".join(str(value).split())
