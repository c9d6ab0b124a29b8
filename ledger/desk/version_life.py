"""The life of a budget version on its page: its state and steps, the forms of those that follow, what each does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.desk.history.changed_rows import changed_rows
from ledger.load import load
from ledger.load.version_changes import open_times
from ledger.models import BudgetVersion, Program, Step, VersionTransition
from ledger.models.version_life import (
    MOVES,
    may_take,
    newest_step,
    obstacle_to,
    refuse_foreign_step,
    take_step,
)
from ledger.tieout.progress.open_points import OpenPoints, open_points

BUTTONS: dict[Step, Promise] = {
    Step.SUBMIT: gettext_lazy("Submit"),
    Step.TAKE_BACK: gettext_lazy("Take back to draft"),
    Step.CONFIRM: gettext_lazy("Confirm"),
    Step.SETTLE: gettext_lazy("Approve the settlement"),
    Step.ASK: gettext_lazy("Ask to lift the confirmation"),
    Step.REOPEN: gettext_lazy("Lift the confirmation"),
    Step.DECLINE: gettext_lazy("Decline to lift the confirmation"),
}
"""Step -> its button, in the order of the page."""

ASKED_FOR: dict[Step, tuple[str, ...]] = {
    Step.SUBMIT: ("reason",),
    Step.TAKE_BACK: ("reason", "document_number"),
    Step.CONFIRM: ("decided_on", "document_number", "reason"),
    Step.SETTLE: ("document_number", "reason"),
    Step.ASK: ("reason", "document_number"),
    Step.REOPEN: ("reason",),
    Step.DECLINE: ("reason",),
}
"""Step -> what its form asks for; what of it must be said, the step itself knows."""

COUNTED = (Step.SUBMIT, Step.CONFIRM)
"""The steps that count what is open: to submit asks why, to confirm only tells and keeps it."""


class StepForm(forms.ModelForm):
    """A step that follows. `number` says which step the page expected, so that a second press changes nothing."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = VersionTransition
        fields = ("reason", "document_number", "decided_on")
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "reason": gettext_lazy("e.g. 의회 수정 의결"),
            "document_number": gettext_lazy("e.g. 예산담당관-1234"),
            "decided_on": gettext_lazy("The day of the vote (지방자치법 제142조), e.g. 2020-12-16"),
        }

    def __init__(self, step: Step, number: int, typed: Any = None) -> None:
        super().__init__(typed, initial={"number": number}, auto_id=f"id_{step}_%s", label_suffix="")
        for name in self.Meta.fields:
            if name not in ASKED_FOR[step]:
                del self.fields[name]
        self.step, self.button = step, BUTTONS[step]

    def _post_clean(self) -> None:
        """The row is made, and asked whether it is right, when the step is taken."""

    def said(self) -> dict[str, Any]:
        """What was typed, field by field."""
        return {name: self.cleaned_data[name] for name in ASKED_FOR[self.step]}


def life_of(version: BudgetVersion, person: Any) -> dict[str, Any]:
    """What the page shows: the steps that were taken, forms for those that follow, why others wait, what changed."""
    steps = list(version.transitions.select_related("author"))
    newest = steps[-1] if steps else None
    number = len(steps) + 1
    obstacles = {
        step: obstacle_to(step, version, newest, person)
        for step in BUTTONS
        if may_take(person, step) and version.status in MOVES[step]
    }
    waits_for_another = newest is not None and newest.step == Step.ASK and newest.author == person
    return {
        "version": version,
        "steps": steps,
        "forms": [StepForm(step, number) for step, obstacle in obstacles.items() if not obstacle],
        "waiting": obstacles.get(Step.REOPEN, "") if waits_for_another else "",
        "open_times": [changed_rows(one) for one in open_times(version)],
    }


@dataclass(frozen=True)
class OpenProgram:
    """A programme in which something is open, and where that is explained."""

    name: str
    points: OpenPoints
    tie_outs: str
    changes: str


def open_programs(version: BudgetVersion) -> Iterator[OpenProgram]:
    """The programmes of the version in which a break or a change has no reason that holds."""
    query = f"?version={version.key}"
    programs = Program.objects.filter(allocations__version=version).distinct().order_by("name")
    for slug, name in programs.values_list("slug", "name"):
        points = open_points(load(slug, version.key))
        if points.count:
            yield OpenProgram(
                name,
                points,
                f"{reverse('tie_outs_page', args=[slug])}{query}&verdict=breaks",
                f"{reverse('variance_page', args=[slug])}{query}&only=open",
            )


def take_asked_step(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """Take the step of a form, and go back to the version; where something is missing, ask for it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    version = BudgetVersion.objects.filter(pk=pk).first()
    if version is None:
        raise Http404(_("There is no such budget version. Choose one in the list."))
    person, step = cast(User, request.user), asked_step(request)
    if not may_take(person, step):
        raise PermissionDenied
    refuse_foreign_step(person, step, version)
    back = HttpResponseRedirect(reverse("admin:ledger_budgetversion_change", args=[pk]))
    newest = newest_step(version)
    number = newest.number + 1 if newest else 1
    form = StepForm(step, number, request.POST)
    if not form.is_valid():
        return step_page(site, request, version, form)
    if form.cleaned_data["number"] != number:
        say_what_happened(request, version, step, form.cleaned_data["number"])
        return back
    if obstacle := obstacle_to(step, version, newest, person):
        messages.error(request, obstacle)
        return back
    open_now = list(open_programs(version)) if step in COUNTED else []
    said: dict[str, Any] = form.said()
    if step in COUNTED:
        said["open_count"] = sum(one.points.count for one in open_now)
    try:
        taken = take_step(version, step, person, **said)
    except ValidationError as error:
        for name, sentences in getattr(error, "message_dict", {None: error.messages}).items():
            form.add_error(name if name in form.fields else None, sentences)
        return step_page(site, request, version, form, open_now)
    messages.success(request, done_words(taken))
    if step == Step.CONFIRM and open_now:
        messages.warning(request, open_words(open_now))
    return back


def asked_step(request: HttpRequest) -> Step:
    """The step that a form names."""
    asked = request.POST.get("step", "")
    if asked not in map(str, BUTTONS):
        raise BadRequest(_("The form names no step of a budget version. Load the page again."))
    return Step(asked)


def say_what_happened(request: HttpRequest, version: BudgetVersion, step: Step, number: int) -> None:
    """That the step was taken already, by whom and when; else that the version has moved on."""
    taken = version.transitions.select_related("author").filter(number=number, step=step).first()
    if taken is not None:
        messages.info(request, _("This was done already: %(step)s") % {"step": done_words(taken)})
    else:
        messages.error(
            request,
            _("The budget version has moved on meanwhile: nothing was done. Look at it as it is now."),
        )


def done_words(taken: VersionTransition) -> str:
    """'확정: 2021년 본예산은 이제 확정입니다 (approver, 2020-12-15 10:00).'"""
    return _("%(step)s: %(version)s is “%(status)s” (%(who)s, %(moment)s).") % {
        "step": taken.get_step_display(),
        "version": taken.version,
        "status": taken.get_to_status_display(),
        "who": taken.author,
        "moment": f"{timezone.localtime(taken.at):%Y-%m-%d %H:%M}",
    }


def open_words(open_now: list[OpenProgram]) -> SafeString:
    """'확정할 때 사유 없는 불일치·증감: 도서관 운영 3건, …', each with the way to its breaks, else to its changes."""
    links = format_html_join(
        ", ",
        '<a href="{}">{} {}</a>',
        (
            (one.tie_outs if one.points.breaks else one.changes, one.name, one.points.count)
            for one in open_now
        ),
    )
    return format_html("{} {}", _("Confirmed with breaks and changes without a reason that holds:"), links)


def step_page(
    site: AdminSite,
    request: HttpRequest,
    version: BudgetVersion,
    form: StepForm,
    open_now: list[OpenProgram] | None = None,
) -> HttpResponse:
    """The form of a step once more, with what is missing, and with what is open in each programme."""
    context = {
        **site.each_context(request),
        "title": f"{version} · {form.button}",
        "opts": BudgetVersion._meta,
        "version": version,
        "form": form,
        "open_programs": open_now or [],
    }
    return TemplateResponse(request, "admin/ledger/budgetversion/step.html", context, status=409)
