"""Whatever a database refuses, or cannot do now, is a sentence and a status; faults of the program are neither.

The errors are real ones where one connection can bring them about; what takes a full disk or a second writer is made
as the driver makes it.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import override

from ledger.after_migrate.database_errors import sentence_of, status_of
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Milestone,
    Program,
    SavedView,
    VersionTransition,
    YearlyAllocation,
)
from sites.record import records
from tests.ledger.life import confirmed
from tests.ledger.rows import new_row, row_of

ON_POSTGRESQL = "postgresql"


def execute(statement: str, *cells: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, cells)


def error_of(door: Callable[[], object]) -> Exception:
    """What a door raises, at the end of its transaction at the latest; what it did is undone."""
    try:
        with transaction.atomic():
            door()
            connection.check_constraints()
            transaction.set_rollback(True)
    except Exception as error:
        return error
    raise AssertionError("nothing was refused")


def said(error: BaseException, row: Any = None) -> tuple[int, str]:
    with override("en"):
        return status_of(error), sentence_of(error, row)


@pytest.fixture
def line(db: None) -> BudgetLineItem:
    return BudgetLineItem.objects.create(
        allocation=row_of(YearlyAllocation), position=1, description="책", amount=70
    )


def test_a_taken_key_names_its_fields_and_who_holds_it(line: BudgetLineItem) -> None:
    other = BudgetLineItem(allocation=line.allocation, position=1, description="다른", amount=1)
    error = error_of(other.save)
    status, text = said(error, other)
    assert status == 409
    assert f"position: “{line}”. Change that one" in text
    assert "position" in said(error)[1]


UNIQUE = [
    pytest.param(model, one, id=one.name)
    for model in records()
    for one in model._meta.constraints
    if isinstance(one, models.UniqueConstraint)
]


@pytest.mark.parametrize(("model", "one"), UNIQUE)
def test_every_unique_key_is_said_by_its_fields(model: Any, one: models.UniqueConstraint, db: None) -> None:
    """Conditional ones too: by the constraint's name, or by the columns that SQLite tells."""
    if connection.vendor == "sqlite":
        columns = ", ".join(
            f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in one.fields
        )
        error = IntegrityError(f"UNIQUE constraint failed: {columns}")
        error.__cause__ = sqlite3.IntegrityError(str(error))
    else:
        execute("CREATE TEMP TABLE twice (n int)")
        execute(f"CREATE UNIQUE INDEX {one.name} ON twice (n)")
        error = error_of(lambda: execute("INSERT INTO twice VALUES (1), (1)"))  # type: ignore[assignment]
        execute("DROP TABLE twice")
    with override(None):
        text = sentence_of(error)
    with override("ko"):
        korean = sentence_of(error)
        labels = [str(model._meta.get_field(name).verbose_name) for name in one.fields]
    assert all(label in korean for label in labels)
    assert one.name not in text


CASES: dict[str, tuple[Callable[[BudgetLineItem], object], str]] = {
    "a rule": (
        lambda line: AccountSubject.objects.filter(pk=line.allocation.subject_id).update(code="total"),
        "Reports use this key for rows of their own",
    ),
    "a check": (
        lambda line: BudgetVersion.objects.bulk_create([BudgetVersion(fiscal_year=2030, kind="nonsense")]),
        "Choose one of the listed values",
    ),
    "a check of a column": (
        lambda line: execute("UPDATE ledger_budgetlineitem SET amount = %s", 10**15 + 1),
        "“amount (won)” is a whole number from",
    ),
    "a blank": (
        lambda line: execute("UPDATE ledger_budgetlineitem SET description = NULL"),
        "“description” must not be blank",
    ),
    "a link to nothing": (
        lambda line: execute("UPDATE ledger_budgetlineitem SET allocation_id = 999999"),
        "was deleted or entered meanwhile",
    ),
    "what others name": (
        lambda line: Program.objects.get(pk=line.allocation.program_id).delete(),
        "cannot be deleted while others name it (",
    ),
    "what is frozen": (
        lambda line: [confirmed(line.allocation.version), BudgetLineItem.objects.update(amount=1)],
        "This budget is confirmed",
    ),
    "a number that no column holds": (
        lambda line: execute("UPDATE ledger_budgetlineitem SET position = %s", 10**30),
        "A number is larger than the ledger can hold",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_is_a_sentence(case: str, line: BudgetLineItem) -> None:
    door, words = CASES[case]
    error = error_of(lambda: door(line))
    status, text = said(error)
    assert (status, words in text) == (409, True), (text, repr(error))
    with override("ko"):
        assert sentence_of(error) not in ("", text)


def test_what_hangs_on_a_row_is_named(line: BudgetLineItem) -> None:
    error = error_of(line.allocation.program.delete)
    with override("en"):
        assert f"“{line.allocation}”" in sentence_of(error)


def test_an_account_says_its_own(db: None) -> None:
    user = User.objects.create_user("kim")
    error = error_of(user.delete)
    assert said(error)[0] == 409
    assert "kim" in said(error)[1]


@pytest.mark.skipif(connection.vendor != ON_POSTGRESQL, reason="SQLite has no such limits")
class TestOnPostgresql:
    def test_a_text_that_is_too_long(self, line: BudgetLineItem) -> None:
        error = error_of(lambda: BudgetLineItem.objects.update(description="가" * 501))
        assert said(error) == (
            409,
            "A text is longer than its place; nothing was saved. Shorten it.",
        )

    def test_a_nul(self, line: BudgetLineItem) -> None:
        error = error_of(lambda: execute("UPDATE ledger_budgetlineitem SET description = %s", "a\0b"))
        assert said(error)[0] == 409
        assert "(NUL)" in said(error)[1]

    @pytest.mark.parametrize(
        ("statement", "words"),
        [
            ("RAISE EXCEPTION USING ERRCODE = 'lock_not_available'", "Others are writing"),
            ("RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'", "Others are writing"),
            ("RAISE EXCEPTION USING ERRCODE = 'serialization_failure'", "Others are writing"),
            ("RAISE EXCEPTION USING ERRCODE = 'query_canceled'", "Others are writing"),
            ("RAISE EXCEPTION USING ERRCODE = 'disk_full'", "The database cannot write"),
            ("RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction'", "The database cannot write"),
            ("RAISE EXCEPTION USING ERRCODE = 'admin_shutdown'", "The database does not answer"),
        ],
    )
    def test_what_cannot_be_now(self, statement: str, words: str, db: None) -> None:
        error = error_of(lambda: execute(f"DO $$ BEGIN {statement}; END $$"))
        status, text = said(error)
        assert (status, words in text) == (503, True), (text, repr(error))

    def test_a_statement_that_takes_too_long(self, db: None) -> None:
        execute("SET LOCAL statement_timeout = 1")
        assert said(error_of(lambda: execute("SELECT pg_sleep(1)")))[0] == 503


def from_sqlite(text: str) -> OperationalError:
    error = OperationalError(text)
    error.__cause__ = sqlite3.OperationalError(text)
    return error


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("database is locked", "Others are writing"),
        ("database table is locked: ledger_program", "Others are writing"),
        ("interrupted", "Others are writing"),
        ("database or disk is full", "The database cannot write"),
        ("attempt to write a readonly database", "The database cannot write"),
        ("disk I/O error", "The database cannot write"),
        ("unable to open database file", "The database cannot write"),
    ],
)
def test_what_sqlite_cannot_now(text: str, words: str) -> None:
    status, sentence = said(from_sqlite(text))
    assert (status, words in sentence) == (503, True)


def test_a_second_writer_of_sqlite_is_one_of_them(tmp_path: Path) -> None:
    """The words are those of the library that is installed."""
    first, second = (sqlite3.connect(tmp_path / "db", timeout=0) for _ in range(2))
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as raised:
        second.execute("BEGIN IMMEDIATE")
    assert said(from_sqlite(str(raised.value)))[0] == 503
    first.execute("CREATE TABLE a (n)")
    first.execute("COMMIT")
    read_only = sqlite3.connect(f"file:{tmp_path / 'db'}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as raised:
        read_only.execute("INSERT INTO a VALUES (1)")
    assert said(from_sqlite(str(raised.value)))[0] == 503


@pytest.mark.parametrize(
    "error",
    [
        from_sqlite("no such table: ledger_nothing"),
        from_sqlite('near "SELEC": syntax error'),
        DatabaseError("anything"),
        OverflowError("int too large to convert to float"),
        ValueError("invalid literal"),
        KeyError("x"),
    ],
    ids=repr,
)
def test_a_fault_of_the_program_stays_one(error: Exception) -> None:
    assert said(error) == (500, "")


def test_the_answers_do_not_hang_on_a_row(db: None) -> None:
    """A view that is there already, without its row being known."""
    user = User.objects.create_user("kim")
    view = {"owner": user, "page": "/", "name": "내 보기", "query": ""}
    SavedView.objects.create(**view)
    status, text = said(error_of(lambda: SavedView.objects.create(**view)))
    assert status == 409
    assert "there is one already" in text


def test_rows_that_are_written_once_say_so(db: None) -> None:
    step = VersionTransition.objects.create(
        version=new_row(BudgetVersion, 0, row_of), step="recorded", from_status="draft", to_status="submitted"
    )
    error = error_of(lambda: execute("DELETE FROM ledger_versiontransition WHERE id = %s", step.pk))
    assert said(error) == (
        409,
        "A step of a budget version is never edited or deleted: it is on record for ever.",
    )
    assert not Milestone.objects.exists()
