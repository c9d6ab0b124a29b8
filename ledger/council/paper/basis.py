"""산출근거 on paper: each line with its 산출식 and what it comes to, of a 추경 beside the line of its base."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext

from ledger.council import form
from ledger.council.form_texts import basis_texts
from ledger.council.paper.cells import (
    FormCell,
    FormRow,
    FormTable,
    form_cells,
    form_table,
    headings,
    text_cell,
)
from ledger.figures.carried import LinePair
from ledger.figures.facts import Facts
from ledger.figures.money import in_unit
from ledger.reporting.report import Report, Row
from ledger.reports import basis_comparison, calculation_basis
from ledger.reports.calculation_basis import numbered_lines
from ledger.tieout import Finding
from ledger.words import budget_words, heading_words, labels, locale
from ledger.words.corrections import Corrections
from ledger.words.formats import with_separators


def basis_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """산출근거: each line with its 산출식, or its amount in won, and what that is in 천원."""
    report = calculation_basis.build(facts)
    corrections = Corrections(report, facts, found)
    lines = {key: line for _, numbered in numbered_lines(facts) for key, line in numbered.items()}
    rows: list[FormRow] = []
    for head in report.rows:
        if head.key != head.group:
            continue
        label = heading_words.row_label(head)
        height = len(head.parts) or 1
        for row in (report.row(key) for key in head.parts or (head.key,)):
            line = lines.get(row.key)
            basis = "" if line is None else line.whole_basis
            text = "" if line is None else f"○ {line.description} {basis or with_separators(line.amount)}"
            amount = row.figures["amount"]
            cells = [text, equals_text(amount) if isinstance(amount, int) else ""]
            # The form prints the amount twice: in won, then in thousand won. A 산출식 is no amount.
            for at, unit in enumerate(("won" if line and not basis else "no amount", "thousand")):
                mark = corrections.mark(row.key, "amount", unit)
                cells[at] += f" {mark}" if mark else ""
            rows.append(FormRow(label, (text_cell(cells[0]), FormCell(cells[1])), height))
            height = 0
    label, *_columns = form.BASIS.paper_headings(report, facts)
    return replace(
        form_table(form.BASIS, report, facts, rows, corrections),
        headings=(*headings(label), text_cell(budget_words.items_heading(facts.version), span=2)),
    )


def equals_text(amount: int) -> str:
    """'= 1,711,987천원'."""
    return gettext("= %(amount)s thousand won") % {
        "amount": locale.in_locale(with_separators(in_unit(amount, "thousand")))
    }


def compared_basis_table(facts: Facts, found: Sequence[Finding] = ()) -> FormTable:
    """산출근거 of a budget that changes another: 추경 beside 기정, unchanged lines in one row."""
    assert facts.base is not None
    sides = budget_words.both_budgets(facts.version, facts.base)
    report = basis_comparison.build(facts, unchanged="summed")
    corrections = Corrections(calculation_basis.build(facts), facts, found)
    of_basis = basis_comparison.rows_of_basis(facts)

    def compared_row(row: Row, label: str, text: str, height: int = 1, kind: str = "line") -> FormRow:
        line, now, *others = form_cells(form.BASIS_COMPARED, report, row, texts={"line": text})
        mark = corrections.mark(of_basis.get(row.key, ""), "amount")
        now = replace(now, text=f"{now.text} {mark}") if mark else now
        return FormRow(label, (line, now, *others), height, kind)

    pairs = basis_comparison.pairs_of(facts)
    by_key = {row.key: row for row in report.rows}
    rows: list[FormRow] = []
    for head in report.rows:
        if head.key == "total":
            rows.append(compared_row(head, heading_words.row_label(head), "", kind="total"))
        if head.key != head.group:
            continue
        label = heading_words.row_label(head)
        whole = gettext("Subtotal") if head.parts else ""
        rows.append(compared_row(head, label, whole, height=1 + len(head.parts), kind="subtotal"))
        for row in (by_key[key] for key in head.parts):
            text = paper_line_text(report, row, pairs.get(row.key), sides)
            rows.append(compared_row(row, label, text, height=0))
    return form_table(form.BASIS_COMPARED, report, facts, rows, corrections)


def paper_line_text(report: Report, row: Row, pair: LinePair | None, sides: tuple[str, str]) -> str:
    """'○ 시설관리 운영 신규(순증)', below it the 산출식 of either budget or of the change; of a sum its own words.

    `sides` are the words of the base and of the version.
    """
    label = heading_words.row_label(row)
    if pair is None:
        return f"○ {label}"
    marks = "".join(f" [{labels.MARKS[mark]}]" for mark in row.marks)
    return "\n".join((f"○ {label}{marks}", *basis_texts(pair, sides)))
