"""What the pages of a programme share: heading, versions and bases to choose from, ways to the reports."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ledger.figures import versions
from ledger.figures.facts import Facts
from ledger.reporting.declared import Declared
from ledger.reporting.reasons import count_reasons, reasons
from ledger.reports import MAIN_REPORTS, REPORTS, REPORTS_BY_NAME, bases, budget_summary
from ledger.views.entering.modes import (
    ENTRY,
    TO,
    TO_ENTRY,
    entry_address,
    is_entering,
    may_enter,
    may_look_at_entry,
)
from ledger.words import heading_words, labels, locale


def reason_counts(facts: Facts) -> dict[str, int]:
    """How many changes by subject need an explanation and have none, or have one that is stale."""
    return count_reasons(reasons(budget_summary.build(facts), facts).values())


def page_context(request: HttpRequest, facts: Facts, report: str = "") -> dict[str, Any]:
    """What the pages of a programme share: heading, years, versions and bases to choose from, reports."""
    state = page_state(request)
    held = versions.held(facts.versions, facts.documents, facts.version)
    return {
        "program": facts.program,
        "facts": facts,
        "report": report,
        "headline": heading_words.headline(facts),
        "is_confirmed": facts.version.status in versions.ADOPTED,
        "state": state,
        "years": sorted({*versions.budget_years(facts.versions), facts.year}, reverse=True),
        "choices": [(one.key, heading_words.with_status(one)) for one in held],
        "base_choices": base_choices(facts),
        "year_choices": [
            (one.key, heading_words.with_status(one)) for one in held if one.fiscal_year == facts.year
        ],
        "asked_base": request.GET.get("base", ""),
        "reports": report_links(facts, [one for one in REPORTS if one.name not in MAIN_REPORTS], state),
        "family": report_links(facts, family_of(report), state),
        "units": locale.READERS_UNITS,
        "document_is_missing": facts.document is None,
        # Asked for only by the pages that lead there.
        "may_look_at_entry": lambda: may_look_at_entry(request),
        "entry_address": lambda: entry_address(request, facts, report),
        "may_enter": lambda: may_enter(request, facts.program.slug),
        "is_entering": lambda: is_entering(request, facts.program.slug),
    }


def page_state(request: HttpRequest) -> str:
    """What of an address holds for every page of a programme: '?version=…&base=…&entry=1', or ''."""
    asked = request.GET.copy()
    for name in asked.keys() - {"year", "version", "base", ENTRY}:
        del asked[name]
    return f"?{asked.urlencode()}" if asked else ""


def family_of(name: str) -> list[Declared]:
    """The report behind whose tab one stands and all that do; none for what is no report."""
    main = MAIN_REPORTS.get(name) or REPORTS_BY_NAME.get(name)
    return [main, *(REPORTS_BY_NAME[one] for one in main.related)] if main else []


def report_links(facts: Facts, reports: Iterable[Declared], state: str) -> list[tuple[str, str, str]]:
    """Name, words and address of some reports."""
    return [
        (
            one.name,
            labels.heading(one.title),
            reverse("report_page", args=[facts.program.slug, one.name]) + state,
        )
        for one in reports
    ]


def base_choices(facts: Facts) -> list[tuple[str | None, str]]:
    """The named bases by address and words; one that the ledger does not hold has no address and says so."""
    found = []
    for base in bases.bases_of_version(facts):
        version = heading_words.base_label(base.key, facts) if base.key else labels.MARKS["missing"]
        found.append((base.key, f"{labels.BASES[base.name]} ({version})"))
    return found


def trace_address(request: HttpRequest, facts: Facts, report: str, **more: str) -> str:
    """Where a report's figures say what they come from, up to the names of row and column.

    For who is entering it leads on to the cell that enters the figure. On the report's own page relative to it: it
    stands in every cell.
    """
    asked = request.GET.copy()
    for name in ("format", "sort", "page", "row", "column", "explain"):
        asked.pop(name, None)
    for name, value in more.items():
        if value:
            asked[name] = value
    if is_entering(request, facts.program.slug):
        asked[TO] = TO_ENTRY
    query = f"{asked.urlencode()}&" if asked else ""
    named = [facts.program.slug, report]
    is_own_page = request.path == reverse("report_page", args=named)
    path = "trace/" if is_own_page else reverse("trace_page", args=named)
    return f"{path}?{query}"


def tie_outs_address(facts: Facts) -> str:
    """The page of the version's tie-outs."""
    return reverse("tie_outs_page", args=[facts.program.slug]) + f"?version={facts.version.key}"
