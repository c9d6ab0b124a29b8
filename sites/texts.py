"""The one normal form of texts, so that what looks alike is alike: when it is stored, searched or compared. Pure.

- Letters are composed (NFC): a Mac writes 경 as three signs, Windows as one.
- Every space of Unicode, and every control character, is the plain space; in a short text a tab or a line break is
  one, too, and several are one.
- What cannot be seen is left out: zero-width signs, marks of direction, the Hangul fillers.
- No space stands at either end; in a long text line breaks, as '\\n', and tabs stay.

A code has one spelling besides: plain digits and letters, '-' for every dash, no space at all.
"""

import re
import unicodedata

LINE_BREAKS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line, as str.splitlines() knows it, without the '\\r' that comes first."""
UNSEEN_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters and marks that nobody sees: the joiner of marks, the Hangul fillers."""
UNSEEN_KINDS = {"Cf", "Cs"}
"""Format characters (zero width, direction), halves of a character."""
DASHES = "\u02d7\u2043\u2212\u30fc\u3161\uff0d\uff70\ufe63"
"""What stands for a dash in a code beside the dashes themselves (Pd): the minus, a list mark, ー and ㅡ."""


class Plain(dict[int, str]):
    """Character -> what stands for it in the normal form; each is looked at once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        if letter in LINE_BREAKS:
            plain = "\n"
        elif letter == "\t":
            plain = letter
        elif kind in ("Zs", "Cc"):
            plain = " "
        elif kind in UNSEEN_KINDS or letter in UNSEEN_LETTERS or is_variation_selector(code):
            plain = ""
        else:
            plain = letter
        self[code] = plain
        return plain


PLAIN = Plain()


def is_variation_selector(code: int) -> bool:
    """Whether a character only chooses the looks of the one before it."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def composed(text: str) -> str:
    """The text with line breaks as '\\n', plain spaces, nothing that is not seen, and its letters composed."""
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(PLAIN)
    return unicodedata.normalize("NFC", plain)


def plain_text(text: str) -> str:
    """The normal form of a short text, of one line.

    >>> plain_text(" 경제\\u00a0정책실\\u200b "), plain_text("첫째\\t둘째")
    ('경제 정책실', '첫째 둘째')
    """
    return " ".join(composed(text).split())


def plain_lines(text: str) -> str:
    """The normal form of a long text: its line breaks and tabs stay, and the spaces inside it.

    >>> plain_lines(" 가\\r\\n\\u3000나  다 ")
    '가\\n 나  다'
    """
    return composed(text).strip()


def plain_code(text: str) -> str:
    """The one spelling of a code.

    >>> plain_code(" ２０１–０１"), plain_code("201 - 01")
    ('201-01', '201-01')
    """
    letters = ("-" if one in DASHES or unicodedata.category(one) == "Pd" else one for one in composed(text))
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", "".join(letters)))
