"""What every ledger row and every site has: a natural key, a revision counter, and who may do what with it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from sites.fields import DayField, Slug
from sites.rights import ENTERED, Rights
from sites.rules import Rule


def key_paths(model: type[models.Model]) -> list[str]:
    """The natural key of a model as lookups: ['program__slug', 'version__fiscal_year', ...]."""
    paths = []
    # An account, which is Django's, has its name.
    for name in getattr(model, "KEY", None) or filter(None, [getattr(model, "USERNAME_FIELD", None)]):
        related = model._meta.get_field(name).related_model
        if related is None:
            paths.append(name)
        else:
            assert not isinstance(related, str)
            paths += [f"{name}__{path}" for path in key_paths(related)]
    return paths


def follow(row: object, path: str) -> object:
    """The attribute at the end of a lookup path, None where a link on the way is null."""
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


class Stale(ValidationError):
    """A row is to be saved or removed that is no longer as whoever asks for it has seen it. Nothing was written."""

    def __init__(self, row: models.Model) -> None:
        self.row = row
        text = _("“%(row)s” was changed or removed meanwhile; nothing of yours was saved. Load it again.")
        super().__init__(text, code="stale", params={"row": row})


def hold(rows: Iterable[models.Model]) -> None:
    """Have rows stay as they are until the transaction ends, if they are still there; a query for each kind."""
    held: dict[type[models.Model], set[Any]] = {}
    for row in rows:
        held.setdefault(type(row), set()).add(row.pk)
    for model in sorted(held, key=lambda one: one._meta.label):
        # In one order, so that no two wait for each other.
        list(
            model._base_manager.select_for_update()
            .filter(pk__in=held[model])
            .order_by("pk")
            .values_list("pk")
        )


class NaturalKeyManager(models.Manager):
    """Finds rows by their natural key, so that fixtures hold no numeric ids."""

    def get_by_natural_key(self, *parts: object) -> Any:
        lookups: dict[str, object] = {}
        for path, part in zip(key_paths(self.model), parts, strict=True):
            if part is None:
                lookups[f"{path}__isnull"] = True
            else:
                lookups[path] = part
        return self.get(**lookups)


class Record(models.Model):
    """A row that is edited by people: it has a natural key and counts its revisions; the database logs each change.

    `KEY` names the fields of the natural key, `RIGHTS` the duties that bring its permissions. `revision` counts the
    changes of the row (the counter against lost updates; `version` always means a budget version), whoever makes them
    (ledger/after_migrate/revisions.py): a row is saved and removed only as it was read, else Stale is raised. The log
    of changes has each state, who, when and why (ledger/after_migrate/change_log.py).

    `FROZEN_WITH` has the lookup paths to the rows that freeze this one ("allocation__version"): while one of them says
    `is_frozen`, the database refuses to add, change, move or remove it (ledger/after_migrate/freezing.py). A kind of
    row that hangs on such a row and stays free says why in `NOT_FROZEN`.
    """

    KEY: ClassVar[tuple[str, ...]]
    RIGHTS: ClassVar[Rights] = ENTERED
    FROZEN_WITH: ClassVar[tuple[str, ...]] = ()
    NOT_FROZEN: ClassVar[str] = ""

    revision = models.PositiveIntegerField(_("revision"), default=1, db_default=1, editable=False)

    # The revision that a row must still have in the database when it is written; None: whatever it has.
    read_revision: int | None = None

    # Rows of its kind that give up their places in the same save: while it is looked at they are no obstacle.
    makes_room_with: frozenset[Any] = frozenset()

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Stale where the row is no longer as it was read."""
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        self.read_revision = self.revision
        self.revision += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
        try:
            super().save(*args, **kwargs)
        except BaseException:
            self.revision = self.read_revision
            raise
        finally:
            self.read_revision = None

    def _do_update(self, base_qs: Any, *args: Any) -> bool:
        """Django's UPDATE of one row, of nothing but what was read: a fixture, which passes no save(), says itself."""
        if self.read_revision is None:
            return super()._do_update(base_qs, *args)
        if not super()._do_update(base_qs.filter(revision=self.read_revision), *args):
            raise Stale(self)
        return True

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises Stale where the row is no longer as it was read."""
        with transaction.atomic():
            as_read = type(self)._base_manager.filter(pk=self.pk, revision=self.revision)
            if not as_read.select_for_update().exists():
                raise Stale(self)
            return super().delete(*args, **kwargs)

    def frozen_by(self) -> Any:
        """The row that freezes this one, None where it is free; a link that is not chosen yet freezes nothing."""
        for path in self.FROZEN_WITH:
            try:
                row: Any = follow(self, path)
            except ObjectDoesNotExist:
                continue
            if row is not None and row.is_frozen:
                return row
        return None

    def clean(self) -> None:
        """Say in a form what the database would refuse: nothing comes in where all is frozen."""
        super().clean()
        if (frozen := self.frozen_by()) is not None:
            raise ValidationError(frozen.frozen_sentence)

    def get_constraints(self) -> Any:
        """What is looked at before it is saved: no unique key that only rows hold that give it up in the same save."""
        found = super().get_constraints()
        if not self.makes_room_with:
            return found
        return [(model, [one for one in some if not self.is_given_up(one)]) for model, some in found]

    def is_given_up(self, constraint: Any) -> bool:
        """Whether a unique key of the row is held by rows that leave it, and by no others."""
        if not isinstance(constraint, models.UniqueConstraint):
            return False
        cells = {name: getattr(self, self._meta.get_field(name).attname) for name in constraint.fields}  # type: ignore[union-attr]
        if None in cells.values():
            return False
        holders = set(type(self)._default_manager.filter(**cells).values_list("pk", flat=True))
        return bool(holders) and holders <= self.makes_room_with

    def natural_key(self) -> tuple[object, ...]:
        return tuple(follow(self, path) for path in key_paths(type(self)))

    def refuse_what_breaks_a_rule(self) -> None:
        """Raise ValidationError, beside its field, where the row does not keep the rules of its model and its days."""
        for rule in (*self._meta.concrete_fields, *self._meta.constraints):
            if isinstance(rule, DayField | Rule):
                rule.refuse(self)


@receiver(pre_save)
def keep_rules(instance: models.Model, **kwargs: Any) -> None:
    """No door leaves a rule unsaid: `loaddata` passes no form and no save()."""
    if isinstance(instance, Record):
        for field in instance._meta.concrete_fields:
            if isinstance(field, Slug):
                field.fill(instance)
        instance.refuse_what_breaks_a_rule()


def records() -> list[type[Record]]:
    """Every kind of row that people edit, of all apps, in the order of their declaration."""
    return [model for model in apps.get_models() if issubclass(model, Record)]
