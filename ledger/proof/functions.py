"""The functions of a spreadsheet that our workbooks use, exact. Pure.

An argument is a scalar, an error, or the block of cells that a reference stands for: what a function makes of a text
or a blank depends on whether it stands in a cell or in the formula. A function raises Failed for an error.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ledger.figures.money import round_half_up
from ledger.proof.digest import canonical
from ledger.proof.formula import Failed, Failure, Scalar, exact

LONGEST_TEXT = 32_767
"""What a cell can hold."""
LONGEST_FRACTION = 16_384
"""Bits of a denominator: what grows beyond would take ever longer to keep exact."""
MOST_PLACES = 300
"""Decimal places that ROUND may be asked for."""


@dataclass(frozen=True)
class Block:
    """The cells of a reference: its size, and by row and column within it what is not blank."""

    height: int
    width: int
    contents: Mapping[tuple[int, int], Scalar | Failure]


Argument = Scalar | Failure | Block


def single(argument: Argument) -> Scalar:
    """The content of an argument where one cell is expected. Raises Failed for a range and for an error in it."""
    content = argument
    if isinstance(argument, Block):
        if (argument.height, argument.width) != (1, 1):
            raise Failed("#VALUE!", "range")
        content = argument.contents.get((0, 0))
    if isinstance(content, Failure):
        raise Failed(content.code, content.reason, content.detail)
    assert not isinstance(content, Block)
    return content


def content_or_failure(argument: Argument) -> Scalar | Failure:
    """The content of an argument where one cell is expected; an error of the spreadsheet is returned, not raised."""
    try:
        return single(argument)
    except Failed as failed:
        if failed.failure.reason:
            raise
        return failed.failure


def to_number(argument: Argument) -> Fraction:
    """The argument as a number: blank 0, TRUE 1, a text the number that it spells. Raises Failed for any other."""
    content = single(argument)
    if isinstance(content, Fraction):
        return content
    spelled = parse_number(content) if isinstance(content, str) else Fraction(content or 0)
    if spelled is None:
        raise Failed("#VALUE!")
    return spelled


def parse_number(text: str) -> Fraction | None:
    """The number that a text spells, None where it spells none."""
    if not re.fullmatch(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([Ee][+-]?[0-9]+)?\s*", text):
        return None
    try:
        return exact(text.strip())
    except ValueError:
        return None


def truth(argument: Argument) -> bool:
    """The argument as a condition: a number is true unless it is 0, a blank is false. Raises Failed for a text."""
    content = single(argument)
    if isinstance(content, str):
        spelled = {"TRUE": True, "FALSE": False}.get(content.upper())
        if spelled is None:
            raise Failed("#VALUE!")
        return spelled
    return bool(content)


def text(argument: Argument) -> str:
    """The argument as text, a number with up to 15 digits."""
    content = single(argument)
    return content if isinstance(content, str) else canonical(content).upper()


def bounded(number: Fraction) -> Fraction:
    """The number, unless it is beyond what a spreadsheet holds or what can be kept exact in good time."""
    if number.numerator.bit_length() - number.denominator.bit_length() > 1_022:
        raise Failed("#NUM!")
    if number.denominator.bit_length() > LONGEST_FRACTION:
        raise Failed("#NUM!", "precision")
    return number


def order(content: Scalar, other: Scalar) -> tuple[int, Any]:
    """What a content is compared by, beside the other: numbers before texts before truths, texts without case.

    A blank is what the other is: '', FALSE or 0.
    """
    if content is None:
        blanks: dict[type, Scalar] = {str: "", bool: False}
        content = blanks.get(type(other), Fraction(0))
    if isinstance(content, bool):
        return 2, content
    return (1, content.casefold()) if isinstance(content, str) else (0, content)


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(sign: str, left: Scalar, right: Scalar) -> bool:
    """left sign right; a text is never equal to a number.

    >>> compare("=", "Abc", "aBC"), compare("<", Fraction(9), "1")
    (True, True)
    """
    return COMPARISONS[sign](order(left, right), order(right, left))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """base ^ exponent for a whole exponent; no other one has an exact result."""
    if not base and exponent <= 0:
        raise Failed("#DIV/0!" if exponent else "#NUM!")
    if exponent.denominator != 1:
        raise Failed("#NUM!", "power")
    length = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) * (length - 1) > LONGEST_FRACTION:
        raise Failed("#NUM!", "precision")
    return Fraction(base ** int(exponent))


def operate(sign: str, left: Argument, right: Argument) -> Scalar:
    """The result of an operator between two arguments."""
    if sign in COMPARISONS:
        return compare(sign, single(left), single(right))
    if sign == "&":
        joined = text(left) + text(right)
        if len(joined) > LONGEST_TEXT:
            raise Failed("#VALUE!")
        return joined
    one, other = to_number(left), to_number(right)
    if sign == "/" and not other:
        raise Failed("#DIV/0!")
    return bounded(ARITHMETIC[sign](one, other))


ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": power,
}


# Each cell of several arguments.


def contents(arguments: tuple[Argument, ...]) -> Iterator[Scalar | Failure]:
    """What is not blank in the cells, and what stands in the formula itself."""
    for argument in arguments:
        if isinstance(argument, Block):
            yield from argument.contents.values()
        else:
            yield argument


def numbers(arguments: tuple[Argument, ...]) -> Iterator[Fraction]:
    """The numbers that a total takes: of cells those that hold numbers, in the formula also what becomes one."""
    for argument in arguments:
        for content in contents((argument,)):
            if isinstance(content, Failure):
                single(content)
            elif isinstance(content, Fraction) or not isinstance(argument, Block):
                yield to_number(content)


def truths(arguments: tuple[Argument, ...]) -> list[bool]:
    """The conditions of AND and OR: of cells those that hold numbers or truths."""
    found = [
        truth(content)
        for argument in arguments
        for content in contents((argument,))
        if not (isinstance(argument, Block) and isinstance(content, str))
    ]
    if not found:
        raise Failed("#VALUE!")
    return found


def exact_total(numbers: Iterator[Fraction]) -> Fraction:
    """The sum, exact; Failed where it leaves the bounds."""
    total = Fraction(0)
    for number in numbers:
        total = bounded(total + number)
    return total


# Criteria.


def criterion(asked: Argument) -> Callable[[Scalar | Failure], bool]:
    """What a criterion such as 5, '계', '>0', '<>' or '국비*' asks of a cell (None: a blank one)."""
    content = single(asked)
    if not isinstance(content, str):
        wanted: Scalar = Fraction(0) if content is None else content
        return lambda cell: matches_criterion(cell, wanted)
    sign, operand = re.fullmatch("(<>|<=|>=|=|<|>|)(.*)", content, re.DOTALL).groups()  # type: ignore[union-attr]
    if not operand:
        # '' asks for what shows nothing, '=' for what holds nothing, '<>' for what holds something.
        return {
            "": lambda cell: cell in (None, ""),
            "=": lambda cell: cell is None,
            "<>": lambda cell: cell is not None,
        }.get(sign, lambda cell: False)
    spelled = parse_number(operand)
    wanted = operand if spelled is None else spelled
    wanted = {"TRUE": True, "FALSE": False}.get(operand.upper(), wanted)
    if sign in ("", "="):
        return lambda cell: matches_criterion(cell, wanted)
    if sign == "<>":
        return lambda cell: not matches_criterion(cell, wanted)
    return lambda cell: type(cell) is type(wanted) and compare(sign, cell, wanted)  # type: ignore[arg-type]


def matches_criterion(cell: Scalar | Failure, wanted: Scalar) -> bool:
    """Whether a cell is what a criterion names: a number also as text, a text without case and with * ? ~."""
    if isinstance(cell, str) and isinstance(wanted, Fraction):
        return parse_number(cell) == wanted
    if isinstance(cell, str) and isinstance(wanted, str):
        return wildcards(wanted.casefold()).fullmatch(cell.casefold()) is not None
    return type(cell) is type(wanted) and cell == wanted


def wildcards(pattern: str) -> re.Pattern[str]:
    """* stands for any text, ? for one letter, ~ before them for themselves."""
    pieces = [""]
    for sign in re.findall(r"~[*?~]|.", pattern, re.DOTALL):
        if sign == "*":
            pieces.append("")
        else:
            pieces[-1] += "." if sign == "?" else re.escape(sign[-1])
    first, *between = pieces
    if not between:
        return re.compile(first, re.DOTALL)
    # Each piece is taken where it first stands and never given back: else many * would take forever.
    *between, last = between
    found = "".join(f"(?>.*?{piece})" for piece in between if piece)
    return re.compile(f"{first}{found}.*{last}", re.DOTALL)


def matching_cells(pairs: tuple[Argument, ...]) -> tuple[Block, Callable[[tuple[int, int]], bool]]:
    """The first block of 'block, criterion, block, criterion, …', and whether all criteria hold at a place.

    Raises Failed for blocks of different sizes.
    """
    if len(pairs) % 2:
        raise Failed("#VALUE!", "arguments")
    blocks = pairs[::2]
    wanted = [criterion(asked) for asked in pairs[1::2]]
    found: list[tuple[Block, Callable[[Scalar | Failure], bool]]] = []
    for block, holds in zip(blocks, wanted, strict=True):
        if not isinstance(block, Block):
            raise Failed("#VALUE!", "arguments")
        found.append((block, holds))
    first = found[0][0]
    if any((block.height, block.width) != (first.height, first.width) for block, _ in found):
        raise Failed("#VALUE!")
    return first, lambda place: all(holds(block.contents.get(place)) for block, holds in found)


def count_chosen(*pairs: Argument) -> Fraction:
    """COUNTIFS: also blank cells can be what is asked for."""
    first, holds = matching_cells(pairs)
    filled = {place for block in pairs[::2] if isinstance(block, Block) for place in block.contents}
    blank = first.height * first.width - len(filled)
    nowhere = (-1, -1)
    return Fraction(sum(map(holds, filled)) + (blank if holds(nowhere) else 0))


def sum_chosen(summed: Argument, *pairs: Argument) -> Fraction:
    """SUMIFS: of the cells to be summed, the numbers where all criteria hold."""
    first, holds = matching_cells(pairs)
    if not isinstance(summed, Block) or (summed.height, summed.width) != (first.height, first.width):
        raise Failed("#VALUE!")
    kept = {place: content for place, content in summed.contents.items() if holds(place)}
    return exact_total(numbers((Block(summed.height, summed.width, kept),)))


# Single functions.


def sum_if(block: Argument, asked: Argument, summed: Argument = None) -> Fraction:
    """SUMIF: the numbers of `summed`, or of the block itself, where the criterion holds."""
    return sum_chosen(block if summed is None else summed, block, asked)


def sum_product(*arguments: Argument) -> Fraction:
    """The sum of the products of cells at the same place; what is no number counts as 0."""
    blocks = [one if isinstance(one, Block) else Block(1, 1, {(0, 0): one}) for one in arguments]
    if len({(block.height, block.width) for block in blocks}) != 1:
        raise Failed("#VALUE!")
    for content in contents(tuple(blocks)):
        if isinstance(content, Failure):
            single(content)

    def product(place: tuple[int, int]) -> Fraction:
        factors = [block.contents.get(place) for block in blocks]
        found = Fraction(1)
        for factor in factors:
            found *= factor if isinstance(factor, Fraction) else 0
        return bounded(found)

    return exact_total(map(product, blocks[0].contents))


def rounded(argument: Argument, places: Argument) -> Fraction:
    """ROUND: half away from zero."""
    wanted = int(to_number(places))
    if abs(wanted) > MOST_PLACES:
        raise Failed("#NUM!", "precision")
    return Fraction(round_half_up(to_number(argument), wanted))


def count(*arguments: Argument) -> Fraction:
    """COUNT: numbers, in the formula also what becomes one; an error is none."""
    found = 0
    for argument in arguments:
        for content in contents((argument,)):
            in_formula = not isinstance(argument, Block)
            found += isinstance(content, Fraction) or (in_formula and spells_number(content))
    return Fraction(found)


def spells_number(content: Scalar | Failure) -> bool:
    """Whether COUNT counts a content that stands in the formula itself."""
    return parse_number(content) is not None if isinstance(content, str) else not isinstance(content, Failure)


def count_filled(*arguments: Argument) -> Fraction:
    """COUNTA: whatever is not blank, errors too."""
    return Fraction(sum(1 for _ in contents(arguments)))


def count_blank(block: Argument) -> Fraction:
    """COUNTBLANK: also what shows nothing because a formula gave ''."""
    if not isinstance(block, Block):
        raise Failed("#VALUE!", "arguments")
    return Fraction(block.height * block.width - sum(content != "" for content in block.contents.values()))


def is_number(argument: Argument) -> bool:
    return isinstance(content_or_failure(argument), Fraction)


def is_blank(argument: Argument) -> bool:
    return content_or_failure(argument) is None


# By name. IF and IFERROR stand in evaluate.py: they leave arguments unread.
FUNCTIONS: dict[str, Callable[..., Scalar]] = {
    "ABS": lambda argument: abs(to_number(argument)),
    "AND": lambda *arguments: all(truths(arguments)),
    "COUNT": count,
    "COUNTA": count_filled,
    "COUNTBLANK": count_blank,
    "COUNTIF": lambda block, asked: count_chosen(block, asked),
    "COUNTIFS": lambda block, asked, *pairs: count_chosen(block, asked, *pairs),
    "ISBLANK": is_blank,
    "ISNUMBER": is_number,
    "MAX": lambda argument, *others: max(numbers((argument, *others)), default=Fraction(0)),
    "MIN": lambda argument, *others: min(numbers((argument, *others)), default=Fraction(0)),
    "NOT": lambda argument: not truth(argument),
    "OR": lambda *arguments: any(truths(arguments)),
    "ROUND": rounded,
    "SUM": lambda argument, *others: exact_total(numbers((argument, *others))),
    "SUMIF": sum_if,
    "SUMIFS": lambda summed, block, asked, *pairs: sum_chosen(summed, block, asked, *pairs),
    "SUMPRODUCT": sum_product,
}
