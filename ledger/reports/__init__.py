"""The reports: one module each, `build(facts) -> Report`. The only arithmetic over facts."""

from collections.abc import Callable

from ledger.figures.facts import Facts
from ledger.reports import (
    basis_comparison,
    budget_summary,
    calculation_basis,
    cost_progress,
    execution,
    investment_plan,
    overview,
    schedule,
    settlement,
    settlement_bridge,
    site_budgets,
    sites,
    source_shares,
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
    "settlement-bridge": settlement_bridge.build,
    "execution": execution.build,
    "sites": sites.build,
    "site-budgets": site_budgets.build,
    "variance": variance.build,
    "year-budgets": year_budgets.build,
    "cost-progress": cost_progress.build,
    "source-shares": source_shares.build,
    "basis-comparison": basis_comparison.build,
}
"""Report name, as in its address -> how it is computed, in the form's order."""

BREAKDOWNS: dict[str, tuple[str, ...]] = {
    "variance": tuple(variance.BREAKDOWNS),
    "settlement": settlement.BREAKDOWNS,
    "settlement-bridge": settlement_bridge.BREAKDOWNS,
}
"""The reports that can be broken down (`by`) -> by what."""
