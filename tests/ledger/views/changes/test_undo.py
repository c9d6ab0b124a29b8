"""The page that undoes a change: it shows what becomes what, asks for a reason, and is sent once."""

from time import sleep
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.models import BudgetLineItem, Change, Milestone, Program
from sites.said import saying
from tests.ledger.desk.form import fields_of
from tests.ledger.life import confirmed
from tests.ledger.log import newest
from tests.people import SignedIn

SAVE = "11111111-1111-4111-8111-111111111111"
WHOLE = f"/changes/saves/{SAVE}/undo/"


@pytest.fixture
def line(first_document: Program) -> BudgetLineItem:
    return BudgetLineItem.objects.get(allocation__subject__code="201-01")


@pytest.fixture
def of_line(line: BudgetLineItem) -> str:
    """Where a change of the line's amount, 1,711,987,000 to 900, is undone."""
    with saying(who="kim", request=SAVE, door="/admin/"):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900)
    return f"/changes/{Change.objects.latest('pk').pk}/undo/"


def amount(line: BudgetLineItem) -> int:
    line.refresh_from_db()
    found: int = line.amount
    return found


@pytest.mark.parametrize("door", ["one row", "whole save"])
def test_it_is_shown_then_sent(door: str, of_line: str, line: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = of_line if door == "one row" else WHOLE
    shown = client.get(page).content.decode()
    assert "900" in shown
    assert "1,711,987,000" in shown
    assert "kim" in shown
    assert amount(line) == 900  # looking changes nothing
    fields = {**fields_of(client, page), "reason": "잘못 입력", "document_number": "예산과-7"}
    answer = client.post(page, fields, follow=True)
    assert answer.status_code == 200
    assert "1줄을 되돌렸습니다" in answer.content.decode()
    assert amount(line) == 1_711_987_000
    change = newest(BudgetLineItem, line)
    assert (change.who, change.document_number, change.door) == ("finance", "예산과-7", page)
    assert change.why.startswith("되돌림: ")
    assert change.why.endswith("kim · 잘못 입력")


def test_the_reason_in_the_log_is_korean_whoever_reads(
    of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    client.post("/language/", {"language": "en"})
    assert "Undo a change" in client.get(of_line).content.decode()
    client.post(of_line)
    assert newest(BudgetLineItem, line).why.startswith("되돌림: ")


def test_sent_twice_it_says_that_it_was_undone(
    of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    assert client.post(of_line).status_code == 302
    count = Change.objects.count()
    again = client.post(of_line)
    assert again.status_code == 409
    assert "이미 되돌린 변경입니다" in again.content.decode()
    assert client.get(of_line).status_code == 200
    assert Change.objects.count() == count


def test_what_somebody_changed_after_the_page_was_opened_stays(
    of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    fields = fields_of(client, of_line)
    BudgetLineItem.objects.filter(pk=line.pk).update(amount=800)
    answer = client.post(of_line, fields)
    assert answer.status_code == 409
    assert "그 뒤 다시 바뀌었습니다" in answer.content.decode()
    assert amount(line) == 800


def test_what_is_frozen_is_said_before_it_is_sent(
    of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    confirmed(line.allocation.version)
    client = signed_in("finance")
    page = client.get(of_line).content.decode()
    assert "확정" in page
    assert 'class="undo-form"' not in page
    assert client.post(of_line).status_code == 409


@pytest.mark.parametrize("role", ["approver", "manager", "auditor"])
def test_who_only_looks_undoes_nothing(
    role: str, of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in(role)
    for page in (of_line, WHOLE):
        assert client.get(page).status_code == client.post(page).status_code == 403
    assert amount(line) == 900
    assert "/undo/" not in client.get("/changes/").content.decode()


def test_who_sees_no_row_is_told_of_none(of_line: str, line: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    for page in (of_line, WHOLE):
        assert client.get(page).status_code == client.post(page).status_code == 404
    assert amount(line) == 900


def test_an_account_is_not_undone(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    colleague = User.objects.create_user("newcomer")
    with saying(request=SAVE):
        colleague.groups.add(Group.objects.get(name="finance"))
    page = f"/changes/{Change.objects.latest('pk').pk}/undo/"
    assert client.get(page).status_code == client.post(page).status_code == 403
    assert colleague.groups.count() == 1


def test_the_list_and_the_history_of_a_row_lead_there(
    of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    assert of_line in client.get("/changes/").content.decode()
    history = f"/admin/ledger/budgetlineitem/{line.pk}/history/"
    assert of_line in client.get(history).content.decode()
    assert of_line not in signed_in("auditor").get(history).content.decode()


def test_of_the_past_nothing_is_undone(of_line: str, line: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    sleep(0.003)
    page = client.get("/changes/", {"as_of": f"{timezone.localtime():%Y-%m-%dT%H:%M:%S.%f}"}).content.decode()
    assert "1,711,987,000" in page
    assert "/undo/" not in page
    assert client.post(f"{of_line}?as_of=2021-01-01").status_code == 400
    assert amount(line) == 900


@pytest.mark.parametrize(
    "page",
    [
        "/changes/999999999/undo/",
        f"/changes/{'9' * 40}/undo/",
        "/changes/0/undo/",
        "/changes/x/undo/",
        "/changes/saves/99999999-9999-4999-8999-999999999999/undo/",
        "/changes/saves/nothing/undo/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_no_change_is_said(
    page: str, method: str, first_document: Program, signed_in: SignedIn
) -> None:
    assert getattr(signed_in("finance"), method)(page).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [{"reason": "a\0b"}, {"document_number": "x" * 101}, {"reason": "x" * 1001}, {"document_number": "\0"}],
)
def test_a_reason_that_cannot_be_kept_is_said(
    typed: dict[str, str], of_line: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    answer = signed_in("finance").post(of_line, typed)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert amount(line) == 900


def test_a_page_of_another_site_does_not_send_it(of_line: str, line: BudgetLineItem, person: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("finance"))
    assert client.post(of_line).status_code == 403
    assert amount(line) == 900


def test_many_rows_cost_no_query_more(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(WHOLE).status_code == 200
        return len(caught)

    milestones = Milestone.objects.order_by("pk")
    lines = BudgetLineItem.objects.filter(site__isnull=False).order_by("pk")
    with saying(request=SAVE):
        milestones.filter(pk=milestones[0].pk).update(track="가")
        lines.filter(pk=lines[0].pk).update(amount=5)
    few = queries()
    with saying(request=SAVE):
        milestones.update(track="나")
        lines.update(amount=6)
    assert lines.count() > 1
    assert queries() == few <= 24


def test_an_address_is_no_open_door(of_line: str, signed_in: SignedIn) -> None:
    answer = signed_in("finance").post(f"{of_line}?next={quote('https://example.org/')}")
    assert answer.headers["Location"].startswith("/changes/?")
