"""The council's form: each of its tables declared once, for the printed document (paper) and the workbook (sheets).

A table says which report it shows, its columns in their order, what heads them, what stands where it has nothing, and
its footnotes. `ledger/council/paper/` prints that, `ledger/council/sheets/` writes it with formulas.
"""

from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.council.form_table import (
    NUMBER,
    DeclaredTable,
    FormColumn,
    TextColumn,
    Wording,
    column_of,
    columns_of_keys,
    same_wording,
    sheet_wording,
)
from ledger.figures.facts import Facts
from ledger.figures.settlement_form import COUNT_AS_ZERO, SETTLEMENT_CELLS
from ledger.reporting import comparison
from ledger.reporting.report import NEGATIVE_BASE, Column, Rate, Report, Row, Sum, national_key
from ledger.reports import basis_comparison, calculation_basis, overview, settlement, sites
from ledger.reports.overview import SOURCES
from ledger.words import budget_words, labels
from ledger.words.footnotes import deemed_notes, footnotes, mark_footnotes, told
from ledger.words.labels import lazy_heading
from ledger.words.locale import Text

NO_DATA = labels.MARKS["missing"]
"""What a table without rows says."""

SUBJECT = Wording(_("Item"), _("Account subject"))
"""What heads the account subjects: '구분' on paper, '과목구분' in the workbook."""

REMARKS = TextColumn("remarks", same_wording(_("Remarks")))
"""The column of remarks of several tables."""

RATE = same_wording(_("(B-A)*100/A"))
"""What heads a rate of change in the form."""

UNITS: dict[str, Text] = {
    "thousand": _("(Unit: thousand won)"),
    "million": _("(Unit: million won)"),
}
"""Unit of a report -> its words above a table on paper."""


def unit_words(unit: str) -> str:
    """'(단위 : 천원)'."""
    return str(UNITS[unit])


# Marks and their footnotes; those of cells that a document leaves blank stand in words/footnotes.py


ZERO_BASE, BELOW_ZERO = "*", "**"
"""On paper behind a rate over a base of 0, or below it, which has none: what a footnote explains. No digits: they would
be read as part of the figure."""

RATE_KEYS = ("rate", national_key("rate"))
"""The keys of the rates of change."""


def is_over_zero(row: Row, column: Column) -> bool:
    """Whether a rate has no base and is printed as 100 by convention."""
    assert isinstance(column.meaning, Rate)
    return bool(row.figures[column.meaning.of]) and not row.figures[column.meaning.base]


def is_dashed_sum(row: Row, column: Column) -> bool:
    """Whether the form prints (x-) for a national part that nobody has: the sum over the periods of an amount."""
    is_sum = isinstance(column.meaning, Sum) and column.national_of is not None
    return is_sum and row.figures[column.key] is None and row.figures[column.national_of or ""] is not None


ZERO_BASE_ON_SHEET = "※ 신규(순증): 기준(A)이 0이면 증감률을 100으로 적음(서식 관례)."

BELOW_ZERO_NOTE = Wording(
    _("** A is below 0: no rate of change"),
    "※ –: 기준 예산액(A)이 음수이면 증감률을 적지 않음.",
)


def zero_base_note(facts: Facts) -> Wording:
    """The footnote of a base of 0, where the form prints 100: '* 전년도 0: 신규(순증)'.

    Of any other base than last year's original '* 2020예산현액 0: ...'.
    """
    base = facts.base
    if base is None:
        words = gettext("* A is 0: new (net increase)")
    elif base.fiscal_year == facts.year - 1 and base.kind == "original":
        words = gettext("* Year before 0: new (net increase)")
    else:
        named = budget_words.both_budgets(facts.version, base)[0]
        words = gettext("* %(base)s 0: new (net increase)") % {"base": named}
    return Wording(words, ZERO_BASE_ON_SHEET)


def is_any_below_zero(report: Report) -> bool:
    """Whether some rate stands over a base below 0."""
    return any(row.says(key, NEGATIVE_BASE) for row in report.rows for key in RATE_KEYS)


def rate_notes_on_paper(report: Report, facts: Facts) -> list[str]:
    """The footnotes of the marks that stand behind rates, and of a total that compares what is known in part."""
    is_new = any(is_over_zero(row, column_of(report, key)) for key in RATE_KEYS for row in report.rows)
    notes = [zero_base_note(facts)] if is_new else []
    notes += [BELOW_ZERO_NOTE] if is_any_below_zero(report) else []
    said = (*told([comparison.ONE_SIDED], report), *deemed_notes(report, facts))
    return [*(str(one.paper) for one in notes), *said]


def rate_notes_on_sheet(report: Report, facts: Facts) -> list[str]:
    """The same of the sheet: how its formulas treat a base of 0, which anybody may type in, and what (x …) is."""
    notes = [zero_base_note(facts), *([BELOW_ZERO_NOTE] if is_any_below_zero(report) else [])]
    said = (*footnotes(report)[:1], *told([comparison.ONE_SIDED], report), *deemed_notes(report, facts))
    return [*(str(one.sheet) for one in notes), *said]


def notes_of_screen(report: Report, facts: Facts) -> list[str]:
    """The footnotes that the report has on screen."""
    return footnotes(report)


# 1 기본현황


COSTS = DeclaredTable(
    report="overview",
    title="",
    sheet="기본현황",
    unit=sheet_wording("천원"),
    label=sheet_wording("항목"),
    on_paper=lambda report: report.columns,
    on_sheet=columns_of_keys("total", *SOURCES),
    headings={key: sheet_wording(lazy_heading(text)) for key, text in overview.HEADINGS.items()},
)
"""The costs: on paper a sentence of the outline (templates/document_cost.html), in the workbook a table."""

OFF_BUDGET = _("Other (off budget)")
"""What is no part of the total, under its own heading in both."""


# 2 예산 설명


COMPARED_COLUMNS = ("prior", "current", "change", "rate")
"""The columns of a comparison, in the form's order."""

SUMMARY = DeclaredTable(
    report="budget-summary",
    title=_("Budget by account subject"),
    sheet="예산총괄",
    unit=Wording(_("(Unit: thousand won, %)"), "천원, %"),
    label=SUBJECT,
    on_paper=columns_of_keys(*COMPARED_COLUMNS),
    on_sheet=columns_of_keys(*COMPARED_COLUMNS, REMARKS),
    headings={"change": Wording(lazy_heading(comparison.CHANGE.heading), "(B-A)"), "rate": RATE},
    groups={"증감": ("change", "rate")},
    paper_notes=rate_notes_on_paper,
    sheet_notes=rate_notes_on_sheet,
)

REASON = TextColumn("reason", Wording(_("Reason"), "증감사유"))

REASONS = DeclaredTable(
    report="budget-summary",
    title=_("Reasons of the changes"),
    sheet="증감사유",
    unit=Wording(UNITS["thousand"], "천원, %"),
    label=SUBJECT,
    on_paper=columns_of_keys("change", REASON),
    on_sheet=columns_of_keys(*COMPARED_COLUMNS, REASON),
    headings={"rate": RATE},
)

REASONS_INTERNAL = replace(
    REASONS,
    on_sheet=columns_of_keys(
        *COMPARED_COLUMNS,
        REASON,
        TextColumn("state", sheet_wording("사유 상태")),
        TextColumn("internal", sheet_wording("내부 검토: 메모, 작성")),
    ),
)
"""What the internal edition of the workbook has beside it."""


def basis_notes_on_sheet(report: Report, facts: Facts) -> list[str]:
    """The footnotes of 산출근거; `report` is 산출근거 itself, also where the lines stand beside those of a base."""
    return [
        "연번: 대상지 현황의 번호. 항목이 없는 통계목은 과목 금액을 바로 적음.",
        *footnotes(report),
    ]


BASIS = DeclaredTable(
    report="calculation-basis",
    title=lazy_heading(calculation_basis.REPORT.title),
    sheet="산출근거",
    unit=sheet_wording("원, 천원"),
    label=same_wording(_("Account subject")),
    on_paper=columns_of_keys("amount"),
    on_sheet=columns_of_keys("amount"),
    headings={"amount": sheet_wording(_("Amount"))},
    sheet_notes=basis_notes_on_sheet,
)
"""On paper a line is a text and what it comes to in 천원; the sheet parts text, 산출식, won and 천원."""

LINE = TextColumn("line", same_wording(_("Line item")))
FORMULA = TextColumn("formula", sheet_wording("산출식"))
SITE_NUMBER = TextColumn("site_number", sheet_wording(NUMBER))
SITE = TextColumn("site", sheet_wording(lazy_heading(sites.REPORT.row_heading)))
"""What stands beside the amounts of the lines, on the sheet before and behind all that they come to."""


def notes_of_unknown_lines(report: Report, facts: Facts) -> list[str]:
    """The footnote of cells that are blank because a budget says nothing of lines; none where there are none."""
    if not basis_comparison.has_unknown_lines(report):
        return []
    return [gettext("Blank: a budget without line items says nothing of lines; its subject has the amount.")]


BASIS_COMPARED = DeclaredTable(
    report="basis-comparison",
    title=BASIS.title,
    sheet=BASIS.sheet,
    unit=Wording(UNITS["thousand"], BASIS.unit.sheet),
    label=BASIS.label,
    on_paper=columns_of_keys(LINE, "current", "prior", "change"),
    on_sheet=columns_of_keys("prior", "current", "change"),
    paper_notes=notes_of_unknown_lines,
    sheet_notes=basis_notes_on_sheet,
)


ITEMS = "예산내역"
"""What heads the lines of two budgets on the sheet; those of one are headed by its name, as on paper."""


def periods(report: Report) -> tuple[FormColumn, ...]:
    """The periods of the plan and their sum, then remarks."""
    return (*(column for column in report.columns if column.national_of is None), REMARKS)


PLAN = DeclaredTable(
    report="investment-plan",
    title=_("Multi-year investment plan (of an investment)"),
    sheet="연차별 투자계획",
    unit=Wording(UNITS["million"], "백만원"),
    label=SUBJECT,
    on_paper=periods,
    on_sheet=periods,
    is_empty=lambda facts: not facts.plan,
    sheet_notes=notes_of_screen,
)


# 3 사업 설명


PERIOD = TextColumn("period", same_wording(_("Period")))
DETAIL = TextColumn("detail", same_wording(_("What is done")))


def shares_of(report: Report) -> list[Column]:
    """The account subjects among which a step divides its money."""
    return [
        column
        for column in report.columns
        if column.key != "amount" and any(row.figures[column.key] is not None for row in report.rows)
    ]


def schedule_on_sheet(report: Report) -> tuple[FormColumn, ...]:
    """What paper has, and how the money falls to the subjects."""
    return (*SCHEDULE.on_paper(report), *shares_of(report))


SCHEDULE = DeclaredTable(
    report="schedule",
    title=_("Schedule of %(year)s"),
    sheet="추진일정",
    unit=Wording(UNITS["thousand"], "천원"),
    label=same_wording(_("Step")),
    on_paper=columns_of_keys(PERIOD, "amount", DETAIL),
    on_sheet=schedule_on_sheet,
    headings={"amount": same_wording(_("Money to be spent"))},
    is_empty=lambda facts: not facts.schedule,
)

SHARES = "통계목별 배분"
"""What stands on the sheet above the shares of the subjects."""


# 4 사업효과


ACHIEVED = TextColumn("achievements", Wording(_("Achievements"), ""))

ACHIEVEMENTS = DeclaredTable(
    report="",
    title=_("Achievements of the last three years"),
    sheet=COSTS.sheet,
    unit=same_wording(""),
    label=Wording(_("Year"), ""),
    on_paper=columns_of_keys(ACHIEVED),
)
"""On paper a table, a year each; the sheet has the same texts one below the other."""


# 5 최근 3년 결산현황


def program_rows(report: Report) -> list[tuple[Row, Row]]:
    """The (x …) row and the row of each year, of the whole programme: paper leaves the subjects out."""
    years = [row for row in report.rows if row.under is None]
    return [(part, row) for row in years if (part := report.national_row(row)) is not None]


def settlement_on_paper(report: Report) -> tuple[FormColumn, ...]:
    """The money of the form, and what it has no column for (보조금반납금) where the whole programme has some."""
    rows = [row for pair in program_rows(report) for row in pair]
    return tuple(
        column
        for column in report.columns
        if column.kind == "money"
        and (is_in_form(column) or any(row.figures[column.key] is not None for row in rows))
    )


def is_in_form(column: Column) -> bool:
    """Whether the form has a column for it: not for a refund, nor for what recipients of a subject's money spent."""
    return column.key in SETTLEMENT_CELLS and column.key not in COUNT_AS_ZERO


def settlement_notes_on_paper(report: Report, facts: Facts) -> list[str]:
    """The footnotes of the marks in the rows that paper has, and why something was left unspent."""
    rows = [row for pair in program_rows(report) for row in pair]
    reasons = [
        f"{labels.heading(settlement.REASON.heading)}({row.year}): {row.figures[settlement.REASON.key]}"
        for row in rows
        if row.figures.get(settlement.REASON.key)
    ]
    return [*mark_footnotes(report, rows), *reasons]


def settlement_notes_on_sheet(report: Report, facts: Facts) -> list[str]:
    """The footnotes of the sheet: what (x …) is, and the marks of all its rows."""
    return [*footnotes(report)[:1], *mark_footnotes(report)]


SETTLEMENT = DeclaredTable(
    report="settlement",
    title=_("Settlement of the last three years"),
    sheet="결산현황",
    unit=Wording(UNITS["thousand"], "천원, %"),
    label=same_wording(lazy_heading(settlement.REPORT.row_heading)),
    on_paper=settlement_on_paper,
    on_sheet=lambda report: (*report.columns, REMARKS),
    paper_notes=settlement_notes_on_paper,
    sheet_notes=settlement_notes_on_sheet,
)
"""Never empty: a year that the ledger lacks says so in its row, and the sheet above all when it lacks every one."""


# 대상지 현황, which the workbook alone has


AREA_KIND = TextColumn("area_kind", sheet_wording("면적 종류"))

SITES = DeclaredTable(
    report="sites",
    title="",
    sheet="대상지 현황",
    unit=sheet_wording("백만원, ㎡"),
    label=SITE.heading,
    on_sheet=columns_of_keys(
        "construction_cost",
        "area",
        AREA_KIND,
        "cost_per_area",
        "national_grant",
        "current",
        "floors_above",
        "floors_below",
        "status",
        REMARKS,
    ),
    is_numbered=True,
    sheet_notes=notes_of_screen,
)
