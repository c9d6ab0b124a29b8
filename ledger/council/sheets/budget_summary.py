"""예산총괄: each subject's budget, the base, the change and its rate, as the form has them."""

from dataclasses import replace

from ledger.council.form_texts import changes_another
from ledger.council.sheets import calculation_basis, styles
from ledger.council.sheets.context import TOP, Council, notes
from ledger.council.sheets.figures import ELSEWHERE, Working
from ledger.council.sheets.report_table import Table, Workings
from ledger.reports.report import NEGATIVE_BASE, Column, Row, portion_key
from ledger.reports.subjects import basis_rows
from ledger.words import heading_words, labels
from ledger.words.footnotes import footnotes
from ledger.workbook.book import At, Formula, Sheet

NAME = "예산총괄"
REPORT = "budget-summary"
WIDTHS = (26.0, 8.0, 18.0, 18.0, 18.0, 14.0, 16.0)
PLACES = {"prior": 2, "current": 3, "change": 4, "rate": 5}
MARKS_AT = 6
NEW_NOTE = "※ 신규(순증): 기준(A)이 0이면 증감률을 100으로 적음(서식 관례)."

BELOW_ZERO_NOTE = "※ –: 기준 예산액(A)이 음수이면 증감률을 적지 않음."


def build(council: Council) -> Sheet:
    facts, report = council.facts, council.reports[REPORT]
    sheet = council.begin(NAME, "천원, %", WIDTHS)
    columns = {column.key: column for column in report.columns}
    sheet.put(TOP, 0, "과목구분", styles.HEADING, through=(TOP + 1, 0))
    sheet.put(TOP, 1, "구분", styles.HEADING, through=(TOP + 1, 1))
    for key in ("prior", "current"):
        at = PLACES[key]
        heading = heading_words.column_heading(report, columns[key], facts)
        sheet.put(TOP, at, heading, styles.HEADING, through=(TOP + 1, at))
    sheet.put(TOP, 4, "증감", styles.HEADING, through=(TOP, 5))
    sheet.put(TOP + 1, 4, "(B-A)", styles.HEADING)
    sheet.put(TOP + 1, 5, "(B-A)*100/A", styles.HEADING)
    sheet.put(TOP, MARKS_AT, "비고", styles.HEADING, through=(TOP + 1, MARKS_AT))
    table = Table(council, sheet, report, PLACES, TOP + 2, workings=from_basis(council))
    end = table.write()
    for row in report.rows:
        write_mark(table, row)
    sheet.headings, sheet.frozen = (TOP, TOP + 1), (TOP + 2, 2)
    sheet.filtered = (TOP + 1, 0, end - 1, len(WIDTHS) - 1)
    has_negative = any(row.says(key, NEGATIVE_BASE) for row in report.rows for key in row.notes)
    said = [NEW_NOTE, *([BELOW_ZERO_NOTE] if has_negative else []), *footnotes(report)[:1]]
    notes(sheet, end + 1, [*said, *table.corrected])
    return sheet


def from_basis(council: Council) -> Workings:
    """The year's budget comes from 산출근거: in won there, rounded once here."""
    basis, is_compared = basis_rows(council.facts), changes_another(council.facts)

    def blank_working(row: Row, column: Column) -> Working | None:
        """Of a blank cell: that of an amount which 산출근거 leaves blank follows what is typed there."""
        whole = column.whole
        if row.parts or whole not in ("current", "prior") or (whole == "prior" and not is_compared):
            return None
        if whole == "current" and row.key in basis and column.key not in row.nil:
            key = (calculation_basis.REPORT, basis[row.key], portion_key("amount", column.portion))
            return replace(ELSEWHERE, missing=("IF(", At(key), '="","",ROUND(', At(key), "/1000,0))"))
        return ELSEWHERE

    def working(row: Row, column: Column) -> Working | None:
        whole = column.whole
        if row.figures[column.key] is None:
            return blank_working(row, column)
        if whole == "prior" and is_compared and row.key != "total":
            source = (calculation_basis.COMPARED, row.key, column.key)
            return council.figures.crossing((REPORT, row.key, column.key), source)
        if whole != "current":
            return None
        amount = portion_key("amount", column.portion)
        key = (REPORT, row.key, column.key)
        if row.key != "total":
            return council.figures.crossing(key, (calculation_basis.REPORT, basis[row.key], amount))
        if not any(council.figures.residue((REPORT, part, column.key)) for part in row.parts):
            return None
        # Parts of a thousand won: the total is rounded once from the won, not summed from what is rounded.
        return council.figures.crossing(key, (calculation_basis.REPORT, "total", amount))

    return working


def write_mark(table: Table, row: Row) -> None:
    """신규(순증) or 종료, by a formula over what is seen; nothing where one of the two is not known."""
    line, at = table.lines[row.key, False], MARKS_AT
    known = all(row.figures[key] is not None or key in row.nil for key in ("prior", "current"))
    mark = next((one for one in row.marks if one in ("new", "ended")), "")
    now, before = bool(row.figures["current"]), bool(row.figures["prior"])
    # A total, and what is not known by subject, neither begins nor ends.
    follows = mark == ("new" if now and not before else "ended" if before and not now else "")
    words = str(labels.MARKS[mark]) if mark else ""
    table.sheet.put(line - 1, at, None, styles.FAINT)
    if row.parts or not known or not follows:
        table.sheet.put(line, at, words, styles.CENTERED)
        return
    prior, current = (table.amount(row, key) for key in ("prior", "current"))
    formula: Formula = (
        *("IF(AND(", prior, "=0,", current, f'<>0),"{labels.MARKS["new"]}",'),
        *("IF(AND(", prior, "<>0,", current, f'=0),"{labels.MARKS["ended"]}",""))'),
    )
    table.sheet.put(line, at, words, styles.CENTERED, (REPORT, row.key, "mark"), formula=formula)
