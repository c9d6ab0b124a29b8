"""`manage.py serve [--host HOST] [--port PORT]`: the pages on this machine, until Ctrl-C."""

import socket
import warnings
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import run
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.translation import gettext as _

HOST = "127.0.0.1"
"""This machine only, unless told otherwise."""
PORT = 8000


def port_number(text: str) -> int:
    """The port that a text names; CommandError with a sentence where it names none."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise CommandError(
        f"PORT '{text}': 1에서 65535까지의 숫자를 쓰세요. 예: PORT=8123 make run"
        " | PORT must be a number from 1 to 65535."
    )


def refusal(error: OSError, host: str, port: int) -> CommandError:
    """The error that says in one sentence why an address cannot be served on."""
    if isinstance(error, socket.gaierror):
        return CommandError(f"{host}: 이 기계의 주소가 아닙니다. | This is no address of this machine.")
    if isinstance(error, PermissionError):
        return CommandError(
            f"PORT {port}: 쓸 권한이 없습니다. 1024 이상을 쓰세요. 예: PORT=8123 make run"
            " | PORT needs to be 1024 or above without administrator rights."
        )
    other = port + 1 if port < 65535 else port - 1
    return CommandError(
        f"PORT {port}: 다른 프로그램이 쓰고 있습니다. 다른 번호를 쓰세요: PORT={other} make run"
        f" | PORT {port} is taken: PORT={other} make run ({error.strerror})"
    )


def assert_free(host: str, port: int) -> None:
    """Raise CommandError, before anything else happens, when nobody can serve on this address."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise refusal(error, host, port) from error


class Command(BaseCommand):
    """Serves as `runserver` does (threads, requests on stderr) without its reloader and its warnings.

    The address is printed when it answers, not before.
    """

    help = "Serve the pages on this machine until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=HOST, help=f"the address to listen on (default {HOST})")
        parser.add_argument("--port", default=str(PORT), help=f"default {PORT}")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], port_number(options["port"])
        # What ran before left a connection open that no request will ever use.
        connections.close_all()
        # WhiteNoise serves from the sources (WHITENOISE_USE_FINDERS) and would miss the collected files.
        warnings.filterwarnings("ignore", "No directory at", UserWarning)

        def say_where(_bound: object) -> None:
            self.stdout.write(f"http://{host}:{port}/")
            self.stdout.write(_("Stop with Ctrl-C."))
            self.stdout.flush()

        try:
            run(host, port, get_wsgi_application(), threading=True, on_bind=say_where)
        except OSError as error:
            raise refusal(error, host, port) from error
        except KeyboardInterrupt:
            pass
