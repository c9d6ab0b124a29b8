"""재원별 구성 below 예산총괄, 재원별 투자계획 below the plan: their totals are those above, own money is the rest."""

from random import Random

import pytest

from ledger.figures.facts import Facts
from ledger.workbook.book import Book
from tests.ledger.council.sheets.books import Computed, book_of, disagreements, formula, number
from tests.ledger.ledgers import exact
from tests.ledger.printed_ledgers import as_printed
from tests.ledger.records import facts
from tests.ledger.sourced_ledgers import sourced
from tests.ledger.tieout.test_sources import SOURCES, budget, planned


def small() -> Facts:
    """100,000 of which the subsidy gives 30,000 and the province 25,000, in thousand won; the plan alike in million."""
    return facts(
        [budget(100_000_000, 30_000_000, metropolitan=25_000_000)],
        [budget(80_000_000, 30_000_000, metropolitan=20_000_000)],
        plan=(planned(100_000_000, 30_000_000, metropolitan=25_000_000),),
        sources=SOURCES,
    )


@pytest.mark.parametrize("seed", range(4))
def test_every_formula_gives_the_ledgers_figure(seed: int) -> None:
    held = sourced(exact(Random(seed)))
    for one in (held, as_printed(held)):
        assert disagreements(book_of(one)) == []


def place(book: Book, key: str, column: str) -> tuple[object, str]:
    return number(book, "variance", key, column), formula(book, "variance", key, column)


def test_the_budget_and_its_changes_by_source() -> None:
    book = book_of(small())
    assert place(book, "total", "current") == (100_000, "=D8")
    assert place(book, "national", "current") == (30_000, "")
    assert place(book, "source-metropolitan", "current") == (25_000, "")
    own, change = place(book, "city", "current"), place(book, "city", "change")
    assert own == (100_000 - 30_000 - 25_000, "=D17-D18-D19")
    assert change == (45_000 - (80_000 - 30_000 - 20_000), "=D20-C20")


def test_who_types_another_share_sees_own_money_and_its_part_of_the_whole() -> None:
    book = book_of(small())
    typed = Computed(book, {("variance", "source-metropolitan", "current"): 35_000})
    assert typed["variance", "city", "current"] == 100_000 - 30_000 - 35_000
    sheet, line, at = book.place(("variance", "city", "current"))
    assert typed.shown[sheet, line + 1, at + 4] == 35


def test_the_plan_by_source() -> None:
    book = book_of(small())
    assert formula(book, "plan-sources", "total", "2021").startswith("=F")
    assert number(book, "plan-sources", "city", "2021") == 100 - 30 - 25
    assert number(book, "plan-sources", "source-metropolitan", "total") == 25


def test_without_a_named_source_there_is_nothing_below() -> None:
    words = {
        str(cell.content)
        for sheet in book_of(exact(Random(0))).sheets
        for cell in sheet.cells.values()
        if isinstance(cell.content, str)
    }
    assert not any("재원별" in word and word.startswith("□") for word in words)
