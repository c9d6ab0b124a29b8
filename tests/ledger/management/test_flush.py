"""`manage.py flush`: empties every table, also those whose rows nobody deletes, and guards them again."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ledger.models import BudgetVersion, Program, WorkbookExport
from tests.ledger.register import handed_in


def enter() -> None:
    version = BudgetVersion.objects.create(fiscal_year=2021, kind="original")
    handed_in(Program.objects.create(slug="library", name="도서관 운영"), version=version)


def refused() -> None:
    with (
        pytest.raises(DatabaseError, match="never edited or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM ledger_workbookexport")


@pytest.mark.django_db(transaction=True)
def test_it_empties_the_register_and_brings_the_triggers_back() -> None:
    enter()
    call_command("flush", interactive=False, verbosity=0)
    assert not WorkbookExport.objects.exists()

    enter()
    refused()


@pytest.mark.django_db(transaction=True)
def test_who_thinks_better_of_it_keeps_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    enter()
    monkeypatch.setattr("builtins.input", lambda question: "no")
    call_command("flush", verbosity=0)
    assert WorkbookExport.objects.count() == 1
    refused()
