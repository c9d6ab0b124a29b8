"""What the tests of the council's workbook share: a book, its formulas computed without a spreadsheet program."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils import translation

from ledger.council.sheets import council_book
from ledger.council.sheets.context import CouncilWorkbook
from ledger.figures.facts import Facts
from ledger.load import load
from ledger.load.council import CouncilSource
from ledger.load.rows import sections_of
from ledger.proof.evaluate import Address, Cells, evaluate
from ledger.proof.formula import Failure
from ledger.workbook.book import Book, CellContent, CellKey

Scalar = Fraction | str | bool | Failure | None
Stored = dict[Address, Fraction | str]

MOMENT = datetime(2021, 11, 10, 17, 40, tzinfo=ZoneInfo("Asia/Seoul"))


def source_of_2021() -> CouncilSource:
    """The first document, as if it was last changed and looked at in known moments."""
    facts = replace(load("smart-anchor", year=2021), as_of=MOMENT)
    return CouncilSource(facts, tuple(sections_of("smart-anchor", facts.document)), MOMENT)


def book_of(source: CouncilSource | Facts, *, is_internal: bool = False) -> Book:
    if isinstance(source, Facts):
        source = CouncilSource(source)
    with translation.override("ko"):
        return council_book(CouncilWorkbook(source, is_internal=is_internal))


def as_scalar(content: CellContent) -> Fraction | str:
    """A number exactly; a text, and nothing at all, as text."""
    if content is None or isinstance(content, str):
        return content or ""
    return Fraction(content)


def cells_of(book: Book, typed: Mapping[CellKey, int] | None = None) -> tuple[Cells, Stored]:
    """The contents and formulas of a book, and the stored results; `typed` puts other numbers into input cells."""
    places = {book.place(key): number for key, number in (typed or {}).items()}
    contents: dict[Address, Scalar] = {}
    formulas: dict[Address, str] = {}
    stored: Stored = {}
    for sheet in book.sheets:
        for (line, at), cell in sheet.cells.items():
            address = (sheet.name, line + 1, at + 1)
            other = places.get((sheet.name, line, at))
            if cell.formula is not None:
                assert other is None, "a formula is no input"
                formulas[address] = book.text_of(cell.formula, sheet.name)
                stored[address] = as_scalar(cell.content)
            elif other is not None:
                assert ("locked", False) in cell.style, "a locked cell is no input"
                contents[address] = Fraction(other)
            elif cell.content is not None:
                contents[address] = as_scalar(cell.content)
    names = tuple(sheet.name for sheet in book.sheets)
    return Cells(names, contents, formulas, {}), stored


def disagreements(book: Book) -> list[str]:
    """The formulas whose stored result is not what they give."""
    cells, stored = cells_of(book)
    return [
        f"{address}: {cells.formulas[address]} stored {stored[address]}, gives {given}"
        for address, given in evaluate(cells).items()
        if given != stored[address]
    ]


class Computed:
    """A book after somebody typed other numbers into input cells: what every cell shows then."""

    def __init__(self, book: Book, typed: Mapping[CellKey, int] | None = None) -> None:
        self.book = book
        cells, self.stored = cells_of(book, typed)
        self.shown = {**cells.contents, **evaluate(cells)}

    def __getitem__(self, key: CellKey) -> Scalar:
        sheet, line, at = self.book.place(key)
        return self.shown.get((sheet, line + 1, at + 1))

    def verdicts(self) -> dict[str, str]:
        """Place and rule of each check that has moved -> its new verdict."""
        found = {}
        sheet = next(one for one in self.book.sheets if one.name == "검증")
        for key, (line, at) in sheet.places.items():
            if key[0] == "check" and key[2] == "verdict":
                address = ("검증", line + 1, at + 1)
                before = self.stored.get(address, self.shown.get(address))
                if before != self.shown[address]:
                    where, rule = (sheet.cells[line, one].content for one in (1, 2))
                    sentence = str(rule).partition("\n")[0]
                    found[f"{where} | {sentence}"] = str(self.shown[address])
        return found


def number(book: Book, *key: str) -> object:
    """What the cell of a key holds or stores."""
    sheet, line, at = book.place(key)
    return next(one for one in book.sheets if one.name == sheet).cells[line, at].content


def formula(book: Book, *key: str) -> str:
    """The formula of the cell of a key as it stands there; '' where it is typed in."""
    sheet, line, at = book.place(key)
    cell = next(one for one in book.sheets if one.name == sheet).cells[line, at]
    return "" if cell.formula is None else book.text_of(cell.formula, sheet)
