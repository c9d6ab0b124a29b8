"""Ties between the tables."""

from dataclasses import replace

import pytest

from ledger.figures.facts import Facts, Program
from ledger.tieout.between import CARRY_IN_UNKNOWN, FITS_WITHOUT_CARRY_IN, TOTAL_CARRY_IN_FITS
from ledger.tieout.evidence import Evidence
from tests.ledger.records import (
    GRANTS,
    OFFICE,
    UTILITIES,
    allocation,
    entry,
    facts,
    line,
    settled,
    site,
    step,
    subject,
)
from tests.ledger.tieout.figures import cost, grant, of_rule, outcome, outcomes, stated, verdicts

HERE = Program("anchor", "앵커", "", "", 2018)


class TestBasisToSummary:
    lines = (
        stated("calculation-basis", "line-1", "amount", 20),
        stated("calculation-basis", "line-2", "amount", 10),
    )

    def test_it_compares_what_is_printed(self) -> None:
        held = facts([allocation(OFFICE, None, None, [line(20), line(10)])])
        for budget, verdict in ((30, "ties"), (33, "breaks")):
            printed = (*self.lines, stated("budget-summary", "201-01", "current", budget))
            assert outcomes(facts(held.allocations, stated=printed), "basis_to_summary") == [
                ("budget-summary", "201-01", "current", 30, budget, 30 - budget, verdict)
            ]

    def test_it_waits_for_a_line_that_was_not_entered(self) -> None:
        held = [allocation(OFFICE, None, None, [line(20), line(10)])]
        printed = (self.lines[0], stated("budget-summary", "201-01", "current", 30))
        (finding,) = of_rule(facts(held, stated=printed), "basis_to_summary")
        assert (finding.verdict, finding.missing) == ("undecidable", ("calculation-basis/line-2/amount",))

    def test_it_is_silent_where_one_of_the_two_is_not_printed(self) -> None:
        held = [allocation(OFFICE, None, None, [line(20), line(10)])]
        assert outcomes(facts(held, stated=self.lines), "basis_to_summary") == []
        assert outcomes(facts(held), "basis_to_summary") == []


class TestScheduleToBudget:
    def found(self, held: Facts) -> dict[str, str]:
        return {one.cell.column: one.verdict for one in of_rule(held, "schedule_to_budget")}

    def test_shares_of_several_steps_are_the_budget_of_a_subject(self) -> None:
        held = facts(
            [allocation(OFFICE, 100), allocation(GRANTS, None, None, [line(20), line(10)])],
            schedule=(step(1, office=60, grants=30), step(2, office=40)),
        )
        assert outcomes(held, "schedule_to_budget") == [
            ("schedule", "total", "amount", 130, 130, 0, "ties"),
            ("schedule", "total", "201-01", 100, 100, 0, "ties"),
            ("schedule", "total", "403-01", 30, 30, 0, "ties"),
        ]

    def test_two_shares_in_thousands_may_be_wrong_by_500_won_each(self) -> None:
        steps = (step(1, None, "thousand", office=1_000), step(2, None, "thousand", office=1_000))
        for budget, verdict in (
            (2_000, "ties"),
            (2_998, "rounding"),
            (2_999, "breaks"),
            (1_000, "rounding"),
            (999, "breaks"),
        ):
            held = facts([allocation(OFFICE, None, None, [line(budget)])], schedule=steps)
            assert self.found(held) == {"amount": verdict, "201-01": verdict}

    def test_a_budget_known_in_thousands_has_slack_of_its_own(self) -> None:
        for budget, verdict in ((3_000, "rounding"), (4_000, "breaks")):
            held = facts(
                [allocation(OFFICE, budget, unit="thousand")],
                schedule=(
                    step(1, None, "thousand", office=1_000),
                    step(2, None, "thousand", office=1_000),
                ),
            )
            assert self.found(held)["201-01"] == verdict

    def test_the_same_figure_in_the_same_unit_is_the_same_figure(self) -> None:
        """579 and 580 백만원 are no rounding of one amount."""
        for budget, verdict in ((579, "ties"), (580, "breaks")):
            plan = (replace(entry(OFFICE, "year", 2021, 579_000_000), unit="million"),)
            held = facts([allocation(OFFICE, budget * 1_000_000, unit="million")], plan=plan)
            assert set(verdicts(held, "plan_to_budget")) == {verdict}

    def test_what_only_one_side_has_breaks(self) -> None:
        held = facts([allocation(UTILITIES, 50)], schedule=(step(1, office=50),))
        assert self.found(held) == {"amount": "ties", "201-01": "breaks", "201-02": "breaks"}

    def test_a_step_without_shares_leaves_the_subjects_open_and_is_named(self) -> None:
        held = facts([allocation(OFFICE, 100)], schedule=(step(1, office=60), step(2, 40)))
        assert self.found(held) == {"amount": "ties", "201-01": "undecidable"}
        assert of_rule(held, "schedule_to_budget")[1].missing == ("step 2",)

    def test_a_step_without_any_amount_leaves_the_total_open_too(self) -> None:
        held = facts([allocation(OFFICE, 100)], schedule=(step(1, office=60), step(2)))
        assert self.found(held) == {"amount": "undecidable", "201-01": "undecidable"}

    def test_a_budget_without_any_figure_is_open(self) -> None:
        held = facts([allocation(OFFICE)], schedule=(step(1, office=60),))
        assert self.found(held) == {"amount": "undecidable", "201-01": "undecidable"}

    def test_without_a_schedule_there_is_nothing_to_compare(self) -> None:
        assert self.found(facts([allocation(OFFICE, 100)])) == {}


class TestPlanToBudget:
    def test_each_subject_and_the_total_with_the_national_part(self) -> None:
        plan = (entry(OFFICE, "year", 2021, 60, 5), entry(GRANTS, "year", 2021, 44))
        held = facts([allocation(OFFICE, 60, 5), allocation(GRANTS, 40)], plan=plan)
        assert outcomes(held, "plan_to_budget") == [
            ("investment-plan", "total", "2021", 104, 100, 4, "breaks"),
            ("investment-plan", "total", "2021_national", 5, 5, 0, "ties"),
            ("investment-plan", "201-01", "2021", 60, 60, 0, "ties"),
            ("investment-plan", "201-01", "2021_national", 5, 5, 0, "ties"),
            ("investment-plan", "403-01", "2021", 44, 40, 4, "breaks"),
        ]

    def test_a_subject_that_the_plan_forgot_leaves_its_cell_open_and_breaks_the_total(self) -> None:
        held = facts(
            [allocation(OFFICE, 60), allocation(GRANTS, 40)], plan=(entry(OFFICE, "year", 2021, 60),)
        )
        found = of_rule(held, "plan_to_budget")
        assert [(one.cell.row, one.verdict, one.missing) for one in found if one.verdict != "ties"] == [
            ("total", "breaks", ()),
            ("403-01", "undecidable", ("investment-plan/403-01/2021",)),
        ]

    def test_a_blank_beside_nothing_ties_and_beside_an_amount_is_open(self) -> None:
        for budget, verdict in ((0, "ties"), (40, "undecidable")):
            plan = (entry(OFFICE, "year", 2021, 60), entry(GRANTS, "year", 2021, None))
            held = facts([allocation(OFFICE, 60), allocation(GRANTS, budget)], plan=plan)
            assert verdicts(held, "plan_to_budget")[2:] == [verdict]

    def test_an_allocation_without_a_figure_leaves_its_subject_and_the_total_open(self) -> None:
        plan = (entry(OFFICE, "year", 2021, 60), entry(GRANTS, "year", 2021, 40))
        held = facts([allocation(OFFICE, 60), allocation(GRANTS)], plan=plan)
        blank = ("budget-summary/403-01/current",)
        assert [(one.verdict, one.missing) for one in of_rule(held, "plan_to_budget")] == [
            ("undecidable", blank),
            ("ties", ()),
            ("undecidable", blank),
        ]

    def test_a_moved_code_is_one_subject(self) -> None:
        old = subject("401-01", 2018)
        new = subject("401-02", 2021, replaces=old)
        plan = (entry(old, "year", 2020, 40), entry(old, "year", 2021, 50))
        held = facts([allocation(new, 50)], [allocation(old, 30)], subjects=(old, new), plan=plan)
        assert [one[1:] for one in outcomes(held, "plan_to_budget")] == [
            ("total", "2021", 50, 50, 0, "ties"),
            ("401-01", "2021", 50, 50, 0, "ties"),
        ]
        rows = (settled(2019, old, carried_out=10), settled(2019, carried_out=10))
        held = replace(held, settlements=rows)
        assert [one[1:] for one in outcomes(held, "plan_to_available")] == [
            ("total", "2020", 40, 40, 0, "ties"),
            ("401-01", "2020", 40, 40, 0, "ties"),
        ]

    def test_a_subject_that_the_budget_allots_nothing_breaks(self) -> None:
        plan = (entry(OFFICE, "year", 2021, 60), entry(GRANTS, "year", 2021, 40))
        held = facts([allocation(OFFICE, 60)], plan=plan)
        assert verdicts(held, "plan_to_budget") == ["breaks", "ties", "breaks"]

    def test_silent_without_a_plan_or_a_budget(self) -> None:
        assert outcomes(facts([allocation(OFFICE, 60)]), "plan_to_budget") == []
        assert outcomes(facts(plan=(entry(OFFICE, "year", 2021, 60),)), "plan_to_budget") == []


class TestPlanToAvailable:
    """2020 in the plan of 2021: the budget of 2020 and what 2019 carried into it."""

    def held(self, plan: dict[str, int], *settlements: object, base: dict[str, int] | None = None) -> Facts:
        subjects = {"office": OFFICE, "grants": GRANTS}
        budgets = {"office": 60, "grants": 40} if base is None else base
        return facts(
            [allocation(OFFICE, 1)],
            [allocation(subjects[key], amount) for key, amount in budgets.items()],
            plan=tuple(entry(subjects[key], "year", 2020, amount) for key, amount in plan.items()),
            settlements=tuple(settlements),
        )

    def test_a_known_carry_in_of_the_whole_and_of_each_subject(self) -> None:
        rows = (
            settled(2019, carried_out=7),
            settled(2019, OFFICE, carried_out=7),
            settled(2019, GRANTS, carried_out=0),
        )
        for plan, total, office in (
            ({"office": 67, "grants": 40}, "ties", "ties"),
            ({"office": 60, "grants": 40}, "breaks", "breaks"),
        ):
            found = {one[1]: one[6] for one in outcomes(self.held(plan, *rows), "plan_to_available")}
            assert found == {"total": total, "201-01": office, "403-01": "ties"}

    def test_its_own_carried_in_goes_before_what_the_year_before_carried_out(self) -> None:
        rows = (settled(2019, carried_out=7), settled(2020, carried_in=5))
        first = outcomes(self.held({"office": 65, "grants": 40}, *rows), "plan_to_available")[0]
        assert first == ("investment-plan", "total", "2020", 105, 105, 0, "ties")

    def test_nothing_carried_in_the_whole_is_nothing_in_each_subject(self) -> None:
        held = self.held({"office": 60, "grants": 44}, settled(2019, carried_out=0))
        assert outcomes(held, "plan_to_available") == [
            ("investment-plan", "total", "2020", 104, 100, 4, "breaks"),
            ("investment-plan", "201-01", "2020", 60, 60, 0, "ties"),
            ("investment-plan", "403-01", "2020", 44, 40, 4, "breaks"),
        ]

    def test_an_unknown_carry_in_of_subjects_is_folded_into_one_but_for_those_that_do_not_fit(self) -> None:
        held = self.held({"office": 60, "grants": 47}, settled(2019, carried_out=7))
        total, other, folded = of_rule(held, "plan_to_available")
        assert outcome(total)[3:] == (107, 107, 0, "ties")
        assert (other.cell.row, other.verdict, other.note, other.hint) == (
            "403-01",
            "undecidable",
            TOTAL_CARRY_IN_FITS,
            7,
        )
        assert (other.left, other.right, other.missing) == (47, 40, ("settlement/2020-403-01/carried_in",))
        assert (folded.verdict, folded.note) == ("undecidable", FITS_WITHOUT_CARRY_IN)
        assert folded.missing == ("settlement/2020-201-01/carried_in",)

    def test_no_hint_where_the_whole_carry_over_would_not_fit(self) -> None:
        held = self.held({"office": 60, "grants": 48}, settled(2019, carried_out=8, executed=1))
        held = self.held({"office": 60, "grants": 45}, *held.settlements)
        other = of_rule(held, "plan_to_available")[1]
        assert (other.note, other.hint) == (CARRY_IN_UNKNOWN, None)

    def test_without_any_settlement_nothing_is_decided(self) -> None:
        found = of_rule(self.held({"office": 67, "grants": 40}), "plan_to_available")
        assert {one.verdict for one in found} == {"undecidable"}
        assert found[0].missing == ("settlement/2020/carried_in",)

    def test_silent_without_a_base_of_the_year_before(self) -> None:
        plan = (entry(OFFICE, "year", 2020, 5),)
        assert outcomes(facts([allocation(OFFICE, 1)], None, plan=plan), "plan_to_available") == []


class TestPlanToSettlements:
    def held(self, first: int | None, *rows: object, plan: int = 9, national: int | None = None) -> Facts:
        program = Program("anchor", "앵커", "", "", first)
        plans = (entry(OFFICE, "through", 2019, plan, national),)
        return facts(program=program, plan=plans, settlements=tuple(rows))

    def test_executed_of_each_year_from_the_first_on(self) -> None:
        rows = (settled(2017, executed=100), settled(2018, executed=4), settled(2019, executed=5))
        for plan, verdict in ((9, "ties"), (10, "breaks")):
            assert outcomes(self.held(2018, *rows, plan=plan), "plan_to_settlements") == [
                ("investment-plan", "total", "through-2019", plan, 9, plan - 9, verdict)
            ]

    def test_the_national_part(self) -> None:
        rows = (
            settled(2019, executed=9),
            settled(2019, portion="national", executed=2),
        )
        held = self.held(2019, *rows, national=4)
        assert outcomes(held, "plan_to_settlements")[1] == (
            ("investment-plan", "total", "through-2019_national", 4, 2, 2, "breaks")
        )

    def test_an_unknown_first_year_is_named(self) -> None:
        (finding,) = of_rule(self.held(None, settled(2019, executed=9)), "plan_to_settlements")
        assert (finding.verdict, finding.missing, finding.left) == ("undecidable", ("first_year",), 9)

    def test_missing_years_are_named(self) -> None:
        (finding,) = of_rule(self.held(2017, settled(2018, executed=9)), "plan_to_settlements")
        assert finding.verdict == "undecidable"
        assert finding.missing == ("settlement/2017/executed", "settlement/2019/executed")
        assert finding.right is None

    def test_a_derived_execution_counts(self) -> None:
        row = settled(
            2019, final_budget=10, carried_in=0, budget_change=0, carried_out=1, unspent=0, subsidy_refund=0
        )
        assert verdicts(self.held(2019, row), "plan_to_settlements") == ["ties"]

    def test_silent_without_a_plan_of_the_past(self) -> None:
        assert outcomes(facts(settlements=(settled(2019, executed=9),)), "plan_to_settlements") == []
        held = facts(program=HERE, plan=(entry(OFFICE, "year", 2021, 5),))
        assert outcomes(held, "plan_to_settlements") == []


class TestPlanToGrants:
    plan = (entry(OFFICE, "through", 2019, 9, 4), entry(OFFICE, "year", 2021, 9, 3))

    def test_each_period(self) -> None:
        held = facts(plan=self.plan, grants=(grant(1, 2018), grant(3, 2019), grant(5, 2021)))
        assert outcomes(held, "plan_to_grants") == [
            ("investment-plan", "total", "through-2019_national", 4, 4, 0, "ties"),
            ("investment-plan", "total", "2021_national", 3, 5, -2, "breaks"),
        ]

    def test_a_grant_in_a_year_whose_national_money_is_blank_is_open(self) -> None:
        held = facts(plan=self.plan, grants=(grant(4, 2019), grant(3, 2021), grant(2, 2020)))
        blank = of_rule(held, "plan_to_grants")[1]
        assert (blank.verdict, blank.left, blank.right) == ("undecidable", None, 2)
        assert blank.missing == ("investment-plan/total/2020_national",)
        nothing = replace(held, plan=(*self.plan, entry(OFFICE, "year", 2020, 9, 0)))
        assert verdicts(nothing, "plan_to_grants")[1] == "breaks"

    def test_silent_without_grants(self) -> None:
        assert outcomes(facts(plan=self.plan), "plan_to_grants") == []


class TestCosts:
    def test_year_cost_to_budget(self) -> None:
        costs = (cost("national", 5, "year"), cost("city", 56, "year"), cost("other", 9, "year", off=True))
        held = facts([allocation(OFFICE, 60, 5)], costs=costs)
        assert outcomes(held, "year_cost_to_budget") == [
            ("overview", "year-cost", "total", 61, 60, 1, "breaks"),
            ("overview", "year-cost", "national", 5, 5, 0, "ties"),
            ("overview", "year-cost", "city", 56, 55, 1, "breaks"),
        ]
        assert outcomes(facts([allocation(OFFICE, 60)]), "year_cost_to_budget") == []

    def test_total_cost_to_plan(self) -> None:
        costs = (cost("national", 5), cost("city", 55))
        plan = (entry(OFFICE, "year", 2020, 20, 5), entry(OFFICE, "after", 2022, 41))
        assert outcomes(facts(costs=costs, plan=plan), "total_cost_to_plan") == [
            ("overview", "total-cost", "total", 60, 61, -1, "breaks"),
            ("overview", "total-cost", "national", 5, 5, 0, "ties"),
            ("overview", "total-cost", "city", 55, 56, -1, "breaks"),
        ]
        assert outcomes(facts(costs=costs), "total_cost_to_plan") == []

    def test_a_total_cost_known_in_millions_is_no_break(self) -> None:
        """66,230,000천원 is a figure of 백만원 with three zeros (T16)."""
        costs = (cost("city", 66_230_000_000, unit="million"),)
        plan = (entry(OFFICE, "after", 2022, 66_230_350_000),)
        assert verdicts(facts(costs=costs, plan=plan), "total_cost_to_plan") == ["rounding"]

    def test_the_city_pays_what_national_and_other_money_on_budget_leave(self) -> None:
        costs = (cost("national", 5), cost("district", 10), cost("city", 45), cost("other", 7, off=True))
        plan = (entry(OFFICE, "year", 2020, 60, 5),)
        assert [one[2:] for one in outcomes(facts(costs=costs, plan=plan), "total_cost_to_plan")] == [
            ("total", 60, 60, 0, "ties"),
            ("national", 5, 5, 0, "ties"),
            ("city", 45, 45, 0, "ties"),
        ]

    def test_what_the_city_pays_is_not_known_without_the_national_part(self) -> None:
        costs = (cost("national", 5), cost("city", 55))
        plan = (entry(OFFICE, "year", 2020, 60),)
        assert [one[2] for one in outcomes(facts(costs=costs, plan=plan), "total_cost_to_plan")] == ["total"]

    def test_a_budget_with_a_blank_leaves_the_cost_of_the_year_open(self) -> None:
        held = facts([allocation(OFFICE, 60, 5), allocation(GRANTS)], costs=(cost("city", 90, "year"),))
        assert verdicts(held, "year_cost_to_budget") == ["undecidable", "undecidable"]


@pytest.mark.parametrize(
    "rule", ["plan_to_budget", "plan_to_available", "schedule_to_budget", "year_cost_to_budget"]
)
def test_a_borrowed_document_says_nothing_of_this_budget(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = facts(
        [allocation(OFFICE, 60)],
        [allocation(OFFICE, 50)],
        plan=(entry(OFFICE, "year", 2020, 5), entry(OFFICE, "year", 2021, 6)),
        schedule=(step(1, office=7),),
        costs=(cost("city", 9, "year"),),
        settlements=(settled(2019, carried_out=0),),
    )
    assert "breaks" in verdicts(held, rule)
    monkeypatch.setattr(Evidence, "document_is_own", False)
    assert verdicts(held, rule) == []


class TestSitesToBudget:
    def test_sites_and_the_unassigned_rest(self) -> None:
        held = facts(
            [allocation(OFFICE, None, None, [line(5, site="here"), line(7)]), allocation(GRANTS, 3)],
            sites=(site("here"),),
        )
        assert outcomes(held, "sites_to_budget") == [("sites", "total", "current", 15, 15, 0, "ties")]

    def test_a_line_of_a_site_that_is_not_the_programmes_breaks(self) -> None:
        held = facts([allocation(OFFICE, None, None, [line(5, site="elsewhere"), line(7)])])
        assert outcomes(held, "sites_to_budget") == [("sites", "total", "current", 7, 12, -5, "breaks")]

    def test_silent_without_a_budget(self) -> None:
        assert outcomes(facts(sites=(site("here"),)), "sites_to_budget") == []


@pytest.mark.parametrize("year", [2020, 2021])
def test_moved_codes_are_joined(year: int) -> None:
    """시설비 401-01 of 2020 is 401-02 from 2021 on: no rule takes it for two."""
    old = subject("401-01", 2018)
    new = subject("401-02", year, replaces=old)
    held = facts([allocation(new, 50)], [allocation(old, 40)], subjects=(old, new))
    assert outcomes(held, "sites_to_budget") == [("sites", "total", "current", 50, 50, 0, "ties")]
    printed = (stated("budget-summary", "401-02", "change", 10),)
    assert verdicts(
        facts([allocation(new, 50)], [allocation(old, 40)], subjects=(old, new), stated=printed),
        "stated_figure",
    ) == ["ties"]
