"""The reports: one module each, `build(facts) -> Report`. The only arithmetic over facts."""

from collections.abc import Callable

from ledger.facts import Facts
from ledger.reports import (
    budget_summary,
    calculation_basis,
    investment_plan,
    overview,
    schedule,
    settlement,
    site_budgets,
    sites,
    variance,
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
    "site-budgets": site_budgets.build,
    "variance": variance.build,
}
"""Report name, as in its address -> how it is computed, in the form's order."""
