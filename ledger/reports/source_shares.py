"""재원별 구성: how much of a budget is national money and how much is not, in won and in percent of the whole."""

from ledger.figures.facts import Facts
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import Declared
from ledger.reporting.report import Column, Place, Rate, Report, Row, complete_row
from ledger.reports import variance

SHARE = Column("share", "rate", Rate("amount", "whole"), heading=_("Share (%)"))
COLUMNS = (Column("amount", side="alone"), Column("whole", side="whole"), SHARE)


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, those of variance by source that the version has. Won; shares of the total.

    The amounts are those of variance by source. A budget of 0, or without a figure, has no shares.
    """
    by_source = variance.build(facts, "source")
    whole = by_source.row("total").figures["current"]
    rows = tuple(
        complete_row(
            Row(
                row.key,
                {"amount": row.figures["current"], "whole": whole},
                name=row.name,
                parts=row.parts,
                label=row.label,
            ),
            COLUMNS,
        )
        for row in by_source.rows
    )
    return REPORT.of(COLUMNS, rows)


def taken(facts: Facts, row: Row, column: Column) -> tuple[Place, ...]:
    """The amounts of the budget by source, and its total."""
    if column.key == "amount" and row.parts:
        return ()
    return (Place("variance", "total" if column.key == "whole" else row.key, "current", "source"),)


REPORT = Declared(
    name="source-shares",
    title=_("Shares by source of money"),
    row_heading=_("source of money"),
    unit="thousand",
    build=build,
    taken=taken,
)
