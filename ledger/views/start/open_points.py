"""What is open in one budget: a part of the start page of data entry, which asks for it budget by budget.

Each costs what a page of a report costs; all of them at once would cost as many pages.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger.load import NotInLedger
from ledger.tieout.progress.open_points import open_points
from ledger.views.request.asked import asked_facts, not_found_error


@require_safe
def open_points_part(request: HttpRequest, slug: str) -> HttpResponse:
    """How many breaks and changes of a programme's version nobody explains, and how many explanations are stale."""
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    points = open_points(facts)
    context = {
        "slug": slug,
        "version": facts.version.key,
        "points": points,
        "breaks": len(points.breaks) - points.stale_breaks,
        "changes": len(points.changes) - points.stale_changes,
    }
    return render(request, "open_points.html", context)
