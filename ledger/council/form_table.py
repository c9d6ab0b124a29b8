"""What a table of the council's form declares: its report, columns, headings and footnotes, for paper and sheet.

Paper has its words in the reader's language; the workbook is Korean always. Where the two say one thing in different
words, both stand side by side in a `Wording`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ledger.figures.facts import Facts
from ledger.reporting.report import Column, Report
from ledger.words import heading_words
from ledger.words.locale import Text


@dataclass(frozen=True)
class Wording:
    """What paper and what the workbook call one thing."""

    paper: Text
    sheet: Text


def same_wording(words: Text) -> Wording:
    """The wording of what both call the same."""
    return Wording(words, words)


def sheet_wording(words: Text) -> Wording:
    """The wording of what only the workbook has."""
    return Wording("", words)


@dataclass(frozen=True)
class TextColumn:
    """A column of words beside the figures: a period, a reason, remarks."""

    key: str
    heading: Wording


FormColumn = Column | TextColumn
"""A column of a table: of the report's figures, or of words."""
ChooseColumns = Callable[[Report], tuple[FormColumn, ...]]
"""A report -> its columns in a table, in order, behind that of the labels; a national one stands with its whole."""

Notes = Callable[[Report, Facts], list[str]]
"""A report and its facts -> the footnotes of a table."""


def column_of(report: Report, key: str) -> Column:
    """The column of that key."""
    return next(column for column in report.columns if column.key == key)


def columns_of_keys(*shown: str | TextColumn) -> ChooseColumns:
    """Shows the columns of these keys, and columns of words as they are, of any report."""

    def columns(report: Report) -> tuple[FormColumn, ...]:
        return tuple(column_of(report, one) if isinstance(one, str) else one for one in shown)

    return columns


def no_columns(report: Report) -> tuple[FormColumn, ...]:
    """Shows no column: the table is only on the other medium."""
    return ()


def no_notes(report: Report, facts: Facts) -> list[str]:
    """Says nothing below the table."""
    return []


def is_never_empty(facts: Facts) -> bool:
    """Whether the table is empty: it never is."""
    return False


@dataclass(frozen=True)
class DeclaredTable:
    """A table of the form.

    `title` heads it on paper, `sheet` names its sheet. `label` heads the column of labels. `headings` has the columns
    that the form calls otherwise than a screen does. `groups`: what stands on a sheet above several columns.
    `is_empty`: whether it says `NO_DATA` in place of its rows. The footnotes come before those of printed errors.
    `is_numbered`: the sheet numbers its rows in front of their labels.
    """

    report: str
    title: Text
    sheet: str
    unit: Wording
    label: Wording
    on_paper: ChooseColumns = no_columns
    on_sheet: ChooseColumns = no_columns
    headings: Mapping[str, Wording] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_empty: Callable[[Facts], bool] = is_never_empty
    paper_notes: Notes = no_notes
    sheet_notes: Notes = no_notes
    is_numbered: bool = False

    def wording(self, report: Report, shown: FormColumn, facts: Facts) -> Wording:
        """What heads a column."""
        if isinstance(shown, TextColumn):
            return shown.heading
        return self.headings.get(shown.key) or same_wording(heading_words.column_heading(shown, facts))

    def paper_headings(self, report: Report, facts: Facts) -> list[str]:
        """What heads the labels and each column on paper."""
        words = (self.wording(report, shown, facts).paper for shown in self.on_paper(report))
        return [str(self.label.paper), *map(str, words)]

    def sheet_headings(self, report: Report, facts: Facts) -> list[str]:
        """What heads the labels, 계 or 국비(x), and each column on the sheet."""
        words = (self.wording(report, shown, facts).sheet for shown in self.on_sheet(report))
        number = [NUMBER] if self.is_numbered else []
        return [*number, str(self.label.sheet), PORTION, *map(str, words)]

    def places(self, report: Report) -> dict[str, int]:
        """Key of a column -> where it stands on the sheet, counted from 0."""
        first = 3 if self.is_numbered else 2
        return {shown.key: at for at, shown in enumerate(self.on_sheet(report), first)}


PORTION = "구분"
"""What heads the workbook's column of 계 and 국비(x); paper has the (x …) line in the cell of its figure."""

NUMBER = "연번"
"""What heads the numbers of a sheet's rows."""
