"""재원별 구성: how much of a budget is national money and how much is not, in won and in percent of the whole."""

from ledger.figures.facts import Facts
from ledger.reports import variance
from ledger.reports.books import built_once
from ledger.reports.report import Column, Rate, Report, Row, completed

COLUMNS = (
    Column("amount", side="alone"),
    Column("whole", side="whole"),
    Column("share", "rate", Rate("amount", "whole")),
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, national, city, unassigned where the national part is not known. Won; shares of the total.

    The amounts are those of variance by source. A budget of 0, or without a figure, has no shares.
    """
    by_source = variance.build(facts, "source")
    whole = by_source.row("total").figures["current"]
    rows = tuple(
        completed(Row(row.key, {"amount": row.figures["current"], "whole": whole}, parts=row.parts), COLUMNS)
        for row in by_source.rows
    )
    return Report("source-shares", "thousand", COLUMNS, rows)
