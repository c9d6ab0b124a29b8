"""The sites. They are entered here and not in the `sites` app, which knows nothing of the ledger's amounts."""

from django.contrib import admin

from ledger.desk.record import RecordAdmin
from sites.models import Site


@admin.register(Site)
class SiteAdmin(RecordAdmin):
    list_display = ("name", "kind", "district", "status", "area", "area_kind", "construction_cost")
    list_filter = ("kind", "status", "district")
    search_fields = ("name", "slug", "district", "address", "industry")
