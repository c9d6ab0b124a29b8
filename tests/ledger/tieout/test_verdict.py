"""Ties, ties within rounding, breaks."""

import pytest

from ledger.tieout.verdict import Finding, Term, Verdict, compare


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ([Term(100)], [Term(100)], "ties"),
        ([Term(100)], [Term(101)], "breaks"),  # known in won: nothing to round
        ([Term(1_000, "thousand")], [Term(1_500)], "rounding"),  # 1천원 may be 1,500원
        ([Term(1_000, "thousand")], [Term(1_501)], "breaks"),
        ([Term(1_000, "thousand")], [Term(500)], "rounding"),
        ([Term(1_000, "thousand")], [Term(499)], "breaks"),
        ([Term(1_000, "thousand")], [Term(2_000, "thousand")], "rounding"),  # half a unit on either side
        ([Term(1_000, "thousand")], [Term(2_001, "thousand")], "breaks"),
        ([Term(1_000, "thousand"), Term(1_000, "thousand")], [Term(3_000)], "rounding"),  # 2 x 500
        ([Term(1_000, "thousand"), Term(1_000, "thousand")], [Term(3_001)], "breaks"),
        ([Term(7_311_000_000, "million")], [Term(7_310_839_000, "thousand")], "rounding"),
        ([Term(0, "hundred_million")], [Term(50_000_000)], "rounding"),
        ([Term(0, "hundred_million")], [Term(50_000_001)], "breaks"),
        ([], [], "ties"),
        ([], [Term(1)], "breaks"),
    ],
)
def test_compare(left: list[Term], right: list[Term], verdict: Verdict) -> None:
    assert compare(left, right) == verdict
    assert compare(right, left) == verdict


def test_difference_is_left_less_right() -> None:
    assert Finding("rule", "schedule", "total", "amount", 5, 7, "breaks").difference == -2
    assert Finding("rule", "schedule", "total", "amount", None, 7, "undecidable").difference is None
