"""The places of a sheet's rows after a save."""

from collections.abc import Mapping

from ledger.desk.sheet.placing import Placed, positions, sequence
from ledger.reading.difference import AddedRow, Ref

A1, A2, A3 = (Placed(number, "a", number) for number in (1, 2, 3))
B1 = Placed(11, "b", 1)
ROWS = [A1, A2, A3, B1]


def new(name: str, after: Ref | None = None, *, is_placed: bool = True) -> AddedRow:
    return AddedRow(name, {}, after, is_placed)


def places(
    *added: AddedRow, order: list[Ref] | None = None, groups: Mapping[Ref, str] | None = None
) -> dict[Ref, int]:
    """Row -> its new number."""
    return positions(sequence(ROWS, added, order, groups or {}), ROWS)


def test_who_moves_nothing_changes_no_place() -> None:
    assert places() == {}
    assert places(order=[1, 2, 3, 11]) == {}


def test_two_rows_that_change_places_change_two_rows() -> None:
    assert places(order=[2, 1, 3, 11]) == {2: 1, 1: 2}


def test_a_new_row_comes_last_in_its_group() -> None:
    assert places(new("new-1", is_placed=False), groups={"new-1": "a"}) == {"new-1": 4}
    assert places(new("new-1", 3), groups={"new-1": "a"}) == {"new-1": 4}


def test_a_new_row_comes_after_another_and_the_rest_makes_room() -> None:
    assert places(new("new-1", 1), groups={"new-1": "a"}) == {"new-1": 2, 2: 3, 3: 4}


def test_a_new_row_comes_first() -> None:
    assert places(new("new-1"), groups={"new-1": "b"}) == {"new-1": 1, 11: 2}


def test_new_rows_follow_one_another() -> None:
    both = (new("new-1", 3), new("new-2", "new-1"))
    assert places(*both, groups={"new-1": "a", "new-2": "a"}) == {"new-1": 4, "new-2": 5}


def test_a_new_row_after_one_of_another_group_comes_last_in_its_own() -> None:
    assert places(new("new-1", 3), groups={"new-1": "b"}) == {"new-1": 2}


def test_a_row_that_goes_to_another_group_comes_last_there() -> None:
    assert places(groups={2: "b"}) == {2: 2}


def test_a_row_that_goes_to_another_group_keeps_the_place_that_the_order_gives_it() -> None:
    assert places(order=[1, 3, 2, 11], groups={2: "b"}) == {2: 1, 11: 2}


def test_rows_that_the_page_did_not_know_of_stay_behind_what_they_stood_behind() -> None:
    assert places(order=[3, 1, 11]) == {3: 1, 1: 2, 2: 3}


def test_rows_that_are_gone_are_passed_over() -> None:
    assert places(order=[99, 2, 1, 3, "new-9", 11]) == {2: 1, 1: 2}


def test_a_group_keeps_the_numbers_that_it_has() -> None:
    rows = [Placed(1, "a", 10), Placed(2, "a", 20), Placed(3, "a", 30)]
    assert positions([rows[2], rows[0], rows[1]], rows) == {3: 10, 1: 20, 2: 30}
