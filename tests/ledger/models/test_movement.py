"""What a movement and a carry-over must say, by every door; what a wrong document can print is stored."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from ledger import migrations
from ledger.models import AccountSubject, BudgetMovement, CarryOver, FundingShare, Program
from tests.ledger.rows import WHY

PROGRAM, OFFICE, UTILITIES = ["smart-anchor"], ["201-01", 2018], ["201-02", 2018]
TOMORROW = timezone.localdate() + timedelta(days=1)

GOOD: dict[str, Any] = {
    "fiscal_year": 2020,
    "kind": "virement",
    "decided_on": "2020-08-14",
    "document_number": "예산담당관-100",
    "position": 1,
    "from_program": PROGRAM,
    "from_subject": OFFICE,
    "to_program": PROGRAM,
    "to_subject": UTILITIES,
    "amount": 300,
    "unit": "won",
    "reason": "인력 증원",
}

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"amount": 0}, "above 0 without a sign"),
    ({"amount": -300}, "above 0 without a sign"),
    ({"decided_on": "2019-12-31"}, "A day of 2020"),
    ({"decided_on": "2021-03-01"}, "A day of 2020"),
    ({"from_program": None}, "go together"),
    ({"to_subject": None}, "go together"),
    (
        {"from_program": None, "from_subject": None, "to_program": None, "to_subject": None},
        "at least one programme",
    ),
    ({"to_subject": OFFICE}, "would come from where it goes to"),
]
"""What is wrong, and words of the sentence that says so."""


def as_row(fields: dict[str, Any]) -> BudgetMovement:
    """A movement that is not saved, its links found by their natural keys."""
    linked = dict(fields)
    for side in ("from", "to"):
        program, subject = fields[f"{side}_program"], fields[f"{side}_subject"]
        linked[f"{side}_program"] = program and Program.objects.get_by_natural_key(*program)
        linked[f"{side}_subject"] = subject and AccountSubject.objects.get_by_natural_key(*subject)
    linked["decided_on"] = date.fromisoformat(fields["decided_on"])
    return BudgetMovement(**linked)


def by_fixture(folder: Path, fields: dict[str, Any]) -> None:
    file = folder / "movement.json"
    file.write_text(json.dumps([{"model": "ledger.budgetmovement", "fields": fields}]))
    call_command("loaddata", str(file), verbosity=0)


def by_sql(fields: dict[str, Any]) -> None:
    """A good row that SQL makes a wrong one."""
    as_row(GOOD).save()
    wrong = as_row({**GOOD, **fields})
    columns = ("amount", "from_program_id", "from_subject_id", "to_program_id", "to_subject_id")
    cells = [wrong.decided_on.isoformat(), *(getattr(wrong, column) for column in columns)]
    assigned = ", ".join(f"{column} = %s" for column in ("decided_on", *columns))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_budgetmovement SET {assigned}", cells)


@pytest.mark.parametrize(("wrong", "words"), REFUSED)
def test_it_is_refused_by_every_door_and_a_form_says_why(
    first_document: Program, tmp_path: Path, wrong: dict[str, Any], words: str
) -> None:
    BudgetMovement.objects.all().delete()
    fields = {**GOOD, **wrong}
    with translation.override("en"):
        with pytest.raises(ValidationError) as refusal:
            as_row(fields).full_clean()
        assert words in str(refusal.value)
    doors: list[Callable[[], object]] = [
        lambda: as_row(fields).save(),
        lambda: BudgetMovement.objects.bulk_create([as_row(fields)]),
        lambda: by_fixture(tmp_path, fields),
        lambda: by_sql(fields),
    ]
    for door in doors:
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            door()
        assert not BudgetMovement.objects.exists()


def test_a_day_that_has_not_come_is_refused(first_document: Program, tmp_path: Path) -> None:
    fields = {**GOOD, "fiscal_year": TOMORROW.year, "decided_on": TOMORROW.isoformat()}
    for door in (
        as_row(fields).full_clean,
        as_row(fields).save,
        lambda: BudgetMovement.objects.bulk_create([as_row(fields)]),
        lambda: BudgetMovement.objects.update(fiscal_year=TOMORROW.year, decided_on=TOMORROW),
        lambda: by_fixture(tmp_path, fields),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            door()


@pytest.mark.parametrize("day", ["2020-01-01", "2020-12-31", "2021-02-28"])
def test_the_closing_period_belongs_to_the_year(first_document: Program, tmp_path: Path, day: str) -> None:
    as_row({**GOOD, "decided_on": day}).full_clean()
    by_fixture(tmp_path, {**GOOD, "decided_on": day})
    assert BudgetMovement.objects.filter(decided_on=day).count() == 1


def test_money_from_outside_and_to_another_programme(first_document: Program) -> None:
    Program.objects.create(slug="other", name="다른 사업")
    for sides in (
        {"from_program": None, "from_subject": None},
        {"to_program": None, "to_subject": None},
        {"to_program": ["other"], "to_subject": OFFICE},
    ):
        row = as_row({**GOOD, **sides, "document_number": str(sides)})
        row.full_clean()
        row.save()


def test_two_movements_of_one_document_count_on(first_document: Program) -> None:
    for position in (1, 2, 3):
        row = as_row({**GOOD, "position": None})
        row.full_clean()
        row.save()
        assert row.position == position
    other = as_row({**GOOD, "position": None, "document_number": "예산담당관-101"})
    other.save()
    assert other.position == 1
    with translation.override("en"), pytest.raises(ValidationError, match="another position"):
        as_row(GOOD).full_clean()


def test_more_national_money_than_there_is_can_be_printed(first_document: Program) -> None:
    as_row({**GOOD, "national_subsidy": 301}).save()


def test_a_second_committed_carry_over_can_be_printed(first_document: Program) -> None:
    """It is a finding (tests/ledger/tieout/test_settled_year.py), and two of a subject and kind count on."""
    subject = AccountSubject.objects.get_by_natural_key(*OFFICE)
    for position in (1, 2):
        row = CarryOver(
            program=first_document, fiscal_year=2020, subject=subject, kind="committed", amount=5, **WHY
        )
        row.carried_before = "committed"
        row.full_clean()
        row.save()
        assert row.position == position


def test_what_older_books_left_blank_is_said_not_to_be_stated(first_document: Program) -> None:
    """The migration: two movements whose number was blank, beside one that has the words already."""
    FundingShare.objects.filter(carry_over__isnull=False).delete()
    for model in (BudgetMovement, CarryOver):
        model.objects.all().delete()
    for number, position in (("예산-1", 1), ("예산-2", 2), ("미기재", 1)):
        as_row({**GOOD, "document_number": number, "position": position}).save()
    subject = AccountSubject.objects.get_by_natural_key(*OFFICE)
    given = {"program": first_document, "fiscal_year": 2020, "subject": subject, "kind": "committed"}
    CarryOver.objects.create(**given, amount=5, **WHY)
    unguarded = (
        "PRAGMA ignore_check_constraints = {}"
        if connection.vendor == "sqlite"
        else "ALTER TABLE {0} DROP CONSTRAINT {0}_reason_is_said, DROP CONSTRAINT {0}_document_number_is_said"
    )
    # What still waits for the end of the transaction would be in the way of PostgreSQL's statement.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in ("ledger_budgetmovement", "ledger_carryover"):
            cursor.execute(unguarded.format("ON" if connection.vendor == "sqlite" else table))
        BudgetMovement.objects.filter(document_number="예산-1").update(document_number="")
        BudgetMovement.objects.filter(document_number="예산-2").update(document_number="", reason="")
        CarryOver.objects.update(document_number="", reason="")
        if connection.vendor == "sqlite":
            cursor.execute(unguarded.format("OFF"))
    (name,) = (one.name for one in iter_modules(migrations.__path__) if one.name.endswith("_reasons"))
    import_module(f"ledger.migrations.{name}").say_what_is_not_stated(apps, connection.schema_editor())

    told = BudgetMovement.objects.order_by("pk").values_list("document_number", "position", "reason")
    assert list(told) == [
        ("미기재", 2, "인력 증원"),
        ("미기재", 3, "미기재"),
        ("미기재", 1, "인력 증원"),
    ]
    assert CarryOver.objects.values_list("document_number", "reason").get() == ("미기재", "미기재")
