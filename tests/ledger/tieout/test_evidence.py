"""Which given figures stand behind a cell, and to which unit each is known."""

from dataclasses import replace

from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Terms
from tests.ledger.records import GRANTS, OFFICE, allocation, entry, facts, line, settled, site, step
from tests.ledger.tieout.figures import cost, stated


def told(terms: Terms) -> list[tuple[str, str, int, str, int]]:
    return [(one.cell.row, one.cell.column, one.amount, one.unit, one.slack) for one in terms if one.cell]


def test_a_line_item_is_one_figure_in_every_table() -> None:
    held = facts(
        [allocation(OFFICE, None, None, [line(20), line(10, 4, "here")]), allocation(GRANTS, 5)],
        sites=(site("here"),),
    )
    evidence = Evidence(held)
    lines = [("line-1", "amount", 20, "won", 0), ("line-2", "amount", 10, "won", 0)]
    own = ("403-01", "current", 5, "won", 0)
    assert told(evidence.terms("budget-summary", "201-01", "current")) == lines
    assert told(evidence.terms("budget-summary", "total", "current")) == [*lines, own]
    assert told(evidence.terms("calculation-basis", "201-01", "amount")) == lines
    assert told(evidence.terms("calculation-basis", "403-01", "amount")) == [own]
    assert told(evidence.terms("sites", "here", "current")) == lines[1:]
    assert told(evidence.terms("sites", "unassigned", "current")) == [lines[0], own]
    assert told(evidence.terms("budget-summary", "201-01", "current_national")) == [
        ("line-1", "amount_national", 0, "won", 0),
        ("line-2", "amount_national", 4, "won", 0),
    ]


def test_a_subtotal_has_what_is_carried_beside_its_lines() -> None:
    so_far = replace(allocation(OFFICE, 5_000), unit="thousand")
    held = replace(allocation(OFFICE, None, None, [line(20)]), carried=so_far)
    evidence = Evidence(facts([held]))
    line_of, rest = ("line-1", "amount", 20, "won", 0), ("201-01", "amount", 5_000, "thousand", 500)
    assert told(evidence.terms("calculation-basis", "201-01", "amount")) == [line_of, rest]
    assert told(evidence.terms("calculation-basis", "total", "amount")) == [line_of, rest]
    assert told(evidence.own_terms("calculation-basis", "201-01", "amount")) == [rest]


def test_a_change_has_the_terms_of_both_versions() -> None:
    evidence = Evidence(facts([allocation(OFFICE, 9)], [allocation(OFFICE, 5, unit="thousand")]))
    assert told(evidence.terms("budget-summary", "201-01", "change")) == [
        ("201-01", "current", 9, "won", 0),
        ("201-01", "prior", -5, "thousand", 500),
    ]


def test_a_total_of_the_plan_has_every_cell() -> None:
    plan = (entry(OFFICE, "year", 2020, 5), entry(OFFICE, "year", 2021, 6), entry(GRANTS, "year", 2021, 7))
    evidence = Evidence(facts(plan=plan))
    assert sum(one.amount for one in evidence.terms("investment-plan", "total", "total")) == 18
    assert [row[:3] for row in told(evidence.terms("investment-plan", "total", "2021"))] == [
        ("201-01", "2021", 6),
        ("403-01", "2021", 7),
    ]


def test_two_entries_of_one_cell_have_two_roundings() -> None:
    plan = tuple(replace(entry(OFFICE, "through", year, 5_000), unit="thousand") for year in (2018, 2019))
    (term,) = Evidence(facts(plan=plan)).terms("investment-plan", "201-01", "through-2019")
    assert (term.amount, term.unit, term.slack) == (10_000, "thousand", 1_000)


def test_a_coarse_entry_beside_exact_ones_is_one_rounding() -> None:
    coarse = replace(entry(OFFICE, "through", 2017, 5_000), unit="thousand")
    plan = (coarse, entry(OFFICE, "through", 2018, 5), entry(OFFICE, "through", 2019, 6))
    (term,) = Evidence(facts(plan=plan)).terms("investment-plan", "201-01", "through-2019")
    assert (term.amount, term.unit, term.slack) == (5_011, "thousand", 500)


def test_a_step_is_its_shares() -> None:
    evidence = Evidence(facts([allocation(OFFICE, 1)], schedule=(step(1, office=60, grants=30), step(2, 40))))
    assert [row[1:3] for row in told(evidence.terms("schedule", "line-1", "amount"))] == [
        ("201-01", 60),
        ("403-01", 30),
    ]
    assert [row[1:3] for row in told(evidence.terms("schedule", "line-2", "amount"))] == [("amount", 40)]


def test_a_total_cost_is_its_sources_on_budget() -> None:
    costs = (cost("national", 3), cost("city", 4, unit="million"), cost("other", 9, off=True))
    assert told(Evidence(facts(costs=costs)).terms("overview", "total-cost", "total")) == [
        ("total-cost", "national", 3, "won", 0),
        ("total-cost", "city", 4, "million", 500_000),
    ]


def test_a_settlement_cell_that_an_identity_gave_carries_the_roundings_of_what_is_printed() -> None:
    row = settled(2019, final_budget=9, carried_in=1, budget_change=0, executed=8, carried_out=2)
    others = tuple(settled(year, final_budget=9, current_budget=9, unspent=1) for year in (2016, 2017))
    rows = tuple(replace(one, unit="thousand") for one in (row, *others))
    evidence = Evidence(facts(settlements=rows))
    (printed,) = evidence.terms("settlement", "2019", "executed")
    (derived,) = evidence.terms("settlement", "2019", "unspent")
    assert (printed.amount, printed.slack) == (8, 500)
    assert (derived.amount, derived.slack) == (0, 5 * 500)


def test_the_chain_carries_the_roundings_of_the_year_before() -> None:
    rows = (
        settled(2018, current_budget=9, executed=8, unspent=0),
        settled(2019, final_budget=9, budget_change=0, executed=8, carried_out=0),
    )
    evidence = Evidence(facts(settlements=tuple(replace(one, unit="thousand") for one in rows)))
    (carried,) = evidence.terms("settlement", "2019", "carried_in")
    (unspent,) = evidence.terms("settlement", "2019", "unspent")
    assert (carried.amount, carried.slack) == (1, 3 * 500)
    assert (unspent.amount, unspent.slack) == (2, 7 * 500)
    assert evidence.executed([2018], "total")[2018] == evidence.terms("settlement", "2018", "executed")


def test_a_missing_figure_has_no_terms() -> None:
    evidence = Evidence(facts([allocation(OFFICE, None)]))
    assert evidence.terms("budget-summary", "201-01", "current") == ()
    assert evidence.terms("budget-summary", "nowhere", "current") == ()
    assert evidence.figure("budget-summary", "nowhere", "current") is None


def test_no_allocation_in_a_version_that_exists_counts_as_zero() -> None:
    evidence = Evidence(facts([allocation(OFFICE, 1)], []))
    assert evidence.counts_as_zero("budget-summary", "201-01", "prior")
    assert not evidence.counts_as_zero("budget-summary", "201-01", "current")
    assert not evidence.counts_as_zero("budget-summary", "nowhere", "prior")


def test_of_two_prints_of_a_cell_the_finer_counts() -> None:
    both = tuple(
        stated("budget-summary", "total", "current", amount, unit)
        for amount, unit in ((1_000_000, "million"), (1_234_000, "thousand"))
    )
    (term,) = Evidence(facts([allocation(OFFICE, 1_234_000)], stated=both)).printed(
        "budget-summary", "total", "current"
    )
    assert (term.amount, term.unit) == (1_234_000, "thousand")


def test_a_print_is_known_no_finer_than_what_stands_behind_it() -> None:
    """총사업비 is printed in 천원 with three zeros that nobody knows."""
    held = facts(
        costs=(cost("city", 66_000_000, unit="million"),),
        stated=(stated("overview", "total-cost", "city", 66_000_000, "thousand"),),
    )
    (term,) = Evidence(held).printed("overview", "total-cost", "city")
    assert term.unit == "million"


def test_figures_printed_for_another_year_are_not_of_this_one() -> None:
    one = stated("budget-summary", "total", "current", 1)
    assert not Evidence(facts([], year=2022, stated=(one,))).stated
