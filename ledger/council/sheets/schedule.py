"""추진일정: the year's steps, what each costs, and how that falls to the subjects."""

from ledger.council.form_texts import period
from ledger.council.sheets import styles
from ledger.council.sheets.context import TOP, Council, notes
from ledger.council.sheets.figures import ELSEWHERE, Working
from ledger.council.sheets.fitting import height_of
from ledger.council.sheets.report_table import Table, Workings
from ledger.reports.report import Column, Row, line_key
from ledger.words import heading_words
from ledger.workbook.book import Sheet, Through

NAME = "추진일정"
REPORT = "schedule"
PERIOD_AT, AMOUNT_AT, DETAIL_AT, FIRST_SHARE_AT = 2, 3, 4, 5


def build(council: Council) -> Sheet:
    report, facts = council.reports[REPORT], council.facts
    shares = [
        column
        for column in report.columns
        if column.key != "amount" and any(row.figures[column.key] is not None for row in report.rows)
    ]
    places = {"amount": AMOUNT_AT} | {column.key: at for at, column in enumerate(shares, FIRST_SHARE_AT)}
    widths = (28.0, 8.0, 18.0, 13.0, 32.0, *(12.0 for _ in shares))
    sheet = council.begin(NAME, "천원", widths)
    if not facts.schedule:
        sheet.put(TOP, 0, "자료 없음", styles.TEXT, through=(TOP, len(widths) - 1))
        return sheet
    headings = ("사업추진절차", "구분", "추진기간", "예산집행금액", "추진세부내용")
    for at, text in enumerate(headings):
        sheet.put(TOP, at, text, styles.HEADING, through=(TOP + 1, at))
    if shares:
        sheet.put(
            TOP,
            FIRST_SHARE_AT,
            "통계목별 배분",
            styles.HEADING,
            through=(TOP, FIRST_SHARE_AT + len(shares) - 1),
        )
    for column in shares:
        at = places[column.key]
        heading = council.fitted(
            heading_words.column_heading(report, column, facts), widths[at], f"{NAME} 제목"
        )
        sheet.put(TOP + 1, at, heading, styles.HEADING)
        sheet.heights[TOP + 1] = max(sheet.heights.get(TOP + 1, 32), height_of(heading, widths[at]))
    steps = {line_key(number): step for number, step in enumerate(facts.schedule, start=1)}
    table = Table(
        council,
        sheet,
        report,
        places,
        TOP + 2,
        texts={
            PERIOD_AT: lambda row: (
                period(steps[row.key].starts_on, steps[row.key].ends_on) if row.key in steps else ""
            ),
            DETAIL_AT: lambda row: steps[row.key].detail if row.key in steps else "",
        },
        workings=of_shares(council, [column.key for column in shares]),
    )
    end = table.write()
    sheet.headings, sheet.frozen = (TOP, TOP + 1), (TOP + 2, 2)
    sheet.filtered = (TOP + 1, 0, end - 1, len(widths) - 1)
    notes(sheet, end + 1, table.corrected)
    return sheet


def of_shares(council: Council, shares: list[str]) -> Workings:
    """A step with shares costs their sum, those that are still blank included; one without has none to type in."""
    split = {line_key(number) for number, step in enumerate(council.facts.schedule, start=1) if step.shares}

    def working(row: Row, column: Column) -> Working | None:
        if row.parts or (column.key == "amount") != (row.key in split):
            return None
        if column.key != "amount":
            return ELSEWHERE
        cells = Through((REPORT, row.key, shares[0]), (REPORT, row.key, shares[-1]))
        keys = [(REPORT, row.key, share) for share in shares if row.figures[share] is not None]
        return council.figures.sum_of(("SUM(", cells, ")"), keys)

    return working
