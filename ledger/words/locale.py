"""The reader's language: signs, amounts as people say them, days, units."""

from datetime import date
from fractions import Fraction

from django.utils import dateformat, translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.facts import Milestone
from ledger.figures.money import round_half_up
from ledger.words.formats import (
    RATE_PLACES,
    date_as_known,
    english_short_amount,
    korean_amount,
    period_as_known,
    rounded_for_card,
    with_separators,
)

Text = str | Promise
"""A text, or one that is translated where it is shown."""


UNITS: dict[str, Text] = {
    "won": _("won"),
    "thousand": _("thousand won"),
    "million": _("million won"),
    "hundred_million": _("hundred million won"),
}
"""Unit -> its name."""


READERS_UNITS = {unit: UNITS[unit] for unit in ("thousand", "million", "hundred_million")}
"""The units that a reader may choose for all reports."""


SIZES: dict[str, Text] = {
    "won": _("won"),
    "million": _("million won"),
    "billion": _("billion won"),
    "trillion": _("trillion won"),
}
"""Size that an English card counts in -> its name."""


def translated(text: str) -> str:
    """A text that pure code holds for the catalogue (ledger/figures/text.py), in the reader's language."""
    return translation.gettext(text)


def day_text(day: date) -> str:
    """'2021.10.31.', in English '2021-10-31'."""
    return f"{day:%Y.%m.%d.}" if is_korean() else f"{day:%Y-%m-%d}"


def percent_text(rate: Fraction) -> str:
    """A rate in percent with one decimal and the reader's sign: '64.2'."""
    return in_locale(with_separators(round_half_up(rate, RATE_PLACES)))


def is_korean() -> bool:
    """Whether the reader's language is Korean."""
    return (get_language() or "ko").startswith("ko")


def in_locale(text: str) -> str:
    """A printed figure with the reader's sign: △ in Korean, a minus in English. △ stands for nothing else there."""
    return text if is_korean() else text.replace("△", "-")


def spoken_amount(amount: int) -> str:
    """An amount as people say it: '72억 2,418만 7천원', in English '7,224,187,000 won'."""
    if is_korean():
        return korean_amount(amount)
    return in_locale(f"{with_separators(amount)} {gettext('won')}")


def short_amount(amount: int) -> str:
    """An amount as a card says it, rounded to what is remembered: '72억 2,419만원', in English '7.22 billion won'."""
    if is_korean():
        return korean_amount(rounded_for_card(amount))
    number, size = english_short_amount(amount)
    return in_locale(f"{number} {SIZES[size]}")


def milestone_period(milestone: Milestone) -> str:
    """When a milestone is, as exactly as it is known: '2018.3.', '2018.5.16.', '2020.5.~9.'.

    In English 'May 2020 to September 2020'.
    """
    start, until, precision = milestone.happened_on, milestone.until, milestone.precision
    if is_korean():
        return date_as_known(start, precision) if until is None else period_as_known(start, until, precision)
    shape = "j F Y" if precision == "day" else "F Y"
    if until is None:
        return dateformat.format(start, shape)
    return gettext("%(start)s to %(end)s") % {
        "start": dateformat.format(start, shape),
        "end": dateformat.format(until, shape),
    }


def unit_note(unit: str) -> str:
    """'단위: 천원'."""
    return gettext("Unit: %(unit)s") % {"unit": UNITS[unit]}
