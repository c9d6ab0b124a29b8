"""수치 근거: what a figure of a report is, and from which cells and rows it comes. Pure.

A column says how it follows from its row (Column.meaning), a row of which rows it is the sum (Row.parts), and
origins.py which rows of the ledger the other cells are taken from. Nothing is believed: an origin that does not give
the very figure, or that names cells which are not there, is not shown: the trace says that the report computed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from ledger.figures import money
from ledger.figures.facts import Facts
from ledger.provenance.facts_index import FactsIndex
from ledger.provenance.origins import ORIGINS
from ledger.provenance.sources import CellTerm, Origin, Source
from ledger.reporting.report import (
    NEGATIVE_BASE,
    Change,
    Column,
    Figure,
    Meaning,
    PerArea,
    Place,
    Rate,
    Report,
    Row,
    Sum,
)
from ledger.reports import DECLARED

Operation = Literal[
    "change",
    "rate",
    "sum",
    "per_area",
    "derived",
    "parts",
    "cells",
    "share",
    "rows",
    "identity",
    "chain",
    "assumption",
    "computed",
    "missing",
]
"""How the terms give the figure; wording has a sentence for each."""

MEANINGS: dict[type, Operation] = {Change: "change", Rate: "rate", Sum: "sum", PerArea: "per_area"}
"""What a derived column does; of a meaning that is not known here it is said that it is 'derived'."""


@dataclass(frozen=True)
class Trace:
    """A figure with the cells (`terms`) and rows (`sources`) that it comes from. `figure` is exact.

    `identity` and `removed_from` as in Origin; `remark` is the key of what must be said where it is missing.
    """

    place: Place
    row: Row
    column: Column
    figure: Figure
    operation: Operation
    terms: tuple[CellTerm, ...] = ()
    sources: tuple[Source, ...] = ()
    identity: int | None = None
    remark: str = ""
    removed_from: tuple[int, ...] = ()


class Tracer:
    """Traces the figures of one programme's facts; walks through its reports."""

    def __init__(self, facts: Facts, beside: Facts | None = None) -> None:
        self.facts, self.beside = facts, beside
        self.index = FactsIndex(facts)
        self.index_beside = None if beside is None else FactsIndex(beside)
        self.shown: Report | None = None
        self.whole: dict[tuple[str, str | None], Report] = {}

    def report(self, name: str, by: str | None = None) -> Report:
        """A whole report: nothing is hidden in 'other'."""
        if (name, by) not in self.whole:
            self.whole[name, by] = self.built(name, by)
        return self.whole[name, by]

    def built(self, name: str, by: str | None) -> Report:
        asked = {"by": by, "beside": self.beside if DECLARED[name].takes_second_base else None}
        return DECLARED[name].build(self.facts, **{key: one for key, one in asked.items() if one is not None})

    def report_of(self, place: Place) -> Report:
        """The report that has a cell: the one that is read, where it shows it ('other' stands in no whole one)."""
        shown = self.shown
        is_shown = shown is not None and (shown.name, shown.by) == (place.report, place.by)
        if shown is not None and is_shown and place.row in shown.by_key:
            return shown
        return self.report(place.report, place.by)

    def at(self, place: Place) -> Trace:
        """The trace of a cell that another one names."""
        return self.traced(self.report_of(place), place)

    def trace(self, report: Report, row_key: str, column_key: str) -> Trace:
        """The trace of a cell of the report that is read. KeyError for a row or a column that it does not have."""
        self.shown = report
        return self.traced(report, Place(report.name, row_key, column_key, report.by))

    def traced(self, report: Report, place: Place) -> Trace:
        """The trace of a cell of a report; an origin that does not give the very figure is left out."""
        row = report.row(place.row)
        column = {column.key: column for column in report.columns}[place.column]
        figure = row.figures[column.key]
        if column.meaning is not None:
            operation, terms = of_meaning(report, row, column.meaning)
            if derived_figure(column.meaning, row, terms) == figure:
                return Trace(place, row, column, figure, operation, terms, remark=remark(row, column, terms))
        origin = self.given(report, row, column)
        if origin is not None:
            return Trace(
                place,
                row,
                column,
                figure,
                operation_of(origin, row, figure),
                origin.terms,
                origin.sources,
                origin.identity,
                "" if figure is not None else origin.remark or missing_given_remark(row, column, origin),
                origin.removed_from,
            )
        operation = "missing" if figure is None else "computed"
        return Trace(place, row, column, figure, operation, remark="not_given" if figure is None else "")

    def given(self, report: Report, row: Row, column: Column) -> Origin | None:
        """Where a cell comes from that its row does not give; None where the origin does not give the very figure."""
        origin = self.origin(report, row, column)
        if origin is None or origin_sum(origin) != row.figures[column.key]:
            return None
        return origin if all(map(self.stands, origin.terms)) else None

    def stands(self, term: CellTerm) -> bool:
        """Whether the cell that a term names is there and holds its figure."""
        row = self.report_of(term.place).by_key.get(term.place.row)
        return row is not None and row.figures.get(term.place.column, ...) == term.figure

    def origin(self, report: Report, row: Row, column: Column) -> Origin | None:
        """The cells of other reports that it declares, what its function says, else the rows that this one sums."""
        if places := self.taken(report, row, column):
            return Origin(tuple(CellTerm(place, self.figure(place)) for place in places), how="cells")
        find = ORIGINS.get(report.name)
        is_beside = column.key == "prior_beside" and self.index_beside is not None
        index = self.index_beside if is_beside and self.index_beside else self.index
        found = find(index, report, row, column) if find else None
        if found is None and row.parts and column.kind == "money":
            return Origin(self.parts(report, row, column), how="cells")
        return found

    def taken(self, report: Report, row: Row, column: Column) -> Sequence[Place]:
        """The cells of other reports whose sum a cell is, as its report declares them."""
        return DECLARED[report.name].taken(self.facts, row, column) if report.name in DECLARED else ()

    def figure(self, place: Place) -> Figure:
        """The figure of a cell that a report declares."""
        return self.report(place.report, place.by).row(place.row).figures[place.column]

    def parts(self, report: Report, row: Row, column: Column) -> tuple[CellTerm, ...]:
        """The cells that a row sums, those that the report hides in 'other' among them."""
        rows = report.by_key
        if not rows.keys() >= set(row.parts):
            rows = self.report(report.name, report.by).by_key
        return tuple(
            CellTerm(Place(report.name, key, column.key, report.by), rows[key].figures[column.key])
            for key in row.parts
            if key in rows
        )

    def below(self, trace: Trace) -> Iterator[Trace]:
        """The trace and those of all cells that it comes from, down to the rows of the ledger, the first term first."""
        seen, waiting = {trace.place}, [trace]
        while waiting:
            current = waiting.pop()
            yield current
            places = [term.place for term in current.terms if term.place not in seen]
            seen.update(places)
            waiting += [self.at(place) for place in dict.fromkeys(reversed(places))]


def of_meaning(report: Report, row: Row, meaning: Meaning) -> tuple[Operation, tuple[CellTerm, ...]]:
    """The cells of its row that a derived column follows from, in the order in which it names them."""
    named: list[str] = []
    for one in fields(meaning):  # type: ignore[arg-type]
        keys = getattr(meaning, one.name)
        named += [keys] if isinstance(keys, str) else list(keys) if isinstance(keys, tuple) else []
    terms = []
    for key in named:
        if key in row.figures:
            is_base = isinstance(meaning, Change) and key == meaning.base
            place = Place(report.name, row.key, key, report.by)
            counts_as_zero = (
                isinstance(meaning, Change | Rate) and key in row.unallotted and row.figures[key] is None
            )
            terms.append(CellTerm(place, row.figures[key], -1 if is_base else 1, counts_as_zero))
    return MEANINGS.get(type(meaning), "derived"), tuple(terms)


def derived_figure(meaning: Meaning, row: Row, terms: tuple[CellTerm, ...]) -> Figure:
    """The figure that a meaning makes of the terms alone."""
    return meaning.figure({term.place.column: term.figure for term in terms}, row.unallotted)


def origin_sum(origin: Origin) -> Figure:
    """The sum of what an origin names; what is no amount (a stage, an area) stands alone."""
    if origin.how == "share":
        return origin_share(origin)
    named: list[CellTerm | Source] = [*origin.terms, *origin.sources]
    if len(named) == 1 and not isinstance(named[0].counted, int):
        return named[0].counted
    amounts = [one.counted for one in named]
    if not all(amount is None or isinstance(amount, int) for amount in amounts):
        return None
    return money.total(one.sign * one.counted if isinstance(one.counted, int) else None for one in named)


def origin_share(origin: Origin) -> Figure:
    """All amounts but the last over that one, in percent."""
    named: list[CellTerm | Source] = [*origin.terms, *origin.sources]
    amounts = [one.counted if isinstance(one.counted, int) else None for one in named]
    *parts, whole = amounts or [None]
    return None if None in parts else money.rate(money.total(parts) or 0, whole)


def operation_of(origin: Origin, row: Row, figure: Figure) -> Operation:
    """How the terms and rows of an origin give the figure."""
    if figure is None and not origin.terms and not any(source.id for source in origin.sources):
        return "missing"
    if origin.how == "cells" and row.parts and len(origin.terms) == len(row.parts):
        return "parts"
    return origin.how


def remark(row: Row, column: Column, terms: tuple[CellTerm, ...]) -> str:
    """Why a derived figure is missing; '' where it is not."""
    if row.figures[column.key] is not None:
        return ""
    if row.says(column.key, NEGATIVE_BASE):
        return NEGATIVE_BASE
    if isinstance(column.meaning, Rate | PerArea) and any(term.counted == 0 for term in terms[1:]):
        return "zero_base"
    return "terms_missing"


def missing_given_remark(row: Row, column: Column, origin: Origin) -> str:
    """Why a given figure is missing."""
    if row.says(column.key, NEGATIVE_BASE):
        return NEGATIVE_BASE
    if column.key in row.unallotted:
        return "nothing_allotted"
    if origin.sources:
        return "blank"
    return "terms_missing" if origin.terms else "no_row"


def counterpart(report: Report, row: Row, column: Column) -> Place | None:
    """The cell of the national part (x) of this one, or the whole that this is the national part of."""
    national = report.national(column)
    if column.national_of is not None or national is not None:
        key = column.national_of or (national.key if national else "")
        return Place(report.name, row.key, key, report.by)
    part = report.national_row(row)
    other = row.national_of or (part.key if part else None)
    found = any(one.key == other for one in report.rows)
    return Place(report.name, other, column.key, report.by) if other and found else None


def same_cells(trace: Trace) -> tuple[Place, ...]:
    """The cell and those that show the same figure, where printed figures and tie-outs look for it."""
    place = trace.place
    if place.row == "total" and place.report in ("variance", "basis-comparison"):
        return place, Place("budget-summary", place.row, place.column)
    if place.report == "variance" and place.by == "subject" and place.row != "other":
        return place, Place("budget-summary", place.row, place.column)
    if trace.operation in ("cells", "rows") and len(trace.terms) == 1 and not trace.sources:
        return place, trace.terms[0].place
    return (place,)


def count_and_sum_of_rest(named: Sequence[CellTerm] | Sequence[Source], most: int) -> tuple[int, int | None]:
    """What a list of terms or of rows leaves out after the first `most`: how many, and their sum in won."""
    rest = named[most:]
    amounts = (one.sign * one.counted if isinstance(one.counted, int) else None for one in rest)
    return len(rest), money.total(amounts)
