"""`?as_of=2026-11-10T18:00`: a page of the ledger as it was at a moment; so is every page that it leads to."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from html import escape
from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.load.moment import as_of
from ledger.views.request.middleware import SAFE

ASKED = "as_of"
"""The name in the address."""

OF_TWO = "/moments/"
"""How the address of a page ends that shows two moments: it reads them itself (ledger/views/changes/moments.py)."""

LINK = re.compile(r'(<a\b(?![^>]*\bdata-leads-to-now)[^>]*?\bhref=")([^"#]+)')
"""A link up to its fragment; one that leads to now says so."""
FORM = re.compile(r'(<form\b[^>]*\bmethod="get"[^>]*>)(.*?</form>)', re.S)
ELSEWHERE = re.compile(r"[a-z]+:|//|/static/", re.I)
"""How an address begins that is no page of the ledger."""


def read_as_of(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer as of the moment that an address names. Data entry is of now, whatever the address says."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(ASKED, "").strip()
        if not asked or request.path.startswith(reverse("admin:index")) or request.path.endswith(OF_TWO):
            return get_response(request)
        at = moment_asked(asked)
        if request.method not in SAFE:
            raise BadRequest(
                _(
                    "This page shows the ledger as it was: nothing is written there. Go back to now and try again."
                )
            )
        request.moment = timezone.localtime(at)  # type: ignore[attr-defined]
        request.address_now = address_now(request)  # type: ignore[attr-defined]
        with as_of(at):
            return keep_moment(get_response(request), asked)

    return middleware


def moment_asked(asked: str) -> datetime:
    """A moment as an address has it, in local time where it names no other; a day alone means its last moment.

    Raises BadRequest for what is no moment, and for a day that is still to come.
    """
    try:
        day = date.fromisoformat(asked[:10])
        at = datetime.fromisoformat(asked) if asked[10:] else datetime.combine(day, time.max)
        at = at if timezone.is_aware(at) else timezone.make_aware(at)
        at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadRequest(
            _("“%(asked)s” is no moment. Write the day and the time: 2026-11-10T18:00.")
            % {"asked": asked[:80]}
        ) from error
    if day > timezone.localdate():
        raise BadRequest(
            _("%(asked)s is still to come: the ledger has not been written so far.") % {"asked": asked[:80]}
        )
    return at


def address_now(request: HttpRequest) -> str:
    """The address of the same page, as of now."""
    kept = request.GET.copy()
    del kept[ASKED]
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def keep_moment(response: HttpResponse, asked: str) -> HttpResponse:
    """Have the links and the questions of a page ask for the same moment."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return response

    def link(found: re.Match[str]) -> str:
        before, address = found.groups()
        if ELSEWHERE.match(address) or address.startswith(reverse("admin:index")):
            return found.group()
        return f"{before}{address}{'&amp;' if '?' in address else '?'}{ASKED}={quote(asked)}"

    def form(found: re.Match[str]) -> str:
        head, rest = found.groups()
        hidden = f'<input type="hidden" name="{ASKED}" value="{escape(asked)}">'
        has_its_own = f'name="{ASKED}"' in rest
        return found.group() if has_its_own else f"{head}{hidden}{rest}"

    page = response.content.decode(response.charset)
    response.content = FORM.sub(form, LINK.sub(link, page))
    return response
