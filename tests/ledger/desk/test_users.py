"""The system administrator manages users by their role, and cannot make a superuser, nor be one by himself."""

from django.contrib.auth.models import User

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
