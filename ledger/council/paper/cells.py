"""Tables as paper has them: each cell a text, the (x …) line above its figure in the same cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ledger.council.form import BELOW_ZERO, NO_DATA, ZERO_BASE, is_dashed_sum, is_over_zero
from ledger.council.form_table import DeclaredTable, TextColumn, column_of
from ledger.figures.facts import Facts
from ledger.reporting.report import NEGATIVE_BASE, Column, Rate, Report, Row
from ledger.words import labels, locale
from ledger.words.corrections import Corrections
from ledger.words.footnotes import mark_of
from ledger.words.formats import form_rate, screen_text

NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class FormCell:
    """A cell; its lines are parted by line breaks. It is as wide as `span` columns."""

    text: str = ""
    is_figure: bool = True
    span: int = 1


@dataclass(frozen=True)
class FormRow:
    """A row; its label stands beside `height` rows, and in none where that is 0. `kind`: total, subtotal, line."""

    label: str
    cells: tuple[FormCell, ...]
    height: int = 1
    kind: str = "line"


@dataclass(frozen=True)
class FormTable:
    """A table with its title, the words of its unit, headings, rows and footnotes."""

    title: str
    unit: str
    headings: tuple[FormCell, ...]
    rows: tuple[FormRow, ...]
    notes: tuple[str, ...] = ()


def headings(*texts: str) -> tuple[FormCell, ...]:
    """The cells of a heading line."""
    return tuple(FormCell(text, is_figure=False) for text in texts)


def text_cell(text: str, span: int = 1) -> FormCell:
    """A cell of words, as wide as `span` columns."""
    return FormCell(text, is_figure=False, span=span)


def no_data(span: int = 1) -> FormCell:
    """'자료 없음' over some columns."""
    return text_cell(str(NO_DATA), span)


def printed_figure(report: Report, row: Row, column: Column, *, is_national: bool = False) -> str:
    """A figure in the unit of the form: '' where it is missing, 0 where the budget allots nothing there."""
    figure = row.figures[column.key]
    if figure is None and (column.key in row.unallotted or is_dashed_sum(row, column)):
        figure = 0
    if figure is None:
        return ""
    text = screen_text(figure, column, report.unit, is_national=is_national or row.is_national)
    return locale.in_locale(text)


def printed_rate(row: Row, column: Column) -> str:
    """A rate of change as the form prints it, with a mark where it stands over a base of 0 or has none below 0."""
    assert isinstance(column.meaning, Rate)
    change, base = row.figures[column.meaning.of], row.figures[column.meaning.base]
    text = form_rate(change, base, is_national=column.national_of is not None)
    mark = (
        BELOW_ZERO if row.says(column.key, NEGATIVE_BASE) else ZERO_BASE if is_over_zero(row, column) else ""
    )
    return locale.in_locale(text) + mark


def figure_cell(report: Report, row: Row, key: str, corrections: Corrections | None = None) -> FormCell:
    """A figure, the (x …) line of its national part above it, each with the mark of its correction."""
    column = column_of(report, key)
    parts = [part for part in (report.national(column), column) if part is not None]
    is_rate = column.kind == "rate" and isinstance(column.meaning, Rate)
    texts = (printed_rate(row, part) if is_rate else printed_figure(report, row, part) for part in parts)
    return stack_lines(
        *(with_correction_mark(text, row, part, corrections) for text, part in zip(texts, parts, strict=True))
    )


def with_correction_mark(text: str, row: Row, column: Column, corrections: Corrections | None) -> str:
    """The text of a figure, with its mark where the document prints another one: '1,045 ¹⁾'."""
    mark = corrections.mark(row.key, column.key) if corrections and text else ""
    return f"{text} {mark}" if mark else text


def stack_lines(*lines: str) -> FormCell:
    """A cell of the lines that say anything."""
    return FormCell("\n".join(line for line in lines if line))


def marked_settlement_figure(
    report: Report, row: Row, column: Column, corrections: Corrections | None = None
) -> str:
    """A figure of a settlement with its marks, and below it that more was spent than there was; '' where missing."""
    if row.figures[column.key] is None:
        return ""
    figure = with_correction_mark(
        printed_figure(report, row, column) + mark_of(row, column), row, column, corrections
    )
    over = row.over(column.key)
    return f"{figure}\n[{labels.note(over)}]" if over else figure


def form_cells(
    declared: DeclaredTable,
    report: Report,
    row: Row,
    corrections: Corrections | None = None,
    texts: Mapping[str, str] = NO_TEXTS,
) -> tuple[FormCell, ...]:
    """The cells of a row in the columns of a table of the form; `texts`: column of words -> what stands there."""
    return tuple(
        text_cell(texts.get(shown.key, ""))
        if isinstance(shown, TextColumn)
        else figure_cell(report, row, shown.key, corrections)
        for shown in declared.on_paper(report)
    )


def form_table(
    declared: DeclaredTable, report: Report, facts: Facts, rows: Iterable[FormRow], corrections: Corrections
) -> FormTable:
    """A table of the form with those rows; none where it is empty. The footnotes of printed errors come last."""
    return FormTable(
        str(declared.title),
        str(declared.unit.paper),
        headings(*declared.paper_headings(report, facts)),
        () if declared.is_empty(facts) else tuple(rows),
        (*declared.paper_notes(report, facts), *corrections.notes),
    )
