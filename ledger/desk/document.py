"""What a yearly document prints in its own right."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ledger.desk.execution_paste import execution_paste
from ledger.desk.record import AMOUNT, RecordAdmin, RecordInline, won_column
from ledger.models import (
    Document,
    DocumentSection,
    ExecutionSnapshot,
    InvestmentPlanEntry,
    ProgramCost,
    ScheduleItem,
    ScheduleShare,
    Settlement,
    StatedFigure,
)


class SectionInline(RecordInline):
    model = DocumentSection


class CostInline(RecordInline):
    model = ProgramCost


class ScheduleInline(RecordInline):
    model = ScheduleItem
    show_change_link = True


class ShareInline(RecordInline):
    model = ScheduleShare
    extra = 1
    listed = ("subject",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("item", "subject")


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("title", "program", "version", "slug")
    list_select_related = ("program", "version")
    list_filter = ("version__fiscal_year",)
    search_fields = ("title", "slug", "program__name")
    autocomplete_fields = ("program", "version")
    inlines = (CostInline, ScheduleInline, SectionInline)


@admin.register(InvestmentPlanEntry)
class InvestmentPlanEntryAdmin(RecordAdmin):
    list_display = ("document", "subject", "period", "year", "shown_amount", "shown_national", "unit")
    list_select_related = ("document", "subject")
    list_filter = ("document", "subject", "period", "year")
    search_fields = ("document__title", "subject__name", "subject__code")
    autocomplete_fields = ("document", "subject")
    shown_amount = won_column("amount", AMOUNT)
    shown_national = won_column(
        "national_subsidy", InvestmentPlanEntry._meta.get_field("national_subsidy").verbose_name
    )


@admin.register(ScheduleItem)
class ScheduleItemAdmin(RecordAdmin):
    list_display = ("text", "document", "position", "starts_on", "ends_on", "shown_amount")
    list_select_related = ("document",)
    list_filter = ("document",)
    search_fields = ("text", "detail", "document__title")
    autocomplete_fields = ("document",)
    inlines = (ShareInline,)
    shown_amount = won_column("amount", AMOUNT)


@admin.register(Settlement)
class SettlementAdmin(RecordAdmin):
    list_display = ("program", "fiscal_year", "subject", "portion", "shown_final", "shown_executed", "unit")
    list_display_links = ("program", "fiscal_year")
    list_select_related = ("program", "subject")
    list_filter = ("fiscal_year", "portion")
    search_fields = ("program__name", "program__slug", "subject__name")
    autocomplete_fields = ("program", "subject")
    shown_final = won_column("final_budget", Settlement._meta.get_field("final_budget").verbose_name)
    shown_executed = won_column("executed", Settlement._meta.get_field("executed").verbose_name)


@admin.register(ExecutionSnapshot)
class ExecutionSnapshotAdmin(RecordAdmin):
    list_display = (
        "program",
        "fiscal_year",
        "as_of",
        "subject",
        "shown_committed",
        "shown_executed",
        "source",
    )
    list_display_links = ("program", "as_of")
    list_select_related = ("program", "subject")
    list_filter = ("fiscal_year", "as_of")
    search_fields = ("program__name", "program__slug", "subject__name")
    autocomplete_fields = ("program", "subject")
    shown_committed = won_column("committed", ExecutionSnapshot._meta.get_field("committed").verbose_name)
    shown_executed = won_column("executed", ExecutionSnapshot._meta.get_field("executed").verbose_name)

    def get_urls(self) -> list[Any]:
        address = path(
            "paste/", self.admin_site.admin_view(self.paste_view), name="ledger_executionsnapshot_paste"
        )
        return [address, *super().get_urls()]

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Rows copied from a spreadsheet or the accounting system."""
        return execution_paste(self.admin_site, request)


@admin.register(StatedFigure)
class StatedFigureAdmin(RecordAdmin):
    list_display = (
        "document",
        "table",
        "row",
        "column",
        "year",
        "text",
        "shown_value",
        "rate",
        "unit",
        "line",
    )
    list_display_links = ("table", "row", "column")
    list_select_related = ("document",)
    list_filter = ("document", "table", "unit")
    search_fields = ("row", "column", "text", "repair")
    autocomplete_fields = ("document",)
    shown_value = won_column("value", StatedFigure._meta.get_field("value").verbose_name)
