"""The tabs of a programme's year: each part of an edition, where it is entered, and what belongs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from ledger.models import BudgetVersion, Document, Program
from ledger.screen.entry_addresses import FROM, SHEETS, came_from, in_year, part_address, sheet_address
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

OF_AN_EDITION = (areas.TEXTS, areas.SITES, areas.STATED)
"""The areas whose rows hang on the document of the version."""

BESIDE: Mapping[str, tuple[tuple[str, Any], ...]] = {
    areas.FUNDING: (
        ("funding", _("Sources of the line items")),
        ("nationalgrant", _("National grants")),
        ("matchingratio", _("Matching ratios")),
    ),
    areas.SCHEDULE: (("schedule", _("Steps")), ("schedule-shares", _("Shares by subject"))),
    areas.SITES: (("documentsite", _("Sites as the edition prints them")), ("milestone", _("Milestones"))),
    areas.SETTLED: (
        ("settlement", _("Settlements")),
        ("budgetmovement", _("Budget movements")),
        ("carryover", _("Carry-overs")),
        ("executionsnapshot", _("Execution so far")),
    ),
}
"""Area -> its pages, each a sheet or a kind of row that is listed: the first is that of the area itself."""


KEPT_FILTERS = "_changelist_filters"
"""What Django keeps of the list that a row's page was opened from."""


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

    year: str
    """Programme, version and its status in words: '스마트앵커 운영 · 2021년 예산(차수 미표기) · 작성 중'."""
    tabs: tuple[Tab, ...]
    beside: tuple[Tab, ...]
    shared: tuple[Tab, ...]
    """What the parts share: the programme itself, and the version with its steps."""
    checklist: str
    report: str
    back: str = ""
    """Where somebody came from, by the address."""


def workspace(
    request: HttpRequest, program: Program, version: BudgetVersion, area: str, page: str = ""
) -> Workspace:
    """The tabs of a programme's version on the page of one of its areas (one query); `page` is what is open beside.

    Whoever came from somewhere finds the way back there on every tab.
    """
    back = page_before(request)
    found = edition_of(program, version)
    state = urlencode({"version": version.key})
    may_add = request.user.has_perm("ledger.add_document")

    def report_of(area: str) -> str:
        path = reverse("report_page", args=[program.slug, REPORT_OF.get(area, "budget-summary")])
        return f"{path}?{state}"

    def entered(area: str) -> str:
        """Where an area is entered; who may not make the edition that is missing is led to what shows it."""
        if found is None and area in OF_AN_EDITION and not may_add:
            return report_of(area)
        return address_of(area, program, version, found)

    def tab(key: str, label: Any, address: str, *, is_current: bool) -> Tab:
        return Tab(key, str(label), came_from(address, back), is_current)

    return Workspace(
        f"{program} · {version} · {version.get_status_display()}",
        tuple(tab(key, NAMES[key], entered(key), is_current=key == area) for key in AREAS),
        tuple(
            tab(
                name,
                label,
                entered(area) if name == BESIDE[area][0][0] else address_beside(name, program, version),
                is_current=name == page,
            )
            for name, label in BESIDE.get(area, ())
        ),
        tuple(
            tab(kind, label, in_year(address, program.slug, version.key), is_current=kind == page)
            for kind, label, address in (
                ("program", _("The programme"), reverse("admin:ledger_program_change", args=[program.pk])),
                (
                    "budgetversion",
                    _("Budget version: submit, confirm"),
                    reverse("admin:ledger_budgetversion_change", args=[version.pk]),
                ),
            )
        ),
        f"{reverse('checklist_page', args=[program.slug])}?{state}",
        report_of(area),
        back,
    )


def edition_of(program: Program, version: BudgetVersion) -> Document | None:
    """The edition of a version, the first where there are several."""
    return Document.objects.filter(program=program, version=version).order_by("slug").first()


def asked(request: HttpRequest) -> dict[str, str]:
    """What the address of a page says, and that of the list that it was opened from."""
    named = request.GET.dict()
    return {**dict(parse_qsl(named.get(KEPT_FILTERS, ""))), **named}


def page_before(request: HttpRequest) -> str:
    """The page of this site that `?from=` names; '' for any other."""
    named = asked(request).get(FROM, "")
    is_own = named.startswith("/") and url_has_allowed_host_and_scheme(named, None)
    return named if is_own else ""


def address_of(area: str, program: Program, version: BudgetVersion, document: Document | None) -> str:
    """Where an area is entered; what an edition has begins with the edition."""
    if address := part_address(area, program.slug, version.key, document.pk if document else None):
        return address
    of_the_year = urlencode({"program": program.pk, "version": version.pk})
    return in_year(f"{reverse('admin:ledger_document_add')}?{of_the_year}", program.slug, version.key)


def address_beside(name: str, program: Program, version: BudgetVersion) -> str:
    """Where another page of an area is: a sheet, or the rows of a kind that the programme has."""
    if name in AREA_OF_SHEET:
        return sheet_address(name, program.slug, version.key)
    return in_year(reverse(f"admin:ledger_{name}_changelist"), program.slug, version.key)
