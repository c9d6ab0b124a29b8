from django.contrib import admin

from ledger.desk.record import RecordAdmin
from ledger.models import AccountSubject


@admin.register(AccountSubject)
class AccountSubjectAdmin(RecordAdmin):
    list_display = ("code", "name", "valid_from", "valid_until", "replaces", "is_pass_through")
    list_display_links = ("code", "name")
    list_select_related = ("replaces",)
    list_filter = ("is_pass_through", "valid_from")
    search_fields = ("code", "name")
    autocomplete_fields = ("replaces",)
