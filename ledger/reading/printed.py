"""Reading a figure as documents print it. Pure. The written rules:

- '' is a blank cell; '-', '–' and '(x-)' say that there is nothing: 0.
- '(x…)' is a national part: what stands inside is the figure.
- △ ∆ ⧍ ∇ ▽ ▲ − or - before the number, or parentheses around it ('(1,000)'), make it negative.
- Full-width digits and signs are read as the plain ones; a letter O among or for digits (О, о, O, o) is a 0 that
  the scanner took for a letter.
- Separators stand at every third digit: commas, or the dots that a scanner makes of them ('2.000백만원'). Any other
  dot is a decimal point ('46.4억원'); a rate has no separators but commas ('43.426' is 43.426 %).
- 원, 천원, 백만원 or 억원 behind the number is its unit; without one it is the unit of the table. The amount must be
  whole won.
"""

import re
import unicodedata
from decimal import Decimal

from ledger.figures.money import UNITS, WON_LIMIT
from sites.texts import plain_text

UNIT_WORDS = {"백만원": "million", "억원": "hundred_million", "천원": "thousand", "원": "won"}
"""How a unit is written behind a figure -> the unit; the longer words come first."""
PRINTED_NEGATIVE_SIGNS = "△∆⧍∇▽▲−-"
"""What a scanned document may have before a negative number."""
LETTERS_FOR_ZERO = str.maketrans("ОоOo", "0000")
NOTHING = {"-", "–", "—", "−"}
"""What says that there is nothing: 0."""


class UnreadableFigure(ValueError):
    """A printed text that the written rules cannot read as a figure."""


def read_amount(text: str, unit: str) -> int | None:
    """A printed amount in won; `unit` is the one of the table. None for a blank cell.

    Raises UnreadableFigure for a text that the rules cannot read and for an amount that is no whole won or too large.

    >>> read_amount("△2,357,880", "thousand"), read_amount("2.000백만원", "won"), read_amount("(x-)", "won")
    (-2357880000, 2000000000, 0)
    """
    number, own_unit = split_unit(normalize(text))
    value = read_number(number, text, dots_separate=True)
    if value is None:
        return None
    amount = value * UNITS[own_unit or unit]
    if amount != int(amount) or abs(amount) > WON_LIMIT:
        raise UnreadableFigure(text)
    return int(amount)


def read_rate(text: str) -> Decimal | None:
    """A printed rate in percent. None for a blank cell. Raises UnreadableFigure.

    >>> read_rate("(x△100)"), read_rate("3,324"), read_rate("43.4%")
    (Decimal('-100'), Decimal('3324'), Decimal('43.4'))
    """
    number = normalize(text)
    inner = without_x_mark(number)
    return read_number(inner.removesuffix("%") if inner.endswith("%") else number, text, dots_separate=False)


def normalize(text: str) -> str:
    """The text with full-width signs as plain ones, without spaces and without what cannot be seen."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", plain_text(text)))


def split_unit(text: str) -> tuple[str, str | None]:
    """The number and the unit behind it, None where none stands there: '2.000백만원' -> ('2.000', 'million')."""
    for word, unit in UNIT_WORDS.items():
        if text.endswith(word):
            return text.removesuffix(word), unit
    return text, None


def without_x_mark(text: str) -> str:
    """What stands inside '(x…)'; any other text as it is."""
    match = re.fullmatch(r"\([xX×](.*)\)", text)
    return match[1] if match else text


def read_number(text: str, whole: str, *, dots_separate: bool) -> Decimal | None:
    """The number of a text without its unit; None for a blank one. Raises UnreadableFigure with the `whole` text.

    `dots_separate`: dots at every third digit are the scanner's commas; else any dot is a decimal point.
    """
    if not text:
        return None
    text = without_x_mark(text)
    if text in NOTHING:
        return Decimal(0)
    is_negative = text[:1] in PRINTED_NEGATIVE_SIGNS
    digits = text[1:] if is_negative else text
    if not is_negative and (match := re.fullmatch(r"\((.+)\)", digits)):
        is_negative, digits = True, match[1]
    digits = digits.translate(LETTERS_FOR_ZERO)
    if dots_separate and re.fullmatch(r"\d{1,3}(\.\d{3})+", digits, re.ASCII):
        digits = digits.replace(".", "")
    if not re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", digits, re.ASCII) or len(digits) > 30:
        raise UnreadableFigure(whole)
    value = Decimal(digits.replace(",", ""))
    return -value if is_negative else value
