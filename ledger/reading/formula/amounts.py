"""A number with the words behind it: '7억 2,418만 7천원', '740천원', '5천명', '12명 이내', '5,000원/명(교통비)'."""

import re
from fractions import Fraction

from ledger.reading.formula.signs import MONEY, Token, UnreadFormula
from ledger.reading.formula.written import may_be_commas, places_of

LONGEST_NUMBER = 30
"""Digits of a number; one with a scale has fewer, so that it can be written in digits."""
SMALL = {"": 1, "십": 10, "백": 100, "천": 1_000}
BIG = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12}
SCALED = re.compile(r"([십백천]?)([만억조]?)(원정|원씩|원|명|인|부|개|매|장|회|건|㎡)?")
"""A word that scales the number before it, and the unit that is left."""
NUMBER = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


def number_of(token: Token) -> Fraction:
    """The number of a token. Raises UnreadFormula."""
    if sum(one.isdigit() for one in token.text) > LONGEST_NUMBER:
        raise UnreadFormula("digits", token.position)
    if not NUMBER.fullmatch(token.text):
        raise UnreadFormula("dots" if token.text.count(".") > 1 else "grouping", token.position)
    return Fraction(token.text.replace(",", ""))


def scale_of(word: Token) -> tuple[str, str, str] | None:
    """The small and the big scale that a word begins with, and the unit behind them; None where it scales nothing.

    Raises UnreadFormula where it begins like a scale and is none: '천막' may be tents, or thousands of 막. 조 is a
    scale only before 원 or another number; alone it counts teams.
    """
    match = SCALED.fullmatch(word.text)
    if match is None:
        if word.text[0] in "십백천만억":
            raise UnreadFormula("scale", word.position)
        return None
    small, big, unit = match[1], match[2], match[3] or ""
    return None if not small and not big and not unit.startswith("원") else (small, big, unit)


def scaled(parts: list[tuple[Fraction, str, str]], position: int) -> Fraction:
    """The number of all parts: (7, '', '억'), (2418, '', '만'), (7, '천', '') -> 724187000. Raises UnreadFormula."""
    if len(parts) == 1:
        ((number, small, big),) = parts
        size = SMALL[small] * BIG[big]
        if size > 1 and number * size * 10 ** places_of(number * size) >= 10 ** (LONGEST_NUMBER - 1):
            raise UnreadFormula("digits", position)
        return number * size
    total = group = Fraction(0)
    last_big, last_small = 10**16, 10**4
    for number, small, big in parts:
        if number.denominator != 1 or SMALL[small] >= last_small or BIG[big] >= last_big:
            raise UnreadFormula("scale", position)
        group += number * SMALL[small]
        last_small = SMALL[small]
        if group >= 10_000 and total:
            raise UnreadFormula("scale", position)
        if big:
            total, group = total + group * BIG[big], Fraction(0)
            last_big, last_small = BIG[big], 10**4
    return total + group


def own_unit(small: str, big: str, unit: str) -> str:
    """The unit of money that a scale is kept as: '천원'; '' where the number takes it up."""
    word = f"{small}{big}원"
    return word if unit.startswith("원") and word in MONEY else ""


def refuse_dots(token: Token) -> None:
    """Raise UnreadFormula for a price whose dot may be a comma: '5.000원'."""
    if may_be_commas(token.text):
        raise UnreadFormula("dots", token.position)
