"""What the database itself refuses, by every door, and what it stores although no right document prints it."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    ExecutionSnapshot,
    Program,
    Settlement,
    StatedFigure,
    YearlyAllocation,
)
from sites.fields import FiscalDayField, PositiveWonField, WonField, YearField
from sites.models import Site
from tests.ledger.rows import RECORDS


def fields_of(kind: type[models.Field]) -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name) for model in RECORDS for field in model._meta.fields if isinstance(field, kind)
    ]


WON_FIELDS, YEAR_FIELDS = fields_of(WonField), fields_of(YearField)
DAY_IN_YEAR = {model for model, _field in fields_of(FiscalDayField)}
"""The kinds of rows whose year goes with a day (test_movement.py)."""
CHOICES = [(model, field.name) for model in RECORDS for field in model._meta.fields if field.choices]


def refused(door: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        door()


def raw_update(model: type[models.Model], column: str, literal: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = {literal}")


def test_the_fields_are_found() -> None:
    """A new money field is under test without anybody thinking of it."""
    assert len(WON_FIELDS) >= 19
    assert (BudgetLineItem, "national_subsidy") in WON_FIELDS
    assert (Settlement, "unit") in CHOICES
    assert (BudgetVersion, "fiscal_year") in YEAR_FIELDS


def test_an_amount_past_the_limit(first_document: Program) -> None:
    for model, field in WON_FIELDS:
        for amount in (10**15 + 1, -(10**15) - 1):
            refused(partial(model._default_manager.update, **{field: amount}))
            refused(partial(raw_update, model, field, str(amount)))
            row = model._default_manager.all()[0]
            setattr(row, field, amount)
            refused(row.save)
            refused(partial(model._default_manager.bulk_update, [row], [field]))


@pytest.mark.usefixtures("said_why")
def test_an_amount_up_to_the_limit(first_document: Program) -> None:
    for model, field in WON_FIELDS:
        row = model._default_manager.order_by("-pk")[0]
        if isinstance(row, YearlyAllocation):
            row.line_items.all().delete()  # beside lines it has no amount of its own
        one = model._default_manager.filter(pk=row.pk)
        smallest = 1 if isinstance(model._meta.get_field(field), PositiveWonField) else -(10**15)
        for amount in (10**15, smallest):
            one.update(**{field: amount})
            assert one.values_list(field, flat=True).get() == amount


@pytest.mark.parametrize("amount", [100.5, Decimal("100.5")])
def test_a_fraction_is_refused_and_not_cut(first_document: Program, amount: float | Decimal) -> None:
    for model, field in WON_FIELDS:
        before = list(model._default_manager.order_by("pk").values_list(field, flat=True))
        row = model._default_manager.all()[0]
        setattr(row, field, amount)
        for door in (
            partial(model._default_manager.update, **{field: amount}),
            row.save,
            partial(model._default_manager.bulk_update, [row], [field]),
            partial(model._default_manager.bulk_create, [row]),
        ):
            with pytest.raises(ValidationError), transaction.atomic():
                door()
        assert list(model._default_manager.order_by("pk").values_list(field, flat=True)) == before


@pytest.mark.usefixtures("said_why")
def test_a_fraction_in_sql_is_never_stored(first_document: Program) -> None:
    """SQLite would keep 100.5; PostgreSQL has no place for it in a bigint and rounds before it checks."""
    for model, field in WON_FIELDS:
        if connection.vendor == "sqlite":
            refused(partial(raw_update, model, field, "100.5"))
            refused(partial(raw_update, model, field, "'hundred'"))
        else:
            raw_update(model, field, "100.5")
            # None: beside lines an allocation has no amount of its own
            assert set(model._default_manager.values_list(field, flat=True)) - {None} == {101}


@pytest.mark.usefixtures("said_why")
def test_a_year_before_1948_or_after_2100(first_document: Program) -> None:
    for model, field in YEAR_FIELDS:
        one = model._default_manager.filter(pk=model._default_manager.order_by("pk")[0].pk)
        for year in (1947, 2101, 0, -2021):
            refused(partial(one.update, **{field: year}))
            refused(partial(raw_update, model, field, str(year)))
        if model is AccountSubject:
            # One that continues no other and has no end: these keep their order.
            free = AccountSubject.objects.create(code=f"free-{field}", name="free", valid_from=1948)
            one = model._default_manager.filter(pk=free.pk)
        for year in (1948, 2100) if model not in DAY_IN_YEAR else ():
            # The day of a snapshot lies in its year.
            beside = {"as_of": date(year, 1, 1)} if model is ExecutionSnapshot else {}
            assert one.update(**{field: year}, **beside) == 1


def test_a_kind_that_nobody_knows(first_document: Program) -> None:
    """unit, kind, status, scope, source, portion, period, precision, section, area_kind."""
    for model, field in CHOICES:
        assert model._default_manager.exists()
        for kind in ("moon", "", "WON"):
            refused(partial(model._default_manager.update, **{field: kind}))
            refused(partial(raw_update, model, field, f"'{kind}'"))


def without_subject_and_site(program: Program) -> None:
    """Rows whose key has a null part."""
    program.settlements.get_or_create(fiscal_year=2019, subject=None, portion="total")
    program.grants.create(site=None, kind="subsidy", secured_on="2021-01-01", amount=1)


def raw_copy(row: models.Model) -> None:
    """Insert the row once more, as SQL does it."""
    columns = [field.column for field in row._meta.local_fields if not field.primary_key]
    names, table = ", ".join(f'"{column}"' for column in columns), row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s", [row.pk])


def test_a_key_is_unique_also_where_a_part_of_it_is_null(first_document: Program) -> None:
    without_subject_and_site(first_document)
    for model in RECORDS:
        rows = list(model._default_manager.all())
        assert rows
        for row in rows[:3] + rows[-3:]:
            refused(partial(raw_copy, row))
            copy = model._default_manager.get(pk=row.pk)
            copy.pk, copy._state.adding = None, True
            refused(partial(model._default_manager.bulk_create, [copy]))
            refused(copy.save)


def test_the_same_settlement_of_a_subject_and_of_the_whole_are_two(first_document: Program) -> None:
    subject = AccountSubject.objects.get(code="201-01")
    whole: dict[str, Any] = {"program": first_document, "fiscal_year": 2019, "portion": "total"}
    Settlement.objects.create(**whole, subject=subject)
    assert Settlement.objects.filter(**whole).count() == 2
    refused(lambda: Settlement.objects.create(**whole, subject=subject))
    refused(lambda: Settlement.objects.create(**whole, subject=None))


def test_what_is_in_use_is_not_deleted(first_document: Program) -> None:
    for row in (
        first_document,
        BudgetVersion.objects.get(fiscal_year=2021),
        AccountSubject.objects.get(code="201-01"),
        Site.objects.get(slug="jung-printing"),
    ):
        with pytest.raises(models.ProtectedError):
            row.delete()


class TestWhatAWrongDocumentCanPrint:
    def test_national_money_above_the_amount(self, first_document: Program) -> None:
        BudgetLineItem.objects.update(amount=1, national_subsidy=2)
        YearlyAllocation.objects.update(amount=1, national_subsidy=2)

    def test_negative_amounts(self, first_document: Program) -> None:
        BudgetLineItem.objects.update(amount=-5, national_subsidy=-7)

    def test_a_settlement_that_breaks_its_identities(self, first_document: Program) -> None:
        Settlement.objects.create(
            program=first_document,
            fiscal_year=2017,
            final_budget=1,
            carried_in=1,
            budget_change=1,
            current_budget=999,
            executed=5_000,
            carried_out=-3,
            unspent=7,
        )

    def test_a_wrong_total(self, first_document: Program) -> None:
        assert StatedFigure.objects.get(text="47,476").value == 47_476_000_000


def fixture_file(folder: Path, *records: tuple[str, dict]) -> str:
    file = folder / "wrong.json"
    file.write_text(json.dumps([{"model": model, "fields": fields} for model, fields in records]))
    return str(file)


ALLOCATION = ["smart-anchor", 2021, "original", 1, "201-01", 2018]
GOOD = (
    "ledger.budgetlineitem",
    {"allocation": ALLOCATION, "position": 2, "description": "옳은 것", "amount": 1},
)


@pytest.mark.parametrize(
    ("model", "fields", "complaint"),
    [
        (
            "ledger.budgetlineitem",
            {"allocation": ALLOCATION, "position": 3, "description": "너무 큰 것", "amount": 10**15 + 1},
            IntegrityError,
        ),
        (
            "ledger.budgetversion",
            {"fiscal_year": 2022, "kind": "moon", "sequence": 1, "status": "draft"},
            IntegrityError,
        ),
        (
            "ledger.budgetversion",
            {"fiscal_year": 2101, "kind": "original", "sequence": 1, "status": "draft"},
            IntegrityError,
        ),
        (
            "ledger.budgetlineitem",
            {"allocation": ALLOCATION, "position": 3, "description": "반쪽", "amount": 100.5},
            Exception,
        ),
        (
            "ledger.budgetlineitem",
            {"allocation": ["moon", *ALLOCATION[1:]], "position": 3, "description": "주인 없는 것"},
            Exception,
        ),
    ],
)
def test_a_fixture_that_breaks_a_constraint_is_refused_whole(
    first_document: Program, tmp_path: Path, model: str, fields: dict, complaint: type[Exception]
) -> None:
    lines, versions = BudgetLineItem.objects.count(), BudgetVersion.objects.count()
    with pytest.raises(complaint), transaction.atomic():
        call_command("loaddata", fixture_file(tmp_path, GOOD, (model, fields), GOOD), verbosity=0)
    assert (BudgetLineItem.objects.count(), BudgetVersion.objects.count()) == (lines, versions)
    assert not BudgetLineItem.objects.filter(description="옳은 것").exists()


def test_the_good_part_of_that_fixture_loads_by_itself(first_document: Program, tmp_path: Path) -> None:
    call_command("loaddata", fixture_file(tmp_path, GOOD), verbosity=0)
    assert BudgetLineItem.objects.get(description="옳은 것").amount == 1
