"""The answers to a difference where it was not saved: wrong at cells (422), changed by others meanwhile (409)."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS

from ledger.desk.reasons.form import ReasonForm
from ledger.desk.saving.looking import Looked
from ledger.desk.saving.merging import CONFLICT, Conflict, asks_to_choose, moment
from ledger.desk.sheet.change_saving import ChangedRows
from ledger.desk.sheet.forms import SheetForms

Rows = SheetForms | ChangedRows
"""The forms of the rows of a difference."""


def refused_json(looked: Looked[Any], asked: ReasonForm) -> tuple[int, dict[str, Any]]:
    """The status and the answer where nothing was saved."""
    forms: Rows = looked.forms
    errors = [*errors_of(forms), *reason_errors(asked)]
    errors += [error(None, None, sentence) for sentence in looked.sentences]
    sets = [forms.set] if isinstance(forms, SheetForms) else []
    if asks_to_choose([*forms.forms(), *sets]):
        conflicts = {"conflicts": list(conflicts_of_rows(forms))}
        return 409, {**conflicts, "errors": errors} if errors else conflicts
    return looked.status or 422, {"errors": errors}


def error(row: Any, column: str | None, sentence: str) -> dict[str, Any]:
    return {"row": row, "column": column, "sentence": sentence}


def errors_of(forms: Rows) -> Iterator[dict[str, Any]]:
    """What is wrong, at its cell; of a row as a whole, and of several rows, without a column."""
    for form in forms.forms():
        for name, found in form.errors.items():
            for one in found.as_data():
                if one.code != CONFLICT:
                    column = None if name == NON_FIELD_ERRORS else forms.key_of(name)
                    yield error(form.ref, column, " ".join(one.messages))
    for row, column, sentence in forms.own_errors():
        yield error(row, column, sentence)


def reason_errors(asked: ReasonForm) -> Iterator[dict[str, Any]]:
    """What is wrong in the two inputs that ask why."""
    for name, found in asked.errors.items():
        yield error(None, name, " ".join(str(one) for one in found))


def conflicts_of_rows(forms: Rows) -> Iterator[dict[str, Any]]:
    """Each cell that two people changed; a row that is gone, or is to go and is not as it was, without a column."""
    for form in forms.forms():
        for column, one, said in forms.conflicts_of(form):
            found = {"row": form.ref, "column": column, "theirs": "", **forms.state_of(form)}
            if one is not None:
                is_cell = column is not None
                theirs = {"theirs": one.cell if is_cell else "", "theirs_shown": one.theirs}
                yield {**found, **theirs, **who_and_when(one)}
            elif said is not None:
                params = said.params or {}
                who = {"who": str(params.get("who", "")), "at": str(params.get("at", ""))}
                yield {**found, "theirs_shown": " ".join(said.messages), **who}


def who_and_when(conflict: Conflict) -> dict[str, str]:
    return {"who": conflict.who, "at": moment(conflict.at) if conflict.at else ""}
