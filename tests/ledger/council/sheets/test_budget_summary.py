"""예산총괄 where subjects were merged or split."""

from dataclasses import replace

import pytest

from tests.ledger.council.sheets.books import book_of, disagreements, number
from tests.ledger.records import YEAR, allocation, facts, line, subject


@pytest.mark.parametrize("kind", ["original", "supplementary"])
def test_what_was_split_is_compared_below_the_subjects(kind: str) -> None:
    """401-01 100,500 became 401-02 60,700 and 401-03 50,700 won; the line below adds up, the total leaves it out."""
    old = subject("401-01")
    news = [subject(code, YEAR, replaces=old) for code in ("401-02", "401-03")]
    now = [allocation(new, lines=[line(amount)]) for new, amount in zip(news, (60_700, 50_700), strict=True)]
    held = facts(now, [allocation(old, 100_500)], subjects=(old, *news))
    book = book_of(replace(held, version=replace(held.version, kind=kind)))
    together = [
        number(book, "budget-summary", "401-02,401-03", key) for key in ("prior", "current", "change")
    ]
    assert together == [101, 111, 11]  # 100,500, 111,400 and 10,900 won
    assert number(book, "budget-summary", "total", "prior") == 101
    assert number(book, "budget-summary", "401-01", "change") == ""
    assert disagreements(book) == []
