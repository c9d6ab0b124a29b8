"""What the commands are tried on."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.db import connection


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a database of the kind that is tested on, without a single table."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.sqlite3"
        return
    name = f"test_empty_{os.getpid()}"
    kept = connection.settings_dict
    keys = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    server = psycopg2.connect(dbname="postgres", **{key: kept[of] or None for key, of in keys.items()})
    server.autocommit = True
    cursor = server.cursor()
    cursor.execute(f"CREATE DATABASE {name}")
    account = ":".join(quote(kept[part], safe="") for part in ("USER", "PASSWORD") if kept[part])
    address = ":".join(str(kept[part]) for part in ("HOST", "PORT") if kept[part])
    yield f"postgres://{account}@{address}/{name}"
    cursor.execute(f"DROP DATABASE {name}")
    server.close()
