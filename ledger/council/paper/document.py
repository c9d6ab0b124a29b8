"""사업별 설명서: the tables and texts of the council's form, in its order, units and wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from ledger.council import form
from ledger.council.form_texts import nest_lines, schedule_period
from ledger.council.paper.cells import (
    FormCell,
    FormRow,
    FormTable,
    form_cells,
    form_table,
    headings,
    marked_settlement_figure,
    no_data,
    stack_lines,
    text_cell,
    with_correction_mark,
)
from ledger.figures.facts import Facts, Section
from ledger.reporting.reasons import Reason, count_reasons, reasons
from ledger.reporting.report import Column, Row, line_key
from ledger.reports import REPORTS_BY_NAME, budget_summary, overview
from ledger.tieout import Finding
from ledger.tieout.explanations import is_open
from ledger.words import heading_words, labels
from ledger.words.corrections import Corrections
from ledger.words.findings import amount_text


def kind_of(row: Row) -> str:
    """'total' or 'line': how a row looks."""
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
    report = REPORTS_BY_NAME[form.COSTS.report].build(facts)
    corrections = Corrections(report, facts, found)
    texts: dict[str, dict[str, str]] = {}
    for row in report.rows:
        of_row = texts[row.key] = {}
        for column in report.columns:
            figure = row.figures[column.key]
            text = amount_text(figure, report.unit) if isinstance(figure, int) else ""
            source, _part = overview.source_and_part(column.key)
            key = column.key if source == "total" else overview.part_key(source, column.scope or "")
            of_row[key] = with_correction_mark(text, row, column, corrections)
    return Costs(texts["total-cost"], texts["year-cost"], corrections.notes)


# 2 예산 설명


def summary_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """예산 총괄."""
    report = REPORTS_BY_NAME[form.SUMMARY.report].build(facts)
    corrections = Corrections(report, facts, found)
    rows = (
        FormRow(
            heading_words.row_label(row),
            form_cells(form.SUMMARY, report, row, corrections),
            kind=kind_of(row),
        )
        for row in report.rows
    )
    return form_table(form.SUMMARY, report, facts, rows, corrections)


def submission_text(reason: Reason) -> str:
    """What was written for submission of a change; '' where nothing was."""
    return reason.explanation.submission_text.strip() if reason.explanation else ""


def reasons_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """증감사유: what was written for submission, never the internal note, and nothing of what is still open."""
    report = REPORTS_BY_NAME[form.REASONS.report].build(facts)
    of_row, corrections = reasons(report, facts), Corrections(report, facts, found)
    rows = (
        FormRow(
            heading_words.row_label(row),
            form_cells(form.REASONS, report, row, corrections, {form.REASON.key: text}),
        )
        for row in report.rows
        if (text := submission_text(of_row[row.key]))
    )
    return form_table(form.REASONS, report, facts, rows, corrections)


def house_notes(facts: Facts, found: Sequence[Finding]) -> list[str]:
    """What whoever hands the document in should see to first; no reader of the document sees it."""
    open_reasons = count_reasons(reasons(budget_summary.build(facts), facts).values())
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


def plan_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """연차별 투자계획(투자사업의 경우)."""
    report = REPORTS_BY_NAME[form.PLAN.report].build(facts)
    corrections = Corrections(report, facts, found)
    rows = (
        FormRow(
            heading_words.row_label(row),
            form_cells(form.PLAN, report, row, corrections),
            kind=kind_of(row),
        )
        for row in report.rows
    )
    return form_table(form.PLAN, report, facts, rows, corrections)


# 3 사업 설명


def schedule_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """n년도 추진일정."""
    report = REPORTS_BY_NAME[form.SCHEDULE.report].build(facts)
    corrections = Corrections(report, facts, found)

    def cells(row: str, **texts: str) -> tuple[FormCell, ...]:
        return form_cells(form.SCHEDULE, report, report.row(row), corrections, texts)

    rows = [FormRow(str(labels.ROWS["total"]), cells("total"), kind="total")]
    for number, step in enumerate(facts.schedule, start=1):
        dates = schedule_period(step.starts_on, step.ends_on)
        rows.append(FormRow(step.text, cells(line_key(number), period=dates, detail=step.detail)))
    table = form_table(form.SCHEDULE, report, facts, rows, corrections)
    return replace(table, title=table.title % {"year": facts.year})


# 4 사업효과


def achievements_table(sections: Iterable[Section]) -> FormTable:
    """최근 3년 추진실적: a year each."""
    declared = form.ACHIEVEMENTS
    return FormTable(
        str(declared.title),
        str(declared.unit.paper),
        headings(str(declared.label.paper), str(form.ACHIEVED.heading.paper)),
        tuple(
            FormRow(
                section.heading,
                (text_cell("\n".join(line.indented for line in nest_lines(section.text.splitlines()))),),
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
    report = REPORTS_BY_NAME[form.SETTLEMENT.report].build(facts)
    corrections = Corrections(report, facts, found)
    columns = [column for column in form.SETTLEMENT.on_paper(report) if isinstance(column, Column)]
    rows = []
    for national, row in form.program_rows(report):
        if "missing" in row.marks and "missing" in national.marks:
            rows.append(FormRow(row.key, (no_data(len(columns)),)))
            continue
        cells = []
        for column in columns:
            lines = [marked_settlement_figure(report, one, column, corrections) for one in (national, row)]
            cells.append(stack_lines(*lines))
        rows.append(FormRow(heading_words.row_label(row), tuple(cells)))
    return form_table(form.SETTLEMENT, report, facts, rows, corrections)
