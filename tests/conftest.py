"""What tests share: the first document's ledger, and people signed in under their role."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers import sort_dependencies
from django.db import connection, transaction
from django.template import Template
from django.test import Client
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware

from ledger.management.commands.demo import FIXTURES
from ledger.models import Change, Program
from ledger.models.change import BY_FILE
from ledger.views.request import errors
from sites.said import saying
from tests.ledger.rows import RECORDS, row_of
from tests.people import Person, SignedIn

RENDER = Template._render  # type: ignore[attr-defined]
"""How templates render outside of tests."""

DATABASE_FIXTURES = {"db", "transactional_db"}
ROOMS_OF_THE_DATABASE = ("tests/ledger/management", "tests/ledger/models")
"""Where a test that asks for none of the fixtures may have a database all the same."""

ROOMS_OF_FACTS = (
    "tests/ledger/council/sheets/",
    "tests/ledger/workbook/",
    "tests/ledger/screen/",
    "tests/ledger/proof/",
    "tests/ledger/words/",
    "tests/ledger/tieout/",
    "tests/ledger/provenance/",
    "tests/ledger/reports/",
    "tests/ledger/desk/inputs/",
    "tests/ledger/test_recompute.py",
    "tests/ledger/management/test_tieout_docs.py",
    *(
        f"tests/ledger/views/test_{page}.py"
        for page in (
            "basis_comparison_page",
            "brief_page",
            "deemed",
            "document_figures",
            "document_page",
            "execution_page",
            "reports_json",
            "settlement_pages",
            "sites_page",
            "split_subjects",
            "tie_outs",
            "trace_page",
            "variance",
            "views",
        )
    ),
)
"""Where the database only brings the facts, of which tests/ledger/load/ says that they are the same on both, or keeps
what was read from a field before it came there. Pages that only show them belong here; what they are asked for, to
whom, and with how many queries is asked on both.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what depends on no database, before `-m` chooses: once is enough for it."""
    for item in items:
        asked = bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))
        asked = asked or item.get_closest_marker("django_db") is not None
        is_apart = not asked and not item.nodeid.startswith(ROOMS_OF_THE_DATABASE)
        if is_apart or item.nodeid.startswith(ROOMS_OF_FACTS):
            item.add_marker("once")


def pytest_collection_finish() -> None:
    """What is imported by now stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    """Each test begins in the default language: a request in another leaves that one active behind it."""
    with translation.override("ko"):
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_templates(django_test_environment: None) -> None:
    """No test asks a page for its contexts: a copy of each for Django's client would cost a tenth of the page."""
    Template._render = RENDER  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def files_found_once() -> Iterator[None]:
    """Each client has middleware of its own: it need not look through all static files again, which are the same."""
    find, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def add_found(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            find(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_found)
        yield


@pytest.fixture
def said_why() -> Iterator[None]:
    """A test that corrects what is printed says why, as everybody must."""
    with saying(why="원문 정정", document_number="예산과-1"):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Sign-ins need no slow hash in a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A process asks once whether its database is migrated: no test shall pay for it with a query."""
    with django_db_blocker.unblock():
        assert errors.is_migrated()


Statements = list[tuple[str, Any]]


@pytest.fixture(scope="session")
def document_statements(django_db_setup: None, django_db_blocker: Any) -> Statements:
    """The SQL that writes the rows of the first document's fixtures, what others point to first."""
    written: Statements = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written.append((sql, params))
        return execute(sql, params, many, context)

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *FIXTURES, verbosity=0)
        configs = [(apps.get_app_config(name), None) for name in ("sites", "ledger")]
        models: list[Any] = [model for model in sort_dependencies(configs) if model is not Change]
        models += [field.remote_field.through for model in models for field in model._meta.local_many_to_many]
        if connection.vendor == "postgresql":
            # Elsewhere the triggers write it again.
            models.append(Change)
        rows = {model: list(model._base_manager.all()) for model in models}
        transaction.set_rollback(True)
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor, without_triggers(cursor), connection.execute_wrapper(keep):
            for model, those in rows.items():
                model._base_manager.bulk_create(those)
            for statement in connection.ops.sequence_reset_sql(no_style(), [*rows]):
                cursor.execute(statement)
        transaction.set_rollback(True)
    return [(sql, params) for sql, params in written if "SAVEPOINT" not in sql]


@pytest.fixture
def first_document(db: None, document_statements: Statements) -> Program:
    """The ledger with the first document's rows; its programme. Replayed: fixtures take fifty times as long to load."""
    replay(document_statements)
    return Program.objects.get()


def replay(statements: Statements) -> None:
    """Write the rows that the statements have recorded."""
    with connection.cursor() as cursor, without_triggers(cursor), saying(door=BY_FILE):
        for sql, params in statements:
            cursor.execute(sql, params)


@contextmanager
def without_triggers(cursor: Any) -> Iterator[None]:
    """Ask no trigger of PostgreSQL about rows that each of them has seen when they were recorded."""
    may_skip = connection.vendor == "postgresql"
    if may_skip:
        cursor.execute("SELECT current_setting('is_superuser')")
        may_skip = cursor.fetchone() == ("on",)
    if may_skip:
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    if may_skip:
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def one_of_each(first_document: Program) -> Program:
    """The first document's ledger with a row also of each kind that the document has no example of."""
    first_document.execution_snapshots.create(fiscal_year=2021, as_of=date(2021, 10, 31), executed=5)
    for model in RECORDS:
        row_of(model)
    return first_document


@pytest.fixture
def person(db: None) -> Person:
    """Makes a staff member of a role: person('finance')."""

    def make(role: str) -> User:
        user = User.objects.create_user(role, password="anchor-demo", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def signed_in(person: Person) -> SignedIn:
    """Makes a client that is signed in under a role: signed_in('manager'). Pages are in Korean, as by default."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return sign_in
