"""How a line of 검증 judges by formulas."""

import pytest

from tests.ledger.council.sheets.books import book_of, disagreements, formula, number
from tests.ledger.records import OFFICE, allocation, facts
from tests.ledger.tieout.figures import stated_rate


@pytest.mark.parametrize(
    ("word", "prior", "current", "verdict"),
    [("순증", 0, 5_000, "일치"), ("순증", 4_000, 5_000, "불일치"), ("폐지", 4_000, 0, "일치")],
)
def test_a_word_in_place_of_a_rate_is_checked_by_a_formula(
    word: str, prior: int, current: int, verdict: str
) -> None:
    said = stated_rate("budget-summary", "201-01", "rate", word)
    book = book_of(facts([allocation(OFFICE, current)], [allocation(OFFICE, prior)], stated=(said,)))
    assert (number(book, "check", "1", "left"), number(book, "check", "1", "verdict")) == (word, verdict)
    assert formula(book, "check", "1", "verdict").startswith("=IF(AND(")
    assert disagreements(book) == []
