"""The page of a programme's year: each subject with its line items, all in one form, saved all or nothing."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import modelformset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ledger.desk.changes import ChangeForms
from ledger.desk.frozen import refuse_frozen
from ledger.desk.inputs.choices import ListedChoice
from ledger.desk.inputs.faults import Fault, faults
from ledger.desk.inputs.formula import FormulaInput
from ledger.desk.inputs.help_list import LINE_FIELDS, help_of_changes, help_of_year, point_to_help
from ledger.desk.inputs.hollow_forms import refuse_hollow_forms
from ledger.desk.inputs.subject_form import SubjectForm, subject_choice
from ledger.desk.inputs.typed import typed_field
from ledger.desk.reasons.form import ReasonForm
from ledger.desk.saving.looking import Looked, save_or_say
from ledger.desk.saving.merging import asks_to_choose, conflicts_of
from ledger.desk.saving.revision_form import RevisionForm, RevisionFormSet, RowsFormSet
from ledger.desk.sheet.page import OF_YEAR, page_json
from ledger.desk.tie_message import reporting_tie_changes
from ledger.desk.workspace.tabs import workspace
from ledger.figures.facts import Allocation, Facts
from ledger.figures.versions import changes_another, so_far
from ledger.load import NotInLedger, load
from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.models.desk.charge import foreign_sentence, refuse_foreign
from ledger.models.subject import in_force_in
from ledger.reports import budget_summary
from ledger.tieout.progress.areas import LINE_ITEMS
from ledger.words import heading_words
from ledger.words.formats import MISSING, with_separators
from sites.models import Site

FORMS = "forms"
"""What an address has behind it that wants the forms alone, without the sheet."""

SUBJECT = "subject"
"""What an address has behind it that wants the forms of one subject."""

MOST_LINES = 100
"""How many lines the forms of one page hold; where a version has more, each subject is a page of its own."""

NO_SUBJECT = 0
"""An id that no yearly allocation has."""

BLANK_SUBJECTS = 3
"""How many empty rows for further subjects the page offers."""


class SubjectFormSet(RevisionFormSet):
    """The subjects of the year. One subject stands once, and goes only when its lines have gone."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            subject = form.cleaned_data.get("subject") if hasattr(form, "cleaned_data") else None
            if subject is None:
                continue
            if subject in seen:
                form.add_error("subject", _("This subject stands on the page already."))
            seen.add(subject)
            if form.cleaned_data.get("DELETE") and form.instance.line_items.exists():
                # Of the whole set: Django does not look at the errors of a form that is to be deleted.
                raise ValidationError(
                    _("%(subject)s has line items: delete them first."), params={"subject": subject}
                )


class YearForms:
    """The two formsets of the page, bound to what was typed or to what the ledger holds."""

    def __init__(
        self, program: Program, version: BudgetVersion, typed: Any = None, only: int | None = None
    ) -> None:
        """`only` is the id of the yearly allocation whose lines the page has; None: those of all."""
        self.program, self.version = program, version
        held = list(
            YearlyAllocation.objects.filter(program=program, version=version)
            .select_related("subject", "program", "version")
            .order_by("subject__code", "subject__valid_from")
        )
        self.held = held
        self.allocations = [one for one in held if only in (None, one.pk)]
        self.subjects = self.subject_formset(typed)
        self.lines = self.line_formset(typed)
        for form in self.lines.forms:
            for field in form.fields.values():
                # The heading of the column names it for the eye only.
                field.widget.attrs["aria-label"] = field.label or ""

    def subject_formset(self, typed: Any) -> Any:
        in_force = AccountSubject.objects.filter(in_force_in(self.version.fiscal_year))
        used = {allocation.subject_id for allocation in self.held}
        offered = {subject.pk: subject for subject in in_force}
        offered.update({allocation.subject_id: allocation.subject for allocation in self.held})
        factory = modelformset_factory(
            YearlyAllocation,
            form=SubjectForm,
            formset=SubjectFormSet,
            extra=BLANK_SUBJECTS,
            can_delete=True,
        )
        queryset = (
            YearlyAllocation.objects.filter(pk__in=[one.pk for one in self.allocations])
            .select_related("subject")
            .order_by("subject__code", "subject__valid_from")
        )
        shared = {
            "program": self.program,
            "version": self.version,
            "choice": subject_choice(offered.values()),
            "free": [row for pk, row in offered.items() if pk not in used],
        }
        return factory(typed, queryset=queryset, prefix="subjects", form_kwargs=shared)

    def line_formset(self, typed: Any) -> Any:
        allocation_choice = ListedChoice(
            self.allocations, queryset=YearlyAllocation.objects.all(), widget=forms.HiddenInput
        )
        site_choice = ListedChoice(
            Site.objects.order_by("name"), queryset=Site.objects.all(), required=False, label=_("site")
        )

        class LineForm(RevisionForm):
            allocation = allocation_choice
            site = site_choice

            @property
            def changed_data(self) -> list[str]:
                """A blank row for another line is unchanged: that it knows its subject is nothing typed."""
                changed = super().changed_data
                return changed if self.instance.pk or changed != ["allocation"] else []

        factory = modelformset_factory(
            BudgetLineItem,
            form=LineForm,
            formset=RowsFormSet,
            fields=("allocation", *LINE_FIELDS),
            formfield_callback=typed_field,
            widgets={"basis": FormulaInput},
            extra=len(self.allocations),
            can_delete=True,
        )
        point_to_help(factory.form.base_fields, "budgetlineitem", LINE_FIELDS)
        queryset = BudgetLineItem.objects.filter(allocation__in=self.allocations).order_by(
            "allocation__subject__code", "allocation__subject__valid_from", "position"
        )
        initial = [{"allocation": allocation.pk} for allocation in self.allocations]
        return factory(typed, queryset=queryset, initial=initial, prefix="lines")

    def forms(self) -> Iterator[Any]:
        """All forms of the page."""
        yield from self.lines.forms
        yield from self.subjects.forms

    @property
    def touched(self) -> list[Any]:
        """The rows that this person changes."""
        return [one.instance for one in self.forms() if one.instance.pk and one.has_changed()]

    @property
    def sets(self) -> list[Any]:
        """The sets of forms."""
        return [self.lines, self.subjects]

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return int(self.lines.total_error_count() + self.subjects.total_error_count())

    def faults(self) -> list[Fault]:
        """What is wrong, field by field."""
        return faults((), self.sets)

    @property
    def media(self) -> Any:
        """The scripts and styles of the fields."""
        return self.lines.media + self.subjects.media

    def are_valid(self) -> bool:
        """Whether all that was typed can be saved."""
        # Both, so that all errors are said in one pass.
        return all([self.subjects.is_valid(), self.lines.is_valid()])

    def save(self) -> None:
        """Save lines and subjects, all or nothing."""
        with transaction.atomic():
            # First the subjects: a line that comes in clears its subject's own amount.
            self.subjects.save()
            self.lines.save()

    def sections(self, facts: Facts) -> list[dict[str, Any]]:
        """What the page shows: a section for each subject with its figure, its own form and its lines' forms."""
        figures = {allocation.id: allocation for allocation in facts.allocations}
        forms_of: dict[str, list[forms.BaseForm]] = {}
        for form in self.lines.forms:
            forms_of.setdefault(str(form["allocation"].value()), []).append(form)
        sections = []
        for form in self.subjects.forms:
            key = form.instance.pk
            figure = figures[key].amount if key in figures else None
            sections.append(
                {
                    "form": form,
                    "subject": form.instance.subject if key else None,
                    "figure": MISSING if figure is None else with_separators(figure),
                    "has_lines": key in figures and bool(figures[key].lines),
                    "lines": forms_of.get(str(key), []) if key else [],
                }
            )
        return sections


def program_budget(site: AdminSite, request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """Show and save the line items of a programme in a version. Looking takes the right to view, saving to change."""
    if not request.user.has_perm("ledger.view_budgetlineitem"):
        raise PermissionDenied
    may_edit = request.user.has_perms(
        [
            f"ledger.{action}_{name}"
            for action in ("add", "change", "delete")
            for name in ("budgetlineitem", "yearlyallocation")
        ]
    )
    try:
        facts = load(slug, version)
    except NotInLedger as missing:
        raise Http404(
            _("The ledger holds no “%(asked)s”. Go back to the programme and choose a year.")
            % {"asked": str(missing.asked)[:80]}
        ) from missing
    program = Program.objects.get(slug=slug)
    row = BudgetVersion.objects.get(pk=facts.version.id)
    frozen, base = row.frozen_by(), so_far(facts.versions, facts.version)
    is_changing = changes_another(facts.version.kind, facts.version.based_on)
    typed = request.POST if request.method == "POST" else None
    only = asked_subject(request, facts)
    is_sheet = typed is None and FORMS not in request.GET
    # Beside the sheet a large budget has no forms: they are a page for each subject.
    is_bare = is_sheet and only is not None

    def page_of(*, is_saving: bool) -> Page:
        if not is_changing:
            return YearForms(program, row, typed, NO_SUBJECT if is_bare else only.id if only else None)
        identity = only.subject.identity if only else None
        if not is_saving:
            return ChangeForms(program, row, facts, typed, only=identity, names=() if is_bare else None)
        # A row that a change brings into being has no revision before: one saves after the other.
        Program.objects.select_for_update(no_key=True).get(pk=program.pk)
        return ChangeForms(program, row, load(slug, version), typed, only=identity)

    asked = ReasonForm(request, row)
    if typed is None:
        page = page_of(is_saving=False)
    else:
        if not may_edit:
            raise PermissionDenied
        refuse_foreign(request.user, [program])
        refuse_frozen([row])
        refuse_hollow_forms(typed)
        with reporting_tie_changes(request, [(slug, facts.version.key)]):
            page, is_saved = save_page(request, page_of, asked)
        if is_saved:
            return HttpResponseRedirect(request.get_full_path())
    foreign = foreign_sentence(request.user, program) if may_edit else ""
    may_edit = may_edit and frozen is None and not foreign
    if not may_edit:
        for form in page.forms():
            for field in form.fields.values():
                field.disabled = True
    total = budget_summary.build(facts).row("total").figures
    context = {
        **site.each_context(request),
        "title": f"{program} · {row}",
        "program": program,
        "facts": facts,
        "headline": heading_words.headline(facts),
        "opts": Program._meta,
        "page": page,
        "reason": asked if may_edit else None,
        "faults": [*page.faults(), *faults([asked])],
        "sections": [] if isinstance(page, ChangeForms) else page.sections(facts),
        "so_far": heading_words.version_label(base) if base else "",
        "conflicts": conflicts_of(page.forms()),
        "subjects": subject_pages(facts, only) if only else [],
        "shown": subject_key(only) if only else "",
        "is_bare": is_bare,
        "workspace": workspace(request, program, row, LINE_ITEMS),
        **(sheet_context(request, program, row, facts) if is_sheet else {}),
        "may_edit": may_edit,
        "field_help": help_of_changes() if isinstance(page, ChangeForms) else help_of_year(),
        "frozen": frozen,
        "foreign": foreign,
        "total": MISSING if total["current"] is None else with_separators(total["current"]),  # type: ignore[arg-type]
        "change": MISSING if total["change"] is None else with_separators(total["change"]),  # type: ignore[arg-type]
        "media": page.media,
    }
    template = "changes.html" if isinstance(page, ChangeForms) else "budget.html"
    status = 409 if typed is not None and asks_to_choose([*page.forms(), *page.sets]) else 200
    return TemplateResponse(request, f"admin/ledger/program/{template}", context, status=status)


Page = YearForms | ChangeForms


def asked_subject(request: HttpRequest, facts: Facts) -> Allocation | None:
    """The yearly allocation whose forms the page shows, where there are too many lines for one; else None.

    What is sent says itself which those were: a row without a form would be passed over.
    """
    held = [one for one in facts.allocations if one.id]
    is_sent = request.method == "POST"
    asked = (request.POST if is_sent else request.GET).get(SUBJECT, "")
    found = next((one for one in held if subject_key(one) == asked), None)
    if is_sent:
        if asked and found is None:
            raise Http404(_("Line items of this subject were removed meanwhile: load the page again."))
        return found
    if sum(len(one.lines) for one in facts.allocations) <= MOST_LINES or not held:
        return None
    return found or held[0]


def subject_key(one: Allocation) -> str:
    """'201-01-2000': what an address calls a subject. A number would be another where a change comes to hold it."""
    return "-".join(map(str, one.subject.identity))


def subject_pages(facts: Facts, only: Allocation) -> list[tuple[str, str, bool]]:
    """Words and address of the forms of each subject, and whether they are those that are shown."""
    return [
        (f"{one.subject.code} {one.subject.name}", f"?{FORMS}=1&{SUBJECT}={subject_key(one)}", one == only)
        for one in facts.allocations
    ]


def sheet_context(
    request: HttpRequest, program: Program, version: BudgetVersion, facts: Facts
) -> dict[str, Any]:
    """The sheet of the lines; with it the page hides its forms from those who have its script."""
    kind = next(one for one in OF_YEAR if one.is_there_for(version))
    return {"sheet": page_json(request, kind(program, version), facts), "sheet_id": f"sheet-{kind.NAME}"}


def save_page(request: HttpRequest, page_of: Callable[..., Page], asked: ReasonForm) -> tuple[Page, bool]:
    """The page of what was typed, and whether it was saved, all or nothing; what was refused is said on it."""
    looked: Looked[Page] = save_or_say(
        lambda: page_of(is_saving=True), lambda: page_of(is_saving=False), asked
    )
    for sentence in looked.sentences:
        messages.error(request, sentence)
    if looked.is_saved:
        messages.success(request, _("Saved. All totals and changes follow."))
    return looked.forms, looked.is_saved
