"""What is wrong with a form that was sent, as a list above it: each line leads to its field, with or without script."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

CONFLICT = "conflict"
"""The code of what two people changed: it stands in a list of its own (admin/ledger/conflicts.html)."""


@dataclass(frozen=True)
class Fault:
    """A line of the list: 'row · label: text'; `target` is the id of its field, '' where there is none."""

    row: str
    label: str
    text: str
    target: str

    @property
    def place(self) -> str:
        """'산출근거 항목 ‘청소’ · 금액(원)'."""
        return " · ".join(filter(None, (self.row, self.label))) or _("The whole form")


def faults(single: Iterable[Any], sets: Iterable[Any] = ()) -> list[Fault]:
    """The faults of some forms, then of sets of rows, in the order of the page; of a form that was not sent none."""
    found = [fault for form in single for fault in faults_of(form)]
    for some in sets:
        if not some.is_bound:
            continue
        first = next((target for form in some.forms if (target := first_target(form))), "")
        kind = str(capfirst(some.model._meta.verbose_name))
        found += [Fault(kind, "", text, first) for text in texts_of(some.non_form_errors().as_data())]
        kept = [form for form in some.forms if not (some.can_delete and some._should_delete_form(form))]
        found += [fault for form in kept for fault in faults_of(form, row_of(form, kind))]
    return found


def with_faults(context: dict[str, Any], *others: Any) -> None:
    """Put the faults of the page of a row into its context; `others` are forms that stand below its rows."""
    sets = [one.formset for one in context["inline_admin_formsets"]]
    context["faults"] = [*faults([context["adminform"].form], sets), *faults(filter(None, others))]


def faults_of(form: Any, row: str = "") -> Iterator[Fault]:
    """The faults of one form: what concerns it as a whole leads to its first field."""
    for name, errors in form.errors.as_data().items() if form.is_bound else ():
        label, target = "", first_target(form)
        if name != NON_FIELD_ERRORS and not form[name].is_hidden:
            label, target = str(capfirst(form[name].label)), form[name].id_for_label or target
        for text in texts_of(errors):
            yield Fault(row, label, text, target)


def texts_of(errors: Iterable[Any]) -> list[str]:
    """What errors say, without those that stand in the list of conflicts."""
    return [str(text) for error in errors if error.code != CONFLICT for text in error.messages]


def first_target(form: Any) -> str:
    """The id of the first field that one sees, '' where there is none."""
    return next((field.id_for_label for field in form.visible_fields() if field.id_for_label), "")


def row_of(form: Any, kind: str) -> str:
    """Which row a form is: '산출근거 항목 ‘청소’' by what is stored, else by the text that was typed for a new one."""
    stored = getattr(form, "held", None) or getattr(form, "instance", None)
    if stored is not None and stored.pk:
        return _("%(kind)s “%(row)s”") % {"kind": kind, "row": stored}
    typed = next((text for text in texts_typed(form) if text), "")
    return (
        _("%(kind)s “%(row)s”") % {"kind": kind, "row": typed}
        if typed
        else _("%(kind)s, new") % {"kind": kind}
    )


def texts_typed(form: Any) -> Iterator[str]:
    """What was typed into the plain text fields of a row."""
    for field in form.visible_fields():
        if type(field.field.widget) is forms.TextInput or field.name == "description":
            yield str(field.value() or "")[:40]
