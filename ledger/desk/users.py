"""Users: only the system administrator manages them."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# The groups are the roles: ledger/after_migrate/roles.py makes them, nobody edits them.
admin.site.unregister(Group)
admin.site.unregister(User)

admin.site.site_header = _("Budget ledger: data entry")
admin.site.site_title = _("Budget ledger")
admin.site.index_title = _("Data entry")


@admin.register(User)
class LedgerUserAdmin(UserAdmin):
    """Users get their rights by their role: only a superuser makes superusers or gives rights one by one."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_staff")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: the history names who did what (ledger/models/change.py). An account is deactivated."""
        return False
