"""What is written once stays as it was written, by whatever door somebody tries; the refusal says why."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from ledger.after_migrate.statements import as_written
from ledger.models.append_only import AppendOnly
from tests.ledger.rows import KINDS, row_of

WRITTEN_ONCE = [model for model in KINDS if issubclass(model, AppendOnly)]


def by_sql(statement: str, row: AppendOnly) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=row._meta.db_table))


def a_field_of(row: AppendOnly) -> str:
    """The name of some field that people see."""
    return row._meta.concrete_fields[1].name


def refusal_of(model: Any) -> str:
    """The pattern of the refusal, in the reader's language or as the database says it."""
    return f"{re.escape(str(model.REFUSAL))}|{re.escape(as_written(model.REFUSAL))}"


DOORS: dict[str, Callable[[Any], object]] = {
    "save": lambda row: row.save(),
    "update": lambda row: type(row).objects.update(**{a_field_of(row): models.F(a_field_of(row))}),
    "bulk_update": lambda row: type(row).objects.bulk_update([row], [a_field_of(row)]),
    "update past the manager": lambda row: type(row)._base_manager.update(
        **{a_field_of(row): models.F(a_field_of(row))}
    ),
    "update in SQL": lambda row: by_sql("UPDATE {table} SET id = id", row),
    "delete": lambda row: row.delete(),
    "delete of many": lambda row: type(row).objects.all().delete(),
    "delete past the manager": lambda row: type(row)._base_manager.all().delete(),
    "delete in SQL": lambda row: by_sql("DELETE FROM {table}", row),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("model", WRITTEN_ONCE, ids=lambda model: model._meta.model_name)
def test_it_is_refused(model: Any, door: str, db: None) -> None:
    row = row_of(model)
    before = list(model.objects.values())
    with pytest.raises((TypeError, DatabaseError), match=refusal_of(model)), transaction.atomic():
        DOORS[door](row)
    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", WRITTEN_ONCE, ids=lambda model: model._meta.model_name)
def test_its_table_is_not_emptied(model: Any, db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match=refusal_of(model)), transaction.atomic():
        by_sql("TRUNCATE {table}", model())


@pytest.mark.parametrize("model", WRITTEN_ONCE, ids=lambda model: model._meta.model_name)
def test_no_duty_brings_the_right_to_change_it(model: Any) -> None:
    assert (model.RIGHTS.change, model.RIGHTS.delete) == (None, None)
