"""총사업비 진척: how much of the total cost was invested before the budgets of the plan, and how much with them."""

from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote, is_blank
from ledger.reporting.report import Column, Place, Rate, Report, Row, Sum, amount, complete_row
from ledger.reports import investment_plan, overview


def columns_of(year: int) -> tuple[Column, ...]:
    """기투자 up to Y−2, what the plan budgets for Y−1 and Y, both together, 총사업비, and the share of either."""
    before = year - 2
    return (
        Column("invested", heading=_("Invested (~%(year)s, executed)"), year=before),
        Column("budgeted", heading=_("Budget of %(before)s and %(year)s (plan)"), year=year),
        Column(
            "cumulative",
            heading=_("Cumulative (~%(year)s, %(before)s and %(year)s as budgeted)"),
            meaning=Sum(("invested", "budgeted")),
            year=year,
        ),
        Column("total_cost", heading=_("total cost")),
        Column(
            "invested_share",
            "rate",
            Rate("invested", "total_cost"),
            heading=_("Progress ~%(year)s (invested/total cost, %%)"),
            year=before,
        ),
        Column(
            "cumulative_share",
            "rate",
            Rate("cumulative", "total_cost"),
            heading=_("Progress ~%(year)s (invested and budgets of %(before)s and %(year)s/total cost, %%)"),
            year=year,
        ),
    )


@built_once
def build(facts: Facts) -> Report:
    """One row, total. Won; percent of 총사업비.

    All is the document's, each figure known to the unit that it prints: 연차별 투자계획 and 기본현황.
    """
    given = {one.name: one.build(facts) for one in (investment_plan.REPORT, overview.REPORT)}
    figures = {
        cell: total(amount(given[place.report].row(place.row).figures, place.column) for place in places)
        for cell, places in places_of(facts.year).items()
    }
    columns = columns_of(facts.year)
    return REPORT.of(columns, [complete_row(Row("total", figures), columns)])


def places_of(year: int) -> dict[str, tuple[Place, ...]]:
    """Given cell -> the cells that it sums: of the plan 기투자, and Y−1 and Y, which are budgets; 총사업비."""
    return {
        "invested": (Place("investment-plan", "total", f"through-{year - 2}"),),
        "budgeted": tuple(Place("investment-plan", "total", str(one)) for one in (year - 1, year)),
        "total_cost": (Place("overview", "total-cost", "total"),),
    }


REPORT = Declared(
    name="cost-progress",
    title=_("Progress of the total cost"),
    row_heading=_("Item"),
    unit="million",
    build=build,
    footnotes=(
        *FILLED,
        Footnote(_("The ledger holds neither an investment plan nor a total cost."), is_blank),
    ),
    taken=lambda facts, row, column: places_of(facts.year).get(column.key, ()),
)
