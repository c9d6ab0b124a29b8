"""Rows that are written once. The database refuses too, by every door (ledger/after_migrate/triggers.py)."""

from typing import Any, ClassVar, Never

from django.db import models
from django.utils.functional import Promise

from sites.rights import Rights


class AppendOnlyQuerySet(models.QuerySet):
    """Selects rows that are written once, and changes or removes none."""

    def update(self, **kwargs: Any) -> Never:
        raise TypeError(str(self.model.REFUSAL))

    def delete(self) -> Never:
        raise TypeError(str(self.model.REFUSAL))


class AppendOnly(models.Model):
    """A row that is written once: a newer one replaces it, nobody changes or removes it.

    `REFUSAL` is what whoever tries is told, by the database too: a sentence without apostrophes, at which its SQL would
    end. `WRITTEN_AT` names the field that says when. `RIGHTS` has the duties that bring the permissions to see and to
    write one.
    """

    NOT_FROZEN: ClassVar[str] = (
        "What is written once never changes, and a newer one may be written at any time."
    )
    REFUSAL: ClassVar[str | Promise]
    WRITTEN_AT: ClassVar[str]
    RIGHTS: ClassVar[Rights]

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(str(self.REFUSAL))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(str(self.REFUSAL))
