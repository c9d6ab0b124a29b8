"""The ledger's rows, one module per noun family. QuerySets select and filter; they do not compute."""

from ledger.models.budget import BudgetLineItem, YearlyAllocation
from ledger.models.document import (
    CostScope,
    CostSource,
    Document,
    DocumentSection,
    InvestmentPlanEntry,
    PlanPeriod,
    ProgramCost,
    ScheduleItem,
    ScheduleShare,
    Section,
    StatedFigure,
    StatedUnit,
)
from ledger.models.explanation import ChangeThreshold, Explanation, ExplanationKind
from ledger.models.export_job import ExportJob, ExportState
from ledger.models.program import GrantKind, Milestone, NationalGrant, Precision, Program, ProgramSite
from ledger.models.saved_view import SavedView
from ledger.models.settlement import ExecutionSnapshot, Portion, Settlement
from ledger.models.subject import AccountSubject
from ledger.models.version import BudgetVersion, VersionKind, VersionStatus
from ledger.models.workbook_export import Edition, Through, WorkbookExport

__all__ = [
    "AccountSubject",
    "BudgetLineItem",
    "BudgetVersion",
    "ChangeThreshold",
    "CostScope",
    "CostSource",
    "Document",
    "DocumentSection",
    "Edition",
    "ExecutionSnapshot",
    "Explanation",
    "ExplanationKind",
    "ExportJob",
    "ExportState",
    "GrantKind",
    "InvestmentPlanEntry",
    "Milestone",
    "NationalGrant",
    "PlanPeriod",
    "Portion",
    "Precision",
    "Program",
    "ProgramCost",
    "ProgramSite",
    "SavedView",
    "ScheduleItem",
    "ScheduleShare",
    "Section",
    "Settlement",
    "StatedFigure",
    "StatedUnit",
    "Through",
    "VersionKind",
    "VersionStatus",
    "WorkbookExport",
    "YearlyAllocation",
]
