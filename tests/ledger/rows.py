"""The kinds of rows, read from the code, and some row of each, made where the first document has none."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model
from simple_history.models import HistoricalChanges

from sites.fields import YearField
from sites.record import Record

KINDS: list[Any] = [
    model
    for app in ("sites", "ledger")
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, HistoricalChanges)
]
"""The models of both apps, without the tables of their histories."""

RECORDS: list[Any] = [model for model in KINDS if issubclass(model, Record)]

SOMETHING: dict[type[models.Field], object] = {
    YearField: 2021,
    models.IntegerField: 1,
    models.DecimalField: 1,
    models.DateField: date(2021, 10, 31),
    models.CharField: "something",
    models.TextField: "something",
}
"""Kind of a field -> a value that it takes; the first that fits."""


def row_of(model: type[Model]) -> Any:
    """Some row of a kind: one that there is, else a new one with what its fields must have."""
    there = model._base_manager.first()
    needed = [field for field in model._meta.concrete_fields if is_needed(field)]
    return there or model._base_manager.create(**{field.name: something(field) for field in needed})


def is_needed(field: Any) -> bool:
    return not (field.primary_key or field.null or field.blank or field.has_default())


def something(field: Any) -> object:
    if field.related_model:
        return row_of(field.related_model)
    if field.choices:
        return field.choices[0][0]
    return next(value for kind, value in SOMETHING.items() if isinstance(field, kind))
