"""A settled year against the version, the movements and the carry-overs that it is made of."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.figures.facts import Allocation, Facts, Settlement, Snapshot, Version
from ledger.tieout import findings
from ledger.tieout.settled_year import KIND_NOT_STATED, NO_FINAL_VERSION, REFUND_BY_SHARE
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, facts, settled, subject, version
from tests.ledger.reports.settled.test_carry_overs import carried
from tests.ledger.reports.settled.test_movements import moved
from tests.ledger.tieout.figures import at, of_rule, outcomes

AUGUST = date(2020, 8, 14)


class TestChangeToMovements:
    def test_of_the_programme_and_of_its_subjects(self) -> None:
        """300 from office to utilities, 50 from the reserve to office: the programme gains 50."""
        movements = (moved(AUGUST, 300), moved(AUGUST, 50, None, OFFICE, kind="contingency"))
        rows = (
            settled(2020, budget_change=50),
            settled(2020, OFFICE, budget_change=-250),
            settled(2020, UTILITIES, budget_change=200),
        )
        assert outcomes(facts(settlements=rows, movements=movements), "change_to_movements") == [
            ("settlement", "2020", "budget_change", 50, 50, 0, "ties"),
            ("settlement", "2020-201-01", "budget_change", -250, 50 - 300, 0, "ties"),
            ("settlement", "2020-201-02", "budget_change", 200, 300, 200 - 300, "breaks"),
        ]

    def test_of_the_national_part(self) -> None:
        rows = (settled(2020, None, "national", budget_change=40),)
        for national, verdict in ((40, "ties"), (50, "breaks")):
            movements = (moved(AUGUST, 300, None, OFFICE, national=national),)
            held = facts(settlements=rows, movements=movements)
            assert [one.verdict for one in of_rule(held, "change_to_movements")] == [verdict]

    def test_a_national_part_that_is_not_known_of_one_movement_is_named_and_of_none_is_silent(self) -> None:
        rows = (settled(2020, None, "national", budget_change=40),)
        movements = (moved(AUGUST, 300, None, OFFICE), moved(AUGUST, 50, None, OFFICE, national=40))
        (finding,) = of_rule(facts(settlements=rows, movements=movements), "change_to_movements")
        assert (finding.verdict, finding.missing) == (
            "undecidable",
            (at("movements", "line-1", "amount_national"),),
        )
        assert not of_rule(facts(settlements=rows, movements=movements[:1]), "change_to_movements")

    def test_a_change_is_printed_and_nothing_is_recorded(self) -> None:
        """Undecidable, not a break; a blank or a printed 0 asks for nothing."""
        (finding,) = of_rule(facts(settlements=(settled(2020, budget_change=50),)), "change_to_movements")
        assert (finding.verdict, finding.left, finding.right) == ("undecidable", 50, None)
        assert finding.missing == (at("movements", "2020", "net"),)
        for change in (None, 0):
            assert not of_rule(
                facts(settlements=(settled(2020, budget_change=change),)), "change_to_movements"
            )

    def test_a_blank_waits_for_the_document_unless_nothing_is_left(self) -> None:
        rows = (settled(2020, final_budget=100, carried_in=0),)
        gained = facts(settlements=rows, movements=(moved(AUGUST, 50, None, OFFICE),))
        (finding,) = of_rule(gained, "change_to_movements")
        assert (finding.verdict, finding.missing) == (
            "undecidable",
            (at("settlement", "2020", "budget_change"),),
        )
        assert not of_rule(facts(settlements=rows, movements=(moved(AUGUST, 300),)), "change_to_movements")

    def test_a_blank_that_an_identity_of_its_year_gives_is_tied(self) -> None:
        rows = (settled(2020, final_budget=100, carried_in=0, current_budget=150),)
        held = facts(settlements=rows, movements=(moved(AUGUST, 40, None, OFFICE),))
        assert outcomes(held, "change_to_movements") == [
            ("settlement", "2020", "budget_change", 150 - 100, 40, 10, "breaks")
        ]

    def test_movements_of_a_year_that_the_report_no_longer_shows(self) -> None:
        held = facts(
            settlements=(settled(2016, budget_change=40),),
            movements=(moved(date(2016, 8, 14), 50, None, OFFICE),),
        )
        (finding,) = of_rule(held, "change_to_movements")
        assert (finding.verdict, finding.right_terms[0].cell) == ("breaks", None)


class TestCarriedOutToCarryOvers:
    def test_by_subject_and_in_all(self) -> None:
        carry_overs = (carried(OFFICE, "declared", 100), carried(OFFICE, "committed", 20))
        rows = (
            settled(2020, carried_out=120),
            settled(2020, OFFICE, carried_out=100),
            settled(2020, GRANTS, carried_out=0),
        )
        assert outcomes(facts(settlements=rows, carry_overs=carry_overs), "carried_out_to_carry_overs") == [
            ("settlement", "2020", "carried_out", 120, 100 + 20, 0, "ties"),
            ("settlement", "2020-201-01", "carried_out", 100, 100 + 20, -20, "breaks"),
            ("settlement", "2020-403-01", "carried_out", 0, 0, 0, "ties"),
        ]

    def test_within_the_rounding_of_the_print(self) -> None:
        row = replace(settled(2020, carried_out=227_000), unit="thousand")
        held = facts(settlements=(row,), carry_overs=(carried(OFFICE, "committed", 227_444),))
        assert [one.verdict for one in of_rule(held, "carried_out_to_carry_overs")] == ["rounding"]

    def test_silent_where_none_is_recorded_of_the_year(self) -> None:
        held = facts(
            settlements=(settled(2019, carried_out=7),), carry_overs=(carried(OFFICE, "declared", 1),)
        )
        assert not of_rule(held, "carried_out_to_carry_overs")


class TestCarriedOverOnce:
    @pytest.mark.parametrize("kind", ["declared", "committed"])
    def test_what_was_carried_over_as_committed(self, kind: str) -> None:
        held = facts(carry_overs=(carried(OFFICE, kind, 20, before="committed"),))
        assert outcomes(held, "carried_over_once") == [("carry-overs", "line-1", kind, 20, 0, 20, "breaks")]

    def test_no_slip_is_named_for_what_was_done(self) -> None:
        (finding,) = findings(facts(carry_overs=(carried(OFFICE, "committed", 20, before="committed"),)))
        assert (finding.rule, finding.causes) == ("carried_over_once", ())

    @pytest.mark.parametrize("before", [None, "declared", "continuing"])
    def test_money_of_the_year_and_what_was_carried_over_otherwise(self, before: str | None) -> None:
        held = facts(carry_overs=(carried(OFFICE, "committed", 20, before=before),))
        assert not of_rule(held, "carried_over_once")


def with_version(held: Facts, one: Version, *allocations: Allocation) -> Facts:
    return replace(held, versions=(*held.versions, one), budgets={one.key: allocations})


class TestFinalBudgetToVersion:
    FINAL = version(2020, "final", id=7)
    ROWS = (settled(2020, final_budget=100), settled(2020, OFFICE, final_budget=60))

    def test_in_all_and_by_subject(self) -> None:
        held = with_version(
            facts(settlements=self.ROWS), self.FINAL, allocation(OFFICE, 70), allocation(GRANTS, 30)
        )
        assert outcomes(held, "final_budget_to_version") == [
            ("settlement", "2020", "final_budget", 100, 70 + 30, 0, "ties"),
            ("settlement", "2020-201-01", "final_budget", 60, 70, -10, "breaks"),
        ]
        assert {one.note for one in of_rule(held, "final_budget_to_version")} == {None}

    def test_the_last_version_is_taken_and_named_where_it_is_no_final_one(self) -> None:
        held = with_version(
            facts(settlements=self.ROWS[:1]), version(2020, "original"), allocation(OFFICE, 80)
        )
        last = version(2020, "supplementary", 2)
        held = replace(
            held,
            versions=(*held.versions, last),
            budgets={**held.budgets, last.key: (allocation(OFFICE, 90),)},
        )
        (finding,) = of_rule(held, "final_budget_to_version")
        assert (finding.right, finding.verdict, finding.note) == (90, "breaks", NO_FINAL_VERSION)

    def test_a_version_whose_kind_is_not_stated_ties_or_waits(self) -> None:
        one = replace(version(2020), kind_is_stated=False)
        for amount, verdict, note in ((100, "ties", NO_FINAL_VERSION), (90, "undecidable", KIND_NOT_STATED)):
            held = with_version(facts(settlements=self.ROWS[:1]), one, allocation(OFFICE, amount))
            (finding,) = of_rule(held, "final_budget_to_version")
            assert (finding.verdict, finding.note) == (verdict, note)

    def test_a_proposal_and_a_version_without_the_programme_say_nothing(self) -> None:
        for one, allocations in ((version(2020, "proposal"), (allocation(OFFICE, 1),)), (self.FINAL, ())):
            held = with_version(facts(settlements=self.ROWS), one, *allocations)
            assert not of_rule(held, "final_budget_to_version")

    def test_a_subject_without_a_figure_is_undecidable(self) -> None:
        held = with_version(facts(settlements=self.ROWS[:1]), self.FINAL, allocation(OFFICE))
        (finding,) = of_rule(held, "final_budget_to_version")
        assert finding.missing == (at("year-budgets", "2020", "amount"),)


def spent(committed: int | None, executed: int | None) -> Snapshot:
    return Snapshot(None, date(2021, 10, 31), committed, executed, "won")


def test_likely_causes_are_looked_for_in_the_execution_although_no_document_prints_it() -> None:
    """457 executed of 321 committed: nothing that is known explains it. 93 of 39: digits changed places in one of them.

    A figure below zero would fit under any limit: that is no slip of the sign.
    """
    for committed, executed, kinds in ((321, 457, set()), (39, 93, {"swapped_digits"})):
        held = facts([allocation(OFFICE, 500)], snapshots=(spent(committed, executed),))
        (found,) = (one for one in findings(held) if one.rule == "executed_within_committed")
        assert {cause.kind for cause in found.causes} == kinds


def test_executed_within_committed() -> None:
    held = facts([allocation(OFFICE, 500)], snapshots=(spent(90, 100),))
    assert outcomes(held, "executed_within_committed") == [
        ("execution", "total", "executed", 100, 90, 10, "breaks")
    ]
    for committed, executed in ((100, 100), (None, 100), (90, None)):
        held = facts([allocation(OFFICE, 500)], snapshots=(spent(committed, executed),))
        assert not of_rule(held, "executed_within_committed")


class TestRefundWithinNational:
    @staticmethod
    def rows(refund: int, **national: Any) -> tuple[Settlement, ...]:
        left = {"current_budget": 100, "executed": 60, "carried_out": 10, **national}
        return settled(2020, subsidy_refund=refund), settled(2020, None, "national", **left)

    def test_more_than_the_national_money_that_is_left(self) -> None:
        held = facts(settlements=self.rows(31))
        assert outcomes(held, "refund_within_national") == [
            ("settlement", "2020", "subsidy_refund", 31, 100 - 60 - 10, 1, "breaks")
        ]

    def test_silent_up_to_it_and_where_it_is_not_known(self) -> None:
        for rows in (self.rows(30), self.rows(31, executed=None), self.rows(31)[:1]):
            assert not of_rule(facts(settlements=rows), "refund_within_national")


class TestRefundToNextBudget:
    PAID_BACK = subject("802-01")

    def held(self, refund: int | None, allotted: int, **more: Any) -> Facts:
        rows = (
            settled(2020, current_budget=100_000, unspent=20_000, subsidy_refund=refund),
            settled(2020, None, "national", current_budget=50_000),
        )
        return facts([allocation(self.PAID_BACK, allotted)], settlements=rows, **more)

    def test_within_the_thousand_won_in_which_budgets_are_made(self) -> None:
        for allotted, verdict in ((9_300, "ties"), (10_000, "rounding"), (10_300, "breaks")):
            (finding,) = of_rule(self.held(9_300, allotted), "refund_to_next_budget")
            assert (finding.cell, finding.verdict) == (at("settlement", "2020", "subsidy_refund"), verdict)

    def test_a_refund_that_is_not_printed_waits_with_what_the_share_comes_to(self) -> None:
        (finding,) = of_rule(self.held(None, 10_000), "refund_to_next_budget")
        assert (finding.verdict, finding.note) == ("undecidable", REFUND_BY_SHARE)
        assert finding.hint == 20_000 * 50_000 // 100_000

    def test_of_an_older_year_the_last_version_of_the_next(self) -> None:
        last = version(2020, "final", id=7)
        held = with_version(
            facts(settlements=(settled(2019, subsidy_refund=9_000),)), last, allocation(self.PAID_BACK, 5_000)
        )
        assert outcomes(held, "refund_to_next_budget") == [
            ("settlement", "2019", "subsidy_refund", 9_000, 5_000, 4_000, "breaks")
        ]

    def test_silent_where_the_next_year_has_no_such_subject(self) -> None:
        held = facts([allocation(OFFICE, 9)], settlements=(settled(2020, subsidy_refund=9_000),))
        assert not of_rule(held, "refund_to_next_budget")
