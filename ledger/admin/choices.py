"""Choices among rows that are read once for a page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class ListedChoice(forms.ModelChoiceField):
    """A choice among rows that are read once for the whole page, not once for each row of it."""

    def __init__(self, rows: Iterable[Any], **kwargs: Any) -> None:
        self.rows = {str(row.pk): row for row in rows}
        super().__init__(queryset=kwargs.pop("queryset"), **kwargs)
        self.choices = [("", "---------"), *((key, str(row)) for key, row in self.rows.items())]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if str(getattr(value, "pk", value)) not in self.rows:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.rows[str(getattr(value, "pk", value))]

    def __deepcopy__(self, memo: dict[int, Any]) -> "ListedChoice":
        # Past ModelChoiceField's own copy, which would turn the choices back into a query.
        copy: ListedChoice = super(forms.ModelChoiceField, self).__deepcopy__(memo)  # type: ignore[misc]
        copy._queryset = self._queryset  # type: ignore[attr-defined]
        return copy
