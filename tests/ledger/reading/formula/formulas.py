"""Random 산출식: as people write them, as nobody should, and as a slip of the hand leaves them."""

from random import Random

from ledger.figures.money import round_half_up
from ledger.reading.formula import UnreadFormula, parsed, verdict_on

UNITS = ("명", "회", "월", "일", "부", "개", "식", "개월", "개소", "㎡", "명·일", "m2", "시간", "", "%")
MONEY = ("원", "원", "원", "천원", "천원", "백만원", "억원", "만원", "천만원", "")
TIMES = ("×", "x", "X", "*", "·", " × ", " X ", "＊", "✕", "/", " / ", "÷", "ㆍ")
PLUS = ("+", " + ", "−", "-", " - ", "△", "＋", "－")
MINUS = ("", "", "", "", "△", "-", "∆", "▼")
LABELS = (
    "",
    "",
    "",
    "o 강사료 ",
    "- 교재비(외부) ",
    "① 회의: ",
    "1) 운영, 2차: ",
    "2021년 ",
    "A4용지 ",
    "제1회 행사 ",
    "강사·보조 ",
    "(1) ",
    "=",
    "1인당 @",
)
NOTES = ("", "", "", "", "(부가세 포함)", "(강사 2명)", "/명", "/인·일", " 이내")
SCALED = (
    "7억2,418만7천원",
    "5천명",
    "3만부",
    "1억 2천만원",
    "2천5백만원",
    "3조",
    "1조원",
    "5만",
    "천막",
    "일식",
    "₩5,000",
)
ODD = "0123456789,.원천만억명회×xX*·/+-△=()[]%₩:~①o ㆍ식조백A４＝「½️"
UNITS_OF_COLUMNS = ("won", "won", "thousand", "million", "hundred_million")


def number(random: Random) -> str:
    """Digits with or without separators, full width now and then, with decimals, or wrong."""
    size = random.choice((9, 9, 99, 99, 999, 99_999, 9_999_999) if random.random() < 0.98 else (10**12,))
    digits = f"{random.randrange(size):,}" if random.random() < 0.7 else str(random.randrange(size))
    if random.random() < 0.1:
        digits += "." + str(random.randrange(random.choice((10, 10, 100, 1000))))
    if random.random() < 0.05:
        digits = digits.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789,."})
    return digits


def quantity(random: Random, units: tuple[str, ...]) -> str:
    """A number with a unit and what stands behind it."""
    if random.random() < 0.04:
        return random.choice(SCALED)
    return random.choice(MINUS) + number(random) + random.choice(units) + random.choice(NOTES)


def term(random: Random, depth: int) -> str:
    """A price times counts, some of them brackets."""
    parts = [quantity(random, MONEY)]
    for _ in range(random.choice((0, 1, 2, 2, 3))):
        parts.append(random.choice(TIMES))
        if depth and random.random() < 0.2:
            parts.append(bracket(random, depth - 1))
        else:
            parts.append(quantity(random, UNITS))
    return "".join(parts)


def bracket(random: Random, depth: int) -> str:
    """A sum in brackets: of counts, or of terms."""
    unit = random.choice((*UNITS, "천원"))
    if random.random() < 0.5:
        return f"({quantity(random, UNITS)}+{quantity(random, UNITS)}){unit}"
    opened, closed = random.choice((("(", ")"), ("[", "]"), ("{", "}")))
    return f"{opened}{terms(random, depth)}{closed}{unit if random.random() < 0.2 else ''}"


def terms(random: Random, depth: int) -> str:
    """Several terms."""
    found = term(random, depth) if random.random() < 0.8 or not depth else bracket(random, depth - 1)
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        found += random.choice(PLUS) + term(random, depth)
    return found


def slipped(random: Random, text: str) -> str:
    """The text with a sign left out, doubled or put in."""
    for _ in range(random.choice((1, 1, 2, 5))):
        at = random.randrange(len(text) + 1)
        text = random.choice((text[:at] + text[at + 1 :], text[:at] + random.choice(ODD) + text[at:]))
    return text


def random_formula(random: Random) -> str:
    """A 산출식, right or wrong."""
    if random.random() < 0.05:
        return "".join(random.choice(ODD) for _ in range(random.randrange(40)))
    text = random.choice(LABELS) + terms(random, random.randrange(4))
    if random.random() < 0.3:
        text += random.choice(("=", " = ", "≒")) + quantity(random, MONEY)
    return slipped(random, text) if random.random() < 0.2 else text


Asked = tuple[str, int | None, str]
"""A text, the amount beside it in won (None: not typed yet), what it is known to."""


def random_lines(count: int, seed: int) -> list[Asked]:
    """So many texts with amounts that are theirs, nearly theirs, or any."""
    random = Random(seed)
    lines: list[Asked] = []
    while len(lines) < count:
        text, unit = random_formula(random), random.choice(UNITS_OF_COLUMNS)
        try:
            result = verdict_on(parsed(text), None).result
        except UnreadFormula:
            result = None
        amount: int | None = random.choice((None, 0, random.randrange(-(10**7), 10**10) * 1000))
        if result is not None and random.random() < 0.8:
            rounded = int(round_half_up(result, random.choice((0, 0, -3, -3, -6))))
            amount = rounded + random.choice((0, 0, 0, 0, 1, -1, 500, -500, 1000))
        lines.append((text, amount, unit))
    return lines
