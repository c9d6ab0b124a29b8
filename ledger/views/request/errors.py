"""Error pages in the site's look, with a sentence that says what to do."""

import logging
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ledger.after_migrate.database_errors import sentence_of, status_of
from ledger.after_migrate.refusals import Frozen
from ledger.models.desk.charge import Foreign
from ledger.views.request.json_body import is_json, json_error
from ledger.views.request.middleware import SAFE

log = logging.getLogger("django.request")


def error_page(
    request: HttpRequest, status: int, title: str, sentence: str, page_before: str = ""
) -> HttpResponse:
    """An error page that says what to do, with a link to the page before where that has what was typed.

    For a script that sends JSON the same sentence.
    """
    if is_json(request):
        return json_error(status, title, sentence)
    context = {"title": title, "sentence": sentence, "page_before": page_before}
    return render(request, "error.html", context, status=status)


def page_before(request: HttpRequest) -> str:
    """The address of the page that a form was sent from; '' where the browser does not say, or names a foreign one."""
    named = request.META.get("HTTP_REFERER", "")
    is_own = url_has_allowed_host_and_scheme(named, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(named)._replace(scheme="", netloc="", fragment="").geturl() if is_own else ""


def say_refusals(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say with a sentence what a page or the database refuses, or cannot do now; forms say it themselves before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = refused  # type: ignore[attr-defined]
    return middleware


def refused(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """409 of what cannot be kept, 503 of what cannot be now; whatever was sent with it is undone."""
    status = status_of(exception)
    if status == 500:
        return None
    if status == 503:
        log.error("%s: %s", request.path, exception, exc_info=exception)
        return unavailable(request, exception)
    if request.method in SAFE and not isinstance(exception, Frozen):
        return bad_request(request, exception)
    return error_page(request, 409, _("Nothing was saved"), sentence_of(exception))


def unavailable(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """503: nothing more is asked of the database."""
    return page_for_nobody(request, 503, _("Not possible just now"), sentence_of(exception))


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: only our own sentences are shown, never another library's."""
    sentence = _("The address or the form holds something that this page cannot read. Go back and try again.")
    if isinstance(exception, BadRequest) and exception.args:
        sentence = str(exception.args[0])
    return error_page(request, 400, _("This request cannot be read"), sentence)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: with our own sentence where we raised it."""
    sentence = _("There is no such page. The start page lists all programmes.")
    if isinstance(exception, Http404) and not isinstance(exception, Resolver404) and exception.args:
        sentence = str(exception.args[0])
    return error_page(request, 404, _("Not found"), sentence)


@login_not_required
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: whom to ask."""
    sentence = _("Your account may not do this. Ask a finance officer or the system administrator.")
    if isinstance(exception, Foreign):
        sentence = str(exception)
    return error_page(request, 403, _("Not permitted"), sentence)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: an old page, or cookies refused.

    Not sent again from here, however many times one presses: a foreign page may have sent it.
    """
    sentence = _(
        "This page has expired and nothing was saved. What you typed is kept in this browser: open the page again and"
        " take it over."
    )
    return error_page(request, 403, _("The page has expired"), sentence, page_before(request))


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 of what only the database cannot do now; nothing more is asked of it."""
    error = sys.exception()
    if error is not None and status_of(error) == 503:
        return unavailable(request, error)
    sentence = _(
        "The ledger could not answer; nothing was half-written. Try again, or tell the administrator."
    )
    return page_for_nobody(request, 500, _("The ledger could not answer"), sentence)


def page_for_nobody(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """A page that asks nothing of the request: whoever is signed in may be just what cannot be read now."""
    if is_json(request):
        return json_error(status, title, sentence)
    context = {"title": title, "sentence": sentence}
    return HttpResponse(render_to_string("error.html", context), status=status)


migrated: set[str] = set()
"""The names of the databases that have been found to have every table: they are not asked again."""


def is_migrated() -> bool:
    """Whether every migration has been applied. What cannot be asked is left to whoever needs the database."""
    name = str(connection.settings_dict["NAME"])
    if name not in migrated:
        try:
            executor = MigrationExecutor(connection)
        except DatabaseError:
            return True
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        migrated.add(name)
    return True


def wait_for_migrations(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say on every page what to do about a database without its tables, or with those of an older release."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == reverse("health") or is_migrated():
            return get_response(request)
        sentence = _(
            "The database lacks tables or columns of this release: run “manage.py migrate”, then load this page"
            " again."
        )
        return page_for_nobody(request, 503, _("The database is not ready yet"), sentence)

    return middleware
