"""Error pages in the site's look, with a sentence that says what to do."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404
from django.utils.translation import gettext as _


def page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "sentence": sentence}, status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: only our own sentences are shown, never another library's."""
    sentence = _("The address or the form holds something that this page cannot read. Go back and try again.")
    if isinstance(exception, BadRequest) and exception.args:
        sentence = str(exception.args[0])
    return page(request, 400, _("This request cannot be read"), sentence)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("There is no such page. The start page lists all programmes.")
    if isinstance(exception, Http404) and not isinstance(exception, Resolver404) and exception.args:
        sentence = str(exception.args[0])
    return page(request, 404, _("Not found"), sentence)


@login_not_required
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("Your account may not do this. Ask a finance officer or the system administrator.")
    return page(request, 403, _("Not permitted"), sentence)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: an old page, or cookies refused."""
    sentence = _("This page has expired and nothing was saved. Go back, reload the page and send it again.")
    return page(request, 403, _("The page has expired"), sentence)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "The ledger could not answer; nothing was half-written. Try again, or tell the administrator."
    )
    # Without the request: whoever is signed in may be just what cannot be read now.
    context = {"title": _("The ledger could not answer"), "sentence": sentence}
    return HttpResponse(render_to_string("error.html", context), status=500)
