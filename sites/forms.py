"""How a form reads the texts and the days of our fields (sites/fields.py)."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sites.days import UnreadableDay, read_day
from sites.slugs import LEADS, TAILS, VOWELS
from sites.texts import plain_text

Plain = Callable[[str], str]
"""What puts a text into its normal form."""
DAY_FAULTS = {
    "short_year": _("Write the year of “%(text)s” first and with four digits: 2021-10-31 or 2021. 10. 31."),
    "order": _("Write the year of “%(text)s” first: 2021-10-31 or 2021. 10. 31."),
    "calendar": _("The calendar has no day “%(text)s”. Example: 2021-10-31 or 2021. 10. 31."),
    "day": _("“%(text)s” is no day. Enter the year first: 2021-10-31 or 2021. 10. 31."),
}
"""Why a typed day cannot be taken, and what to type."""
SHOWN = 40
"""Letters of what was typed that an error shows."""


class PlainText(forms.CharField):
    """Reads a text in the normal form of its field, before its length is looked at."""

    def __init__(self, *, plain: Plain = plain_text, **kwargs: Any) -> None:
        self.plain = plain
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        # A NUL is no slip of a keyboard: Django refuses it.
        return text if "\0" in text else self.plain(text)


class PlainSlug(PlainText, forms.SlugField):
    """Reads a slug likewise; what it will be where it stays blank, a page shows while the name is typed (slugs.js)."""

    def __init__(self, *, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        letters = json.dumps([LEADS, VOWELS, TAILS])
        return {**super().widget_attrs(widget), "data-slug-of": self.of, "data-letters": letters}


class EvidenceText(forms.CharField):
    """Takes a long text as it is; a browser sends its line breaks as '\r\n', whatever they were."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class DayInput(forms.DateInput):
    """A text input: that of browsers asks for the month first where its own language does, and takes no pasted day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"autocomplete": "off", "placeholder": "2021-10-31", **(attrs or {})}, format="%Y-%m-%d"
        )


class DayText(forms.DateField):
    """A day, its year first."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            day: date | None = super().to_python(value.strip() if isinstance(value, str) else value)
            return day
        try:
            return read_day(value)
        except UnreadableDay as unreadable:
            params = {"text": value.strip()[:SHOWN]}
            raise ValidationError(
                DAY_FAULTS[unreadable.reason], code=unreadable.reason, params=params
            ) from unreadable
