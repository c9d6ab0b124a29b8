"""What the formulas of a workbook give, computed exactly and without a spreadsheet program. Pure.

A small evaluator for the formulas that our workbooks use, in Excel's meaning. What it does not know is a Failure
that says so, and no other formula can hide it (IFERROR does not catch what we merely cannot tell).
"""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ledger.proof.formula import (
    Area,
    BinaryOperation,
    Call,
    Failed,
    Failure,
    Literal,
    Name,
    Node,
    Percent,
    Scalar,
    Signed,
    parse,
)
from ledger.proof.functions import FUNCTIONS, Argument, Block, bounded, operate, single, to_number, truth

MOST_STEPS = 5_000_000
"""Terms and cells that are looked at for one workbook: some ten seconds."""

Address = tuple[str, int, int]
"""Sheet, row and column of a cell, both counted from 1."""


@dataclass(frozen=True)
class Cells:
    """What stands in the cells of a workbook.

    `contents` has what is no formula; `formulas` their text such as '=A1+1'; `names` what a defined name stands for,
    by the sheet on which it holds (None: on all) and the name.
    """

    sheets: tuple[str, ...]
    contents: Mapping[Address, Scalar | Failure]
    formulas: Mapping[Address, str]
    names: Mapping[tuple[str | None, str], str]


def evaluate(cells: Cells) -> dict[Address, Scalar | Failure]:
    """What each formula gives: a number, a text, a truth or a Failure, never a blank. Raises nothing."""
    evaluation = Evaluation(cells)
    for address in cells.formulas:
        evaluation.settle(address)
    return {address: evaluation.settled[address] for address in cells.formulas}


class NeedsCells(Exception):
    """A formula needs cells that have not been computed yet."""

    def __init__(self, addresses: list[Address]) -> None:
        super().__init__(addresses)
        self.addresses = addresses


class Evaluation:
    """The state of one evaluation: what is settled, and how many steps are left."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.settled: dict[Address, Scalar | Failure] = dict(cells.contents)
        self.parsed: dict[Address, Node] = {}
        self.steps = MOST_STEPS
        self.sheets = {sheet.casefold(): sheet for sheet in cells.sheets}
        self.names = {
            (sheet and sheet.casefold(), name.casefold()): text for (sheet, name), text in cells.names.items()
        }
        self.filled: dict[str, dict[int, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
        for sheet, row, column in (*cells.contents, *cells.formulas):
            self.filled[sheet][row][column] = None

    def settle(self, address: Address) -> None:
        """Compute a formula after those that it needs: by a stack of our own, as chains may be thousands long."""
        stack = [address]
        begun: dict[Address, int] = {}
        while stack:
            here = stack[-1]
            if here in self.settled:
                begun.pop(stack.pop(), None)
                continue
            try:
                self.settled[here] = self.outcome(here)
            except NeedsCells as needs:
                begun.setdefault(here, len(begun))
                circle = [begun[one] for one in needs.addresses if one in begun]
                if circle:
                    for one in [one for one, at in begun.items() if at >= min(circle)]:
                        self.settled[one] = Failure("#REF!", "circle")
                else:
                    stack += needs.addresses

    def outcome(self, address: Address) -> Scalar | Failure:
        """What the formula of a cell gives; Needs where others come first."""
        try:
            if address not in self.parsed:
                self.parsed[address] = parse(self.cells.formulas[address])
            content = single(self.argument(self.parsed[address], address[0]))
        except Failed as failed:
            return failed.failure
        return Fraction(0) if content is None else content

    def spend(self, steps: int) -> None:
        """Count steps; raises Failed once MOST_STEPS are spent."""
        self.steps -= steps
        if self.steps < 0:
            raise Failed("#NUM!", "steps")

    def argument(self, node: Node, sheet: str) -> Argument:
        """What a part of a formula on a sheet stands for; an error of the spreadsheet is one of its values."""
        try:
            return self.term(node, sheet)
        except Failed as failed:
            if failed.failure.reason:
                raise
            return failed.failure

    def term(self, node: Node, sheet: str) -> Argument:
        """What a part of a formula gives. Raises Failed, and NeedsCells as `block` does."""
        self.spend(1)
        match node:
            case Literal(content):
                return content
            case Area():
                return self.block(node, sheet)
            case Name(text):
                return self.named(text, sheet)
            case Signed(signs, term):
                inner = self.argument(term, sheet)
                return (-1) ** signs.count("-") * to_number(inner) if "-" in signs else inner
            case Percent(times, term):
                return bounded(to_number(self.argument(term, sheet)) / 100**times)
            case BinaryOperation():
                return self.operation(node, sheet)
            case Call():
                return self.call(node, sheet)

    def operation(self, node: BinaryOperation, sheet: str) -> Argument:
        """The result of operators that bind to the left.

        A sum of a thousand terms leans to the left a thousand deep: go down there without recursion.
        """
        found: Node = node
        above: list[BinaryOperation] = []
        while isinstance(found, BinaryOperation):
            above.append(found)
            found = found.left
        left = self.argument(found, sheet)
        for one in reversed(above):
            self.spend(1)
            left = operate(one.sign, left, self.argument(one.right, sheet))
        return left

    def call(self, node: Call, sheet: str) -> Argument:
        """The result of a function; of IF and IFERROR only the argument that counts is looked at."""
        if node.function == "IF" and 2 <= len(node.arguments) <= 3:
            condition, *branches = node.arguments
            chosen = branches[:1] if truth(self.argument(condition, sheet)) else branches[1:]
            return self.argument(chosen[0], sheet) if chosen else False
        if node.function == "IFERROR" and len(node.arguments) == 2:
            tried = self.argument(node.arguments[0], sheet)
            try:
                return single(tried)
            except Failed as failed:
                if failed.failure.reason:
                    raise
                return self.argument(node.arguments[1], sheet)
        function = FUNCTIONS.get(node.function)
        if function is None and node.function not in ("IF", "IFERROR"):
            raise Failed("#NAME?", "function", node.function)
        nodes = same_size(node.arguments) if node.function == "SUMIF" else node.arguments
        if function is None or not accepts(function, len(nodes)):
            raise Failed("#VALUE!", "arguments", node.function)
        return function(*(self.argument(one, sheet) for one in nodes))

    def named(self, text: str, sheet: str) -> Argument:
        """What a defined name stands for: an area or a plain number or text. Raises Failed for an unknown one."""
        key = text.casefold()
        meant = self.names.get((sheet.casefold(), key), self.names.get((None, key)))
        if meant is None:
            raise Failed("#NAME?", "name", text)
        node = parse(meant)
        if not isinstance(node, Area | Literal):
            raise Failed("#NAME?", "name", text)
        return self.term(node, sheet)

    def block(self, area: Area, sheet: str) -> Block:
        """The cells of an area; Needs for those of them that have not been computed."""
        name = self.sheets.get((sheet if area.sheet is None else area.sheet).casefold())
        if name is None:
            raise Failed("#REF!")
        contents: dict[tuple[int, int], Scalar | Failure] = {}
        missing: list[Address] = []
        for row, column in self.filled_within(area, name):
            address = (name, row, column)
            if address not in self.settled:
                missing.append(address)
            elif (content := self.settled[address]) is not None:
                if isinstance(content, Failure) and content.reason:
                    raise Failed(content.code, content.reason, content.detail)
                contents[row - area.top, column - area.left] = content
        if missing:
            raise NeedsCells(missing)
        return Block(area.height, area.width, contents)

    def filled_within(self, area: Area, sheet: str) -> Iterator[tuple[int, int]]:
        """Row and column of the cells in an area that hold something."""
        rows = self.filled[sheet]
        for row in within(area.top, area.bottom, rows):
            columns = within(area.left, area.right, rows[row])
            self.spend(len(columns) + 1)
            for column in columns:
                yield row, column


def within(first: int, last: int, filled: Mapping[int, object]) -> list[int]:
    """Which numbers from first to last are filled, by the shorter way."""
    if last - first < len(filled):
        return [number for number in range(first, last + 1) if number in filled]
    return [number for number in filled if first <= number <= last]


def same_size(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The arguments of SUMIF: of the area to be summed only the first cell counts, its size is that of the other."""
    match nodes:
        case (Area() as block, asked, Area() as summed):
            bottom, right = summed.top + block.height - 1, summed.left + block.width - 1
            return block, asked, Area(summed.sheet, summed.top, summed.left, bottom, right)
    return nodes


@cache
def accepts(function: Callable[..., Scalar], count: int) -> bool:
    """Whether a function takes so many arguments."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True
