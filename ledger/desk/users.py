"""Users: only the system administrator manages them, and sees nothing of them that a list could give away unseen."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.faults import with_faults
from ledger.desk.record import PLAIN_LOOKUPS, RecordInline
from ledger.desk.saving.account_form import AccountForm
from ledger.desk.saving.merging import REVISION
from ledger.desk.saving.record_saving import AsksToChoose
from ledger.models import Assignment, Program

# The groups are the roles: ledger/after_migrate/roles.py makes them, nobody edits them.
admin.site.unregister(Group)
admin.site.unregister(User)

admin.site.site_title = _("Budget ledger")
admin.site.index_title = _("Data entry")
# The lists of single tables stand on the start page, for those who look after all of them (ledger/desk/start/lists.py).
admin.site.enable_nav_sidebar = False


class AssignmentInline(RecordInline):
    """The divisions that a person is in charge of; none: all programmes."""

    model = Assignment
    extra = 1
    fields: ClassVar[Any] = ("bureau", "division")


@admin.register(User)
class LedgerUserAdmin(AsksToChoose, UserAdmin):
    """Users get their rights by their role: only a superuser makes superusers or gives rights one by one.

    Nothing is searched, filtered or ordered by what the list does not show: who asks for mails that begin with 'a' and
    counts the answers reads them letter by letter. When somebody last signed in is shown nowhere.
    """

    form = AccountForm
    change_form_template = "admin/ledger/change_form.html"
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("username", "first_name", "last_name")
    inlines = (AssignmentInline,)
    readonly_fields = ("in_charge_of",)
    fieldsets = (
        (None, {"fields": ("username", "password", REVISION)}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Role"),
            {
                "fields": (
                    "is_active",
                    "is_staff",
                    "is_superuser",
                    "groups",
                    "user_permissions",
                    "in_charge_of",
                )
            },
        ),
    )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """What is sent of an account is looked at and saved before another one's."""
        user: User | None = super().get_object(request, object_id, from_field)
        if user is not None and request.method == "POST" and connection.in_atomic_block:
            return User.objects.select_for_update().get(pk=user.pk)
        return user

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """With what is wrong, as a list of links."""
        with_faults(context)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("in charge of"))
    def in_charge_of(self, user: User) -> SafeString:
        """What the person's charges come to: a division that no programme names is seen to be misspelt."""
        charges = list(Assignment.objects.filter(person=user.pk))
        if not charges:
            return SafeString(gettext("All programmes: no division is named below."))
        counts = ((str(one), programs_text(one)) for one in charges)
        items = format_html_join("", "<li>{}: {}</li>", counts)
        return format_html('<ul class="plain">{}</ul>', items)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """An account first, then its charges."""
        return () if obj is None else self.inlines

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_superuser", "user_permissions")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the page offers as a filter."""
        return lookup in {
            f"{name}__{plain}" for name in self.list_filter for plain in (*PLAIN_LOOKUPS, "exact")
        } | {*self.list_filter}

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: the history names who did what (ledger/models/change.py). An account is deactivated."""
        return False


def programs_text(charge: Assignment) -> str:
    """'3 programmes'; what to look at where there is none."""
    named = {name: getattr(charge, name) for name in ("bureau", "division") if getattr(charge, name)}
    count = Program.objects.filter(**named).count()
    if not count:
        return gettext("no programme so far: check the spelling")
    return ngettext("%(count)s programme", "%(count)s programmes", count) % {"count": count}
