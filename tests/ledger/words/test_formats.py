"""How figures are printed and read, without a database."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.figures.money import WON_LIMIT
from ledger.reading.typed import UnreadableAmount, read_won
from ledger.reporting.report import Column, Figure
from ledger.words.formats import (
    EXCEL_FORMATS,
    date_as_known,
    english_short_amount,
    excel_formats,
    form_percent,
    form_rate,
    json_figure,
    korean_amount,
    national_text,
    period_as_known,
    printed_number,
    rounded_for_card,
    screen_text,
    with_separators,
)

MONEY, RATE, AREA = Column("amount"), Column("rate", "rate"), Column("area", "area")
PER_AREA, COUNT, KEY = Column("each", "money_per_area"), Column("floors", "count"), Column("site", "key")
NATIONAL, NATIONAL_RATE = Column("x", national_of="amount"), Column("rx", "rate", national_of="rate")

WON = st.integers(-WON_LIMIT, WON_LIMIT)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_711_987_000, "1,711,987,000"),
        (-230_000, "△230,000"),
        (Decimal("-56.0"), "△56.0"),
        (Decimal("3323.974"), "3,323.974"),
    ],
)
def test_grouped(number: int | Decimal, text: str) -> None:
    assert with_separators(number) == text


@pytest.mark.parametrize(
    ("figure", "column", "unit", "text"),
    [
        (7_224_187_000, MONEY, "thousand", "7,224,187"),
        (-2_357_880_000, MONEY, "thousand", "△2,357,880"),
        (-500, MONEY, "thousand", "△1"),
        (0, MONEY, "thousand", "0"),
        (None, MONEY, "thousand", "–"),  # missing is not zero
        (Fraction(218_730_700, 5_036_880), RATE, "thousand", "43.4"),
        (Fraction(-1, 20), RATE, "thousand", "△0.1"),
        (None, RATE, "thousand", "–"),
        (2_500_000_000, NATIONAL, "thousand", "(x2,500,000)"),
        (-2_500_000_000, NATIONAL, "thousand", "(x△2,500,000)"),
        (0, NATIONAL, "thousand", "(x-)"),
        (None, NATIONAL, "thousand", ""),
        (Fraction(-100), NATIONAL_RATE, "thousand", "(x△100.0)"),
        (Decimal("1568.00"), AREA, "million", "1,568"),
        (Decimal("1568.50"), AREA, "million", "1,568.5"),
        (Fraction(8_083_333_333, 1_000), PER_AREA, "million", "8,083"),  # won per m² in 천원
        (12, COUNT, "million", "12"),
        ("jung-printing", KEY, "won", "–"),  # a key is not a figure: the table gives it its words
    ],
)
def test_screen_text(figure: Figure, column: Column, unit: str, text: str) -> None:
    assert screen_text(figure, column, unit) == text


@given(st.one_of(st.none(), WON), st.sampled_from(["won", "thousand", "million"]))
def test_screen_and_excel_print_the_same_number(amount: int | None, unit: str) -> None:
    number = printed_number(amount, MONEY, unit)
    assert screen_text(amount, MONEY, unit) == ("–" if number is None else with_separators(number))


@pytest.mark.parametrize(
    ("number", "text"),
    [(2_500, "(x2,500)"), (-2_500, "(x△2,500)"), (0, "(x-)"), (None, "")],
)
def test_national_text(number: int | None, text: str) -> None:
    assert national_text(number, is_none=number == 0) == text


@pytest.mark.parametrize(
    ("figure", "unit", "text"),
    [
        (0, "thousand", "(x-)"),
        (400, "thousand", "(x0)"),
        (-400, "thousand", "(x0)"),
        (500, "thousand", "(x1)"),
        (400_000, "million", "(x0)"),
        (40_000_000, "hundred_million", "(x0.40)"),
        (400_000, "hundred_million", "(x0.00)"),
        (0, "hundred_million", "(x-)"),
        (None, "thousand", ""),
    ],
)
def test_a_part_too_small_to_be_seen_is_not_none(figure: int | None, unit: str, text: str) -> None:
    """(x-) says that there is no national money; in a national row (of the settlement) a blank is '–'."""
    assert screen_text(figure, NATIONAL, unit) == text
    assert screen_text(figure, MONEY, unit, is_national=True) == (text or "–")


@pytest.mark.parametrize(
    ("figure", "text"), [(Fraction(0), "(x-)"), (Fraction(1, 30), "(x0.0)"), (Fraction(-1, 30), "(x0.0)")]
)
def test_a_rate_too_small_to_be_seen_is_not_none(figure: Fraction, text: str) -> None:
    assert screen_text(figure, Column("rate_national", "rate", national_of="rate"), "thousand") == text


@pytest.mark.parametrize(("change", "text"), [(0, "(x-)"), (4, "(x0)"), (-4, "(x0)"), (5, "(x1)")])
def test_form_rate_of_a_national_part(change: int, text: str) -> None:
    """0.4 % is not nothing."""
    assert form_rate(change, 1_000, is_national=True) == text


@pytest.mark.parametrize(("change", "text"), [(5, "–"), (-5, "–"), (0, "–"), (None, "")])
def test_form_has_no_rate_over_a_base_below_zero(change: int | None, text: str) -> None:
    assert form_rate(change, -10) == form_rate(change, -10, is_national=True) == text
    assert form_percent(change, -10) is None


@pytest.mark.parametrize(
    ("change", "base", "text"),
    [
        (2_187_307_000, 5_036_880_000, "43"),
        (1_661_987_000, 50_000_000, "3,324"),
        (-2_357_880_000, 4_231_880_000, "△56"),
        (579_000_000, 0, "100"),  # over a zero base the form prints 100
        (-579_000_000, 0, "100"),
        (579_000_000, None, "100"),
        (0, 0, "0"),
        (5, 1_000, "1"),  # 0.5 %
        (-5, 1_000, "△1"),
        (None, 5, ""),
    ],
)
def test_form_rate(change: int | None, base: int | None, text: str) -> None:
    assert form_rate(change, base) == text


@pytest.mark.parametrize(
    ("figure", "column", "in_json"),
    [
        (7_224_187_000, MONEY, 7_224_187_000),
        (None, MONEY, None),
        (0, NATIONAL, 0),
        (Fraction(218_730_700, 5_036_880), RATE, "43.425831"),
        (Fraction(-100), RATE, "-100.000000"),
        (Fraction(1, 2_000_000), RATE, "0.000001"),
        (None, RATE, None),
        (Decimal("1568.00"), AREA, 1568),
        (Decimal("1568.50"), AREA, "1568.5"),
        (Fraction(5, 2), PER_AREA, 3),
        (6, COUNT, 6),
        ("jung-printing", KEY, "jung-printing"),
    ],
)
def test_json_figure(figure: Figure, column: Column, in_json: int | str | None) -> None:
    assert json_figure(figure, column) == in_json


def test_no_excel_format_scales() -> None:
    """A comma at the end of the digits, or a percent sign, would show another number than the cell holds."""
    for of_kind in (*EXCEL_FORMATS.values(), excel_formats("money", "hundred_million")):
        for number_format in (of_kind.plain, of_kind.national, of_kind.national_rounded):
            without_text = re.sub(r'"[^"]*"', "", number_format)
            assert not re.search(r"[0#],(;|\.|$)|%", without_text)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1_711_987_000, "17억 1,198만 7천원"),
        (7_224_187_000, "72억 2,418만 7천원"),
        (1_234_567_890_123, "1조 2,345억 6,789만 123원"),
        (WON_LIMIT, "1,000조원"),
        (100_000_000, "1억원"),
        (100_000_500, "1억 500원"),
        (12_345, "1만 2,345원"),
        (20_000, "2만원"),
        (7_000, "7천원"),
        (7_001, "7,001원"),
        (500, "500원"),
        (0, "0원"),
        (-500, "△500원"),
        (-230_000_000, "△2억 3,000만원"),
    ],
)
def test_in_words(amount: int, words: str) -> None:
    assert korean_amount(amount) == words


def from_words(words: str) -> int:
    """Reads the words back: each part is a number and the name of its size."""
    sizes = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3, "": 1}
    parts = words.removeprefix("△").removesuffix("원").split()
    amount = 0
    for part in parts:
        digits = part.rstrip("조억만천")
        amount += int(digits.replace(",", "")) * sizes[part[len(digits) :]]
    return -amount if words.startswith("△") else amount


@given(WON)
@example(10**12)
@example(99_999_999)
def test_words_say_one_amount(amount: int) -> None:
    assert from_words(korean_amount(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,711,987,000", 1_711_987_000),
        ("1711987000", 1_711_987_000),
        (" 500 ", 500),
        ("0", 0),
        ("-0", 0),
        ("007", 7),
        ("△230,000", -230_000),
        ("△ 230,000", -230_000),
        ("-5", -5),
        ("−5", -5),  # U+2212
        ("▲5", -5),
        ("▼5", -5),
        ("1,000,000,000,000,000", WON_LIMIT),
        ("-1000000000000000", -WON_LIMIT),
        ("0" * 5_000 + "5", 5),
    ],
)
def test_read_won_takes(text: str, amount: int) -> None:
    assert read_won(text) == amount


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "blank"),
        ("  ", "blank"),
        ("１２３４", "digits"),
        ("1２3", "digits"),
        ("△１,２３４", "digits"),
        ("12.5", "fraction"),
        ("1,000.00", "fraction"),
        ("(180,642)", "parentheses"),
        ("1.234.567", "dots"),
        ("△1.234", "dots"),
        ("1,71", "grouping"),
        (",100", "grouping"),
        ("1,,000", "grouping"),
        ("1234,567", "grouping"),
        ("1000000000000001", "size"),
        ("-1,000,000,000,000,001", "size"),
        ("9" * 5_000, "size"),  # int() itself would refuse to read it
        ("1_000", "number"),
        ("abc", "number"),
        ("+5", "number"),
        ("--5", "number"),
        ("△", "number"),
        ("1 000", "number"),
        ("1e3", "number"),
        ("=1+1", "number"),
        ("100원", "number"),
        ("1\n2", "number"),
    ],
)
def test_read_won_refuses(text: str, reason: str) -> None:
    with pytest.raises(UnreadableAmount) as refusal:
        read_won(text)
    assert refusal.value.reason == reason


@given(WON)
def test_what_is_printed_can_be_typed(amount: int) -> None:
    assert read_won(with_separators(amount)) == amount
    assert read_won(str(amount)) == amount


@given(st.text("0123456789,.-+△_ １٣²abc\n", max_size=12))
def test_what_is_typed_is_read_or_refused(text: str) -> None:
    """Whatever is taken is meant: without separators and sign it is exactly those digits."""
    try:
        amount = read_won(text)
    except UnreadableAmount:
        return
    digits = text.strip().lstrip("△-").strip().replace(",", "")
    assert re.fullmatch("[0-9]+", digits)
    assert abs(amount) == int(digits)


@pytest.mark.parametrize(
    ("won", "said"),
    [
        (7_224_187_000, "72억 2,419만원"),
        (-2_357_880_000, "△23억 5,788만원"),
        (100_000_000, "1억원"),
        (99_999_999, "9,999만 9,999원"),
        (100_005_000, "1억 1만원"),  # half a 만원 rounds up
        (1_234_567_890_123, "1조 2,346억원"),
        (0, "0원"),
    ],
)
def test_a_card_says_what_is_remembered(won: int, said: str) -> None:
    assert korean_amount(rounded_for_card(won)) == said


@pytest.mark.parametrize(
    ("won", "short"),
    [
        (7_224_187_000, ("7.22", "billion")),
        (-2_357_880_000, ("△2.36", "billion")),
        (66_230_000_000_000, ("66.23", "trillion")),
        (10_000_000, ("10.0", "million")),
        (999_999, ("999,999", "won")),
    ],
)
def test_an_amount_in_short_for_english(won: int, short: tuple[str, str]) -> None:
    assert english_short_amount(won) == short


@pytest.mark.parametrize(
    ("day", "precision", "text"),
    [
        (date(2018, 3, 1), "month", "2018.3."),  # a month is no day
        (date(2018, 3, 1), "day", "2018.3.1."),
        (date(2018, 5, 16), "day", "2018.5.16."),
        (date(2017, 12, 1), "month", "2017.12."),
    ],
)
def test_moment_is_as_exact_as_it_is_known(day: date, precision: str, text: str) -> None:
    assert date_as_known(day, precision) == text


@pytest.mark.parametrize(
    ("start", "until", "precision", "text"),
    [
        (date(2020, 5, 1), date(2020, 9, 30), "month", "2020.5.~9."),
        (date(2020, 11, 1), date(2021, 2, 1), "month", "2020.11.~2021.2."),
        (date(2020, 5, 1), date(2021, 5, 1), "month", "2020.5.~2021.5."),
        (date(2020, 5, 1), date(2020, 5, 31), "month", "2020.5."),
        (date(2020, 5, 3), date(2020, 5, 7), "day", "2020.5.3.~7."),
        (date(2020, 5, 3), date(2020, 6, 3), "day", "2020.5.3.~6.3."),
        (date(2020, 5, 3), date(2020, 5, 3), "day", "2020.5.3."),
    ],
)
def test_period_says_once_what_its_ends_share(start: date, until: date, precision: str, text: str) -> None:
    assert period_as_known(start, until, precision) == text
