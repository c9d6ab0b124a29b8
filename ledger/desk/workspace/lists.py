"""Single rows and their lists inside a programme's year: the same tabs above them, and saving stays there."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from ledger.desk.workspace.tabs import (
    KEPT_FILTERS,
    Workspace,
    address_of,
    asked,
    edition_of,
    page_before,
    workspace,
)
from ledger.models import BudgetVersion, Document, Program
from ledger.models.desk.charge import program_paths
from ledger.screen.entry_addresses import FROM, OF_ONE_EDITION, YEAR, came_from
from ledger.tieout.progress import areas

AREA_OF_KIND: Mapping[str, str] = {
    "budgetlineitem": areas.LINE_ITEMS,
    "yearlyallocation": areas.LINE_ITEMS,
    "nationalgrant": areas.FUNDING,
    "matchingratio": areas.FUNDING,
    "investmentplanentry": areas.PLAN,
    "scheduleitem": areas.SCHEDULE,
    "document": areas.TEXTS,
    "documentsite": areas.SITES,
    "milestone": areas.SITES,
    "settlement": areas.SETTLED,
    "budgetmovement": areas.SETTLED,
    "carryover": areas.SETTLED,
    "executionsnapshot": areas.SETTLED,
    "statedfigure": areas.STATED,
}
"""Kind of row -> the area whose tab is open above it; what is not named all parts share: the programme, a site."""

Year = tuple[Program, BudgetVersion]


def year_of(request: HttpRequest, row: Model | None = None) -> Year | None:
    """The programme's year that a row belongs to, else the one that the address names; None where there is none."""
    return year_of_row(row) or asked_year(asked(request))


def year_of_row(row: Any) -> Year | None:
    """The year that a row hangs on, through its edition or its allocation; None of what belongs to no version."""
    if row is None or row.pk is None:
        return None
    owner = getattr(row, "document", None) or getattr(row, "allocation", None) or row
    program, version = getattr(owner, "program", None), getattr(owner, "version", None)
    if isinstance(program, Program) and isinstance(version, BudgetVersion):
        return program, version
    return None


def asked_year(named: Mapping[str, str]) -> Year | None:
    """The year that `?workspace=smart-anchor/2021-original` names, or the edition whose rows a list has."""
    slug, _slash, key = named.get(YEAR, "").partition("/")
    if slug:
        program = Program.objects.filter(slug=slug).first()
        version = next((one for one in BudgetVersion.objects.all() if one.key == key), None)
        return (program, version) if program and version else None
    edition = named.get(OF_ONE_EDITION, "")
    if not edition.isascii() or not edition.isdigit() or len(edition) > 18:
        return None
    return year_of_row(Document.objects.filter(pk=int(edition)).select_related("program", "version").first())


class YearChangeList(ChangeList):
    """A list that is opened beside a year's tabs has the rows of its programme alone."""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Without what says where one works and came from: no filter of rows, though each link keeps it."""
        found: dict[str, Any] = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in (YEAR, FROM)}

    @property
    def without_search(self) -> str:
        """The query of the same list with all rows that its filters leave."""
        return self.get_query_string(remove=[SEARCH_VAR])

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        year = asked_year(self.params) if YEAR in self.params else None
        paths = program_paths(self.model)
        if year is None or not paths or paths == ("",):
            return rows
        return rows.filter(Q(*((path, year[0]) for path in paths), _connector=Q.OR))


class InWorkspace(admin.ModelAdmin):
    """For the pages of a kind of row: what belongs to a programme's year has the tabs of that year."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return YearChangeList

    def workspace_of(self, request: HttpRequest, row: Model | None = None) -> Workspace | None:
        """The tabs above a page of this kind; None where it belongs to no year."""
        kind = self.opts.model_name or ""
        year = year_of(request, row)
        return workspace(request, *year, AREA_OF_KIND.get(kind, ""), kind) if year else None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"workspace": self.workspace_of(request), **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, context)
        return answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if not context.get("is_popup"):
            context["workspace"] = self.workspace_of(request, context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new row belongs to the year that one works on, unless the address says otherwise."""
        typed: dict[str, Any] = super().get_changeform_initial_data(request)
        named = asked(request)
        year = asked_year(named)
        if year is None:
            return typed
        program, version = year
        known = {
            "program": program.pk,
            "version": version.pk,
            "fiscal_year": version.fiscal_year,
            "document": named.get(OF_ONE_EDITION),
        }
        fields = {field.name for field in self.opts.concrete_fields}
        return {**{name: one for name, one in known.items() if one and name in fields}, **typed}

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self.back_into_year(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self.back_into_year(request, obj) or super().response_post_save_change(request, obj)

    def back_into_year(self, request: HttpRequest, row: Any) -> HttpResponseRedirect | None:
        """The part of the year in which a row was saved that was opened there; None of what a list was left for."""
        named = asked(request)
        is_inside = KEPT_FILTERS not in request.GET and (YEAR in named or FROM in named)
        year = year_of(request, row) if is_inside else None
        if year is None:
            return None
        area = AREA_OF_KIND.get(self.opts.model_name or "")
        if area is None:
            return HttpResponseRedirect(request.get_full_path())
        program, version = year
        found = row if isinstance(row, Document) else edition_of(program, version)
        address = address_of(area, program, version, found)
        return HttpResponseRedirect(came_from(address, page_before(request)))
