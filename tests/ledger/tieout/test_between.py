"""Ties between the tables."""

from dataclasses import replace

import pytest

from ledger.figures.facts import Facts
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
from tests.ledger.tieout.figures import cost, of_rule, outcomes, stated, verdicts


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
        assert of_rule(held, "schedule_to_budget")[1].missing == (held.schedule[1],)

    def test_a_step_without_any_amount_leaves_the_total_open_too(self) -> None:
        held = facts([allocation(OFFICE, 100)], schedule=(step(1, office=60), step(2)))
        assert self.found(held) == {"amount": "undecidable", "201-01": "undecidable"}

    def test_a_budget_without_any_figure_is_open(self) -> None:
        held = facts([allocation(OFFICE)], schedule=(step(1, office=60),))
        assert self.found(held) == {"amount": "undecidable", "201-01": "undecidable"}

    def test_without_a_schedule_there_is_nothing_to_compare(self) -> None:
        assert self.found(facts([allocation(OFFICE, 100)])) == {}


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
