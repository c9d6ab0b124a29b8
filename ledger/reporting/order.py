"""Sorting the rows of a report: rows move inside their group, totals and subtotals stay where they are. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from ledger.reporting.report import Report, Row

LABEL = "label"
"""Sorts by the words of the row instead of by a column."""


def sort_report(report: Report, sort: str) -> Report:
    """The report sorted by a column key, descending with a leading '-'. KeyError for an unknown column.

    Missing figures, and those that a remark stands in place of, come last either way. A row that stands under
    another moves with it.
    """
    key = sort.removeprefix("-")
    if key != LABEL and key not in {column.key for column in report.columns}:
        raise KeyError(key)
    blocks: list[list[Row]] = []
    for row in report.rows:
        if row.under is None or not blocks:
            blocks.append([row])
        else:
            blocks[-1].append(row)
    result: list[list[Row]] = []
    run: list[list[Row]] = []
    for block in blocks:
        if run and run[-1][0].group != block[0].group:
            result += sorted_blocks(run, key, descending=sort.startswith("-"))
            run = []
        if block[0].parts:
            result += [*sorted_blocks(run, key, descending=sort.startswith("-")), block]
            run = []
        else:
            run.append(block)
    result += sorted_blocks(run, key, descending=sort.startswith("-"))
    return replace(report, rows=tuple(row for block in result for row in block))


def by_size(rows: Iterable[Row], key: str) -> list[Row]:
    """The rows by the size of a money cell, whatever its sign, the largest first; a missing one comes last."""

    def size(row: Row) -> int:
        figure = row.figures[key]
        return abs(figure) if isinstance(figure, int) else -1

    return sorted(rows, key=size, reverse=True)


def sorted_blocks(blocks: list[list[Row]], key: str, *, descending: bool) -> list[list[Row]]:
    """The blocks (a row and those under it) by a figure of their first row; missing and hidden figures last."""

    def figure(block: list[Row]) -> object:
        row = block[0]
        if key == LABEL:
            return row.name or row.key
        return None if row.hides(key) else row.figures[key]

    known = [block for block in blocks if figure(block) is not None]
    missing = [block for block in blocks if figure(block) is None]
    return [*sorted(known, key=figure, reverse=descending), *missing]  # type: ignore[arg-type]
