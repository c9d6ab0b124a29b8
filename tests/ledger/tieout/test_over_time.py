"""Settlements within a year, from year to year, and by subject."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from ledger.figures.facts import Allocation, Facts, Settlement, Snapshot
from ledger.tieout.over_time import YEAR_ABSENT
from ledger.words.findings import FindingWords
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, facts, settled, subject, version
from tests.ledger.tieout.figures import at, of_rule, outcome, outcomes, verdicts

USED = {"executed": 70, "carried_out": 15, "unspent": 15}


def whole(**cells: int | None) -> Settlement:
    given = {"final_budget": 90, "carried_in": 8, "budget_change": 2, "current_budget": 100, **USED, **cells}
    row = settled(2019)
    return replace(row, cells={**row.cells, **given})


def test_available_budget() -> None:
    for current, verdict in ((100, "ties"), (92, "breaks")):
        held = facts(settlements=(whole(current_budget=current),))
        assert outcomes(held, "available_budget") == [
            ("settlement", "2019", "current_budget", current, 100, current - 100, verdict)
        ]


@pytest.mark.parametrize("cell", ["final_budget", "carried_in", "budget_change", "current_budget"])
def test_available_budget_with_a_blank_has_no_second_witness(cell: str) -> None:
    assert outcomes(facts(settlements=(whole(**{cell: None}),)), "available_budget") == []


@pytest.mark.parametrize(
    ("refund", "unspent", "verdict"),
    [(None, 15, "ties"), (0, 15, "ties"), (5, 10, "ties"), (5, 15, "breaks"), (None, 10, "breaks")],
)
def test_use_of_budget_with_the_refund_as_the_form_has_it(
    refund: int | None, unspent: int, verdict: str
) -> None:
    """No column for 보조금반납금, a printed 0, and one beside 집행잔액 or inside it."""
    held = facts(settlements=(whole(subsidy_refund=refund, unspent=unspent),))
    right = 85 + unspent + (refund or 0)
    assert outcomes(held, "use_of_budget") == [
        ("settlement", "2019", "current_budget", 100, right, 100 - right, verdict)
    ]


@pytest.mark.parametrize("cell", [*USED, "current_budget"])
def test_use_of_budget_with_a_blank_has_no_second_witness(cell: str) -> None:
    assert outcomes(facts(settlements=(whole(**{cell: None}),)), "use_of_budget") == []


def test_the_identities_hold_for_the_national_part_and_for_a_subject_alike() -> None:
    rows = (
        settled(2019, None, "national", current_budget=10, executed=9, carried_out=0, unspent=0),
        settled(2019, OFFICE, current_budget=20, executed=18, carried_out=0, unspent=2),
    )
    assert outcomes(facts(settlements=rows), "use_of_budget") == [
        ("settlement", "2019-national", "current_budget", 10, 9, 1, "breaks"),
        ("settlement", "2019-201-01", "current_budget", 20, 20, 0, "ties"),
    ]


class TestCarryOver:
    def test_from_a_year_into_the_next(self) -> None:
        for into, verdict in ((7, "ties"), (0, "breaks")):
            rows = (settled(2018, carried_out=7), settled(2019, carried_in=into))
            found = outcomes(facts(settlements=rows), "carry_over")
            assert found[0] == ("settlement", "2019", "carried_in", 7, into, 7 - into, verdict)

    def test_the_national_part(self) -> None:
        rows = tuple(
            row
            for portion in ("total", "national")
            for row in (
                settled(2019, None, portion, carried_out=7),
                settled(2020, None, portion, carried_in=6),
            )
        )
        assert outcomes(facts(settlements=rows), "carry_over") == [
            ("settlement", "2020", "carried_in", 7, 6, 1, "breaks"),
            ("settlement", "2020-national", "carried_in", 7, 6, 1, "breaks"),
        ]

    def test_a_year_without_a_row_is_undecidable_and_named(self) -> None:
        (finding,) = of_rule(facts(settlements=(settled(2019, carried_out=7),)), "carry_over")
        assert (finding.verdict, finding.note) == ("undecidable", YEAR_ABSENT)
        assert finding.missing == (at("settlement", "2020", "carried_in"),)

    def test_blank_cells_are_named(self) -> None:
        rows = (settled(2018), settled(2019), settled(2020, carried_in=1))
        first, second = of_rule(facts(settlements=rows), "carry_over")
        assert first.missing == (
            at("settlement", "2018", "carried_out"),
            at("settlement", "2019", "carried_in"),
        )
        assert (second.missing, second.note) == ((at("settlement", "2019", "carried_out"),), None)

    def test_subjects_too_where_both_years_have_them(self) -> None:
        rows = (
            settled(2019, carried_out=7),
            settled(2020, carried_in=7),
            settled(2019, OFFICE, carried_out=7),
            settled(2020, OFFICE, carried_in=3),
            settled(2019, GRANTS, carried_out=0),
        )
        assert [outcome(one)[1:] for one in of_rule(facts(settlements=rows), "carry_over")] == [
            ("2020", "carried_in", 7, 7, 0, "ties"),
            ("2020-201-01", "carried_in", 7, 3, 4, "breaks"),
        ]

    def test_over_a_code_that_has_moved(self) -> None:
        old = subject("401-01", 2018)
        new = subject("401-02", 2020, replaces=old)
        for into, verdict in ((7, "ties"), (5, "breaks")):
            rows = settled(2019, old, carried_out=7), settled(2020, new, carried_in=into)
            held = facts(settlements=rows, subjects=(old, new))
            assert outcomes(held, "carry_over") == [
                ("settlement", "2020-401-02", "carried_in", 7, into, 7 - into, verdict)
            ]

    def test_what_merged_carries_in_the_sum(self) -> None:
        """301-10 4 + 402-09 3 became 308-77."""
        olds, merged = (subject("301-10"), subject("402-09")), subject("308-77", 2020)
        pairs = tuple((old.identity, merged.identity) for old in olds)
        rows = (
            settled(2019, olds[0], carried_out=4),
            settled(2019, olds[1], carried_out=3),
            settled(2020, merged, carried_in=7),
        )
        held = facts(settlements=rows, subjects=(*olds, merged), successions=pairs)
        assert outcomes(held, "carry_over") == [
            ("settlement", "2020-308-77", "carried_in", 4 + 3, 7, 0, "ties")
        ]
        (blank,) = of_rule(
            replace(held, settlements=(*rows[:1], settled(2019, olds[1]), rows[2])), "carry_over"
        )
        assert blank.missing == (at("settlement", "2019-402-09", "carried_out"),)

    def test_what_was_split_carries_out_the_sum(self) -> None:
        old = subject("401-01", 2018)
        news = [subject(code, 2020, replaces=old) for code in ("401-02", "401-03")]
        rows = settled(2019, old, carried_out=7), *(settled(2020, new, carried_in=3) for new in news)
        held = facts(settlements=rows, subjects=(old, *news))
        assert outcomes(held, "carry_over") == [
            ("settlement", "2020-401-02", "carried_in", 7, 3 + 3, 1, "breaks")
        ]

    def test_a_blank_takes_what_an_identity_of_its_own_year_gives(self) -> None:
        after = settled(2019, final_budget=90, budget_change=0, current_budget=95)
        for executed, verdict in ((95, "ties"), (90, "breaks")):
            before = settled(2018, current_budget=100, executed=executed, unspent=0)
            found = of_rule(facts(settlements=(before, after)), "carry_over")[0]
            assert (found.cell.row, found.left, found.right) == ("2019", 100 - executed, 5)
            assert found.verdict == verdict
        known = settled(2018, current_budget=100, executed=95, unspent=0)
        for rows in ((known, settled(2019)), (settled(2018), after)):
            first = of_rule(facts(settlements=rows), "carry_over")[0]
            assert first.missing == (
                at("settlement", "2018", "carried_out"),
                at("settlement", "2019", "carried_in"),
            )

    def test_a_blank_national_part_is_marked_at_its_own_row(self) -> None:
        rows = (
            settled(2018, carried_out=7),
            settled(2019, carried_in=7),
            settled(2018, None, "national", carried_out=2),
            settled(2019, None, "national"),
        )
        total, national = of_rule(facts(settlements=rows), "carry_over")[:2]
        assert (total.cell.row, total.verdict) == ("2019", "ties")
        assert (national.cell.row, national.verdict) == ("2019-national", "undecidable")
        assert national.missing == (at("settlement", "2019-national", "carried_in"),)

    def test_silent_without_settlements(self) -> None:
        assert outcomes(facts(), "carry_over") == []


class TestSubjectsToProgram:
    def test_cell_by_cell(self) -> None:
        rows = (
            settled(2019, executed=9, carried_out=1),
            settled(2019, OFFICE, executed=4, carried_out=1),
            settled(2019, GRANTS, executed=5, carried_out=1),
        )
        assert outcomes(facts(settlements=rows), "subjects_to_program") == [
            ("settlement", "2019", "executed", 9, 9, 0, "ties"),
            ("settlement", "2019", "carried_out", 2, 1, 1, "breaks"),
        ]

    def test_a_blank_in_a_subject_leaves_its_column_out(self) -> None:
        rows = (settled(2019, executed=9), settled(2019, OFFICE, executed=4), settled(2019, GRANTS))
        assert verdicts(facts(settlements=rows), "subjects_to_program") == []

    def test_silent_without_subjects(self) -> None:
        assert verdicts(facts(settlements=(settled(2019, executed=9),)), "subjects_to_program") == []


class TestExecutionWithinBudget:
    def test_what_keeps_to_the_budget_is_nothing_to_say(self) -> None:
        for executed, unspent in ((100, 0), (90, 10), (0, 100), (100, None)):
            held = facts(settlements=(settled(2019, current_budget=100, executed=executed, unspent=unspent),))
            assert outcomes(held, "execution_within_budget") == []

    def test_more_executed_than_there_was(self) -> None:
        """120 of 100 executed, 20 less than nothing left: both cells say so, and the identity holds."""
        held = facts(settlements=(whole(executed=120, carried_out=0, unspent=-20),))
        assert outcomes(held, "execution_within_budget") == [
            ("settlement", "2019", "executed", 120, 100, 20, "breaks"),
            ("settlement", "2019", "unspent", 0, -20, 20, "breaks"),
        ]
        assert verdicts(held, "use_of_budget") == ["ties"]

    def test_carried_out_beyond_what_was_left(self) -> None:
        """70 executed and 40 carried over of 100."""
        held = facts(settlements=(whole(executed=70, carried_out=40, unspent=-10),))
        assert outcomes(held, "execution_within_budget") == [
            ("settlement", "2019", "unspent", 0, -10, 10, "breaks")
        ]

    def test_a_blank_that_an_identity_gives(self) -> None:
        """100 - 120 = -20."""
        held = facts(settlements=(whole(executed=120, carried_out=0, unspent=None),))
        assert [one[1:3] for one in outcomes(held, "execution_within_budget")] == [
            ("2019", "executed"),
            ("2019", "unspent"),
        ]

    def test_within_what_the_amounts_are_known_to(self) -> None:
        """60, 20 and 20 in 천원 may be 101,499 together."""
        row = settled(2019, final_budget=60_000, carried_in=20_000, budget_change=20_000, executed=101_000)
        row = replace(row, unit="thousand")
        assert verdicts(facts(settlements=(row,)), "execution_within_budget") == ["rounding"]

    def test_the_national_part_and_a_subject(self) -> None:
        rows = (
            settled(2019, None, "national", current_budget=10, executed=11),
            settled(2019, OFFICE, current_budget=20, executed=21),
        )
        assert [one[1] for one in outcomes(facts(settlements=rows), "execution_within_budget")] == [
            "2019-national",
            "2019-201-01",
        ]

    def test_a_budget_that_rests_on_an_assumption_proves_nothing(self) -> None:
        """90 + 0 and a blank 예산변경: nobody knows that it was not 30."""
        row = settled(2019, final_budget=90, carried_in=0, executed=120, carried_out=0)
        found = of_rule(facts(settlements=(row,)), "execution_within_budget")
        assert {one.verdict for one in found} == {"undecidable"}
        assert {one.missing for one in found} == {(at("settlement", "2019", "budget_change"),)}

    def test_this_years_execution(self) -> None:
        held = facts(
            [allocation(OFFICE, 100)],
            settlements=(settled(2020, carried_out=10), settled(2020, OFFICE, carried_out=10)),
            snapshots=(Snapshot(OFFICE, date(2021, 10, 31), 111, 110, "won"),),
        )
        assert outcomes(held, "execution_within_budget") == [
            ("execution", "total", "committed", 111, 110, 1, "breaks"),
            ("execution", "201-01", "committed", 111, 110, 1, "breaks"),
        ]

    def test_this_years_execution_while_the_carry_over_is_not_known(self) -> None:
        held = facts(
            [allocation(OFFICE, 100)], snapshots=(Snapshot(None, date(2021, 10, 31), None, 101, "won"),)
        )
        (found,) = of_rule(held, "execution_within_budget")
        assert (found.verdict, found.left, found.missing) == (
            "undecidable",
            101,
            (at("settlement", "2021", "carried_in"),),
        )

    def test_each_side_says_what_it_is(self) -> None:
        """Of 100, 120 executed and -20 left; 111 of this year's 110 are committed."""
        held = facts(
            [allocation(OFFICE, 100)],
            settlements=(whole(executed=120, carried_out=0, unspent=-20), settled(2020, carried_out=10)),
            snapshots=(Snapshot(None, date(2021, 10, 31), 111, 110, "won"),),
        )
        words = FindingWords(held)
        with translation.override("ko"):
            assert [words.sides(one) for one in of_rule(held, "execution_within_budget")] == [
                ("집행액", "예산현액"),
                ("하한", "집행잔액"),
                ("지출원인행위액", "예산현액"),
            ]


class TestDeemedTakenIn:
    """50 for the utilities were deemed on the original of 120; the supplementary budget changes the original, too."""

    ORIGINAL = version(id=1)
    DEEMED = version(kind="deemed", id=2, based_on=1)

    def later(self, *allocations: Allocation, based_on: int = 1) -> Facts:
        later = version(kind="supplementary", id=3, based_on=based_on)
        budgets = {
            self.ORIGINAL.key: (allocation(UTILITIES, 120),),
            self.DEEMED.key: (allocation(UTILITIES, 120 + 50),),
        }
        versions = (self.ORIGINAL, self.DEEMED, later)
        return replace(facts(allocations), versions=versions, version=later, budgets=budgets)

    @pytest.mark.parametrize(
        ("amount", "verdict"), [(120, "breaks"), (169, "breaks"), (170, "ties"), (200, "ties")]
    )
    def test_a_supplementary_budget_adds_no_less(self, amount: int, verdict: str) -> None:
        assert outcomes(self.later(allocation(UTILITIES, amount)), "deemed_taken_in") == [
            ("budget-summary", "201-02", "current", 50, amount - 120, 50 - (amount - 120), verdict)
        ]

    def test_a_subject_that_it_lacks_is_told_at_the_total(self) -> None:
        (finding,) = of_rule(self.later(), "deemed_taken_in")
        assert (finding.cell, finding.left, finding.right) == (
            at("budget-summary", "total", "current"),
            50,
            -120,
        )

    def test_one_that_is_based_on_it_has_it(self) -> None:
        assert outcomes(self.later(allocation(UTILITIES, 120), based_on=2), "deemed_taken_in") == []
