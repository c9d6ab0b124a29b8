"""The reports: one module each, `build(facts) -> Report` and `REPORT`, what it declares.

The only arithmetic over facts. No words, no Django: `ledger/words/` says what a key is called.
"""

from ledger.reporting.declared import Declared
from ledger.reports import (
    basis_comparison,
    budget_summary,
    calculation_basis,
    cost_progress,
    execution,
    investment_plan,
    overview,
    plan_sources,
    programs,
    schedule,
    settlement,
    settlement_bridge,
    site_budgets,
    site_editions,
    sites,
    source_shares,
    variance,
    year_budgets,
)
from ledger.reports.settled import carry_overs, movements, subsidy_refunds

REPORTS: tuple[Declared, ...] = (
    overview.REPORT,
    budget_summary.REPORT,
    calculation_basis.REPORT,
    investment_plan.REPORT,
    plan_sources.REPORT,
    schedule.REPORT,
    settlement.REPORT,
    settlement_bridge.REPORT,
    movements.REPORT,
    carry_overs.REPORT,
    subsidy_refunds.REPORT,
    execution.REPORT,
    sites.REPORT,
    site_budgets.REPORT,
    site_editions.REPORT,
    variance.REPORT,
    year_budgets.REPORT,
    cost_progress.REPORT,
    source_shares.REPORT,
    basis_comparison.REPORT,
)
"""The reports of a programme, in the form's order."""

REPORTS_BY_NAME = {report.name: report for report in REPORTS}

MAIN_REPORTS = {name: main for main in REPORTS for name in main.related}
"""Name of a report without a tab of its own -> the one behind whose tab it stands."""

DECLARED = {**REPORTS_BY_NAME, programs.REPORT.name: programs.REPORT}
"""Every report by its name, also the one that is of no one programme."""
