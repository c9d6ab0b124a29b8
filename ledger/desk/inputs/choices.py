"""Choices among rows that are read once for a page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
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


class Keys:
    """Drops what can be no row's key before Django asks the database for it: an address can prefill anything."""

    def optgroups(self, name: str, value: list[Any], attr: dict[str, Any] | None = None) -> Any:
        keys = [one for one in value if str(one).isascii() and str(one).isdecimal() and len(str(one)) < 19]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]


class OneOfMany(Keys, AutocompleteSelect):  # type: ignore[misc]
    """The stock choice by searching, for one row."""


class SomeOfMany(Keys, AutocompleteSelectMultiple):  # type: ignore[misc]
    """The stock choice by searching, for several rows."""
