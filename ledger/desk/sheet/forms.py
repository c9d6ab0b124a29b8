"""The forms of the rows that a difference touches, and of no others: each is filled with what is stored and what was
typed, and passes what the forms of data entry pass (desk/saving/): revision, merging by field, conflicts, places.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import modelformset_factory
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ledger.desk.inputs.typed import typed_field
from ledger.desk.saving.merging import CONFLICT, REVISION, Conflict, conflicts_of
from ledger.desk.saving.places import key_fields
from ledger.desk.saving.revision_form import RevisionForm, RowsFormSet
from ledger.desk.sheet.declared import Sheet, SheetColumn, cell_text
from ledger.desk.sheet.placing import Placed, positions, sequence
from ledger.desk.sheet.rows import known_links, rows_of
from ledger.figures.facts import Facts
from ledger.load.changes import RowChange
from ledger.load.seen import removals
from ledger.reading.difference import AddedRow, ChangedRow, Difference, Ref, RemovedRow

PREFIX = "rows"


class LinkField(forms.ModelChoiceField):
    """A row that a cell names, among those that were read for the whole save; its cell holds the row's key."""

    def __init__(self, sheet: Sheet, column: SheetColumn, rows: Mapping[str, Any], **kwargs: Any) -> None:
        self.sheet, self.column, self.rows = sheet, column, rows
        super().__init__(queryset=sheet.MODEL._base_manager.none(), **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if (row := self.rows.get(str(value))) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return row

    def prepare_value(self, value: Any) -> str:
        """The cell of what the row stores, of a row, or of what was typed."""
        if isinstance(value, str):
            return value
        return self.sheet.cell_of_link(self.column, getattr(value, "pk", value))

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def __deepcopy__(self, memo: dict[int, Any]) -> "LinkField":
        # Past ModelChoiceField's own copy, which would turn the choices back into a query.
        copy: LinkField = super(forms.ChoiceField, self).__deepcopy__(memo)  # type: ignore[misc]
        return copy


class SheetForm(RevisionForm):
    """A row of the sheet. Only what was typed is looked at as this person's."""

    POSITION = ""
    FILLED: tuple[str, ...] = ()
    typed_names: frozenset[str] = frozenset()
    ref: Ref = ""
    """The row as the browser calls it."""

    @property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        if not self.instance.pk and not self.is_gone:
            return changed
        return [name for name in changed if name in self.typed_names or name == "DELETE"]

    def is_contested(self, name: str, stored: dict[str, Any]) -> bool:
        """An order is nothing that two people dispute: who orders last orders."""
        return name != self.POSITION and super().is_contested(name, stored)

    def words(self, name: str, cell: Any) -> str:
        field = self.fields[name]
        if not isinstance(field, LinkField):
            return super().words(name, cell)
        row = field.rows.get(field.prepare_value(cell))
        return "–" if row is None else link_words(row, field.column)

    def field_of(self, conflict: Conflict) -> str:
        """The field that a conflict is about; '' where it is about the whole row."""
        return next((name for name in self.fields if self[name].auto_id == conflict.input), "")

    def new_links(self) -> dict[str, Any]:
        """Field -> the row that it would bring into being."""
        links = {
            name: self.cleaned_data.get(name)
            for name, one in self.fields.items()
            if isinstance(one, LinkField)
        }
        return {name: row for name, row in links.items() if row is not None and row.pk is None}

    def _get_validation_exclusions(self) -> set[str]:
        # A row that comes in with this one has no number yet: for the model the link would be blank. And a key that
        # stays as it is stored is nobody else's: it is not asked for, row by row.
        # What the sheet fills in belongs to the key.
        found = super()._get_validation_exclusions() - {*self.FILLED} | set(self.new_links())  # type: ignore[misc]
        keys = key_fields(type(self.instance))
        is_as_stored = self.instance.pk and not keys & set(self.changed_data)
        return found | keys if is_as_stored else found  # type: ignore[no-any-return]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for name, row in self.new_links().items():
            self.refuse_new_link(name, row)
        return found

    def refuse_new_link(self, name: str, row: Any) -> None:
        """Say beside the cell what is wrong with the row that it would bring into being; asked once for all cells."""
        kept = vars(row)
        if "_refused" not in kept:
            try:
                row.full_clean()
                kept["_refused"] = []
            except ValidationError as error:
                kept["_refused"] = error.messages
        for message in kept["_refused"]:
            self.add_error(name, message)


def link_words(row: Any, column: SheetColumn) -> str:
    """A row that a cell names, in words: of what stands for one of its fields, that field."""
    named = row if column.key == column.name else getattr(row, column.key)
    return str(named)


class SheetFormSet(RowsFormSet):
    """The touched rows of one sheet."""

    sheet: Sheet

    def is_of_this_page(self, values: Any) -> bool:
        return self.sheet.is_of_this_sheet(values)

    def add_fields(self, form: Any, index: Any) -> None:
        """Django's, with the id as a text: its own field asks the database for each row once more."""
        super().add_fields(form, index)
        form.fields[self.model._meta.pk.name] = forms.CharField(required=False, widget=forms.HiddenInput)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        if form.instance.pk is None:
            self.sheet.fill_new(form.instance)
        return form


class SheetForms:
    """The forms of a difference, made of the ledger as it stands now: made anew where somebody else was first."""

    def __init__(self, sheet: Sheet, difference: Difference) -> None:
        self.sheet, self.difference = sheet, difference
        named = {*(one.id for one in difference.changed), *(one.id for one in difference.removed)}
        self.stored: dict[int, Any] = {row.pk: row for row in sheet.rows().filter(pk__in=named)}
        self.gone: dict[int, RowChange] = {}
        if missing := named - self.stored.keys():
            found = removals(sheet.MODEL, missing)
            self.gone = {pk: one for pk, one in found.items() if sheet.is_of_this_sheet(one.values)}
        self.unknown = named - self.stored.keys() - self.gone.keys()
        """Rows that are none of this sheet."""
        self.places = self.new_places()
        self.set = self.formset()
        for form, ref in zip(self.set.forms, self.refs, strict=True):
            form.ref = ref
            form.typed_names = self.typed_names(ref)

    # What the rows hold.

    @cached_property
    def changed(self) -> dict[int, ChangedRow]:
        return {one.id: one for one in self.difference.changed}

    @cached_property
    def removed(self) -> dict[int, RemovedRow]:
        # Of a row that is gone already nothing is left to remove.
        return {one.id: one for one in self.difference.removed if one.id in self.stored}

    @cached_property
    def added(self) -> dict[str, AddedRow]:
        return {one.name: one for one in self.difference.added}

    @cached_property
    def refs(self) -> list[Ref]:
        """The rows of the forms: those that were there, then the new ones."""
        touched = dict.fromkeys((*self.changed, *self.removed))
        moved = (ref for ref in self.places if isinstance(ref, int) and ref not in touched)
        return [*(ref for ref in touched if ref not in self.unknown), *moved, *self.added]

    def typed_cells(self, ref: Ref) -> dict[str, str]:
        """Field -> what was typed into it."""
        row = self.added.get(ref) if isinstance(ref, str) else self.changed.get(ref)
        cells = row.cells if row is not None else {}
        return {one.name: cells[one.key] for one in self.sheet.shown_columns if one.key in cells}

    def typed_names(self, ref: Ref) -> frozenset[str]:
        """The fields that this person changes."""
        moved = {self.sheet.POSITION} if ref in self.places else set()
        return frozenset({*self.typed_cells(ref), *moved})

    def stored_cells(self, ref: Ref) -> dict[str, str]:
        """Field -> its cell of the row as it is stored, as it was before it went, or of a new one."""
        columns = self.sheet.columns
        if isinstance(ref, int) and ref in self.stored:
            row = self.stored[ref]
            return {one.name: self.cell(one, self.sheet.field(one).value_from_object(row)) for one in columns}
        if isinstance(ref, int):
            # Its place may be another's by now.
            values = {**self.gone[ref].values, self.sheet.POSITION: None}
            return {one.name: self.cell(one, values[one.name]) for one in columns}
        new = self.sheet.MODEL()
        return {one.name: self.cell(one, self.sheet.field(one).value_from_object(new)) for one in columns}

    def cell(self, column: SheetColumn, stored: Any) -> str:
        if self.sheet.kind(column) == "search":
            return self.sheet.cell_of_link(column, stored)
        return cell_text(stored)

    # Their places.

    def new_places(self) -> dict[Ref, int]:
        """Row -> its new number, of those that are moved by what was typed."""
        position, group = self.sheet.POSITION, self.group
        if not position:
            return {}
        regrouped = {one.id for one in self.difference.changed if self.sheet.GROUPS in one.cells}
        if not (self.difference.order or self.difference.added or regrouped):
            return {}
        removed = {one.id for one in self.difference.removed}
        # Without the column all rows stand under one.
        name = "pk" if group is None else group.name
        stored = [
            Placed(pk, "" if group is None else self.sheet.cell_of_link(group, link), number)
            for pk, link, number in self.sheet.rows().values_list("pk", name, position)
            if pk not in removed
        ]
        typed = {ref: cells[name] for ref in self.moving if name in (cells := self.typed_cells(ref))}
        rows = sequence(stored, self.difference.added, self.difference.order, typed)
        return positions(rows, stored)

    @property
    def moving(self) -> Iterator[Ref]:
        """The rows that may stand elsewhere."""
        yield from self.changed
        yield from self.added

    @cached_property
    def group(self) -> SheetColumn | None:
        return next((one for one in self.sheet.columns if one.key == self.sheet.GROUPS), None)

    # The forms.

    def formset(self) -> Any:
        moved = {ref for ref in self.places if isinstance(ref, int)}
        if more := moved - self.stored.keys():
            self.stored |= {row.pk: row for row in self.sheet.rows().filter(pk__in=more)}
        cells = {ref: self.stored_cells(ref) | self.typed_cells(ref) for ref in self.refs}
        for ref, number in self.places.items():
            if ref in cells:
                cells[ref][self.sheet.POSITION] = str(number)
        factory = modelformset_factory(
            self.sheet.MODEL,
            form=self.form_class(cells.values()),
            formset=type("Rows", (SheetFormSet,), {"sheet": self.sheet}),
            fields=[one.name for one in self.sheet.columns],
            formfield_callback=typed_field,
            extra=0,
            can_delete=True,
            max_num=len(cells),
            absolute_max=len(cells),
        )
        queryset = self.sheet.rows().filter(pk__in=self.stored)
        return factory(self.data(cells), queryset=queryset, prefix=PREFIX)

    def form_class(self, cells: Iterable[Mapping[str, str]]) -> type[SheetForm]:
        """The form of a row, whose links are looked up once for all rows."""
        cells = list(cells)
        found: dict[str, Any] = {"POSITION": self.sheet.POSITION, "FILLED": self.sheet.FILLED}
        for column in self.sheet.columns:
            if self.sheet.kind(column) == "search":
                rows = self.sheet.link(column, {one[column.name] for one in cells} - {""})
                label = str(column.label or self.sheet.field(column).verbose_name)
                found[column.name] = LinkField(
                    self.sheet, column, rows, required=self.sheet.needs(column), label=label
                )
        return cast(type[SheetForm], type("RowForm", (SheetForm,), found))

    def data(self, cells: Mapping[Ref, Mapping[str, str]]) -> QueryDict:
        """The rows as a page would send them."""
        data = QueryDict(mutable=True)
        initial = sum(isinstance(ref, int) for ref in cells)
        data.update({f"{PREFIX}-TOTAL_FORMS": str(len(cells)), f"{PREFIX}-INITIAL_FORMS": str(initial)})
        for number, (ref, row) in enumerate(cells.items()):
            before = f"{PREFIX}-{number}-"
            data.update({f"{before}{name}": cell for name, cell in row.items()})
            if isinstance(ref, int):
                data.update({f"{before}id": str(ref), f"{before}{REVISION}": self.revision(ref)})
            if ref in self.removed:
                data[f"{before}DELETE"] = "on"
        return data

    def revision(self, ref: int) -> str:
        """The revision of which the page had a row; of one that is only moved, that of now."""
        said = self.changed.get(ref) or self.removed.get(ref)
        number = self.stored[ref].revision if said is None else said.revision
        return str(number) if number else ""

    # What a save asks (desk/saving/looking.py).

    def forms(self) -> Iterator[Any]:
        """All forms."""
        yield from self.set.forms

    @property
    def touched(self) -> list[Any]:
        """The rows that this person changes."""
        return [one.instance for one in self.forms() if one.instance.pk and one.has_changed()]

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return int(self.set.total_error_count()) + len(self.unknown)

    @property
    def conflicts(self) -> list[Any]:
        return conflicts_of(self.forms())

    def are_valid(self) -> bool:
        """Whether all that was typed can be saved."""
        return bool(self.set.is_valid()) and not self.unknown

    def save(self) -> None:
        """Save it, all or nothing."""
        with transaction.atomic():
            kept = (form for form in self.set.kept_forms() if form.has_changed())
            self.sheet.before_saving(form.instance for form in kept)
            self.set.save()

    # What is said of it (answers.py).

    def own_errors(self) -> Iterator[tuple[Any, str | None, str]]:
        """Row and what is wrong, of what no cell has."""
        for one in self.set.non_form_errors().as_data():
            if one.code != CONFLICT:
                yield None, None, " ".join(one.messages)
        for pk in sorted(self.unknown):
            yield pk, None, _("A row was sent that is none of this page: load the page again.")

    def key_of(self, name: str) -> str | None:
        """The column of a field."""
        return next((one.key for one in self.sheet.columns if one.name == name), None)

    def conflicts_of(self, form: Any) -> Iterator[tuple[str | None, Conflict | None, ValidationError | None]]:
        """Column and conflict of each cell; of a row that is gone, or is to go, how it is said."""
        for one in form.conflicts:
            name = form.field_of(one)
            yield self.key_of(name) if name else None, one, None
        if not form.conflicts:
            yield from (
                (None, None, one) for one in form.non_field_errors().as_data() if one.code == CONFLICT
            )

    def state_of(self, form: Any) -> dict[str, Any]:
        """The row of a conflict as it is now."""
        return {"revision": form.instance.revision if form.instance.pk else 0}

    def saved_json(self, facts: Facts) -> dict[str, Any]:
        """The rows that were saved as they are stored now, by the names under which the browser sent them."""
        # As it is now: a subject may have come in.
        sheet = type(self.sheet)(self.sheet.program, self.sheet.version)
        names = {form.instance.pk: form.ref for form in self.set.kept_forms()}
        rows = list(sheet.rows().filter(pk__in=names))
        known = known_links(sheet, rows)
        return {
            "rows": {str(names[one["id"]]): one for one in rows_of(sheet, rows, known)},
            "removed": [form.ref for form in self.set.deleted_forms],
            "message": _("Saved. All totals and changes follow."),
        }
