"""The oracle finds what a careless ledger loses, and is content with a careful one."""

from typing import Any

from tests.lost_updates.journal import ACCEPTED, FAILED, REFUSED, Cell, Cells, Edit
from tests.lost_updates.oracle import Verdict, judge

FIRST: dict[int, Cells] = {
    1: {"amount": "100", "basis": "처음"},
    2: {"amount": "200", "basis": "둘째"},
}


class World:
    """A ledger of two lines, what was written to it, and who says what."""

    def __init__(self) -> None:
        self.rows: dict[int, Cells] = {row: dict(cells) for row, cells in FIRST.items()}
        self.log: list[dict[str, Any]] = []
        self.edits: list[Edit] = []

    def write(self, who: str, row: int, **cells: str) -> None:
        """What the database does, whoever has seen what."""
        before = dict(self.rows[row])
        self.rows[row] = before | cells
        self.log.append({"who": who, "row": row, "how": "~", "before": before, "after": self.rows[row]})

    def say(self, who: str, row: int, field: str, seen: str | None, new: str, answer: str = ACCEPTED) -> Edit:
        """What somebody writes in their journal."""
        status = {ACCEPTED: 302, REFUSED: 409, FAILED: 500}[answer]
        cell, now = Cell(row, field, seen, new), float(len(self.edits))
        edit = Edit(who, "year", now, [cell], sent=now, answered=now + 0.5, status=status, answer=answer)
        self.edits.append(edit)
        return edit

    def save(self, who: str, row: int, field: str, seen: str, new: str) -> None:
        """Both."""
        self.say(who, row, field, seen, new)
        self.write(who, row, **{field: new})

    @property
    def verdict(self) -> Verdict:
        return judge(FIRST, self.rows, self.edits, self.log)


def test_edits_that_were_seen_before_they_were_replaced_are_not_lost() -> None:
    world = World()
    world.save("a", 1, "amount", "100", "111")
    world.save("b", 1, "basis", "처음", "b")
    world.save("b", 1, "amount", "111", "122")
    verdict = world.verdict
    assert verdict.is_good
    assert (verdict.accepted, verdict.saves) == (3, 3)


def test_an_edit_over_what_its_author_had_not_seen_loses_the_one_before() -> None:
    world = World()
    world.save("a", 1, "amount", "100", "111")
    world.save("b", 1, "amount", "100", "122")
    assert world.verdict.lost == ["a (year): line 1, amount '111' over '100'; now '122'"]


def test_a_cell_that_falls_back_by_an_old_page_is_lost_and_was_changed_untyped() -> None:
    world = World()
    world.save("a", 1, "amount", "100", "111")
    world.save("b", 2, "amount", "200", "222")
    world.write("b", 1, amount="100")
    verdict = world.verdict
    assert verdict.lost == ["a (year): line 1, amount '111' over '100'; now '100'"]
    assert verdict.untouched == ["b changed line 1, amount from '111' to '100' without having typed it"]


def test_an_accepted_edit_that_never_came_in_is_lost_by_both_witnesses() -> None:
    world = World()
    world.say("a", 1, "amount", "100", "111")
    assert len(world.verdict.lost) == 2


def test_a_refused_edit_must_not_come_in() -> None:
    world = World()
    world.say("a", 1, "amount", "100", "111", REFUSED)
    assert world.verdict.is_good
    assert world.verdict.conflicts == 1
    world.write("a", 1, amount="111")
    assert not world.verdict.is_good
    assert world.verdict.failed == ["a (year): refused (409), and yet it came in"]


def test_an_answer_that_is_neither_is_a_failure() -> None:
    world = World()
    world.say("a", 1, "amount", "100", "111", FAILED)
    assert world.verdict.failed == ["a (year): 500"]


def test_what_got_no_answer_and_came_in_all_the_same_was_typed_by_somebody() -> None:
    world = World()
    edit = world.say("a", 1, "amount", "100", "111", FAILED)
    edit.status = 0
    world.write("a", 1, amount="111")
    world.save("b", 1, "amount", "111", "122")
    verdict = world.verdict
    assert (verdict.failed, verdict.lost, verdict.untouched) == (["a (year): no answer"], [], [])


class TestInsisting:
    """Whoever insists has been shown what the page that refused them had, and nothing that came after it."""

    def test_over_what_the_page_has_shown(self) -> None:
        world = World()
        world.save("a", 1, "amount", "100", "111")
        world.say("b", 1, "amount", "100", "122", REFUSED)
        world.say("b", 1, "amount", None, "122")
        world.write("b", 1, amount="122")
        assert world.verdict.lost == []

    def test_over_what_came_after_it(self) -> None:
        world = World()
        refused = world.say("b", 1, "amount", "100", "122", REFUSED)
        world.save("a", 1, "amount", "100", "111")
        insisting = world.say("b", 1, "amount", None, "122")
        insisting.shown = refused.answered
        world.write("b", 1, amount="122")
        assert world.verdict.lost == ["a (year): line 1, amount '111' over '100'; now '122'"]

    def test_on_a_cell_of_a_row_that_is_gone_makes_a_row(self) -> None:
        world = World()
        world.edits.append(Edit("a", "delete", 0, gone={1: dict(FIRST[1])}, status=302, answer=ACCEPTED))
        world.log.append(
            {"id": 1, "who": "a", "row": 1, "how": "-", "before": world.rows.pop(1), "after": None}
        )
        world.say("b", 1, "amount", "100", "122", REFUSED)
        world.say("b", 1, "amount", None, "122")
        assert len(world.verdict.lost) == 2
        world.rows[3] = {"amount": "122", "basis": "처음", "description": "b"}
        world.log.append(
            {"id": 2, "who": "b", "row": 3, "how": "+", "before": None, "after": dict(world.rows[3])}
        )
        assert world.verdict.is_good

    def test_that_came_in_and_was_carried_on_in_another_row_is_of_its_own(self) -> None:
        """b insists on 122, which comes in; a deletes the row; b keeps it, with the 122 that stood there last."""
        world = World()
        world.say("b", 1, "amount", "100", "122", REFUSED)
        world.say("b", 1, "amount", None, "122")
        world.write("b", 1, amount="122")
        world.edits.append(Edit("a", "delete", 0, gone={1: dict(world.rows[1])}, status=302, answer=ACCEPTED))
        gone = world.rows.pop(1)
        world.log.append({"id": 8, "who": "a", "row": 1, "how": "-", "before": gone, "after": None})
        world.say("b", 1, "basis", None, "b 2")
        world.rows[3] = {**gone, "basis": "b 2", "description": "b"}
        world.log.append(
            {"id": 9, "who": "b", "row": 3, "how": "+", "before": None, "after": dict(world.rows[3])}
        )
        assert world.verdict.is_good


class TestRows:
    def test_an_added_row_comes_in_once(self) -> None:
        world = World()
        cells = {"amount": "300", "basis": "셋째", "description": "a 1"}
        world.edits.append(Edit("a", "add", 0, added=[cells], status=302, answer=ACCEPTED))
        assert world.verdict.lost == ["a (add): the new row a 1 never came in"]
        for number in (3, 4):
            world.rows[number] = dict(cells)
            world.log.append({"who": "a", "row": number, "how": "+", "before": None, "after": cells})
            assert world.verdict.is_good is (number == 3)
        assert world.verdict.twice == ["a (add): the new row came in 2 times"]

    def test_a_row_goes_only_by_somebody_who_has_seen_it_as_it_was(self) -> None:
        world = World()
        world.save("a", 1, "amount", "100", "111")
        gone = world.rows.pop(1)
        world.log.append({"id": 9, "who": "b", "row": 1, "how": "-", "before": gone, "after": None})
        assert world.verdict.untouched == ["line 1 is gone, and nobody has deleted it"]
        edit = Edit("b", "delete", 0, gone={1: dict(FIRST[1])}, status=302, answer=ACCEPTED)
        world.edits.append(edit)
        assert world.verdict.lost == ["a (year): line 1, amount '111' over '100'; now '100'"]
        edit.gone = {1: gone}
        assert world.verdict.is_good
