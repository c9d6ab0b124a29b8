"""The page of a year in a version that changes another: each subject and line with 기정, 증감 and 경정.

What nobody types into is carried as it is and nothing is stored of it. Of a row the change gives the amount after it,
and the other way round. Rows are named by what they are of, not by their number on the page.
"""

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.desk.change_forms import HELD_ROW, ChangeForm, LineChangeForm, SubjectChangeForm
from ledger.desk.inputs.choices import ListedChoice
from ledger.desk.inputs.faults import Fault, faults_of, row_of
from ledger.desk.inputs.formula import FormulaInput
from ledger.desk.inputs.subject_form import SubjectForm, subject_choice
from ledger.desk.saving.merging import REVISION
from ledger.desk.tie_message import row_id
from ledger.figures.changed import ChangedSubject, changed_subjects
from ledger.figures.facts import Allocation, Facts, Line, Subject
from ledger.figures.money import change
from ledger.figures.subjects import Identity, is_in_force
from ledger.load.changes import RowChange, change_of, of_rows, told
from ledger.load.seen import removals
from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.models.change import How
from ledger.words.formats import MISSING, with_separators
from sites.models import Site

BLANK_LINES = 2
"""How many empty rows for further lines a subject has."""

BLANK_SUBJECTS = 3
"""How many empty rows for further subjects the page offers."""


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

    def __init__(
        self,
        program: Program,
        version: BudgetVersion,
        facts: Facts,
        typed: Any = None,
        *,
        only: Identity | None = None,
        names: Collection[str] | None = None,
    ) -> None:
        """`only` is the subject whose forms the page has, `names` are the rows that have forms (what the sheet sends);
        None: all.
        """
        self.program, self.version, self.typed = program, version, typed
        self.names = None if names is None else dict.fromkeys(names)
        self.facts, self.only = facts, only
        self.rows = {(row.code, row.valid_from): row for row in AccountSubject.objects.all()}
        held = {"program": program, "version": version}
        self.allocations = {row.subject_id: row for row in YearlyAllocation.objects.filter(**held)}
        changed = [] if self.names == {} else [*changed_subjects(facts), *self.further_subjects()]
        self.lines = self.find_lines(changed)
        self.removed_lines = self.find_removed_lines()
        shown = [one for one in changed if only in (None, one.allocation.subject.identity)]
        self.sections_shown = [self.section(one) for one in shown if self.is_asked(one)]
        self.new = self.new_subjects() if names is None else []

    def find_lines(self, changed: Iterable[ChangedSubject]) -> dict[int, BudgetLineItem]:
        """The lines that this version holds; where few rows have forms, those of their subjects."""
        rows = list(self.allocations.values())
        known = {one.name_of(*pair) for one in changed for pair in one.lines}
        if self.names is not None and all(one in known for one in self.names if one.startswith("item-")):
            asked = {self.rows[one.allocation.subject.identity].pk for one in changed if self.is_named(one)}
            rows = [row for row in rows if row.subject_id in asked]
        lines = BudgetLineItem.objects.filter(allocation__in=rows).order_by("pk")
        return {row.pk: row for row in lines.select_related("allocation")}

    def is_named(self, one: ChangedSubject) -> bool:
        """Whether a row of the subject, as the ledger has it, has a form."""
        if self.names is None:
            return True
        subject = self.rows[one.allocation.subject.identity]
        names = self.names.keys()
        own = (one.name_of(*pair) in names for pair in one.lines)
        return f"subject-{subject.pk}" in names or bool(self.new_lines(subject)) or any(own)

    def is_asked(self, one: ChangedSubject) -> bool:
        """Whether a row of the subject has a form, be it of one that was removed."""
        row = self.allocations.get(self.rows[one.allocation.subject.identity].pk)
        gone = (removed.values["allocation"] for removed in self.removed_lines.values())
        return self.is_named(one) or (row is not None and row.pk in gone)

    def new_lines(self, subject: AccountSubject) -> list[str]:
        """What the rows for further lines of a subject are called."""
        if self.names is None:
            return [f"new-{subject.pk}-{number}" for number in range(BLANK_LINES)]
        return [name for name in self.names if name.startswith(f"new-{subject.pk}-")]

    def further_subjects(self) -> list[ChangedSubject]:
        """The subjects that only the rows that were sent have."""
        known = {self.rows[one.subject.identity].pk for one in self.facts.allocations}
        asked = {name.split("-")[1] for name in self.names or () if name.startswith("new-")}
        return [
            ChangedSubject(
                Allocation(0, Subject(row.code, row.valid_from, row.name), None, None, "won"), None, []
            )
            for row in self.rows.values()
            if str(row.pk) in asked and row.pk not in known
        ]

    def section(self, one: ChangedSubject) -> SubjectSection:
        allocation, so_far = one.allocation, one.so_far
        subject = self.rows[allocation.subject.identity]
        row = self.allocations.get(subject.pk)
        # A line of its own that was removed since the facts were read is none any more.
        lines = [
            self.line(line, earlier)
            for line, earlier in one.lines
            if line.carried_from or line.id in self.lines
            if self.names is None or one.name_of(line, earlier) in self.names
        ]
        lines += [
            self.blank_line(f"item-{pk}", removed)
            for pk, removed in self.removed_lines.items()
            if row is not None and removed.values["allocation"] == row.pk
            if f"item-{pk}" not in {form.prefix for form in lines}
        ]
        lines += [self.blank_line(name) for name in self.new_lines(subject)]
        is_held = row is not None and not allocation.carried_from
        own = allocation if is_held and not allocation.lines else None
        seen = signature(
            one for one in self.lines.values() if row is not None and one.allocation_id == row.pk
        )
        form = SubjectChangeForm(subject, seen, self.typed, f"subject-{subject.pk}", so_far, own, row)
        return SubjectSection(subject, allocation, so_far, form, lines)

    def line(self, line: Line, earlier: Line | None) -> LineChangeForm:
        own = None if line.carried_from else line
        carried: dict[str, Any] = {}
        if own is None:
            carried = {"site": self.sites.get(line.site or ""), "is_one_off": line.is_one_off}
            carried |= {"description": line.description, "basis": ""}
        so_far = earlier or (line if own is None else None)
        row = None if own is None else self.lines[line.id]
        name = ChangedSubject.name_of(line, earlier)
        form = LineChangeForm(deepcopy(self.site_choice), self.typed, name, so_far, own, row, carried)
        if own is None:
            form.removed_as_shown = self.removed_of(line)
            form.removed = self.last_removed_of(line) if form.removed_as_shown else None
        return form

    def blank_line(self, prefix: str, removed: RowChange | None = None) -> LineChangeForm:
        """The form of a line that is to come; or of one that was removed while somebody typed into it."""
        form = LineChangeForm(deepcopy(self.site_choice), self.typed, prefix, None, None, None)
        form.removed = removed
        return form

    @cached_property
    def site_rows(self) -> list[Site]:
        """The sites that a line may name; of rows that were sent those that they have."""
        rows = Site.objects.order_by("name")
        if self.names is None:
            return list(rows)
        slugs = {line.site for one in self.facts.allocations for line in one.lines if line.site}
        typed = {row_id(self.typed[name]) for name in self.typed if name.endswith("-site")}
        held = {row.site_id for row in self.lines.values()}
        return list(rows.filter(Q(slug__in=slugs) | Q(pk__in=(typed | held) - {None, 0})))

    @cached_property
    def sites(self) -> dict[str, int]:
        """Slug -> id."""
        return {site.slug: site.pk for site in self.site_rows}

    @cached_property
    def site_choice(self) -> ListedChoice:
        return ListedChoice(self.site_rows, queryset=Site.objects.all(), required=False, label=_("site"))

    def find_removed_lines(self) -> dict[int, RowChange]:
        """The lines of this version that were removed, of those that the page had when it was made."""
        if self.typed is None:
            return {}
        asked = {name.split("-")[1] for name in self.typed if name.startswith("item-")}
        ids = {int(text) for text in asked if text.isascii() and text.isdecimal() and len(text) < 19}
        gone = removals(BudgetLineItem, ids - self.lines.keys())
        own = {row.pk for row in self.allocations.values()}
        return {pk: one for pk, one in gone.items() if one.values["allocation"] in own}

    def removed_of(self, line: Line) -> RowChange | None:
        """The end of the row that changed a carried line when the page was made; None where none did."""
        typed = self.typed or {}
        posted, held = (typed.get(f"item-{line.id}-{name}") or "" for name in (REVISION, HELD_ROW))
        if posted in ("", "0"):
            return None
        gone = removals(BudgetLineItem, [row_id(held)]).get(row_id(held))
        return gone if gone is not None and gone.values["continues"] == line.id else None

    def last_removed_of(self, line: Line) -> RowChange:
        """The end of the last row of this version that changed a carried line: what stood there last."""
        own = Q(before__allocation_id__in=[row.pk for row in self.allocations.values()])
        gone = told(of_rows(BudgetLineItem, how=How.REMOVED, before__continues_id=line.id) & own).first()
        found = self.removed_of(line) if gone is None else change_of(gone)
        assert found is not None
        return found

    def new_subjects(self) -> list[SubjectForm]:
        """Empty forms for further subjects: what is in force and not on the page yet."""
        used = {one.subject.identity for one in self.facts.allocations}
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
    def touched(self) -> list[Any]:
        """The rows that this person changes, of those that are there."""
        own: Iterator[Any] = (
            form for section in self.sections_shown for form in (section.form, *section.lines)
        )
        return [form.held for form in own if form.held is not None and form.is_typed]

    @property
    def sets(self) -> list[Any]:
        """The sets of forms: none, each form stands by itself."""
        return []

    @property
    def media(self) -> Any:
        """The scripts and styles of the fields."""
        return sum((form.media for form in self.forms()), FormulaInput().media)

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return sum(len(form.errors) for form in self.forms()) if self.typed is not None else 0

    def faults(self) -> list[Fault]:
        """What is wrong, field by field, of what was typed."""
        if self.typed is None:
            return []
        rows: list[tuple[Any, str]] = [
            (form, str(section.subject) if form is section.form else row_of(form, str(section.subject)))
            for section in self.sections_shown
            for form in (section.form, *section.lines)
        ]
        rows += [(form, gettext("Another account subject")) for form in self.new]
        return [fault for form, row in rows if form.is_typed for fault in faults_of(form, row)]

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
        allocation = self.allocation_of(section)
        if section.form.is_typed:
            self.save_subject(section, allocation)
            return
        if allocation.pk is None:
            allocation.save()
        for form in typed:
            if form.cleaned_data["revert"]:
                if form.held is not None:
                    form.held.delete()
                continue
            save_row(form, form.row(allocation))

    def allocation_of(self, section: SubjectSection) -> YearlyAllocation:
        """What the version allots to the subject: as it is stored, or new."""
        held = {"program": self.program, "version": self.version, "subject": section.subject}
        return self.allocations.get(section.subject.pk) or YearlyAllocation(**held)

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


def signature(rows: Iterable[Any]) -> str:
    """A short sign of some rows as they are; '' for none."""
    found = " ".join(f"{row.pk}.{row.revision}" for row in rows)
    return sha256(found.encode()).hexdigest()[:16] if found else ""


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
    form.saved = row
