"""The grammar of ledger/reading/formula read from left to right, one function for each of its rules."""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from ledger.figures.money import WON_LIMIT
from ledger.reading.formula.amounts import number_of, own_unit, refuse_dots, scale_of, scaled
from ledger.reading.formula.computed import (
    MixedKinds,
    NodeKind,
    exact,
    kind_of_unit,
    of_product,
    of_quotient,
    of_sum,
)
from ledger.reading.formula.signs import LONGEST, MONEY, Token, UnreadFormula, plain_formula, tokens
from ledger.reading.formula.tree import (
    Bracket,
    Factor,
    Formula,
    Negative,
    Node,
    Product,
    Quantity,
    Stated,
    Sum,
    Term,
    parts_of,
)

DEEPEST = 20
"""Brackets in brackets."""
SMALLEST = 1_000
"""Won that a formula without a unit of money must come to."""
MEANT = ("amounts", "mixed", "zero")
"""What can only be wrong with a formula."""
TEAMS = "조"
"""A unit that is also a scale."""
ONE_JOB = "일식"
"""A word that is a factor: 1식."""
END = Token("end", "", 0)


def parsed(text: str) -> Formula | None:
    """The formula of a text; None where it is none: words, a count. Raises UnreadFormula.

    >>> parsed("시설관리 운영 일식"), parsed("1,071,000,000")
    (None, Formula(node=Quantity(number=Fraction(1071000000, 1), unit=''), stated=()))
    """
    plain = plain_formula(text)
    if len(plain) > LONGEST:
        raise UnreadFormula("long", LONGEST)
    found = tokens(plain)
    if not any(one.kind == "number" for one in found):
        return None
    reader = Reader(found[after_label(found) :], len(plain))
    try:
        formula, kind = reader.formula()
    except UnreadFormula as unread:
        if unread.reason in MEANT or any(one.kind in ("×", "=") for one in found):
            raise
        return None
    if kind == "count" or (kind == "plain" and not is_amount(formula, reader)):
        return None
    if abs(exact(formula.node)) > WON_LIMIT:
        raise UnreadFormula("size", 0)
    return formula


@lru_cache(maxsize=8192)
def formula_of(text: str) -> Formula | None:
    """The formula of a text that is stored; None for words and for what cannot be read. Pages ask again and again."""
    try:
        return parsed(text)
    except UnreadFormula:
        return None


def is_amount(formula: Formula, reader: "Reader") -> bool:
    """Whether a formula without a unit of money gives an amount: it has signs that say so, and is large enough."""
    has_separators = any("," in one.text for one in reader.tokens if one.kind == "number")
    is_written_large = has_separators and not reader.has_words and has_thousands(formula.node)
    says_so = formula.stated or len(reader.tokens) == 1 or is_written_large or has_sign(formula.node)
    return bool(says_so) and abs(exact(formula.node)) >= SMALLEST


def has_sign(node: Node) -> bool:
    """Whether there is a × or a + in a node, or a stated figure: what dates and ratios do not have."""
    match node:
        case Product(_first, factors) if any(not one.divides for one in factors):
            return True
        case Sum(_first, terms) if any(not one.is_negative for one in terms):
            return True
        case Bracket(_inside, _unit, stated) if stated:
            return True
    return any(map(has_sign, parts_of(node)))


def has_thousands(node: Node) -> bool:
    """Whether a number in a node is one that separators are written in."""
    if isinstance(node, Quantity):
        return node.number >= SMALLEST
    return any(map(has_thousands, parts_of(node)))


def after_label(found: tuple[Token, ...]) -> int:
    """Where the text behind a label with a colon begins; 0 without one."""
    at = next((at for at, one in enumerate(found) if one.kind == ":"), None)
    if at is None:
        return 0
    before = found[:at]
    kinds = [one.kind for one in before]
    has_price = any(
        one.kind == "word" and one.text in MONEY and before[place - 1].kind == "number"
        for place, one in enumerate(before)
        if place
    )
    is_label = (
        not has_price and not set(kinds) & {"×", "+", "=", "△", "₩"} and kinds.count("(") == kinds.count(")")
    )
    return at + 1 if is_label else 0


class Reader:
    """Reads tokens; each rule leaves them behind what it has read and raises UnreadFormula where it cannot."""

    def __init__(self, found: tuple[Token, ...], length: int) -> None:
        self.tokens = found
        self.length = length
        self.at = 0
        self.depth = 0
        self.has_words = False

    def token(self, ahead: int = 0) -> Token:
        """The next token, or the one `ahead` of it; END behind the last."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else END

    def is_next(self, *kinds: str) -> bool:
        return self.at < len(self.tokens) and self.token().kind in kinds

    def take(self) -> Token:
        one = self.token()
        self.at += 1
        return one

    def place(self) -> int:
        return self.token().position if self.at < len(self.tokens) else self.length

    def refused(self, reason: str) -> UnreadFormula:
        """The refusal of what stands next."""
        return UnreadFormula("sign" if self.is_next("other") else reason, self.place())

    def formula(self) -> tuple[Formula, NodeKind]:
        """The whole text and the kind of what it gives."""
        node, kind = self.sum()
        stated = self.all_stated()
        if self.at < len(self.tokens):
            raise self.refused("bracket" if self.is_next(")") else "operator")
        return Formula(node, stated), kind

    def sum(self) -> tuple[Node, NodeKind]:
        """Terms with + and − between."""
        if self.is_next("+"):
            self.take()
        first, kind = self.term()
        others = []
        while self.is_next("+", "-", "△"):
            is_negative = self.take().kind != "+"
            place = self.place()
            node, other = self.term()
            kind = joined(of_sum, kind, other, place)
            others.append(Term(node, is_negative))
        return (Sum(first, tuple(others)) if others else first), kind

    def term(self) -> tuple[Node, NodeKind]:
        """Factors with × and ÷ between, behind the words that say what they are for."""
        if self.skip_words() and self.is_next("-"):
            raise self.refused("label")
        first, kind = self.factor()
        others = []
        while self.is_next("×", "·", "/"):
            divides = self.take().kind == "/"
            place = self.place()
            node, other = self.factor()
            kind = joined(of_quotient if divides else of_product, kind, other, place)
            if divides and exact(node) == 0:
                raise UnreadFormula("zero", place)
            others.append(Factor(node, divides))
        return (Product(first, tuple(others)) if others else first), kind

    def factor(self) -> tuple[Node, NodeKind]:
        """A quantity or a bracket, with a sign."""
        if self.is_next("△", "-"):
            self.take()
            node, kind = self.primary()
            return Negative(node), kind
        return self.primary()

    def primary(self) -> tuple[Node, NodeKind]:
        """A quantity, a bracket, or 일식."""
        if self.is_next("("):
            return self.bracket()
        if self.is_next("word") and self.token().text == ONE_JOB:
            self.take()
            return Quantity(Fraction(1), "식"), "count"
        quantity = self.quantity()
        return quantity, kind_of_unit(quantity.unit)

    def bracket(self) -> tuple[Node, NodeKind]:
        """A sum in brackets; where nothing more is said of it, the sum itself."""
        opened = self.take()
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadFormula("deep", opened.position)
        node, kind = self.sum()
        stated = self.all_stated()
        if not self.is_next(")"):
            raise (
                UnreadFormula("bracket", opened.position)
                if self.at >= len(self.tokens)
                else self.refused("operator")
            )
        self.take()
        self.depth -= 1
        unit = self.unit_of_bracket(kind)
        self.skip_behind()
        if not unit and not stated:
            return node, kind
        return Bracket(node, unit, stated), kind_of_unit(unit) if unit else kind

    def unit_of_bracket(self, kind: NodeKind) -> str:
        """The unit behind a bracket; '' where there is none or the bracket is an amount already."""
        if self.is_next("%"):
            self.take()
            self.words()
            return "" if kind == "money" else "%"
        if not self.is_next("word"):
            return ""
        first = self.token()
        unit = self.words()
        if kind == "money":
            return ""
        if first.text in MONEY:
            return first.text
        if scale_of(first) is not None:
            raise UnreadFormula("scale", first.position)
        return unit

    def all_stated(self) -> tuple[Stated, ...]:
        """What the text says that it comes to, each after a '='."""
        found = []
        while self.is_next("="):
            self.take()
            is_negative = self.is_next("△", "-")
            if is_negative:
                self.take()
            found.append(Stated(self.quantity(), is_negative))
        return tuple(found)

    def quantity(self) -> Quantity:
        """A number with its scale, unit, notes and what it is a price of."""
        is_won = self.is_next("₩")
        if is_won:
            self.take()
        if not self.is_next("number"):
            raise self.refused("number")
        first = self.token()
        number, unit, is_large = self.scaled_number()
        if self.is_next("%"):
            self.take()
            self.words()
            unit = "%"
        elif unit or is_won:
            self.words()
            unit = unit or "원"
        else:
            self.refuse_second_scale()
            unit = self.words() or ("원" if is_large else "")
        if unit in MONEY:
            refuse_dots(first)
        self.skip_behind()
        return Quantity(number, unit)

    def scaled_number(self) -> tuple[Fraction, str, bool]:
        """A number with its scales, the unit that they are written together with, and whether it is of 만, 억 or 조."""
        position = self.place()
        parts: list[tuple[Fraction, str, str]] = []
        while True:
            number = number_of(self.take())
            word = self.token()
            scale = scale_of(word) if word.kind == "word" else None
            if scale is not None and scale[1] == TEAMS and not scale[2] and self.token(1).kind != "number":
                scale = None  # teams
            if scale is None:
                parts.append((number, "", ""))
                return scaled(parts, position), "", any(big for _number, _small, big in parts)
            small, big, unit = scale
            self.take()
            if not parts and (kept := own_unit(small, big, unit)):
                return number, kept, False
            parts.append((number, small, big))
            if unit or not self.is_next("number"):
                unit = "원" if unit.startswith("원") else unit
                return scaled(parts, position), unit, any(big for _number, _small, big in parts)

    def refuse_second_scale(self) -> None:
        """Raise UnreadFormula for a scale behind a scale: '5천 만원'."""
        word = self.token()
        if word.kind == "word" and word.text != TEAMS and scale_of(word) is not None:
            raise UnreadFormula("scale", word.position)

    def words(self) -> str:
        """Words next to each other, with '·' between where it joins them; '' for none."""
        found = ""
        end = -1
        while True:
            joins = self.is_next("·") and self.token(1).kind == "word" and found != ""
            if joins:
                self.take()
            if not self.is_next("word"):
                return found
            word = self.take()
            found += "·" if joins else " " if found and word.position > end else ""
            found += word.text
            end = word.end

    def skip_behind(self) -> None:
        """Notes behind a figure, and '/명': what it is a price of."""
        while True:
            if self.is_next("(") and self.token(1).kind in ("word", "name", "other"):
                self.skip_bracket()
            elif self.is_next("/") and self.token(1).kind == "word":
                self.take()
                self.words()
            else:
                return

    def skip_words(self) -> bool:
        """The words and notes before a term; whether there are any."""
        begin = self.at
        while True:
            if self.is_next("word") and self.token().text == ONE_JOB and self.token(1).kind in ("×", "·"):
                break
            if self.is_next("word", "name") or (self.is_next("·", "/") and self.at > begin):
                self.take()
            elif self.is_next("(") and not self.has_number_inside():
                self.skip_bracket()
            else:
                break
        self.has_words = self.has_words or self.at > begin
        return self.at > begin

    def closing(self) -> int:
        """Where the bracket that stands next is closed; behind the last token where it is not."""
        depth = 0
        for place in range(self.at, len(self.tokens)):
            depth += {"(": 1, ")": -1}.get(self.tokens[place].kind, 0)
            if depth == 0:
                return place
        return len(self.tokens)

    def has_number_inside(self) -> bool:
        """Whether the bracket that stands next holds a number, or 일식."""
        inside = self.tokens[self.at : self.closing()]
        return any(one.kind == "number" or one.text == ONE_JOB for one in inside)

    def skip_bracket(self) -> None:
        """A note; it must be closed."""
        closed = self.closing()
        if closed == len(self.tokens):
            raise UnreadFormula("bracket", self.place())
        self.at = closed + 1


def joined(
    rule: Callable[[NodeKind, NodeKind], NodeKind], left: NodeKind, right: NodeKind, place: int
) -> NodeKind:
    """The kind of two nodes together. Raises UnreadFormula at the place of the second."""
    try:
        return rule(left, right)
    except MixedKinds as mixed:
        raise UnreadFormula(mixed.reason, place) from mixed
