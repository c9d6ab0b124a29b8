"""산출근거 of a budget that changes another: what its lines change, and lines that went on under another subject."""

from dataclasses import replace

from tests.ledger.council.sheets.books import Computed, book_of, disagreements, formula, number
from tests.ledger.records import OFFICE, allocation, facts, line, subject, version


def test_lines_that_change_a_budget_without_lines_add_to_it() -> None:
    """기정 450,000 won without lines, 31,000 won less and 8,000 won more: 경정 = 기정 + Σ증감, whatever is typed."""
    so_far = allocation(OFFICE, 450_000, 90_000)
    lines = [line(-31_000, -6_000, description="인원 감축"), line(8_000, description="단가 인상")]
    now = replace(allocation(OFFICE, lines=lines), carried=so_far)
    held = replace(facts([now], [so_far]), base=version(id=1))
    book = book_of(replace(held, version=version(kind="supplementary", id=2, based_on=1)))
    office = ("basis-comparison", "201-01")
    assert formula(book, *office, "current") == "=H8+SUMIF(B9:B12,B8,G9:G12)"
    assert number(book, *office, "current") == 450_000 - 31_000 + 8_000
    assert number(book, *office, "current_national") == 90_000 - 6_000
    assert disagreements(book) == []
    typed = Computed(book, {(*office, "prior"): 500_000, ("basis-comparison", "line-2", "current"): 10_000})
    assert typed["basis-comparison", "201-01", "current"] == 500_000 - 31_000 + 10_000
    assert typed["basis-comparison", "201-01", "change"] == -31_000 + 10_000


def test_results_hold_where_a_subject_was_split() -> None:
    """A line stands beside the one that it continues, under another subject: neither adds up alone."""
    old = subject("401-01", 2018)
    first, second = (subject(code, 2021, replaces=old) for code in ("401-02", "401-03"))
    now = [allocation(first, lines=[line(8_000, continues=1)]), allocation(second, lines=[line(3_000)])]
    before = [allocation(old, lines=[line(7_000, id=1)])]
    held = replace(facts(now, before, subjects=(old, first, second)), base=version(id=1))
    book = book_of(replace(held, version=version(kind="supplementary", id=2, based_on=1)))
    assert number(book, "basis-comparison", "line-1", "change") == 8_000 - 7_000
    assert disagreements(book) == []
