"""What a reader must know to read a report's table, and the marks of figures that a document leaves blank."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.translation import gettext

from ledger.figures.facts import Facts
from ledger.reporting import deemed
from ledger.reporting.declared import FILLED, Footnote, Told
from ledger.reporting.pass_through import is_handed_on
from ledger.reporting.report import Column, Report, Row
from ledger.reports import DECLARED, sites
from ledger.words import heading_words, labels, locale


def footnotes(report: Report, facts: Facts | None = None) -> list[str]:
    """The footnotes of a report's table; `facts` None where it is of several programmes."""
    notes: list[str] = []
    for one in DECLARED[report.name].footnotes:
        if isinstance(one, Footnote):
            notes += told([one], report)
        else:
            notes += TOLD[one](report, facts)
    return notes


def told(footnotes: Iterable[Footnote], report: Report) -> list[str]:
    """Those that the table calls for, in the reader's language."""
    return [locale.translated(one.text) for one in footnotes if one.is_needed(report)]


def sites_notes(report: Report, facts: Facts | None = None) -> list[str]:
    """Which sites are counted, and what their costs in all are and are not."""
    notes = []
    found = sites.count_sites(report.rows)
    if found.kept or found.withdrawn:
        notes.append(
            gettext(
                "Sites: %(count)s, those of the table counted by their stage. A number in the document's text may"
                " count otherwise."
            )
            % {"count": labels.sites_count(report)}
        )
    if found.withdrawn:
        cost = sites.cost_of_withdrawn(report)
        words = labels.MARKS["missing"] if cost is None else locale.spoken_amount(cost)
        notes.append(
            gettext("Withdrawn sites stay in the sums. Their construction cost: %(cost)s.") % {"cost": words}
        )
    if any(row.says("construction_cost", "other_scope") for row in report.rows):
        notes.append(
            gettext(
                "The sum of the construction costs and the total cost differ in scope and are not to be compared: the"
                " one is what the document says of each site, the other is the cost of this programme, without"
                " off-budget money."
            )
        )
    return notes


def recipients_notes(report: Report, facts: Facts | None = None) -> list[str]:
    """What 교부 means for a rate, and of which day the recipients' figures are."""
    if not is_handed_on(report):
        return []
    notes = [
        gettext(
            "Handed on: money given to other bodies. It counts as executed when it is given; what they have spent"
            " of it is another figure."
        )
    ]
    if any(column.key == "recipients_rate" for column in report.columns):
        notes += [
            gettext("%(year)s %(subject)s: %(words)s")
            % {"year": row.under, "subject": row.name, "words": heading_words.recipients_line(report, row)}
            for row in report.rows
            if not row.is_national and any(row.says(column, "passed_on") for column in row.notes)
        ]
    return notes


def deemed_notes(report: Report, facts: Facts | None = None) -> list[str]:
    """What of the budget shown is 성립전·간주, by subject, until a supplementary budget takes it in."""
    parts = [] if facts is None else deemed.deemed_part(facts)
    if not parts:
        return []
    amounts = {one.subject.name or one.subject.code: locale.spoken_amount(one.amount) for one in parts}
    return [
        gettext(
            "Of the budget shown %(amount)s was deemed before enactment (%(subjects)s). The next supplementary budget"
            " must take it in (Local Finance Act, article 45)."
        )
        % {
            "amount": locale.spoken_amount(sum(one.amount for one in parts)),
            "subjects": ", ".join(f"{name} {amount}" for name, amount in amounts.items()),
        }
    ]


TOLD: dict[Told, Callable[[Report, Facts | None], list[str]]] = {
    "deemed": deemed_notes,
    "recipients": recipients_notes,
    "sites": sites_notes,
}
"""Footnotes that name figures -> their sentences."""

DERIVED, ASSUMED = "*", "**"
"""Behind a figure that the document leaves blank. No digits: they would be read as part of the figure."""


def mark_of(row: Row, column: Column) -> str:
    """The mark of a figure that the source leaves blank, or that rests on one; '' of any other."""
    keys = {column.key, column.base, getattr(column.meaning, "of", None)}
    if keys & set(row.assumed):
        return ASSUMED
    return DERIVED if keys & set(row.derived) else ""


def mark_footnotes(report: Report, rows: Iterable[Row] | None = None) -> list[str]:
    """The footnotes of the marks that some rows have, the same on screen, on paper and in every Excel file."""
    return told(FILLED, report if rows is None else replace(report, rows=tuple(rows)))
