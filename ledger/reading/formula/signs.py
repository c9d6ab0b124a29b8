"""The signs of a formula: its text cut into tokens. Each pattern is tried at one place and never goes back."""

import re
from dataclasses import dataclass
from typing import Literal

from sites.texts import plain_text

LONGEST = 1000
"""Letters that a formula may have: as many as the field."""

MONEY = {"원": 1, "천원": 1_000, "백만원": 1_000_000, "억원": 100_000_000}
"""The units of money that are written as they stand -> won. Others ('만원', '천만원') are written in 원."""

Kind = Literal[
    "number", "word", "name", "×", "·", "/", "+", "-", "△", "=", "(", ")", "%", "₩", ":", "other", "end"
]


class UnreadFormula(ValueError):
    """A text that looks like a formula and cannot be read as one.

    `reason` is a key of the sentences in ledger/words, `position` the place in the normal form of the text, from 0.
    """

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason, position)
        self.reason = reason
        self.position = position


@dataclass(frozen=True)
class Token:
    """A sign, its text and where it begins in the normal form of the text."""

    kind: Kind
    text: str
    position: int

    @property
    def end(self) -> int:
        return self.position + len(self.text)


PLAIN_SIGNS: dict[str, str] = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("✕✖⨯╳∗", "×"),
    **dict.fromkeys("ㆍ∙⋅・•‧", "·"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("∆⧍∇▽▼", "△"),
    **dict.fromkeys("≒≈", "="),
    **dict.fromkeys("*＊", "×"),
    **dict.fromkeys("[{〔【［｛", "("),
    **dict.fromkeys("]}〕】］｝", ")"),
    **dict.fromkeys("￦@＠", "₩"),
}
"""Sign -> the plain one, one for one, so that places stay."""
PLAIN = str.maketrans(PLAIN_SIGNS)

BULLET = re.compile(
    r"(?:[○●◦·◎□■▪▫◇◆▶▷※×❍◯①-⒇:.,=]|[oOㅇ](?= )|-(?= )|\(?[0-9]{1,2}\)(?= )|[0-9]{1,2}\)|[0-9]{1,2}\.(?= )"
    r"|\(?[가-하]\)(?= )|[가-하]\.(?= )) ?"
)
"""What stands before a text and says only that one begins."""

WORD = "가-힣ㄱ-ㅎㅏ-ㅣ一-鿿㎀-㏟℃"
TOKEN = re.compile(
    rf"(?P<name>(?:19|20)[0-9]{{2}}년도?(?![{WORD}])|제[0-9]+(?![0-9,.])|1[가-힣]{{1,4}}당(?![{WORD}]))"
    r"|(?P<number>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)*)"
    r"|(?P<times>[xX](?![A-Za-z])|×)"
    rf"|(?P<word>[A-Za-z]+[0-9]*|[{WORD}]+)"
    r"|(?P<sign>[·/+\-△=()%₩:])"
    r"|(?P<other>[^ ])"
)


def plain_formula(text: str) -> str:
    """The text as it is read: in normal form, plain signs, without the full stop at its end."""
    return plain_text(text).translate(PLAIN).rstrip(" .,;")


def tokens(plain: str) -> tuple[Token, ...]:
    """The signs of a plain text, behind its bullets."""
    start = 0
    while match := BULLET.match(plain, start):
        start = match.end()
    return tuple(Token(kind_of(one), one[0], one.start()) for one in TOKEN.finditer(plain, start))


def kind_of(match: re.Match[str]) -> Kind:
    """The kind of a token."""
    group = match.lastgroup or ""
    if group == "times":
        return "×"
    return match[0] if group == "sign" else group  # type: ignore[return-value]
