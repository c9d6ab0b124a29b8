"""What a report is: columns that declare their meaning, and rows of exact figures.

A figure is an int (won, or a count), a Fraction (percent, or won per m²), a Decimal (m²), a str (a key), or None
where it is missing. Nothing is rounded here. A derived column computes itself from the other cells of its row, so
that the screen, the JSON, the sheet and its formulas share one computation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal, Protocol

from ledger.figures import money
from ledger.figures.facts import Subject

Figure = int | Fraction | Decimal | str | None
"""Won or a count, percent or won per m², m², a key; None where it is missing."""
Side = Literal["A", "B", "C", "alone", "whole"]
"""Whose budget stands under a column (Column.side)."""
Portion = Literal["total", "national"]
PORTIONS: tuple[Portion, ...] = ("total", "national")
"""An amount, and the national money in it."""

ColumnKind = Literal["money", "rate", "area", "money_per_area", "count", "key"]
"""What the figures of a column are."""
SumOf = Literal["unchanged", "bureau"]
"""What a row sums that has no row of its own (Row.sum_of)."""
Cells = Mapping[str, Figure]
"""Column key -> the figure of a row."""


def national_key(column: str) -> str:
    """The key of the column that is the national part of another: 'change_national'."""
    return f"{column}_national"


def portion_key(column: str, portion: Portion) -> str:
    """The key of a column for the whole amount or for its national part: 'change', 'change_national'."""
    return national_key(column) if portion == "national" else column


def line_key(number: int) -> str:
    """The row key of a line item or a step: 'line-1'."""
    return f"line-{number}"


@dataclass(frozen=True)
class Place:
    """A cell of a report, by the keys of its JSON; `by` names the breakdown where the report has several."""

    report: str
    row: str
    column: str
    by: str | None = None


class Meaning(Protocol):
    """How a derived column follows from the other cells of its row."""

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        """The figure of the column from the other `cells`; those in `nil` are blank and count as 0 in a change."""
        ...


def amount(cells: Cells, key: str, nil: frozenset[str] = frozenset()) -> int | None:
    """The money cell `key` in won; a cell in `nil` is blank because nothing is budgeted there, and counts as 0."""
    figure = cells.get(key)
    assert figure is None or isinstance(figure, int)
    return 0 if figure is None and key in nil else figure


@dataclass(frozen=True)
class Change:
    """증감 = of − base. No allocation in a version that exists counts as 0."""

    of: str
    base: str

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        if cells.get(self.of) is None and cells.get(self.base) is None:
            return None
        return money.change(amount(cells, self.of, nil), amount(cells, self.base, nil))


@dataclass(frozen=True)
class Rate:
    """of / base in percent; none over a missing or zero base."""

    of: str
    base: str

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        return money.rate(amount(cells, self.of), amount(cells, self.base))


@dataclass(frozen=True)
class Sum:
    """The sum of the cells that are known."""

    of: tuple[str, ...]

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        return money.total(amount(cells, key) for key in self.of)


@dataclass(frozen=True)
class PerArea:
    """Won per m²."""

    of: str
    area: str

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        area = cells.get(self.area)
        assert area is None or isinstance(area, Decimal)
        return money.quotient(amount(cells, self.of), area)


@dataclass(frozen=True)
class Column:
    """A column of a report. `meaning` None: the cells come from the facts.

    `heading` is its English text, translated where it is shown, with `%(year)s` (and `%(before)s`, the year before
    that) where the column stands for a `year` and `%(kind)s` where it is of an `area_kind`; `qualified` has the
    heading in it: '%(heading)s (off budget)'. `name` heads it where that is data, or stands in a `qualified` heading.
    `side` says whose budget stands under it: A the base's, B the version's beside it, C that of a second base (the key
    of whose `version` it has), 'alone' the version's where nothing is compared, 'whole' that again, all of it, beside
    parts. A `version` without a side is another year's. `as_of` is the day that its figures are of.

    `national_of` names the column whose national part, the (x) line, this one is. `within` names the column that
    this one must not exceed; a `left_over` is what is left of something and cannot be below zero. `scope`: whether
    on budget, off budget or mixed money stands under it.
    """

    key: str
    kind: ColumnKind = "money"
    meaning: Meaning | None = None
    national_of: str | None = None
    year: int | None = None
    name: str | None = None
    side: Side | None = None
    within: str | None = None
    left_over: bool = False
    heading: str = ""
    qualified: str = "%(heading)s"
    version: str | None = None
    as_of: date | None = None
    area_kind: str | None = None
    scope: str | None = None

    @property
    def whole(self) -> str:
        """The key of the column that it belongs to: of a national part that of the whole amount, else its own."""
        return self.national_of or self.key

    @property
    def portion(self) -> Portion:
        """Whether it has whole amounts or their national part."""
        return "total" if self.national_of is None else "national"

    @property
    def base(self) -> str | None:
        """The column that a change or a rate is measured against."""
        return getattr(self.meaning, "base", None)


NEGATIVE_BASE, OVER_BUDGET, OVER_AS_FAR_AS_KNOWN = "negative_base", "over_budget", "over_as_far_as_known"
COMPUTED = frozenset({NEGATIVE_BASE, OVER_BUDGET, OVER_AS_FAR_AS_KNOWN})
"""The remarks that follow from the cells of a row: no rate over a base below zero; more spent than there was."""

REMARKS_IN_PLACE = frozenset({"area_kinds_differ"})
"""The remarks (Row.notes) that stand in place of their figure: it must not be compared with those beside it."""


@dataclass(frozen=True)
class Row:
    """A row of a report.

    `name` is its words where they are data (a subject, a line's description), `label` its English text where they
    are not; a row without either is one that many reports have (total, unassigned): labels give its key the words.
    Rows sort inside their `group`; those with `parts` (the keys that they sum) stay in place. `under` ties a row
    to the one that it follows (the national line of a year). `national_of` names the row whose national part, the
    line of (x …) figures, this one is. `year`, `quarter`, `subject`, `step` (of a settlement) and `line` (a number)
    say whose figures these are, None where the row is of none; `sum_of` says what a row sums that has no row of its own
    above it: 'unchanged' lines, the divisions of a 'bureau'. The key is written from them, and nobody reads it again.
    `derived` and `assumed` name cells that the document leaves blank. `marks` are keys such as 'new'; `notes` say
    something of one cell: column -> the key of a remark, or of several with a space between. `nil`: see `amount`.
    `is_whole` makes a row stand out as the whole of those around it, which is not computed from them.
    """

    key: str
    figures: Cells
    name: str | None = None
    group: str = ""
    under: str | None = None
    national_of: str | None = None
    parts: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    unallotted: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    year: int | None = None
    subject: Subject | None = None
    step: str | None = None
    line: int | None = None
    quarter: int | None = None
    sum_of: SumOf | None = None
    label: str = ""

    @property
    def is_national(self) -> bool:
        """Whether it is a line of (x …) figures."""
        return self.national_of is not None

    @property
    def portion(self) -> Portion:
        """Whether it has whole amounts or their national part."""
        return "total" if self.national_of is None else "national"

    def says(self, column: str, remark: str) -> bool:
        """Whether this remark is among those on a cell."""
        return remark in self.notes.get(column, "").split()

    def over(self, column: str) -> str:
        """The remark that more was spent than there was; '' where a cell has none."""
        return next((one for one in (OVER_BUDGET, OVER_AS_FAR_AS_KNOWN) if self.says(column, one)), "")

    def hides(self, column: str) -> bool:
        """Whether a remark stands in place of a cell's figure."""
        return self.notes.get(column) in REMARKS_IN_PLACE


@dataclass(frozen=True)
class Report:
    """A computed report. `unit` is the one of its heading; figures are exact all the same.

    `by` names the breakdown where the report has several.
    """

    name: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    by: str | None = None

    def national(self, column: Column) -> Column | None:
        """The column of this one's national part, the (x) line."""
        return next((other for other in self.columns if other.national_of == column.key), None)

    def national_row(self, row: Row) -> Row | None:
        """The row of this one's national part, the (x) line."""
        return next((other for other in self.rows if other.national_of == row.key), None)

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """Key -> its row; of two that bear one key the first."""
        return {row.key: row for row in reversed(self.rows)}

    def row(self, key: str) -> Row:
        """The row of that key; KeyError if there is none."""
        return self.by_key[key]


def with_national(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, then the same for the national part: keys as `national_key` writes them."""

    def renamed(meaning: Meaning | None) -> Meaning | None:
        match meaning:
            case Change(of, base):
                return Change(national_key(of), national_key(base))
            case Rate(of, base):
                return Rate(national_key(of), national_key(base))
            case Sum(of):
                return Sum(tuple(national_key(key) for key in of))
        return meaning

    return (
        *columns,
        *(
            replace(
                column,
                key=national_key(column.key),
                meaning=renamed(column.meaning),
                national_of=column.key,
            )
            for column in columns
            if column.kind in ("money", "rate")
        ),
    )


def complete_row(row: Row, columns: Iterable[Column]) -> Row:
    """The row with the cells of its derived columns computed and the remarks that follow from them.

    The cells stand in the order of the columns; a given cell that the row lacks is None.
    """
    columns = tuple(columns)
    figures = dict(row.figures)
    for column in columns:
        if column.meaning is not None:
            figures[column.key] = column.meaning.figure(figures, row.unallotted)
        else:
            figures.setdefault(column.key, None)
    return with_computed_remarks(
        replace(row, figures={column.key: figures[column.key] for column in columns}), columns
    )


def with_computed_remarks(row: Row, columns: Iterable[Column]) -> Row:
    """The row with the remarks that follow from its cells, beside those that it has."""
    notes = dict(row.notes)
    for column in columns:
        if isinstance(column.meaning, Rate | PerArea) or column.within or column.left_over:
            remark = computed_remark(row, column)
            given = [one for one in notes.pop(column.key, "").split() if one not in COMPUTED]
            # What a rate would be called says nothing of one that is not there.
            said = [remark] if remark == NEGATIVE_BASE else [*given, *([remark] if remark else [])]
            if said:
                notes[column.key] = " ".join(said)
    # Their order is that of the JSON.
    return row if [*notes.items()] == [*row.notes.items()] else replace(row, notes=notes)


def computed_remark(row: Row, column: Column) -> str:
    """The remark that follows from a cell and those it is measured by; '' for none."""
    if isinstance(column.meaning, PerArea):
        area = row.figures.get(column.meaning.area)
        return NEGATIVE_BASE if isinstance(area, Decimal) and area < 0 else ""
    if isinstance(column.meaning, Rate):
        part, base = (amount(row.figures, key) for key in (column.meaning.of, column.meaning.base))
        return NEGATIVE_BASE if part is not None and base is not None and base < 0 else ""
    if column.left_over and (amount(row.figures, column.key) or 0) < 0:
        return OVER_BUDGET
    if column.within is None:
        return ""
    spent, limit = amount(row.figures, column.key), amount(row.figures, column.within)
    if spent is None or limit is None or spent <= limit:
        return ""
    return OVER_AS_FAR_AS_KNOWN if column.within in row.assumed else OVER_BUDGET


def sum_rows(
    key: str,
    rows: Iterable[Row],
    columns: Sequence[Column],
    group: str = "",
    nil: frozenset[str] = frozenset(),
    name: str | None = None,
) -> Row:
    """The row that sums the given money cells of `rows` and derives the rest. Rates are never summed.

    `nil` names the columns in which a sum over nothing counts as 0 (a version that exists but allots nothing).
    A sum over cells that are missing stays missing.
    """
    rows = list(rows)
    figures: dict[str, Figure] = {}
    empty = set()
    for column in columns:
        if column.kind == "money" and column.meaning is None:
            figures[column.key] = money.total(amount(row.figures, column.key) for row in rows)
            if column.key in nil and all(column.key in row.unallotted for row in rows):
                empty.add(column.key)
    row = Row(
        key,
        figures,
        name=name,
        group=group,
        parts=tuple(row.key for row in rows),
        unallotted=frozenset(empty),
    )
    return complete_row(row, columns)
