"""추진일정 adds up to 예산총괄."""

from ledger.facts import Facts
from ledger.tieout import RULES, schedule_to_budget
from ledger.tieout.verdict import Finding
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, facts, line, step


def found(held: Facts) -> dict[str, Finding]:
    return {finding.column: finding for finding in schedule_to_budget(held)}


def verdicts(held: Facts) -> dict[str, str]:
    return {column: finding.verdict for column, finding in found(held).items()}


def test_it_is_one_of_the_rules() -> None:
    assert schedule_to_budget in RULES


def test_shares_of_several_steps_are_the_budget_of_a_subject() -> None:
    held = facts(
        [allocation(OFFICE, 100), allocation(GRANTS, None, None, [line(20), line(10)])],
        schedule=(step(1, office=60, grants=30), step(2, office=40)),
    )
    assert verdicts(held) == {"amount": "ties", "201-01": "ties", "403-01": "ties"}
    finding = found(held)["201-01"]
    assert (finding.report, finding.row, finding.left, finding.right) == ("schedule", "total", 100, 100)


def test_a_difference_within_half_a_unit_of_each_term_is_rounding() -> None:
    """Two shares in 천원 may be wrong by 500 won each; the line items are exact."""
    steps = (step(1, None, "thousand", office=1_000), step(2, None, "thousand", office=1_000))
    for budget, verdict in ((2_000, "ties"), (3_000, "rounding"), (3_001, "breaks"), (999, "breaks")):
        held = facts([allocation(OFFICE, None, None, [line(budget)])], schedule=steps)
        assert verdicts(held) == {"amount": verdict, "201-01": verdict}
        assert found(held)["201-01"].difference == 2_000 - budget


def test_a_budget_known_in_thousands_has_slack_of_its_own() -> None:
    for budget, verdict in ((2_000, "rounding"), (2_001, "breaks")):
        held = facts(
            [allocation(OFFICE, budget, unit="thousand")],
            schedule=(step(1, None, "thousand", office=1_000),),
        )
        assert verdicts(held)["201-01"] == verdict


def test_what_only_one_side_has_breaks() -> None:
    held = facts([allocation(UTILITIES, 50)], schedule=(step(1, office=50),))
    assert verdicts(held) == {"amount": "ties", "201-01": "breaks", "201-02": "breaks"}
    assert found(held)["201-02"].difference == 0 - 50


def test_a_step_without_shares_leaves_the_subjects_open_and_the_total_decided() -> None:
    held = facts([allocation(OFFICE, 100)], schedule=(step(1, office=60), step(2, 40)))
    assert verdicts(held) == {"amount": "ties", "201-01": "undecidable"}
    assert found(held)["201-01"].difference is None


def test_a_step_without_any_amount_leaves_the_total_open_too() -> None:
    held = facts([allocation(OFFICE, 100)], schedule=(step(1, office=60), step(2)))
    assert verdicts(held) == {"amount": "undecidable", "201-01": "undecidable"}


def test_without_a_schedule_there_is_nothing_to_compare() -> None:
    assert schedule_to_budget(facts([allocation(OFFICE, 100)])) == []
