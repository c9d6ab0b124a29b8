"""Ties of the 산출식 of line items to their amounts."""

from dataclasses import replace

import pytest

from ledger.figures.facts import Facts, Line
from ledger.load import load
from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.tieout import findings
from ledger.tieout.formula import BACK_SOLVED, OF_CHANGE, ROUNDED_RESULT
from tests.ledger.records import OFFICE, allocation, facts, line
from tests.ledger.tieout.figures import of_rule, outcomes, verdicts


def computed(basis: str, amount: int, unit: str = "won", **more: object) -> Line:
    return replace(line(amount), basis=basis, unit=unit, **more)  # type: ignore[arg-type]


def held(*lines: Line, base: tuple[Line, ...] | None = None) -> Facts:
    before = None if base is None else [allocation(OFFICE, None, None, base)]
    return facts([allocation(OFFICE, None, None, lines)], before)


class TestFormulaToAmount:
    def test_it_compares_what_the_formula_gives_with_the_amount(self) -> None:
        two = held(computed("5,000원×12명×4회", 240_000), computed("5,000원×12명×5회", 240_000))
        given = 5_000 * 12 * 5
        assert outcomes(two, "formula_to_amount") == [
            ("calculation-basis", "line-1", "amount", 240_000, 240_000, 0, "ties"),
            ("calculation-basis", "line-2", "amount", given, 240_000, given - 240_000, "breaks"),
        ]

    @pytest.mark.parametrize(
        ("amount", "unit", "verdict"),
        [
            (-360_000, "won", "rounding"),
            (-361_000, "won", "breaks"),
            (-360_100, "won", "breaks"),  # known to the won
            (-1_000_000, "million", "breaks"),
            (0, "million", "rounding"),
        ],
    )
    def test_an_amount_of_whole_thousands_may_be_rounded(self, amount: int, unit: str, verdict: str) -> None:
        basis = "(86,666원×8명×12월)−8,680,000원"  # △360,064
        assert verdicts(held(computed(basis, amount, unit)), "formula_to_amount") == [verdict]

    @pytest.mark.parametrize("basis", ["", "시설관리 운영 일식", "12명×4회", "5,000원×(12명", "2021년 3월"])
    def test_words_and_what_cannot_be_read_say_nothing(self, basis: str) -> None:
        assert [one for one in findings(held(computed(basis, 240_000))) if one.cell.row == "line-1"] == []

    def test_a_price_divided_out_of_the_total_is_remarked_and_no_break(self) -> None:
        (found,) = of_rule(held(computed("86,666원×8명×12월", 8_320_000)), "formula_to_amount")
        assert (found.verdict, found.note) == ("rounding", BACK_SOLVED)
        assert BACK_SOLVED.outside == ROUNDED_RESULT

    def test_where_a_line_changes_another_its_formula_is_that_of_the_change(self) -> None:
        """240,000 by then, 60,000 more."""
        before = replace(line(240_000, id=7), basis="5,000원×12명×4회")
        for basis, given, verdict in (
            ("5,000원×12명×1회", 60_000, "ties"),
            ("5,000원×12명×5회", 300_000, "breaks"),
        ):
            changed = computed(basis, 300_000, ancestors=(7,))
            assert outcomes(held(changed, base=(before,)), "formula_to_amount") == [
                ("calculation-basis", "line-1", "amount", given, 60_000, given - 60_000, verdict)
            ]
            assert of_rule(held(changed, base=(before,)), "formula_to_amount")[0].sides == OF_CHANGE

    def test_without_the_line_that_it_changes_nothing_is_said(self) -> None:
        changed = computed("5,000원×12명×1회", 300_000, ancestors=(7,))
        assert outcomes(held(changed), "formula_to_amount") == []

    def test_a_line_that_is_carried_is_judged_where_it_is_held(self) -> None:
        carried = computed("5,000원×12명×5회", 240_000, carried_from="2021-original")
        assert outcomes(held(carried), "formula_to_amount") == []


class TestAsItIsLoaded:
    """Through the rows of the ledger."""

    @pytest.fixture
    def original(self, first_document: Program) -> BudgetLineItem:
        """The first line of the first document, now 60,000원 with its 산출식."""
        row = BudgetLineItem.objects.filter(allocation__program=first_document).order_by("pk")[0]
        row.basis, row.amount, row.national_subsidy = "5,000원×12명", 60_000, 0
        row.save()
        return row

    def test_a_line_of_a_budget(self, original: BudgetLineItem) -> None:
        assert verdicts(load("smart-anchor"), "formula_to_amount") == ["ties"]
        original.amount = 61_000
        original.save()
        assert verdicts(load("smart-anchor"), "formula_to_amount") == ["breaks"]

    @pytest.mark.parametrize(("basis", "verdict"), [("5,000원×2명", "ties"), ("5,000원×14명", "breaks")])
    def test_a_line_of_a_supplementary_budget(
        self, original: BudgetLineItem, basis: str, verdict: str
    ) -> None:
        """10,000원 more: the 산출식 is that of the change, and the original's is not asked for again."""
        before = original.allocation
        version = BudgetVersion.objects.create(
            fiscal_year=2021, kind="supplementary", based_on=before.version
        )
        allocation = YearlyAllocation.objects.create(
            program=before.program, version=version, subject=before.subject
        )
        allocation.line_items.create(
            description=original.description, basis=basis, amount=70_000, continues=original, position=1
        )
        facts = load("smart-anchor", version.key)
        assert verdicts(facts, "formula_to_amount") == [verdict]
        (found,) = of_rule(facts, "formula_to_amount")
        assert (found.right, found.sides) == (70_000 - 60_000, OF_CHANGE)


class TestFormulaToOutcome:
    def test_what_stands_behind_the_equals_sign_is_what_the_formula_gives(self) -> None:
        for stated, won, verdict in (("240천원", 240_000, "ties"), ("250,000원", 250_000, "breaks")):
            one = held(computed(f"5,000원×12명×4회={stated}", 240_000))
            assert outcomes(one, "formula_to_outcome") == [
                ("calculation-basis", "line-1", "amount", won, 240_000, won - 240_000, verdict)
            ]

    def test_it_may_be_rounded_to_its_last_place(self) -> None:
        for stated, verdict in (
            ("△360,000", "rounding"),
            ("△0.36백만원", "rounding"),
            ("△360,060", "breaks"),
        ):
            basis = f"(86,666원×8명×12월)−8,680,000원={stated}"
            assert verdicts(held(computed(basis, -360_000)), "formula_to_outcome") == [verdict]

    def test_of_several_the_first_that_is_wrong_is_said_once(self) -> None:
        one = held(computed("(5,000원×12명=60천원)×4회 = 250,000원 = 241,000원", 240_000))
        assert outcomes(one, "formula_to_outcome") == [
            ("calculation-basis", "line-1", "amount", 250_000, 240_000, 10_000, "breaks")
        ]

    def test_what_a_bracket_counts_is_no_amount(self) -> None:
        one = held(computed("(12명×4회=47회)×5,000원", 240_000))
        assert outcomes(one, "formula_to_outcome") == []

    def test_it_is_silent_without_one(self) -> None:
        assert outcomes(held(computed("5,000원×12명×4회", 240_000)), "formula_to_outcome") == []
