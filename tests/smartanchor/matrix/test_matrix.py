"""Every address of the resolver, by every method, under every role, with rows of one's own and of another division."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from ledger.after_migrate.roles import ROLES
from ledger.models import Change, Explanation, ExportJob, SavedView, VersionTransition, WorkbookExport
from tests.ledger.divisions import OWN, Divisions, put_in_charge, two_divisions
from tests.people import Person
from tests.smartanchor.matrix import table
from tests.smartanchor.matrix.addresses import Address, Json, addresses, body_of, patterns, with_all_kinds
from tests.smartanchor.matrix.table import ALL, TABLE, access_to, expected

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SEEN_ALIKE = ("auditor", "admin")
"""Who asks by the other methods: HEAD is a GET without its body, the rest no page knows, whoever asks."""

WHOSE_MATTERS = ("finance", "auditor")
"""Who reads the pages of another division, too: one who writes in his own, and one for those who write nowhere."""

OF_THE_PAST = {"moments_page"}
"""Asked last: once a view was made, SQLite reads its tables and triggers anew at each return to a savepoint."""

WRITTEN = (Change, Explanation, ExportJob, SavedView, VersionTransition, WorkbookExport)


def test_every_address_stands_in_the_table() -> None:
    """Whoever adds an address says who it is for: `tests/smartanchor/matrix/table.py`."""
    assert [name for name, _route in patterns() if access_to(name) is None] == []


def test_the_table_names_no_address_that_is_gone() -> None:
    assert {*TABLE} - {name for name, _route in patterns()} == set()


def test_the_table_knows_every_role() -> None:
    assert {*ROLES} == ALL


def test_every_kind_of_row_with_a_page_is_of_a_programme_or_shared() -> None:
    kinds = {model._meta.model_name for model in admin.site._registry if model is not User}
    assert kinds == table.KINDS_OF_PROGRAMS | table.KINDS_SHARED
    assert not table.KINDS_OF_PROGRAMS & table.KINDS_SHARED


class Visitor:
    """Somebody with a browser: what he sends leaves nothing behind, neither in the ledger nor in the browser."""

    def __init__(self, person: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(person)
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def ask(self, method: str, address: Address, body: dict[str, Any]) -> tuple[Any, bool]:
        """The answer, and whether anything was written."""
        if method != "POST":
            return self.client.generic(method, address.path), False
        with transaction.atomic():
            before = written()
            sort: Any = {"content_type": "application/json"} if isinstance(body, Json) else {}
            answer = self.client.post(address.path, body, **sort)
            has_written = written() != before
            transaction.set_rollback(True)
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        return answer, has_written


def written() -> tuple[int, ...]:
    """How many rows there are of what tells that something was written; in one query, as it is asked so often."""
    counts = (f"(SELECT count(*) FROM {model._meta.db_table})" for model in WRITTEN)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}")
        found: tuple[int, ...] = cursor.fetchone()
    return found


@pytest.fixture
def divisions(db: None) -> Divisions:
    return two_divisions()


@pytest.mark.once
@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_who_may_do_what_at_which_address(whose: str, divisions: Divisions, person: Person) -> None:
    """Finance is in charge of one division; of what is not its own it may look at what all look at."""
    own, foreign = with_all_kinds(divisions.own), with_all_kinds(divisions.foreign)
    rows = own if whose == "own" else foreign
    root = Client()
    root.force_login(User.objects.create_superuser("root", password="anchor-demo"))
    visitors = {role: Visitor(person(role)) for role in ROLES}
    put_in_charge(User.objects.get(username="finance"), OWN)
    nobody = Visitor(None)
    asked = addresses(rows)
    if whose == "foreign":
        others = {one.path for one in addresses(own)}
        asked = [one for one in asked if one.path not in others]
    wrong: list[tuple[object, ...]] = []
    for address in sorted(asked, key=lambda one: one.name in OF_THE_PAST):
        access = access_to(address.name)
        assert access is not None
        with transaction.atomic():
            body = body_of(address, rows, root)
            transaction.set_rollback(True)
        for method in METHODS:
            for role, visitor in visitors.items():
                if method not in ("GET", "POST") and role not in SEEN_ALIKE:
                    continue
                if whose == "foreign" and method == "GET" and role not in WHOSE_MATTERS:
                    continue
                answer, has_written = visitor.ask(method, address, body)
                allowed = expected(access, role, method, is_foreign=whose == "foreign" and role == "finance")
                may_write = role in access.writes and method == "POST" and 403 not in allowed
                if answer.status_code not in allowed or (has_written and not may_write):
                    wrong.append(
                        (address.path, method, role, answer.status_code, sorted(allowed), has_written)
                    )
            answer, has_written = nobody.ask(method, address, body)
            if not is_sent_to_login(answer, access, method) or has_written:
                wrong.append((address.path, method, "nobody", answer.status_code, ["login"], has_written))
    assert not wrong, "\n".join(map(str, wrong))


def is_sent_to_login(answer: Any, access: table.Access, method: str) -> bool:
    """Whether who is not signed in is asked to; what needs no login answers."""
    if method not in ("GET", "HEAD", "POST"):
        return bool(answer.status_code == 405)
    if access.is_public:
        return answer.status_code in (200, 302, 405) or answer.status_code in access.shown
    if answer.status_code == 401 and method == "POST":
        # In place: what was sent goes on after it.
        return True
    to = str(answer.headers.get("Location", ""))
    return bool(answer.status_code == 302) and to.startswith(("/login/", "/admin/login/"))
