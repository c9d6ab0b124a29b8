"""Help at the fields of a page that has a form for each row: said once for the page, and each field names its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.typed import typed_field
from ledger.models import BudgetLineItem, YearlyAllocation
from ledger.words.field_help import field_help

LINE_FIELDS = ("position", "description", "basis", "amount", "national_subsidy", "site", "is_one_off")
OWN_FIELDS = ("subject", "amount", "national_subsidy", "unit")

OF_A_CHANGE: Mapping[str, tuple[Any, Any]] = {
    "change": (
        _("Change (won)"),
        _("What is added, with △ what is taken away, e.g. △360,000. The amount after it follows."),
    ),
    "amount": (
        _("Amount after the change (won)"),
        _("The change follows from it, e.g. 1,711,987,000; 0 ends the line (지방재정법 제45조)."),
    ),
    "basis": (
        _("Basis of the change"),
        _("Of what is added or taken away, e.g. 2,500,000원×12월 for 30,000,000 more."),
    ),
    "national_subsidy": (
        _("National part after the change (won)"),
        _("Blank: as it was so far, e.g. 2,500,000,000; 0 where it goes."),
    ),
    "description": (_("Line item"), field_help(BudgetLineItem._meta.get_field("description"))),
    "site": (_("site"), field_help(BudgetLineItem._meta.get_field("site"))),
    "is_one_off": (_("One-off"), field_help(BudgetLineItem._meta.get_field("is_one_off"))),
    "revert": (
        _("No change after all"),
        _("Takes the row out of this budget, e.g. one that was changed by mistake."),
    ),
}
"""Field of a row of a budget that changes another -> its label and its help."""


@dataclass(frozen=True)
class FieldHelp:
    """What the page says of a field; `id` is that of the element which says it."""

    id: str
    label: Any
    text: Any


def help_id(kind: str, name: str) -> str:
    """'help-budgetlineitem-amount'."""
    return f"help-{kind}-{name}"


def help_of_rows(model: type[models.Model], names: Iterable[str]) -> list[FieldHelp]:
    """The help at these fields of a kind of row, in their order."""
    fields = [model._meta.get_field(name) for name in names]
    return [
        FieldHelp(
            help_id(str(model._meta.model_name), one.name), one.verbose_name, typed_field(one).help_text
        )
        for one in fields
        if isinstance(one, models.Field)
    ]


def help_of_year() -> list[FieldHelp]:
    """Of the forms of a year: the lines, then a subject's own amount."""
    return [*help_of_rows(BudgetLineItem, LINE_FIELDS), *help_of_rows(YearlyAllocation, OWN_FIELDS)]


def help_of_changes() -> list[FieldHelp]:
    """Of the forms of a budget that changes another."""
    return [FieldHelp(help_id("change", name), *said) for name, said in OF_A_CHANGE.items()]


def point_to_help(fields: Mapping[str, forms.Field], kind: str, names: Iterable[str]) -> None:
    """Have the fields of a form name what the page says of them, and say nothing beside themselves."""
    for name in set(names) & set(fields):
        fields[name].help_text = ""
        fields[name].widget.attrs["aria-describedby"] = help_id(kind, name)
