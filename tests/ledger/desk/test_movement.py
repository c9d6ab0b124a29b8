"""Entering movements and carry-overs: what is wrong is said in the form, what is right is ready for its reports."""

from typing import Any

import pytest

from ledger.models import AccountSubject, BudgetMovement, CarryOver, Program
from tests.ledger.desk.form import fields_of
from tests.people import SignedIn

ADD = "/admin/ledger/budgetmovement/add/"


def typed(program: Program, **more: Any) -> dict[str, Any]:
    office, utilities = (AccountSubject.objects.get(code=code).pk for code in ("201-01", "201-02"))
    return {
        "fiscal_year": "2021",
        "kind": "virement",
        "decided_on": "2021-08-14",
        "document_number": "예산담당관-100",
        "from_program": program.pk,
        "from_subject": office,
        "to_program": program.pk,
        "to_subject": utilities,
        "amount": "30,000,000",
        "unit": "won",
        "reason": "인력 증원",
        **more,
    }


def test_a_movement_is_entered_and_stands_in_its_report(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for position in (1, 2):
        page = {**fields_of(client, ADD), **typed(first_document)}
        assert client.post(ADD, page).status_code == 302
        assert BudgetMovement.objects.latest("pk").position == position
    rows = client.get("/programs/smart-anchor/reports/movements/?format=json").json()["rows"]
    found = {row["key"]: (row["figures"]["amount"], row["figures"]["net"]) for row in rows}
    assert found["2021-q3"] == (2 * 30_000_000, 0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "△5"}, "0보다 큰 금액을 부호 없이"),
        ({"decided_on": "2022-03-01"}, "2022-02-28까지"),
        ({"to_subject": ""}, "함께 적거나 함께 비워"),
        ({"from_program": "", "from_subject": "", "to_program": "", "to_subject": ""}, "적어도 한쪽에는"),
        ({"decided_on": "2100-01-01", "fiscal_year": "2100"}, "아직 오지 않은"),
        ({"reason": ""}, "꼭 입력해야"),
        ({"document_number": ""}, "꼭 입력해야"),
    ],
)
def test_what_is_wrong_is_said(
    first_document: Program, signed_in: SignedIn, wrong: dict[str, str], words: str
) -> None:
    client = signed_in("finance")
    answer = client.post(ADD, {**fields_of(client, ADD), **typed(first_document, **wrong)})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not BudgetMovement.objects.filter(document_number="예산담당관-100").exists()


def test_a_carry_over_is_entered(first_document: Program, signed_in: SignedIn) -> None:
    client, add = signed_in("finance"), "/admin/ledger/carryover/add/"
    subject = AccountSubject.objects.get(code="401-01")
    carried = {
        "program": first_document.pk,
        "fiscal_year": "2019",
        "subject": subject.pk,
        "kind": "committed",
        "amount": "227,444,000",
        "unit": "thousand",
        "reason": "공기 부족",
        "document_number": "미기재",
    }
    assert client.post(add, {**fields_of(client, add), **carried}).status_code == 302
    row = CarryOver.objects.latest("pk")
    assert (row.position, row.carried_before, row.amount) == (1, None, 227_444_000)
