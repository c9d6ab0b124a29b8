"""The one spelling of a formula: '(86,666원×8명×12월)-8,680,000원 = △360,000'."""

import re
from fractions import Fraction

from ledger.reading.formula.signs import MONEY
from ledger.reading.formula.tree import Bracket, Formula, Negative, Node, Product, Quantity, Stated, Sum

DOTTED = re.compile(r"[1-9][0-9,]*(?:\.[0-9]{3})+")


def written(formula: Formula) -> str:
    """The formula as text: separators, ×, /, +, -, △, round brackets only where they say something; no labels."""
    return "".join((node_text(formula.node), *(f" = {stated_text(one)}" for one in formula.stated)))


def node_text(node: Node) -> str:
    """A node as text."""
    match node:
        case Quantity():
            return quantity_text(node)
        case Negative(of):
            # One sign stands at a factor, no more.
            return f"△({node_text(of)})" if isinstance(of, Negative) else f"△{factor_text(of)}"
        case Bracket(inside, unit, stated):
            outcome = "".join(f" = {stated_text(one)}" for one in stated)
            return f"({node_text(inside)}{outcome}){unit}"
        case Product(first, factors):
            parts = (f"{'/' if one.divides else '×'}{factor_text(one.of)}" for one in factors)
            return factor_text(first) + "".join(parts)
        case Sum(first, terms):
            rest = (f" {'-' if one.is_negative else '+'} {term_text(one.of)}" for one in terms)
            return term_text(first) + "".join(rest)


def term_text(node: Node) -> str:
    """A term of a sum: a sum in a sum stands in a bracket."""
    return f"({node_text(node)})" if isinstance(node, Sum) else node_text(node)


def factor_text(node: Node) -> str:
    """A factor: a sum or a product in a product stands in a bracket."""
    return f"({node_text(node)})" if isinstance(node, Sum | Product) else node_text(node)


def stated_text(one: Stated) -> str:
    """'△360,000', '240천원'."""
    return ("△" if one.is_negative else "") + quantity_text(one.quantity)


def quantity_text(one: Quantity) -> str:
    """'5,000원', '99.1', '75%'. A fourth decimal of a price says that its dot is no comma: '1.2340천원'."""
    digits = decimal_text(one.number)
    return digits + ("0" if one.unit in MONEY and may_be_commas(digits) else "") + one.unit


def may_be_commas(digits: str) -> bool:
    """Whether the dots of a number may be commas: '1.234', not '0.125'."""
    return DOTTED.fullmatch(digits) is not None


def decimal_text(number: Fraction) -> str:
    """A number that decimal digits can write, with separators: '1,234.5'.

    >>> decimal_text(Fraction(2469, 2)), decimal_text(Fraction(5000))
    ('1,234.5', '5,000')
    """
    places = places_of(number)
    digits = f"{int(number * 10**places):0{places + 1}d}"
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def places_of(number: Fraction) -> int:
    """The decimal places that a number needs; it must be one that decimal digits can write."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    return places
