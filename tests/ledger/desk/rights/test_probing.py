"""Nobody reads by lookups what a page does not show: mails, passwords, when somebody last signed in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client

from ledger.after_migrate.roles import ROLES
from tests.ledger.desk.entered import ENTERED, address
from tests.ledger.divisions import client_of
from tests.people import Person, SignedIn

USERS = "/admin/auth/user/"
OTHERS = sorted({*ROLES} - {"admin"})
SECRETS = ["email", "password", "last_login", "date_joined", "assignments", "user_permissions", "logentry"]
LOOKUPS = ["", "__startswith", "__gte", "__isnull", "__regex", "__year"]

TO_USERS = [
    (model, field.name)
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if field.concrete and field.related_model is User
]
"""Every field that names an account, of every app."""


@pytest.fixture
def colleague(db: None) -> User:
    return User.objects.create_user(
        "kim", email="secret-mail@city.example", last_login=datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    )


@pytest.fixture
def client(colleague: User, signed_in: SignedIn) -> Client:
    """The administrator's."""
    return signed_in("admin")


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("name", SECRETS)
def test_the_list_of_accounts_is_filtered_by_nothing_hidden(name: str, client: Client) -> None:
    answers = {lookup: client.get(USERS, {f"{name}{lookup}": "2"}).status_code for lookup in LOOKUPS}
    assert answers == dict.fromkeys(LOOKUPS, 400)


def test_its_own_filters_work(client: Client) -> None:
    for query in ("is_active__exact=1", "groups__id__exact=1", "is_staff__exact=0", "is_superuser__exact=0"):
        assert client.get(f"{USERS}?{query}").status_code == 200, query
    assert client.get(f"{USERS}?groups__permissions__codename__startswith=a").status_code == 400


def test_a_search_finds_names_and_no_mails(client: Client) -> None:
    assert ">kim</a>" in text_of(client.get(USERS, {"q": "kim"}))
    assert ">kim</a>" not in text_of(client.get(USERS, {"q": "secret-mail"}))


@pytest.mark.parametrize("order", ["6", "-6", "7", "-1.8", "email", "last_login", "99999999999999999999"])
def test_the_list_is_ordered_by_what_it_shows(order: str, client: Client, person: Person) -> None:
    """`?o=` counts the columns of the list, of which there are five; by mail these three would be c, a, b."""
    for number, name in enumerate("cab"):
        User.objects.create_user(name, email=f"{number}@city.example")
    answer = client.get(USERS, {"o": order})
    assert answer.status_code == 200
    places = [text_of(answer).index(f">{name}</a>") for name in "abc"]
    assert places in (sorted(places), sorted(places, reverse=True))


@pytest.mark.parametrize("field", ["email", "password", "last_login"])
def test_no_pop_up_hands_out_a_hidden_field(field: str, client: Client) -> None:
    assert client.get(USERS, {"_popup": "1", "_to_field": field}).status_code == 400


def test_when_somebody_last_signed_in_is_shown_nowhere(client: Client, colleague: User) -> None:
    page = text_of(client.get(address(User, "change", colleague.pk)))
    assert "secret-mail@city.example" in page
    for text in (
        page,
        text_of(client.get(USERS)),
        text_of(client.get(address(User, "history", colleague.pk))),
    ):
        assert "2026-03-04" not in text
        assert "last_login" not in text


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_chooses_among_accounts(role: str, colleague: User, person: Person) -> None:
    assert ("ledger", "explanation", "author") in {
        (model._meta.app_label, model._meta.model_name, field) for model, field in TO_USERS
    }
    client = client_of(person(role))
    for model, field in TO_USERS:
        asked = {
            "app_label": model._meta.app_label,
            "model_name": str(model._meta.model_name),
            "field_name": field,
            "term": "",
        }
        assert client.get("/admin/autocomplete/", asked).status_code == 403, (model, field)


def test_the_administrator_chooses_by_name_and_by_no_mail(client: Client) -> None:
    for term, found in (("kim", 1), ("secret-mail", 0)):
        asked = {"app_label": "ledger", "model_name": "assignment", "field_name": "person", "term": term}
        answer = client.get("/admin/autocomplete/", asked)
        assert answer.status_code == 200
        assert len(answer.json()["results"]) == found
        assert "secret-mail" not in text_of(answer)


@pytest.mark.parametrize("role", OTHERS)
def test_no_list_of_the_ledger_asks_for_what_is_of_an_account(
    role: str, colleague: User, person: Person
) -> None:
    client = client_of(person(role))
    for model in ENTERED:
        paths = account_paths(model)
        for path in paths:
            for secret in ("email__startswith", "password__startswith", "last_login__gte"):
                answer = client.get(address(model, "changelist"), {f"{path}__{secret}": "2"})
                assert answer.status_code == 400, (model, path)


def account_paths(model: Any, depth: int = 2) -> list[str]:
    """The lookups that lead from a kind of row to accounts: 'explanations__author'."""
    found = []
    for field in model._meta.get_fields():
        if field.related_model is User:
            found.append(field.name)
        elif depth and field.related_model is not None and isinstance(field.related_model, type):
            found += [f"{field.name}__{path}" for path in account_paths(field.related_model, depth - 1)]
    return found


def test_there_are_ways_to_accounts() -> None:
    assert any(account_paths(model) for model in ENTERED)


def test_the_administrator_chooses_among_no_ledger_rows(first_document: Any, client: Client) -> None:
    for model in ENTERED:
        for field in model._meta.get_fields():
            if field.concrete and field.related_model in ENTERED:
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": str(model._meta.model_name),
                    "field_name": field.name,
                    "term": "",
                }
                assert client.get("/admin/autocomplete/", asked).status_code == 403, (model, field)
