"""총사업비 진척: how much of the total cost was invested before the budgets of the plan, and how much with them."""

from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.reports import investment_plan, overview
from ledger.reports.books import built_once
from ledger.reports.report import Column, Rate, Report, Row, Sum, amount, completed


def columns_of(year: int) -> tuple[Column, ...]:
    """기투자 up to Y−2, what the plan budgets for Y−1 and Y, both together, 총사업비, and the share of either."""
    before = year - 2
    return (
        Column("invested", year=before),
        Column("budgeted", year=year),
        Column("cumulative", meaning=Sum(("invested", "budgeted")), year=year),
        Column("total_cost"),
        Column("invested_share", "rate", Rate("invested", "total_cost"), year=before),
        Column("cumulative_share", "rate", Rate("cumulative", "total_cost"), year=year),
    )


def budgeted_columns(year: int) -> tuple[str, str]:
    """The columns of the plan that are budgets: of the year before and of the year."""
    return f"{year - 1}", f"{year}"


@built_once
def build(facts: Facts) -> Report:
    """One row, total. Won; percent of 총사업비.

    All is the document's, each figure known to the unit that it prints: 연차별 투자계획 and 기본현황.
    """
    plan = investment_plan.build(facts).row("total").figures
    columns = columns_of(facts.year)
    figures = {
        "invested": plan[f"through-{facts.year - 2}"],
        "budgeted": total(amount(plan, key) for key in budgeted_columns(facts.year)),
        "total_cost": overview.build(facts).row("total-cost").figures["total"],
    }
    return Report("cost-progress", "million", columns, (completed(Row("total", figures), columns),))
