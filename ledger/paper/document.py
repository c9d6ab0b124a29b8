"""사업별 설명서: the tables and texts of the council's form, in its order, units and wording."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from ledger import labels
from ledger.facts import Facts, Section
from ledger.formats import grouped
from ledger.money import in_unit
from ledger.paper.cells import (
    FormCell,
    FormRow,
    FormTable,
    figure_cell,
    headings,
    is_over_zero,
    marks_explained,
    no_data,
    settled_cell,
    stacked,
    words,
)
from ledger.reports import REPORTS, basis_comparison, overview
from ledger.reports.basis_comparison import Pair
from ledger.reports.calculation_basis import numbered_lines
from ledger.reports.reasons import Reason, reasons
from ledger.reports.report import NEGATIVE_BASE, Report, Row
from ledger.wording import EXPLAINED, amount_text

BULLETS = "○ㅇ◦●□■▷-–·ㆍ•※*"
"""The signs that a line of the form begins with."""

COMPARED = ("prior", "current", "change", "rate")


def unit_words(unit: str) -> str:
    """'(단위 : 천원)'."""
    return {
        "thousand": gettext("(Unit: thousand won)"),
        "million": gettext("(Unit: million won)"),
    }[unit]


def kind_of(row: Row) -> str:
    return "total" if row.key == "total" else "line"


def changes_another(facts: Facts) -> bool:
    """Whether the version changes another one of the year, which the ledger holds: 기정, 경정, 증감."""
    return facts.version.kind in labels.CHANGES_IN_YEAR and facts.base is not None


# 1 기본현황


def cost_texts(facts: Facts) -> dict[str, dict[str, str]]:
    """'total' and 'year' -> 'total', 'city_on_budget', 'city_off_budget' ... -> its amount in 천원, '' if blank."""
    report = REPORTS["overview"](facts)
    found: dict[str, dict[str, str]] = {}
    for row in report.rows:
        texts = found[row.key.removesuffix("-cost")] = {}
        for column in report.columns:
            figure = row.figures[column.key]
            text = amount_text(figure, report.unit) if isinstance(figure, int) else ""
            source, _part = overview.source_and_part(column.key)
            key = column.key if source == "total" else overview.part_key(source, column.name or "")
            texts[key] = text
    return found


# 2 예산 설명


def summary_table(facts: Facts) -> FormTable:
    """예산 총괄."""
    report = REPORTS["budget-summary"](facts)
    columns = {column.key: column for column in report.columns}
    rows = tuple(
        FormRow(
            labels.row_label(report, row),
            tuple(figure_cell(report, row, key) for key in COMPARED),
            kind=kind_of(row),
        )
        for row in report.rows
    )
    rates = [(row, columns[key]) for row in report.rows for key in ("rate", "rate_national")]
    notes = [zero_base_note(facts)] if any(is_over_zero(*cell) for cell in rates) else []
    if any(row.says(column.key, NEGATIVE_BASE) for row, column in rates):
        notes.append(gettext("** A is below 0: no rate of change"))
    return FormTable(
        gettext("Budget by account subject"),
        gettext("(Unit: thousand won, %)"),
        headings(
            gettext("Item"),
            *(labels.column_heading(report, columns[key], facts) for key in ("prior", "current", "change")),
            gettext("(B-A)*100/A"),
        ),
        rows,
        tuple(notes),
    )


def zero_base_note(facts: Facts) -> str:
    """Over a base of 0 the form prints 100."""
    if facts.version.kind in labels.CHANGES_IN_YEAR:
        return gettext("* Budget so far 0: new (net increase)")
    if facts.base is not None and facts.base.fiscal_year == facts.year - 1:
        return gettext("* Year before 0: new (net increase)")
    return gettext("* A is 0: new (net increase)")


def submission_text(reason: Reason) -> str:
    return reason.explanation.submission_text.strip() if reason.explanation else ""


def reasons_table(facts: Facts) -> FormTable:
    """증감사유: what was written for submission, never the internal note; and how many reasons are open."""
    report = REPORTS["budget-summary"](facts)
    found = reasons(report, facts)
    rows = []
    for row in report.rows:
        text = submission_text(found[row.key])
        if not text:
            continue
        if found[row.key].is_stale:
            text = f"[{EXPLAINED['stale']}] {text}"
        rows.append(FormRow(labels.row_label(report, row), (figure_cell(report, row, "change"), words(text))))
    missing = [one for one in found.values() if one.is_needed and not submission_text(one)]
    stale = [one for one in found.values() if one.is_stale and submission_text(one)]
    note = gettext(
        "Reasons of changes that are still open: missing %(missing)s, to be checked again %(stale)s."
    )
    return FormTable(
        gettext("Reasons of the changes"),
        unit_words(report.unit),
        headings(gettext("Item"), str(labels.COLUMNS["change"]), gettext("Reason")),
        tuple(rows),
        (note % {"missing": len(missing), "stale": len(stale)},) if missing or stale else (),
    )


def basis_table(facts: Facts) -> FormTable:
    """산출근거: each line with its 산출식, or its amount in won, and what that is in 천원."""
    report = REPORTS["calculation-basis"](facts)
    lines = {key: line for _, numbered in numbered_lines(facts) for key, line in numbered.items()}
    rows: list[FormRow] = []
    for head in report.rows:
        if head.key != head.group:
            continue
        label = labels.row_label(report, head)
        height = len(head.parts) or 1
        for row in (report.row(key) for key in head.parts or (head.key,)):
            line = lines.get(row.key)
            text = "" if line is None else f"○ {line.description} {line.basis or grouped(line.amount)}"
            amount = row.figures["amount"]
            equals = FormCell(equals_text(amount) if isinstance(amount, int) else "")
            rows.append(FormRow(label, (words(text), equals), height))
            height = 0
    return FormTable(
        str(labels.REPORTS[report.name]),
        "",
        (
            *headings(str(labels.ROW_HEADINGS["budget-summary"])),
            words(gettext("Items of the %(year)s budget") % {"year": facts.year}, span=2),
        ),
        tuple(rows),
    )


def equals_text(amount: int) -> str:
    """'= 1,711,987천원'."""
    return gettext("= %(amount)s thousand won") % {
        "amount": labels.in_locale(grouped(in_unit(amount, "thousand")))
    }


def compared_basis_table(facts: Facts) -> FormTable:
    """산출근거 of a budget that changes another: 경정 beside 기정, unchanged lines in one row."""
    report = basis_comparison.build(facts, unchanged="summed")
    pairs = basis_comparison.pairs_of(facts)
    by_key = {row.key: row for row in report.rows}
    rows: list[FormRow] = []
    for head in report.rows:
        if head.key == "total":
            rows.append(compared_row(report, head, labels.row_label(report, head), "", kind="total"))
        if head.key != head.group:
            continue
        label = labels.row_label(report, head)
        whole = gettext("Subtotal") if head.parts else ""
        rows.append(compared_row(report, head, label, whole, height=1 + len(head.parts), kind="subtotal"))
        for row in (by_key[key] for key in head.parts):
            rows.append(
                compared_row(report, row, label, line_text(report, row, pairs.get(row.key)), height=0)
            )
    note = gettext("Blank: a budget without line items says nothing of lines; its subject has the amount.")
    return FormTable(
        str(labels.REPORTS["calculation-basis"]),
        unit_words(report.unit),
        headings(
            str(labels.ROW_HEADINGS["budget-summary"]),
            gettext("Line item"),
            gettext("Revised (B)"),
            gettext("So far (A)"),
            str(labels.COLUMNS["change"]),
        ),
        tuple(rows),
        (note,) if basis_comparison.has_unknown_lines(report) else (),
    )


def compared_row(
    report: Report, row: Row, label: str, text: str, height: int = 1, kind: str = "line"
) -> FormRow:
    figures = (figure_cell(report, row, key) for key in ("current", "prior", "change"))
    return FormRow(label, (words(text), *figures), height, kind)


def line_text(report: Report, row: Row, pair: Pair | None) -> str:
    """'○ 시설관리 운영 신규(순증)', below it the 산출식 of either budget; of a sum its own words."""
    label = labels.row_label(report, row)
    if pair is None:
        return f"○ {label}"
    marks = "".join(f" [{labels.MARKS[mark]}]" for mark in row.marks)
    now, before = (line.basis if line else "" for line in pair)
    if now == before:
        bases = [now]
    else:
        bases = [
            gettext("Revised: %(basis)s") % {"basis": now} if now else "",
            gettext("So far: %(basis)s") % {"basis": before} if before else "",
        ]
    return "\n".join((f"○ {label}{marks}", *(one for one in bases if one)))


def plan_table(facts: Facts) -> FormTable:
    """연차별 투자계획(투자사업의 경우)."""
    report = REPORTS["investment-plan"](facts)
    columns = [column for column in report.columns if column.national_of is None]
    rows = tuple(
        FormRow(
            labels.row_label(report, row),
            (*(figure_cell(report, row, column.key) for column in columns), words("")),
            kind=kind_of(row),
        )
        for row in report.rows
    )
    return FormTable(
        gettext("Multi-year investment plan (of an investment)"),
        unit_words(report.unit),
        headings(
            gettext("Item"),
            *(labels.column_heading(report, column, facts) for column in columns),
            gettext("Remarks"),
        ),
        rows if facts.plan else (),
    )


# 3 사업 설명


def texts_of_the_form() -> list[tuple[str, str]]:
    """The texts of the form's third part, in its order: kind and title."""
    return [
        ("purpose", gettext("Purpose of the programme")),
        ("legal_basis", gettext("Legal basis of the programme")),
        ("content", gettext("Content of the programme")),
        ("building_plan", gettext("Plan of the programme (of an investment)")),
        ("background", gettext("History of the programme")),
    ]


@dataclass(frozen=True)
class TextItem:
    """An item of a text: its first line with the form's ○, and the lines below it."""

    lead: str
    lines: tuple[str, ...] = ()


def text_items(sections: Iterable[Section], kind: str) -> list[TextItem]:
    """The items of a kind of text: '○ 사업기간 : '21.1.~'21.12', or a heading with its lines below."""
    items = []
    for section in sections:
        if section.kind != kind:
            continue
        heading, lines = section.heading.strip(), section.text.splitlines()
        if heading and len(lines) == 1 and lines[0][:1] not in BULLETS:
            items.append(TextItem(f"○ {heading} : {lines[0]}"))
        elif heading:
            items.append(TextItem(f"○ {heading}", tuple(bulleted(line, "-") for line in lines)))
        else:
            items.append(TextItem(bulleted(lines[0], "○") if lines else "", tuple(lines[1:])))
    return items


def bulleted(line: str, bullet: str) -> str:
    """The line with a bullet, unless it has one or says nothing."""
    return line if not line.strip() or line.strip()[0] in BULLETS else f"{bullet} {line}"


def headed_texts(sections: Iterable[Section], kind: str, label: str) -> list[tuple[str, str]]:
    """The texts of a kind as they are, each under its heading, or `label` where it has none."""
    return [(section.heading or label, section.text) for section in sections if section.kind == kind]


def outline(sections: Iterable[Section], label: str) -> list[tuple[str, list[TextItem]]]:
    """The outline by heading, which stands in the table's first column, or `label` where there is none."""
    found: dict[str, list[TextItem]] = {}
    for section in sections:
        if section.kind == "outline":
            found.setdefault(section.heading or label, []).extend(
                text_items([replace(section, heading="")], "outline")
            )
    return list(found.items())


def schedule_table(facts: Facts) -> FormTable:
    """n년도 추진일정."""
    report = REPORTS["schedule"](facts)
    rows = [
        FormRow(str(labels.ROWS["total"]), (words(""), amount_cell(report, "total"), words("")), kind="total")
    ]
    for number, step in enumerate(facts.schedule, start=1):
        cells = (words(period(step.starts_on, step.ends_on)), amount_cell(report, f"line-{number}"))
        rows.append(FormRow(step.text, (*cells, words(step.detail))))
    return FormTable(
        gettext("Schedule of %(year)s") % {"year": facts.year},
        unit_words(report.unit),
        headings(gettext("Step"), gettext("Period"), gettext("Money to be spent"), gettext("What is done")),
        tuple(rows) if facts.schedule else (),
    )


def amount_cell(report: Report, row: str) -> FormCell:
    return figure_cell(report, report.row(row), "amount")


def period(starts_on: str, ends_on: str) -> str:
    """'2021.01~2021.12'; one day or month alone where the other is blank or the same."""
    dates = dict.fromkeys(date.rstrip(".") for date in (starts_on, ends_on) if date)
    return "~".join(dates)


# 4 사업효과


def achievements_table(sections: Iterable[Section]) -> FormTable:
    """최근 3년 추진실적: a year each."""
    return FormTable(
        gettext("Achievements of the last three years"),
        "",
        headings(gettext("Year"), gettext("Achievements")),
        tuple(
            FormRow(section.heading, (words(section.text),))
            for section in sections
            if section.kind == "achievements"
        ),
    )


# 5 최근 3년 결산현황


def settlement_table(facts: Facts) -> FormTable:
    """The three years before, of the whole programme; a year that the ledger lacks says so.

    보조금반납금 has a column where there is one: the form has none.
    """
    report = REPORTS["settlement"](facts)
    years = [row for row in report.rows if row.under is None]
    nationals = {row.key: report.row(f"{row.key}-national") for row in years}
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
            lines = [settled_cell(report, one, column) for one in (national, row)]
            cells.append(stacked(*lines))
        rows.append(FormRow(labels.row_label(report, row), tuple(cells)))
    return FormTable(
        gettext("Settlement of the last three years"),
        unit_words(report.unit),
        headings(
            str(labels.ROW_HEADINGS[report.name]),
            *(labels.column_heading(report, column, facts) for column in columns),
        ),
        tuple(rows),
        marks_explained(shown),
    )


def ties_note(count: int) -> str:
    """How many figures of the source disagree without an explanation; '' for none. Misprints are not repeated."""
    if not count:
        return ""
    return ngettext(
        "Tie-outs: %(count)s is open. The tables print what the ledger computes, not the misprints of the source.",
        "Tie-outs: %(count)s are open. The tables print what the ledger computes, not the misprints of the source.",
        count,
    ) % {"count": count}
