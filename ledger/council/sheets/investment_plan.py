"""연차별 투자계획: as the document prints it, its totals computed."""

from ledger.council import form, form_sources
from ledger.council.sheets.budget_summary import write_by_source
from ledger.council.sheets.context import TOP, CouncilWorkbook, say_empty, write_notes
from ledger.council.sheets.report_table import SheetTable, write_headings
from ledger.reports import plan_sources
from ledger.workbook.book import Sheet


def build(council: CouncilWorkbook) -> Sheet:
    report, facts = council.reports[form.PLAN.report], council.facts
    places = form.PLAN.places(report)
    widths = (26.0, 8.0, *(14.0 for _ in places))
    sheet = council.begin_table(form.PLAN, widths)
    if form.PLAN.is_empty(facts):
        say_empty(sheet)
        return sheet
    write_headings(sheet, TOP, form.PLAN.sheet_headings(report, facts))
    remarks = {places[form.REMARKS.key]: lambda row: ""}
    table = SheetTable(council, sheet, report, places, TOP + 1, texts=remarks)
    end = table.write()
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 2)
    sheet.filtered = (TOP, 0, end - 1, len(widths) - 1)
    end = write_notes(sheet, end + 1, [*form.PLAN.sheet_notes(report, facts), *table.corrected])
    if not form_sources.PLAN_BY_SOURCE.is_empty(facts):
        write_by_source(council, sheet, end + 1, form_sources.PLAN_BY_SOURCE, plan_sources.build(facts))
    return sheet
