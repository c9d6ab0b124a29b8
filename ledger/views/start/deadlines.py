"""The list of deadlines, and on it the person's own calendar address: made, renewed, removed."""

from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger.load.deadlines import read_deadlines
from ledger.load.program_list import all_versions
from ledger.views.request.rights import rights
from ledger.views.start.calendar_address import remove_address, renew_address, token_of
from ledger.words.deadlines import deadline_rows

BEFORE, AHEAD = timedelta(days=60), timedelta(days=366)
"""How far the list reaches."""


@require_http_methods(["GET", "HEAD", "POST"])
def deadlines_page(request: HttpRequest) -> HttpResponse:
    """What is due from two months ago to a year ahead. A POST renews or removes the reader's calendar address."""
    if not (held := rights(request, "view_deadline", "change_deadline")):
        raise PermissionDenied
    person = cast(User, request.user)
    if request.method == "POST":
        return change_address(request, person)
    today = timezone.localdate()
    rows = deadline_rows(read_deadlines(today - BEFORE, today + AHEAD), all_versions(), today)
    token = token_of(person)
    context = {
        "rows": rows,
        "address": request.build_absolute_uri(reverse("calendar_at_address", args=[token])) if token else "",
        "may_enter": "change_deadline" in held and person.is_staff,
        "days_before": BEFORE.days,
    }
    return render(request, "deadlines.html", context)


def change_address(request: HttpRequest, person: User) -> HttpResponse:
    """What the form of the page asks for, and back to the page. Raises BadRequest for anything else."""
    match request.POST.get("do"):
        case "renew":
            renew_address(person)
            messages.success(
                request, _("Here is your calendar address. One that you had before leads nowhere any more.")
            )
        case "remove":
            remove_address(person)
            messages.success(request, _("Your calendar address is removed: it leads nowhere any more."))
        case _unknown:
            raise BadRequest(_("The form says neither “renew” nor “remove”. Go back and press a button."))
    return HttpResponseRedirect(reverse("deadlines_page"))
