"""An entry of the register of submissions says what its bytes need."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from ledger.models import BudgetVersion, Program, WorkbookExport
from ledger.models.workbook_export import NeedsReason
from tests.ledger.register import handed_in, looked_at

KEPT: dict[str, Any] = {
    "content": b"PK",
    "recipient": "의회",
    "submitted_on": date(2021, 1, 1),
    "open_count": 0,
}


@pytest.fixture
def submission(first_document: Program) -> WorkbookExport:
    return handed_in(first_document)


@pytest.mark.parametrize(
    "changed",
    [
        {**KEPT, "edition": "internal"},
        {**KEPT, "recipient": "", "submitted_on": None},
        {**KEPT, "submitted_on": None},
        {**KEPT, "recipient": ""},
        {"recipient": "의회"},
        {"submitted_on": date(2021, 1, 1)},
        {"edition": "moon"},
        {"through": "window"},
        {"reason_open": "기한"},
    ],
)
def test_what_the_database_does_not_take(first_document: Program, changed: dict[str, Any]) -> None:
    """Bytes of an internal edition; bytes that went to nobody; a recipient, or a reason, of no bytes."""
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkbookExport.objects.bulk_create([looked_at(first_document, **changed)])


@pytest.mark.parametrize(
    ("count", "reason", "sentence"),
    [(2, "", "2건 있습니다"), (2, "  ", "2건 있습니다"), (None, "", "건수"), (None, "기한", "건수")],
)
def test_what_leaves_something_open_says_why(
    count: int | None, reason: str, sentence: str, first_document: Program
) -> None:
    """One by one or many at once: a submission says how much is open and, where any is, why it goes all the same."""
    entry = looked_at(first_document, **{**KEPT, "open_count": count, "reason_open": reason})
    with pytest.raises(NeedsReason, match=sentence):
        entry.save()
    with pytest.raises(NeedsReason, match=sentence):
        WorkbookExport.objects.bulk_create([entry])
    assert not WorkbookExport.objects.exists()


@pytest.mark.parametrize(("count", "reason"), [(0, ""), (2, "의회 요구 기한")])
def test_with_its_reason_it_is_kept(count: int, reason: str, first_document: Program) -> None:
    handed_in(first_document, open_count=count, reason_open=reason)
    entry = WorkbookExport.objects.kept().get()
    assert (entry.open_count, entry.reason_open) == (count, reason)


def test_the_database_asks_for_the_reason_too(first_document: Program) -> None:
    """By a door that is not ours: the fields of a submission with nothing open, and then two more open."""
    handed_in(first_document)
    copied = ", ".join(
        field.column for field in WorkbookExport._meta.concrete_fields if not field.primary_key
    )
    changed = copied.replace("open_count", "2")
    statement = f"INSERT INTO ledger_workbookexport ({copied}) SELECT {changed} FROM ledger_workbookexport"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert WorkbookExport.objects.count() == 1


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
