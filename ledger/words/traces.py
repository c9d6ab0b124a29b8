"""Traces in words: what a figure is, how it follows, and what the rows behind it are called."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.money import round_half_up
from ledger.figures.settlement_form import HEADINGS, IDENTITIES
from ledger.models import CostScope, CostSource, GrantKind
from ledger.provenance.sources import CellTerm, Source
from ledger.provenance.trace import Trace, Tracer
from ledger.reporting.pass_through import FIELD_HEADINGS
from ledger.reporting.report import Column, Figure, Place, Report, Row
from ledger.words import heading_words, labels, locale
from ledger.words.formats import MISSING, screen_text, with_separators
from ledger.words.locale import Text, in_locale

WRITTEN_OUT = 6
"""Up to how many terms a formula names each; of more it says how many they are, and the table has them."""

OPERATIONS: dict[str, Text] = {
    "change": _("The one less the other. Nothing allotted in a version that exists counts as 0."),
    "rate": _("In percent of the base. Over a base of 0, below 0, or none, there is no rate."),
    "sum": _("The sum of those cells of its row that are known."),
    "share": _("The sum of all but the last, in percent of the last."),
    "per_area": _("Won per square metre."),
    "derived": _("Computed from these cells of its row."),
    "chain": _("Blank in the document. What is carried out of a year is carried into the next."),
    "assumption": _(
        "Blank in the document. It is assumed that no change was reported, because nothing else of its sum is"
        " unknown."
    ),
    "computed": _("Computed by the report; it does not say from which rows."),
}
"""How terms give a figure (trace.Operation) -> the sentence."""

REMARKS: dict[str, Text] = {
    "zero_base": _("The base is 0 or nothing was allotted: there is no rate."),
    "negative_base": _("The base is below 0: there is no rate."),
    "terms_missing": _("It cannot be computed: a figure that it needs is missing."),
    "no_base": _("The ledger holds no version to compare with."),
    "nothing_allotted": _("The version allots nothing here: in a change that counts as 0."),
    "blank": _("The ledger has the row, and its cell is blank. Blank is not zero."),
    "no_row": _("The ledger has no row for it."),
    "year_absent": _("The ledger holds no settlement of that year."),
    "no_lines": _(
        "The version has no line items that could name a site: all of it stands under “No site given”."
    ),
    "not_national": _("What is not national money has no national part."),
    "no_sources": _(
        "This budget says nothing of its sources of money: what is not national stands under “Not assigned”."
    ),
    "not_given": _("This row has no such figure."),
}
"""Remark of a trace -> why its figure is missing, in a sentence."""

HOW: dict[str, Text] = {
    "created": _("entered"),
    "changed": _("changed"),
    "removed": _("removed"),
}
"""What happened to a row (load.history.LastChange.how) -> its name."""


class TraceWords:
    """The words of a programme's traces; knows the labels of the reports that its tracer walks through."""

    def __init__(self, tracer: Tracer) -> None:
        self.tracer, self.facts = tracer, tracer.facts

    def cell(self, place: Place) -> tuple[Report, Row, Column]:
        """The report, row and column of a cell."""
        report = self.tracer.report_of(place)
        columns = {column.key: column for column in report.columns}
        return report, report.row(place.row), columns[place.column]

    def row(self, report: Report, row: Row) -> str:
        """'2019 국비(x)': the words of a row; in the settlement with those of the row that it stands under."""
        label = heading_words.row_label(row)
        if report.name != "settlement":
            return label
        above = row.national_of or row.under
        if above in (None, row.key):
            return label
        over = next((one for one in report.rows if one.key == above), None)
        return f"{above if over is None else self.row(report, over)} {label}"

    def column(self, place: Place) -> str:
        """The heading of a cell's column on its own."""
        report, _row, column = self.cell(place)
        return heading_words.full_heading(report, column, self.facts)

    def whole(self, place: Place) -> str:
        """The full name of a cell: '예산총괄 · 사무관리비 · 2020예산액(A)'."""
        report, row, _column = self.cell(place)
        return " · ".join((heading_words.title(report), self.row(report, row), self.column(place)))

    def name(self, place: Place, beside: Place) -> str:
        """The name of a cell beside another one, by what tells the two apart.

        In the same row its column, in the same column its row.
        """
        report, row, _column = self.cell(place)
        if (place.report, place.by) != (beside.report, beside.by):
            return self.whole(place)
        if place.row == beside.row:
            return self.column(place)
        if place.column == beside.column:
            return self.row(report, row)
        return f"{self.row(report, row)} {self.column(place)}"

    def printed(self, place: Place) -> str:
        """The figure of a cell as the report prints it."""
        report, row, column = self.cell(place)
        if column.kind == "key":
            return self.figure(row.figures[column.key], column)
        return heading_words.figure_text(report, row, column) or MISSING

    def figure(self, figure: Figure, column: Column) -> str:
        """A figure as exactly as it can be written: won, percent to 6 decimals, won per m² to 2."""
        if figure is None:
            return MISSING
        if isinstance(figure, str):
            return heading_words.key_label(column, figure, heading_words.names_of_keys(self.facts))
        match column.kind:
            case "rate":
                return in_locale(f"{with_separators(round_half_up(figure, 6))}%")
            case "money_per_area":
                number = round_half_up(figure, 2)
                return in_locale(with_separators(int(number) if number == int(number) else number))
            case "money":
                assert isinstance(figure, int)
                return self.won(figure)
        return screen_text(figure, column, "won")

    def won(self, amount: int) -> str:
        """An amount in won with the reader's sign."""
        return in_locale(with_separators(amount))

    def term(self, term: CellTerm, beside: Place) -> tuple[str, str]:
        """A term's name and its figure; what counts as 0 because nothing is budgeted says so."""
        _report, row, column = self.cell(term.place)
        figure = self.figure(term.figure, column)
        if term.counts_as_zero:
            is_allotted = column.key not in row.unallotted
            figure = gettext("blank (counts as 0)") if is_allotted else gettext("none allotted (counts as 0)")
        return self.name(term.place, beside), figure

    def sentence(self, trace: Trace) -> str:
        """How the figure comes about, or why it is missing."""
        if trace.remark:
            return str(REMARKS[trace.remark])
        if trace.operation == "identity":
            assert trace.identity is not None
            return gettext(
                "Blank in the document. It follows from %(identity)s, where all else is known."
            ) % {"identity": identity_text(trace.identity)}
        if trace.operation == "parts":
            count = len(trace.terms)
            return ngettext(
                "The sum of %(count)s row of the report.", "The sum of %(count)s rows of the report.", count
            ) % {"count": count}
        if trace.operation in ("rows", "cells"):
            count = len(trace.terms) + len(trace.sources)
            if count != 1:
                return gettext("The sum of these %(count)s amounts.") % {"count": count}
            return gettext("The same figure.") if trace.terms else gettext("As it stands in the ledger.")
        return str(OPERATIONS.get(trace.operation, ""))

    def formula(self, trace: Trace) -> str:
        """'증감(B-A) = 2021예산안(B) − 2020예산액(A)'; '' where the terms are too many to be written out."""
        names = [self.name(term.place, trace.place) for term in trace.terms]
        if not 0 < len(names) <= WRITTEN_OUT or trace.sources:
            return ""
        match trace.operation:
            case "rate":
                right = f"{names[0]} ÷ {names[1]} × 100"
            case "share":
                parts = " + ".join(names[:-1]) or "0"
                right = f"{parts} ÷ {names[-1]} × 100" if len(names) < 3 else f"({parts}) ÷ {names[-1]} × 100"
            case "per_area":
                right = f"{names[0]} ÷ {names[1]}"
            case "derived":
                return ""
            case _:
                right = signed_names(zip((term.sign for term in trace.terms), names, strict=True))
        report, row, _column = self.cell(trace.place)
        is_over_rows = trace.operation == "parts"
        left = self.row(report, row) if is_over_rows else self.column(trace.place)
        return f"{left} = {right}"

    def of_source(self, source: Source, column: Column) -> str:
        """The figure of a row of the ledger."""
        return gettext("blank (counts as 0)") if source.counts_as_zero else self.figure(source.figure, column)

    def source(self, source: Source) -> tuple[str, str]:
        """What a row of the ledger is called, and what else it says ('' for nothing)."""
        names = source.names
        match source.kind:
            case "line":
                return f"{names[0]} · {names[1]}", names[2]
            case "allocation":
                return names[0], ""
            case "funding":
                return " · ".join(names), ""
            case "plan":
                period = {"after": "from"}.get(names[1], names[1])
                return f"{names[0]} · {heading_words.period_words(period, int(names[2]))}", ""
            case "settlement":
                portion = gettext("National part (x)") if names[2] == "national" else ""
                words = " ".join(filter(None, (*names[:2], portion)))
                return f"{words} · {labels.heading(FIELD_HEADINGS[names[3]])}", ""
            case "cost":
                words = f"{CostScope(names[0]).label} · {CostSource(names[1]).label}"
                return words, gettext("off budget") if names[2] else ""
            case "share":
                inferred = gettext("inferred: the document does not print the split")
                return f"{names[0]} · {names[1]}", inferred if names[2] else ""
            case "document_site":
                return names[0], gettext("as an edition of the document says")
            case "grant":
                return " · ".join(filter(None, (names[1], str(GrantKind(names[0]).label), names[2]))), ""
            case "movement":
                kind = str(labels.MOVEMENT_KINDS[names[0]])
                return " ".join(
                    filter(None, (kind, locale.day_text(date.fromisoformat(names[1])), names[2]))
                ), ""
            case "carry_over":
                return f"{names[0]} {names[1]} · {labels.CARRY_OVER_KINDS[names[2]]}", names[3]
            case "version":
                return heading_words.names_of_keys(self.facts)[names[0]], ""
            case "snapshot":
                return " · ".join(filter(None, names[:2])), names[2]
        return names[0], "".join(names[1:])

    def version(self, source: Source) -> str:
        """The budget version that a row belongs to, where that is another than the page's; else ''."""
        if source.version in (None, self.facts.version.key):
            return ""
        found = [one for one in self.facts.versions if one.key == source.version]
        return heading_words.with_status(found[0]) if found else ""


def signed_names(named: "zip[tuple[int, str]]") -> str:
    """Names with their signs: 'A − B + C'."""
    words = "".join(f" {'+' if sign > 0 else '−'} {name}" for sign, name in named)
    return words.removeprefix(" + ").lstrip()


def identity_text(number: int) -> str:
    """The identity of that place in IDENTITIES: '예산현액 = 최종예산 + 전년이월 + 예산변경'."""
    whole, parts = IDENTITIES[number]
    return (
        f"{labels.heading(HEADINGS[whole])} = {' + '.join(labels.heading(HEADINGS[part]) for part in parts)}"
    )


def spoken_figure(figure: Figure, column: Column) -> str:
    """An amount as people say it; '' for what is none."""
    return locale.spoken_amount(figure) if column.kind == "money" and isinstance(figure, int) else ""


def unit_of(report: Report, column: Column) -> str:
    """What the printed figures of a column count: '천원', '%', 'm²'; '' for a number of floors."""
    match column.kind:
        case "money":
            return str(locale.UNITS[report.unit])
        case "rate":
            return "%"
        case "area":
            return "m²"
        case "money_per_area":
            return gettext("thousand won per m²")
    return ""


def json_exact(figure: Figure) -> int | str | None:
    """A figure of a row of the ledger in JSON: won as integers, what is none of them as text."""
    return f"{figure:f}" if isinstance(figure, Decimal | Fraction) else figure
