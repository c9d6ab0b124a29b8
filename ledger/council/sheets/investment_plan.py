"""연차별 투자계획: as the document prints it, its totals computed."""

from ledger.council.sheets import styles
from ledger.council.sheets.context import TOP, Council, notes
from ledger.council.sheets.report_table import Table, write_headings
from ledger.words import heading_words
from ledger.words.footnotes import footnotes
from ledger.workbook.book import Sheet

NAME = "연차별 투자계획"
REPORT = "investment-plan"


def build(council: Council) -> Sheet:
    report, facts = council.reports[REPORT], council.facts
    columns = [column for column in report.columns if column.national_of is None]
    places = {column.key: at for at, column in enumerate(columns, start=2)}
    widths = (26.0, 8.0, *(14.0 for _ in columns), 14.0)
    sheet = council.begin(NAME, "백만원", widths)
    if not facts.plan:
        sheet.put(
            TOP,
            0,
            "자료 없음",
            styles.TEXT,
            through=(TOP, len(widths) - 1),
        )
        return sheet
    headings = [heading_words.column_heading(report, column, facts) for column in columns]
    write_headings(sheet, TOP, ("과목구분", "구분", *headings, "비고"))
    table = Table(council, sheet, report, places, TOP + 1, texts={2 + len(columns): lambda row: ""})
    end = table.write()
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 2)
    sheet.filtered = (TOP, 0, end - 1, len(widths) - 1)
    notes(sheet, end + 1, [*footnotes(report), *table.corrected])
    return sheet
