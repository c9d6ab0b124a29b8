"""What an address asks of the log of changes: since when, of which programme, person, row. Refused in a sentence."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.after_migrate.change_log import logged_models
from ledger.load import NotInLedger
from ledger.load.change_list import ACCOUNTS, Asked
from ledger.load.changes import kind_words
from ledger.load.moment import moment_read
from ledger.models import Program
from ledger.views.request.asked import asked_choice, not_found_error
from sites.days import UnreadableDay, read_day

DAYS = 7
"""How far back the list goes by itself."""

YEARS = range(1948, 2101)
"""The years that the ledger knows."""

MOMENT = re.compile(r"(.+?)(?:[T ] *(\d\d?:\d\d(?::\d\d(?:\.\d{1,6})?)?))?", re.ASCII)
"""A day and, after a T or a space, the time of day."""

LONGEST_NUMBER = 18
"""Digits of the number of a row."""


@dataclass(frozen=True)
class Sight:
    """What somebody may see of the log: the rows of the ledger, accounts with their roles, both."""

    rows: bool
    accounts: bool

    def entries(self) -> Q:
        """The condition of the entries."""
        if self.rows and self.accounts:
            return Q()
        return ~ACCOUNTS if self.rows else ACCOUNTS

    def programs(self) -> QuerySet[Program]:
        """The programmes, by name."""
        return Program.objects.order_by("name") if self.rows else Program.objects.none()

    def kinds(self) -> dict[str, str]:
        """Kind of row, as the log writes it -> its words."""
        return {
            model._meta.label_lower: kind_words(model)
            for model in logged_models()
            if (self.accounts if model._meta.app_label == "auth" else self.rows)
        }


def sight_of(user: Any) -> Sight:
    """What somebody may see. Raises PermissionDenied where that is nothing."""
    sight = Sight(user.has_perm("ledger.view_change"), user.has_perm("auth.view_user"))
    if not sight.rows and not sight.accounts:
        raise PermissionDenied
    return sight


def asked_changes(request: HttpRequest, sight: Sight) -> Asked:
    """What the address asks for. Without `since` the last seven days; a blank one goes back to the beginning.

    Raises BadRequest for what cannot be read, Http404 for a programme that there is none of.
    """
    asked = request.GET
    row = asked_id(asked, "row")
    if row is not None and not asked.get("kind"):
        raise BadRequest(_("A number alone is no row: choose its kind as well."))
    return Asked(
        since=asked_moment(asked, "since") if "since" in asked else default_since(),
        until=asked_moment(asked, "until", is_end=True),
        program=asked_program(asked.get("program", ""), sight),
        who=text(asked, "who", 150),
        kind=asked_choice(request, "kind", tuple(sight.kinds())) or "",
        row=row,
        words=text(asked, "words", 100),
        door=text(asked, "door", 100),
        with_files=asked_choice(request, "files", ("1",)) is not None,
    )


def default_since() -> datetime:
    """The first moment of the day a week ago."""
    return first_of(timezone.localdate(moment_read()) - timedelta(days=DAYS))


def first_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def asked_moment(asked: QueryDict, name: str, *, is_end: bool = False) -> datetime | None:
    """A day or a moment of the address, in local time; None for a blank. A day that ends a time belongs to it.

    Raises BadRequest for what is none.
    """
    typed = asked.get(name, "").strip()
    if not typed:
        return None
    found = MOMENT.fullmatch(typed)
    try:
        day = read_day(found[1] if found else "")
        clock = read_clock(found[2]) if found and found[2] else None
    except (UnreadableDay, ValueError) as error:
        raise refused_moment(typed) from error
    if day.year not in YEARS:
        raise refused_moment(typed)
    if clock is None:
        return first_of(day + timedelta(days=1) if is_end else day)
    return timezone.make_aware(datetime.combine(day, clock))


def read_clock(text: str) -> time:
    """A time of day: '18:00', '9:05:30', '09:05:30.125'. Raises ValueError for one that no day has."""
    hour, _colon, rest = text.partition(":")
    return time.fromisoformat(f"{hour:0>2}:{rest}")


def refused_moment(typed: str) -> BadRequest:
    return BadRequest(
        _("“%(asked)s” is no day or moment. Write 2026-11-10 or 2026-11-10T18:00, from 1948 to 2100.")
        % {"asked": typed[:80]}
    )


def asked_id(asked: QueryDict, name: str) -> int | None:
    """The number of a row or an entry in the address; None for a blank. Raises BadRequest for what is none."""
    typed = asked.get(name, "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        raise BadRequest(_("“%(key)s” is no number of a row. Give a whole number.") % {"key": typed[:80]})
    return int(typed)


def asked_program(slug: str, sight: Sight) -> int | None:
    """The id of the programme of that slug; None for a blank. Raises Http404 where somebody sees none."""
    if not slug:
        return None
    found = sight.programs().filter(slug=slug[:200]).values_list("pk", flat=True).first()
    if found is None:
        raise not_found_error(NotInLedger("program", slug))
    return found


def text(asked: QueryDict, name: str, longest: int) -> str:
    """A text of the address. Raises BadRequest for one that is longer than any that is kept."""
    typed = asked.get(name, "").strip()
    if len(typed) > longest:
        raise BadRequest(
            _("“%(value)s …” is too long for %(name)s: %(count)s characters at most.")
            % {"value": typed[:20], "name": name, "count": longest}
        )
    return typed
