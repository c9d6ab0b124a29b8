"""Reading an amount as finance staff type it. Pure."""

import re

from ledger.figures.money import WON_LIMIT

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
