"""총사업비 진척: how much of the total cost was invested before the year (기투자 / 총사업비)."""

from ledger.facts import Facts
from ledger.reports import investment_plan, overview
from ledger.reports.report import Column, Rate, Report, Row, completed

COLUMNS = (
    Column("invested"),
    Column("total_cost"),
    Column("invested_share", "rate", Rate("invested", "total_cost")),
)


def build(facts: Facts) -> Report:
    """One row, total: 기투자 (the plan up to Y−2), 총사업비, the share. Won; percent of 총사업비.

    Both are the document's, each known to the unit that it prints: 연차별 투자계획 and 기본현황.
    """
    figures = {
        "invested": investment_plan.build(facts).row("total").figures[f"through-{facts.year - 2}"],
        "total_cost": overview.build(facts).row("total-cost").figures["total"],
    }
    return Report("cost-progress", "million", COLUMNS, (completed(Row("total", figures), COLUMNS),))
