"""After a save data entry says which ties the change broke or healed."""

from contextlib import ExitStack
from typing import Any, Never

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from ledger.desk.tie_message import reporting_tie_changes
from ledger.models import BudgetLineItem, Program
from tests.ledger.desk.form import delete_listed, fields_of
from tests.people import SignedIn


def said(client: Client, page: str, **typed: str) -> str:
    response = client.post(page, {**fields_of(client, page), **typed})
    assert response.status_code == 302
    return " | ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_line_item_that_breaks_and_heals(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    page = f"/admin/ledger/budgetlineitem/{line.pk}/change/"

    broke = said(client, page, amount="460,000,000")
    healed = said(client, page, amount="450,000,000")

    assert "불일치가 된 검증" in broke
    assert "추진일정 · 계 · 공공운영비" in broke or "예산총괄 · 공공운영비" in broke
    assert "불일치가 풀린 검증" in healed


def test_a_save_that_moves_no_tie_says_nothing_of_ties(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")

    text = said(client, f"/admin/ledger/budgetlineitem/{line.pk}/change/", description="공공요금")

    assert "검증" not in text


def test_the_lists_own_deletion_says_it_too(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    response = delete_listed(client, "/admin/ledger/budgetlineitem/", [str(line.pk)])

    assert "불일치가 된 검증" in " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_after_a_save_is_no_failure_of_it(rf: RequestFactory) -> None:
    """The save is done when its ties are read: a database that does not answer then takes nothing back."""

    def no_answer(*_statement: Any) -> Never:
        raise OperationalError("canceling statement")

    request: Any = rf.post("/")
    request._messages = CookieStorage(request)
    with ExitStack() as until_the_end, reporting_tie_changes(request, [("nothing", "2021-original")]):
        until_the_end.enter_context(connection.execute_wrapper(no_answer))
    assert "검증 화면에서 확인하세요" in " ".join(map(str, get_messages(request)))
