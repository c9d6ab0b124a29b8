"""재원별 구성: shares of national money and of the rest in a budget."""

from fractions import Fraction

from hypothesis import given

from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.reporting.report import Figure
from ledger.reports.source_shares import build
from tests.ledger.records import GRANTS, OFFICE, allocation, cells, column, facts
from tests.ledger.reports.test_adding_up import FACTS


def test_shares_of_the_whole() -> None:
    """30 of 120 are national: 25 %."""
    report = build(facts([allocation(OFFICE, 100, 30), allocation(GRANTS, 20, 0)]))
    assert column(report, "amount") == {"total": 120, "national": 30, "city": 90}
    assert column(report, "share") == {
        "total": Fraction(100),
        "national": Fraction(25),
        "city": Fraction(75),
    }


def test_what_is_not_known_by_source_has_a_share_of_its_own() -> None:
    report = build(facts([allocation(OFFICE, 60, 15), allocation(GRANTS, 20)]))
    assert cells(report, "unassigned", "amount", "share") == (20, Fraction(25))


def test_a_budget_without_figure_or_of_zero_has_no_shares() -> None:
    for amount in (None, 0):
        report = build(facts([allocation(OFFICE, amount, 0)]))
        assert set(column(report, "share").values()) == {None}


def known(figure: Figure) -> int | None:
    assert figure is None or isinstance(figure, int)
    return figure


@given(FACTS)
def test_the_sources_add_up(of: Facts) -> None:
    figures = column(build(of), "amount")
    whole = figures.pop("total")
    assert total(known(figure) for figure in figures.values()) == whole
