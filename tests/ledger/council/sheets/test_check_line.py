"""How a line of 검증 judges by formulas."""

from dataclasses import replace

import pytest

from ledger.tieout import findings
from tests.ledger.council.sheets.books import book_of, disagreements, formula, number
from tests.ledger.records import OFFICE, UTILITIES, allocation, entry, facts
from tests.ledger.tieout.figures import stated, stated_rate


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


@pytest.mark.parametrize(("printed", "verdict"), [(5_000_000, "단수차이"), (6_000_000, "불일치")])
def test_a_printed_total_narrows_what_a_formula_allows(printed: int, verdict: str) -> None:
    """3 and 3 백만원 may be the 5,400,000 won of the budget; their total printed 5 may, printed 6 may not."""
    plan = [replace(entry(of, "year", 2021, 3_000_000), unit="million") for of in (OFFICE, UTILITIES)]
    budget = [allocation(OFFICE, 2_700_000), allocation(UTILITIES, 2_700_000)]
    total = stated("investment-plan", "total", "2021", printed, unit="million")
    held = facts(budget, plan=tuple(plan), stated=(total,))
    (at,) = (
        at
        for at, one in enumerate(findings(held), start=1)
        if one.rule == "plan_to_budget" and one.cell.row == "total"
    )
    book = book_of(held)
    assert number(book, "check", str(at), "verdict") == verdict
    assert disagreements(book) == []
