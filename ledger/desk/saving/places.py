"""Rows of one page that take one another's place: two lines change numbers, a new step stands where another stood.

Row by row such a save cannot be: the first finds its place taken. Here the rows that leave theirs are no obstacle to
the others, and when all is valid they make room before any is saved, in the same transaction and out of the history.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db import models, transaction
from django.forms.models import BaseModelFormSet

from sites.record import Stale

POSITION = "position"

Key = tuple[str, tuple[Any, ...]]
"""A unique constraint and what a row has in its fields."""


def keys_of(row: models.Model) -> set[Key]:
    """The unique keys of a row that are complete."""
    found = {
        (one.name, tuple(getattr(row, row._meta.get_field(name).attname) for name in one.fields))  # type: ignore[union-attr]
        for one in row._meta.constraints
        if isinstance(one, models.UniqueConstraint)
    }
    return {(name, cells) for name, cells in found if None not in cells}


def key_fields(model: type[models.Model]) -> set[str]:
    """The fields of its unique keys."""
    unique = (one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint))
    return {name for one in unique for name in one.fields}


class TakesPlaces(BaseModelFormSet):
    """A set of rows that may take one another's place in one save."""

    def full_clean(self) -> None:
        if self.is_bound:
            leaving = {form.instance.pk for form in self.initial_forms if self.leaves(form)}
            for form in self.forms:
                form.instance.makes_room_with = frozenset(leaving - {form.instance.pk})
        super().full_clean()

    def leaves(self, form: Any) -> bool:
        """Whether a row gives up its key: it is deleted, or has another one.

        A row without a number is written anew for that: not one on which others hang.
        """
        keys = key_fields(self.model)
        may_move = POSITION in keys or not self.model._meta.related_objects
        return bool(({"DELETE"} | (keys if may_move else set())) & set(form.changed_data))

    def save(self, commit: bool = True) -> Any:
        if not commit:
            return super().save(commit)
        with transaction.atomic():
            removed = self.make_room()
            saved = super().save()
            self.deleted_objects = [*removed, *self.deleted_objects]
            return saved

    def make_room(self) -> list[models.Model]:
        """Clear the places that other rows of the page take; the rows that were deleted for that."""
        wanted = {key: form.instance for form in self.kept_forms() for key in keys_of(form.instance)}
        leaving = {form.instance.pk: form for form in self.initial_forms if self.leaves(form)}
        stored = self.model._default_manager.filter(pk__in=leaving) if leaving else ()
        in_the_way = [row for row in stored if any(wanted.get(key, row).pk != row.pk for key in keys_of(row))]
        forms = [leaving[row.pk] for row in in_the_way]
        if POSITION in key_fields(self.model):
            deleted = self.deleted_forms
            going = [form.instance for form in forms if form not in deleted]
            move_apart(in_the_way, going, [form.instance for form in forms])
            return []
        for row in in_the_way:
            row.delete()
        deleted = self.deleted_forms
        removed = [form.instance for form in forms if form in deleted]
        for form in forms:
            # What only names others has its new key as a new row.
            form.instance.pk, form.instance.revision = None, 1
        return removed

    def kept_forms(self) -> Iterator[Any]:
        """The forms whose rows stand on the page when it is saved."""
        # Asked once: Django looks through all forms for it.
        deleted = {id(form) for form in self.deleted_forms}
        for form in self.forms:
            if id(form) not in deleted and (form.instance.pk or form.has_changed()):
                yield form

    def save_new_objects(self, commit: bool = True) -> list[Any]:
        deleted = self.deleted_forms
        again = [form for form in self.initial_forms if form.instance.pk is None and form not in deleted]
        for form in (one for one in again if one.has_changed()):
            form.instance._state.adding = True
            self.save_new(form, commit=commit)
            self.changed_objects.append((form.instance, form.changed_data))
        return super().save_new_objects(commit)


def move_apart(rows: list[Any], going: list[Any], read: list[Any]) -> None:
    """Move rows to numbers that none has, then those that are `going` on to their new places.

    `read` are the same rows as they were read; they have their new revisions then. Raises Stale.
    """
    if not rows:
        return
    model = type(rows[0])
    revision = {row.pk: row.revision for row in read}
    taken = {getattr(row, POSITION) for row in (*model._default_manager.filter(alike(rows)), *going)}
    free = (number for number in count(1) if number not in taken)
    for row in rows:
        as_read = model._default_manager.filter(pk=row.pk, revision=revision[row.pk])
        if not as_read.update(**{POSITION: next(free)}):
            raise Stale(row)
    for row in going:
        if getattr(row, POSITION) is not None:
            cells = {name: getattr(row, name) for name in key_fields(model)}
            model._default_manager.filter(pk=row.pk).update(**cells)
    moved = dict(model._default_manager.filter(pk__in=revision).values_list("pk", "revision"))
    for row in read:
        row.revision = moved[row.pk]


def alike(rows: list[Any]) -> models.Q:
    """The condition of the rows that share the rest of a key with one of some rows."""
    found = models.Q()
    for row in rows:
        rest = {name: getattr(row, name) for name in key_fields(type(row)) - {POSITION}}
        found |= models.Q(**rest)
    return found
