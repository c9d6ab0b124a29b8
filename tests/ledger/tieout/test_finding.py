"""Ties, ties within rounding, breaks, cannot be decided: what a comparison comes to."""

from fractions import Fraction

import pytest

from ledger.tieout.against_print import ZERO_BASE
from ledger.tieout.finding import (
    Cell,
    Note,
    RateTie,
    Term,
    Tie,
    Verdict,
    coarsest_unit,
    compare_sums,
    judge,
    total_slack,
)
from tests.ledger.tieout.figures import stated, stated_rate

CELL = Cell("investment-plan", "total", "total", 2021)
SIDES = ("this", "that")


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ([Term(100)], [Term(100)], "ties"),
        ([Term(100)], [Term(101)], "breaks"),  # known in won: nothing to round
        ([Term(1_000, "thousand")], [Term(1_499)], "rounding"),
        ([Term(1_000, "thousand")], [Term(1_500)], "breaks"),  # 1,500원 is 2천원
        ([Term(1_000, "thousand")], [Term(500)], "rounding"),
        ([Term(1_000, "thousand")], [Term(499)], "breaks"),
        ([Term(-1_000, "thousand")], [Term(-500)], "rounding"),  # half away from zero
        ([Term(-1_000, "thousand")], [Term(-1_500)], "breaks"),
        ([Term(0, "thousand")], [Term(-499)], "rounding"),
        ([Term(0, "thousand")], [Term(-500)], "breaks"),
        ([Term(1_000, "thousand")], [Term(2_000, "thousand")], "breaks"),  # one figure, known to one unit
        ([Term(1_000, "thousand")], [Term(2_001, "thousand")], "breaks"),
        ([Term(1_000, "thousand"), Term(1_000, "thousand")], [Term(2_998)], "rounding"),  # 2 x 499
        ([Term(1_000, "thousand"), Term(1_000, "thousand")], [Term(2_999)], "breaks"),
        ([Term(7_311_000_000, "million")], [Term(7_310_839_000, "thousand")], "rounding"),
        ([Term(0, "hundred_million")], [Term(49_999_999)], "rounding"),
        ([Term(0, "hundred_million")], [Term(50_000_000)], "breaks"),
        ([], [], "ties"),
        ([], [Term(1)], "breaks"),
    ],
)
def test_compare(left: list[Term], right: list[Term], verdict: Verdict) -> None:
    assert compare_sums(left, right) == verdict
    assert compare_sums(right, left) == verdict


@pytest.mark.parametrize("parts", [1, 2, 3, 9])
def test_n_rounded_parts_may_differ_from_a_rounded_total_by_n_and_one_half_units(parts: int) -> None:
    """Half a unit itself is reached from one side only: below a figure, as all of these are positive."""
    low, high = parts * 500 + 499, parts * 499 + 500
    left = [Term(10_000, "thousand")] * parts
    for difference, verdict in (
        (high, "rounding"),
        (high + 1, "breaks"),
        (-low, "rounding"),
        (-low - 1, "breaks"),
    ):
        assert compare_sums(left, [Term(parts * 10_000 + difference, "thousand")]) == verdict


def test_a_figure_that_several_printed_ones_gave_has_their_roundings() -> None:
    derived = Term(5_000, "thousand", room=2_000)
    assert derived.slack == 2_000
    assert derived.negative().slack == 2_000
    assert compare_sums([derived], [Term(7_000)]) == "rounding"
    assert compare_sums([derived], [Term(7_001)]) == "breaks"


def test_at_most() -> None:
    assert compare_sums([Term(3)], [Term(5)], at_most=True) == "ties"
    assert compare_sums([Term(5)], [Term(3)], at_most=True) == "breaks"
    assert compare_sums([Term(1_499)], [Term(1_000, "thousand")], at_most=True) == "rounding"
    assert compare_sums([Term(1_500)], [Term(1_000, "thousand")], at_most=True) == "breaks"


def test_the_unit_of_a_difference_is_the_coarsest() -> None:
    terms = [Term(1), Term(1, "million"), Term(1, "thousand")]
    assert coarsest_unit(terms) == "million"
    assert coarsest_unit([]) == "won"
    assert total_slack(terms) == 500_000 + 500


def test_a_finding_says_left_less_right() -> None:
    finding = judge("rule", "inside", SIDES, Tie(CELL, (Term(5),), (Term(7),)))
    assert (finding.left, finding.right, finding.difference, finding.verdict) == (5, 7, -2, "breaks")
    assert finding.terms == (Term(5), Term(7))


def test_what_is_missing_leaves_a_tie_undecided_whatever_the_sides_are() -> None:
    finding = judge("rule", "inside", SIDES, Tie(CELL, (Term(5),), missing=(CELL,)))
    assert (finding.left, finding.right, finding.difference) == (5, None, None)
    assert (finding.verdict, finding.missing) == ("undecidable", (CELL,))


def test_a_finding_knows_the_printed_figure_of_its_own_cell_only() -> None:
    printed = stated("investment-plan", "total", "total", 5, "million")
    here = judge("rule", "inside", SIDES, Tie(CELL, (Term(5, "million", CELL, stated=printed),), (Term(5),)))
    assert (here.stated, here.unit) == (printed, "million")
    elsewhere = Term(5, "million", CELL._replace(row="201-01"), stated=printed)
    assert judge("rule", "inside", SIDES, Tie(CELL, (elsewhere,), (Term(5),))).stated is None


@pytest.mark.parametrize(
    ("right", "note", "verdict"),
    [
        (Fraction(43), None, "ties"),
        (Fraction("43.5"), None, "rounding"),
        (Fraction("43.51"), None, "breaks"),
        (None, ZERO_BASE, "ties"),
        (None, None, "breaks"),
    ],
)
def test_rates(right: Fraction | None, note: Note | None, verdict: str) -> None:
    printed = stated_rate("budget-summary", "total", "rate", "43")
    tie = RateTie(CELL, printed, Fraction(43), right, Fraction(1, 2), note=note)
    finding = judge("rule", "print", SIDES, tie)
    assert (finding.verdict, finding.unit, finding.right) == (verdict, "percent", right)
    assert finding.note == note
