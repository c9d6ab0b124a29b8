"""A laid out workbook as the bytes of an .xlsx file: the same book gives the same bytes."""

import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.workbook.book import LONGEST_FORMULA, Book, Sheet, SheetCell, Style
from ledger.workbook.pages import MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, page_breaks
from ledger.workbook.sheet import cell_text

A4 = 9
"""The paper, as the file format numbers it."""
FONT = {"font_name": "맑은 고딕", "font_size": 10}
"""Column widths are counted in digits of the default font: it is the one of the cells."""
TALLEST_LINE = 409
"""Points that a line can be high."""

PROTECTED = {
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What a reader may do beyond typing into the input cells; the protection has no password."""


def xlsx(book: Book) -> bytes:
    """The .xlsx file. Raises KeyError for a formula that refers to nothing, ValueError for one that is too long."""
    target = io.BytesIO()
    # XlsxWriter writes into what it is given.
    options = {"in_memory": True, "default_format_properties": dict(FONT)}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": book.title, "created": book.created})
        formats = Formats(workbook)
        for sheet in book.sheets:
            write_sheet(workbook.add_worksheet(sheet.name), sheet, book, formats)
        for name, key in book.names.items():
            workbook.define_name(name, "=" + absolute(book, key))
    return target.getvalue()


class Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.made: dict[Style, Format] = {}

    def __getitem__(self, style: Style) -> Format:
        if style not in self.made:
            self.made[style] = self.workbook.add_format(dict(sorted(style)))
        return self.made[style]


def absolute(book: Book, key: tuple[str, ...]) -> str:
    """The cell of a key as a defined name refers to it: '예산총괄!$D$7'."""
    sheet, line, at = book.place(key)
    return f"{xlsxwriter.utility.quote_sheetname(sheet)}!{xlsxwriter.utility.xl_rowcol_to_cell(line, at, True, True)}"


def write_sheet(worksheet: Worksheet, sheet: Sheet, book: Book, formats: Formats) -> None:
    """Write a sheet with all that it says of widths, merges, alerts, page and protection."""
    for at, width in enumerate(sheet.widths):
        worksheet.set_column(at, at, width)
    for line, height in sorted(sheet.heights.items()):
        worksheet.set_row(line, min(height, TALLEST_LINE))
    for corner, end in sorted(sheet.merges.items()):
        worksheet.merge_range(*corner, *end, "", formats[sheet.cells[corner].style])
    for (line, at), cell in sorted(sheet.cells.items()):
        write_cell(worksheet, (line, at), cell, formats, book, sheet.name)
    for alert in sheet.alerts:
        first, last = alert.lines
        rule = {"type": "cell", "criteria": "==", "value": f'"{alert.text}"', "format": formats[alert.style]}
        worksheet.conditional_format(first, alert.at, last, alert.at, rule)
    set_up_page(worksheet, sheet, book)
    worksheet.protect("", PROTECTED)


def write_cell(
    worksheet: Worksheet, corner: tuple[int, int], cell: SheetCell, formats: Formats, book: Book, on: str
) -> None:
    """A number as a number, a text as a text whatever it begins with, a formula with its result."""
    shown = formats[cell.style]
    if cell.formula is not None:
        text = book.text_of(cell.formula, on)
        if len(text) > LONGEST_FORMULA:
            raise ValueError(f"{on} {corner}: a formula of {len(text)} characters")
        result = cell.content if isinstance(cell.content, int | str) else as_float(cell)
        worksheet.write_formula(*corner, text, shown, "" if result is None else result)
    elif cell.content is None:
        worksheet.write_blank(*corner, None, shown)
    elif isinstance(cell.content, str):
        worksheet.write_string(*corner, cell_text(cell.content), shown)
    else:
        worksheet.write_number(*corner, cell.content, shown)


def as_float(cell: SheetCell) -> float | None:
    """A cell's number as the float that the file holds; None for nothing."""
    assert not isinstance(cell.content, str)
    return None if cell.content is None else float(cell.content)


def set_up_page(worksheet: Worksheet, sheet: Sheet, book: Book) -> None:
    """A4, as wide as the page, headings on every page, what it is above and the page's number below."""
    worksheet.set_paper(A4)
    worksheet.set_margins(left=MARGIN_SIDE, right=MARGIN_SIDE, top=MARGIN_TOP, bottom=MARGIN_BOTTOM)
    worksheet.fit_to_pages(1, 0)
    worksheet.print_area(0, 0, sheet.last_line, sheet.printed - 1)
    worksheet.center_horizontally()
    worksheet.set_header(book.header)
    worksheet.set_footer(book.footer)
    worksheet.hide_gridlines(2)
    if sheet.is_landscape:
        worksheet.set_landscape()
    worksheet.set_h_pagebreaks(page_breaks(sheet))
    if sheet.headings is not None:
        worksheet.repeat_rows(*sheet.headings)
    if sheet.frozen is not None:
        worksheet.freeze_panes(*sheet.frozen)
    if sheet.filtered is not None:
        worksheet.autofilter(*sheet.filtered)
