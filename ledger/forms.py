"""What people write outside data entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.models import Explanation, SavedView


class ExplanationForm(forms.ModelForm):
    """Why a tie breaks, bound to the sides that the page showed: hidden fields name the finding."""

    class Meta:
        model = Explanation
        fields = (
            "rule",
            "report",
            "row",
            "column",
            "unit",
            "left",
            "right",
            "submission_text",
            "internal_note",
            "document_number",
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("submission_text", "").strip() and not cleaned.get("internal_note", "").strip():
            self.add_error("submission_text", _("Write the reason: for submission, or as an internal note."))
        return cleaned


class SavedViewForm(forms.ModelForm):
    """A name for a view of the start page; what it keeps is the query of the address."""

    class Meta:
        model = SavedView
        fields = ("name", "is_shared")
        error_messages = {
            "name": {
                "required": _("Give the view a name."),
                "max_length": _("The name is too long: %(limit_value)d letters at most."),
            }
        }
