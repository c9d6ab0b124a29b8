"""What the tests of headings share: which column holds whose budget, and what each door says over it."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from ledger.figures.facts import Facts
from ledger.reporting.report import Report
from ledger.screen.tables import ReportTable
from ledger.views.reports import cells_json
from ledger.workbook.book import Book
from ledger.workbook.sheet import ReportSheet, report_workbook
from tests.ledger.compared import (
    ALONE,
    Case,
)
from tests.ledger.council.sheets.books import number

# Where budgets stand

HOLDS = {
    ("budget-summary", "prior"): "A",
    ("budget-summary", "current"): "B",
    ("variance", "prior"): "A",
    ("variance", "current"): "B",
    ("basis-comparison", "prior"): "A",
    ("basis-comparison", "current"): "B",
    ("calculation-basis", "amount"): "alone",
    ("execution", "current"): "alone",
    ("sites", "current"): "alone",
    ("source-shares", "amount"): "alone",
    ("source-shares", "whole"): "whole",
    ("site-budgets", "2020"): "final before",
    ("site-budgets", "2021"): "named",
    ("year-budgets", "amount"): "그 차수의 예산",
    ("year-budgets", "current_budget"): "예산현액",
    ("settlement", "final_budget"): "최종예산",
    ("settlement", "current_budget"): "예산현액",
    ("execution", "current_budget"): "예산현액",
}
"""Report and column of money -> whose budget it holds, or the very heading."""


ALL = tuple(ALONE)


def expected(case: Case, report: Report) -> dict[str, str]:
    """Column -> its heading, of those that hold a budget."""
    keys = {column.key for column in report.columns}
    return {
        key: case.heading(holds) for (name, key), holds in HOLDS.items() if name == report.name if key in keys
    }


# Doors


def bare(report: Report) -> Report:
    """The report with one row, its total where it has one: headings are the same over any."""
    totals = tuple(row for row in report.rows if row.key == "total")
    return replace(report, rows=totals or report.rows[:1])


def on_screen(report: Report, held: Facts) -> dict[str, str]:
    return {
        column.name: str(column.header)
        for column in ReportTable(bare(report), held, None).columns
        if column.name != "label"
    }


def in_json(report: Report, held: Facts) -> dict[str, str]:
    return {column["key"]: column["label"] for column in cells_json(bare(report), held)["columns"]}


def in_excel(report: Report, held: Facts) -> list[str]:
    sheet = load_workbook(io.BytesIO(report_workbook(bare(report), held)), read_only=True).active
    assert sheet is not None
    (line,) = sheet.iter_rows(ReportSheet.HEADER + 1, ReportSheet.HEADER + 1, values_only=True)
    return [str(text) for text in line if text]


def wrong(case: Case, door: str, found: object, wanted: object) -> list[str]:
    return [] if found == wanted else [f"{case.name}: {door}: {found!r} for {wanted!r}"]


def budgets_named(book: Book) -> dict[str, object]:
    """The names that the workbook gives to the amounts of budgets on 예산총괄 -> what stands in their cells."""
    cells = {("budget-summary", "total", key) for key in ("prior", "current", "current_national")}
    return {name: number(book, *key) for name, key in book.names.items() if key in cells}


def items_of(case: Case) -> str:
    """'2021년 예산내역', as the form has it for a budget; '2021예산안 내역'."""
    return "2021년 예산내역" if case.alone == "2021예산액" else f"{case.alone} 내역"
