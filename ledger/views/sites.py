"""What stands on the page of the sites beside its table: budgets by year with their items, the milestones."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.figures.facts import Facts, Milestone
from ledger.figures.timeline import NO_SITE, tracks
from ledger.load.rows import milestones_of
from ledger.reporting.report import Report
from ledger.reports import site_budgets, site_editions
from ledger.reports.site_budgets import Item
from ledger.reports.sites import AREA_KINDS, NO_SITE_GIVEN
from ledger.screen.tables import ReportTable
from ledger.views.request.asked import address, asked_choice, in_asked_unit
from ledger.words import heading_words, labels, locale
from ledger.words.footnotes import footnotes
from ledger.words.formats import MISSING, with_separators

KEPT = ("year", "version", "base", "area_kind", "sort")
"""What the address keeps when the site is chosen by the form."""


def sites_context(
    request: HttpRequest, facts: Facts, report: Report, traces: Mapping[str, str]
) -> dict[str, Any]:
    """The kinds of area to compare by, changes since the edition before, budgets by site and year, milestones.

    `traces`: report -> where its figures lead. `?site=` leaves the items and milestones of one site, or of none.
    """
    names = {site.slug: site.name for site in facts.sites} | {NO_SITE: labels.heading(NO_SITE_GIVEN)}
    site = asked_choice(request, "site", tuple(names))
    budgets = site_budgets.build(facts)
    changes = table_of(request, facts, site_editions.build(facts), traces)
    milestones = milestones_of(facts.program.slug)
    shown = tracks(milestones, site)
    items = site_budgets.items_of(facts)
    items_of_site = {key: ones for key, ones in items.items() if site in (None, key)}
    return {
        "area_kinds": area_kinds(request, facts, report),
        "changes": changes if site_editions.has_changes(facts) else None,
        "changes_page": page_of(facts, site_editions.REPORT.name),
        "budgets": table_of(request, facts, budgets, traces),
        "budget_notes": footnotes(budgets),
        "budgets_page": page_of(facts, site_budgets.REPORT.name),
        "items": items_shown(items_of_site, names),
        "hidden_items": sum(len(ones) for key, ones in items.items() if key not in items_of_site),
        "tracks": [(track.name, milestones_shown(request, track.milestones, names)) for track in shown],
        "site_choices": [("", _("all")), *names.items()],
        "asked_site": site or "",
        "hidden": len(milestones) - sum(len(track.milestones) for track in shown),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "all_sites": address(request, site=""),
    }


def table_of(request: HttpRequest, facts: Facts, report: Report, traces: Mapping[str, str]) -> ReportTable:
    """A report as a table beside the page's own."""
    table = ReportTable(in_asked_unit(request, report), facts, None, trace=traces[report.name])
    # Its headings would sort the first table.
    table.orderable = False
    return table


def page_of(facts: Facts, report: str) -> str:
    """The address of a report of the version as a page of its own."""
    return f"{reverse('report_page', args=[facts.program.slug, report])}?version={facts.version.key}"


def area_kinds(request: HttpRequest, facts: Facts, report: Report) -> list[tuple[str, bool, str]]:
    """The kinds that some site has a cost per m² of, and the one asked for: label, whether it is shown, address."""
    compared = next(column.area_kind for column in report.columns if column.key == "cost_per_area")
    kinds = {
        site.area_kind for site in facts.sites if report.row(site.slug).figures["cost_per_area"] is not None
    }
    return [
        (str(labels.AREA_KINDS[kind]), kind == compared, address(request, area_kind=kind))
        for kind in AREA_KINDS
        if kind in kinds or kind == compared
    ]


def items_shown(items: dict[str, list[Item]], names: dict[str, str]) -> list[dict[str, Any]]:
    """What stands behind the budgets of each site, in words."""
    return [
        {
            "key": key,
            "name": names[key],
            "items": [
                {
                    "version": heading_words.with_status(one.version),
                    "subject": one.subject.name,
                    "description": one.description,
                    "amount": MISSING
                    if one.amount is None
                    else locale.in_locale(with_separators(one.amount)),
                }
                for one in ones
            ],
        }
        for key, ones in items.items()
    ]


def milestones_shown(
    request: HttpRequest, milestones: Iterable[Milestone], names: dict[str, str]
) -> list[dict[str, Any]]:
    """Each milestone in words, with its sites and where the page shows only what is theirs."""
    return [
        {
            "when": locale.milestone_period(one),
            "machine": f"{one.happened_on:%Y-%m-%d}"
            if one.precision == "day"
            else f"{one.happened_on:%Y-%m}",
            "is_period": one.until is not None,
            "text": one.text,
            "is_planned": one.is_planned,
            "sites": [
                (name, address(request, site=slug) + "#milestones")
                for slug, name in names.items()
                if slug in one.sites
            ],
        }
        for one in milestones
    ]
