"""A report as a django-tables2 table: labels, cells as printed, links. No arithmetic, no order of its own.

One table class serves all reports, because the columns declare what they are.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2.data import TableListData

from ledger.figures.facts import Facts
from ledger.reporting.report import Column, Rate, Report, Row
from ledger.screen.tie_marks import Marks
from ledger.words import heading_words, labels, locale
from ledger.words.footnotes import ASSUMED, DERIVED, mark_of
from ledger.words.formats import MISSING, RATES_OF_CHANGE, form_rate


class OrderedRows(TableListData):
    """The rows of a report that is ordered already, so that screen, file and JSON have one order."""

    def order_by(self, aliases: object) -> None:
        return None


class LabelColumn(django_tables2.Column):
    """The words of a row, with its marks (new, ended, no data); they lead on where `links` has the row's key."""

    def __init__(self, report: Report, links: Mapping[str, str] | None = None) -> None:
        super().__init__(
            verbose_name=heading_words.row_heading(report),
            accessor="key",
            attrs={"th": {"class": "label"}, "td": {"class": "label"}},
        )
        self.report, self.links = report, links or {}

    def render(self, record: Row) -> SafeString:
        words: SafeString | str = heading_words.row_label(record)
        if record.key in self.links:
            words = format_html('<a href="{}">{}</a>', self.links[record.key], words)
        return format_html("{}{}", words, self.marks(record))

    def marks(self, record: Row) -> SafeString:
        """The marks of a row in words, each in its own element."""
        marks = [
            format_html('<span class="mark mark-{}">{}</span>', mark, labels.MARKS[mark])
            for mark in record.marks
        ]
        return SafeString("".join(marks))


class FigureColumn(django_tables2.Column):
    """A figure as printed, its national part above it as in the form; it leads to where it comes from (수치 근거)."""

    def __init__(self, report: Report, column: Column, facts: Facts | None, marks: Marks, trace: str) -> None:
        super().__init__(
            verbose_name=heading_words.column_heading(column, facts),
            accessor=f"figures__{column.key}",
            empty_values=(),
            attrs={
                "th": {"class": f"figure {column.kind} c-{column.key}", "scope": "col"},
                "td": {"class": cell_class(column)},
            },
        )
        self.report, self.column, self.national = report, column, report.national(column)
        # Where amounts have a line above them, what has none keeps it free: all stand on one line.
        self.is_below = any(one.national_of is not None for one in report.columns)
        self.names = heading_words.names_of_keys(facts) if facts and column.kind == "key" else {}
        self.marks, self.trace = marks, trace

    def render(self, record: Row) -> SafeString | str:
        column = self.column
        figure = record.figures[column.key]
        if column.kind == "key":
            words = "" if figure is None else heading_words.key_label(column, str(figure), self.names)
            return format_html("{}{}", words, self.note(record))
        text = (
            labels.note(record.notes[column.key])
            if record.hides(column.key)
            else self.printed(record, column)
        )
        if self.is_below:
            above = "" if self.national is None else self.printed(record, self.national)
            text = format_html('<span class="national">{}</span> <span class="whole">{}</span>', above, text)
        return format_html("{}{}{}", self.tie_marks(record), self.traced(record, text), self.note(record))

    def tie_marks(self, record: Row) -> SafeString:
        """The marks of what does not tie at this very cell or at its national part."""
        columns = [self.column] if self.national is None else [self.column, self.national]
        return SafeString(
            "".join(mark for one in columns for mark in self.marks.get((record.key, one.key), ()))
        )

    def traced(self, record: Row, text: SafeString | str) -> SafeString | str:
        """The text as the way to where the figure comes from."""
        if not self.trace:
            return text
        query = urlencode({"row": record.key, "column": self.column.key})
        return format_html('<a class="trace" href="{}{}">{}</a>', self.trace, query, text)

    def note(self, record: Row) -> SafeString | str:
        """What must be said of this cell and of its national part, in words below it."""
        key = record.notes.get(self.column.key)
        said = [] if key is None or record.hides(self.column.key) else [labels.note(key)]
        if self.national is not None and (of_part := record.notes.get(self.national.key)):
            # What holds of both is said once.
            said = said if of_part == key else [f"(x) {labels.note(of_part)}", *said]
        return format_html(' <span class="note">{}</span>', ", ".join(said)) if said else ""

    def printed(self, record: Row, column: Column) -> SafeString | str:
        """The figure as the screen shows it; a rate of change has one decimal there, on paper it is as in the form."""
        text = heading_words.figure_text(self.report, record, column)
        if not isinstance(column.meaning, Rate) or column.key not in RATES_OF_CHANGE:
            return text
        of, base = (record.figures[key] for key in (column.meaning.of, column.meaning.base))
        on_paper = locale.in_locale(form_rate(of, base, is_national=column.national_of is not None))
        return format_html(
            '<span class="on-screen">{}</span><span class="on-paper">{}</span>', text, on_paper or MISSING
        )


def cell_class(column: Column) -> Any:
    """The function that gives a cell its CSS classes: its kind; whether it is negative, derived or assumed."""

    def classes(record: Row) -> str:
        figure = record.figures.get(column.key)
        names: list[str] = [column.kind] if column.kind == "key" else ["figure", column.kind]
        names.append(f"c-{column.key}")
        if figure is not None and not isinstance(figure, str) and figure < 0:
            names.append("negative")
        mark = mark_of(record, column)
        names += [name for name, its in (("derived", DERIVED), ("assumed", ASSUMED)) if mark == its]
        return " ".join(names)

    return classes


class ReportTable(django_tables2.Table):
    """The table of a report; totals at the edge of it are pinned rows.

    `trace` is the address, up to the names of row and column, where a figure says what it comes from. `label` is
    the column of words where it is no plain one, `extra` are columns that are no figures. `facts` None: the report
    is of no one programme and its columns have their names.
    """

    class Meta:
        template_name = "report_table.html"
        order_by_field = "sort"
        attrs = {"class": "report"}

    def __init__(
        self,
        report: Report,
        facts: Facts | None,
        sort: str | None,
        marks: Marks | None = None,
        trace: str = "",
        *,
        label: LabelColumn | None = None,
        extra: Iterable[tuple[str, django_tables2.Column]] = (),
    ) -> None:
        first, last = report.rows[0], report.rows[-1]
        self.top = [first] if first.key == "total" else []
        self.bottom = [last] if last.key == "total" and not self.top else []
        self.report = report
        columns = [("label", label or LabelColumn(report))]
        columns += [
            (column.key, FigureColumn(report, column, facts, marks or {}, trace))
            for column in report.columns
            if column.national_of is None
        ]
        columns += extra
        attributes = {"class": self.class_of, "id": lambda record: row_anchor(report.name, record.key)}
        super().__init__(
            OrderedRows([row for row in report.rows if row not in (*self.top, *self.bottom)]),
            extra_columns=columns,
            order_by=sort or (),
            row_attrs=attributes,
            pinned_row_attrs=attributes,
        )

    def class_of(self, record: Row) -> str:
        return row_class(record)

    def get_top_pinned_data(self) -> list[Row]:
        return self.top

    def get_bottom_pinned_data(self) -> list[Row]:
        return self.bottom

    @property
    def caption(self) -> str:
        """'예산총괄 (단위: 천원)'."""
        return f"{heading_words.title(self.report)} ({self.unit_note})"

    @property
    def unit_note(self) -> str:
        return locale.unit_note(self.report.unit)


def row_anchor(report: str, row: str) -> str:
    """The id of a report's row on its page, where the way back from a figure's trace leads."""
    return "-".join(f"{report}--{row}".split())


def row_class(record: Row) -> str:
    """The CSS class of a row: 'total', 'subtotal', 'under' another one, else 'line'."""
    row = record
    if row.key == "total":
        return "total"
    if row.parts or row.is_whole:
        return "subtotal"
    is_under = row.under is not None or row.group not in ("", row.key)
    return "under" if is_under else "line"
