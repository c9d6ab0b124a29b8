"""산출근거: each subject's subtotal, its line items below it, the total."""

from collections.abc import Iterator

from ledger.figures.facts import Allocation, Facts, Line
from ledger.reports.books import built_once
from ledger.reports.report import Column, Report, Row, completed, summed
from ledger.reports.subjects import as_printed, row_keys

COLUMNS = (
    Column("amount", side="alone"),
    Column("amount_national", national_of="amount"),
    Column("site", "key"),
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: for each subject its subtotal (row key: its code) and its lines (line-1 to line-n over all), total. Won.

    A subject without line items has its subtotal only. `site` is the site's slug. T06.
    """
    keys = row_keys(allocation.subject for allocation in facts.allocations)
    rows: list[Row] = []
    subtotals = []
    for allocation, numbered in numbered_lines(facts):
        key = keys[allocation.subject.identity]
        lines = []
        for line_key, line in numbered.items():
            figures = {"amount": line.amount, "amount_national": line.national, "site": line.site}
            lines.append(completed(Row(line_key, figures, name=line.description, group=key), COLUMNS))
        subtotals.append(subtotal(key, allocation, lines))
        rows += [subtotals[-1], *lines]
    return Report("calculation-basis", "won", COLUMNS, (*rows, summed("total", subtotals, COLUMNS)))


def numbered_lines(facts: Facts) -> Iterator[tuple[Allocation, dict[str, Line]]]:
    """Each allocation, in the order of the rows, with its lines by row key: numbered over all."""
    number = 0
    in_rows = as_printed((one.subject for one in facts.allocations), facts, "budget-summary")
    for allocation in sorted(facts.allocations, key=lambda one: in_rows.index(one.subject)):
        lines = {}
        for line in allocation.lines:
            number += 1
            lines[f"line-{number}"] = line
        yield allocation, lines


def subtotal(key: str, allocation: Allocation, lines: list[Row]) -> Row:
    figures = {"amount": allocation.amount, "amount_national": allocation.national, "site": None}
    return Row(key, figures, name=allocation.subject.name, group=key, parts=tuple(line.key for line in lines))
