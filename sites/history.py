"""The history of a row, its relations to many others included."""

from typing import Any

from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class FirstStates(HistoryManager):  # type: ignore[misc]
    """Writes the first states of many rows at once, with what they are related to."""

    def bulk_history_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        written = super().bulk_history_create(objs, *args, **kwargs)
        if self.model._history_m2m_fields:
            for state, row in zip(written or (), objs, strict=True):
                RowHistory().create_historical_record_m2ms(state, row)
        return written


class RowHistory(HistoricalRecords):  # type: ignore[misc]
    """The history of a kind of row; relations to many others that it names in `_history_m2m_fields` are in it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(history_manager=FirstStates, **options)

    def post_save(self, instance: models.Model, created: bool, using: Any = None, **kwargs: Any) -> None:
        if kwargs.get("raw"):
            # What a fixture brings has no history, and so have its relations none.
            instance.skip_history_when_saving = True  # type: ignore[attr-defined]
        super().post_save(instance, created, using=using, **kwargs)

    def m2m_changed(
        self, instance: Any, action: str, attr: str, pk_set: Any, reverse: bool, **kwargs: Any
    ) -> None:
        """A state of each row whose relation changed, from whichever side: add, remove, set and clear."""
        if not reverse:
            super().m2m_changed(instance, action, attr, pk_set, reverse, **kwargs)
            return
        rows = kwargs["model"]._default_manager
        if action == "post_add":
            changed = rows.filter(pk__in=pk_set)
        elif action in ("pre_remove", "pre_clear"):
            # Afterwards nobody knows which rows were related.
            related = {attr: instance.pk} if pk_set is None else {attr: instance.pk, "pk__in": pk_set}
            instance._losing = list(rows.filter(**related).values_list("pk", flat=True))
            return
        elif action in ("post_remove", "post_clear"):
            changed = rows.filter(pk__in=instance.__dict__.pop("_losing", ()))
        else:
            return
        for row in changed:
            self.create_historical_record(row, "~")
