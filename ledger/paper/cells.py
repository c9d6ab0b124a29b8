"""Tables as paper has them: each cell a text, the (x …) line above its figure in the same cell."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ledger import labels
from ledger.formats import form_rate, screen_text
from ledger.reports.report import (
    NEGATIVE_BASE,
    Column,
    Rate,
    Report,
    Row,
)

DERIVED, ASSUMED, ZERO_BASE, BELOW_ZERO = "*", "**", "*", "**"
"""What a footnote below the table explains. No digits: they would be read as part of the figure."""


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
    return tuple(FormCell(text, is_figure=False) for text in texts)


def words(text: str, span: int = 1) -> FormCell:
    return FormCell(text, is_figure=False, span=span)


def no_data(span: int = 1) -> FormCell:
    """'자료 없음' over some columns."""
    return words(str(labels.MARKS["missing"]), span)


def column_of(report: Report, key: str) -> Column:
    return next(column for column in report.columns if column.key == key)


def printed(report: Report, row: Row, column: Column, *, is_national: bool = False) -> str:
    """A figure in the unit of the form: '' where it is missing, 0 where the budget allots nothing there."""
    figure = row.figures[column.key]
    if figure is None and column.key in row.nil:
        figure = 0
    if figure is None:
        return ""
    text = screen_text(figure, column, report.unit, is_national=is_national or row.is_national)
    return labels.in_locale(text)


def printed_rate(row: Row, column: Column) -> str:
    """A rate of change as the form prints it, with a mark where it stands over a base of 0 or has none below 0."""
    assert isinstance(column.meaning, Rate)
    change, base = row.figures[column.meaning.of], row.figures[column.meaning.base]
    text = form_rate(change, base, is_national=column.national_of is not None)
    mark = (
        BELOW_ZERO if row.says(column.key, NEGATIVE_BASE) else ZERO_BASE if is_over_zero(row, column) else ""
    )
    return labels.in_locale(text) + mark


def is_over_zero(row: Row, column: Column) -> bool:
    """Whether a rate has no base and is printed as 100 by convention."""
    assert isinstance(column.meaning, Rate)
    return bool(row.figures[column.meaning.of]) and not row.figures[column.meaning.base]


def figure_cell(report: Report, row: Row, key: str) -> FormCell:
    """A figure, the (x …) line of its national part above it."""
    column = column_of(report, key)
    parts = [part for part in (report.national(column), column) if part is not None]
    if column.kind == "rate" and isinstance(column.meaning, Rate):
        return stacked(*(printed_rate(row, part) for part in parts))
    return stacked(*(printed(report, row, part) for part in parts))


def stacked(*lines: str) -> FormCell:
    """A cell of the lines that say anything."""
    return FormCell("\n".join(line for line in lines if line))


def mark_of(row: Row, column: Column) -> str:
    """The mark of a figure that the source leaves blank, or that rests on one."""
    keys = {column.key, column.base, getattr(column.meaning, "of", None)}
    if keys & set(row.assumed):
        return ASSUMED
    return DERIVED if keys & set(row.derived) else ""


def settled_cell(report: Report, row: Row, column: Column) -> str:
    """A figure of a settlement with its mark, and below it that more was spent than there was; '' where missing."""
    if row.figures[column.key] is None:
        return ""
    figure = printed(report, row, column) + mark_of(row, column)
    over = row.over(column.key)
    return f"{figure}\n[{labels.note(over)}]" if over else figure


def marks_explained(rows: list[Row]) -> tuple[str, ...]:
    """The footnotes of the marks in rows of a settlement."""
    notes = []
    if any(row.derived for row in rows):
        notes.append(gettext("* Blank in the source: derived by identity or from the neighbouring year."))
    if any(row.assumed for row in rows):
        notes.append(
            gettext(
                "** Blank in the source and assumed: no budget change was reported. What is derived from it rests"
                " on that."
            )
        )
    return tuple(notes)
