"""Printed texts that cannot be read, or in several ways, as the sentence that says what to do."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ledger.reading.printed import WAYS, AmbiguousFigure, PossibleReading, UnreadableFigure

__all__: list[str] = []


def refusal_of(error: UnreadableFigure, place: str, line: int | None) -> ValidationError:
    """Why a printed text is not taken, with where it stands; of one that can be read in several ways each way."""
    known = {"text": error.args[0], "place": place, "line": line or "–"}
    message = _("%(place)s (line %(line)s): “%(text)s” cannot be read as a figure.")
    if isinstance(error, AmbiguousFigure):
        known["readings"] = readings_text(error.readings)
        message = _(
            "%(place)s (line %(line)s): “%(text)s” can be read in several ways: %(readings)s. Enter the one that is"
            " meant, or its value and how you know it in the note."
        )
    return ValidationError({"text": ValidationError(message, params=known)})


def readings_text(readings: Iterable[PossibleReading]) -> str:
    """'△180,642 (negative), (전년)180,642 (of the year before)': how to write each way to read a figure."""
    return ", ".join(f"{one.written} ({translation.gettext(WAYS[one.way])})" for one in readings)
