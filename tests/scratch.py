"""Databases of their own, for processes that a test starts: made, copied, read as a whole, dropped."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[1]
LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
"""Where a PostgreSQL is looked for, unless DATABASE_URL names one."""

PASSING = {"django_session", "django_migrations", "sqlite_sequence"}
"""The tables that are no part of a ledger's state."""
AT_RANDOM = {("ledger_change", "request"), ("ledger_sentform", "request")}
"""The columns that are others each time."""
AFTERWARDS = {("ledger_sentform", name) for name in ("answer", "page", "only_changed")}
"""The columns that are written once all is saved: where a sender was led is no part of what was saved."""
MOMENTS = ("datetime", "timestamp with time zone")
"""The types of the columns that hold moments."""

Tables = dict[str, list[str]]
"""Table -> its rows, each as text."""


class NoDatabase(RuntimeError):
    """There is no server to make a database on; the text says what to do."""


def environment(url: str) -> dict[str, str]:
    """What a process that works on a database is started with: as in production."""
    kept = {name: text for name, text in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS")}
    return kept | {"DATABASE_URL": url, "SECRET_KEY": "only-for-tests", "PYTHONUNBUFFERED": "1"}


class Scratch:
    """Where databases of 'sqlite' or 'postgresql' are made. Raises NoDatabase where no server answers."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine, self.folder, self.made = engine, folder, set[str]()
        self.server: Any = None
        if engine == "sqlite":
            return
        import psycopg2

        asked = os.environ.get("DATABASE_URL", "")
        self.address = urlsplit(asked if asked.startswith("postgres") else LOCAL)
        try:
            self.server = psycopg2.connect(self.address.geturl(), connect_timeout=5)
        except psycopg2.OperationalError as error:
            raise NoDatabase(
                f"{self.address.hostname}:{self.address.port or 5432}: PostgreSQL이 답하지 않습니다. DATABASE_URL을"
                " 지정하거나 ARGS='--engine sqlite'로 SQLite에서만 하세요. | No PostgreSQL answers there: set"
                " DATABASE_URL, or ask SQLite alone with ARGS='--engine sqlite'."
            ) from error
        self.server.autocommit = True

    def new(self, name: str) -> str:
        """The DATABASE_URL of an empty database."""
        self.drop(name)
        if self.server is not None:
            self.ask(f"CREATE DATABASE {self.name(name)}")
        self.made.add(name)
        return self.url(name)

    def copy(self, source: str, name: str) -> str:
        """The DATABASE_URL of a copy; nobody may be at work on its source."""
        self.drop(name)
        if self.server is not None:
            # Whoever was killed may not be gone yet.
            self.ask(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                f" WHERE datname = '{self.name(source)}'"
            )
            self.ask(f"CREATE DATABASE {self.name(name)} TEMPLATE {self.name(source)}")
        else:
            with (
                closing(sqlite3.connect(self.file(source))) as one,
                closing(sqlite3.connect(self.file(name))) as other,
            ):
                one.backup(other)
        self.made.add(name)
        return self.url(name)

    def drop(self, name: str) -> None:
        if self.server is not None:
            self.ask(f"DROP DATABASE IF EXISTS {self.name(name)} WITH (FORCE)")
        else:
            for file in self.folder.glob(f"{self.file(name).name}*"):
                file.unlink()
        self.made.discard(name)

    def close(self) -> None:
        """Drop all that was made."""
        for name in list(self.made):
            self.drop(name)
        if self.server is not None:
            self.server.close()

    def url(self, name: str) -> str:
        if self.server is None:
            return f"sqlite:///{self.file(name)}"
        return self.address._replace(path=f"/{self.name(name)}").geturl()

    def name(self, name: str) -> str:
        """What PostgreSQL calls it: another name in each run."""
        return f"scratch_{os.getpid()}_{name}"

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def ask(self, sql: str) -> list[Any]:
        """What the server answers."""
        with self.server.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    def tables(self, name: str) -> Tables:
        """All rows of the ledger, but for moments and what is at random."""
        if self.server is None:
            with closing(sqlite3.connect(self.file(name))) as connection:
                return tables_of(connection.cursor(), COLUMNS_OF_SQLITE)
        import psycopg2

        with closing(psycopg2.connect(self.url(name))) as connection:
            return tables_of(connection.cursor(), COLUMNS_OF_POSTGRESQL)


COLUMNS_OF_SQLITE = (
    "SELECT m.name, c.name, lower(c.type) FROM sqlite_master m, pragma_table_info(m.name) c"
    " WHERE m.type = 'table' ORDER BY m.name, c.cid"
)
COLUMNS_OF_POSTGRESQL = (
    "SELECT table_name, column_name, data_type FROM information_schema.columns"
    " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
)


def tables_of(cursor: Any, columns: str) -> Tables:
    """The rows of all tables that a cursor reads."""
    cursor.execute(columns)
    names: dict[str, list[str]] = {}
    for table, column, kind in cursor.fetchall():
        if table not in PASSING and kind not in MOMENTS and (table, column) not in AT_RANDOM | AFTERWARDS:
            names.setdefault(table, []).append(f'"{column}"')
    found = {}
    for table, kept in names.items():
        cursor.execute(f"SELECT {', '.join(kept)} FROM {table}")
        found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def digest(tables: Tables) -> str:
    """What two equal ledgers have alike."""
    return hashlib.sha256(repr(sorted(tables.items())).encode()).hexdigest()


def differences(one: Tables, other: Tables) -> list[str]:
    """The rows that only one of two ledgers has: '- ledger_change (1, …)' the first, '+ …' the other."""
    found = []
    for table in sorted({*one, *other}):
        before, after = set(one.get(table, ())), set(other.get(table, ()))
        found += [f"- {table} {row}" for row in sorted(before - after)]
        found += [f"+ {table} {row}" for row in sorted(after - before)]
    return found


def make_tables() -> None:
    """Make the tables of this process' database as the models are, and take the migrations for done: in seconds."""
    from django.conf import settings
    from django.core.management import call_command

    class None_:
        """For every app: it has no migrations."""

        def __contains__(self, _app: object) -> bool:
            return True

        def __getitem__(self, _app: object) -> None:
            return None

    kept, settings.MIGRATION_MODULES = settings.MIGRATION_MODULES, None_()
    call_command("migrate", run_syncdb=True, verbosity=0)
    settings.MIGRATION_MODULES = kept
    call_command("migrate", fake=True, verbosity=0)


@contextmanager
def scratch(engine: str, folder: Path) -> Iterator[Scratch]:
    """Databases until the end of the block."""
    made = Scratch(engine, folder)
    try:
        yield made
    finally:
        made.close()
