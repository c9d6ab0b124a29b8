"""사업별 설명서: the tables and texts of the council's form, in its order, units and wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from ledger.council.form_texts import nested, period
from ledger.council.paper.cells import (
    FormCell,
    FormRow,
    FormTable,
    column_of,
    figure_cell,
    headings,
    is_over_zero,
    marked,
    no_data,
    settled_cell,
    stacked,
    words,
)
from ledger.figures.facts import Facts, Section
from ledger.figures.money import in_unit
from ledger.reports import REPORTS, basis_comparison, overview
from ledger.reports.basis_comparison import Pair
from ledger.reports.calculation_basis import numbered_lines
from ledger.reports.reasons import Reason, counts, reasons
from ledger.reports.report import NEGATIVE_BASE, Report, Row, line_key, national_key
from ledger.tieout import Finding
from ledger.tieout.explained import is_open
from ledger.words import budget_words, heading_words, labels, locale
from ledger.words.corrections import Corrections
from ledger.words.findings import amount_text
from ledger.words.footnotes import marks_explained
from ledger.words.formats import grouped

COMPARED = ("prior", "current", "change", "rate")


def unit_words(unit: str) -> str:
    """'(단위 : 천원)'."""
    return {
        "thousand": gettext("(Unit: thousand won)"),
        "million": gettext("(Unit: million won)"),
    }[unit]


def kind_of(row: Row) -> str:
    return "total" if row.key == "total" else "line"


# 1 기본현황


@dataclass(frozen=True)
class Costs:
    """총사업비 and 사업비(당해년도): 'total', 'city_on_budget', 'city_off_budget' ... -> the amount in 천원 or ''.

    `notes` are the footnotes of printed errors.
    """

    total: Mapping[str, str]
    year: Mapping[str, str]
    notes: tuple[str, ...]


def cost_texts(facts: Facts, found: Sequence[Finding] = ()) -> Costs:
    """The costs of the outline, a printed error with its mark."""
    report = REPORTS["overview"](facts)
    corrections = Corrections(report, facts, found)
    texts: dict[str, dict[str, str]] = {}
    for row in report.rows:
        of_row = texts[row.key] = {}
        for column in report.columns:
            figure = row.figures[column.key]
            text = amount_text(figure, report.unit) if isinstance(figure, int) else ""
            source, _part = overview.source_and_part(column.key)
            key = column.key if source == "total" else overview.part_key(source, column.name or "")
            of_row[key] = marked(text, row, column, corrections)
    return Costs(texts["total-cost"], texts["year-cost"], corrections.notes)


# 2 예산 설명


def summary_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """예산 총괄."""
    report = REPORTS["budget-summary"](facts)
    corrections = Corrections(report, facts, found)
    columns = {column.key: column for column in report.columns}
    rows = tuple(
        FormRow(
            heading_words.row_label(report, row),
            tuple(figure_cell(report, row, key, corrections) for key in COMPARED),
            kind=kind_of(row),
        )
        for row in report.rows
    )
    rates = [(row, columns[key]) for row in report.rows for key in ("rate", national_key("rate"))]
    notes = [zero_base_note(facts)] if any(is_over_zero(*cell) for cell in rates) else []
    if any(row.says(column.key, NEGATIVE_BASE) for row, column in rates):
        notes.append(gettext("** A is below 0: no rate of change"))
    return FormTable(
        gettext("Budget by account subject"),
        gettext("(Unit: thousand won, %)"),
        headings(
            gettext("Item"),
            *(
                heading_words.column_heading(report, columns[key], facts)
                for key in ("prior", "current", "change")
            ),
            gettext("(B-A)*100/A"),
        ),
        rows,
        (*notes, *corrections.notes),
    )


def zero_base_note(facts: Facts) -> str:
    """Over a base of 0 the form prints 100: '* 전년도 0: 신규(순증)', of another base '* 2020예산현액 0: ...'."""
    base = facts.base
    if base is None:
        return gettext("* A is 0: new (net increase)")
    if base.fiscal_year == facts.year - 1 and base.kind == "original":
        return gettext("* Year before 0: new (net increase)")
    return gettext("* %(base)s 0: new (net increase)") % {"base": budget_words.sides(facts.version, base)[0]}


def submission_text(reason: Reason) -> str:
    return reason.explanation.submission_text.strip() if reason.explanation else ""


def reasons_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """증감사유: what was written for submission, never the internal note, and nothing of what is still open."""
    report = REPORTS["budget-summary"](facts)
    of_row, corrections = reasons(report, facts), Corrections(report, facts, found)
    rows = [
        FormRow(
            heading_words.row_label(report, row),
            (figure_cell(report, row, "change", corrections), words(text)),
        )
        for row in report.rows
        if (text := submission_text(of_row[row.key]))
    ]
    return FormTable(
        gettext("Reasons of the changes"),
        unit_words(report.unit),
        headings(gettext("Item"), str(labels.COLUMNS["change"]), gettext("Reason")),
        tuple(rows),
        corrections.notes,
    )


def house_notes(facts: Facts, found: Sequence[Finding]) -> list[str]:
    """What whoever hands the document in should see to first; no reader of the document sees it."""
    open_reasons = counts(reasons(REPORTS["budget-summary"](facts), facts).values())
    notes = [labels.reasons_text(open_reasons)] if open_reasons["open"] else []
    if count := sum(is_open(one, facts.explanations) for one in found):
        notes.append(
            ngettext(
                "Tie-outs: %(count)s is open. The tables print what the ledger computes, a misprint of the"
                " source is marked at its cell.",
                "Tie-outs: %(count)s are open. The tables print what the ledger computes, a misprint of the"
                " source is marked at its cell.",
                count,
            )
            % {"count": count}
        )
    return notes


def basis_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """산출근거: each line with its 산출식, or its amount in won, and what that is in 천원."""
    report = REPORTS["calculation-basis"](facts)
    corrections = Corrections(report, facts, found)
    lines = {key: line for _, numbered in numbered_lines(facts) for key, line in numbered.items()}
    rows: list[FormRow] = []
    for head in report.rows:
        if head.key != head.group:
            continue
        label = heading_words.row_label(report, head)
        height = len(head.parts) or 1
        for row in (report.row(key) for key in head.parts or (head.key,)):
            line = lines.get(row.key)
            text = "" if line is None else f"○ {line.description} {line.basis or grouped(line.amount)}"
            amount = row.figures["amount"]
            cells = [text, equals_text(amount) if isinstance(amount, int) else ""]
            # The form prints the amount twice: in won, then in thousand won. A 산출식 is no amount.
            for at, unit in enumerate(("won" if line and not line.basis else "no amount", "thousand")):
                mark = corrections.mark(row.key, "amount", unit)
                cells[at] += f" {mark}" if mark else ""
            rows.append(FormRow(label, (words(cells[0]), FormCell(cells[1])), height))
            height = 0
    return FormTable(
        str(labels.REPORTS[report.name]),
        "",
        (
            *headings(str(labels.ROW_HEADINGS["budget-summary"])),
            words(budget_words.items_heading(facts.version), span=2),
        ),
        tuple(rows),
        corrections.notes,
    )


def equals_text(amount: int) -> str:
    """'= 1,711,987천원'."""
    return gettext("= %(amount)s thousand won") % {
        "amount": locale.in_locale(grouped(in_unit(amount, "thousand")))
    }


def compared_basis_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """산출근거 of a budget that changes another: 추경 beside 기정, unchanged lines in one row."""
    assert facts.base is not None
    sides = budget_words.sides(facts.version, facts.base)
    report = basis_comparison.build(facts, unchanged="summed")
    corrections = Corrections(REPORTS["calculation-basis"](facts), facts, found)
    of_basis = basis_comparison.rows_of_basis(facts)

    def compared_row(row: Row, label: str, text: str, height: int = 1, kind: str = "line") -> FormRow:
        now, *others = (figure_cell(report, row, key) for key in ("current", "prior", "change"))
        mark = corrections.mark(of_basis.get(row.key, ""), "amount")
        now = replace(now, text=f"{now.text} {mark}") if mark else now
        return FormRow(label, (words(text), now, *others), height, kind)

    pairs = basis_comparison.pairs_of(facts)
    columns = [column_of(report, key) for key in ("current", "prior", "change")]
    by_key = {row.key: row for row in report.rows}
    rows: list[FormRow] = []
    for head in report.rows:
        if head.key == "total":
            rows.append(compared_row(head, heading_words.row_label(report, head), "", kind="total"))
        if head.key != head.group:
            continue
        label = heading_words.row_label(report, head)
        whole = gettext("Subtotal") if head.parts else ""
        rows.append(compared_row(head, label, whole, height=1 + len(head.parts), kind="subtotal"))
        for row in (by_key[key] for key in head.parts):
            text = line_text(report, row, pairs.get(row.key), sides)
            rows.append(compared_row(row, label, text, height=0))
    note = gettext("Blank: a budget without line items says nothing of lines; its subject has the amount.")
    return FormTable(
        str(labels.REPORTS["calculation-basis"]),
        unit_words(report.unit),
        headings(
            str(labels.ROW_HEADINGS["budget-summary"]),
            gettext("Line item"),
            *(heading_words.column_heading(report, column, facts) for column in columns),
        ),
        tuple(rows),
        (*((note,) if basis_comparison.has_unknown_lines(report) else ()), *corrections.notes),
    )


def line_text(report: Report, row: Row, pair: Pair | None, sides: tuple[str, str]) -> str:
    """'○ 시설관리 운영 신규(순증)', below it the 산출식 of either budget; of a sum its own words.

    `sides` are the words of the base and of the version.
    """
    label = heading_words.row_label(report, row)
    if pair is None:
        return f"○ {label}"
    marks = "".join(f" [{labels.MARKS[mark]}]" for mark in row.marks)
    now, before = (line.basis if line else "" for line in pair)
    if now == before:
        bases = [now]
    else:
        bases = [f"{side}: {basis}" for side, basis in ((sides[1], now), (sides[0], before)) if basis]
    return "\n".join((f"○ {label}{marks}", *(one for one in bases if one)))


def plan_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """연차별 투자계획(투자사업의 경우)."""
    report = REPORTS["investment-plan"](facts)
    corrections = Corrections(report, facts, found)
    columns = [column for column in report.columns if column.national_of is None]
    rows = tuple(
        FormRow(
            heading_words.row_label(report, row),
            (*(figure_cell(report, row, column.key, corrections) for column in columns), words("")),
            kind=kind_of(row),
        )
        for row in report.rows
    )
    return FormTable(
        gettext("Multi-year investment plan (of an investment)"),
        unit_words(report.unit),
        headings(
            gettext("Item"),
            *(heading_words.column_heading(report, column, facts) for column in columns),
            gettext("Remarks"),
        ),
        rows if facts.plan else (),
        corrections.notes,
    )


# 3 사업 설명


def schedule_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """n년도 추진일정."""
    report = REPORTS["schedule"](facts)
    corrections = Corrections(report, facts, found)

    def amount_cell(row: str) -> FormCell:
        return figure_cell(report, report.row(row), "amount", corrections)

    rows = [FormRow(str(labels.ROWS["total"]), (words(""), amount_cell("total"), words("")), kind="total")]
    for number, step in enumerate(facts.schedule, start=1):
        cells = (words(period(step.starts_on, step.ends_on)), amount_cell(line_key(number)))
        rows.append(FormRow(step.text, (*cells, words(step.detail))))
    return FormTable(
        gettext("Schedule of %(year)s") % {"year": facts.year},
        unit_words(report.unit),
        headings(gettext("Step"), gettext("Period"), gettext("Money to be spent"), gettext("What is done")),
        tuple(rows) if facts.schedule else (),
        corrections.notes,
    )


# 4 사업효과


def achievements_table(sections: Iterable[Section]) -> FormTable:
    """최근 3년 추진실적: a year each."""
    return FormTable(
        gettext("Achievements of the last three years"),
        "",
        headings(gettext("Year"), gettext("Achievements")),
        tuple(
            FormRow(
                section.heading,
                (words("\n".join(line.indented for line in nested(section.text.splitlines()))),),
            )
            for section in sections
            if section.kind == "achievements"
        ),
    )


# 5 최근 3년 결산현황


def settlement_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """The three years before, of the whole programme; a year that the ledger lacks says so.

    보조금반납금 has a column where there is one: the form has none.
    """
    report = REPORTS["settlement"](facts)
    corrections = Corrections(report, facts, found)
    years = [row for row in report.rows if row.under is None]
    nationals = {row.key: part for row in years if (part := report.national_row(row)) is not None}
    shown = [*years, *nationals.values()]
    columns = [
        column
        for column in report.columns
        if column.kind == "money"
        and (column.key != "subsidy_refund" or any(row.figures[column.key] is not None for row in shown))
    ]
    rows = []
    for row in years:
        national = nationals[row.key]
        if "missing" in row.marks and "missing" in national.marks:
            rows.append(FormRow(row.key, (no_data(len(columns)),)))
            continue
        cells = []
        for column in columns:
            lines = [settled_cell(report, one, column, corrections) for one in (national, row)]
            cells.append(stacked(*lines))
        rows.append(FormRow(heading_words.row_label(report, row), tuple(cells)))
    return FormTable(
        gettext("Settlement of the last three years"),
        unit_words(report.unit),
        headings(
            str(labels.ROW_HEADINGS[report.name]),
            *(heading_words.column_heading(report, column, facts) for column in columns),
        ),
        tuple(rows),
        (*marks_explained(shown), *corrections.notes),
    )
