"""What all data entry pages share: what a model says by itself, amounts as won, history, lookups that probe nothing."""

from contextlib import nullcontext
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Field, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.database_errors import is_in_anothers_way, sentence_of
from ledger.after_migrate.refusals import refusal_in
from ledger.desk import derived
from ledger.desk.frozen import KeepsFrozen, KeepsFrozenInline
from ledger.desk.history.row_history import row_history_page
from ledger.desk.inputs.choices import ListedChoice, OneOfMany, SomeOfMany
from ledger.desk.inputs.faults import with_faults
from ledger.desk.inputs.hollow_forms import refuse_hollow_forms
from ledger.desk.inputs.searching import FindsByWords
from ledger.desk.inputs.typed import TYPED, GivesHelp
from ledger.desk.reasons.pages import AsksForReason, reason_of
from ledger.desk.rights.own_rows import KeepsToOwn, KeepsToOwnInline
from ledger.desk.saving.looking import answer_anew_after_deadlocks, forget_said_after
from ledger.desk.saving.merging import LOOKS
from ledger.desk.saving.record_saving import SavesWhatWasSeen, WithRevision
from ledger.desk.saving.revision_form import RowsInlineFormSet
from ledger.desk.workspace.lists import InWorkspace
from ledger.words.formats import MISSING, with_separators
from sites.fields import WonField
from sites.record import Stale, hold, records

PLAIN_LOOKUPS = {"exact", "isnull", "in", "gte", "gt", "lt", "lte", "id", "pk", "id__exact", "pk__exact"}
"""What a filter of the list may ask of its field."""


class RecordAdmin(
    InWorkspace, GivesHelp, KeepsToOwn, AsksForReason, KeepsFrozen, SavesWhatWasSeen, FindsByWords
):
    """Data entry for a kind of row, as its model says it (derived.py); a class of its own says what is otherwise.

    An amount that is named in `list_display` is shown with separators.
    """

    list_display: Any = ()
    formfield_overrides = TYPED
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = self.list_display or derived.columns(self.model)
        return [self.won_columns.get(name, name) for name in shown]

    @cached_property
    def won_columns(self) -> dict[str, Any]:
        """The columns of the amounts, by the name of their field."""
        return {
            field.name: won_column(field)
            for field in self.model._meta.concrete_fields
            if isinstance(field, WonField)
        }

    def get_list_select_related(self, request: HttpRequest) -> Any:
        shown = self.get_list_display(request)
        return self.list_select_related or [name for name in derived.links(self.model) if name in shown]

    def get_list_filter(self, request: HttpRequest | None) -> Any:
        return self.list_filter or derived.filters(self.model)

    def get_search_fields(self, request: HttpRequest) -> Any:
        """The row's own texts, and whatever finds the rows that its key names; without either the key."""
        named = {name: page for name, page in self.linked_pages().items() if name in self.model.KEY}
        found = [
            f"{name}__{text}" for name, page in named.items() for text in page.get_search_fields(request)
        ]
        return self.search_fields or derived.texts(self.model) + found or self.model.KEY

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Rows that have pages of their own are searched, not chosen from a list of all."""
        return list(self.linked_pages())

    def linked_pages(self) -> dict[str, "RecordAdmin"]:
        """The data entry of the rows that a field names, by the name of the field."""
        site, fields = self.admin_site, self.model._meta.get_fields()
        links = [one for one in fields if one.concrete and site.is_registered(one.related_model)]
        pages = {one.name: site.get_model_admin(one.related_model) for one in links}
        return {name: page for name, page in pages.items() if isinstance(page, RecordAdmin)}

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page of a row; where somebody else was first while it was saved, the form says so."""
        refuse_hollow_forms(request.POST)
        told = forget_said_after(request)
        contested: list[Any] = []
        for look in range(LOOKS):
            # What was said of a save that was taken back is not so.
            forget_said_after(request, told)
            try:
                with transaction.atomic() if contested else nullcontext():
                    hold(contested)
                    return super().changeform_view(request, *args, **kwargs)
            except (Stale, IntegrityError) as error:
                # Somebody else was first between the look and the save: what they saved is looked at as well.
                if refusal_in(error) and not isinstance(error, Stale):
                    raise
                contested += [error.row] if isinstance(error, Stale) else []
                if look + 2 == LOOKS:
                    request.refused = sentence_of(error)  # type: ignore[attr-defined]
            except DatabaseError as error:
                if is_in_anothers_way(error) and look + 2 < LOOKS:
                    continue
                # A lock, a number that no column holds: the form says so, unless nothing can be asked at all.
                if hasattr(request, "refused") or not sentence_of(error):
                    raise
                request.refused = sentence_of(error)  # type: ignore[attr-defined]
            except ValidationError as error:
                # What only saving can find out; the form says it the second time.
                if refusal_in(error):
                    raise
                request.refused = " ".join(error.messages)  # type: ignore[attr-defined]
        raise AssertionError("a form that says what it is refused for is not saved")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """With what is wrong, as a list of links."""
        with_faults(context, reason_of(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            self.check_key(key)
        answer = partial(super().changelist_view, request, extra_context)
        # What an action deletes and what Django notes of it come in together; a page that is only read takes no lock.
        return answer_anew_after_deadlocks(request, answer) if request.method == "POST" else answer()

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = partial(super().delete_view, request, *args, **kwargs)
        return answer_anew_after_deadlocks(request, answer) if request.method == "POST" else answer()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self.check_key(unquote(object_id))
        shown = row_history_page(self, request, object_id)
        if shown is None:
            raise Http404(_("“%(key)s” is no row of this list.") % {"key": object_id[:80]})
        return shown

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


class RecordInline(GivesHelp, WithRevision, KeepsToOwnInline, KeepsFrozenInline):
    """Rows of another kind on the page of the row that they belong to."""

    formset = RowsInlineFormSet
    formfield_overrides = TYPED
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related(*derived.links(self.model))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices that are read once for the page, not once for each row of it."""
        if db_field.related_model is self.parent_model:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = db_field.related_model._default_manager.all()
        return ListedChoice(rows, queryset=rows, required=not db_field.blank, label=db_field.verbose_name)


def won_column(field: Field) -> Any:
    """A list column that shows an amount with separators, '–' where it is blank."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def column(row: Model) -> str:
        amount = getattr(row, field.name)
        return MISSING if amount is None else with_separators(amount)

    column.__name__ = field.name
    return column


def open_pages(site: admin.AdminSite) -> None:
    """Have each kind of row entered somewhere: what has no page yet, nor a place on another's, gets its own."""
    placed = {inline.model for page in site._registry.values() for inline in page.inlines}
    for model in records():
        if model not in placed and not site.is_registered(model):
            site.register(model, RecordAdmin)
