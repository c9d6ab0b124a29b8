"""Typing a 산출식: what it gives stands beside the field, with its verdict; the script keeps it in step."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ledger.words import formula


def script_words() -> dict[str, Any]:
    """The words of the script, as attributes of its element: the server translates them when the page is made."""
    texts = {
        "result": formula.RESULT,
        "rounded": formula.ROUNDED,
        "stated": formula.STATED,
        "price": formula.PRICE,
        "reading": formula.READING,
        "take": formula.TAKE,
        **{f"verdict-{kind}": words for kind, words in formula.VERDICT_WORDS.items()},
        **{f"reason-{reason}": words for reason, words in formula.REASONS.items()},
    }
    return {f"data-{key}": words for key, words in texts.items()}


class FormulaInput(forms.TextInput):
    """A text input for a 산출식. `against` is the field of the same row whose amount the formula has to give."""

    class Media:
        js = ("ledger/formula.js", Script("ledger/formula_field.js", **script_words()))
        css = {"all": ("ledger/admin.css",)}

    def __init__(self, attrs: dict[str, Any] | None = None, *, against: str = "amount") -> None:
        super().__init__({"data-formula": against, "autocomplete": "off", **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input, what the formula gives, and the button that takes it as the amount."""
        field = super().render(name, value, attrs, renderer)
        return format_html(
            '<span class="formula-field">{}<output class="formula-words">{}</output>'
            '<button type="button" class="formula-take" hidden></button></span>',
            field,
            formula.formula_words(str(value or "")),
        )
