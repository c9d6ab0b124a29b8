"""Two who waited for each other: PostgreSQL gives one of them up, and what that one sent is looked at once more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from ledger.models import BudgetLineItem
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import delete, delete_listed, fields_of, place

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"
LINE = "공공요금 등"


def give_up_the_first(event: str, times: int = 1) -> None:
    """Have the database say 'deadlock' of so many writings; a sequence counts them, which no rollback takes back."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE SEQUENCE given_up;
            CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('given_up') <= {times} THEN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER give_up AFTER {event} ON ledger_budgetlineitem FOR EACH ROW EXECUTE FUNCTION give_up();
            """
        )


def line() -> BudgetLineItem:
    return BudgetLineItem.objects.get(description=LINE)


def save_on_the_year_page(client: Client) -> Any:
    fields = fields_of(client, YEAR)
    return client.post(YEAR, {**fields, f"{place(fields, 'description', LINE)}-amount": "7"})


def save_on_its_own_page(client: Client) -> Any:
    page = address(BudgetLineItem, "change", line().pk)
    return client.post(page, {**fields_of(client, page), "amount": "7"})


def delete_on_its_own_page(client: Client) -> Any:
    return delete(client, address(BudgetLineItem, "delete", line().pk))


def delete_in_the_list(client: Client) -> Any:
    return delete_listed(client, address(BudgetLineItem, "changelist"), [str(line().pk)])


Door = Callable[[Client], Any]
SAVING: list[Door] = [save_on_the_year_page, save_on_its_own_page]
DELETING: list[Door] = [delete_on_its_own_page, delete_in_the_list]


@pytest.mark.parametrize("door", SAVING, ids=lambda door: door.__name__)
def test_what_was_typed_is_saved_once(door: Door, both: tuple[Client, Client]) -> None:
    give_up_the_first("UPDATE")
    assert door(both[0]).status_code == 302
    assert (line().amount, line().revision) == (7, 2)


@pytest.mark.parametrize("door", DELETING, ids=lambda door: door.__name__)
def test_what_is_to_go_goes_and_is_said_once(door: Door, both: tuple[Client, Client]) -> None:
    give_up_the_first("DELETE")
    response = door(both[0])
    assert response.status_code == 302
    assert not BudgetLineItem.objects.filter(description=LINE).exists()
    assert both[0].get(response["Location"]).content.decode().count('<li class="success">') == 1


@pytest.mark.parametrize("door", [*SAVING, *DELETING], ids=lambda door: door.__name__)
def test_in_the_end_it_is_a_sentence(door: Door, both: tuple[Client, Client]) -> None:
    give_up_the_first("UPDATE OR DELETE", times=1000)
    before = line().amount
    response = door(both[0])
    assert response.status_code in (200, 503)
    assert "다른 사람" in response.content.decode()
    assert line().amount == before
