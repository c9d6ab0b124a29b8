"""기본현황: total cost and cost of the year, by source of money."""

from ledger.facts import Facts
from ledger.money import total
from ledger.reports.report import Column, Figure, Report, Row

SOURCES = ("national", "city", "district", "other")
COLUMNS = (Column("total"), *(Column(source) for source in SOURCES))
ROWS = {"total-cost": "total", "year-cost": "year"}
"""Row key -> scope of the costs in it."""


def build(facts: Facts) -> Report:
    """Rows: total-cost, year-cost. Columns: total and a source each. Won.

    What is off budget (기타, 예산 외) is shown under its source and is no part of the total. T16 to T18.
    """
    return Report(
        "overview", "thousand", COLUMNS, tuple(cost_row(facts, key, scope) for key, scope in ROWS.items())
    )


def off_budget(facts: Facts, scope: str) -> int | None:
    """What is off budget (기타, 예산 외) in a scope, from all sources; won, None where nothing is known."""
    return total(cost.amount for cost in facts.costs if cost.scope == scope and cost.off_budget)


def cost_row(facts: Facts, key: str, scope: str) -> Row:
    costs = [cost for cost in facts.costs if cost.scope == scope]
    figures: dict[str, Figure] = {"total": total(cost.amount for cost in costs if not cost.off_budget)}
    for source in SOURCES:
        figures[source] = total(cost.amount for cost in costs if cost.source == source)
    return Row(key, figures)
