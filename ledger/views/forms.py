"""What people write outside data entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.models import Explanation, SavedView, WorkbookExport
from ledger.models.workbook_export import open_sentence


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


class SubmissionForm(forms.ModelForm):
    """To whom a workbook is handed in. `file_digest` and `token` say which file the page showed, and which form it is.

    With `has_warnings` it asks whether they were read; with something open (`open_count`), why it is handed in all
    the same.
    """

    file_digest = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"),
            _("This form is incomplete: nothing was saved. Look at the page as it is now and send it again."),
        ),
    )
    has_read_warnings = forms.BooleanField(
        label=_("I have read the warnings."),
        error_messages={"required": _("Read the warnings and tick that you have, then send again.")},
    )

    class Meta:
        model = WorkbookExport
        fields = ("recipient", "requested_by", "document_number", "submitted_on", "reason_open")
        error_messages = {
            "recipient": {"required": _("Write to whom the workbook is handed in.")},
            "submitted_on": {"required": _("Choose the day on which it is handed in.")},
        }
        widgets = {
            "reason_open": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, has_warnings: bool, open_count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason_open"]
        reason.required, reason.help_text = True, open_sentence(open_count)
        reason.error_messages["required"] = open_sentence(open_count)
        if not open_count:
            del self.fields["reason_open"]
        self.fields["recipient"].required = self.fields["submitted_on"].required = True
        if not has_warnings:
            del self.fields["has_read_warnings"]

    def typed(self) -> dict[str, Any]:
        """What makes a submission, of a form that is valid."""
        names = (*self.Meta.fields, "file_digest")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
