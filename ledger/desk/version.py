"""The budget versions."""

from django.contrib import admin

from ledger.desk.record import RecordAdmin
from ledger.models import BudgetVersion


@admin.register(BudgetVersion)
class BudgetVersionAdmin(RecordAdmin):
    list_display = ("__str__", "fiscal_year", "kind", "sequence", "status", "based_on")
    list_filter = ("fiscal_year", "kind", "status")
    search_fields = ("fiscal_year", "kind")
