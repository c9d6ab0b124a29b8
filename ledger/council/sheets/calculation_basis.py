"""산출근거: the line items in won, where each won of the year's budget stands once.

In a budget that changes another the lines stand beside those of its base: 기정, 추경, 증감.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from ledger.council import form
from ledger.council.form_table import PORTION, DeclaredTable
from ledger.council.form_texts import basis_texts, changes_another
from ledger.council.sheets import styles
from ledger.council.sheets.context import TOP, CouncilWorkbook, write_notes
from ledger.council.sheets.figures import TYPED_IN, Working
from ledger.council.sheets.report_table import WHOLE, Aliases, SheetTable, Workings, write_headings
from ledger.figures.carried import LinePair
from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.reporting.report import Column, Report, Row, amount, national_key, portion_key
from ledger.reports import basis_comparison
from ledger.reports.calculation_basis import numbered_lines
from ledger.reports.sites import sites_in_order
from ledger.words import budget_words, labels
from ledger.words.formats import is_rounded_away
from ledger.workbook.book import CellKey, CellOf, CellRange, Formula, FormulaPart, Sheet

NAME = form.BASIS.sheet
REPORT = form.BASIS.report
COMPARISON_REPORT = form.BASIS_COMPARED.report
LINE_AT, BASIS_AT, FIRST_AMOUNT_AT = 2, 3, 4
FIRST, LAST = "first", "last"


@dataclass(frozen=True)
class Shape:
    """Which figures the sheet has and where: those of lines, then the same of subjects, then 천원 and the site."""

    declared: DeclaredTable
    report: Report
    lines: Mapping[str, LinePair]
    headings: Mapping[str, str]
    """Column -> what heads it."""
    items: str
    """What heads all of it."""
    sides: tuple[str, str] = ("", "")
    """The words of the base and of the version, where they are compared."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of its columns of amounts, in their order."""
        return tuple(self.headings)

    @property
    def now(self) -> str:
        """The column of the year's budget."""
        return "current" if self.is_compared else "amount"

    @property
    def is_compared(self) -> bool:
        """Whether the lines stand beside those of the base."""
        return self.report.name == COMPARISON_REPORT

    @property
    def thousand_at(self) -> int:
        return FIRST_AMOUNT_AT + 2 * len(self.figures)

    @property
    def site_number_at(self) -> int:
        return self.thousand_at + 1

    @property
    def site_at(self) -> int:
        return self.thousand_at + 2

    def place(self, row: Row, column: Column) -> int:
        """The column in which a figure stands, -1 where the sheet does not show it.

        Lines stand in one column, subjects in another: what is summed is never beside what sums it.
        """
        key = column.national_of or column.key
        if key not in self.figures:
            return -1
        at = FIRST_AMOUNT_AT + self.figures.index(key)
        return at if row.key in self.lines else at + len(self.figures)

    def site_of(self, row: Row) -> str | None:
        """The site (slug) of a line; None where it names none, and of a subject."""
        line = next((line for line in self.lines.get(row.key, ()) if line is not None), None)
        return line.site if line is not None else None


def shape_of(council: CouncilWorkbook) -> Shape:
    """The shape of the sheet: the lines of the version alone, or beside those of the base that it changes."""
    facts = council.facts
    if changes_another(facts):
        assert facts.base is not None
        report = replace(basis_comparison.build(facts), unit="won")
        sides = budget_words.both_budgets(facts.version, facts.base)
        pairs = basis_comparison.pairs_of(facts)
        return shape_with(form.BASIS_COMPARED, report, pairs, facts, form.ITEMS, sides)
    lines: dict[str, LinePair] = {
        key: (line, None) for _, numbered in numbered_lines(facts) for key, line in numbered.items()
    }
    items = budget_words.items_heading(facts.version)
    return shape_with(form.BASIS, council.reports[REPORT], lines, facts, items)


def shape_with(
    declared: DeclaredTable,
    report: Report,
    lines: Mapping[str, LinePair],
    facts: Facts,
    items: str,
    sides: tuple[str, str] = ("", ""),
) -> Shape:
    """The shape in the columns that the form declares."""
    _label, _portion, *headings = declared.sheet_headings(report, facts)
    figures = dict(zip((shown.key for shown in declared.on_sheet(report)), headings, strict=True))
    return Shape(declared, report, lines, figures, items, sides)


def build(council: CouncilWorkbook) -> Sheet:
    shape = shape_of(council)
    amounts = tuple(12.0 for _ in range(2 * len(shape.figures)))
    sheet = council.begin_table(shape.declared, (22.0, 8.0, 36.0, 24.0, *amounts, 12.0, 6.0, 24.0))
    write_heading_lines(sheet, shape)
    table = BasisTable(
        council,
        sheet,
        shape.report,
        dict.fromkeys(shape.figures, 0),
        TOP + 2,
        texts={
            LINE_AT: lambda row: sheet_line_text(shape, row),
            BASIS_AT: lambda row: "\n".join(basis_texts(shape.lines.get(row.key, (None, None)), shape.sides)),
            shape.site_at: lambda row: site_text(council, shape.site_of(row)),
        },
        place=shape.place,
    )
    if shape.is_compared:
        council.figures.add_report(shape.report)
        table.workings = workings_of_sums(table)
        table.aliases = aliases(council, shape)
    end = table.write()
    for row in shape.report.rows:
        write_thousands(table, row, shape)
        write_site_number(table, row, shape)
    mark_ranges(table, shape)
    sheet.headings, sheet.frozen = (TOP, TOP + 1), (TOP + 2, 2)
    sheet.filtered = (TOP + 1, 0, end - 1, len(sheet.widths) - 1)
    basis = council.reports[REPORT]
    told = shape.declared.sheet_notes(basis, council.facts)
    write_notes(sheet, end + 1, [*told, *council.corrections(basis).notes])
    return sheet


def write_heading_lines(sheet: Sheet, shape: Shape) -> None:
    """Two lines of headings: groups of columns, then each column."""
    for at, text in enumerate((str(shape.declared.label.sheet), PORTION)):
        sheet.put(TOP, at, text, styles.HEADING, through=(TOP + 1, at))
    sheet.put(TOP, LINE_AT, shape.items, styles.HEADING, through=(TOP, shape.thousand_at))
    line, formula, number, site = (
        str(one.heading.sheet) for one in (form.LINE, form.FORMULA, form.SITE_NUMBER, form.SITE)
    )
    sheet.put(TOP, shape.site_number_at, site, styles.HEADING, through=(TOP, shape.site_at))
    lines = [f"항목 {text}(원)" for text in shape.headings.values()]
    subjects = [f"과목 {text}(원)" for text in shape.headings.values()]
    headings = [line, formula, *lines, *subjects, f"{shape.headings[shape.now]}(천원)", number, site]
    write_headings(sheet, TOP + 1, headings, first=LINE_AT)


class BasisTable(SheetTable):
    """Each line of the sheet says whose subject it is of, so that a filter leaves nothing nameless."""

    def correction(self, row: Row, column: Column) -> str:
        return self.printed_otherwise(row, column, "won")

    def printed_otherwise(self, row: Row, column: Column, unit: str) -> str:
        """The mark of the year's amount where the document prints another one in a unit: it prints both."""
        name = column.key
        if self.report.name == COMPARISON_REPORT:
            if column.whole != "current":
                return ""
            name = portion_key("amount", column.portion)
        row_key = self.basis_rows.get(row.key, "")
        return self.council.corrections(self.council.reports[REPORT]).mark(row_key, name, unit)

    @cached_property
    def basis_rows(self) -> dict[str, str]:
        """Row of the sheet -> its row of 산출근거."""
        if self.report.name == COMPARISON_REPORT:
            return basis_comparison.rows_of_basis(self.council.facts)
        return {row.key: row.key for row in self.report.rows}

    def name_of(self, row: Row) -> str:
        if row.group and row.group != row.key:
            return super().name_of(self.report.row(row.group))
        return super().name_of(row)


def sheet_line_text(shape: Shape, row: Row) -> str:
    """'○ 시설관리 운영 [신규(순증)]'; of a subject '소계' or '(항목 없음)', '' of the total."""
    pair = shape.lines.get(row.key)
    if pair is None:
        return "" if row.key == "total" else "소계" if row.parts else "(항목 없음)"
    marks = "".join(f" [{labels.MARKS[mark]}]" for mark in row.marks) if shape.is_compared else ""
    return f"○ {row.name}{marks}"


def site_text(council: CouncilWorkbook, site: str | None) -> str:
    """The name of a site by its slug; '' for none."""
    return next((one.name for one in council.facts.sites if one.slug == site), site or "")


# The base beside the version: 기정, 추경, 증감


def workings_of_sums(table: SheetTable) -> Workings:
    """How a subject's amount follows: typed in where its lines do not add up to it, as in a budget without any."""

    def working(row: Row, column: Column) -> Working | None:
        if not row.parts or row.key == "total" or column.meaning is not None:
            return None
        whole = total(amount(table.report.row(part).figures, column.key) for part in row.parts)
        return None if whole is not None and whole == row.figures[column.key] else TYPED_IN

    return working


def aliases(council: CouncilWorkbook, shape: Shape) -> Aliases:
    """The keys that the other sheets and the checks know the year's amounts by: those of 산출근거."""
    rows = basis_comparison.rows_of_basis(council.facts)

    def keys(row: Row, column: Column) -> tuple[CellKey, ...]:
        if column.whole != "current" or row.key not in rows:
            return ()
        return ((REPORT, rows[row.key], portion_key("amount", column.portion)),)

    return keys


# What each line of the sheet has beside its amounts


def write_thousands(table: BasisTable, row: Row, shape: Shape) -> None:
    """What the form prints behind the '=': the amount in 천원; and the frames of the cells that stay empty."""
    for is_national in (True, False):
        column = national_key(shape.now) if is_national else shape.now
        line, amount = table.lines[row.key, is_national], row.figures[column]
        mark = table.printed_otherwise(row, table.by_key[column], "thousand")
        shown = partial(
            styles.figure,
            "money",
            is_national=is_national,
            is_total=bool(row.parts),
            mark=f" {mark}" if mark else "",
        )
        first = FIRST_AMOUNT_AT + (len(shape.figures) if row.key in shape.lines else 0)
        for at in range(first, first + len(shape.figures)):
            table.sheet.put(line, at, None, styles.figure("money", is_total=bool(row.parts)))
        source = CellOf(table.key(row, column))
        if not isinstance(amount, int):
            missing: Formula | None = ("IF(", source, '="","",ROUND(', source, "/1000,0))")
            if column in row.unallotted:
                missing = None
            table.sheet.put(line, shape.thousand_at, "" if missing else None, shown(), formula=missing)
            continue
        key = ("thousand", row.key, column)
        table.council.figures.add(key, amount, "thousand")
        formula = ("ROUND(", source, "/1000,0)")
        number = table.council.figures.number(key)
        shown_so = shown(is_rounded=is_rounded_away(amount, number))
        table.sheet.put(line, shape.thousand_at, number, shown_so, key, formula=formula)


def write_site_number(table: SheetTable, row: Row, shape: Shape) -> None:
    """The site's number on 대상지 현황: what its budget is summed by."""
    numbers = {
        site.slug: number for number, site in enumerate(sites_in_order(table.council.facts.sites), start=1)
    }
    number = numbers.get(shape.site_of(row) or "")
    table.sheet.put(table.lines[row.key, True], shape.site_number_at, None, styles.CENTERED)
    table.sheet.put(table.lines[row.key, False], shape.site_number_at, number, styles.CENTERED)


def mark_ranges(table: SheetTable, shape: Shape) -> None:
    """Keys for the first and the last cell of the columns that 대상지 현황 sums over."""
    rows = table.report.rows
    ends = {FIRST: table.lines[rows[0].key, True], LAST: table.lines[rows[-1].key, False]}
    columns = {
        "portions": table.portion_at,
        "numbers": shape.site_number_at,
        "amounts": FIRST_AMOUNT_AT + shape.figures.index(shape.now),
    }
    for name, at in columns.items():
        for end, line in ends.items():
            table.sheet.places[NAME, name, end] = line, at


def site_sum_formula(criterion: FormulaPart) -> Formula:
    """The sum in won of the line items whose site has this number on 대상지 현황, or meets a criterion."""
    amounts, portions, numbers = (
        CellRange((NAME, name, FIRST), (NAME, name, LAST)) for name in ("amounts", "portions", "numbers")
    )
    return ("SUMIFS(", amounts, ",", portions, f',"{WHOLE}",', numbers, ",", criterion, ")")
