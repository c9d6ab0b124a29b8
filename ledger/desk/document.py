"""What a yearly document prints in its own right."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ledger.desk.budget import FundingInline
from ledger.desk.execution_paste import execution_paste
from ledger.desk.record import RecordAdmin, RecordInline
from ledger.models import (
    Document,
    DocumentSection,
    DocumentSite,
    ExecutionSnapshot,
    InvestmentPlanEntry,
    ProgramCost,
    ScheduleItem,
    ScheduleShare,
    Settlement,
)


class SectionInline(RecordInline):
    """The texts of the document: each below the other, a row of a table has no room for them."""

    model = DocumentSection
    template = "admin/edit_inline/stacked.html"
    fields: ClassVar[Any] = (("section", "position", "heading"), "text", "repair")


class CostInline(RecordInline):
    model = ProgramCost


class ScheduleInline(RecordInline):
    model = ScheduleItem
    show_change_link = True


class ShareInline(RecordInline):
    model = ScheduleShare
    extra = 1


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("title", "program", "version", "slug")
    list_filter = ("version__fiscal_year",)
    search_fields = ("title", "slug", "program__name")
    inlines = (CostInline, ScheduleInline, SectionInline)


@admin.register(DocumentSite)
class DocumentSiteAdmin(RecordAdmin):
    """The sites as each edition prints them, those of one edition by its filter."""

    list_display = ("site", "document", "construction_cost", "area", "status", "change_reason")
    list_filter = ("document", "site")
    search_fields = ("site__name", "document__title", "change_reason")


@admin.register(InvestmentPlanEntry)
class InvestmentPlanEntryAdmin(RecordAdmin):
    search_fields = ("document__title", "subject__name", "subject__code")
    inlines = (FundingInline,)


@admin.register(ScheduleItem)
class ScheduleItemAdmin(RecordAdmin):
    list_display = ("text", "document", "position", "starts_on", "ends_on", "amount")
    list_filter = ("document",)
    search_fields = ("text", "detail", "document__title")
    inlines = (ShareInline,)


class SettlementFundingInline(FundingInline):
    """What sources of money give to the cells of a settlement."""

    fields: ClassVar[Any] = ("cell", "source", "amount")


@admin.register(Settlement)
class SettlementAdmin(RecordAdmin):
    list_display = ("program", "fiscal_year", "subject", "portion", "final_budget", "executed", "unit")
    list_display_links = ("program", "fiscal_year")
    list_filter = ("fiscal_year", "portion")
    search_fields = ("program__name", "program__slug", "subject__name")
    inlines = (SettlementFundingInline,)


@admin.register(ExecutionSnapshot)
class ExecutionSnapshotAdmin(RecordAdmin):
    list_display = (
        "program",
        "fiscal_year",
        "as_of",
        "subject",
        "committed",
        "executed",
        "source",
    )
    list_display_links = ("program", "as_of")
    list_filter = ("fiscal_year", "as_of")
    search_fields = ("program__name", "program__slug", "subject__name")

    def get_urls(self) -> list[Any]:
        address = path(
            "paste/", self.admin_site.admin_view(self.paste_view), name="ledger_executionsnapshot_paste"
        )
        return [address, *super().get_urls()]

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Rows copied from a spreadsheet or the accounting system."""
        return execution_paste(self.admin_site, request)
