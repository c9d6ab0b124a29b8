"""What a formula is made of. Frozen; numbers are exact fractions, each one that decimal digits can write."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: '원' or another of MONEY, '%', '' (none), or what it counts: '명', '명·일'."""

    number: Fraction
    unit: str = ""


@dataclass(frozen=True)
class Stated:
    """A figure that the text itself gives as the outcome: '= 240천원'."""

    quantity: Quantity
    is_negative: bool = False


@dataclass(frozen=True)
class Negative:
    """△ before a factor."""

    of: "Node"


@dataclass(frozen=True)
class Bracket:
    """A bracket that has a unit behind it, or says inside what it comes to; any other is only structure."""

    inside: "Node"
    unit: str = ""
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Factor:
    """A factor after the first, and whether the product so far is divided by it."""

    of: "Node"
    divides: bool = False


@dataclass(frozen=True)
class Product:
    """At least two factors, from the left."""

    first: "Node"
    others: tuple[Factor, ...]


@dataclass(frozen=True)
class Term:
    """A term after the first, and whether it is taken off."""

    of: "Node"
    is_negative: bool = False


@dataclass(frozen=True)
class Sum:
    """At least two terms, from the left."""

    first: "Node"
    others: tuple[Term, ...]


Node = Quantity | Negative | Bracket | Product | Sum


@dataclass(frozen=True)
class Formula:
    """A whole 산출식; `stated` are the outcomes that stand behind it."""

    node: Node
    stated: tuple[Stated, ...] = ()


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes that a node is made of, from the left; () for a quantity."""
    match node:
        case Quantity():
            return ()
        case Negative(of):
            return (of,)
        case Bracket(inside):
            return (inside,)
        case Product(first, others) | Sum(first, others):
            return (first, *(one.of for one in others))
