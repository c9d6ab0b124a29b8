"""A request that goes a step at a time: `python -m tests.interleavings.stepper` reads JSON lines, each a thing to do.

A form is sent in three steps: reading; writing; the commit. Before the second and the third it says where it stands and
waits for the next line. On SQLite it stops before its transaction begins, which takes the only lock.
"""

import json
import os
import sys
from typing import Any

from sites.said import SETTING, WRITES
from tests.scratch import make_tables

SLUG, AMOUNT = "closing", 500
FIRST_YEAR = 2001


class Steps:
    """Stops before the first statement that writes, on SQLite before its transaction, and before the commit."""

    def __init__(self, connection: Any) -> None:
        self.stopped = set[str]()
        self.connection, self.commit = connection, connection.commit
        connection.commit = self.before_commit

    def stop(self, at: str) -> None:
        if at not in self.stopped:
            self.stopped.add(at)
            say(stands="before", what=at)
            sys.stdin.readline()

    def is_start(self, sql: str) -> bool:
        if self.connection.vendor == "sqlite":
            return sql.startswith("BEGIN")
        return bool(WRITES.match(sql)) or SETTING in sql

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Django's execute wrapper."""
        if self.is_start(str(sql)):
            self.stop("write")
        return execute(sql, params, many, context)

    def before_commit(self) -> None:
        if "write" in self.stopped:
            self.stop("commit")
        self.commit()


def say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


def prepare(versions: int) -> dict[str, str]:
    """So many submitted years, each with a line of 500 won; the sessions of who will save and who will close."""
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.test import Client

    from ledger.models import (
        AccountSubject,
        BudgetLineItem,
        BudgetVersion,
        Program,
        VersionTransition,
        YearlyAllocation,
    )

    make_tables()
    subject = AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2000)
    for number in range(versions):
        program = Program.objects.create(slug=f"{SLUG}-{number}", name=f"사업 {number}")
        version = BudgetVersion.objects.create(fiscal_year=FIRST_YEAR + number, kind="original")
        allocation = YearlyAllocation.objects.create(program=program, version=version, subject=subject)
        BudgetLineItem(allocation=allocation, position=1, description="자문", amount=AMOUNT).save()
        VersionTransition.objects.create(
            version=version, step="recorded", from_status="draft", to_status="submitted"
        )
    sessions = {}
    for role in ("finance", "approver"):
        user = User.objects.create(username=role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def form_of(client: Any, way: str, number: int) -> tuple[str, dict[str, Any]]:
    """The address and the form of who saves ('year', 'line', 'delete') or closes ('confirm') in one of the years."""
    from ledger.models import BudgetLineItem
    from tests.ledger.desk.form import Forms, fields_of

    line = BudgetLineItem.objects.get(allocation__program__slug=f"{SLUG}-{number}")
    new = str(AMOUNT + 111)
    match way:
        case "year":
            path = f"/admin/ledger/program/{SLUG}-{number}/budget/{FIRST_YEAR + number}-original/"
            return path, {**reasoned(fields_of(client, path)), "lines-0-amount": new}
        case "line":
            path = f"/admin/ledger/budgetlineitem/{line.pk}/change/"
            return path, {**reasoned(fields_of(client, path)), "amount": new}
        case "delete":
            path = f"/admin/ledger/budgetlineitem/{line.pk}/delete/"
            return path, {**reasoned(fields_of(client, path)), "post": "yes"}
    path = f"/admin/ledger/budgetversion/{line.allocation.version_id}"
    forms = Forms()
    forms.feed(client.get(f"{path}/change/").content.decode())
    (found,) = (one for one in forms.forms if one.get("step") == "confirm")
    return f"{path}/step/", {**found, "decided_on": "2020-12-15", "document_number": "의회-123"}


def reasoned(fields: dict[str, Any]) -> dict[str, Any]:
    """A form with the reason that it asks for: what is submitted changes by no other way."""
    return fields | {"said-why": "의회 요구", "said-document_number": "예산-7"}


def send(session: str, way: str, number: int) -> None:
    """Send a form, a step at a time; the last line says how it was answered."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    path, fields = form_of(client, way, number)
    steps = Steps(connection)
    info = getattr(connection.connection, "info", None)
    say(stands="ready", backend=info.backend_pid if info else None)
    sys.stdin.readline()
    with connection.execute_wrapper(steps):
        answer = client.post(path, fields)
    del connection.commit
    say(stands="done", status=answer.status_code, page=answer.content.decode())


def found(number: int) -> None:
    """What the ledger has of a year now: its status, its amount (null: the line is gone), what the log has of both."""
    from ledger.models import BudgetLineItem, BudgetVersion, Change

    version = BudgetVersion.objects.get(fiscal_year=FIRST_YEAR + number)
    line = BudgetLineItem.objects.filter(allocation__program__slug=f"{SLUG}-{number}").first()
    log = Change.objects.order_by("pk").exclude(how="+")
    of_lines = log.filter(kind="ledger.budgetlineitem", program=version.allocations.get().program_id)
    closed = log.filter(kind="ledger.budgetversion", row=version.pk, after__status="confirmed")
    say(
        status=version.status,
        amount=None if line is None else line.amount,
        changed=list(of_lines.values_list("pk", flat=True)),
        closed=list(closed.values_list("pk", flat=True)),
        sentence=version.frozen_sentence,
    )


def main() -> None:
    import logging

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartanchor.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable()
    while line := sys.stdin.readline():
        match json.loads(line):
            case {"prepare": versions}:
                say(**prepare(versions))
            case {"found": number}:
                found(number)
            case asked:
                send(**asked)


if __name__ == "__main__":
    main()
