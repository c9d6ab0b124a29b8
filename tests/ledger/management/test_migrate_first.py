"""A database without tables, or with those of an older release, says so on every page, and once migrated no longer."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from smartanchor.settings import BASE_DIR

ASKING = """
import json
from django.test import Client
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

def told(client, language="ko"):
    answers = {}
    for address in ("/", "/login/", "/admin/", "/programs/nothing/", "/health/"):
        response = client.get(address, headers={"accept-language": language})
        answers[address] = [response.status_code, response.content.decode()]
    return answers

client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
found = {"empty": told(client), "english": told(client, "en")}
found["first login"] = client.post("/login/", {"username": "a", "password": "b"}).status_code
call_command("migrate", verbosity=0)
# As if the newest migration of this release had not been applied yet.
recorder = MigrationRecorder(connection)
newest = recorder.migration_qs.filter(app="ledger").latest("name")
recorder.record_unapplied("ledger", newest.name)
found["older"] = told(client)
recorder.record_applied("ledger", newest.name)
found["migrated"] = told(client)
print(json.dumps(found))
"""


@pytest.fixture
def found(empty_database: str) -> dict[str, Any]:
    """What a process of its own answers before any migration, after some and after all."""
    process = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", ASKING],
        cwd=BASE_DIR,
        env={**os.environ, "DATABASE_URL": empty_database, "SECRET_KEY": "only-for-tests"},
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    assert "Traceback" not in process.stderr
    answers: dict[str, Any] = json.loads(process.stdout)
    return answers


def test_every_page_says_what_to_do_until_it_is_done(found: dict[str, Any]) -> None:
    health = {"/health/": 200}
    waiting = dict.fromkeys(("/", "/login/", "/admin/", "/programs/nothing/"), 503) | health
    for stage in ("empty", "english", "older"):
        assert {address: status for address, (status, _page) in found[stage].items()} == waiting, stage
    assert found["first login"] == 503
    for address in ("/", "/login/", "/admin/"):
        _status, page = found["empty"][address]
        assert "manage.py migrate를 실행하세요" in str(page).replace("“", "").replace("”", "")
        assert '<a class="home" href="/">' in str(page)
        assert "run “manage.py migrate”" in str(found["english"][address][1])
    migrated = {address: status for address, (status, _page) in found["migrated"].items()}
    assert migrated == {"/": 302, "/login/": 200, "/admin/": 302, "/programs/nothing/": 302} | health
