"""The application as a production server runs it: gunicorn, several processes with several threads each."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.scratch import PROJECT, environment

PROCESSES, THREADS = 4, 4
PATIENCE = 60
"""Seconds until a server that does not answer counts as broken."""


@dataclass(frozen=True)
class Server:
    """A server that answers at an address; what it says on stderr goes to `log`."""

    address: str
    log: Path


@contextmanager
def serving(url: str, folder: Path, processes: int = PROCESSES) -> Iterator[Server]:
    """A server on the database of a DATABASE_URL, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", folder / "server.log")
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "smartanchor.wsgi:application",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    command += ["--workers", str(processes), "--threads", str(THREADS), "--timeout", "120"]
    command += ["--log-level", "warning", "--no-control-socket"]
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment(url), stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(server: Server, process: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers. Raises RuntimeError with what it said where it does not."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{server.address}/health/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The server does not start:\n{server.log.read_text(errors='replace')}")
