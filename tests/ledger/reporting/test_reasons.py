"""증감사유: what needs an explanation, what has one, and when it has gone stale."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ledger.figures.facts import Explanation, Facts, Threshold
from ledger.reporting.reasons import cell_of, reasons
from ledger.reports import budget_summary, variance
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, facts

AT = datetime(2021, 1, 1, tzinfo=UTC)
TEN_PERCENT_OF_100 = Threshold(100, Decimal(10))


def ledger(threshold: Threshold | None = TEN_PERCENT_OF_100, *explanations: Explanation) -> Facts:
    """201-01: 1,000 -> 1,150 (+15 %); 201-02: 5,000 -> 5,200 (+4 %); 403-01: new, 100."""
    return facts(
        [allocation(OFFICE, 1_150), allocation(UTILITIES, 5_200), allocation(GRANTS, 100)],
        [allocation(OFFICE, 1_000), allocation(UTILITIES, 5_000)],
        threshold=threshold,
        explanations=explanations,
    )


def explained(
    row: str, left: str, right: str, base: str = "2020-original", report: str = "budget-summary"
) -> Explanation:
    return Explanation(
        "change", "", report, row, "change", 2021, "", left, right, "note", "text", "", "kim", AT, base
    )


def states(of: Facts) -> dict[str, str]:
    return {key: reason.state for key, reason in reasons(budget_summary.build(of), of).items()}


def test_a_change_needs_a_reason_from_the_amount_and_the_rate_on() -> None:
    """201-02 changes by 200 ≥ 100, but by 4 % < 10 %; what is new has no rate: its amount alone counts."""
    assert states(ledger()) == {"total": "", "201-01": "missing", "201-02": "", "403-01": "missing"}


@pytest.mark.parametrize(
    ("threshold", "missing"),
    [
        (None, ["201-01", "201-02", "403-01"]),
        (Threshold(150, Decimal(15)), ["201-01"]),
        (Threshold(151, Decimal(0)), ["201-02"]),
        (Threshold(0, Decimal("15.01")), ["403-01"]),
    ],
)
def test_thresholds_are_data(threshold: Threshold | None, missing: list[str]) -> None:
    assert [key for key, state in states(ledger(threshold)).items() if state == "missing"] == missing


def test_a_decrease_needs_one_like_an_increase() -> None:
    of = facts([allocation(OFFICE, 800)], [allocation(OFFICE, 1_000)], threshold=TEN_PERCENT_OF_100)
    assert states(of)["201-01"] == "missing"


def test_no_change_needs_none() -> None:
    of = facts([allocation(OFFICE, 800)], [allocation(OFFICE, 800)])
    assert states(of) == {"total": "", "201-01": ""}


def test_an_explanation_is_stale_as_soon_as_a_side_is_another() -> None:
    fresh, stale = explained("201-01", "1150", "1000"), explained("403-01", "90", "")
    assert states(ledger(TEN_PERCENT_OF_100, fresh, stale)) == {
        "total": "",
        "201-01": "explained",
        "201-02": "",
        "403-01": "stale",
    }


def test_an_explanation_against_another_base_is_none() -> None:
    other = explained("201-01", "1150", "1000", base="2020-final")
    assert states(ledger(TEN_PERCENT_OF_100, other))["201-01"] == "missing"


def test_the_newest_explanation_counts() -> None:
    old, new = explained("201-01", "1150", "1000"), explained("201-01", "9", "9")
    assert states(ledger(TEN_PERCENT_OF_100, old, new))["201-01"] == "stale"


def test_a_subject_is_explained_at_one_place_whatever_report_shows_it() -> None:
    of = ledger()
    by_subject, by_source = variance.build(of), variance.build(of, "source")
    assert cell_of(by_subject, by_subject.row("201-01")) == ("budget-summary", "201-01", "change")
    assert cell_of(by_source, by_source.row("total")) == ("budget-summary", "total", "change")
    assert cell_of(by_source, by_source.row("city")) == ("variance", "source:city", "change")
