"""예산총괄: each subject's budget, the base, the change and its rate, as the form has them."""

from dataclasses import replace
from fractions import Fraction

from ledger.council import form, form_sources
from ledger.council.form_table import DeclaredTable
from ledger.council.form_texts import changes_another
from ledger.council.sheets import calculation_basis, styles
from ledger.council.sheets.context import TOP, CouncilWorkbook, write_notes, write_section
from ledger.council.sheets.figures import ELSEWHERE, Working
from ledger.council.sheets.report_table import SheetTable, Workings, divisor, write_headings
from ledger.figures.facts import Facts
from ledger.figures.money import round_half_up
from ledger.figures.subjects import basis_rows
from ledger.reporting.report import Column, Report, Row, portion_key
from ledger.reports import source_shares, variance
from ledger.words import labels
from ledger.workbook.book import CellKey, CellOf, ExactWon, Formula, FormulaPart, Sheet

REPORT = form.SUMMARY.report
WIDTHS = (26.0, 8.0, 18.0, 18.0, 18.0, 14.0, 16.0)


def build(council: CouncilWorkbook) -> Sheet:
    facts, report = council.facts, council.reports[REPORT]
    sheet = council.begin_table(form.SUMMARY, WIDTHS)
    write_grouped_headings(sheet, form.SUMMARY, report, facts)
    places = form.SUMMARY.places(report)
    table = SheetTable(council, sheet, report, places, TOP + 2, workings=workings_from_basis(council))
    end = table.write()
    for row in report.rows:
        write_mark(table, row, places[form.REMARKS.key])
    sheet.headings, sheet.frozen = (TOP, TOP + 1), (TOP + 2, 2)
    sheet.filtered = (TOP + 1, 0, end - 1, len(WIDTHS) - 1)
    end = write_notes(sheet, end + 1, [*form.SUMMARY.sheet_notes(report, facts), *table.corrected])
    write_sources(council, sheet, end + 1)
    return sheet


def write_sources(council: CouncilWorkbook, sheet: Sheet, line: int) -> None:
    """The budget and its changes by source of money from a line on, and what part of the whole each source gives."""
    declared, facts = form_sources.SUMMARY_BY_SOURCE, council.facts
    if declared.is_empty(facts):
        return
    report = variance.build(facts, "source")
    table = write_by_source(council, sheet, line, declared, report)
    shares, at = source_shares.build(facts), declared.places(report)[form_sources.SHARE.key]
    for row in report.rows:
        part, whole = amounts_of(council, *(table.key(key, "current") for key in (row.key, "total")))
        share = shares.row(row.key).figures[source_shares.SHARE.key]
        formula: Formula = ("IF(", whole, '<=0,"",ROUND(', part, "*100/", *divisor(whole), ",1))")
        if row.figures["current"] is None:
            formula = ("IF(", CellOf(table.key(row, "current")), '="","",', *formula, ")")
        percent = round_half_up(share, 1) if isinstance(share, Fraction) else ""
        shown = styles.figure("rate", is_total=bool(row.parts))
        sheet.put(table.lines[row.key, False], at, percent, shown, formula=formula)


def amounts_of(council: CouncilWorkbook, *keys: CellKey) -> list[FormulaPart]:
    """The cells as they are seen, or all in won where one hides a rest."""
    is_odd = any(map(council.figures.residue, keys))
    return [ExactWon(key) if is_odd else CellOf(key) for key in keys]


def write_by_source(
    council: CouncilWorkbook, sheet: Sheet, line: int, declared: DeclaredTable, report: Report
) -> SheetTable:
    """A table by source of money: its total is that of the table above, what the sources leave of it follows."""
    report = replace(report, columns=tuple(one for one in report.columns if one.national_of is None))
    council.figures.add_report(report)
    council.by_source[report.name] = report
    line = write_section(sheet, line, str(declared.title))
    write_headings(sheet, line, declared.sheet_headings(report, council.facts))
    places = declared.places(report)
    workings = workings_of_sources(council, report, sheet)
    table = SheetTable(council, sheet, report, places, line + 1, workings=workings)
    table.write()
    return table


def workings_of_sources(council: CouncilWorkbook, report: Report, above: Sheet) -> Workings:
    """The total is that of the table above; own money, or what is not assigned, is what the other rows leave of it."""

    def rest_of(column: str) -> str:
        known = [row.key for row in report.rows if row.figures[column] is not None]
        return next((key for key in ("city", "unassigned") if key in known), "")

    def working(row: Row, column: Column) -> Working | None:
        if column.meaning is not None:
            return None
        key = (report.name, row.key, column.key)
        if row.figures[column.key] is None:
            return ELSEWHERE if row.parts else None
        if row.parts:
            total = next(
                one for one in above.places if one[1:] == (row.key, column.key) and one[0] != report.name
            )
            return council.figures.crossing(key, total)
        if row.key != rest_of(column.key):
            return None
        others = [one for one in report.rows if one.key != row.key and one.figures[column.key] is not None]
        return council.figures.signed_sum(
            [(1 if one.parts else -1, (report.name, one.key, column.key)) for one in others]
        )

    return working


def write_grouped_headings(sheet: Sheet, declared: DeclaredTable, report: Report, facts: Facts) -> None:
    """Two lines of headings: the columns of a group below what heads them all, any other over both lines."""
    places = declared.places(report)
    groups = {places[keys[0]]: (text, places[keys[-1]]) for text, keys in declared.groups.items()}
    grouped = {places[key] for keys in declared.groups.values() for key in keys}
    for at, text in enumerate(declared.sheet_headings(report, facts)):
        if at in groups:
            above, last = groups[at]
            sheet.put(TOP, at, above, styles.HEADING, through=(TOP, last))
        if at in grouped:
            sheet.put(TOP + 1, at, text, styles.HEADING)
        else:
            sheet.put(TOP, at, text, styles.HEADING, through=(TOP + 1, at))


def workings_from_basis(council: CouncilWorkbook) -> Workings:
    """The year's budget comes from 산출근거: in won there, rounded once here."""
    basis, is_compared = basis_rows(council.facts), changes_another(council.facts)

    def blank_working(row: Row, column: Column) -> Working | None:
        """Of a blank cell: that of an amount which 산출근거 leaves blank follows what is typed there."""
        whole = column.whole
        if row.parts or whole not in ("current", "prior") or (whole == "prior" and not is_compared):
            return None
        if whole == "current" and row.key in basis and column.key not in row.unallotted:
            key = (calculation_basis.REPORT, basis[row.key], portion_key("amount", column.portion))
            return replace(ELSEWHERE, missing=("IF(", CellOf(key), '="","",ROUND(', CellOf(key), "/1000,0))"))
        return ELSEWHERE

    def working(row: Row, column: Column) -> Working | None:
        whole = column.whole
        if row.figures[column.key] is None:
            return blank_working(row, column)
        if whole == "prior" and is_compared and not row.parts:
            source = (calculation_basis.COMPARISON_REPORT, row.key, column.key)
            return council.figures.crossing((REPORT, row.key, column.key), source)
        if whole != "current":
            return None
        amount = portion_key("amount", column.portion)
        key = (REPORT, row.key, column.key)
        if not row.parts:
            return council.figures.crossing(key, (calculation_basis.REPORT, basis[row.key], amount))
        if not any(council.figures.residue((REPORT, part, column.key)) for part in row.parts):
            return None
        if row.key != "total":
            return None
        # Parts of a thousand won: the total is rounded once from the won, not summed from what is rounded.
        return council.figures.crossing(key, (calculation_basis.REPORT, "total", amount))

    return working


def write_mark(table: SheetTable, row: Row, at: int) -> None:
    """신규(순증) or 종료, by a formula over what is seen; nothing where one of the two is not known."""
    line = table.lines[row.key, False]
    known = all(row.figures[key] is not None or key in row.unallotted for key in ("prior", "current"))
    mark = next((one for one in row.marks if one in ("new", "ended", "joint")), "")
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
