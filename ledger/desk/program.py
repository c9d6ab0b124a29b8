"""The programme, what its years share, and the way to each year's budget."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.desk.opening import opening_page
from ledger.desk.program_budget import program_budget
from ledger.desk.record import RecordAdmin, RecordInline
from ledger.desk.rights.own_rows import is_writable
from ledger.desk.sheet.page import preview_page, sheet_page
from ledger.load.program import versions_held
from ledger.models import (
    BudgetVersion,
    ChangeThreshold,
    Milestone,
    NationalGrant,
    Program,
    ProgramSite,
    VersionStatus,
)


def may_open(request: HttpRequest, program: Program | None) -> bool:
    """Whether somebody may open a year or a version of a programme."""
    return request.user.has_perm("ledger.add_budgetversion") and is_writable(request, program)


class ProgramSiteInline(RecordInline):
    model = ProgramSite


@admin.register(Program)
class ProgramAdmin(RecordAdmin):
    list_display = ("name", "bureau", "division", "account", "first_year")
    list_filter = ("bureau", "division", "account")
    search_fields = ("name", "slug", "bureau", "division")
    inlines = (ProgramSiteInline,)

    @admin.display(description=_("budgets by year"))
    def budgets(self, program: Program) -> SafeString:
        """A link to the line items of each version that the programme has something in, and of those still open."""
        if program.pk is None:
            return SafeString(gettext("Save the programme first."))
        held = {one.key for one in versions_held(program)}
        links = [
            (reverse("admin:ledger_program_budget", args=[program.slug, version.key]), str(version))
            for version in BudgetVersion.objects.all()
            if version.key in held or version.status == VersionStatus.DRAFT
        ]
        items = format_html_join("", '<li><a href="{}">{}</a></li>', links)
        return format_html('<ul class="plain">{}</ul>', items)

    @admin.display(description=_("another year"))
    def opening(self, program: Program) -> SafeString:
        if program.pk is None:
            return SafeString(gettext("Save the programme first."))
        address = reverse("admin:ledger_program_open", args=[program.slug])
        return format_html('<a href="{}">{}</a>', address, gettext("Open a new year or version"))

    def get_readonly_fields(self, request: HttpRequest, obj: Program | None = None) -> list[str]:
        """Opening a year is offered to who may."""
        return ["budgets", *(["opening"] if may_open(request, obj) else [])]

    def get_urls(self) -> list[Any]:
        address = path(
            "<slug:slug>/budget/<str:version>/",
            self.admin_site.admin_view(self.budget_view),
            name="ledger_program_budget",
        )
        opening = path(
            "<slug:slug>/open/", self.admin_site.admin_view(self.opening_view), name="ledger_program_open"
        )
        sheets = [
            path(
                f"<slug:slug>/budget/<str:version>/sheet/<slug:kind>/{end}",
                self.admin_site.admin_view(view),
                name=name,
            )
            for end, view, name in (
                ("", self.sheet_view, "ledger_program_sheet"),
                ("preview/", preview_page, "ledger_program_sheet_preview"),
            )
        ]
        return [address, *sheets, opening, *super().get_urls()]

    def response_post_save_add(self, request: HttpRequest, obj: Program) -> HttpResponseRedirect:
        """After a new programme its first budget, for who may open one."""
        if not may_open(request, obj):
            return super().response_post_save_add(request, obj)
        return HttpResponseRedirect(reverse("admin:ledger_program_open", args=[obj.slug]))

    def opening_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A new year or version of the programme, from one that it has."""
        return opening_page(self.admin_site, request, slug)

    def sheet_view(self, request: HttpRequest, slug: str, version: str, kind: str) -> HttpResponse:
        """Rows of a programme's year as a sheet."""
        return sheet_page(self.admin_site, request, slug, version, kind)

    def budget_view(self, request: HttpRequest, slug: str, version: str) -> HttpResponse:
        """A programme's year: its subjects with their line items."""
        return program_budget(self.admin_site, request, slug, version)


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ("happened_on", "precision", "track", "text", "is_planned", "program")
    list_display_links = ("happened_on", "text")
    list_filter = ("is_planned", "program")
    search_fields = ("text", "track", "program__name")


@admin.register(NationalGrant)
class NationalGrantAdmin(RecordAdmin):
    list_display = ("program", "site", "kind", "ministry", "secured_on", "amount")
    list_filter = ("kind", "program")
    search_fields = ("program__name", "site__name", "ministry")


@admin.register(ChangeThreshold)
class ChangeThresholdAdmin(RecordAdmin):
    list_display = ("valid_from", "program", "amount", "rate")
    list_display_links = ("valid_from",)
    list_filter = ("valid_from",)
    search_fields = ("program__name",)
