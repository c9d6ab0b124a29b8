"""How a figure is printed: the text on screen and the number format in Excel, side by side. Pure.

The number printed is in the unit of the heading; a missing figure is '–' on screen and an empty cell in Excel.
Negatives carry △ (U+25B3), the national part stands as (x …).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ledger.figures.money import UNIT_PLACES, in_unit, rate, round_half_up
from ledger.reporting.report import Column, Figure, national_key

MISSING = "–"
"""What stands for a missing figure."""

RATE_PLACES = 1
"""Decimal places of a rate on screen and in the report's Excel file; the council's form prints none."""


def with_sign(digits: str, is_negative: bool) -> str:
    """Digits with △ before them where the number is negative."""
    return f"△{digits}" if is_negative else digits


def with_separators(number: Decimal | int) -> str:
    """'1,234' and '△1,234'.

    >>> with_separators(-1234)
    '△1,234'
    """
    return with_sign(f"{abs(number):,}", number < 0)


def printed_number(figure: Figure, column: Column, unit: str) -> int | Decimal | None:
    """The number that is printed in the unit of the heading: what a cell of an Excel file holds.

    Money in `unit`, a rate in percent to one decimal, won per m² in thousands, an area as it is. None for a missing
    figure and for a key.
    """
    if figure is None or isinstance(figure, str):
        return None
    match column.kind:
        case "money":
            assert isinstance(figure, int)
            return in_unit(figure, unit)
        case "rate":
            return round_half_up(figure, RATE_PLACES)
        case "money_per_area":
            return int(round_half_up(Fraction(figure) / 1000))
        case "area":
            number = Decimal(figure) if isinstance(figure, int) else figure
            assert isinstance(number, Decimal)
            return int(number) if number == int(number) else number.normalize()
    assert isinstance(figure, int)
    return figure


def screen_text(figure: Figure, column: Column, unit: str, *, is_national: bool = False) -> str:
    """A figure as the screen shows it: '7,224,187', '△56.0', '–'; the national part as '(x2,500,000)'.

    National are the cells of a column that is the national part of another, and of a national row.
    """
    number = printed_number(figure, column, unit)
    if column.national_of is not None:
        return national_text(number, is_none=not figure)
    if is_national and column.kind == "money" and number is not None:
        return national_text(number, is_none=not figure)
    return MISSING if number is None else with_separators(number)


def national_text(number: Decimal | int | None, *, is_none: bool) -> str:
    """'(x2,500,000)', '(x△2,500,000)', '' where it is not known.

    '(x-)' says that there is none (`is_none`: the figure is exactly 0); what only rounds to 0 is '(x0)'.

    >>> national_text(-5, is_none=False), national_text(0, is_none=True), national_text(0, is_none=False)
    ('(x△5)', '(x-)', '(x0)')
    """
    if number is None:
        return ""
    return "(x-)" if is_none else f"(x{with_separators(number)})"


def form_percent(change: Figure, base: Figure) -> Decimal | None:
    """A rate as the council's form has it: whole percent, 100 over a zero base (convention), 0 for 0 over 0.

    None where the change is not known, and over a base below zero. Source: form table 예산총괄, T05 and T05b.
    """
    if not isinstance(change, int):
        return None
    if not base:
        return Decimal(100 if change else 0)
    assert isinstance(base, int)
    percent = rate(change, base)
    return None if percent is None else round_half_up(percent)


def form_rate(change: Figure, base: Figure, *, is_national: bool = False) -> str:
    """A rate as the council's form prints it; the national part as '(x△100)'.

    '' where it is not known, '–' over a base below zero.
    """
    percent = form_percent(change, base)
    if percent is None:
        return MISSING if is_below_zero(base) and isinstance(change, int) else ""
    return national_text(percent, is_none=not change) if is_national else with_separators(percent)


def is_below_zero(base: Figure) -> bool:
    """Whether a rate over this base has no meaning."""
    return isinstance(base, int) and base < 0


def json_figure(figure: Figure, column: Column) -> int | str | None:
    """A figure as JSON has it: money as integer won, a rate as the exact quotient in percent to 6 decimals (a string).

    An area is a number or, with decimals, a string, won per m² a whole number; a missing figure is None.
    """
    if figure is None or isinstance(figure, str):
        return figure
    match column.kind:
        case "rate":
            return f"{round_half_up(figure, 6):f}"
        case "area":
            number = printed_number(figure, column, "won")
            return number if isinstance(number, int) else f"{number:f}"
    return int(round_half_up(figure))


@dataclass(frozen=True)
class ExcelFormat:
    """Number formats of a kind: as such, for its national part, and for one that only rounds to 0.

    A cell that holds 0 cannot say by itself whether there is none, '(x-)', or a part too small to be seen, '(x0)'.
    """

    plain: str
    national: str
    national_rounded: str


def excel_format(digits: str) -> ExcelFormat:
    """The number formats of figures that are written with `digits`, such as '#,##0.0'."""
    zero = digits.removeprefix("#,##")
    national = f'"(x"{digits}")";"(x△"{digits}")"'
    return ExcelFormat(f'{digits};"△"{digits};{zero}', f'{national};"(x-)"', f'{national};"(x"{zero}")"')


WHOLE, TENTHS, HUNDREDTHS = (excel_format(digits) for digits in ("#,##0", "#,##0.0", "#,##0.00"))
AREA = ExcelFormat("#,##0.##", "#,##0.##", "#,##0.##")

EXCEL_FORMATS = {
    "money": WHOLE,
    "rate": TENTHS,
    "area": AREA,
    "money_per_area": WHOLE,
    "count": WHOLE,
}
"""Kind of a column -> its number formats. None scales: the cell holds the number of the heading's unit."""


def excel_formats(kind: str, unit: str) -> ExcelFormat:
    """The number formats of a kind of figure under a heading in `unit`: amounts in 억원 have two decimals."""
    return HUNDREDTHS if kind == "money" and UNIT_PLACES.get(unit) else EXCEL_FORMATS[kind]


def with_words(number_format: str, words: str) -> str:
    """A number format with words behind the figure: the cell stays a number.

    >>> with_words('#,##0;"△"#,##0;0', "*")
    '#,##0"*";"△"#,##0"*";0"*"'
    """
    if not words:
        return number_format
    return ";".join(f'{section}"{words}"' for section in number_format.split(";"))


def is_rounded_away(figure: Figure, number: int | Decimal | None) -> bool:
    """Whether a figure that is not 0 is printed as 0."""
    return bool(figure) and number is not None and not number


def date_as_known(day: date, precision: str) -> str:
    """A date as exactly as the source knows it: a month is no day.

    >>> date_as_known(date(2018, 3, 1), "month"), date_as_known(date(2018, 5, 16), "day")
    ('2018.3.', '2018.5.16.')
    """
    month = f"{day.year}.{day.month}."
    return f"{month}{day.day}." if precision == "day" else month


def period_as_known(start: date, until: date, precision: str) -> str:
    """A period from a day or month to another; what its two ends share is said once.

    >>> period_as_known(date(2020, 5, 1), date(2020, 9, 30), "month")
    '2020.5.~9.'
    >>> period_as_known(date(2020, 5, 3), date(2020, 5, 7), "day")
    '2020.5.3.~7.'
    >>> period_as_known(date(2020, 11, 1), date(2021, 2, 1), "month")
    '2020.11.~2021.2.'
    """
    first, last = (date_as_known(day, precision).split(".")[:-1] for day in (start, until))
    while len(last) > 1 and first[0] == last[0]:
        first, last = first[1:], last[1:]
    begins = date_as_known(start, precision)
    return begins if first == last else f"{begins}~{'.'.join(last)}."


def korean_amount(amount: int) -> str:
    """An amount in won as people say it: '17억 1,198만 7천원'. Used to read back what was typed.

    >>> korean_amount(1_711_987_000), korean_amount(-500), korean_amount(0)
    ('17억 1,198만 7천원', '△500원', '0원')
    """
    rest = abs(amount)
    parts = []
    for size, name in ((10**12, "조"), (10**8, "억"), (10**4, "만")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{name}")
    if rest and rest % 1000 == 0:
        parts.append(f"{rest // 1000}천")
    elif rest or not parts:
        parts.append(f"{rest:,}")
    return with_sign(" ".join(parts), amount < 0) + "원"


def rounded_for_card(amount: int) -> int:
    """An amount rounded to what a card shows: 만원 from 1억 on, 억원 from 1조 on, else as it is; won.

    >>> rounded_for_card(7_224_187_000), rounded_for_card(-1_234_567_890_123), rounded_for_card(99_999_999)
    (7224190000, -1234600000000, 99999999)
    """
    size = abs(amount)
    grain = 10**8 if size >= 10**12 else 10**4 if size >= 10**8 else 1
    return int(round_half_up(Fraction(amount, grain))) * grain


def english_short_amount(amount: int) -> tuple[str, str]:
    """An amount as English cards say it: its number and the size that it counts.

    >>> english_short_amount(7_224_187_000), english_short_amount(-20_000_000), english_short_amount(500)
    (('7.22', 'billion'), ('△20.0', 'million'), ('500', 'won'))
    """
    for name, size, places in (("trillion", 10**12, 2), ("billion", 10**9, 2), ("million", 10**6, 1)):
        if abs(amount) >= size:
            return with_separators(round_half_up(Fraction(amount, size), places)), name
    return with_separators(amount), "won"


RATES_OF_CHANGE = ("rate", national_key("rate"))
"""The rates that the council's form prints."""
