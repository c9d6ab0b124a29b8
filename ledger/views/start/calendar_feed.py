"""The calendar of deadlines: for who is signed in, and at a secret address for programs that cannot sign in."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.load.deadlines import read_deadlines
from ledger.views.request.rights import rights
from ledger.views.start.calendar_address import person_at
from ledger.views.start.calendar_file import calendar_file

BEFORE, AHEAD = timedelta(days=92), timedelta(days=550)
"""How far the calendar reaches: a quarter back, a year and a half ahead."""


@require_safe
def calendar_of_reader(request: HttpRequest) -> HttpResponse:
    """The calendar as a file, for who is signed in."""
    if not rights(request, "view_deadline"):
        raise PermissionDenied
    return calendar_response()


@login_not_required
@require_safe
def calendar_at_address(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at a person's own address. Raises Http404 for every other, whatever is wrong with it."""
    if person_at(token) is None:
        raise Http404(_("There is no such page."))
    with translation.override("ko"):
        # A program that fetches it has no language of its own to speak of.
        return calendar_response()


def calendar_response() -> HttpResponse:
    """The deadlines around today as a calendar that is never kept on the way."""
    today = timezone.localdate()
    body = calendar_file(read_deadlines(today - BEFORE, today + AHEAD), timezone.now())
    headers = {
        "Cache-Control": "no-store, private",
        "Content-Disposition": 'attachment; filename="deadlines.ics"',
    }
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
