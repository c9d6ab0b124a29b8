"""산출근거: each subject's subtotal, its line items below it, the total."""

from collections.abc import Iterator

from ledger.figures.facts import Allocation, Facts, Line
from ledger.figures.money import total
from ledger.figures.subjects import in_printed_order, row_keys
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, Declared, Footnote
from ledger.reporting.report import (
    Column,
    Report,
    Row,
    amount,
    complete_row,
    line_key,
    national_key,
    sum_rows,
)

COLUMNS = (
    Column("amount", side="alone"),
    Column(national_key("amount"), national_of="amount"),
    Column("site", "key", heading=_("site")),
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: for each subject its subtotal (row key: its code) and its lines (line-1 to line-n over all), total. Won.

    A subject without line items has its subtotal only. `site` is the site's slug. T06.
    """
    keys = row_keys(allocation.subject for allocation in facts.allocations)
    rows: list[Row] = []
    subtotals = []
    for allocation, numbered in lines_by_number(facts):
        key = keys[allocation.subject.identity]
        lines = []
        for number, line in numbered.items():
            figures = {"amount": line.amount, national_key("amount"): line.national, "site": line.site}
            row = Row(line_key(number), figures, name=line.description, group=key, line=number)
            lines.append(complete_row(row, COLUMNS))
        subtotals.append(subtotal(key, allocation, lines))
        rows += [subtotals[-1], *lines]
    return REPORT.of(COLUMNS, (*rows, sum_rows("total", subtotals, COLUMNS)))


def numbered_lines(facts: Facts) -> Iterator[tuple[Allocation, dict[str, Line]]]:
    """Each allocation, in the order of the rows, with its lines by row key."""
    for allocation, numbered in lines_by_number(facts):
        yield allocation, {line_key(number): line for number, line in numbered.items()}


def lines_by_number(facts: Facts) -> Iterator[tuple[Allocation, dict[int, Line]]]:
    """Each allocation, in the order of the rows, with its lines numbered over all."""
    number = 0
    in_rows = in_printed_order((one.subject for one in facts.allocations), facts, "budget-summary")
    for allocation in sorted(facts.allocations, key=lambda one: in_rows.index(one.subject)):
        lines = {}
        for line in allocation.lines:
            number += 1
            lines[number] = line
        yield allocation, lines


def subtotal(key: str, allocation: Allocation, lines: list[Row]) -> Row:
    """The row of a subject: what its lines add up to, or its own amount without lines; won."""
    figures = {"amount": allocation.amount, national_key("amount"): allocation.national, "site": None}
    return Row(key, figures, name=allocation.subject.name, group=key, parts=tuple(line.key for line in lines))


def has_more_than_lines(report: Report) -> bool:
    """Whether a subject has more than its lines come to: what a budget that changes another carries beside them."""
    return any(
        row.parts
        and row.figures["amount"] != total(amount(report.row(key).figures, "amount") for key in row.parts)
        for row in report.rows
        if row.line is None and row.key == row.group
    )


REPORT = Declared(
    name="calculation-basis",
    title=_("Basis of estimate"),
    row_heading=_("Account subject and line item"),
    unit="won",
    build=build,
    related=("basis-comparison",),
    footnotes=(
        NATIONAL,
        Footnote(
            _(
                "Of a subject whose budget so far has no line items the lines are the changes: its subtotal holds the"
                " budget so far, too."
            ),
            has_more_than_lines,
        ),
        *FILLED,
    ),
    is_printed=True,
)
