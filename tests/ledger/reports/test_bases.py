"""What a budget can be compared with: named bases, and two of them side by side. 2021 against the years before."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ledger.figures.available import UNASSIGNED_SUBJECT, available_allocations
from ledger.figures.facts import Allocation, Facts, Threshold
from ledger.reports import budget_summary, variance
from ledger.reports.bases import bases_of_version, change_row, difference_kind, facts_against, most_different
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, cells, column, facts, settled, version

ORIGINAL = version(2021, id=1)
BEFORE = version(2020, id=2)
FINAL_BEFORE = version(2020, "final", id=3)


def ledger(current: int = 120, before: int = 100, final: int | None = 150, **more: Any) -> Facts:
    """2021: office 120. 2020 original: office 100; 2020 final: office 150 (or no final at all)."""
    versions = (ORIGINAL, BEFORE, *([FINAL_BEFORE] if final is not None else []))
    budgets: dict[str, tuple[Allocation, ...]] = {
        ORIGINAL.key: (allocation(OFFICE, current),),
        BEFORE.key: (allocation(OFFICE, before),),
    }
    if final is not None:
        budgets[FINAL_BEFORE.key] = (allocation(OFFICE, final),)
    held = facts(budgets[ORIGINAL.key], budgets[BEFORE.key], budgets=budgets, **more)
    return replace(held, versions=versions, version=ORIGINAL, base=BEFORE)


def test_a_base_that_the_ledger_does_not_hold_stays_in_the_list_without_figures() -> None:
    assert {base.name: base.key for base in bases_of_version(ledger(final=None))} == {
        "original-before": "2020-original",
        "final-before": None,
        "so-far": None,
        "original": None,
        "proposal": None,
        "available-before": None,
    }


def test_each_named_base_has_its_own_change() -> None:
    """120 − 100 = 20 against the original, 120 − 150 = △30 against the final budget."""
    changes = {
        base.name: change_row(base.facts).figures["change"]
        for base in bases_of_version(ledger())
        if base.facts is not None
    }
    assert changes == {"original-before": 20, "final-before": -30}


def test_so_far_and_original_belong_to_a_budget_that_changes_another() -> None:
    second = version(2021, "supplementary", 2, id=5, based_on=4)
    first = version(2021, "supplementary", 1, id=4, based_on=1)
    held = replace(
        ledger(),
        versions=(ORIGINAL, first, second, BEFORE),
        version=second,
        budgets={ORIGINAL.key: (), first.key: ()},
    )
    keys = {base.name: base.key for base in bases_of_version(held)}
    assert (keys["so-far"], keys["original"], keys["original-before"]) == (
        "2021-supplementary-1",
        "2021-original",
        None,  # 2020's budget was not loaded here
    )


def test_the_vote_is_measured_against_the_last_proposal() -> None:
    proposal, amended = version(2021, "proposal", id=6), version(2021, "amended", id=7)
    held = replace(
        ledger(),
        versions=(ORIGINAL, proposal, amended),
        budgets={amended.key: (allocation(OFFICE, 130),)},
    )
    (base,) = [base for base in bases_of_version(held) if base.name == "proposal"]
    assert base.key == "2021-amended"
    assert base.facts is not None
    assert change_row(base.facts).figures["change"] == 120 - 130


def test_an_unknown_or_unloaded_version_is_no_base() -> None:
    assert facts_against(ledger(), "2019-original") is None
    assert facts_against(ledger(), "moon") is None


# 예산현액


def test_available_is_the_settlement_once_there_is_one() -> None:
    held = ledger(settlements=(settled(2020, current_budget=170),))
    assert available_allocations(held, 2020) == (Allocation(0, UNASSIGNED_SUBJECT, 170, None, "won"),)


def test_available_by_subject_where_the_subjects_add_up() -> None:
    """110 + 60 = 170."""
    rows = (
        settled(2020, current_budget=170),
        settled(2020, OFFICE, current_budget=110),
        settled(2020, UTILITIES, current_budget=60),
    )
    found = available_allocations(ledger(settlements=rows), 2020)
    assert found is not None
    assert {one.subject.code: one.amount for one in found} == {"201-01": 110, "201-02": 60}
    broken = (*rows[:2], settled(2020, UTILITIES, current_budget=61))
    assert available_allocations(ledger(settlements=broken), 2020) == (
        Allocation(0, UNASSIGNED_SUBJECT, 170, None, "won"),
    )


def test_available_before_the_settlement_is_the_last_budget_and_what_was_carried_into_it() -> None:
    """2020's last word is its final budget, 150; 2019 carried out 7. B 120 − (150 + 7) = △37."""
    held = ledger(settlements=(settled(2019, carried_out=7),))
    (base,) = [base for base in bases_of_version(held) if base.name == "available-before"]
    assert base.key == "2020-available"
    assert base.facts is not None
    report = variance.build(base.facts)
    assert column(report, "prior") == {"total": 157, "201-01": 150, "unassigned": 7}
    assert cells(report, "total", "change", "rate") == (-37, Fraction(-3700, 157))
    assert report.row("unassigned").marks == ()  # what was carried over did not end


def test_available_of_a_settlement_without_subjects_says_nothing_of_a_subject() -> None:
    """170 in all: no subject is new, its change is not known; the whole fell by 170 - 120 = 50."""
    (base,) = [
        base
        for base in bases_of_version(ledger(settlements=(settled(2020, current_budget=170),)))
        if base.name == "available-before"
    ]
    assert base.facts is not None
    for report in (budget_summary.build(base.facts), variance.build(base.facts)):
        assert cells(report, "201-01", "prior", "current", "change", "rate") == (None, 120, None, None)
        assert report.row("201-01").marks == ()
        assert cells(report, "unassigned", "prior", "current", "change") == (170, None, None)
        assert cells(report, "total", "prior", "current", "change") == (170, 120, -50)


def test_available_is_not_known_without_the_carry_over() -> None:
    assert available_allocations(ledger(), 2020) is None
    assert available_allocations(ledger(settlements=(settled(2019, final_budget=1),)), 2020) is None


# Two of them


@pytest.mark.parametrize(
    ("final", "difference"),
    [
        (150, "sign"),  # +20 against △30
        (120, "sign"),  # +20 against no change at all
        (109, ""),  # +20 (20 %) against +11 (10.1 %): 9 < 10
        (90, "size"),  # +20 (20 %) against +30 (33.3 %): 10 ≥ 10 and 13.3 points ≥ 10
        (100, ""),
    ],
)
def test_two_bases_differ_in_sign_or_by_the_threshold(final: int, difference: str) -> None:
    held = ledger(final=final, threshold=Threshold(10, Decimal(10)))
    other = facts_against(held, "2020-final")
    assert other is not None
    assert difference_kind(change_row(held), change_row(other), held.threshold) == difference
    most = most_different(held, bases_of_version(held))
    assert (most.key if most else None) == ("2020-final" if difference else None)


def test_another_sign_goes_before_another_size() -> None:
    held = ledger(
        final=150, threshold=Threshold(1, Decimal(0)), settlements=(settled(2020, current_budget=90),)
    )
    most = most_different(held, bases_of_version(held))
    assert most is not None
    assert most.key == "2020-final"


def test_side_by_side_has_prior_change_and_rate_against_both() -> None:
    held = ledger()
    report = variance.build(held, beside=facts_against(held, "2020-final"))
    keys = ("prior", "current", "change", "prior_beside", "change_beside", "rate_beside")
    assert cells(report, "201-01", *keys) == (100, 120, 20, 150, -30, Fraction(-20))
    assert cells(report, "total", *keys) == (100, 120, 20, 150, -30, Fraction(-20))


def test_side_by_side_a_subject_of_the_other_base_alone_is_there_and_adds_up() -> None:
    """2020's final budget had utilities of 40 that neither 2021 nor the original has: A2 = 150 + 40."""
    held = ledger()
    budgets = {**held.budgets, "2020-final": (allocation(OFFICE, 150), allocation(UTILITIES, 40))}
    held = replace(held, budgets=budgets)
    report = variance.build(held, beside=facts_against(held, "2020-final"))
    assert column(report, "prior_beside") == {"total": 190, "201-01": 150, "201-02": 40}
    assert column(report, "change_beside") == {"total": 120 - 190, "201-01": -30, "201-02": -40}
    assert column(report, "change") == {"total": 20, "201-01": 20, "201-02": None}


def test_side_by_side_the_residual_row_adds_up_in_both() -> None:
    held = ledger()
    current = (allocation(OFFICE, 120), allocation(UTILITIES, 5), allocation(GRANTS, 6))
    budgets = {**held.budgets, "2020-final": (allocation(OFFICE, 150), allocation(GRANTS, 40))}
    held = replace(held, allocations=current, budgets=budgets)
    report = variance.build(held, top=1, beside=facts_against(held, "2020-final"))
    assert column(report, "prior_beside") == {"total": 190, "201-01": 150, "other": 40}
    assert column(report, "current") == {"total": 131, "201-01": 120, "other": 11}
