"""What a rule compares and what comes of it: terms, ties, findings, verdicts. Pure.

Amounts are won, rates percent. A figure is known only to a unit: the true amount, whole won, lies within half a unit
of it, so two sums that should agree may differ by what the rounding of all their terms can do, and by no more. Half a
unit itself rounds away from zero: 1천원 may be 500원 but not 1,500원.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from ledger.figures.facts import Program, StatedFigure, Step
from ledger.figures.money import UNITS

Verdict = Literal["breaks", "undecidable", "rounding", "ties"]
VERDICTS: tuple[Verdict, ...] = ("breaks", "undecidable", "rounding", "ties")
"""What needs a person first."""

Sides = tuple[str, str]
"""What the two sides of a tie are, as texts for the catalogue.

They may name the `rows` that are summed, the `table`, the `row` and of which `part` of an amount a side is.
"""


class Cell(NamedTuple):
    """A cell of a report, by the keys of its JSON. `year` is the report's."""

    report: str
    row: str
    column: str
    year: int


Missing = Cell | Step | Program
"""What is blank: a cell, the amount or the shares of a step of the schedule, the first year of the programme."""


@dataclass(frozen=True)
class Term:
    """A figure in a sum: won, the unit in which it is known, the cell that shows it.

    `room` is what the roundings in it can do, in won, where they are not the one to its unit: a sum of several
    figures, or one that was derived from several printed ones.
    `stated` is the printed figure where the amount is the document's and not the ledger's.
    `is_negated`: the sum takes off what the cell shows.
    """

    amount: int
    unit: str = "won"
    cell: Cell | None = None
    room: int | None = None
    stated: StatedFigure | None = None
    is_negated: bool = False

    @property
    def sign(self) -> int:
        """What the amount is to be multiplied with to be as its cell shows it."""
        return -1 if self.is_negated else 1

    @property
    def slack(self) -> int:
        """How far the true amount may lie from the figure, in won; an amount known in won is exact."""
        return UNITS[self.unit] // 2 if self.room is None else self.room

    @property
    def below(self) -> int:
        """How far below: half a unit rounds up, away from zero, so that only that side of a figure reaches it."""
        return self.slack if self.amount > 0 or self.room is not None else max(0, self.slack - 1)

    @property
    def above(self) -> int:
        """How far above."""
        return self.slack if self.amount < 0 or self.room is not None else max(0, self.slack - 1)

    def negative(self) -> "Term":
        """The term taken off."""
        return replace(self, amount=-self.amount, is_negated=not self.is_negated)


Terms = tuple[Term, ...]


@dataclass(frozen=True)
class Note:
    """A remark that a rule gives with a tie, declared in the rule's module: its key and a text for the catalogue.

    The text may name the `amount` of the tie's hint. `outside` is said in its stead in what leaves the house, where it
    is a guess.
    """

    key: str
    text: str
    outside: "Note | None" = None


@dataclass(frozen=True)
class Tie:
    """Two sums that should agree at a cell; a rule yields these.

    `missing` names what is blank: the tie cannot be decided. `hint` is the amount of its `note`, in won.
    `at_most` asks for left <= right instead of left = right.
    `printed_left` is what the document prints for the left side as a whole, where that narrows what the roundings of
    its parts leave open.
    `sides` says what the two are where they are not what its rule compares.
    """

    cell: Cell
    left: Terms = ()
    right: Terms = ()
    missing: tuple[Missing, ...] = ()
    note: Note | None = None
    hint: int | None = None
    at_most: bool = False
    sides: Sides | None = None
    printed_left: Terms = ()


@dataclass(frozen=True)
class RateTie:
    """A printed rate against the one that follows from its base; percent. `slack` is what rounding can do.

    `right` None: there is no base, and `note` is the form's convention that the print follows, if any; over a base
    below zero (`undecided`) nothing can be judged. `left` None: the document prints a word in place of a rate, which
    holds where its `note` says so.
    `missing` names the base where the ledger does not know it. `terms` end with those of the `base`.
    """

    cell: Cell
    stated: StatedFigure
    left: Fraction | None
    right: Fraction | None
    slack: Fraction = Fraction(0)
    terms: Terms = ()
    base: Terms = ()
    note: Note | None = None
    missing: tuple[Missing, ...] = ()
    undecided: bool = False


@dataclass(frozen=True)
class Correction:
    """A figure that may be wrong: what its cell shows and what it would have to, give or take `room`; won.

    `is_printed`: it is the document's figure and not the ledger's.
    """

    cell: Cell
    is_printed: bool
    stands: int
    needed: int
    room: int

    def agrees(self, other: "Correction") -> bool:
        """Whether both say the same of the same figure; in the ledger or, where that agrees with it, in the print."""
        is_same_figure = (self.cell, self.stands) == (other.cell, other.stands)
        return is_same_figure and abs(self.needed - other.needed) <= self.room + other.room


@dataclass(frozen=True)
class Cause:
    """A likely cause that was tested: the figure that it blames, the amount and the other figure that speak for it.

    `correction` is what it would change; None where it lies in no single figure.
    """

    kind: str
    figure: Cell | None = None
    amount: int | None = None
    evidence: Cell | None = None
    correction: Correction | None = field(default=None, compare=False)

    @property
    def blames(self) -> Cell | None:
        """The cell that it would correct, else the one that it speaks of."""
        return self.figure if self.correction is None else self.correction.cell


@dataclass(frozen=True)
class Finding:
    """The outcome of a rule at a cell. Amounts in won or, with unit 'percent', rates; difference = left − right.

    A rate's `right_terms` are what it is taken of, then its `base_terms`; `slack` is what rounding can do to it.
    `at_most` findings ask for left <= right. `sides` says what the two are. `allowed` are the smallest and the largest
    difference in won that rounding explains.
    """

    rule: str
    family: str
    sides: Sides
    cell: Cell
    left: int | Fraction | None
    right: int | Fraction | None
    unit: str
    verdict: Verdict
    left_terms: Terms = ()
    right_terms: Terms = ()
    missing: tuple[Missing, ...] = ()
    note: Note | None = None
    hint: int | None = None
    stated: StatedFigure | None = None
    causes: tuple[Cause, ...] = field(default=(), compare=False)
    base_terms: Terms = ()
    slack: Fraction = Fraction(0)
    at_most: bool = False
    allowed: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def is_of_print(self) -> bool:
        """Whether its left side is what the document prints at its cell and the right what the ledger recomputes."""
        return self.family == "print" and self.stated is not None

    @property
    def difference(self) -> int | Fraction | None:
        """left − right in won or percent; None where a side is missing."""
        return None if self.left is None or self.right is None else self.left - self.right

    @property
    def terms(self) -> Terms:
        """The terms of both sides."""
        return (*self.left_terms, *self.right_terms)


def sum_terms(terms: Iterable[Term]) -> int:
    """The sum of the terms in won."""
    return sum(term.amount for term in terms)


def total_slack(terms: Iterable[Term]) -> int:
    """What the rounding of all terms can do together, in won: no more than this to either side."""
    return sum(term.slack for term in terms)


def coarsest_unit(terms: Iterable[Term]) -> str:
    """The unit in which a difference of the terms makes sense: the largest that one of them is known in."""
    return max((term.unit for term in terms), key=lambda unit: UNITS[unit], default="won")


def compare_sums(left: Iterable[Term], right: Iterable[Term], *, at_most: bool = False) -> Verdict:
    """The verdict on two sums: they agree exactly, within what rounding to their units explains, or not."""
    left, right = tuple(left), tuple(right)
    difference = sum_terms(left) - sum_terms(right)
    if difference == 0 or (at_most and difference < 0):
        return "ties"
    low, high = allowed_differences(left, right)
    return "rounding" if low <= difference <= high else "breaks"


def verdict_of(tie: Tie) -> Verdict:
    """The verdict on a tie."""
    difference = sum_terms(tie.left) - sum_terms(tie.right)
    if difference == 0 or (tie.at_most and difference < 0):
        return "ties"
    low, high = allowed_of(tie)
    return "rounding" if low <= difference <= high else "breaks"


def verdict_of_rate(tie: RateTie) -> Verdict:
    """The verdict on a printed rate."""
    if tie.missing or tie.undecided:
        return "undecidable"
    if tie.left is None or tie.right is None:
        return "ties" if tie.note else "breaks"
    if tie.left == tie.right:
        return "ties"
    return "rounding" if abs(tie.left - tie.right) <= tie.slack else "breaks"


def allowed_of(tie: Tie) -> tuple[int, int]:
    """The smallest and the largest difference that rounding explains in a tie, in won.

    What each rounded part leaves open, their total as it is printed may close, unless that is wrong itself.
    """
    low, high = allowed_differences(tie.left, tie.right)
    if not tie.printed_left or compare_sums(tie.left, tie.printed_left) == "breaks":
        return low, high
    gap = sum_terms(tie.left) - sum_terms(tie.printed_left)
    lowest, highest = allowed_differences(tie.printed_left, tie.right)
    return max(low, lowest + gap), min(high, highest + gap)


def allowed_differences(left: Iterable[Term], right: Iterable[Term]) -> tuple[int, int]:
    """The smallest and the largest difference (left − right, won) that rounding the terms to their units explains."""
    left, right = tuple(left), tuple(right)
    high = sum(term.below for term in left) + sum(term.above for term in right)
    low = sum(term.above for term in left) + sum(term.below for term in right)
    return -low, high


def judge(rule: str, family: str, sides: Sides, tie: Tie | RateTie) -> Finding:
    """The finding of what a rule compared, with its verdict."""
    if isinstance(tie, RateTie):
        return judge_rate(rule, family, sides, tie)
    terms = (*tie.left, *tie.right)
    stated = next((term.stated for term in terms if term.stated and term.cell == tie.cell), None)
    is_open = bool(tie.missing)
    return Finding(
        rule,
        family,
        tie.sides or sides,
        tie.cell,
        left=sum_terms(tie.left) if tie.left or not is_open else None,
        right=sum_terms(tie.right) if tie.right or not is_open else None,
        unit=stated.unit if stated else coarsest_unit(terms),
        verdict="undecidable" if is_open else verdict_of(tie),
        left_terms=tie.left,
        right_terms=tie.right,
        missing=tie.missing,
        note=tie.note,
        hint=tie.hint,
        stated=stated,
        at_most=tie.at_most,
        allowed=allowed_of(tie),
    )


def judge_rate(rule: str, family: str, sides: Sides, tie: RateTie) -> Finding:
    """The finding of a printed rate, with its verdict."""
    return Finding(
        rule,
        family,
        sides,
        tie.cell,
        left=tie.left,
        right=tie.right,
        unit="percent",
        verdict=verdict_of_rate(tie),
        right_terms=tie.terms,
        missing=tie.missing,
        note=tie.note if tie.left is None or tie.right is None else None,
        stated=tie.stated,
        base_terms=tie.base,
        slack=tie.slack,
    )
