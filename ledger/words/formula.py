"""A 산출식 in words: what it gives, how that stands to the amount, why a text cannot be read.

The script beside the field (static/ledger/formula_field.js) takes the same texts from its page.
"""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from ledger.figures.money import round_half_up
from ledger.reading.formula import Formula, UnreadFormula, Verdict, parsed, verdict_on, written
from ledger.words.formats import with_separators

VERDICT_WORDS = {
    "exact": _("agrees with the amount"),
    "rounding": _("agrees within rounding"),
    "back-solved": _("agrees within rounding; the unit price looks divided out of the total"),
    "broken": _("does not agree"),
    "lump-sum": _("lump sum"),
}
"""Verdict -> its words; one that is open says nothing."""

REASONS = {
    "long": _("The formula has more than 1,000 letters. Spread it over several line items."),
    "deep": _("Too many brackets stand in one another. Spread the formula over several line items."),
    "bracket": _("The bracket at letter %(place)s has no partner. Close it, or take it away."),
    "number": _("A number is missing at letter %(place)s. Example: 5,000원×12명×4회"),
    "operator": _("A sign such as × or + is missing at letter %(place)s. Example: 5,000원×12명×4회"),
    "sign": _("The sign at letter %(place)s has no meaning in a formula. Use ×, /, +, −, △, = and brackets."),
    "digits": _("The number at letter %(place)s has too many digits. Check it."),
    "grouping": _("The separators of the number at letter %(place)s do not stand at every third digit."),
    "dots": _("The dots of the number at letter %(place)s can be commas. Write 5,000원 or 5원."),
    "scale": _(
        "The number at letter %(place)s cannot be read with its 십, 백, 천, 만, 억. Write it in digits."
    ),
    "label": _("The dash at letter %(place)s can be a minus. Put a colon behind the words, or write △."),
    "amounts": _("At letter %(place)s an amount meets an amount. One price is multiplied with counts."),
    "mixed": _("At letter %(place)s an amount and a count are added up. Give the count its price."),
    "zero": _("At letter %(place)s something is divided by 0. Correct the number."),
    "size": _("The formula gives more than 1,000,000,000,000,000 won (10^15). Check its digits."),
}
"""Why a text cannot be read -> what is wrong, and what to do."""

RESULT = _("= %(result)s won")
ROUNDED = _("%(proposal)s thousand won, remainder %(remainder)s won")
STATED = _("what stands after “=” is another figure")
PRICE = _("a unit price of %(price)s won gives %(gives)s won")
READING = _("read as %(written)s")
TAKE = _("Take %(proposal)s won as the amount")


def formula_words(text: str, amount: int | None = None, unit: str = "won") -> str:
    """What a typed text says as a formula; '' for words.

    >>> formula_words("5,000원×12명×4회", 240_000)
    '= 240,000원 · 금액과 일치'
    """
    try:
        formula = parsed(text)
    except UnreadFormula as unread:
        return str(REASONS[unread.reason]) % {"place": unread.position + 1}
    return "" if formula is None else verdict_words(formula, verdict_on(formula, amount, unit), text)


def verdict_words(formula: Formula, verdict: Verdict, text: str) -> str:
    """The parts of what is said of a formula: its result, rounding, verdict, a better price, how it was read."""
    assert verdict.result is not None
    assert verdict.proposal is not None
    parts = [str(RESULT) % {"result": won_text(verdict.result)}]
    if verdict.remainder:
        thousands = with_separators(verdict.proposal // 1000)
        parts.append(str(ROUNDED) % {"proposal": thousands, "remainder": won_text(verdict.remainder)})
    if verdict.kind in VERDICT_WORDS:
        parts.append(str(VERDICT_WORDS[verdict.kind]))
    if verdict.fault == "stated":
        parts.append(str(STATED))
    if verdict.price is not None:
        price, gives = with_separators(verdict.price.won), won_text(verdict.price.gives)
        parts.append(str(PRICE) % {"price": price, "gives": gives})
    if "".join(written(formula).split()) != "".join(text.split()):
        parts.append(str(READING) % {"written": written(formula)})
    return " · ".join(parts)


def won_text(won: Fraction) -> str:
    """Won with separators, a fraction of one to two decimals.

    >>> won_text(Fraction(-360_064)), won_text(Fraction(10_000, 3))
    ('△360,064', '3,333.33')
    """
    return with_separators(int(won) if won.denominator == 1 else round_half_up(won, 2))
