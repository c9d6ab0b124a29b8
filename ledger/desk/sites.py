"""The sites. They are entered here and not in the `sites` app, which knows nothing of the ledger's amounts."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.searching import OF_PROGRAM
from ledger.desk.record import RecordAdmin
from ledger.models import DocumentSite, ProgramSite
from sites.models import Site


@admin.register(Site)
class SiteAdmin(RecordAdmin):
    list_display = ("name", "kind", "district", "status", "area", "area_kind", "construction_cost")
    list_filter = ("kind", "status", "district")
    search_fields = ("name", "slug", "district", "address", "industry")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """For a row of a programme (`?program=<slug>`) its own sites first: another's is named on purpose only."""
        found, is_doubled = super().get_search_results(request, queryset, search_term)
        if slug := request.GET.get(OF_PROGRAM):
            own = ProgramSite.objects.filter(program__slug=slug, site=OuterRef("pk"))
            found = found.annotate(is_own=Exists(own)).order_by("-is_own", "name")
        return found, is_doubled

    @admin.display(description=_("as the editions print it"))
    def editions(self, site: Site) -> SafeString:
        """A link to what each edition says: no change of the site itself reaches those."""
        rows = DocumentSite.objects.filter(site=site.pk).select_related("document")
        links = [
            (reverse("admin:ledger_documentsite_change", args=[row.pk]), row.document.title) for row in rows
        ]
        if not links:
            return SafeString(gettext("No edition says anything of its own: all read what stands here."))
        items = format_html_join("", '<li><a href="{}">{}</a></li>', links)
        note = gettext("What stands here reaches no edition that says otherwise.")
        return format_html('<p>{}</p><ul class="plain">{}</ul>', note, items)

    def get_readonly_fields(self, request: HttpRequest, obj: Site | None = None) -> list[str]:
        return ["editions"] if obj is not None else []
