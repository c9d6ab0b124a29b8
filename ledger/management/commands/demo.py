"""`manage.py demo [--serve [PORT]]`: a ledger that a person can look at, from nothing.

Migrates, loads the fixtures into a ledger without programmes, makes the accounts to sign in with. Safe to
repeat: data that a person entered, and passwords that a person changed, stay.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files import locks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, DataError, IntegrityError, ProgrammingError, connection, transaction
from django.utils.translation import gettext as _

from ledger.after_migrate.roles import ROLES
from ledger.management.commands.serve import HOST, PORT, assert_free, port_number
from ledger.models import Program

FIXTURES = (
    "account_subjects",
    "deadlines",
    "funding_sources",
    "thresholds",
    "smart_anchor",
    "smart_anchor_2021",
)
"""What a ledger without programmes gets, in this order."""
PASSWORD = "anchor-demo"
"""The password of all demo accounts."""
MORE = {"approver": ("approver2",)}
"""Role -> who else has it: some things take two people."""

ACCOUNTS = {name: role for role in ("admin", *ROLES) for name in (role, *MORE.get(role, ()))}
"""Name of the account -> its role, one for each, named as it is. `admin`, the first, is the superuser."""

LOCK = 20_210_915
"""The number of the advisory lock on PostgreSQL: any that nothing else in the database takes."""


@contextmanager
def exclusive_demo() -> Iterator[None]:
    """Inside, no other `demo` works on this database: two that migrate at once trip over each other."""
    if connection.vendor == "postgresql":
        # A connection of its own: the lock ends with it, and loaddata closes the one that it works on.
        keeper = connection.copy()
        try:
            with keeper.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield
        finally:
            keeper.close()
    elif connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's connection has it
        yield
    else:
        with Path(f"{connection.settings_dict['NAME']}.lock").open("w") as file:
            locks.lock(file, locks.LOCK_EX)
            yield


@contextmanager
def explain_database_errors() -> Iterator[None]:
    """What fails inside because the database cannot be used becomes a CommandError of one line that says what to do.

    What our own statements did wrong (IntegrityError and the like) keeps its traceback.
    """
    try:
        yield
    except (DatabaseError, OSError) as error:
        if isinstance(error, IntegrityError | ProgrammingError | DataError):
            raise
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        if connection.vendor == "sqlite":
            name = connection.settings_dict["NAME"]
            text = (
                f"{name}: 이 파일을 열거나 쓸 수 없습니다. 폴더의 쓰기 권한이나 DATABASE_URL을 확인하세요."
                " | Cannot open or write this file: check the permission of its folder, or DATABASE_URL."
                f" ({reason})"
            )
        else:
            text = (
                "데이터베이스에 연결할 수 없습니다. DATABASE_URL의 주소·이름·비밀번호를 확인하거나 비워 두세요"
                " (SQLite). | Cannot use the database: check host, name and password in DATABASE_URL, or leave"
                f" it empty for SQLite. ({reason})"
            )
        raise CommandError(text) from error


def make_accounts() -> list[str]:
    """Make the accounts that are missing; an existing one is left as it is. The names of the new ones."""
    users = get_user_model().objects
    there = set(users.filter(username__in=ACCOUNTS).values_list("username", flat=True))
    missing = [name for name in ACCOUNTS if name not in there]
    for name in missing:
        user = users.create_user(name, password=PASSWORD, is_staff=True, is_superuser=name == "admin")
        user.groups.add(Group.objects.get(name=ACCOUNTS[name]))
    return missing


class Command(BaseCommand):
    help = "Migrate, load the example into a ledger without programmes, make the demo accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--serve",
            nargs="?",
            const=str(PORT),
            metavar="PORT",
            help=f"then serve the pages on 127.0.0.1 (port {PORT} unless told otherwise)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["serve"] is not None:
            # First of all: who gets no page should not wait for a migration.
            assert_free(HOST, port_number(options["serve"]))
        with explain_database_errors(), exclusive_demo():
            self.prepare()
        if options["serve"] is not None:
            call_command("serve", port=options["serve"], stdout=self.stdout)

    def prepare(self) -> None:
        """Migrate, load the example, make the accounts, and say what was done."""
        call_command("migrate", verbosity=0, interactive=False)
        if Program.objects.exists():
            self.stdout.write(_("The ledger holds programmes already: it is left as it is."))
        else:
            call_command("loaddata", *FIXTURES, verbosity=0)
            self.stdout.write(_("The example programme was loaded."))
        with transaction.atomic():
            made = make_accounts()
        if made:
            self.stdout.write(_("New accounts: %(names)s") % {"names": ", ".join(made)})
        self.stdout.write(
            _("Sign in as %(names)s; password %(password)s unless it was changed.")
            % {"names": ", ".join(ACCOUNTS), "password": PASSWORD}
        )
