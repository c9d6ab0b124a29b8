"""The texts that paper and sheets share: whose a 산출식 is."""

from dataclasses import replace

from ledger.council.form_texts import basis_texts
from ledger.figures.facts import Line
from tests.ledger.records import line

SIDES = ("기정예산액", "경정예산액")


def with_basis(basis: str, id: int, *ancestors: int) -> Line:
    return replace(line(100, id=id), basis=basis, ancestors=ancestors)


def test_one_that_both_budgets_share_stands_alone() -> None:
    assert basis_texts((with_basis("5×20", 2), with_basis("5×20", 1)), SIDES) == ["5×20"]
    assert basis_texts((with_basis("5×20", 2), None), SIDES) == ["5×20"]
    assert basis_texts((with_basis("", 2), with_basis("", 1)), SIDES) == []


def test_two_that_differ_say_whose_they_are() -> None:
    pair = (with_basis("5×24", 2), with_basis("5×20", 1))
    assert basis_texts(pair, SIDES) == ["경정예산액: 5×24", "기정예산액: 5×20"]


def test_that_of_a_change_is_of_the_change() -> None:
    """5×20 and 5×4 more: the first is what the budget so far had, the second is not what it has now."""
    pair = (with_basis("5×4", 2, 1), with_basis("5×20", 1))
    assert basis_texts(pair, SIDES) == ["증감(B-A): 5×4", "기정예산액: 5×20"]


def test_that_of_an_earlier_change_is_of_neither_budget() -> None:
    carried = with_basis("5×4", 2, 1)
    assert basis_texts((carried, carried), SIDES) == []
    assert basis_texts((with_basis("△5×1", 3, 2, 1), carried), SIDES) == ["증감(B-A): △5×1"]
    # Against the original the last change is not all that changed.
    assert basis_texts((with_basis("△5×1", 3, 2, 1), with_basis("5×20", 1)), SIDES) == ["기정예산액: 5×20"]
