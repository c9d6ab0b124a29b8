"""Reading a figure as documents print it. Pure. The written rules:

- '' is a blank cell; '-', '–' and '(x-)' say that there is nothing: 0.
- '(x…)' is a national part: what stands inside is the figure.
- A source before the number says whose part it is: '(국)2,500', '국 1,093,181', '국비 5', '(국 5)'; 국 시 도 구 군 기금
  기타, 전년 and 성립전 (`MARKS`). The figure is read, the mark with it.
- △ ∆ ⧍ ∇ ▽ ▼ − or - before the number make it negative.
- Full-width digits and signs are read as the plain ones; a letter O among or for digits (О, о, O, o) is a 0 that
  the scanner took for a letter.
- Separators are commas at every third digit. A dot is a decimal point ('46.4억원'; in a rate '43.426' is 43.426 %).
- 원, 천원, 백만원 or 억원 behind the number is its unit; without one it is the unit of the table. 조, 억 and 만 may
  stand between, with or without 원: '7억2,418만7천원', '5,893억 1천9백만'. Whatever the table's unit, that is won. The
  amount must be whole won.
- A word stands for no number and has a meaning (`WORDS`): 순증 and 신규 say that there was nothing before, 순감 and
  폐지 that there is nothing any more, 미정 that it is open.
- What can be read in more than one way is read in none: parentheses alone ('(180,642)' can be negative, the year
  before's or before enactment), dots before three digits in an amount ('1.234.567', '2.000' can be a scanner's commas
  or a fraction) and ▲ (a rise in some books, a fall in others). AmbiguousFigure names each way and how to write it.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ledger.figures.money import UNITS, WON_LIMIT
from ledger.figures.text import marked as _
from sites.texts import plain_text

UNIT_WORDS = {"백만원": "million", "억원": "hundred_million", "천원": "thousand", "원": "won"}
"""How a unit is written behind a figure -> the unit; the longer words come first."""
PRINTED_NEGATIVE_SIGNS = "△∆⧍∇▽▼−-"
"""What a scanned document may have before a negative number."""
LETTERS_FOR_ZERO = str.maketrans("ОоOo", "0000")
NOTHING = {"-", "–", "—", "−"}
"""What says that there is nothing: 0."""

NUMBER = r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?"
"""Digits, with or without commas at every third one, and a fraction."""
DOTTED = r"\d{1,3}(\.\d{3})+"
"""Digits whose dots may be commas or a decimal point."""
MARKS = ("성립전", "전년", "기금", "기타", "국", "시", "도", "구", "군")
"""The marks before a number: whose part of the money it is, or of when."""
MARKED = re.compile(
    rf"\((?P<a>{'|'.join(MARKS)})비?\)(?P<b>.+)|\((?P<c>{'|'.join(MARKS)})비?:?(?P<d>.+)\)"
    rf"|(?P<e>{'|'.join(MARKS)})비?:?(?P<f>.+)"
)

Meaning = Literal["", "new", "ended", "open"]
"""What a word says in place of a number."""
WORDS: dict[str, Meaning] = {
    "순증": "new",
    "신규": "new",
    "신설": "new",
    "신규(순증)": "new",
    "순증(신규)": "new",
    "순감": "ended",
    "폐지": "ended",
    "종료": "ended",
    "미정": "open",
    "미확정": "open",
}
"""Word -> its meaning."""

WAYS = {
    "negative": _("negative"),
    "before": _("of the year before"),
    "unenacted": _("before enactment"),
    "plain": _("the amount itself"),
    "thousands": _("dots as commas"),
    "fraction": _("a decimal point"),
    "rise": _("a rise"),
    "fall": _("a fall"),
}
"""A way to read an ambiguous figure -> its words."""


class UnreadableFigure(ValueError):
    """A printed text that the written rules cannot read as a figure."""


@dataclass(frozen=True)
class PossibleReading:
    """One way to read a figure (a key of WAYS) and how to write it so that it can be read in no other."""

    way: str
    written: str


class AmbiguousFigure(UnreadableFigure):
    """A printed text that can be read in several ways: somebody has to say which."""

    def __init__(self, text: str, readings: tuple[PossibleReading, ...]) -> None:
        super().__init__(text)
        self.readings = readings


@dataclass(frozen=True)
class PrintedFigure:
    """What a printed text says: won or percent, None for a blank cell and for a word.

    `mark` is the source before the number, `meaning` that of a word.
    """

    figure: Decimal | None
    mark: str = ""
    meaning: Meaning = ""


def read_amount(text: str, unit: str) -> int | None:
    """A printed amount in won; `unit` is the one of the table. None for a blank cell and for a word.

    Raises UnreadableFigure for a text that the rules cannot read and for an amount that is no whole won or too large,
    AmbiguousFigure for one that can be read in several ways.

    >>> read_amount("△2,357,880", "thousand"), read_amount("7억2,418만7천원", "million"), read_amount("(x-)", "won")
    (-2357880000, 724187000, 0)
    """
    figure = read_printed(text, unit).figure
    return None if figure is None else int(figure)


def read_rate(text: str) -> Decimal | None:
    """A printed rate in percent. None for a blank cell and for a word. Raises UnreadableFigure, AmbiguousFigure.

    >>> read_rate("(x△100)"), read_rate("3,324"), read_rate("▼5.2%"), read_rate("순증")
    (Decimal('-100'), Decimal('3324'), Decimal('-5.2'), None)
    """
    return read_printed(text, "percent").figure


def meaning_of(text: str) -> Meaning:
    """What a printed word says in place of a number; '' for a number and a blank.

    >>> meaning_of("신규 (순증)"), meaning_of("100")
    ('new', '')
    """
    return WORDS.get(without_x_mark(normalize(text)), "")


def read_printed(text: str, unit: str) -> PrintedFigure:
    """A printed figure with its mark or meaning; `unit` is that of the table, 'percent' of a rate."""
    if meaning := meaning_of(text):
        return PrintedFigure(None, meaning=meaning)
    mark, number = split_mark(without_x_mark(normalize(text)))
    if not number:
        if normalize(text):
            raise UnreadableFigure(text)
        return PrintedFigure(None)
    if number in NOTHING:
        return PrintedFigure(Decimal(0), mark)
    sign, rest = split_sign(number)
    refuse_ambiguous(text, sign, rest, unit)
    size = rate_of(rest) if unit == "percent" else won_of(rest, unit)
    if size is None:
        raise UnreadableFigure(text)
    return PrintedFigure(-size if sign else size, mark)


def normalize(text: str) -> str:
    """The text with full-width signs as plain ones, without spaces and without what cannot be seen."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", plain_text(text)))


def split_unit(text: str) -> tuple[str, str | None]:
    """The number and the unit behind it, None where none stands there: '2,000백만원' -> ('2,000', 'million')."""
    for word, unit in UNIT_WORDS.items():
        if text.endswith(word):
            return text.removesuffix(word), unit
    return text, None


def without_x_mark(text: str) -> str:
    """What stands inside '(x…)'; any other text as it is."""
    match = re.fullmatch(r"\([xX×](.*)\)", text)
    return match[1] if match else text


def split_mark(text: str) -> tuple[str, str]:
    """The mark before a number and the number: '(국)2,500' -> ('국', '2,500'); '' where none stands there."""
    match = MARKED.fullmatch(text)
    if match is None:
        return "", text
    mark, number = (one for one in match.groups() if one is not None)
    return mark, number


def split_sign(text: str) -> tuple[str, str]:
    """The sign of a negative number and its digits: '△500' -> ('△', '500'); '' for a positive one."""
    return (text[0], text[1:]) if text[:1] and text[0] in PRINTED_NEGATIVE_SIGNS else ("", text)


def refuse_ambiguous(text: str, sign: str, number: str, unit: str) -> None:
    """Raise AmbiguousFigure for what can be read in several ways; `number` stands behind the `sign`."""
    if not sign and number.startswith("▲"):
        readings = (PossibleReading("rise", number[1:]), PossibleReading("fall", f"△{number[1:]}"))
        raise AmbiguousFigure(text, readings)
    if not sign and (inside := re.fullmatch(r"\(([\d,.]+)\)(\D*)", number, re.ASCII)):
        plain = inside[1] + inside[2]
        raise AmbiguousFigure(
            text,
            (
                PossibleReading("negative", f"△{plain}"),
                PossibleReading("before", f"(전년){plain}"),
                PossibleReading("unenacted", f"(성립전){plain}"),
            ),
        )
    digits, _unit = split_unit(number)
    if unit != "percent" and re.fullmatch(DOTTED, digits.translate(LETTERS_FOR_ZERO), re.ASCII):
        raise AmbiguousFigure(text, dotted_readings(sign, digits, number.removeprefix(digits), unit))


def dotted_readings(sign: str, digits: str, behind: str, unit: str) -> tuple[PossibleReading, ...]:
    """'1,234' and, where that is whole won, '1.2340': a fourth decimal says that the dot is no comma."""
    whole, _dot, fraction = digits.rpartition(".")
    commas = digits.replace(".", ",")
    point = f"{whole.replace('.', ',')}.{fraction}{'' if '.' in whole else '0'}"
    ways = (("thousands", commas), ("fraction", point))
    return tuple(
        PossibleReading(way, f"{sign}{written}{behind}")
        for way, written in ways
        if won_of(f"{written}{behind}", unit) is not None
    )


def rate_of(text: str) -> Decimal | None:
    """A rate without its sign in percent; None where it is none."""
    return number_of(text.removesuffix("%"))


def won_of(text: str, unit: str) -> Decimal | None:
    """An amount without its sign in won; None where it is none, or no whole won, or too large."""
    digits, own_unit = split_unit(text)
    value = number_of(digits)
    won = mixed_won(text) if value is None else value * UNITS[own_unit or unit]
    return won if won is not None and won == int(won) and won <= WON_LIMIT else None


def number_of(text: str) -> Decimal | None:
    """The number of plain digits; None where they are none. A letter O is a 0."""
    digits = text.translate(LETTERS_FOR_ZERO)
    if not re.fullmatch(NUMBER, digits, re.ASCII) or len(digits) > 30:
        return None
    return Decimal(digits.replace(",", ""))


def mixed_won(text: str) -> Decimal | None:
    """A number of 조, 억, 만 and what is below, in won: '5,893억1천9백만원' -> 589319000000; None where it is none.

    The larger stands before the smaller, each once; behind a larger one there are less than 10,000 of the next. Without
    a larger one '4백' takes its 원: a table may mean 4백 of its unit.
    """
    match = re.fullmatch(r"(?:([^조억만]+)조)?(?:([^조억만]+)억)?(?:([^조억만]+)만)?([^조억만]*?)(원?)", text)
    if match is None:
        return None
    *groups, won_word = match.groups()
    parts = [(part, size) for part, size in zip(groups, (10**12, 10**8, 10**4, 1), strict=True) if part]
    if not parts or (not any(groups[:3]) and not won_word):
        return None
    if len(parts) == 1 and (number := number_of(parts[0][0])) is not None:
        return number * parts[0][1]
    numbers = [ones_of(part) for part, _size in parts]
    if None in numbers or any(number >= 10_000 for number in numbers[1:] if number is not None):
        return None
    return sum(
        (number * size for number, (_, size) in zip(numbers, parts, strict=True) if number), Decimal(0)
    )


def ones_of(text: str) -> Decimal | None:
    """The number of one group: '2,418', '1천9백' -> 1900; None where it is none."""
    if re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", text, re.ASCII) and len(text) <= 20:
        return Decimal(text.replace(",", ""))
    match = re.fullmatch(r"(?:([1-9])천)?(?:([1-9])백)?(?:([1-9])십)?([1-9])?", text, re.ASCII)
    if match is None or not text:
        return None
    return Decimal(
        sum(int(digit or 0) * size for digit, size in zip(match.groups(), (1000, 100, 10, 1), strict=True))
    )
