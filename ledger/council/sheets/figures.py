"""The money of a workbook: the exact won behind each cell, and how formulas get at it.

A cell holds the number in the unit of its heading. Where all amounts are whole units, sums and changes are formulas
over what is seen. An amount that is none leaves a rest (단수): the sheet 검증 holds it, and what is computed from
such a cell is computed in won and rounded once, as everywhere in the ledger.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ledger.figures.money import UNITS, whole_units
from ledger.reporting.report import Report
from ledger.workbook.book import CellKey, CellList, CellOf, ExactWon, Formula, FormulaPart


@dataclass(frozen=True)
class Working:
    """How a money cell follows from others.

    `formula` over what is seen, for parts that are all whole numbers of their units; `exact` gives the one in won for
    any, once its parts are written. `missing` is what its cell shows while there is no figure; None leaves it blank.
    """

    formula: Formula
    exact: Callable[[], Formula]
    parts: tuple[CellKey, ...]
    missing: Formula | None = None


ELSEWHERE = Working((), lambda: (), ())
"""Of a blank cell that nobody types into: its figure would come from another sheet."""


TYPED_IN = Working((), lambda: (), ())
"""Of a cell that follows from no others, whatever its report declares."""


def residue_key(key: CellKey) -> CellKey:
    """The cell on 검증 that holds what an amount is more than its cell shows, in won."""
    return ("residue", *key)


class Figures:
    """Key -> exact won and unit of the cell.

    `exact` fills as cells are written, and so does `residues`: the keys whose rest stands on 검증, and whether it is
    typed in there or follows from the exact amount.
    """

    def __init__(self) -> None:
        self.won: dict[CellKey, int] = {}
        self.units: dict[CellKey, str] = {}
        self.exact: dict[CellKey, Formula] = {}
        self.residues: dict[CellKey, bool] = {}
        self.combined: set[CellKey] = set()

    def add(self, key: CellKey, won: int, unit: str) -> None:
        """A figure that will stand in a cell of that unit."""
        self.won[key], self.units[key] = won, unit
        if unit != "won":
            self.exact[key] = (CellOf(key), f"*{UNITS[unit]}")

    def add_report(self, report: Report) -> None:
        """All money of a report, in cells of its unit."""
        for row in report.rows:
            for column in report.columns:
                figure = row.figures[column.key]
                if column.kind == "money" and isinstance(figure, int):
                    self.add((report.name, row.key, column.key), figure, report.unit)

    def number(self, key: CellKey) -> int:
        """What the cell holds."""
        return whole_units(self.won[key], self.units[key])

    def residue(self, key: CellKey) -> int:
        """Won that the cell does not show; 0 for a cell that is blank or not of money."""
        if key not in self.won:
            return 0
        return self.won[key] - self.number(key) * UNITS[self.units[key]]

    def enter(self, key: CellKey) -> None:
        """Note that the figure is typed in; its rest, if any, will stand on 검증."""
        if self.residue(key):
            assert key not in self.residues, "summed before it was entered"
            self.residues[key] = True
            self.exact[key] = ("(", CellOf(key), f"*{UNITS[self.units[key]]}+", CellOf(residue_key(key)), ")")

    def combine(self, key: CellKey, parts: Sequence[CellKey]) -> None:
        """A figure of a report that no single cell shows: the sum of some."""
        self.combined.add(key)
        self.exact[key] = in_parentheses(signed_terms((1, ExactWon(part)) for part in parts))

    def derive(self, key: CellKey, working: Working) -> Formula:
        """The formula of a figure that follows from others."""
        size = UNITS[self.units[key]]
        if self.residue(key):
            self.exact[key] = in_parentheses(working.exact())
        if any(self.residue(part) for part in working.parts):
            exact = working.exact()
            return exact if size == 1 else ("ROUND((", *exact, f")/{size},0)")
        return working.formula

    def crossing(self, key: CellKey, source: CellKey) -> Working:
        """How a figure follows that stands in another unit elsewhere: ROUND(예산총괄!C7/1000,0)."""
        ratio = UNITS[self.units[key]] // UNITS[self.units[source]]
        formula: Formula = ("ROUND(", CellOf(source), f"/{ratio},0)") if ratio > 1 else (CellOf(source),)
        return Working(formula, lambda: (ExactWon(source),), (source,))

    def signed_sum(self, terms: Sequence[tuple[int, CellKey]]) -> Working:
        """How a figure follows from others, each with its sign: C7+D7-E7."""
        return Working(
            signed_terms((sign, CellOf(key)) for sign, key in terms),
            lambda: signed_terms((sign, ExactWon(key)) for sign, key in terms),
            tuple(key for _sign, key in terms),
        )

    def sum_of(self, whole: Formula, parts: Iterable[CellKey]) -> Working:
        """How a figure follows that `whole` adds up over the cells `parts` as they are seen."""
        parts = tuple(parts)
        return Working(whole, lambda: self.exact_sum(whole, parts), parts)

    def exact_sum(self, whole: Formula, parts: tuple[CellKey, ...]) -> Formula:
        """The sum in won: what is seen, and the rests that stand on 검증. Nothing is added part by part."""
        odd = [key for key in parts if self.residue(key)]
        if not odd:
            return whole
        for key in odd:
            self.residues.setdefault(key, False)
        rests = tuple(residue_key(key) for key in odd)
        return (*whole, f"*{UNITS[self.units[odd[0]]]}+SUM(", CellList(rests), ")")


def in_parentheses(formula: Formula) -> Formula:
    """In parentheses where it has more than one part."""
    return formula if len(formula) == 1 else ("(", *formula, ")")


def signed_terms(terms: Iterable[tuple[int, FormulaPart]]) -> Formula:
    """The terms with their signs; 0 for none."""
    parts: list[FormulaPart] = []
    for sign, part in terms:
        if parts or sign < 0:
            parts.append("+" if sign > 0 else "-")
        parts.append(part)
    return tuple(parts) or ("0",)
