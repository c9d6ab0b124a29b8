"""보조금 반납: the national money in what a year left unspent, in proportion to its share of the budget."""

from dataclasses import dataclass, replace

from ledger.figures.facts import Facts
from ledger.figures.settlement_form import HEADINGS
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote
from ledger.reporting.report import Cells, Column, Figure, Place, Rate, Report, Row, amount, complete_row
from ledger.reports import settlement

SMALLEST = 10
"""Won that are paid: what is below is dropped (지방회계법 §55)."""


@dataclass(frozen=True)
class Proportion:
    """`of` × `part` / `whole`, less than 10 won dropped; none over a whole of 0 or below, or of less than nothing."""

    of: str
    part: str
    whole: str

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        of, part, whole = (amount(cells, key) for key in (self.of, self.part, self.whole))
        if of is None or part is None or whole is None or of < 0 or part < 0 or whole <= 0:
            return None
        return of * part // (whole * SMALLEST) * SMALLEST


COLUMNS = (
    Column("left", heading=_("Left of the budget (refund and unspent)")),
    Column("current_budget", heading=HEADINGS["current_budget"]),
    Column("national_budget", heading=_("National money in it (x)")),
    Column("share", "rate", Rate("national_budget", "current_budget"), heading=_("Share (%)")),
    Column(
        "due", meaning=Proportion("left", "national_budget", "current_budget"), heading=_("Refund by share")
    ),
    Column("subsidy_refund", heading=HEADINGS["subsidy_refund"]),
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: those of 결산현황 without the (x …) ones. Won.

    `due` is a proposal: a source of money gets back its share of what is left. `subsidy_refund` is what the document
    prints.
    """
    settled = settlement.build(facts)
    nationals = {row.national_of: row.key for row in settled.rows}
    return REPORT.of(
        COLUMNS,
        [row_of(settled, row, nationals.get(row.key)) for row in settled.rows if not row.is_national],
    )


def row_of(settled: Report, row: Row, national: str | None) -> Row:
    """The row of a settled year or of a subject in it, with the cells of its settlement."""
    figures: dict[str, Figure] = {}
    marks: dict[str, list[str]] = {"derived": [], "assumed": []}
    for column in COLUMNS:
        cells = [(settled.row(key), cell) for key, cell in cells_of(row.key, national, column.key)]
        amounts = [amount(of.figures, cell) for of, cell in cells]
        if amounts and amounts[-1] is not None:
            figures[column.key] = sum(one or 0 for one in amounts)
        for mark, columns in marks.items():
            columns += [column.key] * any(cell in getattr(of, mark) for of, cell in cells)
    blank = replace(
        row, figures=figures, derived=tuple(marks["derived"]), assumed=tuple(marks["assumed"]), notes={}
    )
    return complete_row(blank, COLUMNS)


def cells_of(row: str, national: str | None, column: str) -> list[tuple[str, str]]:
    """The cells of 결산현황, by row and column, that a cell is the sum of.

    A blank refund is a column that the form does not have: the last cell says whether the sum is known.
    """
    match column:
        case "left":
            return [(row, "subsidy_refund"), (row, "unspent")]
        case "national_budget":
            return [(national, "current_budget")] if national else []
        case "current_budget" | "subsidy_refund":
            return [(row, column)]
    return []


def taken(facts: Facts, row: Row, column: Column) -> tuple[Place, ...]:
    """The same as places, for who asks where a cell comes from."""
    settled = settlement.build(facts)
    national = settled.national_row(settled.row(row.key))
    cells = cells_of(row.key, national.key if national else None, column.key)
    return tuple(Place(settled.name, key, cell) for key, cell in cells)


REPORT = Declared(
    name="subsidy-refunds",
    title=_("Refund of subsidies"),
    row_heading=_("year"),
    unit="thousand",
    build=build,
    taken=taken,
    footnotes=(
        Footnote(
            _(
                "Refund by share = what is left × national money / current budget; less than 10 won are dropped"
                " (Article 55 of the Local Accounting Act). A proposal: what is paid back is settled with who gave it,"
                " with the interest."
            )
        ),
        *FILLED,
    ),
)
