"""Every printed figure stands at a cell that a report computes, and what the two say differently is known."""

from decimal import Decimal
from fractions import Fraction

import pytest

from ledger.figures.facts import Facts
from ledger.figures.money import UNITS, round_half_up, whole_units
from ledger.load import load
from ledger.models import Program, StatedFigure
from ledger.reporting.report import Figure
from ledger.reports import REPORTS_BY_NAME

pytestmark = pytest.mark.django_db


def computed(stated: StatedFigure, facts: Facts) -> Figure:
    """The figure that the report has at the cell where the document prints one. KeyError if there is no cell."""
    assert stated.year == facts.year
    return REPORTS_BY_NAME[stated.table].build(facts).row(stated.row).figures[stated.column]


def printed(figure: Figure, stated: StatedFigure) -> Decimal | int | None:
    """The figure as it would be printed where the document prints its own."""
    if figure is None:
        return None
    assert isinstance(figure, int | Fraction)
    return round_half_up(figure) if stated.unit == "percent" else whole_units(int(figure), stated.unit)


def in_print(stated: StatedFigure) -> Decimal | int | None:
    if stated.unit == "percent":
        return stated.rate
    return None if stated.value is None else stated.value // UNITS[stated.unit]


def test_the_reports_say_what_the_document_prints_but_for_these_cells(first_document: Program) -> None:
    facts = load("smart-anchor", "2021-original")
    ours = {stated: printed(computed(stated, facts), stated) for stated in StatedFigure.objects.all()}
    different = {
        (stated.table, stated.row, stated.column, stated.text): figure
        for stated, figure in ours.items()
        if figure != in_print(stated)
    }
    assert len(ours) == 226

    # The misprint: 215 + 530 + 300 = 1,045.
    assert different.pop(("investment-plan", "308-01", "total", "47,476")) == 1045
    # Blank in the document, filled in and marked by the report (T13 to T15).
    assert different.pop(("settlement", "2018", "budget_change", "")) == 0
    assert different.pop(("settlement", "2018", "carried_out", "")) == 0
    assert different.pop(("settlement", "2019", "carried_in", "")) == 0
    assert different.pop(("settlement", "2019", "budget_change", "")) == 0
    assert different.pop(("settlement", "2019", "current_budget", "")) == 7_155_400
    assert different.pop(("settlement", "2019", "executed", "")) == 6_790_839
    assert different.pop(("settlement", "2019-national", "carried_in", "")) == 0
    assert different.pop(("settlement", "2019-national", "current_budget", "")) == 2_500_000
    assert different.pop(("settlement", "2019-national", "executed", "")) == 2_500_000
    # The form's conventions: 100 over a zero base (T05b), a dash for 0 over 0, the x of a total without parts.
    for row in ("401-01", "401-02", "405-01"):
        assert different.pop(("budget-summary", row, "rate", "100")) is None
    for row in ("201-01", "201-02", "308-01", "401-01", "401-02", "405-01"):
        assert different.pop(("budget-summary", row, "rate_national", "(x-)")) is None
    for row in ("201-01", "201-02", "401-01", "405-01"):
        assert different.pop(("investment-plan", row, "total_national", "(x-)")) is None
    assert different == {}
