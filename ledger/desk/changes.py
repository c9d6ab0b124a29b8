"""The page of a year in a version that changes another: each subject and line with 기정, 증감 and 경정.

What nobody types into is carried as it is and nothing is stored of it. Of a row the change gives the amount after it,
and the other way round. Rows are named by what they are of, not by their number on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.choices import ListedChoice
from ledger.desk.inputs.subject_form import SubjectForm, subject_choice
from ledger.desk.inputs.won import WonFormField
from ledger.figures import versions
from ledger.figures.carried import match_lines
from ledger.figures.facts import Allocation, Facts, Line
from ledger.figures.money import change
from ledger.figures.subjects import is_in_force
from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.words.formats import MISSING, with_separators
from sites.models import Site

BLANK_LINES = 2
"""How many empty rows for further lines a subject has."""

BLANK_SUBJECTS = 3
"""How many empty rows for further subjects the page offers."""


class ChangeForm(forms.Form):
    """A row: the change or the amount after it, each of which gives the other; blank leaves the row as it is."""

    change = WonFormField(label=_("Change (won)"), required=False)
    amount = WonFormField(label=_("Amount after the change (won)"), required=False)
    national_subsidy = WonFormField(label=_("National part after the change (won)"), required=False)
    revert = forms.BooleanField(label=_("No change after all"), required=False)

    def __init__(self, typed: Any, prefix: str, so_far: Any, own: Any, **initial: Any) -> None:
        """`so_far` is what the row had before this version, `own` what it has by it; None: nothing."""
        self.so_far, self.own = so_far, own
        if own is not None:
            initial |= {
                "change": change(own.amount, 0 if so_far is None else so_far.amount),
                "amount": own.amount,
                "national_subsidy": own.national,
            }
        super().__init__(typed, prefix=prefix, initial=initial)
        for field in self.fields.values():
            # The heading of the column names it for the eye only.
            field.widget.attrs["aria-label"] = field.label or ""

    @property
    def before(self) -> str:
        """기정 with separators."""
        amount = None if self.so_far is None else self.so_far.amount
        return MISSING if amount is None else with_separators(amount)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.errors or "change" not in typed:
            return typed
        before = self.so_far.amount if self.so_far is not None else 0
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

    def take_errors(self, error: ValidationError) -> None:
        """What the model refuses, beside the fields that the form has."""
        for field, errors in error.message_dict.items():
            self.add_error(field if field in self.fields else None, ValidationError(errors))


class LineChangeForm(ChangeForm):
    """A line: of the budget so far, of this version, or a new one."""

    description = forms.CharField(label=_("Line item"), max_length=500, required=False)
    basis = forms.CharField(label=_("Basis of the change"), max_length=1000, required=False)
    is_one_off = forms.BooleanField(label=_("One-off"), required=False)

    def __init__(self, sites: ListedChoice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"] = sites

    @property
    def is_typed(self) -> bool:
        """Whether somebody wants this version to hold the row."""
        if self.own is not None:
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
            row = BudgetLineItem.objects.get(pk=self.own.id)
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

    @property
    def is_typed(self) -> bool:
        """Whether somebody wants this version to hold the subject's own amount."""
        return bool(set(self.changed_data) & {"change", "amount", "national_subsidy", "revert", "ends"})


@dataclass(frozen=True)
class SubjectSection:
    """A subject of the page: what it has so far and after the change, its own form, its lines' forms."""

    subject: AccountSubject
    allocation: Allocation
    so_far: Allocation | None
    form: SubjectChangeForm
    lines: list[LineChangeForm]

    @property
    def figures(self) -> list[str]:
        """기정, 증감, 경정 with separators."""
        before, after = (self.so_far.amount if self.so_far else 0), self.allocation.amount
        return [
            MISSING if one is None else with_separators(one) for one in (before, change(after, before), after)
        ]

    @property
    def is_held(self) -> bool:
        """Whether this version holds the subject."""
        return not self.allocation.carried_from


class ChangeForms:
    """The forms of the page, bound to what was typed or to what the ledger holds."""

    def __init__(self, program: Program, version: BudgetVersion, facts: Facts, typed: Any = None) -> None:
        self.program, self.version, self.typed = program, version, typed
        self.rows = {(row.code, row.valid_from): row for row in AccountSubject.objects.all()}
        self.site_rows = list(Site.objects.order_by("name"))
        self.sites = {site.slug: site.pk for site in self.site_rows}
        base = versions.so_far(facts.versions, facts.version)
        so_far = facts.budgets.get(base.key if base else "", ())
        before = {one.subject.identity: one for one in so_far}
        self.sections_shown = [
            self.section(one, before.get(one.subject.identity)) for one in facts.allocations
        ]
        self.new = self.new_subjects(facts)

    def section(self, allocation: Allocation, so_far: Allocation | None) -> SubjectSection:
        subject = self.rows[allocation.subject.identity]
        pairs = match_lines(allocation.lines, () if so_far is None else so_far.lines)
        lines = [
            self.line(subject, f"item-{line.id}", earlier, None if line.carried_from else line, line)
            for line, earlier in pairs
            if line is not None
        ]
        lines += [self.line(subject, f"new-{subject.pk}-{n}", None, None) for n in range(BLANK_LINES)]
        own = allocation if not allocation.lines and not allocation.carried_from else None
        form = SubjectChangeForm(self.typed, f"subject-{subject.pk}", so_far, own)
        return SubjectSection(subject, allocation, so_far, form, lines)

    def line(
        self,
        subject: AccountSubject,
        prefix: str,
        so_far: Line | None,
        own: Line | None,
        shown: Line | None = None,
    ) -> LineChangeForm:
        sites = ListedChoice(self.site_rows, queryset=Site.objects.all(), required=False, label=_("site"))
        initial: dict[str, Any] = {}
        if shown is not None:
            initial = {"site": self.sites.get(shown.site or ""), "is_one_off": shown.is_one_off}
            initial["description"] = shown.description
            initial["basis"] = shown.basis if own is not None else ""
        form = LineChangeForm(
            sites, self.typed, prefix, so_far or (shown if own is None else None), own, **initial
        )
        if shown is not None and own is None:
            form.fields["basis"].widget.attrs["placeholder"] = shown.basis
        return form

    def new_subjects(self, facts: Facts) -> list[SubjectForm]:
        """Empty forms for further subjects: what is in force and not on the page yet."""
        used = {one.subject.identity for one in facts.allocations}
        year = self.version.fiscal_year
        free = [row for identity, row in self.rows.items() if is_in_force(row, year) and identity not in used]
        choice = subject_choice(free)
        return [
            SubjectForm(
                self.typed,
                prefix=f"more-{number}",
                program=self.program,
                version=self.version,
                choice=choice,
                free=free,
                empty_permitted=True,
                use_required_attribute=False,
            )
            for number in range(BLANK_SUBJECTS)
        ]

    def forms(self) -> Iterator[Any]:
        """All forms of the page."""
        for section in self.sections_shown:
            yield section.form
            yield from section.lines
        yield from self.new

    @property
    def media(self) -> Any:
        """The scripts and styles of the fields."""
        return sum((form.media for form in self.forms()), forms.Media())

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return sum(len(form.errors) for form in self.forms()) if self.typed is not None else 0

    def are_valid(self) -> bool:
        """Whether all that was typed can be saved."""
        # All of them, so that all errors are said in one pass.
        valid = [form.is_valid() for form in self.forms() if form.is_typed]
        is_valid = all(valid)
        for section in self.sections_shown:
            of_lines = [line for line in section.lines if line.is_typed]
            if section.form.is_typed and of_lines:
                text = _("Change the subject as a whole or its lines, not both at once.")
                section.form.add_error(None, text)
                is_valid = False
        chosen = [form.cleaned_data.get("subject") for form in self.new if form.is_typed and form.is_valid()]
        if len(set(chosen)) < len(chosen):
            self.new[-1].add_error("subject", gettext("This subject stands on the page already."))
            is_valid = False
        return is_valid

    def save(self) -> None:
        """Save what was typed, all or nothing. ValidationError where a model refuses it; its form says so."""
        with transaction.atomic():
            for section in self.sections_shown:
                self.save_section(section)
            for form in (one for one in self.new if one.is_typed):
                save_row(form, form.save(commit=False))

    def save_section(self, section: SubjectSection) -> None:
        typed = [line for line in section.lines if line.is_typed]
        if not typed and not section.form.is_typed:
            return
        held = {"program": self.program, "version": self.version, "subject": section.subject}
        allocation = YearlyAllocation.objects.filter(**held).first() or YearlyAllocation(**held)
        if section.form.is_typed:
            self.save_subject(section, allocation)
            return
        if allocation.pk is None:
            allocation.save()
        for form in typed:
            if form.cleaned_data["revert"]:
                if form.own is not None:
                    BudgetLineItem.objects.get(pk=form.own.id).delete()
                continue
            save_row(form, form.row(allocation))

    def save_subject(self, section: SubjectSection, allocation: YearlyAllocation) -> None:
        typed = section.form.cleaned_data
        if typed["revert"]:
            if allocation.pk is not None:
                allocation.delete()
            return
        if allocation.pk is not None:
            allocation.line_items.all().delete()
        allocation.amount = 0 if typed["ends"] else typed["amount"]
        allocation.national_subsidy = 0 if typed["ends"] else typed["national_subsidy"]
        if section.so_far is not None:
            allocation.unit = section.so_far.known_to
        save_row(section.form, allocation)


def save_row(form: Any, row: Any) -> None:
    """Save a row once its model finds nothing wrong in it; the form says what is."""
    try:
        row.full_clean()
    except ValidationError as error:
        if isinstance(form, ChangeForm):
            form.take_errors(error)
        else:
            form.add_error(None, ValidationError(error.messages))
        raise
    row.save()
