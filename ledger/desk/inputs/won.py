"""Typing an amount: '1,711,987,000' with separators, read back in words beside the field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ledger.reading.typed import UnreadableAmount, read_won
from ledger.words.formats import korean_amount, with_separators

REASONS = {
    "blank": _("Enter an amount in won; 0 if there is none."),
    "digits": _("Use the plain digits 0 to 9: “%(text)s” holds others."),
    "fraction": _("Won has no fractions: “%(text)s”. Enter whole won such as 1,711,987,000."),
    "dots": _(
        "The dots of “%(text)s” can separate thousands or a fraction. Enter whole won such as 1,711,987,000."
    ),
    "parentheses": _(
        "“%(text)s” can be negative, or the amount of another column. Enter △ before a negative amount, else the number"
        " alone."
    ),
    "grouping": _("The separators of “%(text)s” do not stand at every third digit. Example: 1,711,987,000"),
    "size": _("“%(text)s” is more than 1,000,000,000,000,000 won (10^15). Check the number of digits."),
    "number": _("“%(text)s” is no amount. Enter whole won such as 1,711,987,000."),
}


class WonInput(forms.TextInput):
    """A text input for won; a number input would take '１２３４' and refuse '1,000'."""

    class Media:
        js = ("ledger/won.js",)
        css = {"all": ("ledger/admin.css",)}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "class": "won", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return with_separators(value) if isinstance(value, int) else super().format_value(value)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input and what it says in words; the script keeps the words in step while one types."""
        try:
            amount = value if isinstance(value, int) else read_won(str(value or ""))
            words = korean_amount(amount)
        except UnreadableAmount:
            words = ""
        field = super().render(name, value, attrs, renderer)
        return format_html(
            '<span class="won-field">{}<output class="won-words">{}</output></span>', field, words
        )


class WonFormField(forms.Field):
    """An amount in won as finance staff type it. Blank is None where it may be, and never 0."""

    widget = WonInput
    default_error_messages = {"required": REASONS["blank"]}

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        # The limits are those of read_won; Django's integer fields pass theirs.
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = str(value)
        try:
            return read_won(text) if text.strip() else None
        except UnreadableAmount as unreadable:
            raise ValidationError(
                REASONS[unreadable.reason], code=unreadable.reason, params={"text": text.strip()[:40]}
            ) from unreadable
