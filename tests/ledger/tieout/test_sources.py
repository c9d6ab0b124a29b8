"""The rules on sources of money: inside an amount, between the tables, over the years."""

from dataclasses import replace

import pytest

from ledger.figures.facts import Allocation, Cost, Facts, FundingSource, PlanEntry, SourceShare
from tests.ledger.records import OFFICE, allocation, entry, facts, settled, subject
from tests.ledger.reports.settled.test_carry_overs import carried
from tests.ledger.tieout.figures import broken, cost, of_rule, outcomes

FUND = FundingSource("fund", "기금", "national")
PROVINCE = FundingSource("metropolitan", "시·도비", "metropolitan")
WARD = FundingSource("basic", "구비", "basic")
SOURCES = (FUND, PROVINCE, WARD)


def given(**amounts: int) -> tuple[SourceShare, ...]:
    return tuple(SourceShare(source, amount) for source, amount in amounts.items())


def budget(amount: int, national: int, **amounts: int) -> Allocation:
    return replace(allocation(OFFICE, amount, national), own_shares=given(**amounts))


def planned(amount: int, national: int | None, **amounts: int) -> PlanEntry:
    return replace(entry(OFFICE, "year", 2021, amount, national), shares=given(**amounts))


class TestSourcesWithinAmount:
    def test_a_budget(self) -> None:
        held = facts([budget(100, 30, metropolitan=80)], sources=SOURCES)
        assert outcomes(held, "sources_within_amount") == [
            ("budget-summary", "201-01", "current", 30 + 80, 100, 10, "breaks")
        ]
        assert not of_rule(
            facts([budget(100, 30, metropolitan=70)], sources=SOURCES), "sources_within_amount"
        )

    def test_what_is_taken_off_is_no_limit(self) -> None:
        """A 추경 takes 100 off, of which the province had 20."""
        held = facts([budget(-100, 0, metropolitan=-20)], sources=SOURCES)
        assert not of_rule(held, "sources_within_amount")

    def test_the_plan_and_its_x_of_which_a_fund_is_part(self) -> None:
        held = facts(plan=(planned(100, 30, fund=40, metropolitan=90),), sources=SOURCES)
        assert outcomes(held, "sources_within_amount") == [
            ("investment-plan", "201-01", "2021", 30 + 90, 100, 20, "breaks"),
            ("investment-plan", "201-01", "2021_national", 40, 30, 10, "breaks"),
        ]

    def test_a_settlement_with_its_national_money(self) -> None:
        whole = replace(
            settled(2020, executed=100), shares=tuple(("executed", one) for one in given(metropolitan=80))
        )
        held = facts(settlements=(whole, settled(2020, None, "national", executed=30)), sources=SOURCES)
        assert outcomes(held, "sources_within_amount") == [
            ("settlement", "2020", "executed", 30 + 80, 100, 10, "breaks")
        ]

    def test_a_carry_over(self) -> None:
        over = replace(carried(OFFICE, "declared", 100, national=30), shares=given(metropolitan=80))
        held = facts(carry_overs=(over,), sources=SOURCES)
        assert outcomes(held, "sources_within_amount") == [
            ("carry-overs", "line-1", "declared", 30 + 80, 100, 10, "breaks")
        ]


class TestPlanSourcesToBudget:
    def held(self, plan: PlanEntry, of_budget: Allocation) -> Facts:
        return facts([of_budget], plan=(plan,), sources=SOURCES)

    def test_source_by_source(self) -> None:
        """The plan's (x) 30 has the fund's 10 in it, the budget's 20 has not."""
        held = self.held(
            planned(100, 30, fund=10, metropolitan=25), budget(100, 20, fund=10, metropolitan=20)
        )
        assert outcomes(held, "plan_sources_to_budget") == [
            ("plan-sources", "national", "2021", 30 - 10, 20, 0, "ties"),
            ("plan-sources", "source-fund", "2021", 10, 10, 0, "ties"),
            ("plan-sources", "source-metropolitan", "2021", 25, 20, 5, "breaks"),
            ("plan-sources", "city", "2021", 100 - 30 - 25, 100 - 20 - 10 - 20, -5, "breaks"),
        ]

    def test_a_source_that_one_side_leaves_out_gives_nothing_there(self) -> None:
        held = self.held(planned(100, 30, metropolitan=25), budget(100, 30, metropolitan=25, basic=5))
        assert ("source-shares", "source-basic", "amount", 0, 5, -5, "breaks") in outcomes(
            held, "plan_sources_to_budget"
        )

    def test_silent_where_one_side_names_no_source(self) -> None:
        for plan, of_budget in (
            (planned(100, 30), budget(100, 30, metropolitan=25)),
            (planned(100, 30, metropolitan=25), budget(100, 30)),
        ):
            assert not of_rule(self.held(plan, of_budget), "plan_sources_to_budget")

    def test_what_is_not_assigned_is_neither_national_nor_own(self) -> None:
        held = self.held(planned(100, None, metropolitan=25), budget(100, 30, metropolitan=25))
        assert [one.cell.row for one in of_rule(held, "plan_sources_to_budget")] == ["source-metropolitan"]

    def test_the_fund_is_national_money_in_plan_and_overview(self) -> None:
        """Budget 100: the subsidy 20, the fund 10; the plan and 기본현황 print 30 of national money."""
        held = replace(
            self.held(planned(100, 30, fund=10), budget(100, 20, fund=10)),
            costs=(cost("national", 30, "year"), cost("city", 70, "year")),
        )
        assert not broken(held)


class TestCostsToSources:
    def held(self, *costs: Cost) -> Facts:
        return facts([budget(100, 30, metropolitan=25, basic=5)], costs=costs, sources=SOURCES)

    def test_own_money_is_the_districts_where_a_province_pays(self) -> None:
        """25 from the province, 5 from the ward, 100 - 30 - 25 - 5 = 40 own."""
        held = self.held(cost("city", 25, "year"), cost("district", 45, "year"))
        assert outcomes(held, "costs_to_sources") == [
            ("overview", "year-cost", "city", 25, 25, 0, "ties"),
            ("overview", "year-cost", "district", 45, 5 + 40, 0, "ties"),
        ]

    def test_own_money_is_the_citys_where_none_does(self) -> None:
        held = facts(
            [budget(100, 30, basic=5)],
            costs=(cost("city", 60, "year"), cost("district", 5, "year")),
            sources=SOURCES,
        )
        assert outcomes(held, "costs_to_sources") == [
            ("overview", "year-cost", "city", 60, 100 - 30 - 5, -5, "breaks"),
            ("overview", "year-cost", "district", 5, 5, 0, "ties"),
        ]

    def test_a_city_of_a_province_has_both_in_one_column(self) -> None:
        """No district money is on budget: the province's 25 stand with the city's own 100 - 30 - 25."""
        held = facts([budget(100, 30, metropolitan=25)], costs=(cost("city", 70, "year"),), sources=SOURCES)
        assert outcomes(held, "costs_to_sources") == [
            ("overview", "year-cost", "city", 70, 25 + 45, 0, "ties")
        ]

    def test_the_total_cost_is_that_of_the_plan(self) -> None:
        held = facts(
            plan=(planned(100, 30, metropolitan=25),),
            costs=(cost("city", 25), cost("district", 40)),
            sources=SOURCES,
        )
        assert outcomes(held, "costs_to_sources") == [
            ("overview", "total-cost", "city", 25, 25, 0, "ties"),
            ("overview", "total-cost", "district", 40, 100 - 30 - 25, -5, "breaks"),
        ]

    def test_silent_where_no_source_is_named(self) -> None:
        held = facts([budget(100, 30)], costs=(cost("city", 25, "year"),), sources=SOURCES)
        assert not of_rule(held, "costs_to_sources")


class TestCarriedOutBySource:
    def test_the_settlement_and_the_carry_overs_say_the_same(self) -> None:
        over = replace(carried(OFFICE, "declared", 100, national=0), shares=given(metropolitan=20, basic=5))
        of_cell = tuple(("carried_out", one) for one in given(metropolitan=30))
        held = facts(
            settlements=(replace(settled(2020, carried_out=100), shares=of_cell),),
            carry_overs=(over,),
            sources=SOURCES,
        )
        assert outcomes(held, "carried_out_by_source") == [
            ("carry-overs", "2020", "source-metropolitan", 30, 20, 10, "breaks"),
            ("carry-overs", "2020", "source-basic", 0, 5, -5, "breaks"),
        ]

    def test_silent_where_one_of_them_says_nothing(self) -> None:
        over = replace(carried(OFFICE, "declared", 100, national=0), shares=given(metropolitan=20))
        rows = (settled(2020, carried_out=100),)
        held = facts(settlements=rows, carry_overs=(over,), sources=SOURCES)
        assert not of_rule(held, "carried_out_by_source")


class TestRefundToNextBudget:
    NATIONAL, PROVINCIAL = subject("802-01"), subject("802-02")

    def held(self, refund: int | None, *shares: SourceShare, provincial: int = 20_000) -> Facts:
        """예산현액 1,000,000: the subsidy 500,000, the province 250,000; 100,000 are left."""
        left = 100_000 - (refund or 0)
        whole = settled(2020, current_budget=1_000_000, unspent=left, subsidy_refund=refund)
        last = budget(1_000_000, 500_000, metropolitan=250_000)
        return facts(
            [allocation(self.NATIONAL, 50_000), allocation(self.PROVINCIAL, provincial)],
            [last],
            settlements=(
                replace(whole, shares=tuple(("subsidy_refund", one) for one in shares)),
                settled(2020, None, "national", current_budget=500_000),
            ),
            sources=SOURCES,
            budgets={"2020-original": (last,)},
        )

    def test_each_goes_back_by_its_own_subject(self) -> None:
        held = self.held(75_000, *given(metropolitan=25_000))
        assert outcomes(held, "refund_to_next_budget") == [
            ("settlement", "2020", "subsidy_refund", 75_000 - 25_000, 50_000, 0, "ties"),
            ("subsidy-refunds", "2020", "due-source-metropolitan", 25_000, 20_000, 5_000, "breaks"),
        ]

    def test_all_together_where_nobody_says_whose_it_is(self) -> None:
        assert outcomes(self.held(75_000, provincial=25_000), "refund_to_next_budget") == [
            ("settlement", "2020", "subsidy_refund", 75_000, 50_000 + 25_000, 0, "ties")
        ]

    def test_a_refund_that_is_not_printed_waits_with_what_each_share_comes_to(self) -> None:
        found = of_rule(self.held(None), "refund_to_next_budget")
        assert [(one.verdict, one.hint) for one in found] == [
            ("undecidable", 100_000 * 500_000 // 1_000_000),
            ("undecidable", 100_000 * 250_000 // 1_000_000),
        ]

    @pytest.mark.parametrize(
        ("shares", "count"), [(given(metropolitan=30_000), 0), (given(basic=1), 1), ((), 0)]
    )
    def test_national_money_that_is_left_is_no_limit_of_what_others_get_back(
        self, shares: tuple[SourceShare, ...], count: int
    ) -> None:
        """50,000 of national money are left; 80,000 go back, 30,000 of them perhaps to the province."""
        held = self.held(80_000, *shares)
        national = settled(2020, None, "national", current_budget=500_000, executed=450_000, carried_out=0)
        held = replace(held, settlements=(held.settlements[0], national))
        assert len(of_rule(held, "refund_within_national")) == count
