"""대상지 현황: what each site costs, how large it is, its grants, and what the budget gives it."""

from functools import partial

from ledger.council import form
from ledger.council.sheets import styles
from ledger.council.sheets.calculation_basis import REPORT as BASIS
from ledger.council.sheets.calculation_basis import site_sum_formula
from ledger.council.sheets.context import TOP, CouncilWorkbook, write_notes, write_section
from ledger.council.sheets.figures import ELSEWHERE, Working
from ledger.council.sheets.report_table import WHOLE, SheetTable, Workings, write_headings
from ledger.figures.facts import Grant
from ledger.models import GrantKind
from ledger.reporting.report import Column, Row
from ledger.words import labels
from ledger.workbook.book import CellKey, CellList, CellOf, ExactWon, Formula, Sheet

NAME = form.SITES.sheet
REPORT = form.SITES.report
WIDTHS = (6.0, 28.0, 6.0, 11.0, 10.0, 18.0, 14.0, 11.0, 11.0, 8.0, 8.0, 17.0, 18.0)
GRANT_HEADINGS = ("연번", "대상지", "구분", "확보액", "확보", "종류", "부처")


def build(council: CouncilWorkbook) -> Sheet:
    report, facts = council.reports[REPORT], council.facts
    sheet, places = council.begin_table(form.SITES, WIDTHS), form.SITES.places(report)
    write_headings(sheet, TOP, form.SITES.sheet_headings(report, facts))
    end = TOP + 1 + len(report.rows)
    grants = enter_grants(council)
    table = SheetTable(
        council,
        sheet,
        report,
        places,
        TOP + 1,
        label_at=1,
        portion_at=2,
        texts={
            places[form.AREA_KIND.key]: kind_of_area,
            places[form.REMARKS.key]: partial(remarks, is_internal=council.is_internal),
        },
        workings=workings(council, grants),
    )
    table.write()
    for number, row in enumerate(report.rows, start=1):
        is_site = row.key in {site.slug for site in facts.sites}
        shown = styles.CENTERED
        sheet.put(TOP + number, 0, number if is_site else None, shown, number_key(row.key))
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 2)
    sheet.filtered = (TOP, 0, end - 1, len(WIDTHS) - 1)
    line = write_notes(sheet, end + 1, [*form.SITES.sheet_notes(report, facts), *table.corrected])
    if facts.grants:
        write_grants(council, sheet, line + 1, grants)
    return sheet


def number_key(row: str) -> CellKey:
    """The key of the cell that has a site's number."""
    return ("site", row)


def kind_of_area(row: Row) -> str:
    """The words of the kind of area that a site's is; '' where it has none."""
    return labels.note(row.notes["area"]) if "area" in row.notes else ""


def remarks(row: Row, *, is_internal: bool) -> str:
    """Of the sum, how many sites it has and that its scope is another; inside, whether an appraisal of a site was seen.

    That somebody looked for the appraisal (투자심사) in the history and did not find it is nobody's business outside.
    """
    found = (
        [f"조성비: {labels.note(row.notes['construction_cost'])}"] if "construction_cost" in row.notes else []
    )
    if "status" in row.notes and (row.parts or is_internal):
        found.append(("대상지 " if row.parts else "") + labels.note(row.notes["status"]))
    return "; ".join(found)


def grant_key(grant: Grant, number: int) -> CellKey:
    """The key of a grant in the list of them, by its number from 1."""
    return ("grant", grant.site or "unassigned", str(number))


def enter_grants(council: CouncilWorkbook) -> dict[CellKey, Grant]:
    """Key -> grant, each entered as a figure of its own: a site's national money is their sum."""
    found = {grant_key(grant, number): grant for number, grant in enumerate(council.facts.grants, start=1)}
    for key, grant in found.items():
        council.figures.add(key, grant.amount, "million")
        council.figures.enter(key)
    return found


def write_grants(council: CouncilWorkbook, sheet: Sheet, line: int, grants: dict[CellKey, Grant]) -> None:
    """Write the list 국비 확보 내역 below the sites."""
    names = {site.slug: site.name for site in council.facts.sites}
    line = write_section(sheet, line, "국비 확보 내역")
    write_headings(sheet, line, GRANT_HEADINGS)
    for number, (key, grant) in enumerate(grants.items(), start=1):
        at = line + number
        site = names.get(grant.site, grant.site) if grant.site else "대상지 미지정"
        sheet.put(at, 0, number, styles.CENTERED)
        sheet.put(at, 1, council.fitted(site, WIDTHS[1], f"{NAME} · 국비 확보 내역"), styles.LABEL)
        sheet.put(at, 2, WHOLE, styles.CENTERED)
        sheet.put(at, 3, council.figures.number(key), styles.figure("money", is_input=True), key)
        sheet.put(at, 4, grant.secured_on, styles.CENTERED)
        sheet.put(at, 5, str(GrantKind(grant.kind).label), styles.CENTERED)
        sheet.put(
            at, 6, council.fitted(grant.ministry, WIDTHS[6], f"{NAME} · 국비 확보 내역"), styles.CENTERED
        )


def workings(council: CouncilWorkbook, grants: dict[CellKey, Grant]) -> Workings:
    """How cells follow from others: the budget by site from 산출근거 and 예산총괄, the grants from the list below."""
    figures = council.figures

    def in_million(exact: Formula, *parts: CellKey) -> Working:
        return Working(("ROUND(", *exact, "/1000000,0)"), lambda: exact, parts)

    def working(row: Row, column: Column) -> Working | None:
        if column.key in ("national_grant", "current") and row.figures[column.key] is None:
            return ELSEWHERE
        if column.key == "national_grant" and not row.parts:
            keys = tuple(key for key, grant in grants.items() if (grant.site or "unassigned") == row.key)
            return figures.sum_of(("SUM(", CellList(keys), ")"), keys) if keys else None
        if column.key != "current":
            return None
        if row.parts:
            return figures.crossing((REPORT, row.key, "current"), ("budget-summary", "total", "current"))
        if row.key == "unassigned":
            rest = ("(", ExactWon((BASIS, "total", "amount")), "-", *site_sum_formula('">0"'), ")")
            return in_million(rest)
        return in_million(site_sum_formula(CellOf(number_key(row.key))))

    return working
