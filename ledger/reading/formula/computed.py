"""What a formula comes to, exactly; and of what kind it is."""

from fractions import Fraction
from functools import reduce
from typing import Literal

from ledger.reading.formula.signs import MONEY
from ledger.reading.formula.tree import Bracket, Negative, Node, Product, Quantity, Sum

NodeKind = Literal["money", "count", "plain"]
"""An amount, a count, or a number without a unit, which may be either."""


def exact(node: Node) -> Fraction:
    """The value in won of what is money, else the number. Raises ZeroDivisionError.

    >>> exact(Bracket(Quantity(Fraction(740)), "천원"))
    Fraction(740000, 1)
    """
    match node:
        case Quantity(number, unit):
            return in_won(number, unit)
        case Negative(of):
            return -exact(of)
        case Bracket(inside, unit):
            return in_won(exact(inside), unit)
        case Product(first, factors):
            return reduce(
                lambda so_far, one: so_far / exact(one.of) if one.divides else so_far * exact(one.of),
                factors,
                exact(first),
            )
        case Sum(first, terms):
            return reduce(
                lambda so_far, one: so_far - exact(one.of) if one.is_negative else so_far + exact(one.of),
                terms,
                exact(first),
            )


def in_won(number: Fraction, unit: str) -> Fraction:
    """A number of a unit: of money in won, of '%' its hundredth, of anything else itself."""
    return number / 100 if unit == "%" else number * MONEY.get(unit, 1)


def kind_of_unit(unit: str) -> NodeKind:
    """What a unit makes of a number."""
    return "money" if unit in MONEY else "count" if unit else "plain"


def kind_of(node: Node) -> NodeKind:
    """The kind of a node. Raises MixedKinds where amounts are multiplied, or added to counts."""
    match node:
        case Quantity(_, unit):
            return kind_of_unit(unit)
        case Negative(of):
            return kind_of(of)
        case Bracket(inside, unit):
            return kind_of_unit(unit) if unit and kind_of(inside) != "money" else kind_of(inside)
        case Product(first, factors):
            found = kind_of(first)
            for one in factors:
                found = (
                    of_quotient(found, kind_of(one.of)) if one.divides else of_product(found, kind_of(one.of))
                )
            return found
        case Sum(first, terms):
            return reduce(of_sum, (kind_of(one.of) for one in terms), kind_of(first))


class MixedKinds(ValueError):
    """`reason`: 'amounts' where amounts are multiplied or a count is divided by one, 'mixed' where one is added."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def of_product(left: NodeKind, right: NodeKind) -> NodeKind:
    """The kind of a product: an amount takes counts; a number without a unit may be the price of a count."""
    if left == right == "money":
        raise MixedKinds("amounts")
    if "money" in (left, right):
        return "money"
    return "plain" if "plain" in (left, right) else "count"


def of_quotient(left: NodeKind, right: NodeKind) -> NodeKind:
    """The kind of a quotient: that of what is divided; of two amounts it is a ratio."""
    if right == "money":
        if left != "money":
            raise MixedKinds("amounts")
        return "count"
    return left


def of_sum(left: NodeKind, right: NodeKind) -> NodeKind:
    """The kind of a sum: what has no unit goes with either."""
    if left == right or right == "plain":
        return left
    if left == "plain":
        return right
    raise MixedKinds("mixed")
