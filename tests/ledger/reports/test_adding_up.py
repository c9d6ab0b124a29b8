"""What is seen adds up, for any budget: the rows of a report give its total, and every report gives the same."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ledger.figures.facts import Allocation, Facts
from ledger.figures.money import total
from ledger.reporting.report import Report
from ledger.reports import budget_summary, calculation_basis, sites, variance
from tests.ledger.records import allocation, facts, line, site, subject

SITES = ("jung", "mapo")
OLD = [subject("201-01"), subject("401-01"), subject("403-01")]
SUBJECTS = [*OLD, subject("401-02", 2021, replaces=OLD[1]), subject("401-01", 2021)]

AMOUNT = st.integers(-(10**15), 10**15)
LINE = st.builds(line, AMOUNT, AMOUNT, st.sampled_from([*SITES, None]))
ALLOCATION = st.builds(
    allocation,
    st.sampled_from(SUBJECTS),
    st.none() | AMOUNT,
    st.none() | AMOUNT,
    st.lists(LINE, max_size=3),
)
BUDGET = st.lists(ALLOCATION, max_size=5, unique_by=lambda each: each.subject.identity)
FACTS = st.builds(
    lambda current, base: facts(current, base, subjects=tuple(SUBJECTS), sites=tuple(map(site, SITES))),
    BUDGET,
    st.none() | BUDGET,
)


def summed(report: Report, key: str) -> int | None:
    """The sum of a column over the rows that are seen; 예산총괄 says itself which of them the total sums."""
    parts = report.row("total").parts if report.name == "budget-summary" else report.by_key.keys() - {"total"}
    figures = (row.figures[key] for row in report.rows if row.key in parts)
    return total(figure for figure in figures if figure is None or isinstance(figure, int))


def in_all(allocations: tuple[Allocation, ...]) -> tuple[int | None, int | None]:
    return total(one.amount for one in allocations), total(one.national for one in allocations)


def assert_adds_up(report: Report, held: Facts) -> None:
    figures = report.row("total").figures
    current, prior = in_all(held.allocations), in_all(held.base_allocations)
    assert (figures["current"], figures["current_national"]) == current
    assert (figures["prior"], figures["prior_national"]) == prior
    for key in ("current", "prior", "current_national", "prior_national"):
        assert summed(report, key) == figures[key]
    for row in report.rows:
        change, base = row.figures["change"], row.figures["prior"]
        if isinstance(change, int) and isinstance(base, int) and base > 0:
            assert row.figures["rate"] == Fraction(change * 100, base)
        else:
            assert row.figures["rate"] is None


@given(FACTS)
def test_budget_summary(held: Facts) -> None:
    assert_adds_up(budget_summary.build(held), held)


@given(FACTS, st.sampled_from(sorted(variance.BREAKDOWNS)), st.none() | st.integers(0, 6))
def test_variance_in_every_breakdown_with_any_top(held: Facts, by: str, top: int | None) -> None:
    assert_adds_up(variance.build(held, by, top), held)


@given(FACTS, st.sampled_from(sorted(variance.BREAKDOWNS)), st.none() | st.integers(0, 6))
def test_every_breakdown_tells_the_same_change(held: Facts, by: str, top: int | None) -> None:
    assert (
        variance.build(held, by, top).row("total").figures["change"]
        == (budget_summary.build(held).row("total").figures["change"])
    )


@given(FACTS)
def test_calculation_basis_and_sites_have_the_total_of_the_budget(held: Facts) -> None:
    amount, national = in_all(held.allocations)
    basis = calculation_basis.build(held).row("total").figures
    assert (basis["amount"], basis["amount_national"]) == (amount, national)
    by_site = sites.build(held)
    assert by_site.row("total").figures["current"] == summed(by_site, "current") == amount
