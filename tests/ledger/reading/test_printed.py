"""Reading figures as documents print them: the written rules of ledger/reading/printed.py, one example each."""

from decimal import Decimal

import pytest

from ledger.reading.printed import UnreadableFigure, read_amount, read_rate


@pytest.mark.parametrize(
    ("text", "unit", "won"),
    [
        ("", "thousand", None),
        ("  ", "thousand", None),
        ("-", "thousand", 0),
        ("(x-)", "thousand", 0),
        ("( x -)", "thousand", 0),
        ("0", "thousand", 0),
        ("О", "million", 0),  # the Cyrillic letter of the scanner
        ("1,О00", "won", 1_000),
        ("7,224,187", "thousand", 7_224_187_000),
        ("(x2,500,000)", "thousand", 2_500_000_000),
        ("(x△2,500,000)", "thousand", -2_500_000_000),
        ("△230,000", "thousand", -230_000_000),
        ("∆5", "won", -5),
        ("⧍5", "won", -5),
        ("∇5", "won", -5),
        ("−5", "won", -5),
        ("(1,000)", "won", -1_000),
        ("１，７１２", "million", 1_712_000_000),
        ("2.000백만원", "won", 2_000_000_000),
        ("2,000백만원", "won", 2_000_000_000),
        ("312억원", "thousand", 31_200_000_000),
        ("46.4억원", "won", 4_640_000_000),
        ("1,711,987,000원", "thousand", 1_711_987_000),
        ("1,711,987천원", "won", 1_711_987_000),
        ("1.5", "thousand", 1_500),
    ],
)
def test_amounts(text: str, unit: str, won: int | None) -> None:
    assert read_amount(text, unit) == won


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("", None),
        ("43", Decimal(43)),
        ("3,324", Decimal(3324)),
        ("△56", Decimal(-56)),
        ("(x△100)", Decimal(-100)),
        ("(x-)", Decimal(0)),
        ("43.426", Decimal("43.426")),  # in a rate a dot is a decimal point
        ("43.4%", Decimal("43.4")),
        ("(x43.4%)", Decimal("43.4")),
    ],
)
def test_rates(text: str, percent: Decimal | None) -> None:
    assert read_rate(text) == percent


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1,71",
        "12,34,567",
        "1.2.3",
        "△",
        "()",
        "(x)",
        "1_000",
        "+5",
        "0.5",
        "2,000달러",
        "9" * 40,
        "1e5",
    ],
)
def test_what_the_rules_cannot_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFigure):
        read_amount(text, "won")


def test_a_rate_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableFigure):
        read_rate("약 40")
