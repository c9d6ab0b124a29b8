"""Who says what is written, why and in which request: told to the database with each statement that writes.

The database keeps the log of changes itself (ledger/after_migrate/change_log.py), by every door; only a program can
know for whom it writes. PostgreSQL has a setting that ends with the transaction. SQLite has nothing of the kind: a
table holds it while a statement runs, inside its transaction, so that no other connection ever sees it. Where nobody
said anything, the log has no name: the database was written directly.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from django.db import transaction

SETTING = "ledger.said"
"""The setting of PostgreSQL's session."""
TABLE = "ledger_said"
"""The table of SQLite: no row, or one while a statement runs."""

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH|COPY|TRUNCATE)\b", re.I)
"""How a statement that may write begins."""


@dataclass(frozen=True)
class Said:
    """What is known of a change: `who` is the name of an account, `door` a command or a kind of page, `request` what
    groups the changes of one request or command.
    """

    who: str = ""
    why: str = ""
    document_number: str = ""
    door: str = ""
    request: str = ""


NOTHING = Said()
SAID: ContextVar[Said] = ContextVar("said", default=NOTHING)


@contextmanager
def saying(**said: str) -> Iterator[None]:
    """What is written inside is said so; what is not given stays as it was outside: saying(why="…")."""
    token = SAID.set(replace(SAID.get(), **said))
    try:
        yield
    finally:
        SAID.reset(token)


def tell(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Run a statement; before one that writes, tell the database what is said of it (Django's execute wrapper)."""
    said, connection = SAID.get(), context["connection"]
    if not WRITES.match(str(sql)) or (said == NOTHING and not getattr(connection, "has_told", False)):
        return execute(sql, params, many, context)
    # From now on it is told each time: what was said of an earlier statement of the transaction still stands there.
    connection.has_told = True
    if (
        connection.vendor == "postgresql"
        and isinstance(sql, str)
        and isinstance(params, list | tuple)
        and not many
    ):
        # In one message: the setting holds for the transaction, which without a block is this message.
        setting = f"SELECT set_config('{SETTING}', %s, true); "
        return execute(setting + sql, (json.dumps(asdict(said)), *params), many, context)
    if connection.in_atomic_block:
        with told(connection, said):
            return execute(sql, params, many, context)
    with transaction.atomic(connection.alias):
        with told(connection, said):
            written = execute(sql, params, many, context)
        # SQLite commits no transaction of which rows are still to be fetched.
        context["cursor"].cursor = Fetched(context["cursor"].cursor)
    return written


class Fetched:
    """A cursor whose rows are fetched already."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.rows = iter(cursor.fetchall() if cursor.description else [])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return self.rows

    def fetchone(self) -> Any:
        return next(self.rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return list(islice(self.rows, size))

    def fetchall(self) -> list[Any]:
        return list(self.rows)


@contextmanager
def told(connection: Any, said: Said) -> Iterator[None]:
    """Inside, the database knows what is said. Past Django's cursor: it is no query of the page's."""
    parts = asdict(said)
    with closing(connection.connection.cursor()) as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT set_config('{SETTING}', %s, true)", (json.dumps(parts),))
            yield
            return
        try:
            cursor.execute(
                f"INSERT INTO {TABLE} ({', '.join(parts)}) VALUES (?, ?, ?, ?, ?)", tuple(parts.values())
            )
        except connection.Database.OperationalError as error:
            if "no such table" not in str(error):
                raise
            # Before the migration that brings the log: nothing there listens.
            yield
            return
        try:
            yield
        finally:
            cursor.execute(f"DELETE FROM {TABLE}")


def tell_each(connection: Any, **kwargs: Any) -> None:
    """Have a connection tell (connection_created)."""
    if tell not in connection.execute_wrappers:
        connection.execute_wrappers.append(tell)
