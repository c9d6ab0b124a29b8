"""Reading figures as documents print them: the written rules of ledger/reading/printed.py, one example each."""

from decimal import Decimal

import pytest

from ledger.reading.printed import (
    AmbiguousFigure,
    UnreadableFigure,
    meaning_of,
    read_amount,
    read_printed,
    read_rate,
)


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
        ("▽5", "won", -5),
        ("▼1,000", "won", -1_000),
        ("１，７１２", "million", 1_712_000_000),
        ("2,000백만원", "won", 2_000_000_000),
        ("312억원", "thousand", 31_200_000_000),
        ("46.4억원", "won", 4_640_000_000),
        ("1,711,987,000원", "thousand", 1_711_987_000),
        ("1,711,987천원", "won", 1_711_987_000),
        ("1.5", "thousand", 1_500),
        # The larger and the smaller behind each other are won, whatever the unit of the table.
        ("5,893억 1천9백만원", "thousand", 589_319_000_000),
        ("5,893억1천9백만", "won", 589_319_000_000),
        ("7억2,418만7천원", "million", 724_187_000),
        ("7억 2,418만 7천", "thousand", 724_187_000),
        ("△1조 2억", "won", -1_000_200_000_000),
        ("40억", "million", 4_000_000_000),
        ("46.4억", "thousand", 4_640_000_000),
        ("3천5백원", "thousand", 3_500),
        # A source or a time before the number is its mark.
        ("(국)2,500", "million", 2_500_000_000),
        ("국 1,093,181", "thousand", 1_093_181_000),
        ("국비 5", "won", 5),
        ("(시비)△5", "won", -5),
        ("(도 5)", "won", 5),
        ("구:5", "won", 5),
        ("군비5", "won", 5),
        ("기금-", "won", 0),
        ("(기타)7억", "won", 700_000_000),
        ("(전년)180,642", "won", 180_642),
        ("(성립전)180,642", "won", 180_642),
        # A word is no number.
        ("순증", "thousand", None),
        ("신 규", "thousand", None),
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
        ("▼5.2", Decimal("-5.2")),
        ("▼5.2%", Decimal("-5.2")),
        ("순증", None),
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
        "원",
        "백만원",
        "4백",
        "7천",
        "7만2억",
        "7억12,000만",
        "1억1억",
        "1,5천만원",
        "국",
        "(국)",
        "시설비 5",
    ],
)
def test_what_the_rules_cannot_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFigure):
        read_amount(text, "won")


def test_a_rate_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableFigure):
        read_rate("약 40")


@pytest.mark.parametrize(
    ("text", "unit", "readings"),
    [
        (
            "(180,642)",
            "thousand",
            {"negative": "△180,642", "before": "(전년)180,642", "unenacted": "(성립전)180,642"},
        ),
        ("1.234.567", "thousand", {"thousands": "1,234,567", "fraction": "1,234.567"}),
        (
            "1.234.567",
            "won",
            {"thousands": "1,234,567"},
        ),  # won has no fraction, and is asked about all the same
        ("△2.000백만원", "won", {"thousands": "△2,000백만원", "fraction": "△2.0000백만원"}),
        ("▲5", "won", {"rise": "5", "fall": "△5"}),
        ("▲5.2", "percent", {"rise": "5.2", "fall": "△5.2"}),
        ("(5.2)", "percent", {"negative": "△5.2", "before": "(전년)5.2", "unenacted": "(성립전)5.2"}),
    ],
)
def test_what_can_be_read_in_several_ways_is_asked_about(
    text: str, unit: str, readings: dict[str, str]
) -> None:
    """Each way names a spelling that is read in that way alone."""
    with pytest.raises(AmbiguousFigure) as ambiguous:
        read_printed(text, unit)
    assert {one.way: one.written for one in ambiguous.value.readings} == readings
    figures = [read_printed(written, unit) for written in readings.values()]
    assert len(set(figures)) == len(readings)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("(국)2,500", "국"),
        ("국비 2,500", "국"),
        ("(기금)5", "기금"),
        ("(성립전)5", "성립전"),
        ("5", ""),
        ("순증", ""),
    ],
)
def test_the_mark_is_kept_beside_the_figure(text: str, mark: str) -> None:
    assert read_printed(text, "won").mark == mark


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("순증", "new"),
        (" 신규(순증) ", "new"),
        ("(x순증)", "new"),
        ("순감", "ended"),
        ("폐지", "ended"),
        ("미정", "open"),
        ("100", ""),
        ("", ""),
    ],
)
def test_a_word_has_a_meaning(text: str, meaning: str) -> None:
    assert meaning_of(text) == meaning
