"""The system administrator manages users by their role, and cannot make a superuser, nor be one by himself."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.ledger.desk.form import fields_of, form_in
from tests.people import Person, SignedIn


def test_the_admin_role_cannot_make_itself_superuser(person: Person, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    user = User.objects.get(username="admin")
    page = f"/admin/auth/user/{user.pk}/change/"

    response = client.post(page, {**fields_of(client, page), "is_superuser": "on", "first_name": "길동"})

    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.first_name) == (False, "길동")


def test_the_admin_role_cannot_change_a_superuser(person: Person, signed_in: SignedIn) -> None:
    root = User.objects.create_superuser("root", password="x")
    client = signed_in("admin")

    assert client.post(f"/admin/auth/user/{root.pk}/change/", {"username": "mine"}).status_code == 403
    assert client.post(f"/admin/auth/user/{root.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403


def test_nobody_deletes_an_account(person: Person, signed_in: SignedIn) -> None:
    root = User.objects.create_superuser("root", password="x")
    by_role, by_right = signed_in("admin"), Client()
    by_right.force_login(root)
    manager = person("manager")
    for client in (by_role, by_right):
        assert client.post(f"/admin/auth/user/{manager.pk}/delete/", {"post": "yes"}).status_code == 403
        typed = {"action": "delete_selected", "_selected_action": [str(manager.pk)], "post": "yes"}
        client.post("/admin/auth/user/", typed)
    assert User.objects.filter(pk=manager.pk).exists()
    page = f"/admin/auth/user/{manager.pk}/change/"
    fields = fields_of(by_role, page)
    fields.pop("is_active")
    assert by_role.post(page, fields).status_code == 302
    assert not User.objects.get(pk=manager.pk).is_active


def test_two_administrators_change_different_fields_of_one_account(
    person: Person, signed_in: SignedIn
) -> None:
    client, manager = signed_in("admin"), person("manager")
    page = f"/admin/auth/user/{manager.pk}/change/"
    mine, theirs = fields_of(client, page), fields_of(client, page)

    assert client.post(page, {**theirs, "last_name": "김"}).status_code == 302
    assert client.post(page, {**mine, "first_name": "민지"}).status_code == 302

    manager.refresh_from_db()
    assert (manager.last_name, manager.first_name) == ("김", "민지")


def test_one_field_to_two_things_is_a_choice(person: Person, signed_in: SignedIn) -> None:
    client, manager = signed_in("admin"), person("manager")
    page = f"/admin/auth/user/{manager.pk}/change/"
    mine, theirs = fields_of(client, page), fields_of(client, page)
    client.post(page, {**theirs, "last_name": "김"})

    answer = client.post(page, {**mine, "last_name": "박"})

    assert answer.status_code == 409
    words = answer.content.decode()
    assert "그사이 다른 값이 저장되었습니다(admin" in words
    assert "김" in words
    assert "박" in words
    manager.refresh_from_db()
    assert manager.last_name == "김"
    assert client.post(page, {**form_in(answer), "last_name": "박"}).status_code == 302
    manager.refresh_from_db()
    assert manager.last_name == "박"


@pytest.mark.parametrize("revision", ["", "-1", "999999999", "가"])
def test_a_form_that_does_not_say_what_it_was_made_of_changes_nothing(
    revision: str, person: Person, signed_in: SignedIn
) -> None:
    client, manager = signed_in("admin"), person("manager")
    page = f"/admin/auth/user/{manager.pk}/change/"

    answer = client.post(page, {**fields_of(client, page), "revision": revision, "last_name": "박"})

    assert answer.status_code == 409
    manager.refresh_from_db()
    assert manager.last_name == ""


def test_roles_that_two_give_at_once_are_both_given(person: Person, signed_in: SignedIn) -> None:
    client, manager = signed_in("admin"), person("manager")
    page = f"/admin/auth/user/{manager.pk}/change/"
    has = {role.name: str(role.pk) for role in Group.objects.all()}
    mine, theirs = fields_of(client, page), fields_of(client, page)
    assert mine["groups"] == [has["manager"]] or mine["groups"] == has["manager"]

    client.post(page, {**theirs, "groups": [has["manager"], has["finance"]]})
    client.post(page, {**mine, "groups": [has["auditor"]]})

    assert {role.name for role in manager.groups.all()} == {"finance", "auditor"}
