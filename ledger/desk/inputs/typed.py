"""Numbers as finance staff type them, in every form: one grammar (ledger/reading/typed.py); and days (sites/days.py).

Text inputs: a number input takes '1e3', refuses '1,568.5', and one notch of the mouse wheel changes it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.won import WonFormField
from ledger.reading.typed import UnreadableNumber, read_number
from ledger.words.field_help import with_example
from sites.fields import WonField
from sites.forms import DayText

NUMBER_FAULTS = {
    "grouping": _("The separators of “%(text)s” do not stand at every third digit. Example: 1,568.5"),
    "number": _("“%(text)s” is no number. Enter digits such as 1568.5 or 1,568.5."),
    "fraction": _("“%(text)s” has a fraction. Enter a whole number."),
}
SHOWN = 40
"""Letters of what was typed that an error shows."""
LARGEST = {models.PositiveSmallIntegerField: 32_767, models.PositiveIntegerField: 2_147_483_647}
"""What the columns of PostgreSQL hold; SQLite would take more."""


def fault(sentences: Mapping[str, Any], reason: str, text: str) -> ValidationError:
    """What is wrong with a typed text, and what to type."""
    return ValidationError(sentences[reason], code=reason, params={"text": text.strip()[:SHOWN]})


class NumberField(forms.DecimalField):
    """A measure or a rate."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, int | float | Decimal):
            return super().to_python(value)
        try:
            return read_number(str(value)) if str(value).strip() else None
        except UnreadableNumber as unreadable:
            raise fault(NUMBER_FAULTS, unreadable.reason, str(value)) from unreadable

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class WholeNumberField(forms.IntegerField):
    """A count, a place in an order, a year."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        try:
            number = read_number(str(value)) if str(value).strip() else None
        except UnreadableNumber as unreadable:
            raise fault(NUMBER_FAULTS, unreadable.reason, str(value)) from unreadable
        if number is not None and number != int(number):
            raise fault(NUMBER_FAULTS, "fraction", str(value))
        return None if number is None else int(number)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


TYPED: Mapping[type[models.Field], Mapping[str, Any]] = {
    WonField: {"form_class": WonFormField},
    models.DecimalField: {"form_class": NumberField, "widget": forms.TextInput},
    models.IntegerField: {"form_class": WholeNumberField, "widget": forms.TextInput},
    **{
        column: {"form_class": WholeNumberField, "widget": forms.TextInput, "max_value": largest}
        for column, largest in LARGEST.items()
    },
    models.DateField: {"form_class": DayText, "widget": AdminDateWidget(format="%Y-%m-%d")},
}
"""Kind of a field -> how a form takes it."""


def typed_field(db_field: models.Field, **kwargs: Any) -> Any:
    """The field of a form, as data entry takes its kind, with its help."""
    reads = next((TYPED[kind] for kind in type(db_field).__mro__ if kind in TYPED), {})
    return helped(db_field, db_field.formfield(**{**reads, **kwargs}))


def helped(db_field: models.Field, form_field: Any) -> Any:
    """The field of a form with the help at it: what it says by itself, and an example."""
    if form_field is not None:
        form_field.help_text = with_example(db_field, form_field.help_text)
    return form_field


class GivesHelp:
    """For pages of the admin: each field with the help at it."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return helped(db_field, super().formfield_for_dbfield(db_field, request, **kwargs))  # type: ignore[misc]
