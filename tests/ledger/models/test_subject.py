"""Which subjects continue which: the younger the older, by every door, so that no chain closes to a circle."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ledger.load import load
from ledger.models import (
    AccountSubject,
    BudgetMovement,
    BudgetVersion,
    CarryOver,
    Document,
    ExecutionSnapshot,
    InvestmentPlanEntry,
    Program,
    ScheduleItem,
    ScheduleShare,
    Settlement,
    SubjectSuccession,
    YearlyAllocation,
)
from sites.record import Record
from tests.ledger.rows import RECORDS, WHY

pytestmark = pytest.mark.django_db


def subject(code: str, valid_from: int = 2018, **more: object) -> AccountSubject:
    return AccountSubject.objects.create(code=code, name=f"통계목 {code}", valid_from=valid_from, **more)


def sql(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(door: Callable[[], object], error: type[Exception] = IntegrityError) -> None:
    with pytest.raises(error), transaction.atomic():
        door()


def as_fixture(folder: Path, model: str, **fields: object) -> Callable[[], object]:
    file = folder / "rows.json"
    file.write_text(json.dumps([{"model": model, "fields": fields}]))
    return lambda: call_command("loaddata", str(file), verbosity=0)


def test_a_subject_never_replaces_itself_whatever_the_door(tmp_path: Path) -> None:
    own = subject("401-01")
    own.replaces = own
    refused(own.full_clean, ValidationError)
    refused(own.save, ValidationError)
    of_file = {"code": "401-01", "name": "시설비", "valid_from": 2018, "replaces": ["401-01", 2018]}
    refused(as_fixture(tmp_path, "ledger.accountsubject", **of_file), ValidationError)
    refused(partial(AccountSubject.objects.update, replaces=own))
    refused(partial(AccountSubject.objects.bulk_update, [own], ["replaces"]))
    refused(partial(sql, "UPDATE ledger_accountsubject SET replaces_id = id"))


@pytest.mark.parametrize("valid_from", [2017, 2018])
def test_what_continues_a_subject_begins_later_whatever_the_door(valid_from: int, tmp_path: Path) -> None:
    old, new = subject("401-01"), subject("401-02", valid_from)
    wrong = SubjectSuccession(old=old, new=new)
    with pytest.raises(ValidationError) as refusal:
        wrong.full_clean()
    (sentence,) = refusal.value.message_dict["new"]
    assert sentence.startswith(f"401-02 통계목 401-02({valid_from}년부터)")
    refused(wrong.save, ValidationError)
    of_file = {"old": ["401-01", 2018], "new": ["401-02", valid_from]}
    refused(as_fixture(tmp_path, "ledger.subjectsuccession", **of_file), ValidationError)
    refused(partial(SubjectSuccession.objects.bulk_create, [wrong]))
    statement = "INSERT INTO ledger_subjectsuccession (revision, old_id, new_id) VALUES (1, %s, %s)"
    refused(partial(sql, statement, old.pk, new.pk))
    assert not SubjectSuccession.objects.exists()


def test_no_later_change_of_a_year_turns_a_succession_round() -> None:
    old, new, moved = subject("401-01"), subject("401-02", 2022), subject("402-01", 2021)
    SubjectSuccession.objects.create(old=old, new=new)
    moved.replaces = old
    moved.save()
    for row, year in ((old, 2021), (old, 2022), (new, 2018), (moved, 2017)):
        changed = AccountSubject.objects.get(pk=row.pk)
        changed.valid_from = year
        refused(changed.full_clean, ValidationError)
        refused(changed.save, ValidationError)
        refused(partial(AccountSubject.objects.filter(pk=row.pk).update, valid_from=year))


def test_a_circle_of_any_length_has_a_step_that_is_refused() -> None:
    first, second, third = subject("1", 2018), subject("2", 2020), subject("3", 2022)
    second.replaces = first
    second.save()
    SubjectSuccession.objects.create(old=second, new=third)
    refused(SubjectSuccession(old=third, new=first).save, ValidationError)
    first.replaces = third
    refused(first.save, ValidationError)


def test_one_succession_stands_once() -> None:
    old, new = subject("401-01"), subject("401-02", 2022)
    SubjectSuccession.objects.create(old=old, new=new)
    with pytest.raises(ValidationError):
        SubjectSuccession(old=old, new=new).full_clean()
    refused(partial(SubjectSuccession.objects.bulk_create, [SubjectSuccession(old=old, new=new)]))


def test_a_subject_ends_no_earlier_than_it_begins_whatever_the_door() -> None:
    with pytest.raises(ValidationError) as refusal:
        AccountSubject(code="1", name="통계목", valid_from=2021, valid_until=2018).full_clean()
    assert refusal.value.message_dict == {
        "valid_until": [
            "통계목은 시작하기 전에 끝날 수 없습니다. 마지막 해를 첫 해 이후로 입력하거나 비워 두세요."
        ]
    }
    one = subject("401-01", 2018, valid_until=2018)
    refused(partial(AccountSubject.objects.filter(pk=one.pk).update, valid_until=2017))
    refused(partial(sql, "UPDATE ledger_accountsubject SET valid_from = 2019"))


def test_the_facts_have_the_successions() -> None:
    """301-10 100 and 402-09 40 became 308-77."""
    olds, merged = [subject("301-10"), subject("402-09")], subject("308-77", 2022)
    SubjectSuccession.objects.bulk_create(SubjectSuccession(old=old, new=merged) for old in olds)
    program = Program.objects.create(slug="library", name="도서관 운영")
    for year, subjects in ((2021, olds), (2022, [merged])):
        version = BudgetVersion.objects.create(fiscal_year=year, kind="original")
        for one in subjects:
            YearlyAllocation.objects.create(program=program, version=version, subject=one, amount=100)
    facts = load("library", "2022-original")
    assert facts.successions == tuple((old.natural_key(), merged.natural_key()) for old in olds)
    assert len(facts.subjects) == 3
    assert [new.code for new in facts.successors["301-10", 2018]] == ["308-77"]


def rows_of_2021(program: Program, of: AccountSubject) -> list[Record]:
    """One row of every kind that names a subject and a year, none of them stored."""
    version, _ = BudgetVersion.objects.get_or_create(fiscal_year=2021, kind="original")
    document, _ = Document.objects.get_or_create(
        slug="library-2021", program=program, version=version, title="2021"
    )
    item, _ = ScheduleItem.objects.get_or_create(document=document, position=1, text="단계")
    of_program = {"program": program, "subject": of}
    return [
        YearlyAllocation(**of_program, version=version),
        Settlement(**of_program, fiscal_year=2021),
        ExecutionSnapshot(**of_program, fiscal_year=2021, as_of="2021-10-31"),
        InvestmentPlanEntry(document=document, subject=of, period="year", year=2021),
        CarryOver(**of_program, fiscal_year=2021, kind="declared", amount=100, **WHY),
        BudgetMovement(
            fiscal_year=2021,
            kind="contingency",
            decided_on=date(2021, 3, 2),
            to_program=program,
            to_subject=of,
            amount=100,
            **WHY,
        ),
        ScheduleShare(item=item, subject=of, amount=100),
    ]


@pytest.mark.parametrize("years", [(2018, 2020), (2022, None)])
def test_a_form_takes_no_subject_out_of_force_and_the_ledger_stores_what_is_printed(
    years: tuple[int, int | None],
) -> None:
    """All kinds of rows that name a subject: what a fixture brought can be saved again by a form."""
    program = Program.objects.create(slug="library", name="도서관 운영")
    old = subject("401-01", years[0], valid_until=years[1])
    rows = rows_of_2021(program, old)
    named = {
        model for model in RECORDS for field in model._meta.fields if field.related_model is AccountSubject
    }
    assert {type(row) for row in rows} == named - {AccountSubject, SubjectSuccession}
    for row in rows:
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        until = years[1] or ""
        ((field, said),) = refusal.value.message_dict.items()
        assert field in ("subject", "to_subject")
        assert said == [
            f"401-01 통계목 401-01: 적용연도 {years[0]}~{until}. 2021년에는 적용되지 않습니다."
            " 그 해에 적용되는 통계목을 고르세요."
        ]
        row.save()
        row.full_clean()


def test_a_plan_may_print_the_past_in_the_codes_of_its_day() -> None:
    program = Program.objects.create(slug="library", name="도서관 운영")
    _budget, _settled, _executed, entry, *_others = rows_of_2021(
        program, subject("401-01", 2018, valid_until=2020)
    )
    entry.year = 2020  # type: ignore[attr-defined]
    entry.full_clean()
