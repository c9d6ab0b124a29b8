"""성립전·간주: what of a budget was added before the vote, and what a later budget passed over."""

from dataclasses import replace

from ledger.figures.facts import Allocation, Facts, Version
from ledger.reporting.deemed import Added, PassedOver, deemed_part, passed_over
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, facts, version

ORIGINAL = version(id=1)
DEEMED = version(kind="deemed", id=2, based_on=1)
AGAIN = version(kind="deemed", sequence=2, id=3, based_on=2)
TAKEN_IN = version(kind="supplementary", id=4, based_on=3)
BESIDE = version(kind="supplementary", sequence=2, id=5, based_on=1)
VERSIONS = (ORIGINAL, DEEMED, AGAIN, TAKEN_IN, BESIDE)

BEFORE = (allocation(OFFICE, 500), allocation(UTILITIES, 120))
WITH_ONE = (allocation(OFFICE, 500), allocation(UTILITIES, 150))
WITH_BOTH = (*WITH_ONE, allocation(GRANTS, 200, unit="thousand"))
HELD = {ORIGINAL.key: BEFORE, DEEMED.key: WITH_ONE, AGAIN.key: WITH_BOTH, TAKEN_IN.key: WITH_BOTH}


def shown(current: Version, allocations: tuple[Allocation, ...]) -> Facts:
    budgets = {**HELD, current.key: allocations}
    return replace(facts(allocations), versions=VERSIONS, version=current, budgets=budgets)


class TestPart:
    def test_is_what_all_deemed_budgets_since_the_vote_added(self) -> None:
        assert deemed_part(shown(DEEMED, WITH_ONE)) == [Added(UTILITIES, 150 - 120, "won")]
        assert deemed_part(shown(AGAIN, WITH_BOTH)) == [
            Added(UTILITIES, 150 - 120, "won"),
            Added(GRANTS, 200, "thousand"),
        ]

    def test_is_nothing_once_a_supplementary_budget_takes_it_in(self) -> None:
        assert deemed_part(shown(TAKEN_IN, WITH_BOTH)) == []
        assert deemed_part(shown(ORIGINAL, BEFORE)) == []


class TestPassedOver:
    def test_by_a_budget_that_is_based_on_the_same(self) -> None:
        """It adds 40 to the utilities, more than the 30 deemed, and nothing to the grants, of which 200 were."""
        later = (allocation(OFFICE, 500), allocation(UTILITIES, 160))
        assert passed_over(shown(BESIDE, later)) == [
            PassedOver(Added(UTILITIES, 30, "won"), Added(UTILITIES, 160 - 120, "won")),
            PassedOver(Added(GRANTS, 200, "thousand"), Added(GRANTS, 0, "thousand")),
        ]

    def test_not_by_one_that_is_based_on_it_nor_by_what_was_there_before(self) -> None:
        for current, allocations in ((TAKEN_IN, BEFORE), (AGAIN, WITH_BOTH), (ORIGINAL, BEFORE)):
            assert passed_over(shown(current, allocations)) == []
