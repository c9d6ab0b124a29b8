"""Reading a day as people type it: the year first, in whatever language the page is. Pure."""

import re
import unicodedata
from datetime import date

from sites.texts import plain_text


class UnreadableDay(ValueError):
    """A typed day that cannot be taken; `reason` says why: short_year, order, calendar or day."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


DAY = re.compile(
    r"(\d{4}) ?(?:- ?(\d{1,2}) ?- ?(\d{1,2})|/ ?(\d{1,2}) ?/ ?(\d{1,2})"
    r"|\. ?(\d{1,2}) ?\. ?(\d{1,2}) ?\.?|년 ?(\d{1,2}) ?월 ?(\d{1,2}) ?일)",
    re.ASCII,
)
"""The year first, in four digits, then one kind of sign between the parts."""
PARTS = re.compile(r"(\d+) ?[-./년월] ?(\d+) ?[-./년월] ?(\d+) ?[.일]?", re.ASCII)
"""Three numbers that somebody may have meant as a day."""


def read_day(text: str) -> date:
    """A day with its year first: '2021-10-31', '2021.10.31.', '2021. 10. 31.', '2021/10/31', '2021년 10월 31일'.

    '12/05/08' can be meant in three ways, so the year has four digits and comes first. Raises UnreadableDay.
    """
    text = unicodedata.normalize("NFKC", plain_text(text))
    if match := DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return date(year, month, day)
        except ValueError as error:
            raise UnreadableDay("calendar") from error
    parts = PARTS.fullmatch(text)
    if parts and len(parts[1]) < 4:
        raise UnreadableDay("order" if len(parts[3]) == 4 else "short_year")
    raise UnreadableDay("day")
