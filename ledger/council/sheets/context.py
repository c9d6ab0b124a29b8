"""What every sheet of the council's workbook is built from, and the lines that stand on top of each."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.utils.timezone import localtime

from ledger.council import form
from ledger.council.form_table import DeclaredTable
from ledger.council.sheets import styles
from ledger.council.sheets.figures import Figures
from ledger.council.sheets.fitting import MOST_LINES, fits, height_of, longest_start, pieces
from ledger.figures.facts import Explanation
from ledger.load.council import CouncilSource
from ledger.reporting.report import Report
from ledger.reports import REPORTS
from ledger.tieout import Finding, findings
from ledger.tieout.evidence import Evidence
from ledger.words import heading_words
from ledger.words.corrections import Corrections, numbered_corrections
from ledger.words.findings import FindingWords
from ledger.workbook.book import CellKey, Sheet

WORKBOOK_REPORTS = tuple(report for report in REPORTS if report.is_printed)
"""The reports whose figures stand in the workbook: those that documents print."""

CONTINUED = " … (이어짐: 검증 시트의 긴 글 {number})"
"""Behind a text that its cell has no room for."""

NO_TEXT = "(제출용 문구 없음)"
"""In the place of an explanation that has nothing to say outside."""

TOP = 4
"""The line of a sheet, counted from 0, at which its headings begin."""


def printable(text: str) -> str:
    """The text without what no header, property or name of a file can hold: control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


class CouncilWorkbook:
    """The facts with their reports and findings, each computed once, and what the sheets leave for one another."""

    def __init__(self, source: CouncilSource, *, is_internal: bool) -> None:
        self.source, self.facts, self.is_internal = source, source.facts, is_internal
        self.reports: Mapping[str, Report] = {one.name: one.build(self.facts) for one in WORKBOOK_REPORTS}
        self.words = FindingWords(self.facts)
        self.figures = Figures()
        self.by_source: dict[str, Report] = {}
        self.long_texts: list[tuple[str, str]] = []
        self._corrections: dict[str, Corrections] = {}
        for report in self.reports.values():
            self.figures.add_report(report)

    @cached_property
    def evidence(self) -> Evidence:
        """What the rules look at: the given figures behind each cell."""
        return Evidence(self.facts)

    @cached_property
    def findings(self) -> list[Finding]:
        """All tie-outs; likely causes are tested for the internal edition only."""
        return findings(self.facts, with_causes=self.is_internal)

    def corrections(self, report: Report) -> Corrections:
        """The printed errors of a report's table, numbered as its sheet is read."""
        if report.name not in self._corrections:
            self._corrections[report.name] = numbered_corrections(report, self.facts, self.findings)
        return self._corrections[report.name]

    def figure(self, *key: str) -> int | None:
        """The exact won of a figure; None where it is missing."""
        return self.figures.won.get(key)

    def fitted(self, text: str, width: float, where: str) -> str:
        """The text as it fits into a cell of a table; the whole of a longer one is told on 검증."""
        if fits(text, width):
            return text
        self.long_texts.append((where, text))
        note = CONTINUED.format(number=len(self.long_texts))
        return text[: longest_start(text, width / 1.1 * (1 - 3 / MOST_LINES))] + note

    def submission_text(self, said: Explanation) -> str:
        """The text for submission; the internal edition says where there is none."""
        return said.submission_text.strip() or (NO_TEXT if self.is_internal else "")

    def headline(self) -> str:
        """'2022년 예산안(작성 중) · 2021년 본예산 대비 · 2021-10-12 17:40 기준'."""
        facts, moment = self.facts, self.source.last_change
        parts = [
            heading_words.with_status(facts.version),
            heading_words.deemed_line(facts),
            heading_words.compared_with(facts.base),
            f"{moment:%Y-%m-%d %H:%M} 기준" if moment else "",
        ]
        return " · ".join(filter(None, parts))

    def begin(self, name: str, unit: str, widths: tuple[float, ...], *, is_landscape: bool = True) -> Sheet:
        """A sheet with its title, whose figures they are, and the unit of its heading."""
        sheet = Sheet(name, widths, is_landscape=is_landscape)
        last = len(widths) - 1
        program = self.fitted(self.facts.program.name, 60, f"{name} 제목")
        sheet.put(0, 0, name, styles.TITLE, through=(0, last))
        sheet.put(1, 0, f"{program} · {self.headline()}", styles.SUBTITLE, through=(1, last))
        if unit:
            sheet.put(2, 0, f"(단위: {unit})", styles.UNIT, through=(2, last))
        sheet.heights[0] = 26
        return sheet

    def begin_table(self, declared: DeclaredTable, widths: tuple[float, ...]) -> Sheet:
        """The sheet of a table of the form."""
        return self.begin(declared.sheet, str(declared.unit.sheet), widths)


def say_empty(sheet: Sheet) -> None:
    """Write that a table has no rows, over the width of its sheet."""
    sheet.put(TOP, 0, str(form.NO_DATA), styles.TEXT, through=(TOP, len(sheet.widths) - 1))


def internal_note(said: Explanation) -> str:
    """What never leaves in a 제출본: the note, who wrote it and when, under which document number."""
    note = said.internal_note.strip()
    number = f", {said.document_number}" if said.document_number else ""
    written = f"작성: {said.author} {localtime(said.created_at):%Y-%m-%d %H:%M}{number}"
    return "\n".join(part for part in (f"메모: {note}" if note else "", written) if part)


def portion_cell_key(report: str, row: str, *, is_national: bool) -> CellKey:
    """The key of the cell that says 계 or 국비(x) of a row."""
    return ("portion", report, row, "national" if is_national else "whole")


def write_section(sheet: Sheet, line: int, title: str) -> int:
    """Write a title over the width of the sheet; the line after it."""
    sheet.put(line, 0, f"□ {title}", styles.SECTION, through=(line, sheet.printed - 1))
    sheet.heights[line] = 22
    return line + 1


def write_notes(sheet: Sheet, line: int, texts: Iterable[str]) -> int:
    """Write footnotes over the width of the sheet from a line on; the line after them."""
    width = sum(sheet.widths[: sheet.printed])
    for text in texts:
        for piece in pieces(text, width):
            sheet.put(line, 0, piece, styles.NOTE, through=(line, sheet.printed - 1))
            sheet.heights[line] = height_of(piece, width)
            line += 1
    return line
