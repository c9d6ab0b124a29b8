"""The register of submissions is written once, and an entry says what its bytes need."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ledger.models import BudgetVersion, Program, WorkbookExport
from tests.ledger.register import handed_in, looked_at


@pytest.fixture
def submission(first_document: Program) -> WorkbookExport:
    return handed_in(first_document)


def test_it_is_never_edited(submission: WorkbookExport) -> None:
    submission.recipient = "다른 곳"
    with pytest.raises(TypeError, match="never edited"):
        submission.save()
    with pytest.raises(TypeError, match="never edited"):
        WorkbookExport.objects.update(recipient="다른 곳")
    with pytest.raises(TypeError, match="never edited"), transaction.atomic():
        WorkbookExport.objects.bulk_update([submission], ["recipient"])
    assert WorkbookExport.objects.get().recipient == "서울특별시의회"


def test_it_is_never_deleted(submission: WorkbookExport) -> None:
    with pytest.raises(TypeError, match="never deleted"):
        submission.delete()
    with pytest.raises(TypeError, match="never deleted"):
        WorkbookExport.objects.kept().delete()
    assert WorkbookExport.objects.get() == submission


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_workbookexport SET recipient = ''",
        "UPDATE ledger_workbookexport SET content = NULL",
        "DELETE FROM ledger_workbookexport",
    ],
)
def test_the_database_refuses_too(submission: WorkbookExport, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never edited or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert bytes(WorkbookExport.objects.get().content or b"") == b"PK"


@pytest.mark.parametrize(
    "changed",
    [
        {"content": b"PK", "edition": "internal", "recipient": "의회", "submitted_on": date(2021, 1, 1)},
        {"content": b"PK"},
        {"content": b"PK", "recipient": "의회"},
        {"content": b"PK", "submitted_on": date(2021, 1, 1)},
        {"recipient": "의회"},
        {"submitted_on": date(2021, 1, 1)},
        {"edition": "moon"},
        {"through": "window"},
    ],
)
def test_what_the_database_does_not_take(first_document: Program, changed: dict[str, Any]) -> None:
    """Bytes of an internal edition; bytes that went to nobody; a recipient of no bytes."""
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkbookExport.objects.bulk_create([looked_at(first_document, **changed)])


def test_an_internal_edition_is_recorded_without_bytes(first_document: Program) -> None:
    looked_at(first_document, edition="internal").save()
    assert [one.is_kept for one in WorkbookExport.objects.looked_at()] == [False]
    assert not WorkbookExport.objects.kept()


def test_pages_do_not_read_the_bytes(submission: WorkbookExport) -> None:
    assert "content" in WorkbookExport.objects.described().get().get_deferred_fields()


def test_the_base_in_words(first_document: Program) -> None:
    before = BudgetVersion.objects.get(fiscal_year=2020)
    assert looked_at(first_document).base_words == ""
    assert looked_at(first_document, base=before).base_words == "2020년 예산(차수 미표기)"
    assert looked_at(first_document, is_against_available=True).base_words == "2020년 예산현액(이월 포함)"
