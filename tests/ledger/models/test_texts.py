"""Texts are stored in one normal form by every door of Django's, and searched for likewise; evidence stays as it is."""

import importlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from ledger.models import AccountSubject, BudgetLineItem, Document, Milestone, Program
from sites.fields import Code, Evidence, PlainField
from sites.models import SiteKind
from tests.ledger.log import changes, newest
from tests.ledger.rows import KINDS

BUREAU = "경제정책실"
ODD = unicodedata.normalize("NFD", BUREAU) + "\u200b\u00a0"
"""As a Mac and a web page have it."""

migration = importlib.import_module("ledger.migrations.0014_normal_texts")


def stored(model: Any, pk: int, column: str) -> Any:
    """A cell as it is in the database, past every field."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} WHERE id = {pk}")
        return cursor.fetchone()[0]


def put(row: models.Model, **cells: str) -> None:
    """Write cells in SQL, past every field."""
    with connection.cursor() as cursor:
        for column, text in cells.items():
            cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = {row.pk}", [text])


def test_every_text_of_our_rows_has_a_normal_form_or_is_evidence() -> None:
    others = [
        str(field)
        for model in KINDS
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, PlainField | Evidence)
    ]
    assert others == []


class TestDoors:
    @pytest.fixture
    def program(self, first_document: Program) -> Program:
        return first_document

    def test_save(self, program: Program) -> None:
        put(program, bureau="다른 실")
        program.refresh_from_db()
        program.bureau = ODD
        program.save()
        assert program.bureau == stored(Program, program.pk, "bureau") == BUREAU
        assert newest(Program).values["bureau"] == BUREAU

    def test_update_and_bulk_calls(self, program: Program) -> None:
        Program.objects.update(bureau=ODD)
        assert stored(Program, program.pk, "bureau") == BUREAU
        program.division = ODD
        Program.objects.bulk_update([program], ["division"])
        assert stored(Program, program.pk, "division") == BUREAU
        (kind,) = SiteKind.objects.bulk_create([SiteKind(slug="odd\u200b", name=ODD)])
        assert (stored(SiteKind, kind.pk, "slug"), stored(SiteKind, kind.pk, "name")) == ("odd", BUREAU)

    def test_form(self, program: Program) -> None:
        field = Program._meta.get_field("bureau").formfield()
        assert field.clean(ODD) == BUREAU
        # As long as the column when its letters are put together, longer before.
        assert field.clean(unicodedata.normalize("NFD", "경" * 100)) == "경" * 100
        assert Program._meta.get_field("slug").formfield().clean("anchor\u200b") == "anchor"

    def test_fixture_and_its_natural_keys(self, program: Program, tmp_path: Path) -> None:
        allocation = ["smart-anchor\u200b", 2021, "original", 1, "２０１–０１", 2018]
        cells = {"allocation": allocation, "position": 9, "description": f" {ODD}"}
        file = tmp_path / "odd.json"
        file.write_text(json.dumps([{"model": "ledger.budgetlineitem", "fields": cells}]))
        call_command("loaddata", str(file), verbosity=0)
        row = BudgetLineItem.objects.get(position=9)
        assert row.allocation.subject.code == "201-01"
        assert stored(BudgetLineItem, row.pk, "description") == BUREAU

    def test_long_text_keeps_its_lines(self, program: Program) -> None:
        grant = program.grants.all()[0]
        grant.note = f"{ODD}\r\n둘째\u3000줄 "
        grant.save()
        assert stored(type(grant), grant.pk, "note") == f"{BUREAU} \n둘째 줄"

    def test_what_is_searched_for(self, program: Program) -> None:
        assert Program.objects.filter(bureau=ODD).exists()
        assert Program.objects.filter(bureau__icontains=ODD[:5]).exists()
        assert AccountSubject.objects.filter(code__startswith="２０１—").exists()

    def test_the_source_stays_byte_for_byte(self, program: Program) -> None:
        document = Document.objects.get()
        document.source_text = text = f"  {ODD}\t\r\n끝 \n\n"
        document.save()
        assert stored(Document, document.pk, "source_text") == text
        field = Document._meta.get_field("source_text")
        assert isinstance(field, Evidence)
        # A browser sends each line break as two signs.
        sent = field.formfield().clean(text.replace("\n", "\r\n").replace("\r\r", "\r"))
        field.save_form_data(document, sent)
        assert document.source_text == text
        field.save_form_data(document, "고친 글\n")
        assert document.source_text == "고친 글\n"


def test_a_code_is_spelt_one_way_where_it_is_stored(first_document: Program) -> None:
    assert isinstance(AccountSubject._meta.get_field("code"), Code)
    row = AccountSubject.objects.create(code="２０９–０１", name="새 통계목", valid_from=2021)
    assert row.code == stored(AccountSubject, row.pk, "code") == "209-01"


class TestMigration:
    """What older releases stored is put into its normal form, once."""

    def test_rows_are_rewritten(self, first_document: Program) -> None:
        subject = AccountSubject.objects.get(code="201-02")
        put(first_document, bureau=ODD)
        put(subject, code="201–02")
        migration.normalize_texts(apps, None)
        assert stored(Program, first_document.pk, "bureau") == BUREAU
        assert stored(AccountSubject, subject.pk, "code") == "201-02"
        assert Program.objects.get().revision > first_document.revision

    def test_the_source_is_left_alone(self, first_document: Program) -> None:
        document = Document.objects.get()
        put(document, source_text=f"  {ODD}\t\r\n")
        migration.normalize_texts(apps, None)
        assert stored(Document, document.pk, "source_text") == f"  {ODD}\t\r\n"

    def test_two_rows_that_become_one_are_named_and_left(
        self, first_document: Program, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first = Milestone.objects.order_by("pk")[0]
        second = Milestone.objects.create(
            program=first.program, track=first.track, happened_on=first.happened_on, text="다른 일"
        )
        put(second, text=f"{first.text}\u200b")
        migration.normalize_texts(apps, None)
        assert stored(Milestone, second.pk, "text") == f"{first.text}\u200b"
        assert f"/admin/ledger/milestone/{second.pk}/change/" in capsys.readouterr().out

    def test_nothing_is_written_where_nothing_is_odd(self, first_document: Program) -> None:
        migration.normalize_texts(apps, None)
        assert changes(Program) == []
