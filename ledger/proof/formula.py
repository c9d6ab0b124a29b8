"""A formula of a spreadsheet as a tree: references, names, operators, calls. Pure.

It reads what the formulas of our workbooks are made of, and what it does not know it refuses by name: external and
structured references, arrays, unions and intersections.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""How many rows and columns a sheet has."""
LONGEST_FORMULA, DEEPEST_NESTING = 8_192, 64
"""As in Excel."""
LONGEST_NUMBER = 1_000
"""No program writes more digits."""

Scalar = Fraction | str | bool | None
"""A number, a text, a truth, or nothing (a blank cell)."""


@dataclass(frozen=True)
class Failure:
    """What a cell shows in place of a result, such as '#DIV/0!'.

    `reason` is empty where every spreadsheet shows the same error, and else says why we cannot tell the result: a
    key of the command's REASONS, with what it is about in `detail`.
    """

    code: str
    reason: str = ""
    detail: str = ""


class Failed(Exception):
    """A result that cannot be had; `failure` says why."""

    def __init__(self, code: str, reason: str = "", detail: str = "") -> None:
        super().__init__(code, reason, detail)
        self.failure = Failure(code, reason, detail)


@dataclass(frozen=True)
class Area:
    """A cell or a range; rows and columns count from 1. `sheet` None: that on which the formula stands."""

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1


@dataclass(frozen=True)
class Literal:
    """A number, a text, a truth or an error that is written in the formula; None for an argument that is left out."""

    content: Scalar | Failure


@dataclass(frozen=True)
class Name:
    """A defined name."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call of a function by its name in capitals."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Signed:
    """One or more signs before a term: '-', '+', '--'."""

    signs: str
    term: "Node"


@dataclass(frozen=True)
class Percent:
    """A term with one or more % behind."""

    times: int
    term: "Node"


@dataclass(frozen=True)
class BinaryOperation:
    """An operator between two terms."""

    sign: str
    left: "Node"
    right: "Node"


Node = Area | Literal | Name | Call | Signed | Percent | BinaryOperation

CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]+"
SHEET = r"'(?:[^']|'')+'|[^\W\d][\w.]*"
TOKEN = re.compile(
    rf"""\s*(?:
      (?P<reference>(?:(?:{SHEET})!)?
        (?:{CELL}(?::{CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]+:\$?[0-9]+)(?![\w.(!]))
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#(?:DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|N/A))
    | (?P<call>[^\W\d][\w.]*\()
    | (?P<name>[^\W\d][\w.]*(?![\w.(!]))
    | (?P<sign><>|<=|>=|[-+*/^&=<>%(),])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
STRENGTH = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
"""How strongly an operator binds. All bind to the left, and a sign before a term binds stronger: -2^2 is 4."""


@lru_cache(maxsize=2_000)  # about as many as two workbooks have; of the same programme they share most
def parse(formula: str) -> Node:
    """The tree of a formula such as '=SUM(A1:A3)/2', with or without its '='; Failed for what we do not read.

    >>> parse("=A1+1")
    Operation(sign='+', left=Area(sheet=None, top=1, left=1, bottom=1, right=1), right=Literal(content=Fraction(1, 1)))
    """
    if len(formula) > LONGEST_FORMULA:
        raise Failed("#VALUE!", "long")
    return Parser(tokens(formula.removeprefix("="))).whole()


def exact(number: str | float) -> Fraction:
    """The number that is written, exactly: a float is the shortest decimal that names it; ValueError beyond 1e308.

    >>> exact(0.1), exact("14.50")
    (Fraction(1, 10), Fraction(29, 2))
    """
    written = str(number)
    # Also keeps away from '1e999999999', whose exact value would fill the memory.
    nearest = float(written)
    if nearest in (float("inf"), float("-inf")) or len(written) > LONGEST_NUMBER:
        raise ValueError(f"no number of a spreadsheet: {written[:40]}")
    return Fraction(written) if nearest else Fraction(0)


def tokens(text: str) -> list[tuple[str, str]]:
    """Kind and text of each token, the last of the kind 'end'."""
    found: list[tuple[str, str]] = []
    at = 0
    while not found or found[-1][0] != "end":
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise Failed("#NAME?", "syntax", text[at : at + 40].strip())
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


class Parser:
    """Reads tokens from left to right; `depth` counts the parentheses that are open."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def take(self) -> tuple[str, str]:
        """The next token, which is read."""
        self.at += 1
        return self.tokens[self.at - 1]

    def takes(self, sign: str) -> bool:
        """Whether this sign comes next; if so, it is read."""
        comes = self.tokens[self.at] == ("sign", sign)
        self.at += comes
        return comes

    def refuse(self) -> Failed:
        """The error that names what cannot be read, to be raised."""
        rest = [text for _, text in self.tokens[self.at : self.at + 6]]
        return Failed("#NAME?", "syntax", " ".join(rest).strip())

    def whole(self) -> Node:
        """The whole formula; Failed where anything is left behind it."""
        node = self.operations(1)
        if self.tokens[self.at][0] != "end":
            raise self.refuse()
        return node

    def operations(self, weakest: int) -> Node:
        """Terms joined by operators that bind at least so strongly."""
        node = self.signed()
        while (strength := self.strength()) >= weakest:
            _, sign = self.take()
            node = BinaryOperation(sign, node, self.operations(strength + 1))
        return node

    def strength(self) -> int:
        """How strongly the next token binds; 0 where it is no operator."""
        kind, text = self.tokens[self.at]
        return STRENGTH.get(text, 0) if kind == "sign" else 0

    def signed(self) -> Node:
        """A term with the signs before it and the % behind it."""
        signs = ""
        while self.tokens[self.at] in (("sign", "-"), ("sign", "+")):
            signs += self.take()[1]
        term = self.term()
        times = 0
        while self.takes("%"):
            times += 1
        term = Percent(times, term) if times else term
        return Signed(signs, term) if signs else term

    def term(self) -> Node:
        """A number, text, error, reference, name, call, or what stands in parentheses."""
        kind, text = self.take()
        match kind:
            case "number":
                try:
                    return Literal(exact(text))
                except ValueError:
                    pass
            case "text":
                return Literal(text[1:-1].replace('""', '"'))
            case "error":
                return Literal(Failure(text))
            case "reference":
                return area(text)
            case "name":
                truth = {"TRUE": True, "FALSE": False}.get(text.upper())
                return Name(text) if truth is None else Literal(truth)
            case "call":
                # A file marks functions that are younger than its format.
                return Call(text[:-1].upper().removeprefix("_XLFN."), self.inside(self.arguments))
            case "sign" if text == "(":
                (node,) = self.inside(lambda: (self.operations(1),))
                return node
        self.at -= 1
        raise self.refuse()

    def inside(self, read: Callable[[], tuple[Node, ...]]) -> tuple[Node, ...]:
        """What stands between parentheses, of which the first has been read."""
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise Failed("#VALUE!", "nested")
        nodes = read()
        if not self.takes(")"):
            raise self.refuse()
        self.depth -= 1
        return nodes

    def arguments(self) -> tuple[Node, ...]:
        """The arguments of a call; one that is left out is blank."""
        if self.tokens[self.at] == ("sign", ")"):
            return ()
        nodes = [self.argument()]
        while self.takes(","):
            nodes.append(self.argument())
        return tuple(nodes)

    def argument(self) -> Node:
        is_left_out = self.tokens[self.at] in (("sign", ","), ("sign", ")"))
        return Literal(None) if is_left_out else self.operations(1)


def area(reference: str) -> Area:
    """The area of 'C7', '$C$7:C20', 'C:C', '7:7' or one of them behind a sheet and '!'; Failed off the sheet.

    >>> area("'연차별 투자계획'!$B$2:C$3")
    Area(sheet='연차별 투자계획', top=2, left=2, bottom=3, right=3)
    """
    sheet, mark, cells = reference.rpartition("!")
    corners = [
        re.fullmatch("([A-Z]*)([0-9]*)", corner) for corner in cells.replace("$", "").upper().split(":")
    ]
    letters, digits = zip(*[corner.groups() for corner in corners if corner], strict=True)
    rows = sorted(int(row) for row in digits) if digits[0] else [1, LAST_ROW]
    columns = sorted(column_number(column) for column in letters) if letters[0] else [1, LAST_COLUMN]
    if rows[0] < 1 or rows[-1] > LAST_ROW or columns[-1] > LAST_COLUMN:
        raise Failed("#NAME?", "syntax", reference)
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return Area(name if mark else None, rows[0], columns[0], rows[-1], columns[-1])


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
