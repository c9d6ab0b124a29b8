"""The histories that an application kept are in the log of changes now (0021)."""

from django.db import migrations

HISTORIES = (
    "HistoricalMilestone_sites",
    "HistoricalAccountSubject",
    "HistoricalBudgetLineItem",
    "HistoricalBudgetMovement",
    "HistoricalBudgetVersion",
    "HistoricalCarryOver",
    "HistoricalChangeThreshold",
    "HistoricalDocument",
    "HistoricalDocumentSection",
    "HistoricalDocumentSite",
    "HistoricalExecutionSnapshot",
    "HistoricalFundingShare",
    "HistoricalFundingSource",
    "HistoricalInvestmentPlanEntry",
    "HistoricalMatchingRatio",
    "HistoricalMilestone",
    "HistoricalNationalGrant",
    "HistoricalProgram",
    "HistoricalProgramCost",
    "HistoricalProgramSite",
    "HistoricalScheduleItem",
    "HistoricalScheduleShare",
    "HistoricalSettlement",
    "HistoricalStatedFigure",
    "HistoricalSubjectSuccession",
    "HistoricalYearlyAllocation",
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0021_change_log")]

    operations = [migrations.DeleteModel(name=name) for name in HISTORIES]
