"""Which subjects are the same over the years."""

from dataclasses import replace

import pytest

from ledger.figures.facts import Subject, Successions
from ledger.figures.subjects import (
    Successors,
    heirs,
    in_printed_order,
    is_in_force,
    joined,
    joint_pairs,
    lone_heir,
    only_heir,
    row_keys,
    subject_pairs,
    subjects_by_code,
)
from tests.ledger.records import allocation, facts, subject

OLD = subject("401-01", 2018)
NEW = subject("401-02", 2027, replaces=OLD)
NEWER = subject("401-05", 2030, replaces=NEW)


OTHER = subject("401-03", 2027, replaces=OLD)


def successors(*subjects: Subject, pairs: Successions = ()) -> Successors:
    return facts(subjects=subjects, successions=pairs).successors


@pytest.mark.parametrize(
    ("year", "continued_by"),
    [(2026, OLD), (2027, NEW), (2029, NEW), (2030, NEWER), (2031, NEWER)],
)
def test_the_heir_follows_the_codes_up_to_the_year(year: int, continued_by: Subject) -> None:
    assert heirs(OLD, successors(OLD, NEW, NEWER), year) == {continued_by}


def test_a_split_subject_has_several_heirs_and_no_only_one() -> None:
    following = successors(OLD, NEW, OTHER)
    assert heirs(OLD, following, 2027) == {NEW, OTHER}
    assert only_heir(OLD, following, 2027) is None
    assert only_heir(NEW, following, 2027) == NEW


def test_a_subject_with_a_later_last_year_goes_on_beside_what_continues_a_part_of_it() -> None:
    going_on = replace(OLD, valid_until=2028)
    following = successors(going_on, NEW)
    assert heirs(going_on, following, 2028) == {going_on, NEW}
    assert heirs(going_on, following, 2029) == {NEW}


def test_a_lone_heir_continues_no_other() -> None:
    following = successors(FACILITY, EQUIPMENT, MERGED, pairs=MERGER)
    assert lone_heir(FACILITY, [FACILITY], following, 2022) == MERGED
    assert lone_heir(FACILITY, [FACILITY, EQUIPMENT], following, 2022) is None


def test_a_circle_ends() -> None:
    """No ledger takes one; a figure would still be found."""
    here, there = subject("1", 2018), subject("2", 2018)
    here, there = subject("1", 2018, replaces=there), subject("2", 2018, replaces=here)
    assert heirs(here, successors(here, there), 2021) == {here}


def test_a_successor_that_nobody_entered_continues_nothing() -> None:
    assert successors(OLD, pairs=((OLD.identity, ("999-99", 2027)),)) == {}


FACILITY, EQUIPMENT, MERGED = subject("301-10"), subject("402-09"), subject("308-77", 2022)
MERGER = ((FACILITY.identity, MERGED.identity), (EQUIPMENT.identity, MERGED.identity))


def test_subjects_are_joined_by_what_they_became_and_only_from_then_on() -> None:
    following = successors(FACILITY, EQUIPMENT, MERGED, pairs=MERGER)
    assert joined([FACILITY, EQUIPMENT], following, 2022) == [[FACILITY, EQUIPMENT]]
    assert joined([FACILITY, EQUIPMENT], following, 2021) == [[FACILITY], [EQUIPMENT]]


def test_what_a_split_subject_became_is_joined_only_by_the_old_one() -> None:
    following = successors(OLD, NEW, OTHER)
    assert joined([NEW, OTHER], following, 2027) == [[NEW], [OTHER]]
    assert joined([OLD, NEW, OTHER], following, 2027) == [[OLD, NEW, OTHER]]


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


def test_what_merged_is_compared_with_the_sum() -> None:
    """301-10 100 + 402-09 40 became 308-77 150."""
    current, before = allocation(MERGED, 150), [allocation(FACILITY, 100), allocation(EQUIPMENT, 40)]
    held = facts([current], before, year=2022, subjects=(FACILITY, EQUIPMENT, MERGED), successions=MERGER)
    assert subject_pairs(held) == [(MERGED, [current], before)]
    assert joint_pairs(held) == []


def test_what_was_split_is_compared_together() -> None:
    now, before = [allocation(NEW, 60), allocation(OTHER, 50)], [allocation(OLD, 100)]
    held = facts(now, before, year=2027, subjects=(OLD, NEW, OTHER))
    assert subject_pairs(held) == [(OLD, [], before), (NEW, now[:1], []), (OTHER, now[1:], [])]
    (joint,) = joint_pairs(held)
    assert (joint.key, joint.name) == ("401-02,401-03", "401-02·401-03 ← 401-01")
    assert (joint.parts, joint.current, joint.prior) == (("401-01", "401-02", "401-03"), now, before)


def test_of_a_split_subject_one_row_is_enough_where_the_budget_has_one_of_its_heirs() -> None:
    now, before = allocation(NEW, 60), allocation(OLD, 100)
    held = facts([now], [before], year=2027, subjects=(OLD, NEW, OTHER))
    assert subject_pairs(held) == [(NEW, [now], [before])]


def test_once_a_split_is_past_each_is_compared_by_itself() -> None:
    now = [allocation(NEW, 60), allocation(OTHER, 50)]
    held = facts(now, now, year=2028, subjects=(OLD, NEW, OTHER))
    assert subject_pairs(held) == [(NEW, now[:1], now[:1]), (OTHER, now[1:], now[1:])]


def test_what_is_compared_together_stands_together() -> None:
    office = allocation(subject("201-01"), 7)
    now, before = [allocation(NEW, 60), office, allocation(OTHER, 50)], [allocation(OLD, 100)]
    held = facts(
        now,
        before,
        year=2027,
        subjects=(OLD, NEW, OTHER),
        row_orders={"budget-summary": ("401-03", "201-01", "401-02")},
    )
    assert [one.code for one, _, _ in subject_pairs(held)] == ["401-03", "401-01", "401-02", "201-01"]


@pytest.mark.parametrize(("year", "expected"), [(2017, False), (2018, True), (2020, True), (2021, False)])
def test_a_subject_is_in_force_from_its_first_to_its_last_year(year: int, expected: bool) -> None:
    assert is_in_force(Subject("201-01", 2018, "", valid_until=2020), year) is expected


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
