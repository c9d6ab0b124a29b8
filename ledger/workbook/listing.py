"""A plain list as an Excel file: one sheet, one row of headings, text as text."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from ledger.workbook.book import number_width
from ledger.workbook.sheet import FIGURE_WIDTH, Styles, cell_text

HEADER = 3
"""The line of the headings, counted from 0."""


def listing_workbook(title: str, line: str, rows: Iterable[Sequence[object]]) -> bytes:
    """The .xlsx file of rows, the first of which are the headings, under a title and a line of words.

    Whole and decimal numbers, dates and moments (without a time zone) are written as such, nothing as a blank cell,
    anything else as text. The title names the sheet too: short, without / [ ].
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet, styles = workbook.add_worksheet(title), Styles(workbook)
        text, number = styles.make(border=1), styles.make(border=1, num_format="#,##0")
        decimal = styles.make(border=1, num_format="#,##0.##")
        day = styles.make(border=1, num_format="yyyy-mm-dd")
        moment = styles.make(border=1, num_format="yyyy-mm-dd hh:mm")
        heading = styles.make(bold=True, border=1, bg_color="#EEF2F7", align="center")
        sheet.write_string(0, 0, cell_text(title), styles.make(bold=True, font_size=14))
        sheet.write_string(1, 0, cell_text(line), styles.make())
        widths: dict[int, int] = {}
        for at, row in enumerate(rows, HEADER):
            for place, cell in enumerate(row):
                widths.setdefault(place, FIGURE_WIDTH)
                match cell:
                    case _ if at == HEADER:
                        sheet.write_string(at, place, cell_text(str(cell)), heading)
                    case datetime():
                        sheet.write_datetime(at, place, cell, moment)
                    case date():
                        sheet.write_datetime(at, place, cell, day)
                    case None | "":
                        sheet.write_blank(at, place, None, text)
                    case Decimal():
                        sheet.write_number(at, place, cell, decimal)
                    case int():
                        widths[place] = max(widths[place], number_width(cell))
                        sheet.write_number(at, place, cell, number)
                    case _:
                        sheet.write_string(at, place, cell_text(str(cell)), text)
        for place, width in widths.items():
            sheet.set_column(place, place, width)
        sheet.freeze_panes(HEADER + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER)
    return target.getvalue()
