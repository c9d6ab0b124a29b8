"""Changes of rows as a page and a file show them: save by save, row by row, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext

from ledger.load.change_list import Listed
from ledger.load.changes import kind_words, model_of
from ledger.models.change import BY_FILE
from ledger.words.change_words import (
    HOW,
    FieldChange,
    Names,
    by_means_of,
    field_changes,
    row_words,
    whole_words,
)

Cell = int | Decimal | str | date | datetime | None
"""What a cell of an Excel file holds."""


@dataclass(frozen=True)
class ShownRow:
    """What one save made of one row. `kind` names the model; `program` is the name of the programme, '' for none."""

    id: int
    kind: str
    row: int
    is_newest: bool
    program: str
    kind_words: str
    which: str
    how: str
    how_words: str
    fields: tuple[FieldChange, ...]


@dataclass
class Save:
    """What came together: the rows of one request, or of one command, file or hand in the database."""

    at: datetime
    who: str
    why: str
    document_number: str
    door: str
    request: str
    is_from_file: bool
    rows: list[ShownRow] = field(default_factory=list)


def saves(found: Iterable[Listed], names: Names, programs: Mapping[int, str]) -> list[Save]:
    """The changes in the order in which they stand, those of one save together."""
    made: list[Save] = []
    known: dict[str, Save] = {}
    for one in found:
        save = known.get(one.request) if one.request else next(iter(made[-1:]), None)
        if save is None or not is_of(save, one):
            save = new_save(one)
            made.append(save)
            known[one.request] = save
        save.rows.append(shown(one, names, programs))
    return made


def new_save(one: Listed) -> Save:
    """The save that a change is of, without its rows."""
    change = one.change
    return Save(
        change.at,
        change.who or by_means_of(change.door),
        change.why,
        change.document_number,
        change.door,
        one.request,
        change.door == BY_FILE,
    )


def is_of(save: Save, one: Listed) -> bool:
    """Whether a change belongs to a save; what no request holds together is one as long as the same is said of it."""
    told = new_save(one)
    same_words = (save.who, save.why, save.document_number) == (told.who, told.why, told.document_number)
    return save.request == told.request and (bool(save.request) or (same_words and save.door == told.door))


def shown(one: Listed, names: Names, programs: Mapping[int, str]) -> ShownRow:
    model = apps.get_model(one.change.kind)
    return ShownRow(
        one.id,
        model._meta.label_lower,
        one.change.row,
        one.is_newest,
        programs.get(one.program or 0, ""),
        kind_words(model),
        row_words(model, one.change, names),
        one.change.how,
        str(HOW[one.change.how]),
        tuple(field_changes(one.change, names)),
    )


def excel_rows(found: Iterable[Listed], names: Names, programs: Mapping[int, str]) -> Iterator[list[Cell]]:
    """The headings, then a row for each field that became another; a row of the ledger that joins two has one."""
    yield [
        gettext("At"),
        gettext("Who"),
        gettext("Programme"),
        gettext("Kind of row"),
        gettext("Which row"),
        gettext("Number of the row"),
        gettext("What happened"),
        gettext("Field"),
        gettext("Before"),
        gettext("After"),
        gettext("Reason"),
        gettext("Document number"),
        gettext("By way of"),
        gettext("Request"),
    ]
    for one in found:
        change = one.change
        model = apps.get_model(change.kind)
        lead: list[Cell] = [
            timezone.make_naive(change.at),
            change.who or by_means_of(change.door),
            programs.get(one.program or 0, ""),
            kind_words(model),
            row_words(model, change, names),
            change.row,
            str(HOW[change.how]),
        ]
        end: list[Cell] = [change.why, change.document_number, change.door, one.request]
        for told in field_changes(change, names, everything=True):
            cells = [excel_cell(told.field, value, names) for value in (told.before, told.after)]
            yield [*lead, told.label, *cells, *end]


def excel_cell(of: Any, value: Any, names: Names) -> Cell:
    """A value as a cell has it: an amount is a number, a day a day, what is named its words."""
    if value is None or value == "":
        return None
    if of.related_model is None and not of.choices and not isinstance(value, bool):
        if isinstance(value, datetime):
            return timezone.make_naive(value) if timezone.is_aware(value) else value
        if isinstance(value, int | Decimal | date):
            return value
        return str(value)
    return whole_words(of, value, names)


def change_json(one: Listed, names: Names, programs: Mapping[int, str]) -> dict[str, Any]:
    """A change of a row as JSON: amounts in won, areas as strings, days as ISO has them, links as ids with words."""
    change = one.change
    model = model_of(change.kind)
    return {
        "id": one.id,
        "at": change.at.isoformat(timespec="milliseconds"),
        "who": change.who,
        "why": change.why,
        "document_number": change.document_number,
        "door": change.door,
        "request": one.request,
        "program": programs.get(one.program or 0),
        "kind": model._meta.label_lower,
        "row": change.row,
        "label": row_words(model, change, names),
        "how": {"+": "entered", "~": "changed", "-": "removed"}[change.how],
        "is_newest": one.is_newest,
        "fields": [
            {
                "field": told.field.name,
                "label": told.label,
                "before": json_cell(told.before),
                "after": json_cell(told.after),
                **(
                    {"before_words": told.before_words, "after_words": told.after_words}
                    if told.field.related_model
                    else {}
                ),
            }
            for told in field_changes(change, names, everything=True)
        ],
    }


def json_cell(value: Any) -> Any:
    """A value as JSON has it."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)
