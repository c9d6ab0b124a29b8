"""Small workbooks for the tests: one that proves itself, and files that are broken in one way each."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

from ledger.proof.digest import DIGEST_LABEL, DIGEST_SHEET, CellFigure, figures_digest

SHEET = "xl/worksheets/sheet1.xml"
FIGURES: list[CellFigure] = [
    ("예산총괄", "B2", False, 200),
    ("예산총괄", "B3", False, 229),
    ("예산총괄", "B4", True, 429),
    ("예산총괄", "B5", True, 15),
    ("예산총괄", "B6", True, "일치"),
    ("예산총괄", "B7", True, ""),
]
FORMULAS = {
    "B4": "=SUM(B2:B3)",
    "B5": "=ROUND((B3-B2)*100/B2,0)",
    "B6": '=IF(B4=B2+B3,"일치","불일치")',
    "B7": '=IF(B5=15,"","확인")',
}


def workbook(
    stored: dict[str, object] | None = None,
    formulas: dict[str, str] | None = None,
    printed: str = figures_digest(FIGURES),
    label: str = DIGEST_LABEL,
    sheet: str = DIGEST_SHEET,
) -> bytes:
    """A budget summary with two amounts and four formulas, its digest on the last sheet; or something else stored."""
    results = {at: content for _, at, is_formula, content in FIGURES if is_formula} | (stored or {})
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        summary, about = book.add_worksheet("예산총괄"), book.add_worksheet(sheet)
        summary.write_row("A1", ["통계목", "예산액"])
        summary.write_column("B2", [200, 229])
        for at, formula in (FORMULAS | (formulas or {})).items():
            summary.write_formula(at, formula, None, results.get(at, 0))
        about.write_row("A3", [label, printed])
    return target.getvalue()


def rewritten(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook after a change of the parts in its archive."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_sheet(rows: str, after: str = "") -> bytes:
    """The workbook with other rows on its first sheet, as XML."""
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return rewritten(lambda parts: parts.update({SHEET: xml.encode()}))
