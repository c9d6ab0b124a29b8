"""The tabs of a programme's year: each part of an edition, where it is entered, and what belongs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from ledger.models import BudgetVersion, Document, Program
from ledger.tieout.progress import areas
from ledger.tieout.progress.areas import AREAS

NAMES: Mapping[str, Any] = {
    areas.LINE_ITEMS: _("Basis of estimate"),
    areas.FUNDING: _("Who pays"),
    areas.PLAN: _("Multi-year plan"),
    areas.SCHEDULE: _("Schedule of the year"),
    areas.TEXTS: _("Texts of the description"),
    areas.SITES: _("Sites of the edition"),
    areas.SETTLED: _("Settlement, carry-over, changes"),
    areas.STATED: _("Printed figures"),
}

SHEETS: Mapping[str, str] = {
    areas.FUNDING: "funding",
    areas.PLAN: "investment-plan",
    areas.SCHEDULE: "schedule",
    areas.SETTLED: "settlement",
}
"""Area -> the sheet in which it is entered (ledger/desk/sheet/)."""

AREA_OF_SHEET: Mapping[str, str] = {
    **{sheet: area for area, sheet in SHEETS.items()},
    "line-items": areas.LINE_ITEMS,
    "changes": areas.LINE_ITEMS,
    "schedule-shares": areas.SCHEDULE,
}


REPORT_OF: Mapping[str, str] = {
    areas.LINE_ITEMS: "calculation-basis",
    areas.FUNDING: "source-shares",
    areas.PLAN: "investment-plan",
    areas.SCHEDULE: "schedule",
    areas.TEXTS: "overview",
    areas.SITES: "sites",
    areas.SETTLED: "settlement",
    areas.STATED: "budget-summary",
}
"""Area -> the report that shows what is entered there."""


@dataclass(frozen=True)
class Tab:
    """A tab, or what stands below it: its key among the areas, its words, where it leads."""

    key: str
    label: str
    address: str
    is_current: bool = False


@dataclass(frozen=True)
class Workspace:
    """The tabs above a page; `beside` leads to what else belongs to the part that is open."""

    tabs: tuple[Tab, ...]
    beside: tuple[Tab, ...]
    checklist: str
    report: str
    back: str = ""
    """Where somebody came from, by the address."""


def workspace(
    request: HttpRequest, program: Program, version: BudgetVersion, area: str, page: str = ""
) -> Workspace:
    """The tabs of a programme's version on the page of one of its areas (one query); `page` is what is open beside."""
    found = Document.objects.filter(program=program, version=version).order_by("slug").first()
    tabs = (Tab(key, str(NAMES[key]), address_of(key, program, version, found), key == area) for key in AREAS)
    beside = (
        Tab(name, str(label), address, name == page)
        for name, label, address in pages_beside(area, program, version)
    )
    state = urlencode({"version": version.key})
    return Workspace(
        tuple(tabs),
        tuple(beside),
        f"{reverse('checklist_page', args=[program.slug])}?{state}",
        f"{reverse('report_page', args=[program.slug, REPORT_OF[area]])}?{state}",
        came_from(request),
    )


def came_from(request: HttpRequest) -> str:
    """The page of this site that `?from=` names; '' for any other."""
    named = request.GET.get("from", "")
    is_own = named.startswith("/") and url_has_allowed_host_and_scheme(named, None)
    return named if is_own else ""


def address_of(area: str, program: Program, version: BudgetVersion, document: Document | None) -> str:
    """Where an area is entered; what an edition has begins with the edition."""
    if area == areas.LINE_ITEMS:
        return reverse("admin:ledger_program_budget", args=[program.slug, version.key])
    if area in SHEETS:
        return sheet_address(SHEETS[area], program, version)
    if document is None:
        return f"{reverse('admin:ledger_document_add')}?{urlencode({'program': program.pk, 'version': version.pk})}"
    if area == areas.TEXTS:
        return reverse("admin:ledger_document_change", args=[document.pk])
    kind = "documentsite" if area == areas.SITES else "statedfigure"
    return f"{reverse(f'admin:ledger_{kind}_changelist')}?{urlencode({'document__id__exact': document.pk})}"


def sheet_address(sheet: str, program: Program, version: BudgetVersion) -> str:
    return reverse("admin:ledger_program_sheet", args=[program.slug, version.key, sheet])


def pages_beside(area: str, program: Program, version: BudgetVersion) -> list[tuple[str, Any, str]]:
    """Name, words and address of what belongs to an area and has a page of its own."""
    if area == areas.SCHEDULE:
        return [
            (sheet, label, sheet_address(sheet, program, version))
            for sheet, label in (("schedule", _("Steps")), ("schedule-shares", _("Shares by subject")))
        ]
    if area == areas.SETTLED:
        lists = (
            ("budgetmovement", _("Budget movements")),
            ("carryover", _("Carry-overs")),
            ("executionsnapshot", _("Execution so far")),
        )
        listed = urlencode({"q": program.name})
        return [
            ("settlement", _("Settlements"), sheet_address("settlement", program, version)),
            *(
                (kind, label, f"{reverse(f'admin:ledger_{kind}_changelist')}?{listed}")
                for kind, label in lists
            ),
        ]
    return []
