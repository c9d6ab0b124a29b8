"""결산현황: the three years before, cells that the document leaves blank filled by formula and marked."""

from dataclasses import replace

from ledger.council import form
from ledger.council.sheets.context import TOP, CouncilWorkbook, say_empty, write_notes
from ledger.council.sheets.figures import ELSEWHERE, Working, signed_terms
from ledger.council.sheets.report_table import SheetTable, Workings, write_headings
from ledger.figures.settlement_form import COUNT_AS_ZERO, IDENTITIES
from ledger.reporting.report import Column, Report, Row
from ledger.words import heading_words
from ledger.workbook.book import CellKey, CellList, CellOf, Formula, Sheet

REPORT = form.SETTLEMENT.report

Terms = list[tuple[int, CellKey]]
"""What a cell is the sum of, each with its sign."""

WHOLES: dict[str, list[tuple[int, str]]] = {
    "current_budget": [(1, part) for part in IDENTITIES[0][1]],
    "unspent": [
        (1, IDENTITIES[1][0]),
        *((-1, part) for part in IDENTITIES[1][1] if part != "unspent"),
    ],
}
"""The cells that follow from others by their meaning, also where the document prints them."""


def build(council: CouncilWorkbook) -> Sheet:
    facts, report = council.facts, national_first(council.reports[REPORT])
    places = form.SETTLEMENT.places(report)
    widths = (22.0, 8.0, *(13.0 for _ in report.columns), 22.0)
    sheet = council.begin_table(form.SETTLEMENT, widths)
    if not facts.settlements:
        say_empty(sheet)
    top = TOP if facts.settlements else TOP + 1
    write_headings(sheet, top, form.SETTLEMENT.sheet_headings(report, facts))
    table = SettlementTable(
        council,
        sheet,
        report,
        places,
        top + 1,
        texts={places[form.REMARKS.key]: lambda row: remarks(council, report, row)},
        workings=workings(council, report),
    )
    end = table.write()
    sheet.headings, sheet.frozen = (top, top), (top + 1, 2)
    sheet.filtered = (top, 0, end - 1, len(widths) - 1)
    write_notes(sheet, end + 1, [*form.SETTLEMENT.sheet_notes(report, facts), *table.corrected])
    return sheet


class SettlementTable(SheetTable):
    """Both lines of a year carry its name, so that each stands alone."""

    def name_of(self, row: Row) -> str:
        whole = self.report.row(row.national_of or row.key)
        return f"{row.year} {whole.name}" if whole.name else str(row.year)


def national_first(report: Report) -> Report:
    """The report with each (x …) row above the row of its amounts, as the form has it."""
    rows: list[Row] = []
    for row in report.rows:
        rows.insert(len(rows) - 1 if row.is_national else len(rows), row)
    return replace(report, rows=tuple(rows))


def remarks(council: CouncilWorkbook, report: Report, row: Row) -> str:
    """The remarks on a year; that the ledger holds no data of it."""
    if "missing" in row.marks:
        return str(form.NO_DATA)
    return heading_words.remarks_text(report, row, council.facts, is_national=False)


def workings(council: CouncilWorkbook, report: Report) -> Workings:
    """How cells follow from others: by what filled a blank, and by what the identities say of printed cells."""
    known = terms_of_blanks(council, report)
    for row in report.rows:
        for cell, parts in WHOLES.items():
            add_printed(council, known, row, cell, parts)

    def working(row: Row, column: Column) -> Working | None:
        terms = known.get((REPORT, row.key, column.key))
        if terms:
            return council.figures.signed_sum(terms)
        if row.figures[column.key] is None and column.key in WHOLES:
            return replace(ELSEWHERE, missing=once_typed(row, column.key))
        return None

    return working


def once_typed(row: Row, cell: str) -> Formula:
    """The formula of a whole that nobody knows: nothing, until all that it follows from is typed in."""
    terms = [(sign, (REPORT, row.key, part)) for sign, part in WHOLES[cell]]
    needed = CellList(tuple(key for _sign, key in terms if key[2] not in COUNT_AS_ZERO))
    whole = signed_terms((sign, CellOf(key)) for sign, key in terms)
    return ("IF(COUNT(", needed, f')<{len(needed.keys)},"",', *whole, ")")


def terms_of_blanks(council: CouncilWorkbook, report: Report) -> dict[CellKey, Terms]:
    """Key of a cell that an identity or the chain filled -> the cells that it is the sum of, each with its sign.

    Where one of them is of a year that the sheet does not show, the cell is typed in.
    """
    known: dict[CellKey, Terms] = {}
    columns = {column.key: column for column in report.columns}
    for row in report.rows:
        for cell in row.derived:
            origin = council.evidence.tracer.given(report, row, columns[cell])
            if origin is not None and not origin.sources:
                known[REPORT, row.key, cell] = [
                    (term.sign, (REPORT, term.place.row, term.place.column)) for term in origin.terms
                ]
    return known


def add_printed(
    council: CouncilWorkbook, known: dict[CellKey, Terms], row: Row, cell: str, parts: list[tuple[int, str]]
) -> None:
    """Add to `known` a printed cell whose identity holds and rests on nothing that rests on the cell itself."""
    key = (REPORT, row.key, cell)
    printed = council.figure(*key)
    if key in known or printed is None or cell in row.assumed:
        return
    terms: Terms = [(sign, (REPORT, row.key, part)) for sign, part in parts]
    known_terms = [(sign, one) for sign, one in terms if one in council.figures.won]
    blank = {one[2] for _sign, one in terms if one not in council.figures.won}
    if blank - COUNT_AS_ZERO:
        return
    if sum(sign * council.figures.won[one] for sign, one in known_terms) != printed:
        return
    if not any(rests_on(known, one, key) for _sign, one in known_terms):
        known[key] = terms


def rests_on(known: dict[CellKey, Terms], key: CellKey, other: CellKey) -> bool:
    """Whether a cell follows, over however many steps, from another."""
    waiting, seen = [key], set()
    while waiting:
        one = waiting.pop()
        if one == other:
            return True
        if one not in seen:
            seen.add(one)
            waiting += [term for _sign, term in known.get(one, [])]
    return False
