"""Two digests of a workbook, of its figures and of its words: who writes the file and who reads it compute the same.

Pure. The words are all texts and formulas: a check that was replaced by its verdict, a unit that was changed or a sheet
that is missing shows there, though every figure is the same.
"""

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

Content = int | float | Decimal | Fraction | str | bool | None
"""What a cell shows: a number in the unit of its heading, a text, a truth, or nothing."""

CellFigure = tuple[str, str, bool, Content]
"""Sheet name, coordinate such as 'C7', whether a formula stands there, and its number or stored result.

Figures are the cells that hold a number and all formula cells; a text that no formula gave is none.
"""

DIGEST_SHEET = "작성 정보"
DIGEST_LABEL, WORDS_LABEL = "수치 지문(SHA-256)", "글·수식 지문(SHA-256)"
"""Where a file prints its digest: in the cell right of the label. In Korean whatever the reader's language."""

EXACT_BELOW = 2**53
"""Below this size a float holds every whole number."""


def canonical(content: Content) -> str:
    """The one spelling of a content, whatever way it took through a file.

    Whole numbers below 2**53 have all their digits, other numbers 15 significant ones; OverflowError for a number
    that no spreadsheet can hold.

    >>> canonical(7224187.0), canonical(Fraction(-1, 3)), canonical(True), canonical("일치"), canonical(None)
    ('7224187', '-0.333333333333333', 'TRUE', '일치', '')
    """
    if content is None:
        return ""
    if isinstance(content, bool):
        return "TRUE" if content else "FALSE"
    if isinstance(content, str):
        return content
    # Files are written with 16 digits, and what comes back may be the float next to it: go that way in any case.
    number = float(f"{float(content):.16G}")
    return str(int(number)) if number.is_integer() and abs(number) < EXACT_BELOW else f"{number:.15g}"


def coordinate_order(coordinate: str) -> tuple[int, int, str]:
    """What coordinates are ordered by: row, then column; ValueError for what is no coordinate.

    >>> sorted(["B2", "AA1", "C1"], key=coordinate_order)
    ['C1', 'AA1', 'B2']
    """
    match = re.fullmatch("([A-Z]{1,3})([0-9]+)", coordinate)
    if match is None:
        raise ValueError(f"no coordinate of a cell: {coordinate!r}")
    letters, row = match.groups()
    return int(row), len(letters), letters


def figures_digest(figures: Iterable[CellFigure]) -> str:
    """SHA-256 in hex of `sheet!coordinate TAB '=' or '' TAB number or result`, a line a figure.

    Sheets stand in the order in which they come, each in one stretch; within a sheet the order does not matter.
    """
    lines = [
        f"{sheet}!{coordinate}\t{'=' if is_formula else ''}\t{canonical(content)}"
        for _, of_sheet in groupby(figures, key=lambda figure: figure[0])
        for sheet, coordinate, is_formula, content in sorted(
            of_sheet, key=lambda figure: coordinate_order(figure[1])
        )
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


CellText = tuple[str, str, str]
"""Sheet name, coordinate, and the text or, with its '=', the formula that stands there."""

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
DIGEST = re.compile("[0-9a-f]{64}")


def canonical_text(text: str) -> str:
    """The text whatever way it took through a file: Excel's escapes undone, without what a file may lose or add.

    >>> canonical_text("벨_x0007_소리\\r\\n"), canonical_text("_x005F_x0041_")
    ('벨소리', 'A')
    """
    while (undone := ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)) != text:
        text = undone
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isprintable())
    return text.strip()


def words_digest(sheets: Iterable[str], words: Iterable[CellText]) -> str:
    """SHA-256 in hex of the names of the sheets, then of all texts and formulas, a line each.

    Sheets stand in the order in which they come, each in one stretch. The digests themselves are left out.
    """
    lines = list(sheets)
    for _, of_sheet in groupby(words, key=lambda one: one[0]):
        for sheet, coordinate, text in sorted(of_sheet, key=lambda one: coordinate_order(one[1])):
            if (shown := canonical_text(text)) and not (sheet == DIGEST_SHEET and DIGEST.fullmatch(shown)):
                lines.append(f"{sheet}!{coordinate}\t{shown}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
