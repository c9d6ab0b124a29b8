"""보조금 반납: the national share of what is left, less than 10 won dropped."""

from typing import Any

import pytest

from ledger.reporting.report import Figure
from ledger.reports.settled.subsidy_refunds import Proportion, build
from tests.ledger.records import OFFICE, cells, facts, settled


def refund(national: int | None = 300, **cells_of_year: Any) -> Any:
    given = {"current_budget": 1_000, "executed": 845, "carried_out": 0, "unspent": 155, **cells_of_year}
    rows = [settled(2019, **given)]
    if national is not None:
        rows.append(settled(2019, None, "national", current_budget=national))
    return build(facts(settlements=tuple(rows)))


def test_the_share_of_what_is_left() -> None:
    """155 x 300 / 1,000 = 46.5: 40 are paid back."""
    report = refund()
    assert cells(report, "2019", "left", "current_budget", "national_budget", "due", "subsidy_refund") == (
        155,
        1_000,
        300,
        40,
        None,
    )


def test_what_is_paid_back_already_is_left_too() -> None:
    assert cells(refund(unspent=100, subsidy_refund=55), "2019", "left", "due") == (100 + 55, 40)


def test_without_national_money_that_is_known_there_is_no_share() -> None:
    assert cells(refund(None), "2019", "national_budget", "share", "due") == (None, None, None)
    assert refund().row("2020").figures["due"] is None


def test_a_subject_has_its_own() -> None:
    rows = (
        settled(2019, OFFICE, current_budget=500, unspent=50),
        settled(2019, OFFICE, "national", current_budget=250),
    )
    assert cells(build(facts(settlements=rows)), "2019-201-01", "left", "due") == (50, 20)


def test_what_is_left_follows_from_the_identity_and_is_marked() -> None:
    row = refund(unspent=None).row("2019")
    assert (row.figures["left"], row.derived) == (1_000 - 845, ("left",))


@pytest.mark.parametrize(
    ("left", "part", "whole", "due"),
    [
        (155, 1_000, 1_000, 150),
        (9, 1_000, 1_000, 0),
        (0, 300, 1_000, 0),
        (-5, 300, 1_000, None),
        (155, 300, 0, None),
        (155, 300, -1_000, None),
        (10**15, 10**15, 10**15, 10**15),
    ],
)
def test_less_than_ten_won_are_dropped(left: int, part: int, whole: int, due: Figure) -> None:
    figures = {"left": left, "part": part, "whole": whole}
    assert Proportion("left", "part", "whole").figure(figures, frozenset()) == due
