"""의회 답변 자료: the tables of the one page that a manager takes to the council."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext

from ledger.council.form import unit_words
from ledger.council.form_table import column_of
from ledger.council.paper.cells import (
    FormCell,
    FormRow,
    FormTable,
    headings,
    marked_settlement_figure,
    no_data,
    text_cell,
    with_correction_mark,
)
from ledger.council.paper.document import submission_text
from ledger.figures.facts import Facts
from ledger.reporting import comparison
from ledger.reporting.order import by_size
from ledger.reporting.reasons import Reason, reasons
from ledger.reporting.report import NEGATIVE_BASE, Column, Report, Row
from ledger.reports import budget_summary, settlement, source_shares, variance
from ledger.tieout import Finding
from ledger.tieout.entries import entries
from ledger.words import heading_words, labels, locale
from ledger.words.corrections import Corrections
from ledger.words.findings import STATE_NAMES, FindingWords, open_text, rule_sentence
from ledger.words.footnotes import mark_footnotes
from ledger.words.formats import MISSING

LARGEST = 3
"""How many changes the page names."""

LONGEST_NAME, LONGEST_REASON = 24, 110
"""Characters of a name and of a reason, so that one sheet holds them; the 사업별 설명서 has the whole text."""

NAMED = 3
"""How many open findings the page names."""


@dataclass(frozen=True)
class SpokenAmount:
    """An amount as it is said, rounded, and exactly, both in words; '' where it is missing."""

    short: str = ""
    exact: str = ""


def spoken_total(report: Report, key: str) -> SpokenAmount:
    """The amount of a column in the total of a report."""
    figure = report.row("total").figures[key]
    return (
        SpokenAmount(locale.short_amount(figure), locale.spoken_amount(figure))
        if isinstance(figure, int)
        else SpokenAmount()
    )


def rate_text(report: Report, row: Row) -> str:
    """'43.4%'; '신규(순증)' over a base of 0, '–' with a word over one below 0, '' without a change to speak of."""
    if row.says("rate", NEGATIVE_BASE):
        return f"{MISSING} ({labels.note(NEGATIVE_BASE)})"
    if row.figures["rate"] is None:
        return "".join(str(labels.MARKS[mark]) for mark in row.marks)
    return gettext("%(rate)s%%") % {"rate": heading_words.figure_text(report, row, column_of(report, "rate"))}


def shares_table(facts: Facts) -> FormTable:
    """The sources of the money, in won and in percent of the whole."""
    report = source_shares.build(facts)
    amount, share = (column_of(report, key) for key in ("amount", "share"))
    rows = tuple(
        FormRow(
            heading_words.row_label(row),
            tuple(FormCell(share_text(report, row, column)) for column in (amount, share)),
            kind="total" if row.key == "total" else "line",
        )
        for row in report.rows
    )
    return FormTable(
        gettext("Share by source"),
        unit_words(report.unit),
        headings(
            gettext("Source"),
            heading_words.column_heading(amount, facts),
            gettext("Share of the total (%)"),
        ),
        rows,
    )


def share_text(report: Report, row: Row, column: Column) -> str:
    """A figure, '–' where it is missing; a share of a budget below 0 says so."""
    if row.says(column.key, NEGATIVE_BASE):
        return settlement_text(report, row, column)
    return heading_words.figure_text(report, row, column)


def changes_table(facts: Facts, ties: Sequence[Finding] = ()) -> FormTable:
    """The largest changes by account subject with their reasons; what is left out stands in one row."""
    changed = [row for row in variance.build(facts).rows if row.key != "total" and row.figures["change"]]
    report = variance.build(facts, "subject", min(LARGEST, len(changed)))
    found = reasons(report, facts)
    shown = by_size((row for row in report.rows if row.key not in ("total", "other")), "change")
    rest = [row for row in report.rows if row.key == "other"]
    change = column_of(report, "change")
    # A subject's change is that of 예산총괄, where the document prints it.
    corrections = Corrections(budget_summary.build(facts), facts, ties)
    rows = [
        FormRow(
            Truncator(heading_words.row_label(row)).chars(LONGEST_NAME),
            (
                FormCell(
                    with_correction_mark(
                        heading_words.figure_text(report, row, change), row, change, corrections
                    )
                ),
                FormCell(rate_text(report, row)),
                text_cell("" if row.key == "other" else reason_text(found[row.key])),
            ),
        )
        for row in (*shown, *rest)
    ]
    return FormTable(
        gettext("Largest changes"),
        unit_words(report.unit),
        headings(
            labels.heading(budget_summary.REPORT.row_heading),
            labels.heading(comparison.CHANGE.heading),
            labels.heading(comparison.RATE.heading),
            gettext("Reason"),
        ),
        tuple(rows) if facts.base else (),
        corrections.notes,
    )


def reason_text(reason: Reason) -> str:
    """The text for submission, cut so that a page holds it, with a warning where it is stale; '사유 없음' if due."""
    text = Truncator(" ".join(submission_text(reason).split())).chars(LONGEST_REASON)
    if not text:
        return str(STATE_NAMES[False]) if reason.is_open or reason.explanation else ""
    return f"[{STATE_NAMES['stale']}] {text}" if reason.is_stale else text


EXECUTION = ("current_budget", "executed", "execution_rate", "carried_out", "unspent")


def execution_table(facts: Facts, ties: Sequence[Finding] = ()) -> FormTable:
    """What was executed, carried over and left in the three years before."""
    report = settlement.build(facts)
    corrections = Corrections(report, facts, ties)
    columns = [column_of(report, key) for key in EXECUTION]
    years = [row for row in report.rows if row.under is None]
    rows = [
        FormRow(
            heading_words.row_label(row),
            (no_data(len(columns)),)
            if "missing" in row.marks
            else tuple(
                FormCell(text) if (text := settlement_text(report, row, column, corrections)) else no_data()
                for column in columns
            ),
        )
        for row in years
    ]
    return FormTable(
        gettext("Execution and carry-over of the last three years"),
        unit_words(report.unit),
        headings(
            heading_words.row_heading(report),
            *(heading_words.column_heading(column, facts) for column in columns),
        ),
        tuple(rows),
        (*mark_footnotes(report, years), *corrections.notes),
    )


def settlement_text(report: Report, row: Row, column: Column, corrections: Corrections | None = None) -> str:
    """A figure with its marks; '–' with a word for a rate over a budget below 0, '' for what is not known."""
    if row.says(column.key, NEGATIVE_BASE):
        return f"{MISSING}\n[{labels.note(NEGATIVE_BASE)}]"
    return marked_settlement_figure(report, row, column, corrections)


@dataclass(frozen=True)
class OpenEntry:
    """An open entry in words: where, by how much it does not tie, why ('' not known), what must hold, how many ties."""

    where: str
    difference: str
    cause: str
    rule: str
    ties: int


@dataclass(frozen=True)
class OpenFindings:
    """How many findings are open, the first of them in words, and how many more there are."""

    text: str
    named: tuple[OpenEntry, ...]
    more: int


def open_findings(found: Iterable[Finding], facts: Facts) -> OpenFindings:
    """What is open, ties of one cause as one; the likely cause comes before the rule."""
    waiting = [entry for entry in entries(found) if entry.is_open(facts.explanations)]
    wording = FindingWords(facts)
    named = tuple(
        OpenEntry(
            wording.entry(entry),
            MISSING if entry.first.difference is None else wording.side(entry.first, entry.first.difference),
            next(iter(wording.causes(entry)), ""),
            rule_sentence(entry.first.rule),
            len(entry.ties),
        )
        for entry in waiting[:NAMED]
    )
    return OpenFindings(open_text(waiting), named, len(waiting) - len(named))
