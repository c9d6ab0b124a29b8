"""The forms of a row on the page of a version that changes another: a line's and a subject's (changes.py)."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.choices import ListedChoice
from ledger.desk.inputs.formula import FormulaInput
from ledger.desk.inputs.help_list import OF_A_CHANGE, point_to_help
from ledger.desk.inputs.won import WonFormField
from ledger.desk.saving.merging import CONFLICT, REVISION, Changes, Conflict, Merges
from ledger.desk.saving.revision_form import deletion_words
from ledger.figures.money import change
from ledger.load.changes import Values, change_of, of_rows, told
from ledger.load.seen import Seen, as_seen
from ledger.models import AccountSubject, BudgetLineItem, YearlyAllocation
from ledger.words.formats import MISSING, with_separators

HELD_ROW = "held_row"


class ChangeForm(Merges, forms.Form):
    """A row: the change or the amount after it, each of which gives the other; blank leaves the row as it is."""

    change = WonFormField(label=_("Change (won)"), required=False)
    amount = WonFormField(label=_("Amount after the change (won)"), required=False)
    national_subsidy = WonFormField(label=_("National part after the change (won)"), required=False)
    revert = forms.BooleanField(label=_("No change after all"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    held_row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The row that the form was made of: one that is taken back and made again counts its revisions anew."""

    UNTYPED = (REVISION, HELD_ROW)
    FIRST_REVISION = 0

    OF_THE_ROW: ClassVar[tuple[str, ...]] = ("amount", "national_subsidy")
    """The fields that are cells of the row."""

    typed_names: frozenset[str] | None = None
    """The fields that were sent, of a sheet, which sends no others; None: all, of a page."""
    seen_row: Seen | None = None
    saved: Any = None
    """The row that was saved of it."""
    ref: Any = ""
    """The row as the browser calls it, of a sheet."""

    def __init__(
        self, typed: Any, prefix: str, so_far: Any, own: Any, held: Any, carried: Any = None
    ) -> None:
        """`so_far` is what the row had before this version, `own` what it has by it and `held` where that is stored;
        None: nothing. `carried` is what the fields show of a row that this version does not hold.
        """
        self.so_far, self.own, self.held, self.carried = so_far, own, held, carried or {}
        shown = {REVISION: self.stored_revision(), HELD_ROW: self.held_id}
        super().__init__(typed, prefix=prefix, initial={**self.stored(), **shown})
        for field in self.fields.values():
            # The heading of the column names it for the eye only.
            field.widget.attrs["aria-label"] = field.label or ""
        point_to_help(self.fields, "change", OF_A_CHANGE)

    @property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        return changed if self.typed_names is None else [one for one in changed if one in self.typed_names]

    def _clean_fields(self) -> None:
        super()._clean_fields()
        # A field that was not sent is not blank: it stays as it is.
        stored = {} if self.typed_names is None else self.stored()
        for name in stored.keys() - (self.typed_names or set()):
            self.cleaned_data[name] = self.cleaned_as_stored(name)
            self.errors.pop(name, None)

    def field_of(self, conflict: Conflict) -> str:
        """The field that a conflict is about; '' where it is about the whole row."""
        return next((name for name in self.fields if self[name].auto_id == conflict.input), "")

    @property
    def is_blank(self) -> bool:
        """Whether it is for a row that nothing is known of yet."""
        return self.so_far is None and self.held is None

    def stored_revision(self) -> int | None:
        if self.held is not None:
            return int(self.held.revision)
        return None if self.is_blank else 0

    @property
    def held_id(self) -> int | None:
        return None if self.held is None else int(self.held.pk)

    def posted_revision(self) -> int | None:
        """None, too, where the row that the page showed has gone and another has its place."""
        posted = super().posted_revision()
        named = str(self.data.get(self.add_prefix(HELD_ROW)) or "")
        return None if posted and self.held is not None and named != str(self.held_id) else posted

    def stored(self) -> dict[str, Any]:
        if self.own is None:
            return {**dict.fromkeys(("change", *self.OF_THE_ROW)), **self.carried}
        return self.shown(
            {name: self.held._meta.get_field(name).value_from_object(self.held) for name in self.OF_THE_ROW}
        )

    def shown(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of the cells of a row that this version holds."""
        before = 0 if self.so_far is None else self.so_far.amount
        return {"change": change(cells["amount"], before), **{name: cells[name] for name in self.OF_THE_ROW}}

    def seen(self, revision: int) -> tuple[dict[str, Any], Changes]:
        if revision == 0 or self.own is None:
            # The version did not hold it then.
            made = told(of_rows(type(self.held), row=self.held.pk)).last()
            return {
                **dict.fromkeys(self.stored()),
                **self.carried,
            }, lambda name: change_of(made) if made else None
        seen = self.seen_row = as_seen(self.held, revision)
        moved = {name: seen.last_change(name) for name in self.OF_THE_ROW}
        return self.shown(seen.values), (moved | {"change": moved["amount"]}).get

    def shown_of_removed(self, cells: Values) -> dict[str, Any]:
        return self.shown(cells)

    def cleaned_as_stored(self, name: str) -> Any:
        return self.fields[name].clean(self.stored()[name])

    def renew(self, touched: Iterable[str]) -> None:
        was_gone = self.is_gone
        super().renew(touched)
        self.data[self.add_prefix(HELD_ROW)] = "" if self.held is None else str(self.held_id)
        pair = {"change", "amount"} - set(touched)
        if was_gone and len(pair) == 1:
            # The one follows from the other.
            self.data[self.add_prefix(pair.pop())] = ""

    def words(self, name: str, cell: Any) -> str:
        if cell is None or cell == "":
            return MISSING
        if isinstance(cell, bool):
            return gettext("yes") if cell else gettext("no")
        return with_separators(cell) if isinstance(cell, int) else str(cell)

    @property
    def row_words(self) -> str:
        return str(self.held)

    @property
    def before(self) -> str:
        """기정 with separators."""
        amount = None if self.so_far is None else self.so_far.amount
        return MISSING if amount is None else with_separators(amount)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self.refuse_unseen_end(typed)
        if self.errors or "change" not in typed:
            return typed
        before = self.so_far.amount if self.so_far is not None else 0
        is_carried = self.own is None and self.so_far is not None
        if self.typed_names is not None and is_carried and not {"change", "amount"} & self.typed_names:
            # A sheet shows 경정 of a row that is carried: who changes another cell of it leaves that.
            typed["amount"] = before
        by_change = typed["change"] is not None and "change" in self.changed_data
        by_amount = typed["amount"] is not None and "amount" in self.changed_data
        if by_change and before is None:
            self.add_error("change", _("What it had so far is not known: type the amount after the change."))
        elif by_change and by_amount and typed["amount"] != before + typed["change"]:
            text = _("%(before)s and %(change)s make %(sum)s: correct one of the two, or leave one blank.")
            numbers = {"before": before, "change": typed["change"], "sum": before + typed["change"]}
            params = {name: with_separators(number) for name, number in numbers.items()}
            self.add_error("amount", ValidationError(text, params=params))
        elif by_change:
            typed["amount"] = before + typed["change"]
        return typed

    def refuse_unseen_end(self, typed: Mapping[str, Any]) -> None:
        """Ask before a row is taken back that is not the one which the page showed."""
        if typed.get("revert") and self.is_stale and self.held is not None:
            since = self.seen_row.since if self.seen_row else ()
            text = deletion_words(self, since[-1] if since else None)
            self.add_error(None, ValidationError(text, code=CONFLICT))

    def take_errors(self, error: ValidationError) -> None:
        """What the model refuses, beside the fields that the form has."""
        for field, errors in error.message_dict.items():
            self.add_error(field if field in self.fields else None, ValidationError(errors))


class LineChangeForm(ChangeForm):
    """A line: of the budget so far, of this version, or a new one."""

    description = forms.CharField(label=_("Line item"), max_length=500, required=False)
    basis = forms.CharField(
        label=_("Basis of the change"), max_length=1000, required=False, widget=FormulaInput(against="change")
    )
    is_one_off = forms.BooleanField(label=_("One-off"), required=False)

    OF_THE_ROW = ("amount", "national_subsidy", "description", "basis", "site", "is_one_off")

    def __init__(self, sites: ListedChoice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"] = sites
        point_to_help(self.fields, "change", ["site"])
        if self.carried:
            self.fields["basis"].widget.attrs["placeholder"] = self.so_far.basis

    def words(self, name: str, cell: Any) -> str:
        rows = self.fields["site"].rows  # type: ignore[attr-defined]
        return super().words(name, rows.get(str(cell), cell) if name == "site" else cell)

    @property
    def row_words(self) -> str:
        return (
            self.so_far.description
            if self.so_far is not None
            else str(self.data.get(self.add_prefix("description")))
        )

    @property
    def is_typed(self) -> bool:
        """Whether somebody wants this version to hold the row."""
        if self.own is not None or self.typed_names is not None:
            return self.has_changed()
        wanted = {"change", "amount", "national_subsidy", "basis"}
        return bool({*wanted, *([] if self.so_far else ["description"])} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.is_typed and not self.errors and not typed.get("revert"):
            if not typed["description"] and self.so_far is None:
                self.add_error("description", _("Say what the new line is for."))
            if typed["amount"] is None:
                self.add_error("amount", _("Type the change or the amount after it."))
        return typed

    def row(self, allocation: YearlyAllocation) -> BudgetLineItem:
        """The line item as it was typed, not saved yet."""
        typed, so_far = self.cleaned_data, self.so_far
        row = BudgetLineItem(allocation=allocation)
        if self.own is not None:
            row = self.held
        elif so_far is not None:
            row.continues_id = so_far.id or None
        row.description = typed["description"] or so_far.description
        row.basis, row.amount, row.site = typed["basis"], typed["amount"], typed["site"]
        national = typed["national_subsidy"]
        if national is None:
            national = so_far.national if so_far is not None else 0
        row.national_subsidy, row.is_one_off = national, typed["is_one_off"]
        return row


class SubjectChangeForm(ChangeForm):
    """A subject whose amount is not broken down into lines, or one that ends with all its lines."""

    ends = forms.BooleanField(label=_("The subject ends: 0 won after the change"), required=False)
    lines_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which lines the page showed of the subject: they go when it is changed as a whole."""

    def __init__(self, subject: AccountSubject, lines: str, *args: Any) -> None:
        super().__init__(*args)
        self.subject, self.lines = subject, lines
        self.initial["lines_seen"] = lines

    @property
    def row_words(self) -> str:
        return str(self.subject)

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "lines_seen"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("lines_seen", "") != self.lines:
            self.data = self.data.copy()
            self.data[self.add_prefix("lines_seen")] = self.lines
            text = _(
                "Line items of “%(subject)s” were changed meanwhile, and go with this: look at them, then save."
            )
            self.add_error(None, ValidationError(text, code=CONFLICT, params={"subject": self.subject}))
        return typed

    @property
    def is_typed(self) -> bool:
        """Whether somebody wants this version to hold the subject's own amount."""
        return bool(set(self.changed_data) & {"change", "amount", "national_subsidy", "revert", "ends"})
