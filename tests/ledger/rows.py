"""The kinds of rows, read from the code, and rows of each, made from what their fields need."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models

from ledger.models import (
    AccountSubject,
    Assignment,
    BudgetMovement,
    ExecutionSnapshot,
    FundingShare,
    MatchingRatio,
    StatedFigure,
    SubjectSuccession,
    VersionTransition,
)
from sites.fields import SmallNumberField, YearField
from sites.record import records

KINDS: list[Any] = [model for app in ("sites", "ledger") for model in apps.get_app_config(app).get_models()]
"""The models of both apps, without the tables of their histories."""

RECORDS: list[Any] = records()
"""Those that people edit."""

SOMETHING: dict[type[models.Field], Callable[[int], object]] = {
    YearField: lambda number: 2030 + number,
    SmallNumberField: lambda number: 1 + number % 12,
    models.IntegerField: lambda number: 1 + number,
    models.DecimalField: lambda number: 1 + number,
    models.DateField: lambda number: date(2021, 1, 1) + timedelta(days=number),
    models.CharField: lambda number: f"something-{number}",
    models.TextField: lambda number: f"something {number}",
}
"""Kind of a field -> a value that it takes, another one for each number; the first kind that fits."""


WHY = {"reason": "공기 부족", "document_number": "예산-1"}
"""What a movement and a carry-over must say."""


def younger_subject(number: int) -> AccountSubject:
    """A subject that may continue any other."""
    code, name = f"younger-{number}", f"younger {number}"
    return AccountSubject.objects.get_or_create(code=code, name=name, valid_from=2100)[0]


def another_account() -> User:
    """Somebody else, who may be in charge of anything."""
    return User.objects.create_user(f"something-{User.objects.count()}")


PARTICULAR: dict[Any, Callable[[int], dict[str, object]]] = {
    StatedFigure: lambda number: {"table": "overview", "text": "1", "value": 1},
    ExecutionSnapshot: lambda number: {"fiscal_year": 2021},
    FundingShare: lambda number: dict.fromkeys(("allocation", "plan_entry", "settlement", "carry_over")),
    MatchingRatio: lambda number: {"source": None},
    VersionTransition: lambda number: {"step": "recorded", "to_status": "submitted", "author": None},
    BudgetMovement: lambda number: {"fiscal_year": 2021, "from_program": None, "from_subject": None},
    SubjectSuccession: lambda number: {"new": younger_subject(number)},
    Assignment: lambda number: {"person": another_account()},
}
"""What the kinds of its fields do not say of a row.

A printed figure stands in a report, a share belongs to one row; money is spent and moved in its year, and does not go
where it comes from; a step leads somewhere, an heir is younger.
"""


def row_of(model: Any) -> Any:
    """Some row of a kind: one that there is, else a new one."""
    return model._base_manager.first() or new_row(model, 0, row_of)


def new_rows(number: int) -> dict[Any, Any]:
    """A new row of every kind that people edit, by its model; they name each other."""
    made: dict[Any, Any] = {}

    def linked(model: Any) -> Any:
        if model not in made:
            made[model] = new_row(model, number, linked)
        return made[model]

    for model in RECORDS:
        linked(model)
    return made


def new_row(model: Any, number: int, linked: Callable[[Any], Any]) -> Any:
    """A new row with what its fields must have, and with every link but those to its own kind."""
    return model._base_manager.create(**new_cells(model, number, linked))


def new_cells(model: Any, number: int, linked: Callable[[Any], Any]) -> dict[str, object]:
    """What such a row holds, field by field."""
    cells: dict[str, object] = {}
    particular = PARTICULAR[model](number) if model in PARTICULAR else {}
    for field in model._meta.concrete_fields:
        if field.name in particular:
            continue
        if field.related_model and field.related_model is not model:
            cells[field.name] = linked(field.related_model)
        elif not (field.primary_key or field.null or field.blank or field.has_default()):
            cells[field.name] = something(field, number)
    return {**cells, **particular}


def something(field: Any, number: int) -> object:
    if field.choices:
        return field.choices[0][0]
    return next(value(number) for kind, value in SOMETHING.items() if isinstance(field, kind))
