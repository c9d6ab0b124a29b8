"""예산변경 내역(전용 조서): what moved after the vote, by year and quarter, and what it did to the budget."""

from collections.abc import Iterator
from dataclasses import replace

from ledger.figures.facts import Facts
from ledger.figures.movement import QUARTERS, Movement
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import NATIONAL, Declared, Footnote
from ledger.reporting.report import (
    Column,
    Figure,
    Report,
    Row,
    complete_row,
    line_key,
    national_key,
    sum_rows,
    with_national,
)
from ledger.reports.settlement import YEARS_SHOWN

COLUMNS = with_national(
    (
        Column("kind", "key", heading=_("kind")),
        Column("from", "key", heading=_("From")),
        Column("to", "key", heading=_("To")),
        Column("amount", heading=_("Amount moved")),
        Column("net", heading=_("Effect on the budget")),
        Column("reason", "key", heading=_("Reason")),
    )
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: of each year its movements (line-1 to line-n over all), quarters (2021-q3) and the year (2021). Won.

    The years are those of 결산현황 in which something moved, and the one shown. `amount` is what moved, `net` what the
    programme's budget gained by it: a 전용 inside the programme moves its amount and leaves 0.
    """
    numbered = list(numbered_movements(facts))
    rows: list[Row] = []
    for year in sorted({facts.year, *(one.fiscal_year for _number, one in numbered)}):
        quarters: list[Row] = []
        for quarter in QUARTERS:
            key = quarter_key(year, quarter)
            lines = [
                complete_row(replace(row_of(number, one), group=key), COLUMNS)
                for number, one in numbered
                if (one.fiscal_year, one.quarter) == (year, quarter)
            ]
            if lines:
                subtotal = sum_rows(key, lines, COLUMNS, key)
                quarters.append(replace(subtotal, year=year, quarter=quarter))
                rows += [*lines, quarters[-1]]
        whole = sum_rows(str(year), quarters, COLUMNS, name=str(year))
        rows.append(replace(whole, year=year, marks=() if quarters else ("missing",)))
    return REPORT.of(COLUMNS, rows)


def numbered_movements(facts: Facts) -> Iterator[tuple[int, Movement]]:
    """The movements that the report shows, numbered over all years."""
    years = range(facts.year - YEARS_SHOWN, facts.year + 1)
    return enumerate((one for one in facts.movements if one.fiscal_year in years), start=1)


def quarter_key(year: int, quarter: int) -> str:
    """'2021-q3'."""
    return f"{year}-q{quarter}"


def row_of(number: int, moved: Movement) -> Row:
    """The row of a movement, named by its day and document."""
    sign = moved.sign()
    figures: dict[str, Figure] = {
        "kind": moved.kind,
        "from": side_name(moved, "from"),
        "to": side_name(moved, "to"),
        "amount": moved.amount,
        national_key("amount"): moved.national,
        "net": sign * moved.amount,
        national_key("net"): None if moved.national is None else sign * moved.national,
        "reason": moved.reason or None,
    }
    name = f"{moved.decided_on:%Y.%m.%d.} {moved.document_number}".strip()
    return Row(line_key(number), figures, name=name, year=moved.fiscal_year, line=number)


def side_name(moved: Movement, side: str) -> str | None:
    """The subject on a side, else the other programme there; None where the money comes from or goes outside."""
    subject = moved.from_subject if side == "from" else moved.to_subject
    return moved.partner or None if subject is None else subject.name or subject.code


def has_reported(report: Report) -> bool:
    """Whether a movement is shown of which the council is told each quarter."""
    return bool({row.figures["kind"] for row in report.rows} & {"virement", "reassignment"})


def is_any(report: Report) -> bool:
    """Whether anything moved."""
    return any(row.line is not None for row in report.rows)


REPORT = Declared(
    name="movements",
    title=_("Budget movements"),
    row_heading=_("Quarter and movement"),
    unit="thousand",
    build=build,
    footnotes=(
        Footnote(
            _(
                "Amount moved: what was taken from one side. Effect: what the programme's budget gained or lost by it."
            ),
            is_any,
        ),
        Footnote(
            _(
                "The council is told of each quarter's virements and reassignments by the end of the month after it"
                " (지방재정법 제47조의2, 제49조)."
            ),
            has_reported,
        ),
        NATIONAL,
    ),
)
