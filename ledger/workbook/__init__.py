"""Reports as Excel files. The seed of the council's workbook: one sheet a report, numbers as numbers."""

from ledger.workbook.line_items import MOST_LINE_ITEMS, line_items_workbook
from ledger.workbook.sheet import SheetHeading, report_workbook, workbook_under

__all__ = ["MOST_LINE_ITEMS", "SheetHeading", "line_items_workbook", "report_workbook", "workbook_under"]
