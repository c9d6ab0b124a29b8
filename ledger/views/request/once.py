"""Sending once: a form that comes a second time is answered with what the first made of it, and nothing is saved twice.

A double click, a page sent again from the way back or loaded again after it was sent, the second try of a proxy: all
carry the token that the page was shown with (form_fields.py). Whoever comes first claims it, in the transaction of what
the view saves: who comes meanwhile waits for the database, and a process that is killed leaves neither of the two.
"""

import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import BadRequest
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ledger.after_migrate.refusals import refusal_in
from ledger.models import Change, SentForm
from ledger.models.change import How
from ledger.views.request.errors import error_page, page_before
from ledger.views.request.form_fields import ONCE
from ledger.views.request.signing_in import ASKED_AGAIN
from sites.said import SAID

KEPT = timedelta(days=30)
"""How long it is known what a form has made. Longer than any sign-in: an older page must be signed in to anew."""

SAVED = "saved_forms"
"""The cookie that tells the page's script which forms are saved: what it has kept of them is thrown away (typed.js)."""
MOST_TOLD, TOLD_FOR = 10, 3600
"""How many forms the cookie names, and for how many seconds."""

REPEATABLE = {
    "logout": "Who is signed out is signed out.",
    "admin:logout": "Who is signed out is signed out.",
    "set_language": "A language that is chosen twice is chosen.",
    "set_unit": "A unit that is chosen twice is chosen.",
    "export_page": "Only an export that has failed begins again, and its process must find the row written.",
    "workbook_page": "A submission has a token of its own, kept in the register for good.",
}
"""The name of an address -> why sending to it twice does no more than once, without a token."""

POPUP = b'id="django-admin-popup-response-constants"'
"""What the page has with which the small window of data entry hands its new row to the page that opened it."""


class Sent(NamedTuple):
    """What is known of a form that was sent: its token, where to, and a digest of what it holds."""

    token: UUID
    address: str
    content: str


def once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Save what is sent with a token once. The last of the middleware: who may not send at all claims nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sending = Sending(request)
        request.sending = sending  # type: ignore[attr-defined]
        try:
            with sending.transaction:
                response = get_response(request)
                sending.conclude(response)
        except DatabaseError as refused:
            # What the database looks at last of all, when the view has answered already.
            return not_committed(request, refused)
        return response

    middleware.process_view = claim  # type: ignore[attr-defined]
    return middleware


class Sending:
    """One request on its way, with the transaction that holds its claim."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.transaction = ExitStack()
        self.sent: Sent | None = None
        self.claimed: SentForm | None = None
        self.is_again = False

    def conclude(self, response: HttpResponse) -> None:
        """Keep what came of the form beside what it saved. Where nothing was saved, it may be sent again."""
        is_saved = is_saved_by(self.request, response)
        if self.sent is not None and is_saved:
            tell_saved(self.request, response, self.sent.token)
        if self.claimed is None:
            return
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif not is_saved:
            if not self.is_again:
                self.claimed.delete()
        else:
            self.claimed.only_changed = only_changed(self.request)
            self.claimed.answer = response.headers.get("Location", "")
            self.claimed.page = "" if self.claimed.answer else response.content.decode()
            self.claimed.save(update_fields=["answer", "page", "content", "only_changed"])


def claim(
    request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Claim the form for this request; the answer of the first where it was sent before.

    Raises BadRequest for a token that is none.
    """
    if request.method != "POST" or ONCE not in request.POST or not request.user.is_authenticated:
        return None
    sending: Sending = request.sending  # type: ignore[attr-defined]
    sending.sent = sent = Sent(token_in(request.POST[ONCE]), request.get_full_path(), digest(request))
    if request.resolver_match is not None and request.resolver_match.view_name in REPEATABLE:
        return None
    try:
        sending.transaction.enter_context(transaction.atomic())
        try:
            with transaction.atomic():
                sending.claimed = SentForm.objects.create(**sent._asdict(), who=request.user)
        except IntegrityError:
            # Whoever was first has committed meanwhile: the database had this one wait for it.
            first = SentForm.objects.select_for_update().get(token=sent.token)
            if not may_be_sent_again(request, first, sent):
                return answer_again(request, first, sent)
            first.content = sent.content
            sending.claimed, sending.is_again = first, True
    except OperationalError:
        sentence = _("The ledger is busy: nothing was saved. Wait a moment and send it again.")
        return error_page(request, 503, _("Nothing was saved"), sentence)
    return None


def token_in(text: str) -> UUID:
    """The token that the field holds. Raises BadRequest for what is none."""
    token = text.partition(":")[0]
    try:
        found = UUID(token)
    except ValueError as error:
        raise BadRequest(unknown_form()) from error
    if str(found) != token:
        raise BadRequest(unknown_form())
    return found


def unknown_form() -> str:
    """The sentence about a form that no page of the ledger has shown."""
    return _(
        "This form is none that the ledger has shown: nothing was saved. Open the page again and send it."
    )


def digest(request: HttpRequest) -> str:
    """A digest of what was sent, without what each sending has of its own. Keyed: it may hold a password."""
    passed_over = {"csrfmiddlewaretoken", ONCE, *ASKED_AGAIN}
    typed = sorted((name, texts) for name, texts in request.POST.lists() if name not in passed_over)
    return salted_hmac("ledger.sent_form", json.dumps(typed), algorithm="sha256").hexdigest()


def may_be_sent_again(request: HttpRequest, first: SentForm, sent: Sent) -> bool:
    """Whether a form that was saved may be saved with other words: the way back, then a correction.

    Only where the first time brought nothing into being: nobody can tell a correction from a second row, but rows that
    are changed say their revision.
    """
    is_same = first.who_id == request.user.pk and first.address == sent.address
    return is_same and first.content != sent.content and first.only_changed


def only_changed(request: HttpRequest) -> bool:
    """Whether all that a request wrote are changes, and ends, of rows that were there; data entry, of which the log
    knows all, may also have written nothing.
    """
    entries = Change.objects.filter(request=SAID.get().request).order_by()
    written = set(entries.values_list("how", flat=True).distinct())
    is_logged = bool(written) or request.path.startswith(reverse("admin:index"))
    return is_logged and How.ENTERED not in written


def answer_again(request: HttpRequest, first: SentForm, sent: Sent) -> HttpResponse:
    """What the first sender of a form was answered; a refusal where this one is somebody else or sends other words."""
    title = _("Nothing was saved")
    if first.who_id != request.user.pk or first.address != sent.address:
        # Of what the other made, nothing is told.
        return error_page(request, 409, title, unknown_form())
    if first.content != sent.content:
        sentence = _(
            "This form has been saved already, with other words: nothing more was saved. What you typed now is kept in"
            " this browser: open the page again and take it over."
        )
        return error_page(request, 409, title, sentence, page_before(request))
    if not first.answer:
        return HttpResponse(first.page)
    messages.info(
        request, _("This form has been saved already: here is what came of it, nothing was saved twice.")
    )
    return HttpResponseRedirect(first.answer)


def not_committed(request: HttpRequest, refused: DatabaseError) -> HttpResponse:
    """The page that says why nothing was saved, although the view has said that it was."""
    messages.get_messages(request)._queued_messages = []  # type: ignore[union-attr]
    sentence = refusal_in(refused) or _(
        "Somebody else changed this page meanwhile; nothing of yours was saved. Reload it and try again."
    )
    return error_page(request, 409, _("Nothing was saved"), sentence)


def is_saved_by(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer says that the form was saved: it leads on without a complaint, or closes the small window."""
    if response.status_code in (302, 303):
        return not complains(request)
    return response.status_code == 200 and not response.streaming and POPUP in response.content


def complains(request: HttpRequest) -> bool:
    """Whether the messages that this request leaves for the next page say that nothing was saved."""
    levels = {one.level for one in getattr(messages.get_messages(request), "_queued_messages", ())}
    return messages.ERROR in levels or (messages.WARNING in levels and messages.SUCCESS not in levels)


def tell_saved(request: HttpRequest, response: HttpResponse, token: UUID) -> None:
    """Tell the page's script that the form is saved."""
    told = [one for one in request.COOKIES.get(SAVED, "").split("~") if one][-MOST_TOLD + 1 :]
    value = "~".join(quote(one, safe="")[:36] for one in (*told, str(token)))
    response.set_cookie(SAVED, value, max_age=TOLD_FOR, samesite="Lax", secure=request.is_secure())


@receiver(user_logged_in)
def forget_old_forms(**kwargs: Any) -> None:
    """With each sign-in, and so with no save: what forms made that are older than KEPT."""
    SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()
