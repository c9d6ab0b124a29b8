"""What a script of ours sends as JSON, for what every request passes: its sort, its fields, an answer of that sort."""

from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from ledger.reading.sent_json import MOST_BYTES, UnreadableJson, read_object

JSON = "application/json"
KEPT = "_sent_json"
"""Where a request keeps what was read."""


def is_json(request: HttpRequest) -> bool:
    """Whether a script of ours sends it, and reads the answer: no page is made for it."""
    return request.method == "POST" and request.content_type == JSON


def sent_json(request: HttpRequest) -> dict[str, Any]:
    """The object that was sent. Raises BadRequest, with what to do, where it cannot be read."""
    kept = vars(request)
    if KEPT not in kept:
        try:
            kept[KEPT] = read_object(request.body)
        except RequestDataTooBig as error:
            raise BadRequest(unreadable_text("size")) from error
        except UnreadableJson as error:
            raise BadRequest(unreadable_text(error.reason)) from error
    found: dict[str, Any] = kept[KEPT]
    return found


def unreadable_text(reason: str) -> str:
    """What is wrong with what was sent, and what to do."""
    if reason == "size":
        return _(
            "What was sent is larger than %(size)s MB: nothing was saved. Save after fewer changes, in several steps."
        ) % {"size": MOST_BYTES // 1_000_000}
    if reason == "nul":
        return _("A text holds a character that no text has (NUL); nothing was saved. Type it again.")
    return _(
        "What was sent cannot be read: nothing was saved. What you typed is kept in this browser: load the page again"
        " and take it over."
    )


def text_in(request: HttpRequest, name: str) -> str:
    """A text of the object that was sent; '' where there is none."""
    found = sent_json(request).get(name)
    return found if isinstance(found, str) else ""


def json_error(status: int, title: str, sentence: str) -> JsonResponse:
    """What an error page says, for a script."""
    return JsonResponse({"title": title, "message": sentence}, status=status)
