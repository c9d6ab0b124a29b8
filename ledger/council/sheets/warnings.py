"""What whoever hands the workbook on must know: what is missing in it, and what is open. In the reader's language."""

from django.utils.translation import gettext, ngettext

from ledger.council.sheets.context import CouncilWorkbook
from ledger.reporting.reasons import count_reasons, reasons
from ledger.tieout.against_print import ODD_WON
from ledger.tieout.explanations import explanation_state, newest_explanation
from ledger.words import heading_words

MOST_NAMED = 5
"""How many subjects a sentence names."""


def sentences(council: CouncilWorkbook) -> list[str]:
    """All warnings; none where nothing is missing or open."""
    return [*missing_data(council), *open_explanations(council)]


def missing_data(council: CouncilWorkbook) -> list[str]:
    """What the ledger does not hold of the version and its document."""
    facts = council.facts
    found = []
    if facts.base is None:
        found.append(
            gettext(
                "The ledger holds no version to compare with: last year's budget (or the budget so far) and the"
                " changes are blank."
            )
        )
    if not facts.allocations:
        found.append(
            gettext("%(version)s allots nothing to this programme.")
            % {"version": heading_words.version_label(facts.version)}
        )
    blank = [one.subject.name for one in facts.allocations if one.amount is None]
    if blank:
        found.append(
            gettext("Account subjects without an amount are in no total (%(count)s): %(names)s.")
            % {"count": len(blank), "names": ", ".join(blank[:MOST_NAMED])}
        )
    if facts.document is None:
        found.append(
            gettext(
                "The ledger holds no programme description of this version: costs, plan, schedule and texts are blank."
            )
        )
    elif not facts.document_is_own:
        found.append(
            gettext(
                "This version has no programme description: costs, plan and schedule are those of the year's other one."
            )
        )
    parts = (
        (facts.plan, gettext("The ledger holds no multi-year investment plan.")),
        (facts.schedule, gettext("The ledger holds no schedule.")),
        (facts.settlements, gettext("The ledger holds no settlement.")),
        (facts.sites, gettext("The ledger holds no site.")),
    )
    found += [sentence for rows, sentence in parts if not rows]
    return found + missing_years(council)


def missing_years(council: CouncilWorkbook) -> list[str]:
    """The years of 결산현황 that the ledger does not hold, where it holds any."""
    if not council.facts.settlements:
        return []
    rows = council.reports["settlement"].rows
    years = [row.key for row in rows if row.under is None and not row.is_national and "missing" in row.marks]
    if not years:
        return []
    return [gettext("The ledger holds no settlement of %(years)s.") % {"years": ", ".join(years)}]


def open_counts(council: CouncilWorkbook) -> dict[str, int]:
    """How many breaks and changes have no reason, one that is stale, or one that says nothing outside."""
    facts = council.facts
    states = [
        explanation_state(one, facts.explanations) for one in council.findings if one.verdict == "breaks"
    ]
    changes = count_reasons(reasons(council.reports["budget-summary"], facts).values())
    return {
        "unexplained": sum(one is False for one in states),
        "stale": sum(one == "stale" for one in states),
        "missing_of_changes": changes["missing"],
        "stale_of_changes": changes["stale"],
        "without_text": count_without_text(council),
    }


def open_explanations(council: CouncilWorkbook) -> list[str]:
    """Explanations that are missing or stale, of breaks and of changes; parts of a thousand won."""
    found, counted = [], open_counts(council)
    odd = sum(one.note == ODD_WON for one in council.findings)
    if count := counted["unexplained"]:
        found.append(
            ngettext(
                "%(count)s figure breaks unexplained: see “unexplained” among the tie-outs.",
                "%(count)s figures break unexplained: see “unexplained” among the tie-outs.",
                count,
            )
            % {"count": count}
        )
    if count := counted["stale"]:
        found.append(
            ngettext(
                "%(count)s explanation of a break is to be checked again: the amounts have changed since.",
                "%(count)s explanations of breaks are to be checked again: the amounts have changed since.",
                count,
            )
            % {"count": count}
        )
    if count := counted["missing_of_changes"]:
        found.append(
            ngettext(
                "%(count)s account subject changed without an explanation.",
                "%(count)s account subjects changed without an explanation.",
                count,
            )
            % {"count": count}
        )
    if count := counted["stale_of_changes"]:
        found.append(
            ngettext(
                "%(count)s explanation of a change is to be checked again: the amounts have changed since.",
                "%(count)s explanations of changes are to be checked again: the amounts have changed since.",
                count,
            )
            % {"count": count}
        )
    if count := counted["without_text"]:
        found.append(
            ngettext(
                "%(count)s explanation has no text for submission: the council reads nothing in its place.",
                "%(count)s explanations have no text for submission: the council reads nothing in their place.",
                count,
            )
            % {"count": count}
        )
    if odd:
        found.append(
            ngettext(
                "%(count)s amount of the basis of estimate has part of a thousand won.",
                "%(count)s amounts of the basis of estimate have part of a thousand won.",
                odd,
            )
            % {"count": odd}
        )
    return found


def count_without_text(council: CouncilWorkbook) -> int:
    """How many explanations of breaks and of changes hold and have no text for submission."""
    explanations = council.facts.explanations
    breaks = [
        one
        for one in council.findings
        if one.verdict == "breaks" and explanation_state(one, explanations) is True
    ]
    said = [newest_explanation(one, explanations) for one in breaks]
    changes = reasons(council.reports["budget-summary"], council.facts).values()
    said += [one.explanation for one in changes if one.state == "explained"]
    return sum(one is not None and not one.submission_text.strip() for one in said)
