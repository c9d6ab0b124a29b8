"""A report as a worksheet: the same figures in the same order as on screen.

Cells hold the number in the unit of the heading; △ and (x …) are number formats, so cells stay numeric. Text is
written as text: a description that begins with '=' is no formula.
"""

import io
from dataclasses import dataclass, field

import xlsxwriter
from django.utils.translation import gettext
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger import labels
from ledger.facts import Facts
from ledger.formats import EXCEL_FORMATS, printed_number
from ledger.reports.report import Column, Report, Row
from ledger.tables import footnotes

FONT = "맑은 고딕"
LONGEST_TEXT = 32_767
"""What a cell of the file format can hold."""

LABEL_WIDTH, FIGURE_WIDTH, PORTION_WIDTH = 34, 18, 9


def cell_text(text: str) -> str:
    """The text as a cell can hold it: what is cut off says so, and Excel's own escapes stay text."""
    if len(text) <= LONGEST_TEXT:
        return text
    note = gettext(" … (cut: %(count)s characters in the ledger)") % {"count": len(text)}
    return text[: LONGEST_TEXT - len(note)] + note


@dataclass(frozen=True)
class Styles:
    """The cell formats of a workbook, each made once."""

    workbook: xlsxwriter.Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def make(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"font_name": FONT, "font_size": 10, **properties})
        return self.made[key]

    def figure(self, column: Column, *, is_national: bool, is_total: bool) -> Format:
        formats = EXCEL_FORMATS[column.kind]
        return self.make(
            num_format=formats.national if is_national else formats.plain, border=1, bold=is_total
        )


def report_workbook(report: Report, facts: Facts) -> bytes:
    """The .xlsx file of a report."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties(
            {
                "title": f"{facts.program.name} {labels.title(report)}",
                "created": facts.as_of.replace(tzinfo=None),
            }
        )
        write_sheet(workbook, report, facts)
    return target.getvalue()


def write_sheet(workbook: xlsxwriter.Workbook, report: Report, facts: Facts) -> Worksheet:
    """Heading lines, then the header, then for each row its national line (where there is one) and its amounts."""
    sheet: Worksheet = workbook.add_worksheet(str(labels.REPORTS[report.name]))
    styles = Styles(workbook)
    columns = [column for column in report.columns if column.national_of is None]
    has_national = any(column.national_of for column in report.columns)
    sheet.write_string(
        0,
        0,
        cell_text(f"{facts.program.name} · {labels.title(report)}"),
        styles.make(bold=True, font_size=14),
    )
    sheet.write_string(1, 0, labels.headline(facts), styles.make())
    sheet.write_string(2, 0, labels.unit_note(report.unit), styles.make())
    header = 4
    heading = styles.make(
        bold=True, border=1, bg_color="#EEF2F7", text_wrap=True, align="center", valign="vcenter"
    )
    sheet.write_string(header, 0, str(labels.ROW_HEADINGS[report.name]), heading)
    first = 1
    if has_national:
        sheet.write_string(header, 1, gettext("Portion"), heading)
        sheet.set_column(1, 1, PORTION_WIDTH)
        first = 2
    for offset, column in enumerate(columns):
        sheet.write_string(header, first + offset, labels.column_heading(report, column, facts), heading)
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(first, first + len(columns) - 1, FIGURE_WIDTH)
    line = header
    for row in report.rows:
        for is_national in (True, False) if has_national else (False,):
            line += 1
            write_row(sheet, styles, report, facts, row, line, first, columns, is_national=is_national)
    for note in footnotes(report):
        line += 1
        sheet.write_string(line + 1, 0, note, styles.make(font_size=9))
    sheet.freeze_panes(header + 1, first)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    return sheet


def write_row(
    sheet: Worksheet,
    styles: Styles,
    report: Report,
    facts: Facts,
    row: Row,
    line: int,
    first: int,
    columns: list[Column],
    *,
    is_national: bool,
) -> None:
    """One line of the sheet: a row's amounts or its national parts. A missing figure stays an empty cell."""
    is_total = bool(row.parts) or row.key == "total"
    text = styles.make(border=1, bold=is_total, text_wrap=True)
    sheet.write_string(line, 0, cell_text(labels.row_label(report, row)), text)
    if first == 2:
        portion = gettext("National part (x)") if is_national else gettext("Grand total")
        sheet.write_string(line, 1, portion, text)
    site_names = {site.slug: site.name for site in facts.sites}
    for offset, whole in enumerate(columns):
        column = report.national(whole) if is_national else whole
        figure = None if column is None else row.figures[column.key]
        at = (line, first + offset)
        if whole.kind == "key":
            words = "" if figure is None else labels.key_label(whole, str(figure), site_names)
            sheet.write_string(*at, cell_text(words), text)
            continue
        has_x = is_national or (row.is_national and whole.kind == "money")
        style = styles.figure(whole, is_national=has_x, is_total=is_total)
        number = None if column is None else printed_number(figure, column, report.unit)
        if number is None:
            sheet.write_blank(*at, None, style)
        else:
            sheet.write_number(*at, number, style)
