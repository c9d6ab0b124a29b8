"""Likely causes: each is tested, the figure that heals most ranks first, and no cause is an answer."""

from collections.abc import Sequence

import pytest

from ledger.figures.facts import Facts, StatedFigure
from ledger.tieout import Finding, findings
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, entry, facts, line, settled
from tests.ledger.tieout.figures import grant, stated

BUDGET = {"201-01": 12_345, "201-02": 6_789, "403-01": 40_100}
BASE = {"201-01": 9_871, "201-02": 5_002, "403-01": 71_213}
TOTAL = sum(BUDGET.values())
SUBJECTS = {"201-01": OFFICE, "201-02": UTILITIES, "403-01": GRANTS}


def printed(**wrong: int) -> tuple[StatedFigure, ...]:
    """예산총괄 as printed, with wrong figures for some rows (r201_01=...) or the total."""
    amounts = {**BUDGET, "total": TOTAL}
    amounts |= {key.removeprefix("r").replace("_", "-"): amount for key, amount in wrong.items()}
    prior = {**BASE, "total": sum(BASE.values())}
    return tuple(
        stated("budget-summary", row, column, amount)
        for column, figures in (("current", amounts), ("prior", prior))
        for row, amount in figures.items()
    )


def held(figures: Sequence[StatedFigure]) -> Facts:
    return facts(
        [allocation(SUBJECTS[code], amount) for code, amount in BUDGET.items()],
        [allocation(SUBJECTS[code], amount) for code, amount in BASE.items()],
        stated=tuple(figures),
    )


def breaks(ledger: Facts) -> list[Finding]:
    return [one for one in findings(ledger) if one.verdict == "breaks"]


def firsts(ledger: Facts) -> set[tuple[str, str, int | None]]:
    """The first cause of each broken tie: kind, row, amount."""
    found = breaks(ledger)
    assert found
    return {
        (one.causes[0].kind, one.causes[0].figure.row if one.causes[0].figure else "", one.causes[0].amount)
        for one in found
    }


@pytest.mark.parametrize(
    ("amount", "kind", "said"),
    [
        (12_345_000, "unit_slip", 12_345),
        (-12_345, "sign_slip", 12_345),
        (13_245, "swapped_digits", 12_345),
        (12_345 + 6_789, "figure_added", 6_789),
        (12_345 - 9_871, "change_as_amount", 12_345),
        (9_871, "other_version", 12_345),
        (2 * 12_345, "figure_added", 12_345),
    ],
)
def test_a_slip_of_one_printed_figure_is_named_in_both_ties_that_it_breaks(
    amount: int, kind: str, said: int
) -> None:
    ledger = held(printed(r201_01=amount))
    assert len(breaks(ledger)) == 2
    if kind == "figure_added" and amount == 2 * 12_345:
        assert {first[1] for first in firsts(ledger)} == {"201-01"}
    else:
        assert firsts(ledger) == {(kind, "201-01", said)}


def test_the_figure_that_two_broken_ties_share_ranks_first() -> None:
    """Both the row and the total's sum break; only the row's figure heals both."""
    ledger = held(printed(r201_01=77_777))
    causes = [one.causes for one in breaks(ledger)]
    assert [[cause.kind for cause in one] for one in causes] == [["shared_figure"]] * 2
    assert {cause.amount for one in causes for cause in one} == {12_345}


def test_no_likely_cause_is_an_answer() -> None:
    ledger = facts([allocation(OFFICE, 100)], stated=(stated("budget-summary", "201-01", "current", 317),))
    (finding,) = breaks(ledger)
    assert finding.causes == ()


def test_a_total_that_counts_a_row_twice_or_not_at_all() -> None:
    assert firsts(held(printed(total=TOTAL + 6_789))) == {("figure_added", "total", 6_789)}
    assert firsts(held(printed(total=TOTAL - 6_789))) == {("missing_row", "201-02", 6_789)}


LINES = (600, 250, 150)


def basis(*amounts: int) -> Facts:
    """A subject with these line items where 600, 250 and 150 are printed."""
    figures = [
        stated("calculation-basis", f"line-{number}", "amount", amount)
        for number, amount in enumerate(LINES, start=1)
    ]
    figures.append(stated("budget-summary", "201-01", "current", sum(LINES)))
    return facts([allocation(OFFICE, None, None, [line(one) for one in amounts])], stated=tuple(figures))


def test_a_line_that_was_not_entered_is_named_in_every_line_below_it() -> None:
    for held_lines, gone in (
        ((600, 150), ("missing_row", "line-2", 250)),
        ((250, 150), ("missing_row", "line-1", 600)),
    ):
        of_lines = [one for one in breaks(basis(*held_lines)) if one.rule == "stated_figure"]
        assert of_lines
        for one in of_lines:
            cause = one.causes[0]
            assert (cause.kind, cause.figure and cause.figure.row, cause.amount) == gone


def test_a_line_that_was_entered_twice() -> None:
    assert {first[0] for first in firsts(basis(600, 250, 250, 150))} == {"doubled_row"}


def test_a_line_that_is_only_wrong_is_no_missing_row() -> None:
    assert "missing_row" not in {first[0] for first in firsts(basis(600, 205, 150))}


def settlement(**cells: int) -> Facts:
    before = settled(2018, carried_out=31)
    given = {"final_budget": 500, "carried_in": 31, "budget_change": 0, "current_budget": 531}
    given |= {"executed": 400, "carried_out": 60, "subsidy_refund": 17, "unspent": 54} | cells
    row = settled(2019)
    return facts(settlements=(before, type(row)(2019, None, "total", {**row.cells, **given}, "won")))


def test_a_refund_inside_the_unspent_balance() -> None:
    assert breaks(settlement()) == []
    (finding,) = breaks(settlement(unspent=54 + 17))
    assert (finding.rule, finding.difference) == ("use_of_budget", -17)
    assert (finding.causes[0].kind, finding.causes[0].amount) == ("refund", 17)


def test_a_carry_over_left_out() -> None:
    assert {one.causes[0].kind for one in breaks(settlement(carried_in=0))} == {"carry_over"}
    assert {one.causes[0].kind for one in breaks(settlement(current_budget=500))} == {"carry_over"}


@pytest.mark.parametrize(
    ("grants", "kinds"),
    [
        ((grant(3, 2019), grant(2, 2019, "special_tax", "here")), ["special_grant"]),
        (
            (grant(2, 2019), grant(1, 2019), grant(1, 2018, "special_tax"), grant(1, 2019, "special_tax")),
            ["special_grant"],
        ),
        ((grant(3, 2019), grant(2, 2019)), []),
    ],
)
def test_a_special_grant_that_the_settlement_does_not_count(grants: tuple, kinds: list[str]) -> None:
    plan = (entry(OFFICE, "through", 2019, 900, 5),)
    rows = (settled(2019, executed=900), settled(2019, None, "national", executed=3))
    program = facts().program
    ledger = facts(
        plan=plan,
        settlements=rows,
        grants=grants,
        program=type(program)(program.slug, program.name, "", "", 2019),
    )
    (finding,) = breaks(ledger)
    assert [cause.kind for cause in finding.causes if cause.kind == "special_grant"][:1] == kinds


def test_at_most_four_causes_and_each_once() -> None:
    for amount in range(1, 60_000, 997):
        for finding in breaks(held(printed(r201_01=amount))):
            kinds = [(cause.kind, cause.figure) for cause in finding.causes]
            assert len(kinds) == len(set(kinds)) <= 4
