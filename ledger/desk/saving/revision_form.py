"""The form of a row of the ledger, and sets of them: each says the revision of its row (merging.py)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField
from django.forms.models import BaseInlineFormSet, ModelMultipleChoiceField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ledger.desk.history.changed_rows import changed_row
from ledger.desk.inputs.duplicate_rows import NamesDuplicates
from ledger.desk.saving.merging import CONFLICT, REVISION, Changes, Conflict, Merges, moment
from ledger.desk.saving.places import TakesPlaces
from ledger.desk.tie_message import row_id
from ledger.load.changes import RowChange, names_of
from ledger.load.seen import Seen, as_seen, removals
from ledger.words.change_words import by_means_of, cell_words


class RevisionForm(Merges, forms.ModelForm):
    """The form of a row that may be changed by others meanwhile."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    deletes_unseen = False
    """Whether the row is not the one that the page showed: it may not be deleted unseen."""
    always_merges_relations = False
    """Whether a relation to many may have moved while the row's revision stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen_row: Seen | None = None
        if self.instance.pk:
            self.initial[REVISION] = self.stored_revision()
        for field in self.fields.values():
            if isinstance(field, ModelMultipleChoiceField):
                # The log has no list of them: the page says itself what it showed.
                field.show_hidden_initial = True

    def take_base(self) -> None:
        super().take_base()
        if self.is_stale:
            self.deletes_unseen = self.seen_row is None or bool(self.seen_row.since)

    def stored_revision(self) -> int | None:
        return self.instance.revision if self.instance.pk else None

    @cached_property
    def row_as_stored(self) -> dict[str, Any]:
        """The cells that the form has fields for, before any is typed over."""
        cells = {name: self.instance._meta.get_field(name) for name in self.fields if name in self.own_names}
        return {name: one.value_from_object(self.instance) for name, one in cells.items()}

    @cached_property
    def own_names(self) -> set[str]:
        """The fields of the row itself."""
        return {
            one.name for one in self.instance._meta.concrete_fields if one.editable and not one.primary_key
        }

    def stored(self) -> dict[str, Any]:
        return {name: cell for name, cell in self.row_as_stored.items() if not self.fields[name].disabled}

    def seen(self, revision: int) -> tuple[dict[str, Any], Changes]:
        seen = self.seen_row = self.as_seen(revision)
        return {name: seen.values[name] for name in self.stored()}, seen.last_change

    def as_seen(self, revision: int) -> Seen:
        return as_seen(self.instance, revision)

    def cleaned_as_stored(self, name: str) -> Any:
        return getattr(self.instance, name)

    @property
    def row_words(self) -> str:
        return str(self.instance if self.instance.pk else self.instance._meta.verbose_name)

    def words(self, name: str, cell: Any) -> str:
        field = self.instance._meta.get_field(name)
        if field.related_model is None:
            return cell_words(field, cell, {})
        row = cell if hasattr(cell, "pk") else field.related_model._base_manager.filter(pk=cell or 0).first()
        return str(row) if row is not None else cell_words(field, None, {})

    def _clean_fields(self) -> None:
        merges = self.is_stale or self.always_merges_relations
        super()._clean_fields()
        for field in self.instance._meta.many_to_many:
            if merges and field.name in self.cleaned_data:
                self.merge_relation(field)

    def merge_relation(self, field: ManyToManyField) -> None:
        """Add and take away what this person did, of what is stored: two may change one list."""
        bound = self[field.name]
        shown = self.data.getlist(bound.html_initial_name)
        typed = {str(one.pk) for one in self.cleaned_data[field.name]}
        stored = {str(one.pk) for one in getattr(self.instance, field.name).all()}
        kept = (stored | (typed - set(shown))) - (set(shown) - typed)
        self.cleaned_data[field.name] = field.related_model._default_manager.filter(pk__in=kept)  # type: ignore[union-attr]


class RevisionFormSet(NamesDuplicates):
    """Rows of one page: one of them may be gone when it is saved, or not be as it was when it is to be deleted."""

    def is_of_this_page(self, values: Any) -> bool:
        """Whether a removed row stood on this page."""
        return True

    @cached_property
    def removed(self) -> dict[int, RowChange]:
        """The rows of the page that others removed since, by id."""
        ids = set()
        for number in range(self.initial_form_count()):
            text = self.data.get(f"{self.add_prefix(number)}-{self.model._meta.pk.name}") or ""
            if row_id(text) and self._existing_object(int(text)) is None:  # type: ignore[attr-defined]
                ids.add(int(text))
        found = removals(self.model, ids) if ids else {}
        return {pk: one for pk, one in found.items() if self.is_of_this_page(one.values)}

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.is_bound and i < self.initial_form_count() and form.instance.pk is None:
            pk = self.model._meta.pk.name
            text = str(self.data.get(form.add_prefix(pk)) or "")
            form.removed = self.removed.get(row_id(text))
            if form.removed is not None:
                form.fields[pk] = forms.CharField(required=False, widget=forms.HiddenInput)
                form.initial[pk] = text
                # Nobody typed into it: that it is gone is all right.
                form.empty_permitted, form.use_required_attribute = True, False
        return form

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk is None and form.removed is None for form in self.initial_forms):
            # Django would take it for nothing at all, and what was typed with it would be lost.
            raise ValidationError(_("A row was sent that is none of this page: load the page again."))
        for form in self.initial_forms:
            is_to_go = form.instance.pk and self._should_delete_form(form)  # type: ignore[attr-defined]
            if is_to_go and form.deletes_unseen:
                change = form.seen_row.since[-1] if form.seen_row else None
                form.conflicts.append(deletion_conflict(form, change))
                raise ValidationError(deletion_words(form, change), code=CONFLICT)

    @property
    def conflicts(self) -> list[Conflict]:
        return [conflict for form in self.forms for conflict in form.conflicts]


def deletion_words(form: Any, change: RowChange | None) -> str:
    """That a row that is to be deleted is not the one that was looked at."""
    if change is None:
        return _(
            "This form does not say which state of “%(row)s” is to be deleted: look at it, then save."
        ) % {"row": form.row_words}
    return _("“%(row)s” was changed meanwhile (%(who)s, %(at)s): look at it, then save to delete it.") % {
        "row": form.row_words,
        "who": change.who or by_means_of(change.door),
        "at": moment(change.at),
    }


def deletion_conflict(form: Any, change: RowChange | None) -> Conflict:
    """The same in the list of conflicts."""
    theirs = changed_row(change, names_of([change])).what if change else ""
    who, at = (change.who or by_means_of(change.door), change.at) if change else ("", None)
    return Conflict(form.row_words, _("Delete"), _("Delete"), theirs, who, at)


class RowsFormSet(TakesPlaces, RevisionFormSet):
    """Rows of one page that may take one another's place."""


class RowsInlineFormSet(TakesPlaces, RevisionFormSet, BaseInlineFormSet):
    """The same of rows on the page of the row that they belong to."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Each field with its own name: the heading of the column names it for the eye only."""
        super().add_fields(form, index)
        for field in form.fields.values():
            # What leads to another row's page is wrapped.
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", str(field.label or ""))

    def is_of_this_page(self, values: Any) -> bool:
        return bool(values[self.fk.name] == self.instance.pk)

    def get_queryset(self) -> Any:
        """The rows of the forms that were sent, once there are forms: the admin pairs the two by their order."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()
