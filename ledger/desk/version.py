"""The budget versions, and the page on which one moves on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ledger.desk.record import RecordAdmin
from ledger.desk.version_life import life_of, take_asked_step
from ledger.models import BudgetVersion


@admin.register(BudgetVersion)
class BudgetVersionAdmin(RecordAdmin):
    list_display = ("__str__", "fiscal_year", "kind", "status", "decided_on", "based_on")
    list_filter = ("fiscal_year", "kind", "status")
    search_fields = ("fiscal_year", "kind", "decision_number")

    def get_urls(self) -> list[Any]:
        address = path(
            "<int:pk>/step/", self.admin_site.admin_view(self.step_view), name="ledger_budgetversion_step"
        )
        return [address, *super().get_urls()]

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A step that somebody takes on the page of a version."""
        return take_asked_step(self.admin_site, request, pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """With the state of the version, its steps, and the forms of those that this person may take."""
        version = context.get("original")
        if version is not None:
            context["life"] = life_of(version, request.user)
        return super().render_change_form(request, context, *args, **kwargs)
