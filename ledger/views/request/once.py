"""Sending once: a form that comes a second time is answered with what the first made of it, and nothing is saved twice.

A double click, a page sent again from the way back or loaded again after it was sent, the second try of a proxy: all
carry the token that the page was shown with (form_fields.py). Whoever writes first claims it, in the transaction of
what is written: who comes meanwhile waits for the database, and a process that is killed leaves neither of the two.
"""

import json
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection, transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ledger.models import Change, SentForm
from ledger.models.change import How
from ledger.views.request.errors import error_page, page_before
from ledger.views.request.form_fields import ONCE
from ledger.views.request.json_body import JSON, is_json, sent_json, text_in
from ledger.views.request.signing_in import ASKED_AGAIN
from sites.said import SAID, WRITES, Fetched

KEPT = timedelta(days=30)
"""How long it is known what a form has made. Longer than any sign-in: an older page must be signed in to anew."""

SAVED = "saved_forms"
"""The cookie that tells the page's script which forms are saved: what it has kept of them is thrown away (typed.js)."""
MOST_TOLD, TOLD_FOR = 10, 3600
"""How many forms the cookie names, and for how many seconds."""

log = logging.getLogger("django.request")

LOOKS, BETWEEN_LOOKS = 30, 0.1
"""How often, and after how many seconds, it is looked whether the first sender has an answer yet."""

REPEATABLE = {
    "logout": "Who is signed out is signed out.",
    "admin:logout": "Who is signed out is signed out.",
    "set_language": "A language that is chosen twice is chosen.",
    "set_unit": "A unit that is chosen twice is chosen.",
    "admin:ledger_program_sheet_preview": "A preview writes nothing.",
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


class AlreadySent(Exception):
    """Somebody has saved the form while this request was on its way; `first` is what is known of that."""

    def __init__(self, first: SentForm) -> None:
        super().__init__(str(first))
        self.first = first


def once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Save what is sent with a token once. The last of the middleware: who may not send at all claims nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sending = Sending(request)
        request.sending = sending  # type: ignore[attr-defined]
        # Before what is said of a statement (sites/said.py): the claim is a statement of its own.
        connection.execute_wrappers.insert(0, sending.claim_before)
        try:
            response = get_response(request)
        finally:
            connection.execute_wrappers.remove(sending.claim_before)
        return sending.conclude(response)

    middleware.process_view = look_for_first  # type: ignore[attr-defined]
    middleware.process_exception = answer_meanwhile  # type: ignore[attr-defined]
    return middleware


class Sending:
    """One request on its way. It claims its form with the first statement that writes, in that one's transaction.

    Not before: a transaction of SQLite keeps all others from writing, and a view looks and computes for longer than it
    writes. What is rolled back takes the claim with it, and the next statement makes it again.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.sent: Sent | None = None
        self.claims = False
        """Whether the form is to be claimed: it has a token, and its address needs one."""
        self.id = SAID.get().request
        self.blocks: list[Any] | None = None
        """The transaction, with its savepoints, in which the claim was made."""
        self.is_claiming = False

    def claim_before(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        """Run a statement; before one that writes, claim the form (Django's execute wrapper)."""
        if not self.claims or self.is_claiming or not WRITES.match(str(sql)) or self.is_claimed:
            return execute(sql, params, many, context)
        self.is_claiming = True
        try:
            if connection.in_atomic_block:
                self.claim()
                return execute(sql, params, many, context)
            with transaction.atomic():
                self.claim()
                written = execute(sql, params, many, context)
                # SQLite commits no transaction of which rows are still to be fetched.
                context["cursor"].cursor = Fetched(context["cursor"].cursor)
                return written
        finally:
            self.is_claiming = False

    @property
    def is_claimed(self) -> bool:
        """Whether the transaction in which the claim was made is still under way, so that the claim must be there."""
        now = connection.atomic_blocks
        return (
            self.blocks is not None
            and len(self.blocks) <= len(now)
            and all(one is other for one, other in zip(self.blocks, now, strict=False))
        )

    def claim(self) -> None:
        """Write the claim: who is first is known then, PostgreSQL has the second wait. Raises AlreadySent."""
        assert self.sent is not None
        own = SentForm(**self.sent._asdict(), who_id=self.request.user.pk or 0, request=self.id)
        SentForm.objects.bulk_create([own], ignore_conflicts=True)
        first = SentForm.objects.get(token=self.sent.token)
        if first.request != self.id:
            if not may_be_sent_again(self.request, first, self.sent):
                raise AlreadySent(first)
            SentForm.objects.filter(pk=first.pk).update(content=self.sent.content, request=self.id)
        self.blocks = list(connection.atomic_blocks)

    def conclude(self, response: HttpResponse) -> HttpResponse:
        """Keep what came of the form. Where nothing was saved, nothing is known of it, and it may be sent again."""
        try:
            return self.told(response)
        except DatabaseError:
            # What was saved is saved: only where its sender was led is not known (answer_again).
            log.exception("%s: what came of a form was not kept", self.request.path)
            return response

    def told(self, response: HttpResponse) -> HttpResponse:
        if self.sent is None:
            return response
        is_saved = is_saved_by(self.request, response)
        if is_saved:
            tell_saved(self.request, response, self.sent.token)
        if not self.claims:
            return response
        own = SentForm.objects.filter(token=self.sent.token, request=self.id)
        if is_saved:
            answer = response.headers.get("Location", "")
            page = "" if answer else response.content.decode()
            told = {"answer": answer, "page": page, "only_changed": only_changed(self.request)}
            if not own.update(**told):
                made = SentForm(
                    **self.sent._asdict(), who_id=self.request.user.pk or 0, request=self.id, **told
                )
                SentForm.objects.bulk_create([made], ignore_conflicts=True)
            return response
        first = SentForm.objects.filter(token=self.sent.token).exclude(request=self.id).first()
        if (
            first is not None
            and response.status_code < 500
            and not may_be_sent_again(self.request, first, self.sent)
        ):
            # What it was refused for is what the other has saved.
            return answer_again(self.request, first, self.sent)
        return response


def is_repeatable(request: HttpRequest) -> bool:
    """Whether an address needs no token."""
    return request.resolver_match is not None and request.resolver_match.view_name in REPEATABLE


def look_for_first(
    request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The answer of the first where a form was sent before. Raises BadRequest for a token that is none."""
    token = token_text(request) if request.user.is_authenticated else None
    if token is None:
        return None
    sent = Sent(token_in(token), request.get_full_path(), digest(request))
    if not is_repeatable(request):
        first = SentForm.objects.filter(token=sent.token).first()
        if first is not None and not may_be_sent_again(request, first, sent):
            return answer_again(request, first, sent)
    sending: Sending = request.sending  # type: ignore[attr-defined]
    sending.sent, sending.claims = sent, not is_repeatable(request)
    return None


def answer_meanwhile(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The answer of the first where it came while this request was on its way."""
    if not isinstance(exception, AlreadySent):
        return None
    sending: Sending = request.sending  # type: ignore[attr-defined]
    sent, sending.sent, sending.claims = sending.sent, None, False
    assert sent is not None
    return answer_again(request, exception.first, sent)


def token_text(request: HttpRequest) -> str | None:
    """What the field with the token holds, of a form or of what a script sends as JSON; None where there is none.

    Whoever sends JSON says a token wherever the address needs one.
    """
    if request.method != "POST":
        return None
    if is_json(request):
        return None if is_repeatable(request) else text_in(request, ONCE)
    return request.POST.get(ONCE)


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
    fields: Any = sent_json(request).items() if is_json(request) else request.POST.lists()
    typed = sorted((name, texts) for name, texts in fields if name not in passed_over)
    said = json.dumps(typed, sort_keys=True)
    return salted_hmac("ledger.sent_form", said, algorithm="sha256").hexdigest()


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
    first = concluded(first)
    if first.page:
        return HttpResponse(first.page, content_type=JSON if is_json(request) else None)
    messages.info(
        request, _("This form has been saved already: here is what came of it, nothing was saved twice.")
    )
    return HttpResponseRedirect(first.answer or first.address)


def concluded(first: SentForm) -> SentForm:
    """The same once its sender has an answer, which comes after what it saved; as it is where none comes (killed)."""
    for _look in range(LOOKS):
        if first.answer or first.page:
            break
        time.sleep(BETWEEN_LOOKS)
        first.refresh_from_db()
    return first


def is_saved_by(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer says that the form was saved: it leads on without a complaint, or closes the small window.

    A script is answered 200 where what it sent was saved.
    """
    if is_json(request):
        return response.status_code == 200 and not is_repeatable(request)
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
