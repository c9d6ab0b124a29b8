"""The reports: one module each, `build(facts) -> Report`. The only arithmetic over facts."""

from collections.abc import Callable

from ledger.facts import Facts
from ledger.reports import (
    budget_summary,
    calculation_basis,
    cost_progress,
    investment_plan,
    overview,
    schedule,
    settlement,
    sites,
    variance,
    year_budgets,
)
from ledger.reports.report import Report

REPORTS: dict[str, Callable[[Facts], Report]] = {
    "overview": overview.build,
    "budget-summary": budget_summary.build,
    "calculation-basis": calculation_basis.build,
    "investment-plan": investment_plan.build,
    "schedule": schedule.build,
    "settlement": settlement.build,
    "sites": sites.build,
    "variance": variance.build,
    "year-budgets": year_budgets.build,
    "cost-progress": cost_progress.build,
}
"""Report name, as in its address -> how it is computed, in the form's order."""
