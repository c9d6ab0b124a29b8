"""Whether a finding is explained: computed from the sides, never stored."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from ledger.figures.facts import Explanation
from ledger.tieout.against_print import AGAINST_THE_LEDGER, ODD_WON
from ledger.tieout.explanations import explanation_state, is_open, newest_explanation, side_text
from ledger.tieout.finding import Cell, Finding, Note, Term, Tie, judge

CELL = Cell("investment-plan", "308-01", "total", 2021)


def finding(left: int = 5, right: int = 7, rule: str = "stated_figure", note: Note | None = None) -> Finding:
    return judge(rule, "print", AGAINST_THE_LEDGER, Tie(CELL, (Term(left),), (Term(right),), note=note))


def explanation(
    left: str = "5",
    right: str = "7",
    *,
    rule: str = "stated_figure",
    kind: str = "finding",
    row: str = "308-01",
    text: str = "",
) -> Explanation:
    when = datetime(2021, 1, 1, tzinfo=UTC)
    where = ("investment-plan", row, "total", 2021)
    return Explanation(kind, rule, *where, "", left, right, "", text, "", "finance", when)


@pytest.mark.parametrize(
    ("explanations", "told"),
    [
        ([], False),
        ([explanation()], True),
        ([explanation("6")], "stale"),
        ([explanation(right="")], "stale"),
        ([explanation(rule="row_total")], False),
        ([explanation(kind="change")], False),
        ([explanation(row="total")], False),
        ([explanation("6"), explanation()], True),
        ([explanation(), explanation("6")], "stale"),  # the newest replaces the others
    ],
)
def test_state(explanations: list[Explanation], told: object) -> None:
    assert explanation_state(finding(), explanations) == told
    assert is_open(finding(), explanations) is (told is not True)


def test_the_newest_counts() -> None:
    both = [explanation(text="first"), explanation(text="second")]
    assert newest_explanation(finding(), both) == both[1]
    assert newest_explanation(finding(rule="row_total"), both) is None


def test_only_a_break_or_a_part_of_a_thousand_is_open() -> None:
    assert not is_open(finding(5, 5), [])
    assert is_open(finding(5, 5, note=ODD_WON), [])


@pytest.mark.parametrize(
    ("side", "text"),
    [
        (47_476_000_000, "47476000000"),
        (-1, "-1"),
        (0, "0"),
        (None, ""),
        (Fraction(300, 7), "42.857143"),
        (Fraction(100), "100.000000"),
    ],
)
def test_a_side_as_explanations_keep_it(side: int | Fraction | None, text: str) -> None:
    assert side_text(side) == text
