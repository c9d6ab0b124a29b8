"""What a budget that changes another holds: its own rows and what it carries, as a 추경 is printed."""

from collections.abc import Sequence
from dataclasses import replace

from ledger.figures.carried import in_force, match_lines, still_there
from ledger.figures.facts import Allocation, Line, SourceShare
from ledger.figures.money import total
from tests.ledger.records import allocation, line, subject, version

OFFICE, UTILITIES, STUDY = subject("201-01"), subject("201-02"), subject("207-01")
ORIGINAL = version(id=1)
FIRST = version(kind="supplementary", sequence=1, id=2, based_on=1)
SECOND = version(kind="supplementary", sequence=2, id=3, based_on=2)
VERSIONS = [ORIGINAL, FIRST, SECOND]


def first(original: Sequence[Allocation], changes: Sequence[Allocation]) -> dict[str, Allocation]:
    """The first supplementary budget, by subject."""
    found = in_force({1: original, 2: changes}, VERSIONS, FIRST)
    return {one.subject.code: one for one in found}


def second(*held: Sequence[Allocation]) -> dict[str, Allocation]:
    """The second supplementary budget, by subject: the original, the first and its own changes."""
    found = in_force(dict(enumerate(held, start=1)), VERSIONS, SECOND)
    return {one.subject.code: one for one in found}


def amounts(one: Allocation) -> list[tuple[str, int]]:
    return [(line.description, line.amount) for line in one.lines]


class TestSubject:
    def test_that_is_not_named_is_carried(self) -> None:
        found = first([allocation(OFFICE, 500), allocation(UTILITIES, 120)], [allocation(OFFICE, 560)])
        assert {code: one.amount for code, one in found.items()} == {"201-01": 560, "201-02": 120}
        assert [one.carried_from for one in found.values()] == ["", "2021-original"]

    def test_that_is_new_stands_beside_those_carried(self) -> None:
        found = first([allocation(OFFICE, 500)], [allocation(STUDY, 90)])
        assert total(one.amount for one in found.values()) == 500 + 90

    def test_with_a_blank_amount_is_unchanged(self) -> None:
        found = first([allocation(OFFICE, 500, national=100)], [allocation(OFFICE, None)])
        assert (found["201-01"].amount, found["201-01"].national) == (500, 100)

    def test_national_part_that_is_not_given_is_that_of_the_budget_so_far(self) -> None:
        found = first([allocation(OFFICE, 500, national=100)], [allocation(OFFICE, 560)])
        assert (found["201-01"].amount, found["201-01"].national) == (560, 100)

    def test_that_ends_has_0_in_the_version_and_is_gone_in_the_next(self) -> None:
        held = [[allocation(OFFICE, 500), allocation(UTILITIES, 120)], [allocation(UTILITIES, 0)]]
        assert first(*held)["201-02"].amount == 0
        assert list(second(*held, [])) == ["201-01"]

    def test_that_ended_can_begin_again(self) -> None:
        held = [[allocation(UTILITIES, 120)], [allocation(UTILITIES, 0)], [allocation(UTILITIES, 30)]]
        assert second(*held)["201-02"].amount == 30

    def test_that_is_restated_carries_nothing(self) -> None:
        lines = [line(100, description="청소", id=11), line(50, description="보안", id=12)]
        restated = allocation(OFFICE, lines=[line(130, description="청소와 보안", id=21)], is_restated=True)
        assert first([allocation(OFFICE, lines=lines)], [restated])["201-01"].amount == 130

    def test_with_an_own_amount_instead_of_lines_has_that_amount(self) -> None:
        found = first([allocation(OFFICE, lines=[line(100), line(50)])], [allocation(OFFICE, 170)])
        assert (found["201-01"].amount, found["201-01"].lines) == (170, ())


class TestLine:
    ORIGINAL = (
        allocation(OFFICE, lines=[line(100, description="청소", id=11), line(50, description="보안", id=12)]),
    )

    def test_that_is_not_named_is_carried_in_its_place(self) -> None:
        found = first(self.ORIGINAL, [allocation(OFFICE, lines=[line(130, description="보안 ", id=21)])])[
            "201-01"
        ]
        assert amounts(found) == [("청소", 100), ("보안 ", 130)]
        assert found.amount == 100 + 130
        assert [one.carried_from for one in found.lines] == ["2021-original", ""]

    def test_that_continues_no_other_is_added_at_the_end(self) -> None:
        found = first(
            self.ORIGINAL, [allocation(OFFICE, lines=[line(-31, description="인건비 감액", id=21)])]
        )["201-01"]
        assert amounts(found) == [("청소", 100), ("보안", 50), ("인건비 감액", -31)]
        assert [one.position for one in found.lines] == [1, 2, 3]

    def test_that_says_which_one_it_continues_may_be_called_otherwise(self) -> None:
        renamed = line(120, description="청소 용역", id=21, continues=11)
        found = first(self.ORIGINAL, [allocation(OFFICE, lines=[renamed])])["201-01"]
        assert amounts(found) == [("청소 용역", 120), ("보안", 50)]

    def test_that_ends_has_0_in_the_version_and_is_gone_in_the_next(self) -> None:
        ended = [allocation(OFFICE, lines=[line(0, description="보안", id=21)])]
        assert amounts(first(self.ORIGINAL, ended)["201-01"]) == [("청소", 100), ("보안", 0)]
        assert amounts(second(self.ORIGINAL, ended, [])["201-01"]) == [("청소", 100)]

    def test_of_the_original_may_be_named_two_versions_later(self) -> None:
        once = [allocation(OFFICE, lines=[line(120, description="청소 용역", id=21, continues=11)])]
        again = [allocation(OFFICE, lines=[line(140, description="청소 용역비", id=31, continues=11)])]
        assert amounts(second(self.ORIGINAL, once, again)["201-01"]) == [("청소 용역비", 140), ("보안", 50)]

    def test_of_the_same_description_at_another_site_is_another(self) -> None:
        original = [allocation(OFFICE, lines=[line(100, description="공사", site="mapo", id=11)])]
        found = first(
            original, [allocation(OFFICE, lines=[line(70, description="공사", site="jung", id=21)])]
        )["201-01"]
        assert found.amount == 100 + 70

    def test_beside_a_budget_so_far_without_lines_changes_its_amount(self) -> None:
        """'△740천원×7명×6/12개월' belongs to the change: 기정 450,000 − 31,080."""
        found = first(
            [allocation(OFFICE, 450_000, unit="thousand")], [allocation(OFFICE, lines=[line(-31_080)])]
        )
        assert found["201-01"].amount == 450_000 - 31_080
        assert found["201-01"].known_to == "thousand"
        held = [[allocation(OFFICE, 450_000)], [allocation(OFFICE, lines=[line(-31_080)])]]
        assert (
            second(*held, [allocation(OFFICE, lines=[line(-20, description="더")])])["201-01"].amount
            == 450_000 - 31_080 - 20
        )

    def test_that_changes_another_has_the_basis_of_the_change_and_none_of_its_amount(self) -> None:
        change = replace(line(130, description="청소", id=21), basis="10×3")
        changed, kept = first(self.ORIGINAL, [allocation(OFFICE, lines=[change])])["201-01"].lines
        assert (changed.basis, changed.whole_basis) == ("10×3", "")
        assert replace(kept, basis="5×10").whole_basis == "5×10"

    def test_all_of_them_ended_leave_nothing_to_the_next(self) -> None:
        ended = [
            allocation(OFFICE, lines=[line(0, description="청소", id=21), line(0, description="보안", id=22)])
        ]
        assert second(self.ORIGINAL, ended, []) == {}


class TestStillThere:
    """What a later version is compared with."""

    def test_without_the_subjects_and_lines_that_ended(self) -> None:
        lines = [line(100, description="청소", id=11), line(50, description="보안", id=12)]
        original = [allocation(OFFICE, lines=lines), allocation(UTILITIES, 120), allocation(STUDY, 0)]
        ends = [allocation(OFFICE, lines=[line(0, description="보안", id=21)]), allocation(UTILITIES, 0)]
        left = {one.subject.code: one for one in still_there(first(original, ends).values())}
        # A 0 that is printed and ends nothing stays.
        assert {code: one.amount for code, one in left.items()} == {"201-01": 100, "207-01": 0}
        assert amounts(left["201-01"]) == [("청소", 100)]

    def test_all_of_a_whole_budget(self) -> None:
        whole = (allocation(OFFICE, lines=[line(0, id=11), line(5, id=12)]), allocation(STUDY, 0))
        assert still_there(whole) == whole


class TestSources:
    BOND, TAX = (SourceShare("bond", 60),), (SourceShare("special-tax", 40),)
    WORKS = replace(line(100, description="공사", id=11), shares=BOND)

    def shares(self, original: Allocation, change: Allocation) -> tuple[SourceShare, ...]:
        return first([original], [change])["201-01"].shares

    def test_a_changed_line_that_names_none_keeps_those_of_the_budget_so_far(self) -> None:
        changed = line(80, description="공사", id=21)
        original = allocation(OFFICE, lines=[self.WORKS])
        assert self.shares(original, allocation(OFFICE, lines=[changed])) == self.BOND
        says_another = replace(changed, shares=self.TAX)
        assert self.shares(original, allocation(OFFICE, lines=[says_another])) == self.TAX

    def test_an_own_amount_keeps_them_too(self) -> None:
        original = replace(allocation(OFFICE, 100), own_shares=self.BOND)
        assert self.shares(original, allocation(OFFICE, 80)) == self.BOND
        assert self.shares(allocation(OFFICE, lines=[self.WORKS]), allocation(OFFICE, 80)) == self.BOND
        assert self.shares(original, replace(allocation(OFFICE, 80), own_shares=self.TAX)) == self.TAX

    def test_what_ends_has_none(self) -> None:
        ended = allocation(OFFICE, lines=[line(0, description="공사", id=21)])
        assert self.shares(allocation(OFFICE, lines=[self.WORKS]), ended) == ()
        original = replace(allocation(OFFICE, 100), own_shares=self.BOND)
        assert self.shares(original, allocation(OFFICE, 0)) == ()


def test_whole_budget_is_what_it_holds() -> None:
    whole = (allocation(OFFICE, 500),)
    assert in_force({1: whole}, VERSIONS, ORIGINAL) == whole


def test_a_version_that_changes_one_the_ledger_lacks_is_what_it_holds() -> None:
    alone = version(kind="final", id=9, based_on=None)
    assert in_force({9: [allocation(OFFICE, 500)]}, [alone], alone) == (allocation(OFFICE, 500),)


def test_lines_are_matched_by_row_then_by_name_then_by_order() -> None:
    """Two lines of one name: the first with the first."""
    prior = [
        line(1, description="용역", id=11),
        line(2, description="용역", id=12),
        line(3, description="다른", id=13),
    ]
    now: list[Line] = [
        line(5, description="용역", id=21),
        line(6, description="아주 다른", id=22, continues=13),
    ]
    pairs = match_lines(now, prior)
    assert [(one and one.id, other and other.id) for one, other in pairs] == [(21, 11), (22, 13), (None, 12)]
