"""Pasting the rows of 집행 현황 as they were copied from a spreadsheet or the accounting system, all or nothing."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ledger.after_migrate.database_errors import sentence_of
from ledger.desk.inputs.choices import OneOfMany
from ledger.desk.inputs.faults import faults
from ledger.desk.inputs.typed import WholeNumberField
from ledger.desk.reasons.form import LONGEST_NUMBER
from ledger.figures.facts import Subject
from ledger.figures.money import total
from ledger.models import AccountSubject, BudgetVersion, ExecutionSnapshot, Program
from ledger.models.desk.charge import editable, foreign_sentence
from ledger.models.stated_figure import readings_text
from ledger.models.subject import in_force_in
from ledger.reading.pasted import MOST_LINES, Fault, PastedRow, read_rows
from ledger.reports import execution
from ledger.words import labels, locale
from ledger.words.field_help import field_help
from ledger.words.locale import Text
from sites.fields import FIRST_YEAR, LAST_YEAR, Unit
from sites.forms import DayText
from sites.said import saying

SHOWN_OF_A_CELL = 40
"""Letters of a pasted cell that an error shows."""
LONGEST_TEXT = 100_000
"""Letters of a pasted text."""

FAULTS: dict[str, Text] = {
    "no_rows": gettext_lazy("There is no row. Paste at least one with a subject and an amount."),
    "too_many": gettext_lazy(
        "These are %(text)s lines; at most %(most)s can be taken. Paste one programme and one day at a time."
    ),
    "heading": gettext_lazy(
        "The heading does not name the column “%(column)s”. Name it so, or leave the heading out."
    ),
    "heading_unit": gettext_lazy("The heading “%(text)s” names another unit than the one chosen above."),
    "columns": gettext_lazy(
        "A row has three cells (account subject, committed, executed), separated by tabs or semicolons; this one"
        " has %(text)s. Name further columns in a heading, and they are left out."
    ),
    "no_subject": gettext_lazy(
        "The account subject is blank. Write its code or name, or “total” for the programme."
    ),
    "subject": gettext_lazy(
        "The year has no account subject “%(text)s”. Check its code or name, or enter the subject first."
    ),
    "ambiguous": gettext_lazy("Several account subjects are called so: %(text)s. Write the code."),
    "twice": gettext_lazy("This account subject stands on line %(text)s already. Leave one of the two."),
    "amount": gettext_lazy("“%(text)s” is no amount. Write 1,234 or △1,234, - for none."),
    "readings": gettext_lazy(
        "“%(text)s” can be read in several ways: %(readings)s. Write the one that is meant."
    ),
    "nothing": gettext_lazy("Neither amount is given. Write - where there is none, or leave the line out."),
}
"""What is wrong with a line, and what to do."""


def units() -> list[tuple[str, Text]]:
    """The units that can be chosen."""
    return [(key, locale.UNITS[key]) for key in (Unit.WON, Unit.THOUSAND, Unit.MILLION)]


class PasteForm(forms.Form):
    """A programme's day: what is pasted is read with it, so that all that is wrong is said in one pass."""

    program = forms.ModelChoiceField(Program.objects.all(), label=gettext_lazy("programme"))
    fiscal_year = WholeNumberField(
        label=gettext_lazy("fiscal year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    as_of = DayText(label=gettext_lazy("as of"))
    unit = forms.ChoiceField(
        label=gettext_lazy("unit"),
        choices=units,
        help_text=gettext_lazy("That of the pasted amounts, e.g. won for e호조"),
    )
    source = forms.CharField(
        label=gettext_lazy("source"),
        max_length=ExecutionSnapshot._meta.get_field("source").max_length,
        required=False,
        help_text=gettext_lazy("Where the figures were read: e호조 집행현황"),
        widget=forms.TextInput(attrs={"size": 60}),
    )
    rows = forms.CharField(
        label=gettext_lazy("rows"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 80, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One row a line: account subject (code or name), committed, executed. A heading and a row “total” for the"
            " whole programme may stand with them. e.g. 201-01 1,200,000,000 980,000,000, between them a tab"
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason for the change history"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text=gettext_lazy("e.g. 10월 말 집행 현황"),
    )
    document_number = forms.CharField(
        label=gettext_lazy("document number of the reason"),
        max_length=LONGEST_NUMBER,
        required=False,
        widget=forms.TextInput(attrs={"size": 30}),
        help_text=gettext_lazy("e.g. 예산담당관-1234"),
    )

    def __init__(self, *args: Any, site: AdminSite, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        for field in ExecutionSnapshot._meta.fields:
            if field.name in ("program", "fiscal_year", "as_of"):
                self.fields[field.name].help_text = field_help(field)
        self.fields["program"].widget = OneOfMany(
            ExecutionSnapshot._meta.get_field("program"),
            site,
            choices=self.fields["program"].choices,  # type: ignore[attr-defined]
        )
        self.pasted: list[PastedRow] = []
        self.subjects: dict[Subject, AccountSubject] = {}

    def clean_program(self) -> Program:
        """The programme, if it is one that the person writes in."""
        program: Program = self.cleaned_data["program"]
        if sentence := foreign_sentence(self.person, program):
            raise ValidationError(sentence)
        return program

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        year, day = cleaned.get("fiscal_year"), cleaned.get("as_of")
        if year and day:
            self.check_day(year, day)
        if "rows" in cleaned and "unit" in cleaned:
            self.subjects = subjects_of(year)
            self.pasted, faults = read_rows(cleaned["rows"], cleaned["unit"], self.subjects)
            for fault in faults:
                self.add_error("rows", fault_error(fault))
        return cleaned

    def check_day(self, year: int, day: date) -> None:
        """The day is one that a row may have, and nothing is entered for it yet."""
        try:
            ExecutionSnapshot(fiscal_year=year, as_of=day).refuse_what_breaks_a_rule()
        except ValidationError as refused:
            self.add_error(None, refused)
            return
        if program := self.cleaned_data.get("program"):
            count = entered_rows(program, year, day).count()
            if count:
                self.add_error("as_of", already_entered_text(count, day))

    def save(self) -> None:
        """Write all rows or none. DatabaseError where somebody else entered the same day meanwhile."""
        cleaned = self.cleaned_data
        reason = cleaned["reason"] or _("Pasted")
        with saying(why=reason, document_number=cleaned["document_number"]), transaction.atomic():
            for pasted in self.pasted:
                row = ExecutionSnapshot(
                    program=cleaned["program"],
                    fiscal_year=cleaned["fiscal_year"],
                    as_of=cleaned["as_of"],
                    subject=None if pasted.subject is None else self.subjects[pasted.subject],
                    committed=pasted.committed,
                    executed=pasted.executed,
                    unit=cleaned["unit"],
                    source=cleaned["source"],
                )
                row.save()

    def doubts(self) -> list[str]:
        """What is stored all the same, and should be looked at."""
        found = []
        for name, label in (("committed", _("Committed")), ("executed", _("Executed"))):
            whole = [getattr(row, name) for row in self.pasted if row.subject is None]
            parts = [getattr(row, name) for row in self.pasted if row.subject is not None]
            if parts and whole not in ([], [None]) and whole != [total(parts)]:
                found.append(
                    _("%(column)s: the account subjects do not add up to the total.") % {"column": label}
                )
        lines = [
            str(row.line)
            for row in self.pasted
            if row.committed is not None and row.executed is not None and row.executed > row.committed
        ]
        if lines:
            found.append(
                _("More is executed than committed on line %(lines)s.") % {"lines": ", ".join(lines)}
            )
        return found


def subjects_of(year: int | None) -> dict[Subject, AccountSubject]:
    """The account subjects in force in a year, of those that share a code the latest; all where no year is given."""
    rows = AccountSubject.objects.order_by("code", "valid_from")
    if year:
        rows = rows.filter(in_force_in(year))
    latest = {row.code: row for row in rows}
    return {Subject(row.code, row.valid_from, row.name): row for row in latest.values()}


def entered_rows(program: Program, year: int, day: date) -> Any:
    """What the ledger has of a programme's day."""
    return ExecutionSnapshot.objects.filter(program=program, fiscal_year=year, as_of=day)


def already_entered_text(count: int, day: date) -> str:
    """The sentence that the ledger has so many rows of the day."""
    return ngettext(
        "The ledger has %(count)s row of %(day)s already. Change or delete it in the list first.",
        "The ledger has %(count)s rows of %(day)s already. Change or delete them in the list first.",
        count,
    ) % {"count": count, "day": locale.day_text(day)}


def fault_error(fault: Fault) -> ValidationError:
    """A fault as an error of the form: 'line 3: …'."""
    columns = {"subject": _("account subject"), "committed": _("Committed"), "executed": _("Executed")}
    sentence = str(FAULTS[fault.kind]) % {
        "text": fault.text[:SHOWN_OF_A_CELL],
        "most": MOST_LINES,
        "column": columns.get(fault.text, ""),
        "readings": readings_text(fault.readings),
    }
    if not fault.line:
        return ValidationError(sentence)
    return ValidationError(_("Line %(line)s: %(sentence)s") % {"line": fault.line, "sentence": sentence})


def execution_paste(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show the form, or save what was pasted. Takes the right to add; whatever is wrong, what was typed stays."""
    if not request.user.has_perm("ledger.add_executionsnapshot"):
        raise PermissionDenied
    form = PasteForm(request.POST or None, site=site, person=request.user, initial=asked(request))
    if request.method == "POST" and form.is_valid() and save_pasted_rows(request, form):
        return HttpResponseRedirect(reverse("admin:ledger_executionsnapshot_changelist"))
    context = {
        **site.each_context(request),
        "title": _("Paste execution rows"),
        "opts": ExecutionSnapshot._meta,
        "form": form,
        "faults": faults([form]),
        "media": form.media,
    }
    return TemplateResponse(request, "admin/ledger/executionsnapshot/paste.html", context)


def asked(request: HttpRequest) -> dict[str, Any]:
    """What an address fills in: one's own programme by its slug, the year. What is none is left blank."""
    year = request.GET.get("fiscal_year", "")
    program = Program.objects.filter(editable(request.user), slug=request.GET.get("program", "")).first()
    return {
        "program": program,
        "fiscal_year": year if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        "unit": Unit.WON,
    }


def save_pasted_rows(request: HttpRequest, form: PasteForm) -> bool:
    """Whether the rows were saved, all or none; false when somebody else entered the day in the meantime."""
    cleaned = form.cleaned_data
    try:
        form.save()
    except DatabaseError as refused:
        count = entered_rows(cleaned["program"], cleaned["fiscal_year"], cleaned["as_of"]).count()
        if count:
            form.add_error("as_of", already_entered_text(count, cleaned["as_of"]))
        elif text := sentence_of(refused):
            form.add_error(None, text)
        else:
            raise
        return False
    count, year = len(form.pasted), cleaned["fiscal_year"]
    sentence = ngettext("%(count)s row was saved.", "%(count)s rows were saved.", count) % {"count": count}
    if BudgetVersion.objects.filter(fiscal_year=year).exists():
        report = reverse("report_page", args=[cleaned["program"].slug, "execution"])
        sentence = format_html(
            '{} <a href="{}?year={}">{}</a>', sentence, report, year, labels.heading(execution.REPORT.title)
        )
    messages.success(request, sentence)
    for doubt in form.doubts():
        messages.warning(request, doubt)
    return True
