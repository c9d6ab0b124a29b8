"""Each rule of a row holds by every door: form, save, fixture, bulk call and SQL; the first three say a sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers import serialize
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from ledger.models import Program
from sites.fields import DayField
from sites.models import Site
from sites.record import Record
from sites.rules import Rule
from tests.ledger.rows import KINDS, RECORDS, row_of

WRONG: dict[str, list[tuple[Any, ...]]] = {
    "sites_site_slug_is_free": [("total",), ("unassigned",), ("other",), ("line-1",)],
    "sites_site_area_is_not_negative": [(-5,), ("10000000000",), ("NaN",)],
    "ledger_accountsubject_code_is_free": [("total",), ("line-1",), ("201-01-national",), ("amount",)],
    "ledger_budgetmovement_document_number_is_said": [("",)],
    "ledger_budgetmovement_reason_is_said": [("",)],
    "ledger_carryover_document_number_is_said": [("",)],
    "ledger_carryover_reason_is_said": [("",)],
    "ledger_changethreshold_rate_is_not_negative": [(-1,)],
    "ledger_deadline_day_is_of_every_year": [
        (2, False, 30),
        (2, False, 29),
        (11, False, 31),
        (10, True, 31),
        (5, True, 29),
    ],
    "ledger_executionsnapshot_as_of_lies_in_its_year": [
        (2021, "1999-01-01"),
        (2021, "2020-12-31"),
        (2021, "2022-03-01"),
        (2021, "2023-01-01"),
    ],
    "ledger_milestone_until_is_no_earlier": [("2021-05-01", "2020-01-01")],
    "ledger_scheduleitem_ends_on_is_no_earlier": [("2021-05-01", "2021-04-30")],
    "ledger_settlement_recipients_spend_after_they_got_it": [(2020, "2019-12-31")],
}
"""A rule -> cells of its fields that break it."""
RIGHT: dict[str, list[tuple[Any, ...]]] = {
    "sites_site_slug_is_free": [("totals",), ("online-1",)],
    "sites_site_area_is_not_negative": [(0,)],
    "ledger_accountsubject_code_is_free": [("201-09",)],
    "ledger_budgetmovement_document_number_is_said": [("미기재",)],
    "ledger_budgetmovement_reason_is_said": [("미기재",)],
    "ledger_carryover_document_number_is_said": [("미기재",)],
    "ledger_carryover_reason_is_said": [("미기재",)],
    "ledger_changethreshold_rate_is_not_negative": [(0,)],
    "ledger_deadline_day_is_of_every_year": [
        (2, False, 28),
        (2, False, None),
        (12, False, 31),
        (11, False, 30),
        (10, True, 30),
        (5, True, 28),
    ],
    "ledger_executionsnapshot_as_of_lies_in_its_year": [
        (2021, "2021-01-01"),
        (2021, "2021-12-31"),
        (2021, "2022-02-28"),
        (2023, "2024-02-29"),
    ],
    "ledger_milestone_until_is_no_earlier": [("2021-05-01", "2021-05-01"), ("2021-05-01", None)],
    "ledger_scheduleitem_ends_on_is_no_earlier": [("2021-05-01", "2021-05-01"), (None, "2021-05-01")],
    "ledger_settlement_recipients_spend_after_they_got_it": [(2020, "2020-01-01"), (2020, "2022-06-30")],
}
"""A rule -> cells that keep it, at its edge."""

RULES = [
    pytest.param(model, rule, id=rule.name)
    for model in RECORDS
    for rule in model._meta.constraints
    if isinstance(rule, Rule)
]
DAYS = [
    pytest.param(model, field.name, id=f"{model._meta.model_name} {field.name}")
    for model in KINDS
    for field in model._meta.concrete_fields
    if isinstance(field, DayField) and issubclass(model, Record)
]


def in_sql(row: Record, cells: dict[str, Any]) -> None:
    texts = ", ".join(f"{name} = {'NULL' if cell is None else repr(cell)}" for name, cell in cells.items())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {texts} WHERE id = {row.pk}")


def by_fixture(row: Record, folder: Path) -> None:
    file = folder / "rows.json"
    file.write_text(serialize("json", [row], use_natural_foreign_keys=True))
    call_command("loaddata", str(file), verbosity=0)


def test_every_rule_has_its_examples() -> None:
    names = {param.id for param in RULES}
    assert names == set(WRONG) == set(RIGHT)


@pytest.mark.parametrize(("model", "rule"), RULES)
def test_what_breaks_a_rule_is_refused_by_every_door(
    model: Any, rule: Rule, first_document: Program, tmp_path: Path
) -> None:
    for values in WRONG[rule.name]:
        cells = dict(zip(rule.fields, values, strict=True))
        row = row_of(model)
        for name, cell in cells.items():
            setattr(row, name, cell)
        said: dict[str, Callable[[], object]] = {
            "form": row.full_clean,
            "save": row.save,
            "fixture": lambda row=row: by_fixture(row, tmp_path),  # type: ignore[misc]
        }
        for door, enter in said.items():
            with pytest.raises((ValidationError, DeserializationError)) as refused, transaction.atomic():
                enter()
            assert rule.name not in str(refused.value), door
            if isinstance(refused.value, ValidationError):
                assert rule.fields[-1] in refused.value.message_dict, door
        unsaid: dict[str, Callable[[], object]] = {
            "update": lambda row=row, cells=cells: model._base_manager.filter(pk=row.pk).update(**cells),  # type: ignore[misc]
            "bulk_update": lambda row=row: model._base_manager.bulk_update([row], rule.fields),  # type: ignore[misc]
            "SQL": lambda row=row, cells=cells: in_sql(row, cells),  # type: ignore[misc]
        }
        for enter in unsaid.values():
            with pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
                enter()


@pytest.mark.parametrize(("model", "rule"), RULES)
def test_what_keeps_a_rule_is_stored_to_its_edge(model: Any, rule: Rule, first_document: Program) -> None:
    for values in RIGHT[rule.name]:
        row = row_of(model)
        cells = dict(zip(rule.fields, values, strict=True))
        for name, cell in cells.items():
            setattr(row, name, cell)
        # A day that a form or a fixture brings is a day, not a text.
        row.clean_fields(exclude=[one.name for one in model._meta.fields if one.name not in rule.fields])
        row.save()
        in_sql(row, cells)


@pytest.mark.parametrize(("model", "field"), DAYS)
def test_a_day_of_an_impossible_year_is_refused(
    model: Any, field: str, first_document: Program, tmp_path: Path
) -> None:
    row = row_of(model)
    for day in (date(21, 5, 1), date(1947, 12, 31), date(2101, 1, 1)):
        setattr(row, field, day)
        for enter in (row.full_clean, row.save):
            with pytest.raises(ValidationError) as refused, transaction.atomic():
                enter()
            assert field in refused.value.message_dict
        with pytest.raises((ValidationError, DeserializationError, CommandError)), transaction.atomic():
            by_fixture(row, tmp_path)
        with pytest.raises(IntegrityError), transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{field: day})


def test_every_day_of_a_row_has_the_limits() -> None:
    others = [
        f"{model._meta.model_name}.{field.name}"
        for model in KINDS
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "DateField" and not isinstance(field, DayField)
    ]
    assert others == []


@pytest.mark.parametrize("name", ["executionsnapshot.as_of", "settlement.recipients_as_of"])
def test_no_figure_is_read_on_a_day_that_has_not_come(
    name: str, first_document: Program, tmp_path: Path
) -> None:
    model_name, _, field = name.partition(".")
    (model,) = [one for one in RECORDS if one._meta.model_name == model_name]
    row, today = row_of(model), timezone.localdate()
    row.fiscal_year = today.year
    setattr(row, field, today)
    row.save()
    setattr(row, field, today + timedelta(days=1))
    doors: list[Callable[[], object]] = [row.full_clean, row.save, lambda: by_fixture(row, tmp_path)]
    for enter in doors:
        with pytest.raises((ValidationError, DeserializationError)) as refused, transaction.atomic():
            enter()
        assert "아직 오지 않은 날입니다." in str(refused.value)


def test_the_sentence_of_a_rule_says_what_to_do(first_document: Program) -> None:
    site = Site(slug="total", name="합계")
    with pytest.raises(ValidationError) as refused:
        site.save()
    (sentence,) = refused.value.message_dict["slug"]
    assert sentence.endswith("다른 이름을 쓰세요.")
