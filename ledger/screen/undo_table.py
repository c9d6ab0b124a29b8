"""What an undo makes of rows, as its page shows it: what is, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger.load.changes import RowChange, fields_of, kind_words
from ledger.undoing import Step
from ledger.words.change_words import FieldChange, Names, field_changes, row_words

BECOMES: dict[str, Promise] = {
    "+": _("it goes"),
    "~": _("it falls back"),
    "-": _("it comes back"),
}
"""What happened to a row -> what becomes of it when that is undone."""


@dataclass(frozen=True)
class UndoRow:
    """A row of the page: `fields` say what each is now and what it becomes."""

    kind_words: str
    which: str
    becomes: str
    fields: tuple[FieldChange, ...]
    obstacles: tuple[str, ...]


def undo_change_of(step: Step) -> RowChange:
    """The change that an undo makes, as the log will have it: from what the row is to what it becomes."""
    now = None
    if step.row is not None:
        now = {one.name: getattr(step.row, one.attname) for one in fields_of(step.model)}
    how = {"+": "-", "~": "~", "-": "+"}[step.how]
    then = {**(now or step.after or {}), **step.cells} if step.how != "+" else None
    values = then if then is not None else now or step.after or {}
    return RowChange(
        timezone.localtime(),
        "",
        step.model._meta.label,
        step.id,
        how,
        "",
        values,
        now if how == "~" else None,
    )


def undo_changes(steps: Iterable[Step]) -> list[RowChange]:
    return [undo_change_of(one) for one in steps]


def undo_rows(steps: Iterable[Step], names: Names) -> list[UndoRow]:
    """The rows of the page, in the order of the log."""
    found = []
    for one in steps:
        change = undo_change_of(one)
        found.append(
            UndoRow(
                kind_words(one.model),
                row_words(one.model, change, names),
                str(BECOMES[one.how]),
                tuple(field_changes(change, names)),
                tuple(one.obstacles),
            )
        )
    return found
