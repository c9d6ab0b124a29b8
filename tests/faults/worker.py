"""The process that writes, and dies of it: `python -m tests.faults.worker` reads a line of JSON for each thing to do.

It opens no database itself. For each line it forks a child, which works on the database that the line names and may be
killed at any statement; then it prints what came of it as a line of JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sites.said import SETTING
from tests.warm import warm_up

POINTS_OF_A_COMMIT = ("before COMMIT", "after COMMIT")
BROKEN = "SELECT nothing FROM nowhere"
"""What the database refuses, whatever it is asked in place of."""

TOLD = f"SELECT set_config('{SETTING}', %s, true); "
"""What PostgreSQL is told in front of a statement that writes."""


class Fault:
    """Counts the points of a request, its statements and both sides of each commit; at one of them the fault comes.

    `how` is 'fail' (the database refuses), 'kill' (the process is gone), or '' (nothing happens).
    """

    def __init__(self, how: str = "", at: int = -1) -> None:
        self.how, self.at, self.points = how, at, list[str]()

    def is_here(self, point: str) -> bool:
        self.points.append(point)
        is_here = bool(self.how) and len(self.points) - 1 == self.at
        if is_here and self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        return is_here

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Django's execute wrapper."""
        if self.is_here(str(sql).removeprefix(TOLD)):
            return execute(BROKEN, None, False, context)
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self, connection: Any) -> Iterator[None]:
        from django.db import OperationalError

        commit = connection.commit

        def counted() -> None:
            before, after = POINTS_OF_A_COMMIT
            if self.is_here(before):
                raise OperationalError(BROKEN)
            commit()
            if self.is_here(after):
                raise OperationalError(BROKEN)

        connection.commit = counted
        with connection.execute_wrapper(self):
            yield
        del connection.commit


def make(asked: dict[str, Any]) -> dict[str, Any]:
    """The example ledger, with the demo's people signed in: their sessions."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from ledger.management.commands.demo import FIXTURES, make_accounts
    from tests.scratch import make_tables

    make_tables()
    call_command("loaddata", *FIXTURES, verbosity=0)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    make_accounts()
    sessions = {}
    for name in ("finance", "approver", "approver2"):
        client = Client()
        client.force_login(User.objects.get(username=name))
        sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"sessions": sessions}


def show(asked: dict[str, Any]) -> dict[str, Any]:
    """The form of an operation, filled in."""
    from tests.faults.operations import OPERATIONS, PREVIEWS

    path, fields = (OPERATIONS | PREVIEWS)[asked["operation"]].form(client_of(asked["session"]))
    return {"path": path, "fields": fields}


def send(asked: dict[str, Any]) -> dict[str, Any]:
    """Send a form, with a fault at one of its points."""
    from django.db import connection

    client = client_of(asked["session"])
    connection.ensure_connection()
    fault = Fault(asked["how"], asked["at"])
    with fault.watching(connection):
        sort: Any = {"content_type": "application/json"} if asked["is_json"] else {}
        answer = client.post(asked["path"], asked["fields"], **sort)
    page = "" if answer.streaming else answer.content.decode()
    return {
        "status": answer.status_code,
        "location": answer.headers.get("Location", ""),
        "points": fault.points,
        "page": page,
    }


def client_of(session: str) -> Any:
    """A client that is signed in, and shows what failed as an answer."""
    from django.conf import settings
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


DEEDS = {"make": make, "show": show, "send": send}


def done(asked: dict[str, Any]) -> dict[str, Any]:
    """What a child has to say; {'killed': True} where it could say no more."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(reading)
            from django.db import connections

            connections.settings["default"]["NAME"] = asked["database"]
            said = json.dumps(DEEDS[asked["do"]](asked))
            connections.close_all()
            with os.fdopen(writing, "w") as file:
                file.write(said)
            code = 0
        finally:
            # No exit handlers of the parent's.
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"killed": os.WTERMSIG(status) == signal.SIGKILL}
    told: dict[str, Any] = json.loads(said) if said else {"broken": True}
    return told


def main() -> None:
    import logging

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartanchor.settings")
    import django

    django.setup()
    from django.conf import settings

    import tests.faults.operations  # noqa: F401

    warm_up()
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable()
    for line in sys.stdin:
        print(json.dumps(done(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
