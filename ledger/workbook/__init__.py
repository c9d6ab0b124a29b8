"""Workbooks: a report or the line items as an Excel file, and sheets as records that know their formulas.

What only the council's form knows stands in ledger/council/.
"""

from ledger.workbook.line_items import MOST_LINE_ITEMS, line_items_workbook
from ledger.workbook.sheet import SheetHeading, report_workbook, workbook_under

__all__ = ["MOST_LINE_ITEMS", "SheetHeading", "line_items_workbook", "report_workbook", "workbook_under"]
