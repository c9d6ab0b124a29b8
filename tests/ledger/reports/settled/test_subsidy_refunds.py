"""보조금 반납: the national share of what is left, less than 10 won dropped."""

from dataclasses import replace
from typing import Any

import pytest

from ledger.figures.facts import FundingSource, SourceShare
from ledger.figures.money import total
from ledger.reporting.report import Figure, Report, amount
from ledger.reports.settled.subsidy_refunds import COLUMNS, Proportion, build
from tests.ledger.records import OFFICE, allocation, cells, facts, settled


def refund(national: int | None = 300, **cells_of_year: Any) -> Any:
    given = {"current_budget": 1_000, "executed": 845, "carried_out": 0, "unspent": 155, **cells_of_year}
    rows = [settled(2019, **given)]
    if national is not None:
        rows.append(settled(2019, None, "national", current_budget=national))
    return build(facts(settlements=tuple(rows)))


def test_the_share_of_what_is_left() -> None:
    """155 x 300 / 1,000 = 46.5: 40 are paid back."""
    report = refund()
    assert cells(report, "2019", "left", "current_budget", "national_budget", "due", "subsidy_refund") == (
        155,
        1_000,
        300,
        40,
        None,
    )


def test_what_is_paid_back_already_is_left_too() -> None:
    assert cells(refund(unspent=100, subsidy_refund=55), "2019", "left", "due") == (100 + 55, 40)


def test_without_national_money_that_is_known_there_is_no_share() -> None:
    assert cells(refund(None), "2019", "national_budget", "share", "due") == (None, None, None)
    assert refund().row("2020").figures["due"] is None


def test_a_subject_has_its_own() -> None:
    rows = (
        settled(2019, OFFICE, current_budget=500, unspent=50),
        settled(2019, OFFICE, "national", current_budget=250),
    )
    assert cells(build(facts(settlements=rows)), "2019-201-01", "left", "due") == (50, 20)


def test_what_is_left_follows_from_the_identity_and_is_marked() -> None:
    row = refund(unspent=None).row("2019")
    assert (row.figures["left"], row.derived) == (1_000 - 845, ("left",))


@pytest.mark.parametrize(
    ("left", "part", "whole", "due"),
    [
        (155, 1_000, 1_000, 150),
        (9, 1_000, 1_000, 0),
        (0, 300, 1_000, 0),
        (-5, 300, 1_000, None),
        (155, 300, 0, None),
        (155, 300, -1_000, None),
        (10**15, 10**15, 10**15, 10**15),
    ],
)
def test_less_than_ten_won_are_dropped(left: int, part: int, whole: int, due: Figure) -> None:
    figures = {"left": left, "part": part, "whole": whole}
    assert Proportion("left", "part", "whole").figure(figures, frozenset()) == due


class TestSources:
    """A budget of 1,000 of which the subsidy gives 300 and the province 200; 155 of 예산현액 1,000 are left."""

    PROVINCE = FundingSource("metropolitan", "시·도비", "metropolitan")
    BOND = FundingSource("bond", "지방채", "debt")

    def report(
        self, *of_settlement: tuple[str, SourceShare], given: tuple[SourceShare, ...] = (), left: int = 155
    ) -> Report:
        row = settled(2020, current_budget=1_000, unspent=left)
        budget = replace(allocation(OFFICE, 1_000, 300), own_shares=given)
        held = facts(
            [],
            [budget],
            settlements=(
                replace(row, shares=of_settlement),
                settled(2020, None, "national", current_budget=300),
            ),
            sources=(self.PROVINCE, self.BOND),
            budgets={"2020-original": (budget,)},
        )
        return build(held)

    def test_each_gets_its_share_and_what_is_dropped_stays(self) -> None:
        """155 x 300 / 1,000 = 46.5, 155 x 200 / 1,000 = 31: 40 and 30 go back, 155 - 40 - 30 stay."""
        report = self.report(given=(SourceShare("metropolitan", 200),))
        keys = ("shared_budget", "source-metropolitan", "due", "due-source-metropolitan", "kept")
        assert cells(report, "2020", *keys) == (1_000, 200, 40, 30, 155 - 40 - 30)

    def test_the_settlement_knows_better_whose_its_money_was(self) -> None:
        """Of 예산현액 250 were the province's: 155 x 250 / 1,000 = 38.75."""
        report = self.report(
            ("current_budget", SourceShare("metropolitan", 250)), given=(SourceShare("metropolitan", 200),)
        )
        assert cells(report, "2020", "source-metropolitan", "due-source-metropolitan") == (250, 30)

    def test_what_is_printed_of_a_source_stands_beside(self) -> None:
        report = self.report(
            ("subsidy_refund", SourceShare("metropolitan", 20)), given=(SourceShare("metropolitan", 200),)
        )
        assert cells(report, "2020", "refund-source-metropolitan") == (20,)

    def test_bonds_are_not_paid_back_by_a_budget_subject(self) -> None:
        report = self.report(given=(SourceShare("bond", 200),))
        assert [column.key for column in report.columns] == [column.key for column in COLUMNS]

    def test_a_year_that_says_nothing_of_its_sources_has_none(self) -> None:
        report = self.report(given=(SourceShare("metropolitan", 200),))
        keys = ("shared_budget", "source-metropolitan", "due-source-metropolitan", "kept")
        assert cells(report, "2019", *keys) == (None, None, None, None)

    @pytest.mark.parametrize("left", [0, 9, 99, 12_345])
    def test_the_parts_are_what_is_left_to_the_last_won(self, left: int) -> None:
        row = self.report(given=(SourceShare("metropolitan", 200),), left=left).row("2020")
        assert total(amount(row.figures, key) for key in ("due", "due-source-metropolitan", "kept")) == left
