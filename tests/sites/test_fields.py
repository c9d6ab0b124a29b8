"""Amounts and years as fields, before they reach a database."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sites.fields import WON_LIMIT, WonField, YearField, refuse_fraction


@pytest.mark.parametrize("amount", [100.5, -0.1, Decimal("100.5"), Decimal("0.01")])
def test_a_fraction_is_refused(amount: float | Decimal) -> None:
    with pytest.raises(ValidationError):
        refuse_fraction(amount)
    with pytest.raises(ValidationError):
        WonField().to_python(amount)
    with pytest.raises(ValidationError):
        WonField().get_prep_value(amount)


@pytest.mark.parametrize(
    ("given", "amount"), [(5, 5), (100.0, 100), (Decimal("100.0"), 100), ("100", 100), (None, None)]
)
def test_a_whole_number_is_taken(given: object, amount: int | None) -> None:
    assert WonField().to_python(given) == amount
    assert WonField().get_prep_value(given) == amount


@pytest.mark.parametrize("text", ["100.5", "abc", "1,000"])
def test_a_text_that_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        WonField().to_python(text)


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("Infinity")]
)
def test_what_is_no_number_is_refused(number: float | Decimal) -> None:
    with pytest.raises(ValidationError):
        refuse_fraction(number)


@pytest.mark.parametrize("amount", [0, WON_LIMIT, -WON_LIMIT])
def test_amounts_up_to_the_limit(amount: int) -> None:
    assert WonField().clean(amount, None) == amount


@pytest.mark.parametrize("amount", [WON_LIMIT + 1, -WON_LIMIT - 1, 10**19])
def test_amounts_past_the_limit(amount: int) -> None:
    with pytest.raises(ValidationError):
        WonField().clean(amount, None)


def test_years() -> None:
    for year in (1948, 2021, 2100):
        assert YearField().clean(year, None) == year
    for year in (1947, 2101, 0):
        with pytest.raises(ValidationError):
            YearField().clean(year, None)
