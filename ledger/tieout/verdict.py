"""What a tie-out says of two figures that should agree. Pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ledger.money import UNITS

Verdict = Literal["ties", "rounding", "breaks", "undecidable"]


@dataclass(frozen=True)
class Term:
    """A figure in won and the unit in which it is known: the true amount lies within ± half a unit."""

    amount: int
    unit: str = "won"

    @property
    def slack(self) -> Fraction:
        """How far the true amount may lie from the figure; an amount known in won is exact."""
        return Fraction(0) if self.unit == "won" else Fraction(UNITS[self.unit], 2)


@dataclass(frozen=True)
class Finding:
    """The outcome of a rule at a cell (report, row, column keys). Amounts in won; difference = left − right."""

    rule: str
    report: str
    row: str
    column: str
    left: int | None
    right: int | None
    verdict: Verdict

    @property
    def difference(self) -> int | None:
        return None if self.left is None or self.right is None else self.left - self.right


def compare(left: list[Term], right: list[Term]) -> Verdict:
    """Whether two sums agree: exactly, within what rounding the terms to their units can explain, or not."""
    difference = sum(term.amount for term in left) - sum(term.amount for term in right)
    if difference == 0:
        return "ties"
    slack = sum((term.slack for term in (*left, *right)), Fraction(0))
    return "rounding" if abs(difference) <= slack else "breaks"
