"""The real server on a port and an SQLite file of its own."""

import atexit
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

PROJECT = Path(__file__).resolve().parents[2]
PASSWORD = "anchor-demo"
"""Of each account that `manage.py demo` makes."""

PATIENCE = 60
"""Seconds until a server that does not answer counts as broken."""


def environment(database: Path) -> dict[str, str]:
    """What a server is started with: as in production, whatever is set where the tests run."""
    kept = {name: text for name, text in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS")}
    return kept | {
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PYTHONUNBUFFERED": "1",
    }


def make_template(folder: Path) -> Path:
    """A ledger as `manage.py demo` makes it, to be copied for each server."""
    database = folder / "template.sqlite3"
    subprocess.run(
        [sys.executable, "-m", "tests.browser.nursery", "demo"],
        cwd=PROJECT,
        env=environment(database),
        check=True,
        capture_output=True,
        text=True,
    )
    return database


class Nursery:
    """The process that forks the servers (tests/browser/nursery.py)."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.nursery"],
            cwd=PROJECT,
            env=environment(Path(os.devnull)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def serve(self, **asked: Any) -> int:
        """The process id of a new server."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


@cache
def nursery() -> Nursery:
    """The one of this test run."""
    made = Nursery()
    atexit.register(made.close)
    return made


@dataclass
class Server:
    """A running server. `states` keeps what a browser keeps of each role that has signed in."""

    process: int
    address: str
    log: Path
    states: dict[str, Any] = field(default_factory=dict)

    def stderr(self, since: int = 0) -> str:
        """What the server wrote, from a byte on."""
        return self.log.read_bytes()[since:].decode(errors="replace")

    def written(self) -> int:
        return self.log.stat().st_size

    def is_running(self) -> bool:
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return False
        return True

    def stop(self) -> None:
        """End it, and wait until it is gone: what it had open is closed then."""
        for how, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, PATIENCE)):
            deadline = time.monotonic() + seconds
            with suppress(ProcessLookupError):
                os.kill(self.process, how)
            while self.is_running() and time.monotonic() < deadline:
                time.sleep(0.01)


def start(folder: Path, template: Path) -> Server:
    """A server on a copy of the template that answers already."""
    database = folder / "ledger.sqlite3"
    for file in template.parent.glob(f"{template.name}*"):
        # With the write-ahead log, where one was left.
        shutil.copy(file, folder / file.name.replace(template.name, database.name))
    for _attempt in range(3):
        server = started(folder, database)
        if server is not None:
            return server
    raise RuntimeError(f"The server does not start:\n{(folder / 'stderr').read_text()}")


def started(folder: Path, database: Path) -> Server | None:
    """A server that answers; None where it gave up, for example because somebody else took the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / "stderr"
    log.write_bytes(b"")
    process = nursery().serve(database=str(database), log=str(log), port=port)
    server = Server(process, f"http://127.0.0.1:{port}", log)
    deadline = time.monotonic() + PATIENCE
    while server.is_running() and time.monotonic() < deadline:
        try:
            with urlopen(f"{server.address}/health/", timeout=5):
                return server
        except (URLError, OSError):
            time.sleep(0.02)
    server.stop()
    return None
