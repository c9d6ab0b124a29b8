"""A report as a django-tables2 table: labels, cells as printed, links. No arithmetic, no order of its own.

One table class serves all reports, because the columns declare what they are.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django_tables2.data import TableListData

from ledger import labels
from ledger.corrections import numbered_corrections
from ledger.facts import Facts
from ledger.formats import MISSING, form_rate
from ledger.reports import basis_comparison, sites
from ledger.reports.report import Column, Rate, Report, Row
from ledger.tieout import Finding
from ledger.tieout.explained import is_open, state
from ledger.wording import ASSUMED, DERIVED, EXPLAINED, Words, anchor, mark_of, marks_explained

Marks = dict[tuple[str, str], list[SafeString]]
"""Row and column key -> the marks of the findings at that cell."""

RATES_OF_CHANGE = ("rate", "rate_national")
"""The rates that the council's form prints."""


class OrderedRows(TableListData):
    """The rows of a report that is ordered already, so that screen, file and JSON have one order."""

    def order_by(self, aliases: object) -> None:
        return None


class LabelColumn(django_tables2.Column):
    """The words of a row, with its marks (new, ended, no data); they lead on where `links` has the row's key."""

    def __init__(self, report: Report, links: Mapping[str, str] | None = None) -> None:
        super().__init__(
            verbose_name=labels.ROW_HEADINGS[report.name],
            accessor="key",
            attrs={"th": {"class": "label"}, "td": {"class": "label"}},
        )
        self.report, self.links = report, links or {}

    def render(self, record: Row) -> SafeString:
        words: SafeString | str = labels.row_label(self.report, record)
        if record.key in self.links:
            words = format_html('<a href="{}">{}</a>', self.links[record.key], words)
        return format_html("{}{}", words, self.marks(record))

    def marks(self, record: Row) -> SafeString:
        marks = [
            format_html('<span class="mark mark-{}">{}</span>', mark, labels.MARKS[mark])
            for mark in record.marks
        ]
        return SafeString("".join(marks))


class FigureColumn(django_tables2.Column):
    """A figure as printed, its national part above it as in the form; it leads to where it comes from (수치 근거)."""

    def __init__(self, report: Report, column: Column, facts: Facts | None, marks: Marks, trace: str) -> None:
        super().__init__(
            verbose_name=labels.column_heading(report, column, facts),
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
        self.names = labels.names_of(facts) if facts and column.kind == "key" else {}
        self.marks, self.trace = marks, trace

    def render(self, record: Row) -> SafeString | str:
        column = self.column
        figure = record.figures[column.key]
        if column.kind == "key":
            words = "" if figure is None else labels.key_label(column, str(figure), self.names)
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
        text = labels.figure_text(self.report, record, column)
        if not isinstance(column.meaning, Rate) or column.key not in RATES_OF_CHANGE:
            return text
        of, base = (record.figures[key] for key in (column.meaning.of, column.meaning.base))
        on_paper = labels.in_locale(form_rate(of, base, is_national=column.national_of is not None))
        return format_html(
            '<span class="on-screen">{}</span><span class="on-paper">{}</span>', text, on_paper or MISSING
        )


def cell_class(column: Column) -> Any:
    """Classes of a cell: its kind, and whether the figure is negative, derived or assumed."""

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
        return f"{labels.title(self.report)} ({self.unit_note})"

    @property
    def unit_note(self) -> str:
        return labels.unit_note(self.report.unit)


def row_anchor(report: str, row: str) -> str:
    """The id of a report's row on its page, where the way back from a figure's trace leads."""
    return "-".join(f"{report}--{row}".split())


def row_class(record: Row) -> str:
    row = record
    if row.key == "total":
        return "total"
    if row.parts or row.is_whole:
        return "subtotal"
    is_under = row.under is not None or row.group not in ("", row.key)
    return "under" if is_under else "line"


def footnotes(report: Report) -> list[str]:
    """What a reader must know to read the table."""
    notes = []
    if any(column.national_of for column in report.columns) or report.name in SETTLEMENTS:
        notes.append(
            gettext(
                "(x): the amounts that the document marks with x. Whether they include the special local"
                " shared tax, the document does not say."
            )
        )
    if report.name in (*labels.COMPARISONS, "programs"):
        notes.append(
            gettext(
                "Rate of change = (B-A)*100/A; a base of 0 or below has none (–). In print the rate is a whole number"
                " and 100 over a base of 0, as in the form."
            )
        )
    if report.name == "basis-comparison" and basis_comparison.has_unknown_lines(report):
        notes.append(
            gettext(
                "A budget without line items says nothing of lines: what a line was there is not known (–), its"
                " subject has the amount."
            )
        )
    if report.name == "execution":
        notes += execution_notes(report)
    else:
        notes += marks_explained(report.rows)
    if report.name in SETTLEMENTS and report.by == "subject" and not any(row.name for row in report.rows):
        notes.append(gettext("By account subject: no data."))
    notes += pass_through_notes(report)
    if report.name == "sites":
        notes += sites_notes(report)
        notes.append(
            gettext("Areas are of different kinds and are not summed; costs are known to the printed unit.")
        )
        notes.append(
            gettext(
                "Costs per m² are compared within one kind of area; a site whose kind is another has none here."
            )
        )
    if report.name == "site-budgets":
        notes.append(
            gettext("A budget without line items names no site: it stands whole in the row without a site.")
        )
    return notes


def sites_notes(report: Report) -> list[str]:
    """Which sites are counted, and what their costs in all are and are not."""
    notes = []
    found = sites.counted(report.rows)
    if found.kept or found.withdrawn:
        notes.append(
            gettext(
                "Sites: %(count)s, those of the table counted by their stage. A number in the document's text may"
                " count otherwise."
            )
            % {"count": labels.sites_count(report)}
        )
    if found.withdrawn:
        cost = sites.cost_of_withdrawn(report)
        words = labels.MARKS["missing"] if cost is None else labels.spoken(cost)
        notes.append(
            gettext("Withdrawn sites stay in the sums. Their construction cost: %(cost)s.") % {"cost": words}
        )
    if any(row.says("construction_cost", "other_scope") for row in report.rows):
        notes.append(
            gettext(
                "The sum of the construction costs and the total cost differ in scope and are not to be compared: the"
                " one is what the document says of each site, the other is the cost of this programme, without"
                " off-budget money."
            )
        )
    return notes


SETTLEMENTS = ("settlement", "settlement-bridge")


def execution_notes(report: Report) -> list[str]:
    """What 예산현액 is made of before the year is settled, and what of it is assumed."""
    notes = [
        gettext(
            "Current budget = budget + carried in, which is what the year before carried out; once the year is"
            " settled, as its settlement has it."
        )
    ]
    if any(row.derived for row in report.rows):
        notes.append(gettext("* Derived from the settlement."))
    if any(row.assumed for row in report.rows):
        notes.append(gettext("** Carried in: no data, taken as 0."))
    return notes


def pass_through_notes(report: Report) -> list[str]:
    """What 교부 means for a rate, and of which day the recipients' figures are."""
    handed_on = [row for row in report.rows if any(row.says(column, "passed_on") for column in row.notes)]
    keys = {column.key for column in report.columns}
    if not handed_on and "pass_through_share" not in keys:
        return []
    notes = [
        gettext(
            "Handed on: money given to other bodies. It counts as executed when it is given; what they have spent"
            " of it is another figure."
        )
    ]
    if "recipients_rate" in keys:
        notes += [
            gettext("%(year)s %(subject)s: %(words)s")
            % {"year": row.under, "subject": row.name, "words": labels.recipients_line(report, row)}
            for row in handed_on
            if not row.is_national
        ]
    elif report.name == "execution":
        notes.append(gettext("What the recipients have spent this year: no data"))
    return notes


SYMBOLS = {"breaks": "≠", "undecidable": "?", "odd": "…"}


def marks_of(findings: Iterable[Finding], report: Report, facts: Facts, words: Words, page: str) -> Marks:
    """A mark for each finding of a report that somebody should see, leading to it on the page of tie-outs.

    That of a printed error has the number of its footnote.
    """
    findings, marks = list(findings), Marks()
    corrections = numbered_corrections(report, facts, findings)
    for finding in findings:
        kind = "odd" if finding.note == "odd_won" else finding.verdict
        if finding.cell.report != report.name or kind not in SYMBOLS:
            continue
        says = str(labels.VERDICTS[finding.verdict])
        if finding.verdict == "breaks":
            is_explained = state(finding, facts.explanations)
            kind = "explained" if is_explained is True else kind
            says = f"{says}({EXPLAINED[is_explained]}): {words.compared(finding)}"
        mark = format_html(
            '<a class="tie-mark {}" href="{}#{}" title="{}" aria-label="{}">{}</a>',
            kind,
            page,
            anchor(finding),
            says,
            says,
            SYMBOLS.get(kind, "≠") + corrections.mark_of(finding),
        )
        marks.setdefault((finding.cell.row, finding.cell.column), []).append(mark)
    return marks


def open_count(findings: Iterable[Finding], facts: Facts) -> int:
    """How many findings still need a person: unexplained breaks and parts of a thousand won."""
    return sum(is_open(finding, facts.explanations) for finding in findings)
