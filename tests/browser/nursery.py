"""Where the servers of the browser tests come from: `python -m tests.browser.nursery` forks one for each line of JSON.

To start Python, import Django and compile the templates takes a server longer than many a test: it is done once for
all. Each is `manage.py serve` in a process of its own, on the database that the line names; its process id is printed.
With `demo` it is `manage.py demo` instead, and ends. Of either a sign-in needs no slow hash.
"""

import json
import os
import signal
import sys
from typing import NoReturn


def main() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    from tests.scratch import make_tables
    from tests.warm import warm_up

    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if sys.argv[1:] == ["demo"]:
        # In a second; by the migrations it would take nine.
        make_tables()
        call_command("demo")
        return
    warm_up()
    # Whoever has ended is gone: nobody here asks how.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            serve(**asked)
        print(child, flush=True)


def serve(database: str, log: str, port: int) -> NoReturn:
    """Serve on a port with an SQLite file, and write what is said to a log, until the process is ended."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, path in ((0, os.devnull), (1, os.devnull), (2, log)):
            os.dup2(os.open(path, os.O_RDWR), number)
        from django.core.management import call_command
        from django.db import connections
        from django.utils import translation

        translation.deactivate()
        connections.settings["default"]["NAME"] = database
        # What the server starts by itself works on the same.
        os.environ["DATABASE_URL"] = f"sqlite:///{database}"
        call_command("serve", port=str(port))
        code = 0
    finally:
        # No exit handlers of the parent's.
        os._exit(code)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartanchor.settings")
    main()
