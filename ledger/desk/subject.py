"""The account subjects."""

from django.contrib import admin

from ledger.desk.record import RecordAdmin
from ledger.models import AccountSubject


@admin.register(AccountSubject)
class AccountSubjectAdmin(RecordAdmin):
    list_display_links = ("code", "name")
    list_filter = ("is_pass_through", "valid_from")
