"""The database writes the log of changes itself: each row that comes, changes or goes, by whatever door.

A program only says who, why and in which request (sites/said.py). A row that is saved again as it was is no change; nor
is its revision alone. What a migration moves is no change either: its triggers are away then.
"""

from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field, ForeignKey, Model

from ledger.after_migrate.revisions import NEXT_REVISION
from ledger.after_migrate.statements import ENGINES, Trigger, is_moved
from ledger.models.change import Change
from ledger.models.program import Program
from sites.record import records
from sites.said import SETTING, TABLE, Said

LOG = Change._meta.db_table
PARTS = tuple(Said.__dataclass_fields__)
"""What is said of a change, as the columns of the log are called."""

SECRET = {"password", "last_login"}
"""Columns of an account that the log leaves out: the one is nobody's business, the other no change."""

CREATE_TABLE = f"CREATE TABLE IF NOT EXISTS {TABLE} ({', '.join(f'{part} text NOT NULL' for part in PARTS)})"
"""What SQLite tells its triggers with (sites/said.py)."""

NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}


def logged_models() -> list[type[Model]]:
    """The kinds of rows whose changes are kept: the ledger's, their relations to many, accounts and their roles."""
    kinds: list[type[Model]] = [*records(), get_user_model()]
    relations: list[Any] = [field.remote_field for kind in kinds for field in kind._meta.local_many_to_many]
    return [*kinds, *(one.through for one in relations if one.through._meta.auto_created)]


def change_triggers() -> dict[str, Trigger]:
    """Name -> trigger, of all that writes the log."""
    found = {}
    for model in logged_models():
        for how, event in (("+", "INSERT"), ("~", "UPDATE"), ("-", "DELETE")):
            table = model._meta.db_table
            found[f"{table}_is_logged_on_{event.lower()}"] = Trigger(
                f"AFTER {event} ON {table}", {engine: entry(model, how, engine) for engine in ENGINES}
            )
    return found


def entry(model: type[Model], how: str, engine: str) -> str:
    """The statement that writes an entry of the log about NEW or OLD."""
    row = "OLD" if how == "-" else "NEW"
    before = "NULL" if how == "+" else cells(model, "OLD", engine, how)
    after = "NULL" if how == "-" else cells(model, "NEW", engine, how)
    told = ", ".join(said(part, engine) for part in PARTS)
    values = (
        f"{NOW[engine]}, {told}, '{model._meta.label_lower}', {row}.{model._meta.pk.column}, '{how}',"
        f" {program_of_change(model, how)}, {before}, {after}"
    )
    moved = f" WHERE {is_moved(compared_columns(model), engine)}" if how == "~" else ""
    columns = ", ".join(("at", *PARTS, "kind", "row", "how", "program", "before", "after"))
    return f"INSERT INTO {LOG} ({quoted(columns)}) SELECT {values}{moved};"


def quoted(columns: str) -> str:
    """Each name in quotes: `before` and `row` mean something to a database."""
    return ", ".join(f'"{name}"' for name in columns.split(", "))


def said(part: str, engine: str) -> str:
    """What was said of the change, '' where nothing was."""
    if engine == "sqlite":
        return f"coalesce((SELECT {part} FROM {TABLE}), '')"
    return f"coalesce(nullif(current_setting('{SETTING}', true), '')::jsonb ->> '{part}', '')"


def columns_of(model: type[Model]) -> list[Field]:
    """The columns whose cells the log keeps."""
    return [field for field in model._meta.concrete_fields if field.column not in SECRET]


def cells(model: type[Model], row: str, engine: str, how: str) -> str:
    """The cells of a row as JSON: column -> cell; its revision as the database counts it (revisions.py)."""
    cell = {field.column: f'{row}."{field.column}"' for field in columns_of(model)}
    if (row, how) == ("NEW", "~") and "revision" in cell:
        cell["revision"] = NEXT_REVISION
    parts = ", ".join(f"'{column}', {sql}" for column, sql in cell.items())
    return f"{'json_object' if engine == 'sqlite' else 'jsonb_build_object'}({parts})"


def compared_columns(model: type[Model]) -> list[str]:
    """The columns whose cells make a change: all but the revision."""
    return [field.column for field in columns_of(model) if field.name != "revision"]


def program_of_change(model: type[Model], how: str) -> str:
    """The programme that a change is of, in SQL; NULL where programmes share the row, or it goes to another one."""
    if how != "~":
        return program_of(model, "NEW" if how == "+" else "OLD")
    before, after = program_of(model, "OLD"), program_of(model, "NEW")
    return after if after == "NULL" else f"CASE WHEN {before} = {after} THEN {after} END"


def program_of(model: type[Model], row: str, seen: tuple[type[Model], ...] = ()) -> str:
    """The programme of a row (an alias, NEW or OLD), in SQL: up its links; NULL where there is none, or two."""
    if model is Program:
        return f"{row}.id"
    links: list[Any] = [one for one in model._meta.concrete_fields if isinstance(one, ForeignKey)]
    direct = [f"{row}.{link.column}" for link in links if link.related_model is Program]
    if direct:
        is_of_two = " OR ".join(f"{one} <> {other}" for one, other in pairwise(direct))
        either = coalesced(direct)
        return f"CASE WHEN {is_of_two} THEN NULL ELSE {either} END" if is_of_two else either
    found = []
    for link in links:
        if link.related_model in (model, *seen):
            continue
        alias = f"{row}_{link.name}".lower()
        inside = program_of(link.related_model, alias, (model, *seen))
        if inside != "NULL":
            table = link.related_model._meta.db_table
            found.append(f"(SELECT {inside} FROM {table} {alias} WHERE {alias}.id = {row}.{link.column})")
    return coalesced(found)


def coalesced(found: list[str]) -> str:
    """The first that is not null, in SQL."""
    return f"coalesce({', '.join(found)})" if len(found) > 1 else (found or ["NULL"])[0]
