"""Rows of 집행 현황 as people paste them from a spreadsheet or the accounting system. Pure. The written rules:

- One row a line: account subject, 지출원인행위액, 집행액, separated by tabs or semicolons. Blank lines are skipped.
- A first line that names the columns says where they stand; other columns are then left out. A unit in a heading,
  '집행액(천원)', must be the unit that was chosen.
- The subject is its code, its name or both. A row '계' is the whole programme.
- Amounts are read as printed.py reads them, with one exception, because nothing here was scanned or marked: letters are
  no digits. What can be read in several ways, '1.234' and '(20)', is asked about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ledger.figures.facts import Subject
from ledger.reading.printed import (
    UNIT_WORDS,
    AmbiguousFigure,
    PossibleReading,
    UnreadableFigure,
    normalize,
    read_amount,
    split_mark,
    split_unit,
)
from sites.texts import plain_code

MOST_LINES = 300
"""How many rows are taken at once: a programme has fewer subjects."""

WHOLE = {"계", "합계", "총계", "total", "grandtotal"}
"""What stands for the whole programme in place of a subject, without spaces and in small letters."""
COLUMN_NAMES = {
    "subject": {
        "통계목",
        "통계목명",
        "통계목코드",
        "과목",
        "과목구분",
        "구분",
        "코드",
        "code",
        "accountsubject",
        "subject",
    },
    "committed": {"지출원인행위액", "지출원인행위", "원인행위액", "원인행위", "committed"},
    "executed": {"집행액", "집행", "지출액", "지출", "executed"},
}
"""Column -> how its heading may read, without spaces, in small letters, without what stands in parentheses."""
AMOUNT_COLUMN_NAMES = COLUMN_NAMES["committed"] | COLUMN_NAMES["executed"]
"""What makes a first line the heading: no amount reads so."""

WITHOUT_HEADING = {"subject": [0], "committed": [1], "executed": [2]}
"""Where the cells stand in rows that no heading names."""
CELLS = 3
"""How many cells such a row has."""

FaultKind = Literal[
    "no_rows",
    "too_many",
    "heading",
    "heading_unit",
    "columns",
    "no_subject",
    "subject",
    "ambiguous",
    "twice",
    "amount",
    "readings",
    "nothing",
]
"""What can be wrong with a line or the whole; ledger/desk/execution_paste.py has the sentences."""


@dataclass(frozen=True)
class PastedRow:
    """A row of the text, amounts in won, None where blank; `subject` None is the whole programme.

    `line` counts from 1.
    """

    line: int
    subject: Subject | None
    committed: int | None
    executed: int | None


@dataclass(frozen=True)
class Fault:
    """What cannot be taken of a line (0: of the whole); `text` is the cell, or what the kind needs to be said.

    `readings` are the ways in which an ambiguous amount can be read.
    """

    line: int
    kind: FaultKind
    text: str = ""
    readings: tuple[PossibleReading, ...] = ()


ColumnPlaces = dict[str, list[int]]
"""Column -> where its cells stand."""


def read_rows(text: str, unit: str, subjects: Iterable[Subject]) -> tuple[list[PastedRow], list[Fault]]:
    """The rows of a pasted text, amounts in won, and all that is wrong with it in one pass.

    `unit` is that of the amounts, `subjects` are those of the year. A row with a fault is not among the rows.

    >>> read_rows("201-01\\t1,000\\t△20", "thousand", [Subject("201-01", 2018, "사무관리비")])[0][0].executed
    -20000
    """
    lines = [
        (number, cells)
        for number, line in enumerate(re.split(r"\r\n?|\n", text), 1)
        if (cells := split(line))
    ]
    if not lines:
        return [], [Fault(0, "no_rows")]
    if len(lines) > MOST_LINES:
        return [], [Fault(0, "too_many", str(len(lines)))]
    columns, faults = WITHOUT_HEADING, list[Fault]()
    first, heading = lines[0]
    if any(column_name(cell) in AMOUNT_COLUMN_NAMES for cell in heading):
        lines = lines[1:]
        columns = column_places(heading)
        missing = [name for name in COLUMN_NAMES if not columns[name]]
        faults += [Fault(first, "heading", name) for name in missing]
        faults += [
            Fault(first, "heading_unit", cell) for cell in heading if own_unit(cell) not in (None, unit)
        ]
        if missing:
            return [], faults
        if not lines:
            return [], [*faults, Fault(0, "no_rows")]
    names = known_names(subjects)
    rows: list[PastedRow] = []
    seen: dict[Subject | None, int] = {}
    for number, cells in lines:
        row, found = read_row(number, cells, columns, unit, names)
        faults += found
        if row is None:
            continue
        if row.subject in seen:
            faults.append(Fault(number, "twice", str(seen[row.subject])))
        seen.setdefault(row.subject, number)
        rows.append(row)
    return rows, faults


def split(line: str) -> list[str]:
    """The cells of a line; none of a blank one."""
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    while len(cells) > CELLS and not cells[-1]:
        cells.pop()
    return cells if any(cells) else []


def column_name(cell: str) -> str:
    """A heading as COLUMN_NAMES has it: '집행액 (천원)' -> '집행액'."""
    return re.sub(r"\(.*\)", "", normalize(cell)).lower()


def own_unit(heading: str) -> str | None:
    """The unit that a heading names: '집행액(천원)' -> 'thousand'; None where it names none."""
    match = re.search(r"\((?:단위:?)?(\w+)\)", normalize(heading))
    return UNIT_WORDS.get(match[1]) if match else None


def column_places(heading: list[str]) -> ColumnPlaces:
    """Where each column stands. A subject may stand in two, code and name; of an amount the first counts."""
    found: ColumnPlaces = {name: [] for name in COLUMN_NAMES}
    for place, cell in enumerate(heading):
        for name, words in COLUMN_NAMES.items():
            if column_name(cell) in words and (name == "subject" or not found[name]):
                found[name].append(place)
    return found


Names = dict[str, list[Subject]]
"""What people write for a subject -> the subjects that it can mean."""


def known_names(subjects: Iterable[Subject]) -> Names:
    """The subjects by all that people write for them: code with and without '-', name, code and name together."""
    names: Names = {}
    for subject in subjects:
        code, name = normalize_name(subject.code), normalize_name(subject.name)
        for text in {code, code.replace("-", ""), name, f"{code}{name}", f"{name}({code})"}:
            names.setdefault(text, []).append(subject)
    return names


def normalize_name(text: str) -> str:
    """A name or a code as it is looked up: full-width signs plain, one dash, no spaces, small letters."""
    return plain_code(text).lower()


def read_row(
    number: int, cells: list[str], columns: ColumnPlaces, unit: str, names: Names
) -> tuple[PastedRow | None, list[Fault]]:
    """A row, None where it cannot be taken, and what is wrong with it."""
    needed = max(place for places in columns.values() for place in places) + 1
    if len(cells) < needed or (columns is WITHOUT_HEADING and len(cells) > needed):
        return None, [Fault(number, "columns", str(len(cells)))]
    faults: list[Fault] = []
    text = " ".join(cell for place in columns["subject"] if (cell := cells[place]))
    subject, is_whole = None, normalize_name(text) in WHOLE
    if not is_whole:
        meant = names.get(normalize_name(text), [])
        if len(meant) == 1:
            subject = meant[0]
        elif not text:
            faults.append(Fault(number, "no_subject"))
        elif meant:
            faults.append(Fault(number, "ambiguous", ", ".join(sorted(one.code for one in meant))))
        else:
            faults.append(Fault(number, "subject", text))
    amounts: list[int | None] = []
    for column in ("committed", "executed"):
        cell = cells[columns[column][0]]
        try:
            amounts.append(read_pasted(cell, unit))
        except AmbiguousFigure as ambiguous:
            faults.append(Fault(number, "readings", cell, unmarked(ambiguous.readings)))
        except UnreadableFigure:
            faults.append(Fault(number, "amount", cell))
    if amounts == [None, None]:
        faults.append(Fault(number, "nothing"))
    return (None if faults else PastedRow(number, subject, amounts[0], amounts[1])), faults


def read_pasted(cell: str, unit: str) -> int | None:
    """An amount in won; None for a blank, 0 for '-'. Raises UnreadableFigure, AmbiguousFigure."""
    number, _unit = split_unit(normalize(cell))
    if any(letter.isalpha() for letter in number):
        raise UnreadableFigure(cell)
    return read_amount(cell, unit)


def unmarked(readings: Iterable[PossibleReading]) -> tuple[PossibleReading, ...]:
    """The readings where no mark says whose an amount is: what is not negative is the amount itself."""
    found: dict[str, PossibleReading] = {}
    for one in readings:
        mark, number = split_mark(one.written)
        found.setdefault(number, PossibleReading("plain", number) if mark else one)
    return tuple(found.values())
