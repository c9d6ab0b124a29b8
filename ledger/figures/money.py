"""Arithmetic of amounts and rates. Pure: no Django, no database, no float.

Amounts are whole won (int) or None where a cell is missing; rates are exact fractions in percent. Rounding is
half away from zero (사사오입, Excel's ROUND) and happens only when a figure is printed.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

WON_LIMIT = 10**15
"""The largest amount that a document can mean, in won."""

UNITS = {"won": 1, "thousand": 1_000, "million": 1_000_000, "hundred_million": 100_000_000}
"""Unit -> its size in won: 원, 천원, 백만원, 억원."""

UNIT_PLACES = {"hundred_million": 2}
"""Unit -> the decimal places that are printed in it: a whole 억 would hide what most lines hold."""


def total(amounts: Iterable[int | None]) -> int | None:
    """The sum of the known amounts in won; None if none is known. A missing amount is in no total.

    >>> total([1, None, 2]), total([None]), total([])
    (3, None, None)
    """
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def change(current: int | None, prior: int | None) -> int | None:
    """증감 = current − prior in won; None if either is missing."""
    return None if current is None or prior is None else current - prior


def rate(part: int | None, base: int | None) -> Fraction | None:
    """part / base in percent, exact. A base that is missing, zero or below zero has no rate.

    Over a base below zero a rate would have the sign of a fall where the amount rises.

    >>> rate(-1, 4), rate(1, 0), rate(1, -4)
    (Fraction(-25, 1), None, None)
    """
    return None if part is None or base is None or base <= 0 else Fraction(part * 100, base)


def quotient(amount: int | None, size: Decimal | None) -> Fraction | None:
    """amount / size, exact: won per m²; None if either is missing or the size is not above zero."""
    return None if amount is None or size is None or size <= 0 else Fraction(amount) / Fraction(size)


def round_half_up(number: int | Fraction | Decimal, places: int = 0) -> Decimal:
    """Round half away from zero to a number of decimal places (below zero: of tens), as Excel's ROUND does.

    >>> round_half_up(Fraction(-5, 2)), round_half_up(Fraction(2, 3), 6), int(round_half_up(250, -2))
    (Decimal('-3'), Decimal('0.666667'), 300)
    """
    scaled = Fraction(number) * Fraction(10) ** places
    rounded = nearest(scaled.numerator, scaled.denominator)
    # Not scaleb(): it would round to the 28 digits of the decimal context.
    return Decimal((int(rounded < 0), tuple(map(int, str(abs(rounded)))), -places))


def nearest(part: int, size: int) -> int:
    """part / size (above zero) as a whole number, halves away from zero.

    >>> nearest(-5, 2), nearest(-1, 3), nearest(7, 5)
    (-3, 0, 1)
    """
    rounded = (2 * abs(part) + size) // (2 * size)
    return -rounded if part < 0 else rounded


def whole_units(amount: int, unit: str) -> int:
    """An amount in won as a whole number of its unit, as documents and the forms print it.

    >>> whole_units(-500, "thousand"), whole_units(7_310_839_000, "million")
    (-1, 7311)
    """
    return nearest(amount, UNITS[unit])


def in_unit(amount: int, unit: str) -> int | Decimal:
    """An amount in won as the number that is printed under a heading in `unit`: whole, 억원 to two decimals.

    >>> in_unit(-500, "thousand"), in_unit(10_000_000, "hundred_million")
    (-1, Decimal('0.10'))
    """
    places = UNIT_PLACES.get(unit)
    if places is None:
        return whole_units(amount, unit)
    return round_half_up(Fraction(amount, UNITS[unit]), places)
