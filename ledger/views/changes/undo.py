"""되돌리기: what an undo would make of each row, then, with a reason, making it as a new change."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from ledger.load.changes import names_of
from ledger.models import Change
from ledger.screen.undo_table import undo_changes, undo_rows
from ledger.undoing import Plan, UndoRefused, may_undo, plan_of, refuse_foreign_steps, undo
from ledger.undoing.plan import MOST_ROWS
from ledger.views.changes.asked import sight_of
from ledger.views.request.rights import look_not_required
from ledger.words.change_words import by_means_of
from sites.forms import EvidenceText, PlainText
from sites.said import saying

METHODS = ("GET", "HEAD", "POST")

Entries = Callable[[], QuerySet[Change]]


class UndoForm(forms.Form):
    """Why something is undone."""

    reason = EvidenceText(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )
    document_number = PlainText(label=gettext_lazy("Document number"), required=False, max_length=100)


@look_not_required
@require_http_methods(METHODS)
def undo_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The undo of what one save made of a row; `pk` is an entry of it."""
    seen = sight_of(request.user).entries()
    entry = Change.objects.filter(seen, pk=pk).first() if len(str(pk)) < 19 else None
    if entry is None:
        raise no_such_change()
    of_save = Q(pk=pk)
    if entry.request:
        of_save = Q(request=entry.request, kind=entry.kind, row=entry.row)
    return undo_page(request, lambda: Change.objects.filter(of_save))


@look_not_required
@require_http_methods(METHODS)
def undo_request(request: HttpRequest, save: UUID) -> HttpResponse:
    """The undo of all that one save changed."""
    seen = sight_of(request.user).entries()
    of_save = Change.objects.filter(request=str(save))
    if not of_save.filter(seen).exists():
        raise no_such_change()
    return undo_page(request, lambda: Change.objects.filter(request=str(save)))


def no_such_change() -> Http404:
    return Http404(_("The log of changes has no such change. Look for it in the list of what changed."))


def undo_page(request: HttpRequest, entries: Entries) -> HttpResponse:
    """What would become what, and the form that makes it so; 409 where something stands in the way when it is sent."""
    plan = plan_of(some_entries(entries()))
    if plan is None:
        return told(request, None, [_("Nothing is left to undo: this save came to nothing.")], 200)
    if not may_undo(request.user, plan.steps):
        raise PermissionDenied
    refuse_foreign_steps(request.user, plan.steps)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return told(request, plan, plan.refusals, 200, form)
    try:
        with saying(why=why(plan, form), document_number=form.cleaned_data["document_number"]):
            made = undo(lambda: some_entries(entries()))
    except UndoRefused as refused:
        return told(request, refused.plan or plan, refused.sentences, 409, form)
    count = len(made.steps)
    messages.success(
        request,
        ngettext("%(count)s row was undone.", "%(count)s rows were undone.", count) % {"count": count},
    )
    return HttpResponseRedirect(where_to(made))


def some_entries(entries: QuerySet[Change]) -> QuerySet[Change]:
    """Entries up to a number at which no undo is made any more: a row has two or three in a save."""
    return entries.order_by("pk")[: 10 * MOST_ROWS]


def why(plan: Plan, form: UndoForm) -> str:
    """'되돌림: 2026-11-30 10:12:05 finance · 잘못 입력': the same in the log, whoever reads."""
    with translation.override("ko"):
        words = _("Undone: %(moment)s %(who)s") % {
            "moment": f"{plan.at:%Y-%m-%d %H:%M:%S}",
            "who": plan.who or by_means_of(plan.door),
        }
    return " · ".join(filter(None, (words, form.cleaned_data["reason"].strip())))


def where_to(plan: Plan) -> str:
    """The list of what changed, from the day of what was undone; of one row that row's."""
    since = timezone.localtime(plan.at - timedelta(seconds=1))
    asked: dict[str, Any] = {"since": f"{since:%Y-%m-%dT%H:%M:%S}"}
    if len(plan.steps) == 1:
        asked |= {"kind": plan.entry.kind, "row": plan.entry.row}
    return f"{reverse('changes_page')}?{urlencode(asked)}"


def told(
    request: HttpRequest, plan: Plan | None, refusals: list[str], status: int, form: UndoForm | None = None
) -> HttpResponse:
    """The page that says what an undo does and what stands in its way."""
    steps = plan.steps if plan else []
    context = {
        "title": _("Undo a change"),
        "plan": plan,
        "who": (plan.who or by_means_of(plan.door)) if plan else "",
        "rows": undo_rows(steps, names_of(undo_changes(steps))),
        "refusals": refusals,
        "form": form,
        "is_refused": status != 200,
    }
    return render(request, "undo.html", context, status=status)
