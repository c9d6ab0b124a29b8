"""What a page does not say itself of the database's errors the last resort says: never a 500, nothing half-written."""

import sqlite3
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.test import Client

from tests.people import SignedIn

ADDRESS = "/views/"
TYPED = {"name": "내 보기", "query": ""}


def locked(text: str = "database is locked") -> OperationalError:
    error = OperationalError(text)
    error.__cause__ = sqlite3.OperationalError(text)
    return error


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Has the page that saves a view fail with an error."""

    def fail_with(error: Exception) -> None:
        def save_view(*args: Any, **kwargs: Any) -> None:
            raise error

        monkeypatch.setattr(import_module("ledger.views.saved_views"), "save_view", save_view)

    return fail_with


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (locked(), 503, "잠시 뒤에 다시 하세요"),
        (locked("database or disk is full"), 503, "디스크가 가득 찼거나"),
        (IntegrityError("UNIQUE constraint failed: ledger_program.slug"), 409, "이미 있습니다"),
        (IntegrityError("FOREIGN KEY constraint failed"), 409, "그사이"),
        (DataError("out of range"), 409, "저장하지 않았습니다"),
    ],
    ids=repr,
)
def test_an_error_of_the_database_is_a_page(
    error: Exception, status: int, words: str, failing: Any, signed_in: SignedIn
) -> None:
    failing(error)
    answer = signed_in("manager").post(ADDRESS, TYPED)
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (status, True), page
    assert "constraint" not in page


def test_a_fault_of_the_program_is_a_500(failing: Any, signed_in: SignedIn) -> None:
    client: Client = signed_in("manager")
    client.raise_request_exception = False
    failing(DatabaseError("anything"))
    assert client.post(ADDRESS, TYPED).status_code == 500


def test_what_fails_before_a_page_is_reached_is_a_503_too(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session is read by a middleware, which no other one watches."""
    client: Client = signed_in("manager")
    client.raise_request_exception = False

    def fail(*args: Any) -> None:
        raise locked()

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    answer = client.get("/")
    assert (answer.status_code, "잠시 뒤에 다시 하세요" in answer.content.decode()) == (503, True)
