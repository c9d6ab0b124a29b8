"""A formula held against the amount of its line: what it gives, and whether that is the amount.

- *exact*: it gives the very amount.
- *rounding*: it gives the amount within half of the unit that the amount is printed in. A budget is printed in 천원
  (`amount_unit`): an amount of whole thousands may come of a result up to half a thousand away.
- *back-solved*: within rounding, and the unit price looks divided out of the total: the formula is one price times
  counts (and over them) that come to more than one, the price is no multiple of 10 won, and it is what the amount over
  the counts gives when that is rounded, or cut, to the decimals that the price is written with.
- *broken*: it gives another amount, or its text says that it comes to something else than it does (`fault`).
- *lump-sum*: nothing is computed: words, nothing at all, or the amount alone, be it once ('×1식').
- *open*: there is no amount yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ledger.figures.money import UNITS, round_half_up
from ledger.reading.formula.computed import exact, kind_of
from ledger.reading.formula.signs import MONEY
from ledger.reading.formula.tree import (
    Bracket,
    Formula,
    Negative,
    Node,
    Product,
    Quantity,
    Stated,
    Sum,
    parts_of,
)
from ledger.reading.formula.written import places_of

Kind = Literal["exact", "rounding", "back-solved", "broken", "lump-sum", "open"]
VERDICTS: tuple[Kind, ...] = ("exact", "rounding", "back-solved", "broken", "lump-sum", "open")
PRICE_STEP = 10
"""Won: a price that somebody set is a multiple of it."""
THOUSAND = UNITS["thousand"]


@dataclass(frozen=True)
class ProposedPrice:
    """A unit price in whole won that gives the amount, or comes nearest to it, and what it gives."""

    won: int
    gives: Fraction


@dataclass(frozen=True)
class Outcome:
    """A figure that a formula states of what it gives, or of a bracket in it; won where it `is_money`.

    `step` is what the last place that it is written with is worth.
    """

    figure: Fraction
    step: Fraction
    result: Fraction
    is_money: bool

    @property
    def holds(self) -> bool:
        """Whether the figure is the result, rounded to its last place."""
        return is_within(self.result, self.figure, self.step)


@dataclass(frozen=True)
class Price:
    """The one price of a formula, in won, the decimals that it has in won, and what it is multiplied with."""

    won: Fraction
    places: int
    counts: Fraction


@dataclass(frozen=True)
class Verdict:
    """What a formula gives and how that stands to the amount; won.

    `proposal` is the result rounded to 천원, away from zero at half, and `remainder` (단수) what that leaves of it:
    result − proposal. Both None for words. `fault` of a broken one: 'amount' or 'stated'. `price` is proposed where
    the formula is broken or back-solved and has one price that the rest are counts of.
    """

    kind: Kind
    result: Fraction | None = None
    proposal: int | None = None
    remainder: Fraction | None = None
    fault: Literal["", "amount", "stated"] = ""
    price: ProposedPrice | None = None


def verdict_on(formula: Formula | None, amount: int | None, unit: str = "won") -> Verdict:
    """The verdict on a formula (None: words) beside an amount in won (None: none typed yet) that is known to `unit`."""
    if formula is None:
        return Verdict("lump-sum")
    result = exact(formula.node)
    proposal = int(round_half_up(result / THOUSAND)) * THOUSAND
    price = price_of(formula.node)
    fault = fault_of(formula, result, amount, unit)
    kind: Kind
    if fault:
        kind = "broken"
    elif amount is None:
        kind = "open"
    elif is_alone(formula.node, price):
        kind = "lump-sum"
    elif result == amount:
        kind = "exact"
    else:
        kind = "back-solved" if price and is_back_solved(price, amount) else "rounding"
    other = proposed(price, amount) if kind in ("broken", "back-solved") else None
    return Verdict(kind, result, proposal, result - proposal, fault, other)


def fault_of(
    formula: Formula, result: Fraction, amount: int | None, unit: str
) -> Literal["", "amount", "stated"]:
    """What a formula does not agree with: the amount, or a figure that it states itself."""
    if amount is not None and not is_within(result, amount, UNITS[amount_unit(amount, unit)]):
        return "amount"
    return "" if all(one.holds for one in outcomes(formula, unit)) else "stated"


def amount_unit(amount: int, known_to: str = "won") -> str:
    """The unit that an amount is printed in: what it is known to, else 천원 where it is whole thousands.

    >>> amount_unit(240_000), amount_unit(240_500), amount_unit(240_000, "million")
    ('thousand', 'won', 'million')
    """
    return "thousand" if known_to == "won" and amount % THOUSAND == 0 else known_to


def whole_won(result: Fraction, unit: str) -> int:
    """A result as whole won that stand to a figure known to the unit as the result itself does.

    Beside a figure in won it is rounded; a coarser one rounds itself, and a fraction of a won must not reach its half.
    """
    return int(round_half_up(result)) if unit == "won" else int(result)


def is_within(result: Fraction, figure: Fraction | int, step: Fraction | int) -> bool:
    """Whether a figure may be the result rounded to a step: half a step rounds away from zero."""
    away = (result - figure) * 2 * (-1 if figure < 0 else 1)
    if figure == 0:
        return abs(away) < step
    return -step <= away < step


def outcomes(formula: Formula, unit: str = "won") -> Iterator[Outcome]:
    """Each figure that the text states, beside what it states it of."""
    yield from (outcome_of(formula.node, one, unit) for one in formula.stated)
    yield from outcomes_inside(formula.node, unit)


def outcomes_inside(node: Node, unit: str) -> Iterator[Outcome]:
    """The same of the brackets in a node."""
    if isinstance(node, Bracket):
        yield from (outcome_of(node.inside, one, unit) for one in node.stated)
    for one in parts_of(node):
        yield from outcomes_inside(one, unit)


def outcome_of(node: Node, stated: Stated, unit: str) -> Outcome:
    """A stated figure beside what it is stated of.

    Without a unit it is in won, in 천원 or in the unit of the column: in the one that holds, else that comes nearest. A
    figure of whole thousand won may be rounded to them.
    """
    own, result = stated.quantity.unit, exact(node)
    number = -stated.quantity.number if stated.is_negative else stated.quantity.number
    is_money = kind_of(node) != "count"
    if own == "%" or (own and own not in MONEY) or not is_money:
        size = Fraction(1, 100) if own == "%" else Fraction(1)
        return Outcome(number * size, size / 10 ** places_of(number), result, is_money)
    sizes = (MONEY[own],) if own else (1, THOUSAND, UNITS[unit])
    found = [
        Outcome(number * size, stated_step(number, size, is_won=own in ("", "원")), result, is_money)
        for size in sizes
    ]
    return min(found, key=lambda one: (not one.holds, abs(one.figure - result)))


def stated_step(number: Fraction, size: int, *, is_won: bool) -> Fraction:
    """What the last place of a stated figure is worth in won."""
    step = Fraction(size, 10 ** places_of(number))
    return Fraction(THOUSAND) if is_won and step == 1 and number % THOUSAND == 0 else step


def price_of(node: Node) -> Price | None:
    """The one price in a product of it and counts; None where there is none, or more than one term.

    Of numbers without a unit it is the largest.
    """
    parts = [(node, False)]
    if isinstance(node, Product):
        parts = [(node.first, False), *((one.of, one.divides) for one in node.others)]
    wanted = "money" if any(kind_of(one) == "money" for one, _divides in parts) else "plain"
    prices = [at for at, (one, divides) in enumerate(parts) if not divides and kind_of(one) == wanted]
    if not prices:
        return None
    at = max(prices, key=lambda place: abs(exact(parts[place][0])))
    one = parts[at][0]
    sign = -1 if isinstance(one, Negative) else 1
    quantity = one.of if isinstance(one, Negative) else one
    counts = Fraction(sign)
    for place, (other, divides) in enumerate(parts):
        if place != at:
            counts = counts / exact(other) if divides else counts * exact(other)
    if not isinstance(quantity, Quantity) or not counts:
        return None
    won = exact(quantity)
    return Price(won, places_of(won), counts)


def is_alone(node: Node, price: Price | None) -> bool:
    """Whether a formula is an amount alone, or once."""
    return price is not None and abs(price.counts) == 1 and not isinstance(node, Sum)


def is_back_solved(price: Price, amount: int) -> bool:
    """Whether a price looks divided out of the amount, that it does not give exactly."""
    if abs(price.counts) <= 1 or price.won % PRICE_STEP == 0:
        return False
    size = abs(amount / price.counts) * 10**price.places
    return price.won * 10**price.places in (round_half_up(size), size.numerator // size.denominator)


def proposed(price: Price | None, amount: int | None) -> ProposedPrice | None:
    """The unit price that gives the amount, in whole won; None where there is none, or it is that already."""
    if price is None or amount is None:
        return None
    won = int(round_half_up(amount / price.counts))
    return None if won <= 0 or won == price.won else ProposedPrice(won, won * price.counts)
