"""Ties of the lines of 산출근거 to the budget summary."""

from dataclasses import replace

from tests.ledger.records import OFFICE, allocation, facts, line
from tests.ledger.tieout.figures import at, of_rule, outcomes, stated, verdicts


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
        assert (finding.verdict, finding.missing) == (
            "undecidable",
            (at("calculation-basis", "line-2", "amount"),),
        )

    def test_it_is_silent_where_one_of_the_two_is_not_printed(self) -> None:
        held = [allocation(OFFICE, None, None, [line(20), line(10)])]
        assert outcomes(facts(held, stated=self.lines), "basis_to_summary") == []
        assert outcomes(facts(held), "basis_to_summary") == []

    def test_lines_that_change_a_budget_so_far_stand_beside_it(self) -> None:
        """A 추경 of a subject that had one amount: 100 by then, and the lines that it is changed by."""
        changed = replace(
            allocation(OFFICE, None, None, [line(20), line(-10)]), carried=allocation(OFFICE, 100)
        )
        lines = (self.lines[0], stated("calculation-basis", "line-2", "amount", -10))
        for budget, verdict in ((100 + 20 - 10, "ties"), (20 - 10, "breaks")):
            printed = (*lines, stated("budget-summary", "201-01", "current", budget))
            assert outcomes(facts([changed], stated=printed), "basis_to_summary") == [
                ("budget-summary", "201-01", "current", 110, budget, 110 - budget, verdict)
            ]

    def test_a_printed_subtotal_holds_the_budget_so_far(self) -> None:
        """100 without lines, then 5 less: 95."""
        changed = replace(allocation(OFFICE, None, None, [line(-5)]), carried=allocation(OFFICE, 100, 0))
        printed = [stated("calculation-basis", row, "amount", 100 - 5) for row in ("201-01", "total")]
        assert verdicts(facts([changed], stated=tuple(printed)), "stated_figure") == ["ties", "ties"]

    def test_a_line_that_is_carried_need_not_be_printed(self) -> None:
        """20 as in the original budget; the supplementary one prints the line that it adds."""
        carried = replace(line(20), carried_from="2021-original")
        held = [allocation(OFFICE, None, None, [carried, line(10)])]
        for budget, verdict in ((30, "ties"), (33, "breaks")):
            printed = (self.lines[1], stated("budget-summary", "201-01", "current", budget))
            assert outcomes(facts(held, stated=printed), "basis_to_summary") == [
                ("budget-summary", "201-01", "current", 10 + 20, budget, 30 - budget, verdict)
            ]
