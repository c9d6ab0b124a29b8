"""A workbook as plain records: sheets of cells, and formulas that name the figures they need by key. Pure.

A builder puts cells where it likes and gives a key to each that others refer to; where a formula's references stand
is looked up when everything is laid out. So sheets can be built in any order and point to one another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from unicodedata import east_asian_width

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from ledger.proof.digest import CellFigure, CellText, figures_digest, words_digest

CellKey = tuple[str, ...]
"""Names a cell: report, row and column of a figure, or whatever its builder chose."""

CellContent = int | Decimal | Fraction | str | None
"""What a cell holds: a number in the unit of its heading, a text, or nothing."""

ROOM_OF_A_NUMBER = 5
"""What stands around the digits: (x△ …), a mark, the margins."""

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A file's date where the ledger knows of no change: a file depends on the ledger alone, not on a clock."""

LONGEST_FORMULA = 8_192
"""What Excel takes."""


def number_width(number: int | Decimal | Fraction) -> int:
    """How wide a column is that shows the number with separators, sign and marks, in digits."""
    return len(f"{number if isinstance(number, int) else float(number):,}") + ROOM_OF_A_NUMBER


def width_of(text: str) -> int:
    """How wide a text is in letters of the Latin alphabet: a Korean letter is two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


@dataclass(frozen=True)
class CellOf:
    """In a formula: the cell of a key."""

    key: CellKey


@dataclass(frozen=True)
class ExactWon:
    """In a formula: the exact amount in won of a figure, whatever the unit of its cell."""

    key: CellKey


@dataclass(frozen=True)
class CellRange:
    """In a formula: the cells from one to another."""

    first: CellKey
    last: CellKey


@dataclass(frozen=True)
class CellList:
    """In a formula: some cells as arguments, neighbours in a column or a line as one range."""

    keys: tuple[CellKey, ...]


FormulaPart = str | CellOf | ExactWon | CellRange | CellList
"""A piece of a formula: text as it is, or a reference that is looked up when everything is laid out."""
Formula = tuple[FormulaPart, ...]
"""A formula without its '=', in pieces: `("SUM(", CellRange(first, last), ")")`."""
Style = frozenset[tuple[str, object]]
"""Properties of a cell's format, as XlsxWriter names them."""


@dataclass(frozen=True)
class SheetCell:
    """A cell: what stands there or, with a formula, the result that is stored beside it."""

    content: CellContent
    style: Style
    formula: Formula | None = None


@dataclass(frozen=True)
class Alert:
    """Cells that turn `style` where they hold `text`: in the column `at`, from one line to another."""

    lines: tuple[int, int]
    at: int
    text: str
    style: Style


Corner = tuple[int, int]
"""Line and column, both from 0."""


@dataclass
class Sheet:
    """A worksheet that is being built; lines and columns (`at`) count from 0, widths are in characters.

    `headings` are the lines that every printed page repeats; the last `unprinted` columns are for the screen only.
    No page ends with a line in `kept_with_next`: the next one belongs to it.
    """

    name: str
    widths: tuple[float, ...]
    headings: tuple[int, int] | None = None
    frozen: Corner | None = None
    is_landscape: bool = True
    filtered: tuple[int, int, int, int] | None = None
    cells: dict[Corner, SheetCell] = field(default_factory=dict)
    places: dict[CellKey, Corner] = field(default_factory=dict)
    merges: dict[Corner, Corner] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    alerts: list[Alert] = field(default_factory=list)
    unprinted: int = 0
    kept_with_next: set[int] = field(default_factory=set)

    def put(
        self,
        line: int,
        at: int,
        content: CellContent,
        style: Style,
        *keys: CellKey,
        formula: Formula | None = None,
        through: Corner | None = None,
    ) -> None:
        """Write a cell under its keys; `through` merges it with its neighbours up to that corner."""
        self.cells[line, at] = SheetCell(content, style, formula)
        for key in keys:
            self.places[key] = line, at
        if through is not None and through != (line, at):
            self.merges[line, at] = through

    def widen(self) -> None:
        """Make each column wide enough for its numbers with separators, sign and marks: no cell shows ####."""
        widths = list(self.widths)
        for (_line, at), cell in self.cells.items():
            if isinstance(cell.content, int | Decimal | Fraction):
                room = width_of_words(dict(cell.style).get("num_format"))
                widths[at] = max(widths[at], number_width(cell.content) + room)
        self.widths = tuple(widths)

    @property
    def printed(self) -> int:
        """How many columns are printed."""
        return len(self.widths) - self.unprinted

    @property
    def last_line(self) -> int:
        """The last line that has a cell; 0 for an empty sheet."""
        return max((line for line, _ in [*self.cells, *self.merges.values()]), default=0)


def width_of_words(number_format: object) -> int:
    """How many digits wide the words are that a number format puts behind a figure."""
    first = str(number_format or "").partition(";")[0]
    return sum(2 for letter in first if east_asian_width(letter) == "W")


@dataclass(frozen=True)
class Book:
    """A workbook that is laid out; `created` is a moment in UTC.

    `exact` has the exact amount in won of figures that their cell only rounds.
    """

    title: str
    created: datetime
    sheets: tuple[Sheet, ...]
    exact: Mapping[CellKey, Formula] = field(default_factory=dict)
    names: Mapping[str, CellKey] = field(default_factory=dict)
    header: str = ""
    footer: str = ""

    def place(self, key: CellKey) -> tuple[str, int, int]:
        """Sheet, line and column of a key. KeyError if nothing has it."""
        return self._places[key]

    @cached_property
    def _places(self) -> dict[CellKey, tuple[str, int, int]]:
        """Where each key stands; of a key on two sheets the first holds."""
        return {
            key: (sheet.name, *corner)
            for sheet in reversed(self.sheets)
            for key, corner in sheet.places.items()
        }

    def text_of(self, formula: Formula, on: str) -> str:
        """The formula as it stands on a sheet, with its '='. KeyError for a key that nothing has."""
        return f"={self._text_of(formula, on)}"

    def _text_of(self, formula: Formula, on: str) -> str:
        return "".join(part if isinstance(part, str) else self._part(part, on) for part in formula)

    def _part(self, part: CellOf | ExactWon | CellRange | CellList, on: str) -> str:
        match part:
            case CellOf(key):
                return self._address(key, key, on)
            case CellRange(first, last):
                return self._address(first, last, on)
            case CellList(keys):
                return ",".join(self._address(*ends, on) for ends in self._runs(keys))
            case ExactWon(key):
                return self._text_of(self.exact.get(key, (CellOf(key),)), on)

    def _address(self, first: CellKey, last: CellKey, on: str) -> str:
        sheet, *start = self.place(first)
        _sheet, *end = self.place(last)
        address = xl_rowcol_to_cell(*start)
        if start != end:
            address += f":{xl_rowcol_to_cell(*end)}"
        return address if sheet == on else f"{quote_sheetname(sheet)}!{address}"

    def _runs(self, keys: Iterable[CellKey]) -> Iterator[tuple[CellKey, CellKey]]:
        """First and last of the keys whose cells stand below or beside each other without a gap."""
        run: list[CellKey] = []
        step: tuple[int, int] | None = None
        for key in keys:
            if run:
                (sheet, line, at), (last_sheet, last_line, last_at) = self.place(key), self.place(run[-1])
                moved = (line - last_line, at - last_at)
                if sheet == last_sheet and moved in ((1, 0), (0, 1)) and step in (None, moved):
                    step = moved
                    run.append(key)
                    continue
                yield run[0], run[-1]
            run, step = [key], None
        if run:
            yield run[0], run[-1]

    def figures(self) -> Iterator[CellFigure]:
        """All numbers and all formulas with their results, in the order of the sheets, lines and columns."""
        for sheet in self.sheets:
            for (line, at), cell in sorted(sheet.cells.items()):
                if cell.formula is not None or isinstance(cell.content, int | Decimal | Fraction):
                    address = xl_rowcol_to_cell(line, at)
                    yield sheet.name, address, cell.formula is not None, cell.content

    def digest(self) -> str:
        """The fingerprint of all figures."""
        return figures_digest(self.figures())

    def words(self) -> Iterator[CellText]:
        """All texts and all formulas, in the order of the sheets."""
        for sheet in self.sheets:
            for corner, cell in sheet.cells.items():
                address = xl_rowcol_to_cell(*corner)
                if cell.formula is not None:
                    yield sheet.name, address, self.text_of(cell.formula, sheet.name)
                elif isinstance(cell.content, str):
                    yield sheet.name, address, cell.content

    def words_digest(self) -> str:
        """The fingerprint of all texts and formulas."""
        return words_digest((sheet.name for sheet in self.sheets), self.words())


def style(*parts: Style, **properties: object) -> Style:
    """A cell format of others and of XlsxWriter's properties; the later ones count."""
    found: dict[str, object] = {}
    for part in parts:
        found.update(part)
    return frozenset({**found, **properties}.items())
