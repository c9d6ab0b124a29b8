"""What every request passes before a view sees it."""

import uuid
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from sites.said import saying

GetResponse = Callable[[HttpRequest], HttpResponse]
"""What Django hands to a middleware: the rest of the way."""


def refuse_null_characters(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL in the address: PostgreSQL cannot store one and would answer with a 500.

    In form fields Django's own validators refuse it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or any(
            "\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])
        ):
            raise BadRequest(_("The address holds a character that no name has (NUL). Type it again."))
        return get_response(request)

    return middleware


ANSWERED = ("GET", "HEAD", "OPTIONS", "POST")
"""The methods that pages know."""


def refuse_other_methods(get_response: GetResponse) -> GetResponse:
    """Answer 405 to the methods that no page knows: Django's own pages would take a PUT for a GET, or for a POST."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in ANSWERED else HttpResponseNotAllowed(ANSWERED)

    return middleware


def keep_out_of_caches(get_response: GetResponse) -> GetResponse:
    """Let no browser and no proxy keep what stands behind the login: pages, JSON, files, data entry.

    After a sign-out the way back shows no figures. Static files never come here; what needs no login says so at its
    view.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        view = request.resolver_match.func if request.resolver_match else None
        if getattr(view, "login_required", True):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
"""The methods that change nothing."""


def say_who_writes(get_response: GetResponse) -> GetResponse:
    """What a request writes is said by who sent it; its changes stand together in the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            return get_response(request)
        with saying(who=request.user.get_username(), door=request.path[:100], request=str(uuid.uuid4())):
            return get_response(request)

    return middleware
