"""증감사유: each subject's change and why, in the words for submission; the internal edition has the notes too."""

from dataclasses import dataclass

from ledger.council import form
from ledger.council.sheets import styles
from ledger.council.sheets.context import TOP, CouncilWorkbook, internal_note, write_notes
from ledger.council.sheets.fitting import height_of, pieces
from ledger.council.sheets.report_table import NATIONAL, WHOLE, write_headings
from ledger.reporting.reasons import Reason, cell_of, count_reasons, reasons
from ledger.reporting.report import Portion, Report, Row, portion_key
from ledger.reports import variance
from ledger.words import heading_words, labels
from ledger.words.formats import form_percent, form_rate, is_rounded_away
from ledger.workbook.book import CellOf, Formula, Sheet, style

NAME = form.REASONS.sheet
SOURCE = form.REASONS.report
WIDTHS = (22.0, 8.0, 13.0, 13.0, 13.0, 11.0, 56.0)
INTERNAL_WIDTHS = (12.0, 44.0)
REASON_AT = 2 + len(form.COMPARED_COLUMNS)
STATE_AT, INTERNAL_AT = REASON_AT + 1, REASON_AT + 2
OTHER_BREAKDOWNS = ("site", "source", "program", "division")
"""What changes may be explained by beside the subjects."""


@dataclass(frozen=True)
class ExplainedChange:
    """A change with its explanation; `row` None: its figures stand in no table of the form."""

    label: str
    reason: Reason
    row: Row | None = None


def build(council: CouncilWorkbook) -> Sheet:
    facts, report = council.facts, council.reports[SOURCE]
    widths = (*WIDTHS, *INTERNAL_WIDTHS) if council.is_internal else WIDTHS
    declared = form.REASONS_INTERNAL if council.is_internal else form.REASONS
    sheet = council.begin_table(declared, widths)
    write_headings(sheet, TOP, declared.sheet_headings(report, facts))
    line = TOP + 1
    of_row = reasons(report, facts)
    for row in report.rows:
        write_national(council, sheet, line, row)
        line = write_change(
            council, sheet, line + 1, ExplainedChange(heading_words.row_label(row), of_row[row.key], row)
        )
    sheet.filtered = (TOP, 0, line - 1, len(widths) - 1)
    for told in other_changes(council):
        line = write_change(council, sheet, line, told)
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 2)
    open_reasons = count_reasons(of_row.values())
    texts = [f"증감사유 기준: {labels.threshold_text(facts.threshold)}."]
    if open_reasons["open"] and council.is_internal:
        texts.append(labels.reasons_text(open_reasons))
    write_notes(sheet, line + 1, [*texts, *council.corrections(report).notes])
    return sheet


def other_changes(council: CouncilWorkbook) -> list[ExplainedChange]:
    """The explained changes by site, source and so on: their figures stand in no table of the form."""
    found = []
    for by in OTHER_BREAKDOWNS:
        report = variance.build(council.facts, by)
        for key, reason in reasons(report, council.facts).items():
            row = report.row(key)
            if reason.explanation is not None and cell_of(report, row)[0] == "variance":
                found.append(
                    ExplainedChange(f"{labels.breakdown(by)} · {heading_words.row_label(row)}", reason)
                )
    return found


def write_national(council: CouncilWorkbook, sheet: Sheet, line: int, row: Row) -> None:
    """The (x …) line above a change."""
    label = council.fitted(heading_words.row_label(row), WIDTHS[0], NAME)
    sheet.put(line, 0, label, styles.FAINT)
    sheet.put(line, 1, NATIONAL, style(styles.FAINT, align="center", indent=0))
    write_figures(council, sheet, line, row, is_national=True)
    for at in range(REASON_AT, len(sheet.widths)):
        sheet.put(line, at, None, styles.LABEL)
    sheet.heights[line] = height_of(label, WIDTHS[0])
    sheet.kept_with_next.add(line)


def write_change(council: CouncilWorkbook, sheet: Sheet, line: int, told: ExplainedChange) -> int:
    """A change with its reason; what does not fit into a line goes on below. The line after the last one."""
    said = told.reason.explanation
    texts = {REASON_AT: pieces(council.submission_text(said) if said else "", WIDTHS[REASON_AT])}
    if council.is_internal:
        texts[INTERNAL_AT] = pieces(internal_note(said) if said else "", INTERNAL_WIDTHS[-1])
    for number in range(max(len(parts) for parts in texts.values())):
        is_first = number == 0
        label = told.label if is_first else f"{told.label} (계속)"
        label = council.fitted(label, WIDTHS[0], NAME)
        sheet.put(line, 0, label, styles.LABEL if is_first else styles.FAINT)
        sheet.put(line, 1, WHOLE if told.row and is_first else None, styles.CENTERED)
        write_figures(council, sheet, line, told.row if is_first else None, is_national=False)
        height = max(20.0, height_of(label, WIDTHS[0]))
        for at, parts in texts.items():
            text = parts[number] if number < len(parts) else ""
            sheet.put(line, at, text, styles.LABEL)
            height = max(height, height_of(text, sheet.widths[at]))
        if council.is_internal:
            state = told.reason.state if is_first else ""
            sheet.put(line, STATE_AT, str(labels.REASONS[state]) if state else "", styles.CENTERED)
        sheet.heights[line] = height
        line += 1
    return line


def write_figures(
    council: CouncilWorkbook, sheet: Sheet, line: int, row: Row | None, *, is_national: bool
) -> None:
    """The figures of 예산총괄, each a reference to its cell there."""
    portion: Portion = "national" if is_national else "total"
    for at, name in enumerate(form.COMPARED_COLUMNS, start=2):
        key = portion_key(name, portion)
        formats = styles.WHOLE_PERCENT if name == "rate" else styles.MONEY
        mark = council.corrections(council.reports[SOURCE]).mark(row.key, key) if row else ""
        if row is None or key in row.unallotted:
            sheet.put(line, at, None, styles.number(formats, is_national=is_national))
            continue
        number = summary_number(council, council.reports[SOURCE], row, name, portion)
        behind = row.figures[portion_key("change", portion) if name == "rate" else key]
        is_rounded = not isinstance(number, str) and is_rounded_away(behind, number)
        shown = styles.number(
            formats, is_national=is_national, is_rounded=is_rounded, mark=f" {mark}" if mark else ""
        )
        source = CellOf((SOURCE, row.key, key))
        formula: Formula = (source,) if isinstance(number, int) else ("IF(", source, '="","",', source, ")")
        sheet.put(line, at, "" if number is None else number, shown, formula=formula)


def summary_number(
    council: CouncilWorkbook, report: Report, row: Row, name: str, portion: Portion
) -> int | str | None:
    """What the cell on 예산총괄 shows; '–' for a rate over a base below zero."""
    key = portion_key(name, portion)
    if name == "rate":
        figures = row.figures[portion_key("change", portion)], row.figures[portion_key("prior", portion)]
        percent = form_percent(*figures)
        return (form_rate(*figures) or None) if percent is None else int(percent)
    return council.figures.number((report.name, row.key, key)) if row.figures[key] is not None else None
