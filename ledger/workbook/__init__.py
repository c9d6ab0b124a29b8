"""Reports as Excel files. The seed of the council's workbook: one sheet a report, numbers as numbers."""

from ledger.workbook.sheet import Heading, report_workbook, workbook_under

__all__ = ["Heading", "report_workbook", "workbook_under"]
