"""The page that opens a year or a version of a programme from one that it has: what will be made, then making it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.after_migrate.database_errors import sentence_of
from ledger.after_migrate.refusals import refusal_in
from ledger.desk.inputs.faults import faults
from ledger.desk.reasons.form import ReasonForm
from ledger.figures.facts import Version
from ledger.load import NotInLedger
from ledger.load.program import versions_held
from ledger.models import BudgetVersion, Program, VersionKind, VersionStatus
from ledger.models.desk.charge import refuse_foreign
from ledger.opening import Opening, OpeningRefused, Target, propose, propose_all, save_all, suggested
from ledger.words import heading_words
from ledger.words.field_help import field_help
from ledger.words.formats import with_separators
from sites.fields import FIRST_YEAR, LAST_YEAR

NEXT = "next"
"""What an address has behind it that names a kind of version: `open/?next=supplementary`."""

DRAFTS = 10
"""How many open versions a programme without a budget is offered."""


class OpeningForm(forms.Form):
    """From which version, which one, and for whom."""

    source = forms.ChoiceField(
        label=gettext_lazy("From the version"),
        help_text=gettext_lazy("e.g. last year's original budget; for 제1회 추경 this year's"),
    )
    fiscal_year = forms.IntegerField(
        label=gettext_lazy("fiscal year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=field_help(BudgetVersion._meta.get_field("fiscal_year")),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("kind"),
        choices=VersionKind.choices,
        help_text=field_help(BudgetVersion._meta.get_field("kind")),
    )
    sequence = forms.IntegerField(
        label=gettext_lazy("sequence"),
        min_value=1,
        max_value=99,
        initial=1,
        help_text=field_help(BudgetVersion._meta.get_field("sequence")),
    )
    with_document = forms.BooleanField(
        label=gettext_lazy("With the document: texts, plan, schedule, costs"),
        required=False,
        help_text=gettext_lazy(
            "The 사업별 설명서 (지방재정법 제44조의2제1항), e.g. ticked for next year's proposal"
        ),
    )
    whole_division = forms.BooleanField(
        label=gettext_lazy("For all programmes of the division at once"),
        required=False,
        help_text=gettext_lazy("e.g. ticked by who opens the year for everybody"),
    )

    def __init__(self, program: Program, known: list[Version], typed: Any) -> None:
        super().__init__(typed)
        self.program = program
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (one.key, heading_words.with_status(one)) for one in known
        ]
        if not program.division:
            del self.fields["whole_division"]

    def openings(self) -> list[Opening]:
        """What would be made. Raises OpeningRefused, ValidationError."""
        typed = self.cleaned_data
        target = Target(
            typed["fiscal_year"], typed["kind"], typed["sequence"], with_document=typed["with_document"]
        )
        if typed.get("whole_division"):
            of_division = Program.objects.filter(bureau=self.program.bureau, division=self.program.division)
            return propose_all(of_division.values_list("slug", flat=True), typed["source"], target)
        return [propose(self.program.slug, typed["source"], target)]


def opening_page(site: AdminSite, request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what to open, show what that makes (GET with a query), make it (POST)."""
    rights = [
        f"ledger.add_{name}" for name in ("budgetversion", "yearlyallocation", "budgetlineitem", "document")
    ]
    if not request.user.has_perms(rights):
        raise PermissionDenied
    program = Program.objects.filter(slug=slug).first()
    if program is None:
        raise Http404(
            _("The ledger holds no “%(asked)s”. Go back to the programme and choose a year.")
            % {"asked": slug}
        )
    refuse_foreign(request.user, [program])
    known = versions_held(program)
    nexts = suggested(known)
    is_asked = request.method == "POST" or "source" in request.GET
    typed: Any = request.POST if request.method == "POST" else request.GET
    if not is_asked and nexts:
        # Nobody filled in the form yet: what is likeliest of the kind that the link named is shown at once.
        named = (one for one in nexts if one[1].kind == request.GET.get(NEXT))
        typed = fields_of(*next(named, nexts[0]))
    form = OpeningForm(program, known, typed) if known else None
    asked = ReasonForm(request)
    openings: list[Opening] = []
    if form is not None and form.is_valid():
        try:
            openings = form.openings()
            refuse_foreign(request.user, [one.program for one in openings])
            asked.ask_for(*(one.version for one in openings))
            if request.method == "POST" and asked.holds(is_changed=True):
                with asked.saying():
                    (version,) = save_all(openings)
                messages.success(request, _("%(version)s is open.") % {"version": version})
                return HttpResponseRedirect(reverse("admin:ledger_program_budget", args=[slug, version.key]))
        except OpeningRefused as refused:
            form.add_error(None, str(refused))
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
        except NotInLedger:
            form.add_error("source", _("A programme of the division has nothing in this version."))
        except DatabaseError as refused:
            if not asked.takes(refused):
                form.add_error(None, not_made_text(refused))
        if form.errors:
            openings = []
    context = {
        **site.each_context(request),
        "title": _("Open a new year or version"),
        "program": program,
        "opts": Program._meta,
        "form": form,
        "reason": asked,
        "faults": faults([form, asked]) if form is not None else [],
        "drafts": [] if known else drafts(program),
        "openings": [proposal(one) for one in openings],
        "suggested": [suggestion(source, target, typed) for source, target in nexts],
        "asked": {name: typed[name] for name in form.fields if name in typed} if form else {},
        "media": forms.Media(),
    }
    return TemplateResponse(request, "admin/ledger/program/open.html", context)


def drafts(program: Program) -> list[tuple[str, str]]:
    """Words and address of the budget of a programme that has none yet, in each version that is still open."""
    still_open = BudgetVersion.objects.filter(status=VersionStatus.DRAFT).order_by("-fiscal_year", "-pk")
    return [
        (str(one), reverse("admin:ledger_program_budget", args=[program.slug, one.key]))
        for one in still_open[:DRAFTS]
    ]


def fields_of(source: str, target: Target) -> dict[str, str]:
    """What the form would send to ask for it."""
    found = {
        "source": source,
        "fiscal_year": str(target.fiscal_year),
        "kind": str(target.kind),
        "sequence": str(target.sequence),
    }
    return found | ({"with_document": "on"} if target.with_document else {})


def suggestion(source: str, target: Target, typed: Any) -> dict[str, Any]:
    """A way to ask for it in one step: its words, its address, and whether it is what the page shows."""
    fields = fields_of(source, target)
    named = BudgetVersion(fiscal_year=target.fiscal_year, kind=target.kind, sequence=target.sequence)
    is_shown = all(typed.get(name) == cell for name, cell in fields.items())
    return {"words": str(named), "address": f"?{urlencode(fields)}", "is_shown": is_shown}


def not_made_text(error: DatabaseError) -> str:
    """Why nothing was made. Raises the error again where it is the program's own."""
    if isinstance(error, IntegrityError) and not refusal_in(error):
        return _("Somebody else opened it meanwhile; nothing of yours was made. Look at it first.")
    if text := sentence_of(error):
        return text
    raise error


def proposal(opening: Opening) -> dict[str, Any]:
    """What the page shows of one programme."""
    edition, amount = opening.edition, opening.amount
    of_subject: dict[int, list[str]] = {}
    for line in opening.lines:
        of_subject.setdefault(id(line.allocation), []).append(
            f"{line.description} {with_separators(line.amount)}"
        )
    return {
        "program": opening.program,
        "version": opening.version,
        "carried": opening.carried,
        "amount": None if amount is None else with_separators(amount),
        "allocations": [
            {
                "subject": one.subject,
                "amount": None if one.amount is None else with_separators(one.amount),
                "lines": of_subject.get(id(one), []),
            }
            for one in opening.allocations
        ],
        "edition": edition,
        "plan": [] if edition is None else [one for one in edition.plan if one.amount is not None],
        "steps": []
        if edition is None
        else [(one.text, day(one.starts_on), day(one.ends_on)) for one in edition.steps],
        "blanks": opening.blanks,
        "one_off": [line.description for line in opening.lines if line.is_one_off],
    }


def day(one: date | None) -> str:
    """'2022.01.', '' for none."""
    return f"{one:%Y.%m.}" if one else ""
