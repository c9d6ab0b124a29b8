"""Which subjects are the same over the years."""

import pytest

from ledger.figures.subjects import in_printed_order, row_keys, subject_pairs, subjects_by_code, successor
from tests.ledger.records import allocation, facts, subject

OLD = subject("401-01", 2018)
NEW = subject("401-02", 2027, replaces=OLD)
NEWER = subject("401-05", 2030, replaces=NEW)


@pytest.mark.parametrize(
    ("year", "continued_by"),
    [(2026, OLD), (2027, NEW), (2029, NEW), (2030, NEWER), (2031, NEWER)],
)
def test_heir_follows_the_codes_up_to_the_year(year: int, continued_by: object) -> None:
    assert successor(OLD, [OLD, NEW, NEWER], year) == continued_by


def test_of_two_heirs_none_continues() -> None:
    """Nothing says how the past of a split subject divides: it stays alone."""
    other = subject("401-03", 2027, replaces=OLD)
    assert successor(OLD, [OLD, NEW, other], 2027) == OLD


def test_a_circle_ends() -> None:
    """No document can mean it, but it can be typed."""
    here, there = subject("1", 2018), subject("2", 2018)
    here, there = subject("1", 2018, replaces=there), subject("2", 2018, replaces=here)
    assert successor(here, [here, there], 2021) == there
    assert successor(there, [here, there], 2021) == here


def test_row_key_is_the_code() -> None:
    assert row_keys([OLD, subject("201-01")]) == {("401-01", 2018): "401-01", ("201-01", 2018): "201-01"}


def test_of_two_with_one_code_the_older_carries_its_year() -> None:
    """401-01 is 시설비 until 2026 and 보상비 from 2027 on."""
    again = subject("401-01", 2027)
    expected = {("401-01", 2027): "401-01", ("401-01", 2018): "401-01@2018"}
    assert row_keys([OLD, again]) == row_keys([again, OLD]) == expected


def test_in_order_names_each_once_by_code() -> None:
    office = subject("201-01")
    assert subjects_by_code([OLD, office, OLD]) == [office, OLD]


def test_paired_joins_over_a_moved_code() -> None:
    current, prior = allocation(NEW, 5), allocation(OLD, 3)
    with_codes = facts([current], [prior], year=2027, subjects=(OLD, NEW))
    assert subject_pairs(with_codes) == [(NEW, [current], [prior])]


def test_paired_keeps_both_where_no_code_has_moved() -> None:
    current, prior = allocation(NEW, 5), allocation(OLD, 3)
    before_the_move = facts([current], [prior], year=2026, subjects=(OLD, NEW))
    assert subject_pairs(before_the_move) == [(OLD, [], [prior]), (NEW, [current], [])]


def test_paired_adds_what_two_codes_were_to_what_they_became() -> None:
    """The base still held an allocation under each code of the chain."""
    current, old, new = allocation(NEWER, 9), allocation(OLD, 3), allocation(NEW, 4)
    chain = facts([current], [old, new], year=2030, subjects=(OLD, NEW, NEWER))
    assert subject_pairs(chain) == [(NEWER, [current], [old, new])]


FOUR = [subject(code) for code in ("201-01", "401-01", "401-02", "403-01")]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ((), ["201-01", "401-01", "401-02", "403-01"]),
        (("403-01", "401-01", "401-02", "201-01"), ["403-01", "401-01", "401-02", "201-01"]),
        (("total", "403-01", "401-01", "999-99"), ["201-01", "403-01", "401-01", "401-02"]),
        (("403-01",), ["201-01", "401-01", "401-02", "403-01"]),
    ],
)
def test_subjects_stand_as_the_document_prints_them(printed: tuple[str, ...], expected: list[str]) -> None:
    """Keys of other rows are passed over; what is not printed follows the one before it by code."""
    held = facts(row_orders={"investment-plan": printed})
    assert [one.code for one in in_printed_order(FOUR[::-1], held, "investment-plan")] == expected
