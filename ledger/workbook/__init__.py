"""Reports as Excel files. The seed of the council's workbook: one sheet a report, numbers as numbers."""

from ledger.workbook.sheet import report_workbook

__all__ = ["report_workbook"]
