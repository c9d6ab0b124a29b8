"""A workbook as records: formulas name their cells by key, wherever those stand."""

from datetime import datetime
from decimal import Decimal

import pytest

from ledger.workbook.book import Book, CellList, CellOf, CellRange, ExactWon, Sheet, style

PLAIN = style()


def book_with(*sheets: Sheet, **more: object) -> Book:
    return Book("title", datetime(2021, 1, 1), sheets, **more)  # type: ignore[arg-type]


def column_of(name: str, *numbers: int) -> Sheet:
    """A sheet with numbers below each other in column B, under the keys ('B1',), ('B2',) ..."""
    sheet = Sheet(name, (10.0, 10.0))
    for line, number in enumerate(numbers):
        sheet.put(line, 1, number, PLAIN, (f"B{line + 1}",))
    return sheet


def test_formula_names_the_sheet_only_from_another_one() -> None:
    book = book_with(column_of("연차별 투자계획", 1, 2))
    formula = (CellOf(("B1",)), "+", CellOf(("B2",)))
    assert book.text_of(formula, "연차별 투자계획") == "=B1+B2"
    assert book.text_of(formula, "검증") == "='연차별 투자계획'!B1+'연차별 투자계획'!B2"
    assert book.text_of((CellRange(("B1",), ("B2",)),), "검증") == "='연차별 투자계획'!B1:B2"


def test_neighbours_in_a_run_are_a_range() -> None:
    """B1, B2, B3 and B5: the first three are one argument."""
    book = book_with(column_of("표", 1, 2, 3, 4, 5))
    keys = tuple((f"B{line}",) for line in (1, 2, 3, 5))
    assert book.text_of(("SUM(", CellList(keys), ")"), "표") == "=SUM(B1:B3,B5)"


def test_amount_in_won_is_whatever_gives_it_exactly() -> None:
    book = book_with(column_of("표", 7), exact={("B1",): (CellOf(("B1",)), "*1000")})
    assert book.text_of((ExactWon(("B1",)),), "표") == "=B1*1000"
    assert book_with(column_of("표", 7)).text_of((ExactWon(("B1",)),), "표") == "=B1"


def test_formula_that_refers_to_nothing_is_no_formula() -> None:
    with pytest.raises(KeyError):
        book_with(column_of("표", 1)).text_of((CellOf(("C1",)),), "표")


def test_figures_are_numbers_and_formulas_texts_are_words() -> None:
    sheet = column_of("표", 7)
    sheet.put(1, 0, "글", PLAIN)
    sheet.put(1, 1, 14, PLAIN, formula=(CellOf(("B1",)), "*2"))
    sheet.put(2, 0, None, PLAIN)
    book = book_with(sheet)
    assert list(book.figures()) == [("표", "B1", False, 7), ("표", "B2", True, 14)]
    assert sorted(book.words()) == [("표", "A2", "글"), ("표", "B2", "=B1*2")]


def test_columns_widen_to_their_numbers() -> None:
    """1,000,000,000,000 has 17 signs; 5 more for (x△ …), a mark and the margins."""
    sheet = column_of("표", 10**12)
    sheet.put(1, 0, Decimal("0.5"), PLAIN)
    sheet.widen()
    assert sheet.widths == (10.0, 22)
