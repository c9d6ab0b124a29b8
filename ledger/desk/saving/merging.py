"""A form of a row that others may change while it is filled in: it says which revision it was made of.

Where the row has moved on, the log of changes tells what the page showed then. Fields that nobody typed into keep what
is stored now; what only this person changed is saved; where both changed one field to different things, nobody but
the person can choose: the form is not valid, says what is stored, by whom and since when, and is good for being sent
again, whatever is chosen. A form that does not say its revision, or one that never was, overwrites nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.load.changes import RowChange, Values
from ledger.load.seen import as_seen_of_removed
from ledger.words.change_words import by_means_of

REVISION = "revision"
CONFLICT = "conflict"
"""The code of the errors that ask for a choice."""
LARGEST_REVISION = 2_147_483_647

LOOKS = 5
"""How often what was typed is looked at again when somebody else saved the same row in the same moment."""

CHANGED_BY = gettext_lazy("Changed meanwhile (%(who)s, %(at)s): %(theirs)s. Choose, then save.")
UNKNOWN_REVISION = gettext_lazy(
    "This form does not say which state of “%(row)s” it was made of, so nothing of it was saved. Compare it with what"
    " is stored, then save."
)
IS_GONE = gettext_lazy(
    "“%(row)s” was removed meanwhile (%(who)s, %(at)s). Save once more to keep yours as a new row."
)

Changes = Callable[[str], RowChange | None]
"""The last change of a field since the page was made."""


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed to different things, in words.

    `input` is the id of the input that has mine, `cell` what it would hold of theirs.
    """

    row: str
    label: str
    mine: str
    theirs: str
    who: str
    at: datetime | None
    input: str = ""
    cell: str = ""


class Merges(forms.BaseForm):
    """What such a form does; a form of a kind says what is stored and what was seen."""

    UNTYPED: tuple[str, ...] = (REVISION,)
    """The fields that nobody types into."""
    FIRST_REVISION = 1
    """The lowest that a form may say; 0 where it may be made before there is a row."""

    data: Any
    initial: Any

    is_stale = False
    """Whether the row has another revision than the form says."""
    removed: RowChange | None = None
    """The end of the row that the form was made of, or of the last that stood in its place."""
    removed_as_shown: RowChange | None = None
    """The end of the row that the form was made of, where others have stood in its place since."""
    is_gone = False
    """Whether the form was made before its row was removed."""
    is_unknown = False
    """Whether the form does not say a revision that the row ever had."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[Conflict] = []
        self.was: dict[str, Any] = {}
        self.last_change: Changes = lambda name: None
        self.changed_names: list[str] | None = None

    # What a kind of form says of its row.

    def stored_revision(self) -> int | None:
        """The revision of the row as it is stored; None where there is none, 0 where one may come to be."""
        raise NotImplementedError

    def stored(self) -> dict[str, Any]:
        """What the fields would show of the row as it is stored."""
        raise NotImplementedError

    def seen(self, revision: int) -> tuple[dict[str, Any], Changes]:
        """What they showed at a revision that the row has left behind, and who changed which since."""
        raise NotImplementedError

    def cleaned_as_stored(self, name: str) -> Any:
        """A field as it is stored, as the form would have read it."""
        raise NotImplementedError

    def words(self, name: str, cell: Any) -> str:
        """What was typed, or is stored, as people read it."""
        return str(cell)

    @property
    def row_words(self) -> str:
        raise NotImplementedError

    # What follows.

    @property
    def changed_data(self) -> list[str]:
        """The fields that this person changed, against what the page showed."""
        if self.changed_names is None:
            self.take_base()
            self.changed_names = [
                name
                for name, field in self._bound_items()  # type: ignore[attr-defined]
                if name not in self.UNTYPED and field._has_changed()
            ]
        return self.changed_names

    def take_base(self) -> None:
        """Find out what the page showed when it was made."""
        if not self.is_bound:
            return
        posted, stored = self.posted_revision(), self.stored_revision()
        if not stored and self.removed is not None and posted:
            self.is_gone = True
            # What others made of it before it went is nobody's typing.
            ended = self.removed_as_shown or self.removed
            self.initial.update(self.shown_of_removed(as_seen_of_removed(ended, posted)))
        elif stored is not None and posted != stored:
            self.is_stale = True
            self.is_unknown = posted is None or not self.FIRST_REVISION <= posted < stored
            self.initial.update(self.stored())
            if posted is not None and not self.is_unknown:
                self.was, self.last_change = self.seen(posted)
                self.initial.update(self.was)

    def shown_of_removed(self, cells: Values) -> dict[str, Any]:
        """What the fields showed of a row that is gone, when it had these cells."""
        return {name: cell for name, cell in cells.items() if name in self.fields}

    def posted_revision(self) -> int | None:
        """The revision that the form says; None for none, and for what can be none."""
        text = str(self.data.get(self.add_prefix(REVISION)) or "")
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_REVISION))
        return int(text) if is_number else None

    def full_clean(self) -> None:
        touched = self.changed_data if self.is_bound else []
        super().full_clean()
        if not self.is_bound:
            return
        is_wanted = touched or not self.empty_permitted
        if self.is_gone and is_wanted and self.removed is not None:
            who, at = self.removed.who or by_means_of(self.removed.door), moment(self.removed.at)
            params = {"row": self.row_words, "who": who, "at": at}
            self.add_error(None, ValidationError(IS_GONE, code=CONFLICT, params=params))
        if self.is_stale or (self.is_gone and is_wanted):
            self.renew(touched)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        if not self.is_stale:
            return
        touched, stored = self.changed_data, self.stored()
        if self.is_unknown and touched:
            params = {"row": self.row_words}
            self.add_error(None, ValidationError(UNKNOWN_REVISION, code=CONFLICT, params=params))
        for name in stored:
            if name not in touched:
                self.cleaned_data[name] = self.cleaned_as_stored(name)
                self.errors.pop(name, None)
            elif self.is_contested(name, stored):
                self.dispute(name, stored[name])

    def is_contested(self, name: str, stored: dict[str, Any]) -> bool:
        """Whether somebody else changed a field that this person changed, and to something else."""
        is_theirs_too = self.is_unknown or self.was[name] != stored[name]
        return is_theirs_too and self.fields[name].has_changed(stored[name], self[name].data)

    def dispute(self, name: str, theirs: Any) -> None:
        """Say beside a field what is stored in it now."""
        field, change = self[name], self.last_change(name)
        mine = self.cleaned_data.get(name, field.data)
        conflict = Conflict(
            self.row_words,
            str(field.label),
            self.words(name, mine),
            self.words(name, theirs),
            "" if change is None else change.who or by_means_of(change.door),
            None if change is None else timezone.localtime(change.at),
            field.auto_id,
            next(iter(sent(self.fields[name], theirs)), ""),
        )
        self.conflicts.append(conflict)
        params = {
            "who": conflict.who or _("unknown"),
            "at": moment(conflict.at) if conflict.at else _("unknown"),
            "theirs": conflict.theirs,
        }
        self.add_error(name, ValidationError(CHANGED_BY, code=CONFLICT, params=params))

    def renew(self, touched: Iterable[str]) -> None:
        """Have the form show what is stored beside what was typed, and be one of the row as it is now."""
        data, revision = self.data.copy(), self.stored_revision()
        stored = {} if revision is None else self.stored()
        # A row that is gone may become a new one: beside what was typed with what stood in it last.
        shown = self.shown_of_removed(self.removed.values) if self.is_gone and self.removed else stored
        data[self.add_prefix(REVISION)] = "" if revision is None else str(revision)
        for name in shown.keys() - set(touched):
            data.setlist(self.add_prefix(name), sent(self.fields[name], shown[name]))
        self.data = data
        self.initial.update(stored)
        self.changed_names = None
        self.is_stale = self.is_gone = False


def sent(field: forms.Field, cell: Any) -> list[str]:
    """What a browser would send of a field that shows a cell."""
    if isinstance(field, forms.BooleanField):
        return ["on"] if cell else []
    widget: Any = getattr(field.widget, "widget", field.widget)
    shown = widget.format_value(field.prepare_value(cell))
    if isinstance(shown, list | tuple):
        return [str(one) for one in shown]
    return ["" if shown is None else str(shown)]


def moment(at: datetime) -> str:
    """'2026-11-30 18:02'."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def conflicts_of(some: Iterable[Any]) -> list[Conflict]:
    """The conflicts of some forms."""
    return [conflict for form in some for conflict in getattr(form, "conflicts", ())]


def asks_to_choose(some: Iterable[Any]) -> bool:
    """Whether one of some forms, or of their sets, waits for a choice between mine and theirs."""
    for form in some:
        errors = form.errors if hasattr(form, "fields") else {None: form.non_form_errors()}
        if any(error.code == CONFLICT for found in errors.values() for error in found.as_data()):
            return True
    return False
