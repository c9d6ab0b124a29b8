"""추진일정: the year's steps, what each costs, and how that falls to the subjects."""

from ledger.council import form
from ledger.council.form_texts import schedule_period
from ledger.council.sheets import styles
from ledger.council.sheets.context import TOP, CouncilWorkbook, say_empty, write_notes
from ledger.council.sheets.figures import ELSEWHERE, Working
from ledger.council.sheets.fitting import height_of
from ledger.council.sheets.report_table import SheetTable, Workings
from ledger.reporting.report import Column, Row, line_key
from ledger.workbook.book import CellRange, Sheet

REPORT = form.SCHEDULE.report


def build(council: CouncilWorkbook) -> Sheet:
    report, facts = council.reports[REPORT], council.facts
    shares, places = form.shares_of(report), form.SCHEDULE.places(report)
    widths = (28.0, 8.0, 18.0, 13.0, 32.0, *(12.0 for _ in shares))
    sheet = council.begin_table(form.SCHEDULE, widths)
    if form.SCHEDULE.is_empty(facts):
        say_empty(sheet)
        return sheet
    headings = form.SCHEDULE.sheet_headings(report, facts)
    first_share = len(headings) - len(shares)
    for at, text in enumerate(headings[:first_share]):
        sheet.put(TOP, at, text, styles.HEADING, through=(TOP + 1, at))
    if shares:
        sheet.put(TOP, first_share, form.SHARES, styles.HEADING, through=(TOP, len(headings) - 1))
    for at, text in enumerate(headings[first_share:], start=first_share):
        heading = council.fitted(text, widths[at], f"{form.SCHEDULE.sheet} 제목")
        sheet.put(TOP + 1, at, heading, styles.HEADING)
        sheet.heights[TOP + 1] = max(sheet.heights.get(TOP + 1, 32), height_of(heading, widths[at]))
    steps = {line_key(number): step for number, step in enumerate(facts.schedule, start=1)}
    table = SheetTable(
        council,
        sheet,
        report,
        places,
        TOP + 2,
        texts={
            places[form.PERIOD.key]: lambda row: (
                schedule_period(steps[row.key].starts_on, steps[row.key].ends_on) if row.key in steps else ""
            ),
            places[form.DETAIL.key]: lambda row: steps[row.key].detail if row.key in steps else "",
        },
        workings=workings_of_shares(council, [column.key for column in shares]),
    )
    end = table.write()
    sheet.headings, sheet.frozen = (TOP, TOP + 1), (TOP + 2, 2)
    sheet.filtered = (TOP + 1, 0, end - 1, len(widths) - 1)
    write_notes(sheet, end + 1, table.corrected)
    return sheet


def workings_of_shares(council: CouncilWorkbook, shares: list[str]) -> Workings:
    """How the cells of a step follow from others.

    A step with shares costs their sum, those that are still blank included; one without has none to type in.
    """
    split = {line_key(number) for number, step in enumerate(council.facts.schedule, start=1) if step.shares}

    def working(row: Row, column: Column) -> Working | None:
        if row.parts or (column.key == "amount") != (row.key in split):
            return None
        if column.key != "amount":
            return ELSEWHERE
        cells = CellRange((REPORT, row.key, shares[0]), (REPORT, row.key, shares[-1]))
        keys = [(REPORT, row.key, share) for share in shares if row.figures[share] is not None]
        return council.figures.sum_of(("SUM(", cells, ")"), keys)

    return working
