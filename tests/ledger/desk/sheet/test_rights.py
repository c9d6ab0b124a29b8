"""Who may write on a sheet, what a frozen or submitted version says, and what is not even read. All of it as JSON."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import Assignment, BudgetVersion, Program
from ledger.models.desk.sent_form import fresh_token
from ledger.reading.sent_json import MOST_BYTES
from tests.ledger.desk.sheet.sending import SHEET, changed, errors, foresee, line, send, sheet
from tests.ledger.life import confirmed, moved
from tests.people import Person, SignedIn

FEES = "공공요금 등"


def one_change() -> list[dict[str, Any]]:
    return [changed(line(FEES), amount="1")]


def test_who_may_only_look_looks(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    found = sheet(client)
    assert (found["may_edit"], found["may_add"]) == (False, False)
    for response in (send(client, changed=one_change()), foresee(client, changed=one_change())):
        assert response.status_code == 403
        assert "할 수 없는 일" in response.json()["message"]
    assert line(FEES).amount == 450_000_000


def test_who_only_manages_accounts_does_not_look(first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("admin").get(SHEET).status_code == 403


def test_foreign_division_is_refused_with_its_name(client: Client) -> None:
    Assignment.objects.create(
        person=User.objects.get(username="finance"), bureau="문화본부", division="도서관과"
    )
    assert sheet(client)["may_edit"] is False
    for response in (send(client, changed=one_change()), foresee(client, changed=one_change())):
        assert response.status_code == 403
        assert "문화본부 도서관과" in response.json()["message"]
    assert line(FEES).amount == 450_000_000


def test_frozen_version_is_refused_with_what_to_do(client: Client) -> None:
    confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    assert sheet(client)["may_edit"] is False
    for response in (send(client, changed=one_change()), foresee(client, changed=one_change())):
        assert response.status_code == 403
        assert "확정" in response.json()["message"]
    assert line(FEES).amount == 450_000_000


def test_submitted_version_asks_why(client: Client) -> None:
    moved(BudgetVersion.objects.get(fiscal_year=2021), "submitted")
    assert sheet(client)["reason"]["required"] is True
    found = errors(send(client, changed=one_change()))
    assert set(found) == {(None, "why"), (None, "document_number")}
    said = {"why": "의회 수정", "document_number": "예산과-12"}
    assert send(client, changed=one_change(), **said).status_code == 200
    assert line(FEES).amount == 1


def post(client: Client, body: bytes | str, content_type: str = "application/json") -> Any:
    response = client.post(SHEET, body, content_type=content_type)
    assert response.status_code == 400
    return response


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '{"changed": "x"}',
        '{"unknown": 1}',
        '{"changed": [{"id": 1, "revision": 1, "cells": {"position": "1"}}]}',
        '{"changed": [{"id": 1, "revision": 1, "cells": {"amount": "1\\u0000"}}]}',
        '{"changed": [{"id": 99999999999999999999, "revision": 1, "cells": {}}]}',
        '{"removed": ' + json.dumps([{"id": at, "revision": 1} for at in range(5_001)]) + "}",
        '{"why": "' + "x" * MOST_BYTES + '"}',
        '{"why": "' + "x" * 3_000_000 + '"}',
    ],
    ids=lambda body: str(body)[:30],
)
def test_what_no_sheet_sends_is_refused_with_a_sentence(body: str, client: Client) -> None:
    if body.startswith('{"'):
        body = f'{{"sent_once": "{fresh_token("finance")}", {body[1:]}'
    assert post(client, body).json()["message"]


def test_a_form_is_no_difference(client: Client) -> None:
    fields = {"sent_once": fresh_token("finance"), "changed": "1"}
    assert "시트" in client.post(SHEET, fields).content.decode()
    assert client.post(SHEET, fields).status_code == 400


def test_ended_session_asks_for_the_account_and_goes_on(client: Client, person: Person) -> None:
    said = {"sent_once": sheet(client)["token"], "changed": one_change()}
    client.logout()
    response = client.post(SHEET, said, content_type="application/json")
    assert response.status_code == 401
    asked = response.json()
    assert asked["username"] == "finance"
    name, password = asked["fields"]
    user = User.objects.get(username="finance")
    user.set_password("anchor-demo")
    user.save()
    wrong = client.post(SHEET, {**said, name: "finance", password: "x"}, content_type="application/json")
    assert wrong.status_code == 401
    assert wrong.json()["message"] != asked["message"]
    assert line(FEES).amount == 450_000_000
    again = {**said, name: "finance", password: "anchor-demo"}
    assert client.post(SHEET, again, content_type="application/json").status_code == 200
    assert line(FEES).amount == 1


def test_a_foreign_page_sends_nothing(client: Client) -> None:
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = client.cookies
    said = {"sent_once": fresh_token("finance"), "changed": one_change()}
    response = guarded.post(SHEET, said, content_type="application/json")
    assert response.status_code == 403
    assert "만료" in response.json()["message"]
    guarded.get("/admin/ledger/program/smart-anchor/budget/2021-original/")
    token = guarded.cookies["csrftoken"].value
    response = guarded.post(SHEET, said, content_type="application/json", headers={"X-CSRFToken": token})
    assert response.status_code == 200
    assert line(FEES).amount == 1


def test_a_preview_is_only_sent(client: Client, signed_in: SignedIn) -> None:
    Assignment.objects.create(
        person=User.objects.get(username="finance"), bureau="문화본부", division="도서관과"
    )
    assert client.get(f"{SHEET}preview/").status_code == 405
    assert signed_in("manager").get(f"{SHEET}preview/").status_code == 403
