"""Whether a workbook proves itself: its formulas, the results that it stores and the digest that it prints. No Django.

>>> verification = verify(Path("workbook.xlsx"))  # doctest: +SKIP
>>> verification.agrees, len(verification.findings)  # doctest: +SKIP
(True, 412)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from openpyxl.utils import get_column_letter

from ledger.proof.digest import (
    DIGEST_LABEL,
    DIGEST_SHEET,
    WORDS_LABEL,
    CellFigure,
    CellText,
    figures_digest,
    words_digest,
)
from ledger.proof.evaluate import Address, Cells, evaluate
from ledger.proof.formula import Failure, Scalar
from ledger.proof.read import WorkbookContents, read_workbook

TOLERANCE = Fraction(1, 10**9)
"""How far a stored result may lie from the exact one, as a part of it (of 1 where it is smaller): what floats lose."""

CellVerdict = Literal["agrees", "differs", "unstored", "error", "untold"]
"""The stored result is the evaluated one; is another; is missing; is an error, or should be; we cannot tell."""

DigestVerdict = Literal["agrees", "differs", "no_sheet", "no_label"]
"""The printed digest is the recomputed one; is another; its sheet, or its label there, is missing."""
WordsVerdict = Literal["agrees", "differs", "unprinted"]
"""The printed digest of the words is the recomputed one; is another; is missing."""


@dataclass(frozen=True)
class CellFinding:
    """A formula cell: the result that the file stores beside the one that the formula gives."""

    sheet: str
    coordinate: str
    formula: str
    stored: Scalar | Failure
    evaluated: Scalar | Failure
    verdict: CellVerdict


@dataclass(frozen=True)
class Verification:
    """What was found in a workbook of so many filled cells; `printed_digest` is '' where none is printed."""

    cells: int
    findings: tuple[CellFinding, ...]
    digest: str
    printed_digest: str
    digest_verdict: DigestVerdict
    words_verdict: WordsVerdict = "unprinted"

    @property
    def disagreements(self) -> tuple[CellFinding, ...]:
        """The formula cells whose stored result is not the evaluated one."""
        return tuple(finding for finding in self.findings if finding.verdict != "agrees")

    @property
    def agrees(self) -> bool:
        """Whether every formula and the digest of the figures agree, and that of the words does not differ."""
        return not self.disagreements and self.digest_verdict == "agrees" and self.words_verdict != "differs"


def verify(path: Path) -> Verification:
    """The verification of a workbook file; CannotRead where it is none."""
    return verify_contents(read_workbook(path))


def verify_contents(workbook: WorkbookContents) -> Verification:
    """The verification of what a workbook holds."""
    recomputed = figures_digest(cell_figures(workbook))
    printed = printed_digest(workbook.cells, DIGEST_LABEL)
    verdict: DigestVerdict = "agrees" if printed == recomputed else "differs"
    if not printed:
        verdict = "no_label" if DIGEST_SHEET in workbook.cells.sheets else "no_sheet"
    count = len(workbook.cells.contents) + len(workbook.cells.formulas)
    return Verification(
        count, tuple(cell_findings(workbook)), recomputed, printed, verdict, words_verdict(workbook.cells)
    )


def words_verdict(cells: Cells) -> WordsVerdict:
    """Whether texts, formulas and sheets are those that the file prints the digest of."""
    printed = printed_digest(cells, WORDS_LABEL)
    if not printed:
        return "unprinted"
    return "agrees" if words_digest(cells.sheets, cell_texts(cells)) == printed else "differs"


def cell_texts(cells: Cells) -> Iterator[CellText]:
    """The texts and the formulas as they stand in the file, sheet by sheet."""
    by_sheet: dict[str, list[CellText]] = {sheet: [] for sheet in cells.sheets}
    for address, content in (*cells.contents.items(), *cells.formulas.items()):
        if isinstance(content, str):
            by_sheet[address[0]].append((address[0], coordinate(address), content))
    for of_sheet in by_sheet.values():
        yield from of_sheet


def cell_findings(workbook: WorkbookContents) -> Iterator[CellFinding]:
    """Every formula cell in the order of the file."""
    evaluated = evaluate(workbook.cells)
    for address, formula in workbook.cells.formulas.items():
        stored, result = workbook.stored.get(address), evaluated[address]
        yield CellFinding(
            address[0], coordinate(address), formula, stored, result, cell_verdict(stored, result)
        )


def cell_verdict(stored: Scalar | Failure, evaluated: Scalar | Failure) -> CellVerdict:
    """What is to be said of a stored and an evaluated result."""
    if isinstance(evaluated, Failure):
        return "untold" if evaluated.reason else "error"
    if isinstance(stored, Failure):
        return "error"
    if stored is None:
        # A file has no other way to store ''.
        return "agrees" if evaluated == "" else "unstored"
    return "agrees" if is_same_result(stored, evaluated) else "differs"


def is_same_result(stored: Scalar, evaluated: Scalar) -> bool:
    """Whether two results are the same: numbers within TOLERANCE, all else to the letter; a truth is no number."""
    if isinstance(stored, Fraction) and isinstance(evaluated, Fraction):
        return abs(stored - evaluated) <= TOLERANCE * max(Fraction(1), abs(stored), abs(evaluated))
    return type(stored) is type(evaluated) and stored == evaluated


def cell_figures(workbook: WorkbookContents) -> Iterator[CellFigure]:
    """The figures of the workbook as they stand in the file, sheet by sheet."""
    contents, formulas = workbook.cells.contents, workbook.cells.formulas
    by_sheet: dict[str, list[CellFigure]] = {sheet: [] for sheet in workbook.cells.sheets}
    for address, content in contents.items():
        if isinstance(content, Fraction):
            by_sheet[address[0]].append((address[0], coordinate(address), False, content))
    for address in formulas:
        stored = workbook.stored.get(address)
        shown = stored.code if isinstance(stored, Failure) else stored
        by_sheet[address[0]].append((address[0], coordinate(address), True, shown))
    for of_sheet in by_sheet.values():
        yield from of_sheet


def printed_digest(cells: Cells, label: str) -> str:
    """The digest that stands in the next filled cell right of a label; '' where none does."""
    texts = {
        (row, column): content.strip()
        for (sheet, row, column), content in cells.contents.items()
        if sheet == DIGEST_SHEET and isinstance(content, str)
    }
    for label_row, label_column in (place for place, text in texts.items() if text == label):
        right = [column for row, column in texts if row == label_row and column > label_column]
        if right and re.fullmatch("[0-9a-f]{64}", printed := texts[label_row, min(right)].lower()):
            return printed
    return ""


def coordinate(address: Address) -> str:
    """'C7' of a cell in row 7 and column 3."""
    _, row, column = address
    return f"{get_column_letter(column)}{row}"
