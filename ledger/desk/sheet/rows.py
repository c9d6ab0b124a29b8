"""A sheet as JSON, for the page that has it: its columns, its rows, and what may be done. Constant queries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from ledger.desk.reasons.form import ReasonForm
from ledger.desk.sheet.declared import Choices, Sheet, SheetColumn, cell_text
from ledger.words.field_help import field_help


def columns_of(sheet: Sheet, known: Mapping[str, Choices]) -> list[dict[str, Any]]:
    """The columns as the browser takes them."""
    return [column_of(sheet, one, known.get(one.key, ())) for one in sheet.shown_columns]


def column_of(sheet: Sheet, column: SheetColumn, known: Choices) -> dict[str, Any]:
    field, kind = sheet.field(column), sheet.kind(column)
    found: dict[str, Any] = {
        "key": column.key,
        "label": str(column.label or field.verbose_name),
        "kind": kind,
        "width": column.width,
        "required": sheet.needs(column) and not field.has_default(),
        "total": column.has_total,
        "help": str(field_help(field)),
    }
    if isinstance(field, models.CharField) and field.max_length:
        found["longest"] = field.max_length
    if kind == "choice":
        found["choices"] = [[str(value), str(label)] for value, label in field.flatchoices]
    if kind == "search":
        found |= {"choices": [list(one) for one in known], "search": sheet.search_address(column)}
    if kind == "flag":
        found["choices"] = [["on", _("yes")], ["", _("no")]]
    return found


def rows_of(sheet: Sheet, rows: Iterable[Any], known: Mapping[str, Choices]) -> list[dict[str, Any]]:
    """The rows as the browser takes them; read without making more of each than its cells."""
    words = {key: dict(some) for key, some in known.items()}
    fields = [(one, sheet.field(one).attname, one.key in known) for one in sheet.shown_columns]
    found = []
    for row in rows:
        cells, shown = {}, {}
        for column, attribute, is_link in fields:
            stored = getattr(row, attribute)
            if is_link:
                cells[column.key] = sheet.cell_of_link(column, stored)
                shown[column.key] = words[column.key].get(cells[column.key], "")
            else:
                cells[column.key] = cell_text(stored)
        found.append({"id": row.pk, "revision": row.revision, "cells": cells, "shown": shown})
    return found


def known_links(sheet: Sheet, rows: Iterable[Any]) -> dict[str, Choices]:
    """Column -> what its cells name, in words; a query for each column."""
    rows = list(rows)
    return {one.key: sheet.known(one, rows) for one in sheet.columns if sheet.kind(one) == "search"}


def stored_cells(sheet: Sheet) -> dict[str, Any]:
    """Columns and rows, as they are stored."""
    rows = list(sheet.rows())
    known = known_links(sheet, rows)
    found: dict[str, Any] = {"columns": columns_of(sheet, known), "rows": rows_of(sheet, rows, known)}
    return found | ({"groups": {"column": sheet.GROUPS}} if sheet.GROUPS else {})


def sheet_json(
    sheet: Sheet, cells: Mapping[str, Any], asked: ReasonForm, *, may_edit: bool
) -> dict[str, Any]:
    """Columns and rows (`cells`), and what saving asks for."""
    return {
        "name": sheet.NAME,
        "may_edit": may_edit,
        "may_add": may_edit and sheet.may_add,
        "unit": "won",
        **cells,
        "reason": reason_of(asked),
    }


def reason_of(asked: ReasonForm) -> dict[str, Any]:
    """Whether a change must say why, and what its two inputs are called."""
    labels = {name: str(field.label) for name, field in asked.fields.items()}
    return {"required": asked.version is not None, "sentence": asked.sentence, **labels}
