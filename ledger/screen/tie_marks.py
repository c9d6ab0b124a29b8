"""Marks at the cells of a report: what does not tie there, leading to it on the page of tie-outs."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ledger.figures.facts import Facts
from ledger.reporting.report import Report
from ledger.tieout import Finding
from ledger.tieout.against_print import ODD_WON
from ledger.tieout.explanations import explanation_state
from ledger.words import labels
from ledger.words.corrections import numbered_corrections
from ledger.words.findings import STATE_NAMES, FindingWords, finding_anchor

Marks = dict[tuple[str, str], list[SafeString]]
"""Row and column key -> the marks of the findings at that cell."""


SYMBOLS = {"breaks": "≠", "undecidable": "?", "odd": "…"}
"""What is wrong with a figure -> the sign at its cell."""


def marks_of(
    findings: Iterable[Finding], report: Report, facts: Facts, words: FindingWords, page: str
) -> Marks:
    """A mark for each finding of a report that somebody should see, leading to it on the page of tie-outs.

    That of a printed error has the number of its footnote.
    """
    findings, marks = list(findings), Marks()
    corrections = numbered_corrections(report, facts, findings)
    for finding in findings:
        kind = "odd" if finding.note == ODD_WON else finding.verdict
        if finding.cell.report != report.name or kind not in SYMBOLS:
            continue
        says = str(labels.VERDICTS[finding.verdict])
        if finding.verdict == "breaks":
            is_explained = explanation_state(finding, facts.explanations)
            kind = "explained" if is_explained is True else kind
            says = f"{says}({STATE_NAMES[is_explained]}): {words.compared(finding)}"
        mark = format_html(
            '<a class="tie-mark {}" href="{}#{}" title="{}" aria-label="{}">{}</a>',
            kind,
            page,
            finding_anchor(finding),
            says,
            says,
            SYMBOLS.get(kind, "≠") + corrections.mark_of(finding),
        )
        marks.setdefault((finding.cell.row, finding.cell.column), []).append(mark)
    return marks
