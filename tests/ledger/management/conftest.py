"""What the commands are tried on."""

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.db import connection


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a database of the kind that is tested on, without a single table."""
    with database_in(tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def module_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, one for all tests of a module."""
    with database_in(tmp_path_factory.mktemp("module")) as address:
        yield address


@contextmanager
def database_in(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database: a file in the folder, or one of the folder's name on the server."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/ledger.sqlite3"
        return
    name = f"test_empty_{os.getpid()}_{zlib.crc32(str(folder).encode())}"
    kept = connection.settings_dict
    keys = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    server = psycopg2.connect(dbname="postgres", **{key: kept[of] or None for key, of in keys.items()})
    server.autocommit = True
    cursor = server.cursor()
    cursor.execute(f"CREATE DATABASE {name}")
    account = ":".join(quote(kept[part], safe="") for part in ("USER", "PASSWORD") if kept[part])
    address = ":".join(str(kept[part]) for part in ("HOST", "PORT") if kept[part])
    try:
        yield f"postgres://{account}@{address}/{name}"
    finally:
        cursor.execute(f"DROP DATABASE {name}")
        server.close()
