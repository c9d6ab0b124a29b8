"""The ledger as it was at a moment: inside `as_of` every query reads the rows of then.

The log of changes has what each row was before (ledger/after_migrate/change_log.py). So a row as it was at a moment is
what the first change after it says of before; a row that nothing changed since is as it is. A temporary view of that
stands before each table that anything changed in: both engines look for a name among what is temporary first. No query
knows of it, and none can write there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Field
from django.utils import timezone

from ledger.after_migrate.change_log import columns_of, logged_models
from ledger.models.append_only import AppendOnly
from ledger.models.change import Change

PAST = "This view is of the ledger as it was: nothing is written there."

APPS = ("ledger", "sites")
"""Who may do what is asked of now: accounts are none of these."""

SCHEMA = {"sqlite": "main", "postgresql": "public"}
"""Where the tables themselves are found, past a view."""

MOMENT: ContextVar[datetime | None] = ContextVar("moment", default=None)


def moment_read() -> datetime:
    """The moment of which the ledger reads, in local time: now, or that of `as_of`."""
    return timezone.localtime(MOMENT.get())


@contextmanager
def as_of(at: datetime | None) -> Iterator[None]:
    """Inside, the ledger reads as it was at a moment; None: as it does outside."""
    if at is None:
        yield
        return
    token = MOMENT.set(at)
    try:
        with stood_before(at):
            yield
    finally:
        MOMENT.reset(token)


@contextmanager
def stood_before(at: datetime) -> Iterator[None]:
    """Inside, each table that changed since has its rows of then before it."""
    with transaction.atomic():
        views = list(views_of(at))
        with connection.cursor() as cursor:
            for table, rows in views:
                cursor.execute(f'CREATE TEMPORARY VIEW "{table}" AS {rows}')
                for statement in refusals(table):
                    cursor.execute(statement)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    for table, _rows in views:
                        cursor.execute(f'DROP VIEW {"temp" if is_sqlite() else "pg_temp"}."{table}"')


def refusals(table: str) -> Iterator[str]:
    """What makes a view refuse what would be written there.

    SQLite lets an INSERT pass and does nothing where the table behind has a trigger. PostgreSQL refuses by itself.
    """
    for event in ("INSERT", "UPDATE", "DELETE") if is_sqlite() else ():
        yield (
            f'CREATE TEMPORARY TRIGGER "{table}_{event}_of_the_past" INSTEAD OF {event} ON temp."{table}"'
            f" BEGIN SELECT RAISE(ABORT, '{PAST}'); END"
        )


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def views_of(at: datetime) -> Iterator[tuple[str, str]]:
    """Each table that anything changed in since, with the statement that reads its rows of then."""
    moment = literal(at)
    changed = set(Change.objects.filter(at__gt=at).order_by().values_list("kind", flat=True).distinct())
    for model in logged_models():
        if model._meta.app_label in APPS and model._meta.label_lower in changed:
            yield model._meta.db_table, rows_as_of(model, moment)
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            table = model._meta.db_table
            written_at: Any = model._meta.get_field(model.WRITTEN_AT)
            # With an OFFSET PostgreSQL writes nothing through it.
            rows = f'SELECT * FROM {stored(table)} WHERE "{written_at.column}" <= {moment}'
            yield table, f"{rows}{'' if is_sqlite() else ' OFFSET 0'}"


def literal(at: datetime) -> str:
    """A moment in SQL: a view takes no values."""
    adapted = connection.ops.adapt_datetimefield_value(at)
    return f"'{adapted}'" if is_sqlite() else f"'{at.isoformat()}'::timestamptz"


def stored(table: str) -> str:
    """A table past the view that stands before it."""
    return f'{SCHEMA[connection.vendor]}."{table}"'


def rows_as_of(model: Any, moment: str) -> str:
    """The rows of a kind as they were at a moment, in SQL."""
    table = stored(model._meta.db_table)
    since = f"FROM {stored(Change._meta.db_table)} WHERE kind = '{model._meta.label_lower}' AND at > {moment}"
    names = ", ".join(f'"{field.column}"' for field in columns_of(model))
    # Where the log begins with a change, what was before it nobody wrote down.
    was = "CASE WHEN how = '~' THEN coalesce(before, after) ELSE before END AS before"
    first = f"(SELECT {was}, row_number() OVER (PARTITION BY row ORDER BY id) AS turn {since}) AS first"
    then = ", ".join(cell(field, model) for field in columns_of(model))
    return (
        f"SELECT {names} FROM {table} WHERE id NOT IN (SELECT row {since})"
        f" UNION ALL SELECT {then} FROM {first} WHERE turn = 1 AND before IS NOT NULL"
    )


def cell(field: Field, model: Any) -> str:
    """A cell of a row as it was, of the type of its column."""
    if is_sqlite():
        return f"json_extract(before, '$.{field.column}') AS \"{field.column}\""
    return f"(before ->> '{field.column}')::{field.db_type(connection)} AS \"{field.column}\""
