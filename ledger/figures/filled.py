"""결산의 빈칸: the cells that a document leaves blank, filled in as far as its other cells tell. Pure.

A blank cell is filled in this order: an identity with one unknown; the chain from year to year (차년이월 of a year
is 전년이월 of the next); last, the assumption that a blank 예산변경 means that no change was reported, where nothing
else of its identity is unknown. A year without a row stays blank: nothing is known of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ledger.figures.facts import Settlement
from ledger.figures.money import UNITS
from ledger.figures.settlement_form import COUNT_AS_ZERO, IDENTITIES

Cells = dict[str, int | None]
Sources = dict[tuple[int, str], int]
"""Printed cell (year, cell) that stands behind a figure -> half its unit in won, times how often and with what sign."""


@dataclass(frozen=True)
class FillStep:
    """How a blank cell was filled: from which cells, as (sign, fiscal year, cell).

    An assumption has none; an identity is named by its place in IDENTITIES.
    """

    kind: Literal["identity", "chain", "assumption"]
    terms: tuple[tuple[int, int, str], ...] = ()
    identity: int | None = None


class FilledYear:
    """A settled year whose blank cells are being filled, with the way each was found."""

    def __init__(self, settled: Settlement) -> None:
        self.year = settled.fiscal_year
        self.unit = settled.unit
        self.cells: Cells = dict(settled.cells)
        self.derived: set[str] = set()
        self.assumed: set[str] = set()
        self.ways: dict[str, FillStep] = {}
        half = UNITS[settled.unit] // 2
        self.sources: dict[str, Sources] = {
            cell: {(settled.fiscal_year, cell): half}
            for cell, figure in settled.cells.items()
            if figure is not None
        }

    def put(self, cell: str, figure: int, way: FillStep) -> bool:
        self.cells[cell] = figure
        self.ways[cell] = way
        (self.assumed if way.kind == "assumption" else self.derived).add(cell)
        return True

    def value(self, cell: str) -> int | None:
        """The cell in won; a blank refund is a column that the form does not have: 0 in the identity."""
        figure = self.cells[cell]
        return 0 if figure is None and cell in COUNT_AS_ZERO else figure

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
            return self.put(blank[0], figure, FillStep("identity", terms, number))
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
        return self.put("budget_change", 0, FillStep("assumption"))


def combined(parts: Iterable[tuple[int, Sources]]) -> Sources:
    """What stands behind a sum of figures; a printed cell that counts both ways cancels out."""
    found: Sources = {}
    for sign, sources in parts:
        for source, half in sources.items():
            found[source] = found.get(source, 0) + sign * half
    return found


def fill_by_chain(years: dict[int, FilledYear]) -> bool:
    """Carry 차년이월 of a year into 전년이월 of the next, or back; true if a cell was filled."""
    for year, filled in years.items():
        following = years.get(year + 1)
        if following is None:
            continue
        carried_out, carried_in = filled.cells["carried_out"], following.cells["carried_in"]
        if carried_in is None and carried_out is not None:
            following.sources["carried_in"] = filled.sources.get("carried_out", {})
            return following.put("carried_in", carried_out, FillStep("chain", ((1, year, "carried_out"),)))
        if carried_out is None and carried_in is not None:
            filled.sources["carried_out"] = following.sources.get("carried_in", {})
            return filled.put("carried_out", carried_in, FillStep("chain", ((1, year + 1, "carried_in"),)))
    return False


def filled_years(rows: Iterable[Settlement]) -> dict[int, FilledYear]:
    """The settled years of one subject and portion with their blanks filled as far as the rules go."""
    years = {row.fiscal_year: FilledYear(row) for row in sorted(rows, key=lambda row: row.fiscal_year)}
    while (
        any(filled.fill_by_identity() for filled in years.values())
        or fill_by_chain(years)
        or any(filled.fill_by_assumption() for filled in years.values())
    ):
        pass
    return years
