"""Reading an amount or a number as finance staff type it. Pure."""

import re
import unicodedata
from decimal import Decimal

from ledger.figures.money import WON_LIMIT
from sites.texts import plain_text

TYPED_NEGATIVE_SIGNS = "△∆⧍▲▼−-"
"""The glyphs that budget documents use for a negative; we write the first. What was typed is read back in words."""


class UnreadableAmount(ValueError):
    """A typed amount that cannot be taken.

    `reason` says why: blank, digits, fraction, dots, parentheses, grouping, size or number.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_won(text: str) -> int:
    """An amount in won as finance staff type it: '1,711,987,000', '1711987000', '△500'.

    Only what can be meant in one way is taken: no full-width digits, no fraction, no '1_000', separators only
    every three digits. Raises UnreadableAmount.
    """
    text = text.strip()
    if not text:
        raise UnreadableAmount("blank")
    is_negative = text[0] in TYPED_NEGATIVE_SIGNS
    digits = text[1:].lstrip() if is_negative else text
    if re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", digits, re.ASCII):
        plain = digits.replace(",", "").lstrip("0") or "0"
        if len(plain) > len(str(WON_LIMIT)) or int(plain) > WON_LIMIT:
            raise UnreadableAmount("size")
        return -int(plain) if is_negative else int(plain)
    if re.search(r"[^\x00-\x7f]", digits) and digits.replace(",", "").isdigit():
        raise UnreadableAmount("digits")
    if re.fullmatch(r"\([\d,.]+\)", digits, re.ASCII):
        raise UnreadableAmount("parentheses")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", digits, re.ASCII):
        raise UnreadableAmount("dots")
    if re.fullmatch(r"[\d,]*\.\d*", digits, re.ASCII):
        raise UnreadableAmount("fraction")
    if re.fullmatch(r"[\d,]+", digits, re.ASCII):
        raise UnreadableAmount("grouping")
    raise UnreadableAmount("number")


class UnreadableNumber(ValueError):
    """A typed number that cannot be taken; `reason` says why: grouping, digits or number."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_number(text: str) -> Decimal:
    """A measure, a count or a rate: '1,568.5', '1568.50', '△3', full-width digits as the plain ones.

    Nothing that only a machine writes: no '1e3', 'NaN', '+5' or '1_000'. Raises UnreadableNumber.

    >>> read_number("１，５６８．５"), read_number("△3")
    (Decimal('1568.5'), Decimal('-3'))
    """
    text = unicodedata.normalize("NFKC", plain_text(text))
    is_negative = text[:1] in TYPED_NEGATIVE_SIGNS and text != ""
    digits = text[1:].lstrip() if is_negative else text
    if re.fullmatch(r"(\d{1,30}|\d{1,3}(,\d{3}){1,9})(\.\d{1,30})?", digits, re.ASCII):
        number = Decimal(digits.replace(",", ""))
        return -number if is_negative else number
    if re.fullmatch(r"[\d,]+(\.\d*)?", digits, re.ASCII):
        raise UnreadableNumber("grouping")
    raise UnreadableNumber("number")
