"""A report as a worksheet: the same figures in the same order as on screen.

Cells hold the number in the unit of the heading; △ and (x …) are number formats, so cells stay numeric. Text is
written as text: a description that begins with '=' is no formula.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import xlsxwriter
from django.utils.translation import gettext
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.figures.facts import Facts
from ledger.reporting.reasons import count_reasons, reasons
from ledger.reporting.report import Column, Report, Row
from ledger.reports import DECLARED
from ledger.tieout import findings
from ledger.words import heading_words, labels, locale
from ledger.words.corrections import Corrections, numbered_corrections
from ledger.words.footnotes import ASSUMED, footnotes, mark_of
from ledger.words.formats import excel_formats, is_rounded_away, printed_number, with_words
from ledger.workbook.book import number_width, width_of

FONT = "맑은 고딕"
DEFAULT_STYLE = {"font_name": FONT, "font_size": 10}
"""The format of a cell that has no other."""
LONGEST_TEXT = 32_767
"""What a cell of the file format can hold, in UTF-16 units: an emoji counts as two."""

NOTHING_SEEN = "\u200b"
"""A character without width."""

LABEL_WIDTH, FIGURE_WIDTH, PORTION_WIDTH, TEXT_WIDTH = 34, 18, 9, 40
HEADER_HEIGHT = 32
ROOM_OF_WORDS = 24
"""What the words behind a figure need, in either language: 'over the current budget'."""
RED = "#9C0006"


def cell_text(text: str) -> str:
    """The text as a cell can hold it: what is cut off says so, and Excel's own escapes stay text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for formatted text and would write it into the file's XML as it is.
        text += NOTHING_SEEN
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    note = gettext(" … (cut: %(count)s characters in the ledger)") % {"count": len(text)}
    # A character of two units of which one is cut off goes whole.
    return units[: 2 * (LONGEST_TEXT - len(note))].decode("utf-16-le", "ignore") + note


def number_format(
    kind: str, unit: str = "won", *, is_national: bool = False, is_rounded: bool = False
) -> str:
    """The number format of a kind of figure, with the reader's sign; `is_rounded`: it is not 0 but shown as 0."""
    formats = excel_formats(kind, unit)
    national = formats.national_rounded if is_rounded else formats.national
    return locale.in_locale(national if is_national else formats.plain).replace('"-"', "-")


@dataclass(frozen=True)
class Styles:
    """The cell formats of a workbook, each made once."""

    workbook: xlsxwriter.Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def make(self, **properties: object) -> Format:
        """The format with these properties of XlsxWriter, beside the default ones."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({**DEFAULT_STYLE, **properties})
        return self.made[key]

    def figure(
        self,
        row: Row,
        column: Column,
        unit: str,
        *,
        is_national: bool,
        is_rounded: bool = False,
        correction: str = "",
    ) -> Format:
        """The format of a figure: △ and (x …) by number format; the marks too: *, ** and ¹⁾.

        That more was spent than there was stands behind it in words, in red.
        """
        mark = mark_of(row, column)
        number = number_format(column.kind, unit, is_national=is_national, is_rounded=is_rounded)
        over = labels.warning(row, column.key)
        behind = f"{mark} {correction}" if correction else mark
        return self.make(
            **({"font_color": RED} if over else {}),
            num_format=with_words(number, behind + (over and f" {over}")),
            border=1,
            bold=bool(row.parts),
            underline=int(bool(mark)),
            italic=mark == ASSUMED,
        )


@dataclass(frozen=True)
class SheetHeading:
    """What stands above a sheet: whose figures they are, which budget against which, and when they were read.

    `names` has the words of keys in cells. `facts` None: the report's columns have their names. `notes` stand below the
    table; None: those that the report calls for.
    """

    of: str
    line: str
    as_of: datetime
    names: Mapping[str, str]
    facts: Facts | None = None
    notes: tuple[str, ...] | None = None


def report_workbook(report: Report, facts: Facts) -> bytes:
    """The .xlsx file of a programme's report."""
    corrections = numbered_corrections(report, facts, findings(facts, with_causes=False))
    names, line = heading_words.names_of_keys(facts), heading_words.headline(facts)
    heading = SheetHeading(facts.program.name, line, facts.as_of, names, facts)
    return workbook_under(heading, report, corrections)


def workbook_under(heading: SheetHeading, report: Report, corrections: Corrections | None = None) -> bytes:
    """The .xlsx file of a report under its heading; printed errors are marked and said below the table."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties(
            {
                "title": f"{heading.of} {heading_words.title(report)}".strip(),
                # The file format knows no other time zone.
                "created": heading.as_of.astimezone(UTC),
            }
        )
        ReportSheet(workbook, report, heading, corrections).write()
    return target.getvalue()


class ReportSheet:
    """One worksheet: heading lines, header, for each row its national line and its amounts, footnotes."""

    HEADER = 4
    """The line of the column headings, counted from 0."""

    def __init__(
        self,
        workbook: xlsxwriter.Workbook,
        report: Report,
        heading: SheetHeading,
        corrections: Corrections | None = None,
    ) -> None:
        self.report, self.heading, self.corrections = report, heading, corrections
        self.sheet: Worksheet = workbook.add_worksheet(heading_words.report_name(report))
        self.styles = Styles(workbook)
        self.columns = [column for column in report.columns if column.national_of is None]
        self.has_national = any(column.national_of for column in report.columns)
        self.first = 2 if self.has_national else 1
        facts = heading.facts
        self.reasons = reasons(report, facts) if facts and DECLARED[report.name].is_explained else {}
        self.has_reasons = any(reason.explanation for reason in self.reasons.values())
        self.has_remarks = any(not row.hides(column) for row in report.rows for column in row.notes)
        self.widths = dict.fromkeys(range(self.first, self.first + len(self.columns)), FIGURE_WIDTH)

    @property
    def texts(self) -> list[str]:
        """The headings of the columns of words that stand behind the figures."""
        found = [gettext("Remarks")] if self.has_remarks else []
        return [*found, gettext("Explanation")] if self.has_reasons else found

    def write(self) -> None:
        """Write the whole sheet."""
        self.write_heading()
        line = self.HEADER
        for row in self.report.rows:
            for is_national in (True, False) if self.has_national else (False,):
                line += 1
                self.write_row(line, row, is_national=is_national)
        own = self.heading.notes
        notes = [
            *(footnotes(self.report, self.heading.facts) if own is None else own),
            *(self.corrections.notes if self.corrections else ()),
        ]
        if (open_reasons := count_reasons(self.reasons.values()))["open"]:
            notes.append(labels.reasons_text(open_reasons))
        for offset, note in enumerate(notes, start=2):
            self.sheet.write_string(line + offset, 0, note, self.styles.make(font_size=9))
        self.set_up_page()

    def write_heading(self) -> None:
        """Whose report, version and base and moment, unit; then the headings of the columns."""
        title = cell_text(" · ".join(filter(None, (self.heading.of, heading_words.title(self.report)))))
        self.sheet.write_string(0, 0, title, self.styles.make(bold=True, font_size=14))
        self.sheet.write_string(1, 0, cell_text(self.heading.line), self.styles.make())
        self.sheet.write_string(2, 0, locale.unit_note(self.report.unit), self.styles.make())
        headings = [heading_words.row_heading(self.report)]
        if self.has_national:
            headings.append(gettext("Portion"))
        headings += [heading_words.column_heading(column, self.heading.facts) for column in self.columns]
        headings += self.texts
        style = self.styles.make(
            bold=True, border=1, bg_color="#EEF2F7", text_wrap=True, align="center", valign="vcenter"
        )
        for at, heading in enumerate(headings):
            self.sheet.write_string(self.HEADER, at, cell_text(heading), style)

    def write_row(self, line: int, row: Row, *, is_national: bool) -> None:
        """One line: a row's amounts or its national parts. A missing figure stays an empty cell."""
        text = self.styles.make(border=1, bold=bool(row.parts), text_wrap=True)
        self.sheet.write_string(line, 0, cell_text(heading_words.row_label(row)), text)
        if self.has_national:
            portion = gettext("National part (x)") if is_national else gettext("Grand total")
            self.sheet.write_string(line, 1, portion, text)
        for at, whole in enumerate(self.columns, start=self.first):
            column = self.report.national(whole) if is_national else whole
            figure = None if column is None else row.figures[column.key]
            if whole.kind == "key":
                words = (
                    "" if figure is None else heading_words.key_label(whole, str(figure), self.heading.names)
                )
                self.sheet.write_string(line, at, cell_text(words), text)
                # What is longer takes several lines.
                self.widths[at] = max(self.widths[at], min(TEXT_WIDTH, width_of(words)))
                continue
            if row.hides(whole.key) and not is_national:
                self.sheet.write_string(line, at, labels.note(row.notes[whole.key]), text)
                continue
            has_x = is_national or (row.is_national and whole.kind == "money")
            correction = self.corrections.mark(row.key, (column or whole).key) if self.corrections else ""
            number = None if column is None else printed_number(figure, column, self.report.unit)
            style = self.styles.figure(
                row,
                whole,
                self.report.unit,
                is_national=has_x,
                is_rounded=is_rounded_away(figure, number),
                correction=correction,
            )
            if number is None:
                self.sheet.write_blank(line, at, None, style)
            else:
                self.sheet.write_number(line, at, number, style)
                self.widths[at] = max(self.widths[at], number_width(number))
        for at, words in enumerate(
            self.words_of(row, is_national=is_national), self.first + len(self.columns)
        ):
            self.sheet.write_string(line, at, cell_text(words), text)

    def words_of(self, row: Row, *, is_national: bool) -> list[str]:
        """The words behind the figures of a row: what is to be said of single cells, and why the amount changed."""
        found = []
        if self.has_remarks:
            found.append(
                heading_words.remarks_text(self.report, row, self.heading.facts, is_national=is_national)
            )
        if self.has_reasons:
            found.append("" if is_national else self.reason_of(row))
        return found

    def reason_of(self, row: Row) -> str:
        """The text for submission of a row's change, and whether it is missing or stale."""
        reason = self.reasons[row.key]
        words = [reason.explanation.submission_text] if reason.explanation else []
        if reason.is_open:
            words.append(f"({labels.REASONS[reason.state]})")
        return " ".join(words)

    def set_up_page(self) -> None:
        """A4 landscape, as wide as the page, headings repeated and kept in view."""
        # Two lines: some headings name a version or a unit.
        self.sheet.set_row(self.HEADER, HEADER_HEIGHT)
        self.sheet.set_column(0, 0, LABEL_WIDTH)
        if self.has_national:
            self.sheet.set_column(1, 1, PORTION_WIDTH)
        last = self.first + len(self.columns)
        for at, column in enumerate(self.columns, self.first):
            over = any(row.over(column.key) for row in self.report.rows)
            self.sheet.set_column(at, at, self.widths[at] + (ROOM_OF_WORDS if over else 0))
        if self.texts:
            self.sheet.set_column(last, last + len(self.texts) - 1, TEXT_WIDTH)
        self.sheet.freeze_panes(self.HEADER + 1, self.first)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(self.HEADER)
