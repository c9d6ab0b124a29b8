"""확인 목록: what an edition still lacks, point by point, each with the way there. Also a part of the year's page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.figures.facts import Facts
from ledger.load import NotInLedger
from ledger.load.rows import sections_of
from ledger.screen.entry_addresses import own_edition, part_address
from ledger.tieout.progress import checklist
from ledger.tieout.progress.areas import LINE_ITEMS, OF_A_POINT, open_by_area
from ledger.tieout.progress.open_points import open_points
from ledger.views.page import page_context
from ledger.views.request.asked import asked_choice, asked_facts, not_found_error
from ledger.views.request.rights import rights_in
from ledger.words.checklist_words import point_rows

PART = "1"


@require_safe
def checklist_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as a page of the programme; `?part=1` is the list alone, which another page takes in."""
    part = asked_choice(request, "part", (PART,))
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    found = open_points(facts)
    points = checklist.checklist(facts, sections_of(slug, facts.document), found)
    may_enter = bool(rights_in(request, slug, "change_budgetlineitem"))
    context: dict[str, Any] = {
        "points": [(row, where(row.key, facts, may_enter=may_enter)) for row in point_rows(points, facts)],
        "areas": open_by_area(points, found.breaks),
        "missing": sum(not one.is_done and not one.is_advice for one in points),
    }
    if part is not None:
        return render(request, "checklist.html", context)
    context |= page_context(request, facts, "checklist") | {"choices": [], "title": _("Checklist")}
    return render(request, "checklist_page.html", context)


SHOWN_BY = {
    checklist.AMOUNTS: "budget-summary",
    checklist.FORMULAS: "calculation-basis",
    checklist.SOURCES: "source-shares",
    checklist.PLAN: "investment-plan",
    checklist.SCHEDULE: "schedule",
}
"""Point -> the report that shows what it is about."""
ENTERED_IN = {**OF_A_POINT, checklist.FORMULAS: LINE_ITEMS}
"""Point -> the part of the year in which it is entered."""


def where(key: str, facts: Facts, *, may_enter: bool) -> str:
    """Where somebody does what a point asks for; who only looks is led to the page that shows it."""
    version, slug = facts.version.key, facts.program.slug
    if key == checklist.REASONS:
        return f"{reverse('variance_page', args=[slug])}?{urlencode({'version': version, 'only': 'open'})}"
    if key == checklist.TIES:
        return (
            f"{reverse('tie_outs_page', args=[slug])}?{urlencode({'version': version, 'verdict': 'breaks'})}"
        )
    area = ENTERED_IN.get(key) if may_enter else None
    if area and (address := part_address(area, slug, version, own_edition(facts))):
        return address
    if key in SHOWN_BY:
        return f"{reverse('report_page', args=[slug, SHOWN_BY[key]])}?version={version}"
    return f"{reverse('document_page', args=[slug])}?version={version}"
