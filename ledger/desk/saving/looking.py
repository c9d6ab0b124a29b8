"""Saving what a page or a sheet holds, all or nothing; where somebody else was first, it is looked at again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from ledger.after_migrate.database_errors import is_in_anothers_way, sentence_of, status_of
from ledger.after_migrate.refusals import refusal_in
from ledger.desk.reasons.form import ReasonForm
from ledger.desk.saving.merging import LOOKS
from sites.record import Stale, hold


class SavedForms(Protocol):
    """The forms of several rows that are saved together."""

    @property
    def touched(self) -> list[Any]:
        """The rows that this person changes."""

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""

    def forms(self) -> Iterable[Any]:
        """All forms."""

    def are_valid(self) -> bool:
        """Whether all that was typed can be saved."""

    def save(self) -> None:
        """Save it."""


Forms = TypeVar("Forms", bound=SavedForms)


@dataclass(frozen=True)
class Looked(Generic[Forms]):
    """The forms of what was typed, whether they were saved, and what is to be said beside what stands in them."""

    forms: Forms
    is_saved: bool
    sentences: list[str] = field(default_factory=list)
    status: int = 0
    """409 where the database refused it, 503 where it cannot be now; 0 where the forms say what is wrong."""


def is_typed_into(forms: SavedForms) -> bool:
    """Whether somebody changed something."""
    return any(form.has_changed() for form in forms.forms())


def stale_row(error: Exception) -> list[Any]:
    """The row that somebody else was first to save."""
    return [error.row] if isinstance(error, Stale) else []


def look_and_save(made: Callable[[], Forms], asked: ReasonForm) -> Looked[Forms]:
    """Make the forms and save them, all or nothing. What the database cannot do now is raised.

    Where somebody else was first between the look and the save, they are made again, with what the other saved.
    """
    contested: list[Any] = []
    for look in range(LOOKS):
        with transaction.atomic():
            hold(contested)
            forms = made()
            if not all([forms.are_valid(), asked.holds(is_changed=is_typed_into(forms))]):
                return Looked(forms, is_saved=False)
            try:
                with transaction.atomic(), asked.saying():
                    forms.save()
            except (Stale, DatabaseError) as error:
                if not (isinstance(error, Stale | IntegrityError) or is_in_anothers_way(error)):
                    raise
                if asked.takes(error):
                    return Looked(forms, is_saved=False)
                sentence = "" if isinstance(error, Stale) else refusal_in(error)
                if not sentence and look + 1 < LOOKS:
                    contested += [*stale_row(error), *forms.touched]
                    continue
                return Looked(forms, is_saved=False, sentences=[sentence_of(error)], status=status_of(error))
            except ValidationError as refused:
                # What stands beside a field already is not said again.
                return Looked(forms, is_saved=False, sentences=[] if forms.error_count else refused.messages)
        return Looked(forms, is_saved=True)
    raise AssertionError("the last look returns")


def forget_said_after(request: HttpRequest, told: int | None = None) -> int:
    """How many sentences wait for the reader; those after the first `told` are taken back, as what they say is."""
    queued: Any = messages.get_messages(request)
    if told is not None:
        del queued._queued_messages[told:]
    return len(queued._queued_messages)


def answer_anew_after_deadlocks(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """What `answer` gives, all or nothing of what it does; once more where it and another waited for each other."""
    told = forget_said_after(request)
    for _look in range(LOOKS - 1):
        forget_said_after(request, told)
        try:
            with transaction.atomic():
                return answer()
        except DatabaseError as error:
            if not is_in_anothers_way(error):
                raise
    with transaction.atomic():
        return answer()


def save_or_say(made: Callable[[], Forms], shown: Callable[[], Forms], asked: ReasonForm) -> Looked[Forms]:
    """The same; that a lock was not given is said with the forms as they are `shown`, and what was typed stays."""
    try:
        return look_and_save(made, asked)
    except DatabaseError as error:
        if not (sentence := sentence_of(error)):
            raise
        return Looked(shown(), is_saved=False, sentences=[sentence], status=status_of(error))
