"""What all data entry pages share: amounts as won, history, lookups that probe nothing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from ledger.desk.choices import ListedChoice, OneOfMany, SomeOfMany
from ledger.desk.won import WonFormField
from ledger.words.formats import MISSING, grouped
from sites.fields import WonField

WON: Mapping[type[Field], Mapping[str, Any]] = {WonField: {"form_class": WonFormField}}

PLAIN_LOOKUPS = {"exact", "isnull", "in", "gte", "gt", "lt", "lte", "id", "pk", "id__exact", "pk__exact"}


class RecordAdmin(SimpleHistoryAdmin):
    """Data entry for a kind of row."""

    formfield_overrides = WON
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            self.check_key(key)
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self.check_key(unquote(object_id))
        response: HttpResponse = super().history_view(request, object_id, extra_context)
        return response

    def check_key(self, key: str) -> None:
        """Answer 400 to what can be no row's key: Django and the history would answer with a 500."""
        try:
            self.model._meta.pk.to_python(key)
        except ValidationError as error:
            raise BadRequest(_("“%(key)s” is no row of this list.") % {"key": key[:80]}) from error

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OneOfMany(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SomeOfMany(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the page offers as a filter: no regular expressions, no fields that are not shown.

        `?name__regex=(` would be a 500 on PostgreSQL, and a filter on a hidden field leaks it.
        """
        filters = [entry[0] if isinstance(entry, tuple) else entry for entry in self.get_list_filter(request)]
        for name in filters:
            if isinstance(name, str) and (
                lookup == name or lookup.removeprefix(f"{name}__") in PLAIN_LOOKUPS
            ):
                return True
        return lookup in {"pk", "pk__in", "id__exact"}


class RecordInline(admin.TabularInline):
    """Rows of another kind on the page of the row that they belong to."""

    formfield_overrides = WON
    extra = 0
    listed: tuple[str, ...] = ()
    """Fields whose choices are read once for the page, not once for each row of it."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.listed:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = db_field.related_model._default_manager.all()
        return ListedChoice(rows, queryset=rows, required=not db_field.blank, label=db_field.verbose_name)


def won_column(field: str, label: Any) -> Any:
    """A list column that shows an amount with separators, '–' where it is blank."""

    @admin.display(description=label, ordering=field)
    def column(_admin: Any, row: Model) -> str:
        amount = getattr(row, field)
        return MISSING if amount is None else grouped(amount)

    return column


AMOUNT = _("amount (won)")
