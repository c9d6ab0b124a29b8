"""결산현황: the three years before, with the cells that the document leaves blank filled in and marked.

A blank cell is filled in this order: an identity with one unknown; the chain from year to year (차년이월 of a year
is 전년이월 of the next); last, the assumption that a blank 예산변경 means that no change was reported, where nothing
else of its identity is unknown. A year without a row stays blank: nothing is known of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ledger.facts import SETTLEMENT_CELLS, Facts, Settled, Subject
from ledger.money import UNITS
from ledger.reports.report import Column, Figure, Rate, Report, Row, completed
from ledger.reports.subjects import Identity, in_order, row_keys

COLUMNS = (
    *(Column(cell) for cell in SETTLEMENT_CELLS),
    Column("execution_rate", "rate", Rate("executed", "current_budget")),
)
YEARS_SHOWN = 3

IDENTITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("current_budget", ("final_budget", "carried_in", "budget_change")),
    ("current_budget", ("executed", "carried_out", "subsidy_refund", "unspent")),
)
"""예산현액 = 최종예산 + 전년이월 + 예산변경 and 예산현액 = 집행액 + 차년이월 + 보조금반납금 + 집행잔액."""

Cells = dict[str, int | None]
Sources = dict[tuple[int, str], int]
"""Printed cell (year, cell) that stands behind a figure -> half its unit in won, times how often and with what sign."""


@dataclass(frozen=True)
class Way:
    """How a blank cell was filled: from which cells, as (sign, fiscal year, cell).

    An assumption has none; an identity is named by its place in IDENTITIES.
    """

    kind: Literal["identity", "chain", "assumption"]
    terms: tuple[tuple[int, int, str], ...] = ()
    identity: int | None = None


class Filled:
    """A settled year whose blank cells are being filled, with the way each was found."""

    def __init__(self, settled: Settled) -> None:
        self.year = settled.fiscal_year
        self.unit = settled.unit
        self.cells: Cells = dict(settled.cells)
        self.derived: set[str] = set()
        self.assumed: set[str] = set()
        self.ways: dict[str, Way] = {}
        half = UNITS[settled.unit] // 2
        self.sources: dict[str, Sources] = {
            cell: {(settled.fiscal_year, cell): half}
            for cell, figure in settled.cells.items()
            if figure is not None
        }

    def put(self, cell: str, figure: int, way: Way) -> bool:
        self.cells[cell] = figure
        self.ways[cell] = way
        (self.assumed if way.kind == "assumption" else self.derived).add(cell)
        return True

    def value(self, cell: str) -> int | None:
        """The cell in won; a blank refund is a column that the form does not have: 0 in the identity."""
        figure = self.cells[cell]
        return 0 if figure is None and cell == "subsidy_refund" else figure

    def fill_by_identity(self) -> bool:
        """Fill the one unknown of an identity; true if there was one."""
        for number, (whole, parts) in enumerate(IDENTITIES):
            blank = [cell for cell in (whole, *parts) if self.value(cell) is None]
            if len(blank) != 1:
                continue
            signs = {whole: 1, **dict.fromkeys(parts, -1)}
            sign = -signs.pop(blank[0])
            figure = sum(sign * one * (self.value(cell) or 0) for cell, one in signs.items())
            self.sources[blank[0]] = combined(
                (sign * one, self.sources.get(cell, {})) for cell, one in signs.items()
            )
            terms = tuple((sign * one, self.year, cell) for cell, one in signs.items())
            return self.put(blank[0], figure, Way("identity", terms, number))
        return False

    def room(self, cell: str) -> int:
        """What the roundings of the printed cells that a figure comes from can do, in won."""
        return sum(abs(half) for half in self.sources.get(cell, {}).values())

    def fill_by_assumption(self) -> bool:
        """Take a blank 예산변경 as 'no change reported' where the rest of its sum is known."""
        if self.cells["budget_change"] is not None:
            return False
        if self.cells["final_budget"] is None or self.cells["carried_in"] is None:
            return False
        return self.put("budget_change", 0, Way("assumption"))


def combined(parts: Iterable[tuple[int, Sources]]) -> Sources:
    """What stands behind a sum of figures; a printed cell that counts both ways cancels out."""
    found: Sources = {}
    for sign, sources in parts:
        for source, half in sources.items():
            found[source] = found.get(source, 0) + sign * half
    return found


def fill_by_chain(years: dict[int, Filled]) -> bool:
    """Carry 차년이월 of a year into 전년이월 of the next, or back; true if a cell was filled."""
    for year, filled in years.items():
        following = years.get(year + 1)
        if following is None:
            continue
        carried_out, carried_in = filled.cells["carried_out"], following.cells["carried_in"]
        if carried_in is None and carried_out is not None:
            following.sources["carried_in"] = filled.sources.get("carried_out", {})
            return following.put("carried_in", carried_out, Way("chain", ((1, year, "carried_out"),)))
        if carried_out is None and carried_in is not None:
            filled.sources["carried_out"] = following.sources.get("carried_in", {})
            return filled.put("carried_out", carried_in, Way("chain", ((1, year + 1, "carried_in"),)))
    return False


def filled_years(rows: Iterable[Settled]) -> dict[int, Filled]:
    """The settled years of one subject and portion with their blanks filled as far as the rules go."""
    years = {row.fiscal_year: Filled(row) for row in sorted(rows, key=lambda row: row.fiscal_year)}
    while (
        any(filled.fill_by_identity() for filled in years.values())
        or fill_by_chain(years)
        or any(filled.fill_by_assumption() for filled in years.values())
    ):
        pass
    return years


def build(facts: Facts) -> Report:
    """Rows for each of the three years before: year, year-national, year-code, year-code-national. Won.

    A year that the ledger does not hold has its two rows too, blank. The execution rate is 집행액 / 예산현액.
    T13 to T15c.
    """
    subjects = in_order(row.subject for row in facts.settlements if row.subject is not None)
    keys = row_keys(subjects)
    scopes: list[Subject | None] = [None, *subjects]
    filled = {
        (subject, portion): filled_years(
            row for row in facts.settlements if row.subject == subject and row.portion == portion
        )
        for subject in scopes
        for portion in ("total", "national")
    }
    rows = []
    for year in range(facts.year - YEARS_SHOWN, facts.year):
        for subject in scopes:
            key = row_key(year, subject, "total", keys)
            name = None if subject is None else subject.name
            of_total = filled[subject, "total"].get(year)
            of_national = filled[subject, "national"].get(year)
            if subject is not None and of_total is None and of_national is None:
                continue
            under = None if subject is None else str(year)
            rows.append(settlement_row(Row(key, {}, name=name, under=under), of_total))
            national_key = row_key(year, subject, "national", keys)
            national = Row(national_key, {}, under=str(year), is_national=True)
            rows.append(settlement_row(national, of_national))
    return Report("settlement", "thousand", COLUMNS, tuple(rows))


def row_key(year: int, subject: Subject | None, portion: str, keys: dict[Identity, str]) -> str:
    """'2019', '2019-national', '2019-401-01', '2019-401-01-national'."""
    key = str(year) if subject is None else f"{year}-{keys[subject.identity]}"
    return f"{key}-national" if portion == "national" else key


def settlement_row(row: Row, filled: Filled | None) -> Row:
    """The row with the cells of its year, or blank and marked where the ledger has none."""
    if filled is None:
        return completed(replace(row, marks=("missing",)), COLUMNS)
    figures: dict[str, Figure] = dict(filled.cells)
    in_form_order = [column.key for column in COLUMNS]
    return completed(
        replace(
            row,
            figures=figures,
            derived=tuple(sorted(filled.derived, key=in_form_order.index)),
            assumed=tuple(sorted(filled.assumed, key=in_form_order.index)),
        ),
        COLUMNS,
    )
