"""An explanation is written once: never edited, never deleted."""

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.models import BudgetVersion, Explanation, Program
from tests.people import Person


@pytest.fixture
def explanation(first_document: Program, person: Person) -> Explanation:
    return Explanation.objects.create(
        program=first_document,
        kind="change",
        report="budget-summary",
        row="total",
        column="change",
        year=2021,
        version=BudgetVersion.objects.get(fiscal_year=2021),
        left="7224187000",
        right="5036880000",
        submission_text="물품 구매",
        author=person("manager"),
    )


def test_it_is_never_edited(explanation: Explanation) -> None:
    explanation.submission_text = "다른 말"
    with pytest.raises(TypeError, match="never edited"):
        explanation.save()
    with pytest.raises(TypeError, match="never edited"):
        Explanation.objects.update(submission_text="다른 말")


def test_it_is_never_deleted(explanation: Explanation) -> None:
    with pytest.raises(TypeError, match="never deleted"):
        explanation.delete()
    with pytest.raises(TypeError, match="never deleted"):
        Explanation.objects.all().delete()
    assert Explanation.objects.get().submission_text == "물품 구매"


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_explanation SET submission_text = ''", "DELETE FROM ledger_explanation"]
)
def test_the_database_refuses_too(explanation: Explanation, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never edited or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
