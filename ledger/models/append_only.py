"""Rows that are written once. The database refuses too, by every door (ledger/after_migrate/triggers.py)."""

from typing import Any, Never

from django.db import models


class AppendOnlyQuerySet(models.QuerySet):
    """Selects rows that are written once, and changes or removes none."""

    def update(self, **kwargs: Any) -> Never:
        raise TypeError(f"{self.model.__name__} rows are never edited: write a newer one.")

    def delete(self) -> Never:
        raise TypeError(f"{self.model.__name__} rows are never deleted: write a newer one.")


class AppendOnly(models.Model):
    """A row that is written once: a newer one replaces it, nobody changes or removes it."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are never edited: write a newer one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(f"{type(self).__name__} rows are never deleted: write a newer one.")
