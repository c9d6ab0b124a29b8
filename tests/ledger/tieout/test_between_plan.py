"""Ties of the investment plan to the other tables."""

from dataclasses import replace

from ledger.figures.facts import Facts, Program
from ledger.tieout.between import CARRY_IN_UNKNOWN, FITS_WITHOUT_CARRY_IN, TOTAL_CARRY_IN_FITS
from tests.ledger.records import (
    GRANTS,
    OFFICE,
    allocation,
    entry,
    facts,
    settled,
    subject,
    version,
)
from tests.ledger.tieout.figures import at, grant, of_rule, outcome, outcomes, verdicts

HERE = Program("anchor", "앵커", "", "", 2018)


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
            ("403-01", "undecidable", (at("investment-plan", "403-01", "2021"),)),
        ]

    def test_a_blank_beside_nothing_ties_and_beside_an_amount_is_open(self) -> None:
        for budget, verdict in ((0, "ties"), (40, "undecidable")):
            plan = (entry(OFFICE, "year", 2021, 60), entry(GRANTS, "year", 2021, None))
            held = facts([allocation(OFFICE, 60), allocation(GRANTS, budget)], plan=plan)
            assert verdicts(held, "plan_to_budget")[2:] == [verdict]

    def test_an_allocation_without_a_figure_leaves_its_subject_and_the_total_open(self) -> None:
        plan = (entry(OFFICE, "year", 2021, 60), entry(GRANTS, "year", 2021, 40))
        held = facts([allocation(OFFICE, 60), allocation(GRANTS)], plan=plan)
        blank = (at("budget-summary", "403-01", "current"),)
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

    def test_what_merged_is_beside_the_sum_of_its_codes(self) -> None:
        """The plan prints 2020 in the old codes: 30 + 10 and the 5 that 402-09 carried in."""
        olds, merged = (subject("301-10"), subject("402-09")), subject("308-77", 2021)
        plan = (
            entry(olds[0], "year", 2020, 30),
            entry(olds[1], "year", 2020, 15),
            entry(merged, "year", 2021, 50),
        )
        held = facts(
            [allocation(merged, 50)],
            [allocation(olds[0], 30), allocation(olds[1], 10)],
            subjects=(*olds, merged),
            successions=tuple((old.identity, merged.identity) for old in olds),
            plan=plan,
            settlements=(
                settled(2019, carried_out=5),
                settled(2019, olds[0], carried_out=0),
                settled(2019, olds[1], carried_out=5),
            ),
        )
        assert [one[1:] for one in outcomes(held, "plan_to_budget")] == [
            ("total", "2021", 50, 50, 0, "ties"),
            ("308-77", "2021", 50, 50, 0, "ties"),
        ]
        assert [one[1:] for one in outcomes(held, "plan_to_available")] == [
            ("total", "2020", 45, 45, 0, "ties"),
            ("301-10", "2020", 30 + 15, 30 + 10 + 5, 0, "ties"),
        ]

    def test_what_was_split_is_one_where_a_side_knows_only_the_old_code(self) -> None:
        """2021 is tied subject by subject; of 2020 the budget knows 401-01 only."""
        old = subject("401-01", 2018)
        news = [subject(code, 2021, replaces=old) for code in ("401-02", "401-03")]
        plan = tuple(
            entry(new, "year", year, amount) for new in news for year, amount in ((2020, 20), (2021, 30))
        )
        held = facts(
            [allocation(new, 30) for new in news], [allocation(old, 40)], subjects=(old, *news), plan=plan
        )
        assert [one[1:] for one in outcomes(held, "plan_to_budget")] == [
            ("total", "2021", 60, 60, 0, "ties"),
            ("401-02", "2021", 30, 30, 0, "ties"),
            ("401-03", "2021", 30, 30, 0, "ties"),
        ]
        held = replace(held, settlements=(settled(2019, carried_out=0),))
        assert [one[1:] for one in outcomes(held, "plan_to_available")] == [
            ("total", "2020", 40, 40, 0, "ties"),
            ("401-02", "2020", 20 + 20, 40, 0, "ties"),
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
        assert (other.left, other.right, other.missing) == (
            47,
            40,
            (at("settlement", "2020-403-01", "carried_in"),),
        )
        assert (folded.verdict, folded.note) == ("undecidable", FITS_WITHOUT_CARRY_IN)
        assert folded.missing == (at("settlement", "2020-201-01", "carried_in"),)

    def test_no_hint_where_the_whole_carry_over_would_not_fit(self) -> None:
        held = self.held({"office": 60, "grants": 48}, settled(2019, carried_out=8, executed=1))
        held = self.held({"office": 60, "grants": 45}, *held.settlements)
        other = of_rule(held, "plan_to_available")[1]
        assert (other.note, other.hint) == (CARRY_IN_UNKNOWN, None)

    def test_without_any_settlement_nothing_is_decided(self) -> None:
        found = of_rule(self.held({"office": 67, "grants": 40}), "plan_to_available")
        assert {one.verdict for one in found} == {"undecidable"}
        assert found[0].missing == (at("settlement", "2020", "carried_in"),)

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
        held = self.held(None, settled(2019, executed=9))
        (finding,) = of_rule(held, "plan_to_settlements")
        assert (finding.verdict, finding.missing, finding.left) == ("undecidable", (held.program,), 9)

    def test_missing_years_are_named(self) -> None:
        (finding,) = of_rule(self.held(2017, settled(2018, executed=9)), "plan_to_settlements")
        assert finding.verdict == "undecidable"
        assert finding.missing == (at("settlement", "2017", "executed"), at("settlement", "2019", "executed"))
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
        assert blank.missing == (at("investment-plan", "total", "2020_national"),)
        nothing = replace(held, plan=(*self.plan, entry(OFFICE, "year", 2020, 9, 0)))
        assert verdicts(nothing, "plan_to_grants")[1] == "breaks"

    def test_what_a_later_version_of_the_year_took_in_is_not_missed_in_its_document(self) -> None:
        """The plan has 3, a 성립전 brings 2 more; without it, or with less than planned, the document is wrong."""
        held = facts(plan=self.plan, grants=(grant(3, 2021), grant(2, 2021), grant(4, 2019)))
        assert verdicts(held, "plan_to_grants") == ["ties", "breaks"]
        deemed = version(2021, "deemed", id=2, based_on=held.version.id)
        followed = replace(held, versions=(*held.versions, deemed))
        assert verdicts(followed, "plan_to_grants") == ["ties"]
        less = replace(followed, grants=(grant(2, 2021), grant(4, 2019)))
        assert verdicts(less, "plan_to_grants") == ["ties", "breaks"]

    def test_silent_without_grants(self) -> None:
        assert outcomes(facts(plan=self.plan), "plan_to_grants") == []
