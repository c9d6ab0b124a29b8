"""The line items of many programmes as an Excel file, written row by row: its memory does not grow with them.

The same rows give the same bytes: there is no clock in the file.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

import xlsxwriter
from django.utils.translation import gettext
from xlsxwriter.worksheet import Worksheet

from ledger.figures.line_item import LineItem
from ledger.reporting.line_items import COLUMNS
from ledger.reporting.report import national_key
from ledger.words import labels
from ledger.workbook.book import UNDATED, number_width
from ledger.workbook.sheet import DEFAULT_STYLE, HEADER_HEIGHT, Styles, cell_text, number_format

WIDTHS = {
    "fiscal_year": 9,
    "version": 26,
    "code": 10,
    "position": 7,
    "description": 34,
    "basis": 40,
    "amount": 18,
    national_key("amount"): 18,
    "is_one_off": 9,
}
"""Column -> its width in characters, where it is not WIDTH."""
WIDTH = 20
"""The width of the other columns."""

MOST_LINE_ITEMS = 1_048_576 - 6
"""How many rows a sheet of the file format can hold below the heading."""


def line_items_workbook(
    heading: Sequence[str],
    rows: Iterable[LineItem],
    versions: Mapping[str, str],
    changed: datetime | None = None,
) -> IO[bytes]:
    """The .xlsx file of the rows below some heading lines, the first of which is the title; read from its beginning.

    `versions` has the words of the versions' keys; `changed` is when the ledger's line items last changed, None where
    no history says so. The file is gone once it is closed.
    """
    # What is written on the way lies in a folder of its own: it goes also where writing stops half-way.
    with ExitStack() as undo, TemporaryDirectory() as folder:
        target = undo.enter_context(TemporaryFile())
        workbook = xlsxwriter.Workbook(
            target,
            {"constant_memory": True, "tmpdir": folder, "default_format_properties": dict(DEFAULT_STYLE)},
        )
        workbook.set_properties({"title": heading[0], "created": (changed or UNDATED).astimezone(UTC)})
        sheet, styles = workbook.add_worksheet(gettext("Line items")), Styles(workbook)
        first = write_heading(sheet, styles, heading)
        last, largest = write_rows(sheet, first, rows, versions)
        # Where the cells are written their formats must be known, and only then how wide the widest is.
        set_columns(sheet, styles, largest)
        sheet.autofilter(first - 1, 0, max(last, first), len(COLUMNS) - 1)
        workbook.close()
        target.seek(0)
        undo.pop_all()
    return target


def write_heading(sheet: Worksheet, styles: Styles, heading: Sequence[str]) -> int:
    """The first line of the rows, counted from 0, once page, columns, heading lines and column headings are written."""
    set_up(sheet, styles, header=len(heading) + 1)
    for line, words in enumerate(heading):
        style = styles.make() if line else styles.make(bold=True, font_size=14)
        sheet.write_string(line, 0, cell_text(words), style)
    style = styles.make(
        bold=True, border=1, bg_color="#EEF2F7", text_wrap=True, align="center", valign="vcenter"
    )
    for at, column in enumerate(COLUMNS):
        sheet.write_string(len(heading) + 1, at, labels.heading(column.heading), style)
    return len(heading) + 2


def write_rows(
    sheet: Worksheet, first: int, rows: Iterable[LineItem], versions: Mapping[str, str]
) -> tuple[int, dict[int, int]]:
    """The last line and, by column, the largest number of each that has any, once the rows are written from a line on.

    Cells take the format of their column.
    """
    largest: dict[int, int] = {}
    one_off, without = gettext("one-off"), gettext("without line items")
    words = {key: cell_text(text) for key, text in versions.items()}
    line = first - 1
    for line, one in enumerate(rows, start=first):
        is_one_off, remark = one.is_one_off, "" if one.is_itemised else without
        cells = (one.fiscal_year, words[one.version], *one[2:-1], one_off if is_one_off else "", remark)
        for at, cell in enumerate(cells):
            if isinstance(cell, int):
                if abs(cell) > largest.get(at, 0):
                    largest[at] = abs(cell)
                sheet.write_number(line, at, cell)
            elif cell:
                sheet.write_string(line, at, cell_text(cell))
    return line, largest


def set_columns(sheet: Worksheet, styles: Styles, largest: Mapping[int, int]) -> None:
    """Set formats and widths of the columns, each as wide as its largest number."""
    for at, column in enumerate(COLUMNS):
        # No format where the workbook's own will do: it would be written into each cell.
        style = None
        if column.kind == "money":
            is_national = column.national_of is not None
            style = styles.make(num_format=number_format("money", is_national=is_national))
        widest = number_width(largest[at]) if at in largest and column.key != "fiscal_year" else 0
        sheet.set_column(at, at, max(WIDTHS.get(column.key, WIDTH), widest), style)


def set_up(sheet: Worksheet, styles: Styles, header: int) -> None:
    """Set up the page: A4 landscape, as wide as the page, headings repeated and kept in view."""
    set_columns(sheet, styles, {})
    sheet.set_row(header, HEADER_HEIGHT)
    sheet.freeze_panes(header + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
