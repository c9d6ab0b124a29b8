"""A report at two moments side by side: both figures of each cell that became another, and the difference. Pure.

A figure that is missing at one moment has no difference: blank is not zero. Rates are shown, not subtracted. A row is
the same at both moments by its key; one that is numbered by its words, as numbers move on when a line comes in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ledger.reporting.report import Column, Figure, Report, Row

Part = Literal["then", "now", "difference"]
"""What a column of the two moments shows."""

SUBTRACTED = ("money", "count", "area")
"""The kinds of figures that have a difference."""

CHANGED, CAME, WENT = "changed_since", "came_since", "went_since"
"""The marks of rows."""


@dataclass(frozen=True)
class SideBySide:
    """A report at two moments. `parts`: key of its column -> the report's own column, and what of it is shown.

    A column of which no figure became another stands once, as it is, with no part.
    """

    report: Report
    parts: Mapping[str, tuple[Column, Part | None]]

    def marked(self, mark: str) -> int:
        """How many rows bear a mark."""
        return sum(mark in row.marks for row in self.report.rows)


Pair = tuple[Row | None, Row | None]
"""A row then and now; None where it was not there."""


def part_key(part: Part, column: str) -> str:
    """The key of a column of the two moments: 'then_amount', 'difference_amount'."""
    return f"{part}_{column}"


def side_by_side(then: Report | None, now: Report) -> SideBySide:
    """Two reports of the same shape as one; None: then there was none: every row is new, every column stands once."""
    before = then.rows if then is not None else ()
    columns = [*now.columns, *(one for one in (then.columns if then else ()) if one.key not in keys_of(now))]
    pairs = list(pairs_of(before, now.rows))
    moved = {one.whole for one in columns if then and any(is_moved(pair, one.key) for pair in pairs)}
    parts: dict[str, tuple[Column, Part | None]] = {}
    shown: list[Column] = []
    for column in columns:
        for part in parts_of(column) if column.whole in moved else (None,):
            key = part_key(part, column.key) if part else column.key
            whole = column.national_of
            if part and whole:
                whole = part_key(part, whole)
            parts[key] = column, part
            shown.append(
                replace(column, key=key, national_of=whole, meaning=None, within=None, left_over=False)
            )
    rows = tuple(merged(pair, parts) for pair in pairs)
    return SideBySide(replace(now, columns=tuple(shown), rows=rows), parts)


def keys_of(report: Report) -> set[str]:
    return {column.key for column in report.columns}


def parts_of(column: Column) -> tuple[Part, ...]:
    """What is shown of a column in which something moved."""
    return ("then", "now", "difference") if column.kind in SUBTRACTED else ("then", "now")


def is_moved(pair: Pair, column: str) -> bool:
    """Whether a cell became another; a row that came or went has moved where it has a figure."""
    before, after = (None if row is None else row.figures.get(column) for row in pair)
    return before != after


def difference(before: Figure, after: Figure) -> Figure:
    """after − before; None where either is missing.

    >>> difference(300, 500), difference(None, 500), difference(0, 500)
    (200, None, 500)
    """
    if isinstance(before, int) and isinstance(after, int):
        return after - before
    if isinstance(before, int | Decimal) and isinstance(after, int | Decimal):
        return Decimal(after) - Decimal(before)
    return None


def merged(pair: Pair, parts: Mapping[str, tuple[Column, Part | None]]) -> Row:
    """The row of both moments; what is said of its cells stands at those that it is said of."""
    before, after = pair
    row = after or before
    assert row is not None
    figures: dict[str, Figure] = {}
    derived, assumed = [], []
    notes: dict[str, str] = {}
    for key, (column, part) in parts.items():
        was, becomes = (None if one is None else one.figures.get(column.key) for one in pair)
        figures[key] = (
            difference(was, becomes) if part == "difference" else was if part == "then" else becomes
        )
        of = before if part == "then" or (part is None and after is None) else after
        if part is None and after is None:
            figures[key] = was
        if part == "difference" or of is None:
            continue
        derived += [key] if column.key in of.derived else []
        assumed += [key] if column.key in of.assumed else []
        if column.key in of.notes:
            notes[key] = of.notes[column.key]
    return replace(
        row,
        key=row.key if after is not None else f"went-{row.key}",
        figures=figures,
        derived=tuple(derived),
        assumed=tuple(assumed),
        notes=notes,
        marks=(*row.marks, *marks_of(pair, (column.key for column, _part in parts.values()))),
    )


def marks_of(pair: Pair, columns: Iterable[str]) -> tuple[str, ...]:
    """Whether a row came, went, or has another figure."""
    before, after = pair
    if before is None:
        return (CAME,)
    if after is None:
        return (WENT,)
    return (CHANGED,) if any(is_moved(pair, one) for one in columns) else ()


def pairs_of(before: Iterable[Row], after: Iterable[Row]) -> Iterator[Pair]:
    """The rows as they stand now, each with what it was; those that went stand behind the one that they followed."""
    before, after = list(before), list(after)
    was = matched(before, after)
    taken = {id(row) for row in was.values()}
    heads: dict[int | None, list[Row]] = defaultdict(list)
    last: int | None = None
    for row in before:
        if id(row) in taken:
            last = id(row)
        else:
            heads[last].append(row)
    yield from ((row, None) for row in heads[None])
    for row in after:
        old = was.get(row.key)
        yield old, row
        if old is not None:
            yield from ((one, None) for one in heads[id(old)])


def matched(before: list[Row], after: list[Row]) -> dict[str, Row]:
    """Key of a row now -> the row then. Numbered rows by their words first, then what is left by its number."""
    found: dict[str, Row] = {}
    free: dict[object, list[Row]] = defaultdict(list)
    for row in before:
        free[identity(row)].append(row)
    for row in after:
        if same := free.get(identity(row)):
            found[row.key] = same.pop(0)
    left = {row.key: row for rows in free.values() for row in rows}
    for row in after:
        if row.key not in found and row.key in left:
            found[row.key] = left.pop(row.key)
    return found


def identity(row: Row) -> object:
    """What a row is the same by: its key; of a numbered one where it stands and its words."""
    return row.key if row.line is None else ("line", row.group, row.subject, row.is_national, row.name)
