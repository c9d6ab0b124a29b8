"""Columns that declare their meaning compute themselves from their row."""

from decimal import Decimal
from fractions import Fraction

import pytest

from ledger.reporting.report import (
    Change,
    Column,
    PerArea,
    Rate,
    Report,
    Row,
    Sum,
    complete_row,
    sum_rows,
    with_national,
)

A, B = Column("a"), Column("b")
CHANGE, RATE = Column("change", meaning=Change("b", "a")), Column("rate", "rate", Rate("change", "a"))
NOTHING: frozenset[str] = frozenset()


def test_a_completed_row_has_every_cell_in_the_order_of_the_columns() -> None:
    row = complete_row(Row("r", {"b": 130, "a": 100}), (A, B, CHANGE, RATE))
    assert list(row.figures.items()) == [("a", 100), ("b", 130), ("change", 30), ("rate", Fraction(30))]


def test_a_missing_cell_makes_what_follows_from_it_missing() -> None:
    row = complete_row(Row("r", {"b": 130}), (A, B, CHANGE, RATE))
    assert row.figures == {"a": None, "b": 130, "change": None, "rate": None}


def test_a_nil_cell_stays_blank_and_counts_as_zero_in_the_change() -> None:
    row = complete_row(Row("r", {"b": 130}, unallotted=frozenset({"a"})), (A, B, CHANGE, RATE))
    assert row.figures == {"a": None, "b": 130, "change": 130, "rate": None}


def test_nil_on_both_sides_is_no_change_of_zero() -> None:
    row = complete_row(Row("r", {}, unallotted=frozenset({"a", "b"})), (A, B, CHANGE, RATE))
    assert row.figures["change"] is None


def test_sum_and_per_area() -> None:
    assert Sum(("a", "b", "c")).figure({"a": 1, "b": None, "c": 2}, NOTHING) == 1 + 2
    assert Sum(("a",)).figure({}, NOTHING) is None
    assert PerArea("a", "area").figure({"a": 100, "area": Decimal("2.5")}, NOTHING) == 40
    assert PerArea("a", "area").figure({"a": 100, "area": None}, NOTHING) is None


def test_with_national_repeats_money_and_rates_in_their_own_terms() -> None:
    site = Column("site", "key")
    columns = with_national((A, B, CHANGE, RATE, Column("s", meaning=Sum(("a", "b"))), site))
    by_key = {column.key: column for column in columns}
    assert list(by_key)[6:] == ["a_national", "b_national", "change_national", "rate_national", "s_national"]
    assert by_key["change_national"].meaning == Change("b_national", "a_national")
    assert by_key["rate_national"].meaning == Rate("change_national", "a_national")
    assert by_key["s_national"].meaning == Sum(("a_national", "b_national"))
    assert by_key["rate_national"].national_of == "rate"
    assert by_key["rate_national"].base == "a_national"


def test_summed_adds_money_and_derives_the_rest() -> None:
    """Rates are never summed: 10 % and 100 % of these rows are 19/100 = 19 %."""
    columns = (A, B, CHANGE, RATE)
    rows = [complete_row(Row(key, {"a": a, "b": b}), columns) for key, a, b in (("r", 90, 99), ("s", 10, 20))]
    total = sum_rows("total", rows, columns)
    assert total.figures == {"a": 100, "b": 119, "change": 19, "rate": Fraction(19)}
    assert total.parts == ("r", "s")


def test_summed_leaves_what_nothing_gives_missing() -> None:
    assert sum_rows("total", [], (A, B, CHANGE)).figures == {"a": None, "b": None, "change": None}
    rows = [complete_row(Row("r", {"a": None, "b": 0}), (A, B))]
    assert sum_rows("total", rows, (A, B)).figures == {"a": None, "b": 0}


def test_row_and_national_column_are_found_by_key() -> None:
    row = Row("r", {"a": 1, "a_national": 0})
    report = Report("name", "won", with_national((A,)), (row,))
    assert report.row("r") is row
    with pytest.raises(KeyError):
        report.row("s")
    national = report.national(report.columns[0])
    assert national is not None
    assert national.key == "a_national"
    assert report.national(national) is None
