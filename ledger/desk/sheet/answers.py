"""The answers to a difference: saved (200), wrong at cells (422), changed by others meanwhile (409)."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from ledger.desk.reasons.form import ReasonForm
from ledger.desk.saving.looking import Looked
from ledger.desk.saving.merging import CONFLICT, Conflict, asks_to_choose, moment
from ledger.desk.sheet.forms import SheetForms
from ledger.desk.sheet.rows import known_links, rows_of

WHOLE_ROW = ""
"""The input of a conflict about a row as a whole."""


def saved_json(forms: SheetForms) -> dict[str, Any]:
    """The rows that were saved as they are stored now, by the names under which the browser sent them."""
    # As it is now: a subject may have come in.
    sheet = type(forms.sheet)(forms.sheet.program, forms.sheet.version)
    names = {form.instance.pk: form.ref for form in forms.set.kept_forms()}
    rows = list(sheet.rows().filter(pk__in=names))
    known = known_links(sheet, rows)
    return {
        "rows": {str(names[one["id"]]): one for one in rows_of(sheet, rows, known)},
        "removed": [form.ref for form in forms.set.deleted_forms],
        "message": _("Saved. All totals and changes follow."),
    }


def refused_json(looked: Looked[SheetForms], asked: ReasonForm) -> tuple[int, dict[str, Any]]:
    """The status and the answer where nothing was saved."""
    forms = looked.forms
    errors = [*errors_of(forms), *reason_errors(asked)]
    errors += [error(None, None, sentence) for sentence in looked.sentences]
    if asks_to_choose([*forms.forms(), forms.set]):
        conflicts = {"conflicts": list(conflicts_of_rows(forms))}
        return 409, {**conflicts, "errors": errors} if errors else conflicts
    return looked.status or 422, {"errors": errors}


def error(row: Any, column: str | None, sentence: str) -> dict[str, Any]:
    return {"row": row, "column": column, "sentence": sentence}


def errors_of(forms: SheetForms) -> Iterator[dict[str, Any]]:
    """What is wrong, at its cell; of a row as a whole, and of several rows, without a column."""
    keys = {one.name: one.key for one in forms.sheet.columns}
    for form in forms.forms():
        for name, found in form.errors.items():
            for one in found.as_data():
                if one.code != CONFLICT:
                    column = None if name == NON_FIELD_ERRORS else keys.get(name)
                    yield error(form.ref, column, " ".join(one.messages))
    for one in forms.set.non_form_errors().as_data():
        if one.code != CONFLICT:
            yield error(None, None, " ".join(one.messages))
    for pk in sorted(forms.unknown):
        yield error(pk, None, forms.unknown_sentence())


def reason_errors(asked: ReasonForm) -> Iterator[dict[str, Any]]:
    """What is wrong in the two inputs that ask why."""
    for name, found in asked.errors.items():
        yield error(None, name, " ".join(str(one) for one in found))


def conflicts_of_rows(forms: SheetForms) -> Iterator[dict[str, Any]]:
    """Each cell that two people changed; a row that is gone, or is to go and is not as it was, without a column."""
    keys = {one.name: one.key for one in forms.sheet.columns}
    for form in forms.forms():
        revision = form.instance.revision if form.instance.pk else 0
        for one in form.conflicts:
            name = form.field_of(one)
            yield {
                "row": form.ref,
                "column": keys.get(name) if name else None,
                "theirs": one.cell if name else "",
                "theirs_shown": one.theirs,
                **who_and_when(one),
                "revision": revision,
            }
        if not form.conflicts:
            for found in form.non_field_errors().as_data():
                if found.code == CONFLICT:
                    whole = {"row": form.ref, "column": None, "theirs": "", "revision": revision}
                    said = found.params or {}
                    who = {"who": str(said.get("who", "")), "at": str(said.get("at", ""))}
                    yield {**whole, "theirs_shown": " ".join(found.messages), **who}


def who_and_when(conflict: Conflict) -> dict[str, str]:
    return {"who": conflict.who, "at": moment(conflict.at) if conflict.at else ""}
