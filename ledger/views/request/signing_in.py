"""Signing in again in place: what was sent without a session is kept on the page that asks who it is, and goes on.

Sessions end while people type. The page holds all that was sent, hidden, and the fields of the login; sent from there,
the request goes on as it came, at its own address and with the rights of whoever has signed in. Forgery is looked at as
for every form, before anything of this. What is asked for with GET goes to the login as ever: nothing is lost there.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.views.request.form_fields import ONCE, shown_to
from ledger.views.request.json_body import is_json, sent_json, text_in
from sites.said import saying

PREFIX = "again"
"""Before the names of the login's fields, so that they are no other form's."""
ASKED_AGAIN = (f"{PREFIX}-username", f"{PREFIX}-password")
NEVER_KEPT = "csrfmiddlewaretoken"


class Kept(NamedTuple):
    """A field that was sent, with one of its texts."""

    name: str
    text: str


def sign_in_in_place(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Ask who it is where a form comes without a session, keep what it holds, and go on with it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with ExitStack() as until_answered:
            request.until_answered = until_answered  # type: ignore[attr-defined]
            return get_response(request)

    middleware.process_view = ask_again  # type: ignore[attr-defined]
    return middleware


def ask_again(
    request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The page that asks for the account again; None where the request may go on as it is, or signed in."""
    if request.method != "POST" or not getattr(view, "login_required", True):
        return None
    if is_json(request):
        return ask_script_again(request)
    is_answered = ASKED_AGAIN[1] in request.POST
    if not is_answered and (request.user.is_authenticated or not list(kept_fields(request))):
        return None
    form_class = form_of(request)
    if not is_answered:
        form = form_class(request, prefix=PREFIX, initial={"username": typed_by(request)})
        return page_that_asks(request, form)
    form = form_class(request, data=request.POST, prefix=PREFIX)
    if not form.is_valid():
        return page_that_asks(request, form)
    go_on(request, form.get_user())
    return None


def ask_script_again(request: HttpRequest) -> HttpResponse | None:
    """The same of what a script sends as JSON: it keeps itself what it has sent, and sends it again with an account.

    Its answer is 401 with a sentence; None where the request may go on as it is, or signed in.
    """
    if request.user.is_authenticated:
        return None
    sentence = _("You are no longer signed in: nothing was saved. Sign in here, and what you typed goes on.")
    if ASKED_AGAIN[1] in sent_json(request):
        form_class = form_of(request)
        form = form_class(request, data={name: text_in(request, name) for name in ASKED_AGAIN}, prefix=PREFIX)
        if form.is_valid():
            user = form.get_user()
            login(request, user)
            request.until_answered.enter_context(saying(who=user.get_username()))  # type: ignore[attr-defined]
            return None
        sentence = " ".join(str(one) for errors in form.errors.values() for one in errors)
    known = {"message": sentence, "username": shown_to(text_in(request, ONCE)), "fields": ASKED_AGAIN}
    response = JsonResponse(known, status=401)
    response.headers["WWW-Authenticate"] = "Form"
    return response


def form_of(request: HttpRequest) -> type[AuthenticationForm]:
    """The login that asks: data entry takes staff only."""
    return AdminAuthenticationForm if is_data_entry(request) else AuthenticationForm


def go_on(request: HttpRequest, user: User) -> None:
    """Sign in, and leave of the request what was sent at first."""
    author, name = typed_by(request), user.get_username()
    login(request, user)
    sent = request.POST.copy()
    for field in ASKED_AGAIN:
        sent.pop(field, None)
    sent._mutable = False
    request.POST = sent  # type: ignore[assignment]
    request.until_answered.enter_context(saying(who=name))  # type: ignore[attr-defined]
    if author and author != name:
        sentence = _("Typed under the account %(author)s, sent by %(name)s.")
        messages.info(request, sentence % {"author": author[:150], "name": name})


def page_that_asks(request: HttpRequest, form: AuthenticationForm) -> HttpResponse:
    """The fields of the login with all that was sent. 401: without signing in nothing is done."""
    context = {
        "form": form,
        "kept": list(kept_fields(request)),
        "author": typed_by(request),
        "has_secrets": any(is_secret(name) for name in request.POST),
        "has_files": bool(request.FILES),
    }
    response = render(request, "sign_in_again.html", context, status=401)
    # Each 401 says how to sign in: by the form on the page. A name that browsers have no window of their own for.
    response.headers["WWW-Authenticate"] = "Form"
    return response


def kept_fields(request: HttpRequest) -> Iterator[Kept]:
    """What was sent and is sent again: no password, and no token against forgery, which signing in makes anew."""
    for name, texts in cast(QueryDict, request.POST).lists():
        if name != NEVER_KEPT and name not in ASKED_AGAIN and not is_secret(name):
            yield from (Kept(name, str(text)) for text in texts)


def is_secret(name: str) -> bool:
    """Whether a field holds a password, which no page may hold."""
    return "password" in name.lower() and name not in ASKED_AGAIN


def typed_by(request: HttpRequest) -> str:
    """The account that the page was shown to on which this was typed; '' where that is not known."""
    return shown_to(request.POST.get(ONCE, ""))


def is_data_entry(request: HttpRequest) -> bool:
    """Whether only staff may go there: others are told so while what was typed is still on the page."""
    return request.path.startswith(reverse("admin:index"))
