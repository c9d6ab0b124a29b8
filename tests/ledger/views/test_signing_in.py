"""Signing in and out, the own password and language."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.after_migrate.roles import ROLES
from ledger.models import Program
from tests.ledger.desk.form import fields_of
from tests.people import Person, SignedIn


def test_login_health_and_language_are_open(db: None) -> None:
    client = Client()
    assert client.get("/login/").status_code == 200
    assert client.get("/health/").status_code == 200
    assert client.post("/language/", {"language": "en", "next": "/login/"}).headers["Location"] == "/login/"


# Signing in and out


@pytest.mark.parametrize("role", sorted({*ROLES} - {"admin"}))
def test_link_opened_while_signed_out_comes_back_to_itself(
    role: str, first_document: Program, person: Person
) -> None:
    person(role)
    client = Client()
    wanted = "/programs/smart-anchor/reports/budget-summary/?sort=-change&year=2021"
    login = client.get(wanted).headers["Location"]
    fields = fields_of(client, login)
    assert fields["next"] == wanted
    response = client.post("/login/", {**fields, "username": role, "password": "anchor-demo"})
    assert (response.status_code, response.headers["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200


def test_login_without_next_leads_to_the_programmes(person: Person) -> None:
    person("manager")
    response = Client().post("/login/", {"username": "manager", "password": "anchor-demo"})
    assert (response.status_code, response.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "typed",
    [
        {"username": "manager", "password": "wrong"},
        {"username": "nobody", "password": "anchor-demo"},
        {"username": "manager", "password": ""},
        {"username": "", "password": ""},
        {"username": "a\0b", "password": "x"},
        {"username": "x" * 10_000, "password": "y" * 10_000},
    ],
)
def test_wrong_password_is_said_in_korean(typed: dict[str, str], person: Person) -> None:
    person("manager")
    client = Client()
    response = client.post("/login/", typed)
    assert response.status_code == 200
    (errors, *_more) = re.findall(r'<ul class="errorlist.*?</ul>', response.content.decode(), re.S)
    assert re.search("[가-힣]", errors)
    assert client.get("/").status_code == 302


def test_unknown_user_and_wrong_password_are_answered_alike(person: Person) -> None:
    person("manager")
    said = {
        re.sub(
            r'value="[^"]*"',
            "",
            Client().post("/login/", {"username": name, "password": "x"}).content.decode(),
        )
        for name in ("manager", "nobody")
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_foreign_next_is_not_followed(target: str, person: Person) -> None:
    person("manager")
    client = Client()
    typed = {"username": "manager", "password": "anchor-demo", "next": target}
    assert client.post("/login/", typed).headers["Location"] == "/"
    assert "evil" not in client.post("/language/", {"language": "en", "next": target}).headers["Location"]


def test_inactive_account_does_not_get_in(person: Person) -> None:
    user = person("manager")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Client().post("/login/", {"username": "manager", "password": "anchor-demo"}).status_code == 200


def test_signing_out(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert client.get("/logout/").status_code == 405
    assert client.get("/").status_code == 200
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("role", sorted(ROLES))
def test_everyone_changes_their_own_password(role: str, person: Person) -> None:
    user = person(role)
    client = Client()
    client.force_login(user)
    typed = {
        "old_password": "anchor-demo",
        "new_password1": "새비밀번호-7319",
        "new_password2": "새비밀번호-7319",
    }
    assert client.post("/password/", {**typed, "old_password": "wrong"}).status_code == 200
    assert client.post("/password/", {**typed, "new_password2": "other"}).status_code == 200
    assert (
        client.post("/password/", {**typed, "new_password1": "1234", "new_password2": "1234"}).status_code
        == 200
    )
    user.refresh_from_db()
    assert user.check_password("anchor-demo")
    assert client.post("/password/", typed).headers["Location"] == "/password/changed/"
    user.refresh_from_db()
    assert user.check_password("새비밀번호-7319")
    assert client.get("/password/changed/").status_code == 200


def test_language_is_set_to_english_and_back(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    here = "/programs/smart-anchor/reports/budget-summary/?sort=-change"

    def heading() -> str:
        (found,) = re.findall(r"<h1>([^<]*)</h1>", client.get(here).content.decode())
        return str(found)

    assert heading() == "예산총괄"
    assert client.post("/language/", {"language": "en", "next": here}).headers["Location"] == here
    assert heading() == "Budget summary"
    client.post("/language/", {"language": "xx", "next": here})
    assert heading() == "Budget summary"
    client.post("/language/", {"language": "ko", "next": here})
    assert heading() == "예산총괄"
