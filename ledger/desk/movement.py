"""What moves a voted budget (예산변경), and what goes on into the next year (이월)."""

from django.contrib import admin

from ledger.desk.budget import FundingInline
from ledger.desk.record import RecordAdmin
from ledger.models import BudgetMovement, CarryOver

OWNERS = ("from_program__name", "from_program__slug", "to_program__name", "to_program__slug")


@admin.register(BudgetMovement)
class BudgetMovementAdmin(RecordAdmin):
    list_display = (
        "fiscal_year",
        "kind",
        "decided_on",
        "document_number",
        "from_subject",
        "to_subject",
        "amount",
    )
    list_display_links = ("decided_on", "document_number")
    list_filter = ("fiscal_year", "kind")
    search_fields = (*OWNERS, "document_number", "reason", "from_subject__name", "to_subject__name")
    fields = (
        ("fiscal_year", "kind"),
        ("decided_on", "document_number", "position"),
        ("from_program", "from_subject"),
        ("to_program", "to_subject"),
        ("amount", "national_subsidy", "unit"),
        "reason",
    )


@admin.register(CarryOver)
class CarryOverAdmin(RecordAdmin):
    list_display = (
        "program",
        "fiscal_year",
        "subject",
        "kind",
        "amount",
        "carried_before",
        "document_number",
    )
    list_display_links = ("program", "fiscal_year")
    list_filter = ("fiscal_year", "kind")
    search_fields = ("program__name", "program__slug", "subject__name", "document_number", "reason")
    inlines = (FundingInline,)
    fields = (
        ("program", "fiscal_year"),
        ("subject", "kind", "position"),
        ("amount", "national_subsidy", "unit"),
        "carried_before",
        "document_number",
        "reason",
    )
