"""The two sides of a tie-out as formulas over the cells of the workbook.

A side is a sum of given figures. Where they are just what a total of a sheet sums, the formula refers to that total;
else to the figures one by one. What stands in no sheet (an older year, money that shares its cell with other money)
is listed on 검증 and referred to there.
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from ledger.council.sheets.context import CouncilWorkbook
from ledger.council.sheets.figures import signed_terms
from ledger.council.sheets.sites import grant_key
from ledger.figures.facts import StatedFigure
from ledger.figures.money import UNITS
from ledger.reporting.report import Column
from ledger.tieout import Cell, Finding
from ledger.tieout.finding import Term, Terms, sum_terms
from ledger.workbook.book import CellKey, CellOf, ExactWon, Formula, FormulaPart


def printed_key(finding: Finding) -> CellKey:
    """The cell on 검증 that holds what the document prints."""
    assert finding.stated is not None
    return ("printed", *finding.cell[:3], finding.stated.unit)


class SideFormulas:
    """Turns terms into formulas in won. `strays` are the terms that no sheet shows, each with the key of its place."""

    def __init__(self, council: CouncilWorkbook, found: list[Finding], placed: Collection[CellKey]) -> None:
        self.council, self.placed = council, placed
        self.strays: dict[Term, CellKey] = {}
        self.printed: dict[StatedFigure, CellKey] = {
            one.stated: printed_key(one) for one in found if one.stated is not None and one.is_of_print
        }

    @cached_property
    def grants(self) -> dict[tuple[str, int], CellKey]:
        """Row of 대상지 현황 and amount -> the grant's own cell, where a site has several."""
        keys = (grant_key(one, number) for number, one in enumerate(self.council.facts.grants, start=1))
        return {(key[1], self.council.figures.won[key]): key for key in keys}

    @cached_property
    def wholes(self) -> dict[Term, list[tuple[Terms, CellKey]]]:
        """First given figure -> all that the cells of the sheets sum from it on, the longest first."""
        found: dict[Term, list[tuple[Terms, CellKey]]] = defaultdict(list)
        for report in self.council.reports.values():
            for row in report.rows:
                for column in report.columns:
                    self.add_whole(found, (report.name, row.key, column.key), column)
        for candidates in found.values():
            candidates.sort(key=lambda one: -len(one[0]))
        return found

    def add_whole(self, found: dict[Term, list[tuple[Terms, CellKey]]], key: CellKey, column: Column) -> None:
        """Add what a cell of a sheet is the sum of, and the same taken off, under its first figure."""
        is_shown = key in self.placed or key in self.council.figures.combined
        if column.kind != "money" or key not in self.council.figures.won or not is_shown:
            return
        terms = self.terms(key)
        # What a single figure gives is that figure's own cell: a total of one part may get others.
        if len(terms) == 1 and terms[0].cell is not None and tuple(terms[0].cell[:3]) != key:
            return
        if terms and sum(term.amount for term in terms) == self.council.figures.won[key]:
            found[terms[0]].append((terms, key))
            negative = tuple(term.negative() for term in terms)
            found[negative[0]].append((negative, key))

    def formula(self, terms: Terms, own: Cell | None = None) -> Formula:
        """The sum of the terms in won; 0 for none. Where the cell `own` sums just these, it is that cell."""
        if own is not None:
            key: CellKey = (own.report, own.row, own.column)
            if key in self.placed and key in self.council.figures.won and self.terms(key) == terms:
                return (ExactWon(key),)
        parts: list[tuple[int, FormulaPart]] = []
        rest = terms
        while rest:
            taken, key, sign = self.longest(rest)
            parts.append((sign, ExactWon(key)))
            rest = rest[taken:]
        return signed_terms(parts)

    def terms(self, key: CellKey) -> Terms:
        """The given figures that a cell of a report is the sum of."""
        report, row, column = key
        return self.council.evidence.terms(report, row, column)

    def of_cell(self, terms: Terms, cell: Cell) -> Formula:
        """The formula of a cell in won where it holds what the terms sum to; else of the terms."""
        key = (cell.report, cell.row, cell.column)
        if key in self.placed and self.council.figures.won.get(key, 0) == sum_terms(terms):
            return (ExactWon(key),) if key in self.council.figures.won else self.blank(cell)
        return self.formula(terms)

    def blank(self, cell: Cell) -> Formula:
        """The formula of a side that is 0 because its cell is blank: whoever types into the cell moves the check."""
        key = (cell.report, cell.row, cell.column)
        if key not in self.placed or key in self.council.figures.won:
            return ("0",)
        # SUM: where somebody may type, nothing counts as 0, and so does a text.
        return ("SUM(", CellOf(key), f")*{UNITS[self.council.reports[cell.report].unit]}")

    def longest(self, terms: Terms) -> tuple[int, CellKey, int]:
        """How many of the first terms one cell stands for, its key, and the sign with which it counts."""
        for whole, key in self.wholes.get(terms[0], []):
            if terms[: len(whole)] == whole:
                return len(whole), key, self.sign(whole, key)
        term = terms[0]
        stated = term.stated
        if stated is not None and stated in self.printed:
            return 1, self.printed[stated], 1 if term.amount == (stated.value or 0) else -1
        cell = term.cell
        if cell is not None and cell.column == "national_grant" and (cell.row, term.amount) in self.grants:
            return 1, self.grants[cell.row, term.amount], 1
        return 1, self.stray(term), 1

    def sign(self, whole: Terms, key: CellKey) -> int:
        """1 where the cell of that key shows the sum of the terms, -1 where it shows what is taken off."""
        return 1 if sum(term.amount for term in whole) == self.council.figures.won[key] else -1

    def stray(self, term: Term) -> CellKey:
        """The key of a place of its own for a figure that stands in no sheet."""
        return self.strays.setdefault(term, ("stray", str(len(self.strays) + 1)))
