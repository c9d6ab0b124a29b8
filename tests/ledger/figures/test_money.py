"""Arithmetic of amounts, without a database."""

import doctest
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.figures import money
from ledger.figures.money import (
    UNIT_PLACES,
    UNITS,
    WON_LIMIT,
    change,
    in_unit,
    quotient,
    rate,
    round_half_up,
    total,
    whole_units,
)
from sites import fields

WON = st.integers(-WON_LIMIT, WON_LIMIT)


def test_examples_in_the_docstrings() -> None:
    outcome = doctest.testmod(money)
    assert outcome.attempted >= 4
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("amounts", "sum_of_known"),
    [
        ([100, 20, 3], 123),
        ([100, None, 3], 103),  # a missing amount is in no total
        ([100, -100], 0),
        ([0], 0),  # a zero is known
        ([None, None], None),
        ([], None),
    ],
)
def test_total(amounts: list[int | None], sum_of_known: int | None) -> None:
    assert total(amounts) == sum_of_known


@pytest.mark.parametrize(
    ("current", "prior", "difference"),
    [
        (7_224_187_000, 5_036_880_000, 2_187_307_000),
        (300, 530, -230),
        (0, 0, 0),
        (None, 530, None),
        (300, None, None),
        (None, None, None),
    ],
)
def test_change(current: int | None, prior: int | None, difference: int | None) -> None:
    assert change(current, prior) == difference


@pytest.mark.parametrize(
    ("part", "base", "percent"),
    [
        (-230, 530, Fraction(-2300, 53)),
        (1, 3, Fraction(100, 3)),
        (0, 5, Fraction(0)),
        (5, -10, None),  # over a base below zero a rise would look like a fall
        (-5, -10, None),
        (0, -10, None),
        (5, 0, None),
        (0, 0, None),
        (5, None, None),
        (None, 5, None),
    ],
)
def test_rate(part: int | None, base: int | None, percent: Fraction | None) -> None:
    assert rate(part, base) == percent


@pytest.mark.parametrize(
    ("amount", "size", "each"),
    [
        (100, Decimal("2.5"), Fraction(40)),
        (1, Decimal("3"), Fraction(1, 3)),
        (100, Decimal("0.00"), None),
        (100, Decimal("-2.5"), None),
        (100, None, None),
        (None, Decimal("2.5"), None),
    ],
)
def test_quotient(amount: int | None, size: Decimal | None, each: Fraction | None) -> None:
    assert quotient(amount, size) == each


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        (Fraction(5, 2), 0, "3"),  # banker's rounding would say 2
        (Fraction(-5, 2), 0, "-3"),  # floor(x + 1/2) would say -2
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(49, 100), 0, "0"),
        (Fraction(-49, 100), 0, "0"),  # and not -0
        (Fraction(2, 3), 6, "0.666667"),
        (Fraction(-1, 20), 1, "-0.1"),
        (Fraction(1, 25), 1, "0.0"),
        (Decimal("2.675"), 2, "2.68"),  # the float 2.675 lies below and would give 2.67
        (Decimal("-43.45"), 1, "-43.5"),
        (7, 1, "7.0"),
        (10**40 + 5, 0, str(10**40 + 5)),  # past the 28 digits of the decimal context
        (Fraction(2 * 10**40 + 1, 2), 0, str(10**40 + 1)),
    ],
)
def test_round_half_up(number: int | Fraction | Decimal, places: int, rounded: str) -> None:
    assert str(round_half_up(number, places)) == rounded


def excel_round(number: Fraction, places: int) -> Fraction:
    """ROUND as Excel documents it: sign(x) * floor(|x| * 10^n + 1/2) / 10^n."""
    sign = -1 if number < 0 else 1
    return Fraction(sign * floor(abs(number) * 10**places + Fraction(1, 2)), 10**places)


@given(st.fractions(-(10**18), 10**18), st.integers(0, 8))
@example(Fraction(-1, 2), 0)
@example(Fraction(-5, 2), 0)
@example(Fraction(-1005, 1000), 2)
def test_rounds_fractions_as_excel_does(number: Fraction, places: int) -> None:
    assert Fraction(round_half_up(number, places)) == excel_round(number, places)


@given(st.integers(-(10**20), 10**20), st.integers(0, 6), st.integers(0, 6))
@example(-25, 1, 0)
@example(-45, 2, 1)
def test_rounds_decimals_as_the_decimal_module_does(digits: int, exponent: int, places: int) -> None:
    number = Decimal(digits).scaleb(-exponent, Context(prec=60))
    expected = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=60))
    rounded = round_half_up(number, places)
    assert rounded == expected
    assert rounded.as_tuple().exponent == -places


@pytest.mark.parametrize(
    ("amount", "unit", "printed"),
    [
        (-500, "thousand", -1),
        (500, "thousand", 1),
        (-499, "thousand", 0),
        (499, "thousand", 0),
        (-1_500, "thousand", -2),
        (7_310_839_000, "million", 7_311),
        (2_299_200_000, "million", 2_299),
        (-2_357_880_000, "thousand", -2_357_880),
        (123, "won", 123),
        (10**33 + 500, "thousand", 10**30 + 1),
    ],
)
def test_in_unit(amount: int, unit: str, printed: int) -> None:
    assert in_unit(amount, unit) == whole_units(amount, unit) == printed


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (10_000_000, "0.10"),  # 1,000만원 is a tenth of 1억원
        (150_000_000, "1.50"),
        (-499_999, "0.00"),
        (-500_000, "-0.01"),
        (7_224_187_000, "72.24"),
        (0, "0.00"),
    ],
)
def test_hundred_million_has_two_decimals(amount: int, printed: str) -> None:
    assert str(in_unit(amount, "hundred_million")) == printed


def test_a_document_prints_whole_units() -> None:
    assert [whole_units(amount, "hundred_million") for amount in (150_000_000, 149_999_999)] == [2, 1]


@given(WON, st.sampled_from(sorted(UNITS)))
def test_printing_moves_an_amount_by_half_of_what_is_seen_at_most(amount: int, unit: str) -> None:
    grain = UNITS[unit] // 10 ** UNIT_PLACES.get(unit, 0)
    assert 2 * abs(int(in_unit(amount, unit) * UNITS[unit]) - amount) <= grain


@given(WON, st.sampled_from(sorted(UNITS)))
def test_a_negative_is_printed_like_its_positive(amount: int, unit: str) -> None:
    assert in_unit(-amount, unit) == -in_unit(amount, unit)


def test_units_are_those_of_the_fields() -> None:
    assert set(UNITS) == set(fields.Unit.values)
    assert WON_LIMIT == fields.WON_LIMIT == 10**15
