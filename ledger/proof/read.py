"""What a workbook file holds: its cells, its formulas and the results that it stores. No Django.

A file comes from anywhere: how much it would unpack to is counted before it is parsed, cells are read one row at a
time, and nothing is made of ranges that a file merely names (openpyxl's own sheets fill merged and linked ranges
cell by cell, so a file of 5 KB can ask for 17 billion).
"""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.formula import ArrayFormula

from ledger.proof.evaluate import Address, Cells
from ledger.proof.formula import LAST_COLUMN, LAST_ROW, Failure, Scalar, exact

MOST_ENTRIES = 2_000
"""Files in the archive."""
MOST_BYTES = 200_000_000
"""Inflated, of all entries together."""
MOST_TAGS = 4_000_000
"""About a million filled cells."""
CHUNK = 1 << 20
"""Bytes that are read at once."""

OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of .xls and of encrypted workbooks begin."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class CannotRead(Exception):
    """No workbook that we read; `reason` is a key of the command's REFUSALS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class WorkbookContents:
    """A workbook: its cells, and by formula cell the stored result (None: none stored)."""

    cells: Cells
    stored: dict[Address, Scalar | Failure]


def read_workbook(path: Path) -> WorkbookContents:
    """The workbook in a file; CannotRead where it is none, damaged, encrypted or far too large."""
    try:
        if path.is_dir():
            raise CannotRead("folder")
        if path.exists() and not path.is_file():
            raise CannotRead("no_workbook")
        with path.open("rb") as file:
            check_kind(file)
            check_size(file)
            return read_contents(file)
    except CannotRead:
        raise
    except FileNotFoundError as error:
        raise CannotRead("missing") from error
    except OSError as error:
        raise CannotRead("forbidden") from error
    # In a damaged file anything can be missing or of the wrong kind: openpyxl then raises whatever comes up.
    except Exception as error:
        raise CannotRead("damaged") from error


def check_kind(file: IO[bytes]) -> None:
    """CannotRead for what does not even begin like a workbook."""
    beginning = file.read(len(OLD_FORMAT))
    if beginning == OLD_FORMAT:
        # The directory of such a file stands anywhere in it.
        raise CannotRead("encrypted" if any(ENCRYPTED in part for part in overlapping(file)) else "old")
    if not beginning:
        raise CannotRead("empty")
    if not beginning.startswith(b"PK"):
        raise CannotRead("no_workbook")


def overlapping(file: IO[bytes]) -> Iterator[bytes]:
    """The file in parts, each with the end of the one before."""
    end = b""
    while part := file.read(CHUNK):
        yield end + part
        end = part[-len(ENCRYPTED) :]


def check_size(file: IO[bytes]) -> None:
    """CannotRead for an archive that is cut, or that unpacks to more than any workbook of figures needs."""
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise CannotRead("cut") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise CannotRead("large")
    tags = 0
    for entry in entries:
        # An entry never gives more than the size that it names, which has been added up above.
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                tags += chunk.count(b"<")
                if tags > MOST_TAGS:
                    raise CannotRead("large")


def read_contents(file: IO[bytes]) -> WorkbookContents:
    """The cells of the archive, read twice: with formulas, then with the stored results."""
    with warnings.catch_warnings():
        # What openpyxl leaves out (extensions, print settings) holds no figures.
        warnings.simplefilter("ignore")
        reader = ExcelReader(file, read_only=True, keep_links=False)
        reader.read()
        contents: dict[Address, Scalar | Failure] = {}
        formulas: dict[Address, str] = {}
        stored: dict[Address, Scalar | Failure] = {}
        sheets = [(sheet.name, relation) for sheet, relation in reader.parser.find_sheets()]
        for sheet, relation in sheets:
            if "chartsheet" in relation.Type:
                continue
            for address, cell in parsed(reader, sheet, relation.target, data_only=False):
                if address in formulas or address in contents:
                    raise ValueError(f"a cell stands twice: {address}")
                if cell["data_type"] == "f":
                    formulas[address] = formula_text(cell["value"])
                elif (content := content_of(cell)) is not None:
                    contents[address] = content
            for address, cell in parsed(reader, sheet, relation.target, data_only=True):
                if address in formulas:
                    stored[address] = content_of(cell)
    names: dict[tuple[str | None, str], str] = {
        (None, name): text for name, text in names_defined_in(reader.wb)
    }
    for sheet in reader.wb:
        names |= {(sheet.title, name): text for name, text in names_defined_in(sheet)}
    return WorkbookContents(Cells(tuple(sheet for sheet, _ in sheets), contents, formulas, names), stored)


def parsed(
    reader: ExcelReader, sheet: str, target: str, *, data_only: bool
) -> Iterator[tuple[Address, dict[str, Any]]]:
    """The cells of a sheet as they stand in the file; dates stay numbers. ValueError beyond the last cell."""
    with reader.archive.open(target) as source:
        for _, cells in WorkSheetParser(source, reader.shared_strings, data_only=data_only).parse():
            for cell in cells:
                row, column = cell["row"], cell["column"]
                if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
                    raise ValueError(f"no cell of a sheet: {row}, {column}")
                yield (sheet, row, column), cell


def content_of(cell: dict[str, Any]) -> Scalar | Failure:
    """What a cell holds; ValueError for a number that no spreadsheet can hold."""
    content = cell["value"]
    if content is None or isinstance(content, bool):
        return content
    if isinstance(content, int | float):
        return exact(content)
    return Failure(content) if cell["data_type"] == "e" else str(content)


def formula_text(formula: object) -> str:
    """The formula as it is typed; one that fills several cells stands in braces."""
    if isinstance(formula, ArrayFormula):
        text = str(formula.text)
        return text if ":" not in str(formula.ref) else f"{{{text}}}"
    return formula if isinstance(formula, str) else "{=TABLE()}"


def names_defined_in(holder: Any) -> Iterator[tuple[str, str]]:
    """The defined names of a workbook or a sheet, with what they stand for."""
    for name, defined in holder.defined_names.items():
        if defined.attr_text:
            yield str(name), str(defined.attr_text)
