"""Deadlines as rows: what a new ledger holds, what is refused in words."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ledger.load.deadlines import read_deadlines
from ledger.models import Deadline, Program
from tests.ledger.desk.form import fields_of
from tests.people import SignedIn


def test_a_new_ledger_holds_the_year_of_a_budget_and_its_settlement(first_document: Program) -> None:
    found = read_deadlines(date(2021, 11, 1), date(2023, 1, 31))
    assert [(one.day, one.rule.slug, one.fiscal_year) for one in found] == [
        (date(2021, 11, 11), "budget-proposal", 2022),
        (date(2021, 12, 16), "budget-vote", 2022),
        (date(2022, 1, 31), "virement-report", 2021),
        (date(2022, 3, 21), "settlement-made", 2021),
        (date(2022, 4, 30), "virement-report", 2022),
        (date(2022, 5, 31), "settlement-submission", 2021),
        (date(2022, 7, 31), "virement-report", 2022),
        (date(2022, 10, 31), "virement-report", 2022),
        (date(2022, 11, 11), "budget-proposal", 2023),
        (date(2022, 12, 16), "budget-vote", 2023),
        (date(2023, 1, 31), "virement-report", 2022),
    ]


def test_one_that_is_not_in_use_is_none(first_document: Program) -> None:
    Deadline.objects.exclude(slug="budget-vote").update(is_active=False)
    found = read_deadlines(date(2021, 11, 1), date(2022, 10, 31))
    assert [one.rule.slug for one in found] == ["budget-vote"]


def test_the_form_says_beside_the_day_that_february_has_none_such(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    row = Deadline.objects.get(slug="budget-proposal")
    page = f"/admin/ledger/deadline/{row.pk}/change/"
    answer = client.post(page, {**fields_of(client, page), "month": "2", "day": "30"})
    assert answer.status_code == 200
    assert "해마다 있는 날이 아닙니다." in answer.content.decode()
    answer = client.post(page, {**fields_of(client, page), "month": "2", "day": "28"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.month, row.day) == (2, 28)


@pytest.mark.parametrize(
    "typed",
    [
        {"month": "13"},
        {"month": "0"},
        {"month": ""},
        {"month": "5월"},
        {"day": "99999999999999999999"},
        {"days_after": "-1"},
        {"days_after": "367"},
        {"remind_days": "1e3"},
        {"year_offset": "4"},
        {"met_by": "nothing"},
        {"slug": "예산안 제출"},
        {"name": ""},
    ],
)
def test_what_is_no_deadline_is_said_beside_its_field(
    typed: dict[str, str], first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    row = Deadline.objects.get(slug="budget-proposal")
    page = f"/admin/ledger/deadline/{row.pk}/change/"
    answer = client.post(page, {**fields_of(client, page), **typed})
    (field,) = typed
    assert answer.status_code == 200
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Deadline.objects.get(pk=row.pk).revision == row.revision


@pytest.mark.parametrize("cells", [{"month": 13}, {"day": 32}, {"days_after": -1}, {"year_offset": 9}])
def test_the_database_keeps_the_limits_by_every_door(cells: dict[str, Any], first_document: Program) -> None:
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Deadline.objects.filter(slug="budget-proposal").update(**cells)


def test_who_only_looks_changes_none(first_document: Program, signed_in: SignedIn) -> None:
    row = Deadline.objects.get(slug="budget-proposal")
    page = f"/admin/ledger/deadline/{row.pk}/change/"
    client = signed_in("manager")
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "다른 이름"}).status_code == 403
