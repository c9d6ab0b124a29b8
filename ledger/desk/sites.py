"""The sites. They are entered here and not in the `sites` app, which knows nothing of the ledger's amounts."""

from django.contrib import admin

from ledger.desk.record import RecordAdmin, won_column
from sites.models import Site, SiteKind


@admin.register(SiteKind)
class SiteKindAdmin(RecordAdmin):
    list_display = ("slug", "name", "name_en")
    search_fields = ("slug", "name", "name_en")


@admin.register(Site)
class SiteAdmin(RecordAdmin):
    list_display = ("name", "kind", "district", "status", "area", "area_kind", "shown_cost")
    list_select_related = ("kind",)
    list_filter = ("kind", "status", "district")
    search_fields = ("name", "slug", "district", "address", "industry")
    autocomplete_fields = ("kind",)
    shown_cost = won_column("construction_cost", Site._meta.get_field("construction_cost").verbose_name)
