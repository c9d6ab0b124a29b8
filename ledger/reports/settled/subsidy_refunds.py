"""보조금 반납: what goes back of what a year left unspent, to each source in proportion to its share of the budget."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.figures import versions
from ledger.figures.facts import Allocation, Facts, FundingSource, Settlement, SourceShare
from ledger.figures.money import total
from ledger.figures.settlement_form import HEADINGS
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote
from ledger.reporting.report import Cells, Column, Figure, Place, Rate, Report, Row, amount, complete_row
from ledger.reports import settlement
from ledger.reports.variance import source_key

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


@dataclass(frozen=True)
class Remainder:
    """`of` without the `parts` that are known; none where none is: nothing says then whose the rest is."""

    of: str
    parts: tuple[str, ...]

    def figure(self, cells: Cells, nil: frozenset[str]) -> Figure:
        of, parts = amount(cells, self.of), total(amount(cells, key) for key in self.parts)
        return None if of is None or parts is None else of - parts


LEFT = Column("left", heading=_("Left of the budget (refund and unspent)"))
NATIONAL = (
    Column("current_budget", heading=HEADINGS["current_budget"]),
    Column("national_budget", heading=_("National money in it (x)")),
    Column("share", "rate", Rate("national_budget", "current_budget"), heading=_("Share (%)")),
    Column(
        "due", meaning=Proportion("left", "national_budget", "current_budget"), heading=_("Refund by share")
    ),
)
PRINTED = Column("subsidy_refund", heading=HEADINGS["subsidy_refund"])
OF_SOURCE = _("%(heading)s (%(name)s)")
SHARED_BUDGET = Column("shared_budget", heading=_("Budget of the year with its sources"))
COLUMNS = (LEFT, *NATIONAL, PRINTED)
"""The columns where no other source is known; of each that is known there are more behind them."""


def due_key(source: str) -> str:
    """The column of what goes back to a source (slug)."""
    return f"due-{source_key(source)}"


def printed_key(source: str) -> str:
    """The column of what a settlement says that went back to a source (slug)."""
    return f"refund-{source_key(source)}"


def columns_of(sources: Iterable[FundingSource], printed: Iterable[FundingSource]) -> tuple[Column, ...]:
    """The columns: of each source what it gave and what goes back; what stays; what the settlement says of each."""
    sources = list(sources)
    if not sources:
        return COLUMNS
    found: list[Column] = []
    for source in sources:
        part, due = source_key(source.slug), due_key(source.slug)
        given = Proportion("left", part, "shared_budget")
        found += [
            Column(part, name=source.name),
            Column(due, meaning=given, heading=_("Refund by share"), name=source.name, qualified=OF_SOURCE),
        ]
    dues = ("due", *(due_key(source.slug) for source in sources))
    kept = Column("kept", meaning=Remainder("left", dues), heading=_("Stays own money"))
    refunded = (
        Column(printed_key(one.slug), heading=PRINTED.heading, name=one.name, qualified=OF_SOURCE)
        for one in printed
    )
    return (LEFT, *NATIONAL, SHARED_BUDGET, *found, kept, PRINTED, *refunded)


@built_once
def build(facts: Facts) -> Report:
    """Rows: those of 결산현황 without the (x …) ones. Won.

    `due` is a proposal: a source of money gets back its share of what is left, the national subsidy by 예산현액, each
    other source by the budget in which its share is known (`shared_of`). Each is cut to 10 won; what is cut stays own
    money, so that the parts and `kept` are what is left to the last won. `subsidy_refund` is what the document prints.
    """
    settled = settlement.build(facts)
    nationals = {row.national_of: row.key for row in settled.rows}
    rows = [row for row in settled.rows if not row.is_national]
    shared = {row.key: shared_of(facts, row) for row in rows}
    given = {share.source for one in shared.values() for share in one.shares}
    printed = {share.source for row in rows for share in printed_shares(facts, row)}
    known = [one for one in facts.sources if one.refund_code and one.slug in given | printed]
    columns = columns_of(known, (one for one in known if one.slug in printed))
    return REPORT.of(
        columns,
        [
            complete_row(
                with_sources(row_of(settled, row, nationals.get(row.key)), facts, shared[row.key], known),
                columns,
            )
            for row in rows
        ],
    )


def with_sources(row: Row, facts: Facts, shared: "Shared", known: Iterable[FundingSource]) -> Row:
    """The row with what other sources gave to the budget of the year, and what went back to them."""
    figures = dict(row.figures)
    returned = printed_shares(facts, row)
    for source in known if shared.shares else ():
        figures["shared_budget"] = shared.amount
        figures[source_key(source.slug)] = given_by(shared.shares, source.slug)
    for source in known:
        figures[printed_key(source.slug)] = given_by(returned, source.slug)
    return replace(row, figures=figures)


def given_by(shares: Iterable[SourceShare], source: str) -> int | None:
    """What a source (slug) gives, in won; None where nothing names it."""
    return total(share.amount for share in shares if share.source == source)


@dataclass(frozen=True)
class Shared:
    """A budget and what sources give to it: `settled` says it in its 예산현액, else `allocations` of a `version`."""

    amount: int | None = None
    shares: tuple[SourceShare, ...] = ()
    settled: Settlement | None = None
    allocations: tuple[Allocation, ...] = ()
    version: str = ""


def shared_of(facts: Facts, row: Row) -> Shared:
    """The budget of a settled year, or of a subject in it, by whose sources it is divided.

    예산현액 where the settlement says whose money it was; else the year's last voted version.
    """
    settled = settled_row(facts, row)
    if settled is not None and (shares := shares_of_cell(settled, "current_budget")):
        return Shared(amount(row.figures, "current_budget"), shares, settled)
    version = versions.last_voted(facts.versions, row.year) if row.year is not None else None
    held = facts.budgets.get(version.key, ()) if version else ()
    allocations = tuple(one for one in held if row.subject in (None, one.subject))
    shares = tuple(share for one in allocations for share in one.shares)
    key = version.key if version else ""
    return Shared(total(one.amount for one in allocations), shares, None, allocations, key)


def settled_row(facts: Facts, row: Row) -> Settlement | None:
    """The row of the ledger that says the whole amounts of a settled year, or of a subject in it."""
    of = (row.year, row.subject, "total")
    return next((one for one in facts.settlements if (one.fiscal_year, one.subject, one.portion) == of), None)


def shares_of_cell(settled: Settlement, cell: str) -> tuple[SourceShare, ...]:
    """What sources give to a cell of a settlement."""
    return tuple(share for of, share in settled.shares if of == cell)


def printed_shares(facts: Facts, row: Row) -> tuple[SourceShare, ...]:
    """What a settlement says that went back to other sources than the national subsidy."""
    settled = settled_row(facts, row)
    return () if settled is None else shares_of_cell(settled, "subsidy_refund")


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
    return replace(
        row, figures=figures, derived=tuple(marks["derived"]), assumed=tuple(marks["assumed"]), notes={}
    )


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
        Footnote(
            _(
                "To another source goes back what is left × its money / the budget in which its share is known. What is"
                " dropped stays own money: the parts and what stays are what is left, to the last won."
            ),
            lambda report: any(column.key == "kept" for column in report.columns),
        ),
        *FILLED,
    ),
)
