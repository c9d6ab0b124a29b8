"""What a reader must know to read a report's table, and the marks of figures that a document leaves blank."""

from collections.abc import Iterable

from django.utils.translation import gettext

from ledger.reports import basis_comparison, sites
from ledger.reports.report import Column, Report, Row
from ledger.words import heading_words, labels, locale


def footnotes(report: Report) -> list[str]:
    """What a reader must know to read the table."""
    notes = []
    if any(column.national_of for column in report.columns) or report.name in SETTLEMENTS:
        notes.append(
            gettext(
                "(x): the amounts that the document marks with x. Whether they include the special local"
                " shared tax, the document does not say."
            )
        )
    if report.name in (*labels.COMPARISONS, "programs"):
        notes.append(
            gettext(
                "Rate of change = (B-A)*100/A; a base of 0 or below has none (–). In print the rate is a whole number"
                " and 100 over a base of 0, as in the form."
            )
        )
    if report.name == "basis-comparison" and basis_comparison.has_unknown_lines(report):
        notes.append(
            gettext(
                "A budget without line items says nothing of lines: what a line was there is not known (–), its"
                " subject has the amount."
            )
        )
    if report.name == "execution":
        notes += execution_notes(report)
    else:
        notes += marks_explained(report.rows)
    if report.name in SETTLEMENTS and report.by == "subject" and not any(row.name for row in report.rows):
        notes.append(gettext("By account subject: no data."))
    notes += pass_through_notes(report)
    if report.name == "sites":
        notes += sites_notes(report)
        notes.append(
            gettext("Areas are of different kinds and are not summed; costs are known to the printed unit.")
        )
        notes.append(
            gettext(
                "Costs per m² are compared within one kind of area; a site whose kind is another has none here."
            )
        )
    if report.name == "site-budgets":
        notes.append(
            gettext("A budget without line items names no site: it stands whole in the row without a site.")
        )
    return notes


def sites_notes(report: Report) -> list[str]:
    """Which sites are counted, and what their costs in all are and are not."""
    notes = []
    found = sites.counted(report.rows)
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
        words = labels.MARKS["missing"] if cost is None else locale.spoken(cost)
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


SETTLEMENTS = ("settlement", "settlement-bridge")


def execution_notes(report: Report) -> list[str]:
    """What 예산현액 is made of before the year is settled, and what of it is assumed."""
    notes = [
        gettext(
            "Current budget = budget + carried in, which is what the year before carried out; once the year is"
            " settled, as its settlement has it."
        )
    ]
    if any(row.derived for row in report.rows):
        notes.append(gettext("* Derived from the settlement."))
    if any(row.assumed for row in report.rows):
        notes.append(gettext("** Carried in: no data, taken as 0."))
    return notes


def pass_through_notes(report: Report) -> list[str]:
    """What 교부 means for a rate, and of which day the recipients' figures are."""
    handed_on = [row for row in report.rows if any(row.says(column, "passed_on") for column in row.notes)]
    keys = {column.key for column in report.columns}
    if not handed_on and "pass_through_share" not in keys:
        return []
    notes = [
        gettext(
            "Handed on: money given to other bodies. It counts as executed when it is given; what they have spent"
            " of it is another figure."
        )
    ]
    if "recipients_rate" in keys:
        notes += [
            gettext("%(year)s %(subject)s: %(words)s")
            % {"year": row.under, "subject": row.name, "words": heading_words.recipients_line(report, row)}
            for row in handed_on
            if not row.is_national
        ]
    elif report.name == "execution":
        notes.append(gettext("What the recipients have spent this year: no data"))
    return notes


DERIVED, ASSUMED = "*", "**"
"""Behind a figure that the document leaves blank. No digits: they would be read as part of the figure."""


def mark_of(row: Row, column: Column) -> str:
    """The mark of a figure that the source leaves blank, or that rests on one; '' of any other."""
    keys = {column.key, column.base, getattr(column.meaning, "of", None)}
    if keys & set(row.assumed):
        return ASSUMED
    return DERIVED if keys & set(row.derived) else ""


def marks_explained(rows: Iterable[Row]) -> list[str]:
    """The footnotes of those marks, the same on screen, on paper and in every Excel file."""
    rows = list(rows)
    notes = []
    if any(row.derived for row in rows):
        notes.append(gettext("* Blank in the source: derived by identity or from the neighbouring year."))
    if any(row.assumed for row in rows):
        notes.append(
            gettext(
                "** Blank in the source and assumed: no budget change was reported. What is derived from it rests"
                " on that."
            )
        )
    return notes
