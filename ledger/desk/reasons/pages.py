"""The pages of a kind of row ask why: when it is entered, changed, deleted, or deleted in the list."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from ledger.desk.reasons.form import ReasonForm
from ledger.desk.tie_message import row_id


class AsksForReason(admin.ModelAdmin):
    """For the pages of a kind of row. What was typed stays when the form, or the database, finds something wrong."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        asked = ReasonForm(request)
        request.reason = asked  # type: ignore[attr-defined]
        if request.method == "POST":
            try:
                with asked.saying():
                    return super().changeform_view(request, object_id, form_url, extra_context)
            except IntegrityError as refused:
                if not asked.takes(refused):
                    raise
        # Also the second time: the form is refused now, with what was typed.
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if (asked := reason_of(request)) is not None:
            asked.formsets = formsets
        return formsets, inlines

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the row, which is not valid before the change says why it must."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        found = reason_of(request)
        if found is None:
            return form
        asked = found
        asked.ask_for(obj)

        class SaysWhy(form):
            def _post_clean(self) -> None:
                super()._post_clean()
                asked.ask_for(self.instance)
                is_changed = any(one.has_changed() for one in (self, *asked.formsets))
                if not asked.holds(is_changed=is_changed):
                    self.add_error(None, _("Say below why, and by which document."))

        SaysWhy.__name__ = form.__name__
        return SaysWhy

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        row = context.get("original")
        if row is None or self.has_change_permission(request, row):
            context["reason"] = reason_of(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        asked = ReasonForm(request)
        asked.ask_for(self.get_queryset(request).filter(pk=row_id(unquote(object_id))).first())
        context = {**(extra_context or {}), "reason": asked}
        if request.method == "POST":
            try:
                if asked.holds(is_changed=True):
                    with asked.saying():
                        return super().delete_view(request, object_id, context)
            except IntegrityError as refused:
                if not asked.takes(refused):
                    raise
            ask_again(request)
        return super().delete_view(request, object_id, context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; its own action deletes, and asks why on the page that it shows before."""
        asked = ReasonForm(request)
        if request.method == "POST" and "post" in request.POST:
            try:
                if asked.holds():
                    # Its record of what it deletes goes with what it cannot delete.
                    with transaction.atomic(), asked.saying():
                        return super().changelist_view(request, extra_context)
            except IntegrityError as refused:
                if not asked.takes(refused):
                    raise
            ask_again(request, without="post")
        answer: Any = super().changelist_view(request, extra_context)
        if (context := getattr(answer, "context_data", None)) is not None and "queryset" in context:
            paths = self.model.FROZEN_WITH
            asked.ask_for(*(context["queryset"].select_related(*paths) if paths else context["queryset"]))
            context["reason"] = asked
        return answer  # type: ignore[no-any-return]


def reason_of(request: HttpRequest) -> ReasonForm | None:
    """What the page of a row asks; None of another page."""
    return getattr(request, "reason", None)


def ask_again(request: HttpRequest, without: str = "") -> None:
    """Have Django show the page that asks before it deletes, as if nothing had been confirmed."""
    sent = request.POST.copy()
    if without:
        del sent[without]
        request.POST = sent  # type: ignore[assignment]
        return
    address: Any = request.GET.copy()
    address.update(sent)
    request.GET, request.POST = address, QueryDict()
