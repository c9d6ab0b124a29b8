"""The system administrator manages users by their role, and cannot make a superuser, nor be one by himself."""

from django.contrib.auth.models import User
from django.test import Client

from tests.ledger.desk.form import fields_of
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
