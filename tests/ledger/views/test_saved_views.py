"""Saved and shared views of the start page: a name for a query, its owner's to delete."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.after_migrate.roles import ROLES
from ledger.models import Program, SavedView
from ledger.views.saved_views import MOST_VIEWS
from tests.people import Person, SignedIn


def save(client: Client, name: str, query: str = "", *, is_shared: bool = False) -> str:
    """Save a view as the form of the page does; the address that it leads back to."""
    response = client.post(
        "/views/", {"name": name, "query": query, **({"is_shared": "on"} if is_shared else {})}
    )
    assert response.status_code == 302
    return str(response.headers["Location"])


def messages(client: Client, address: str = "/") -> list[str]:
    page = client.get(address).content.decode()
    return [unescape(text) for text in re.findall(r'<p class="message \w+" role="status">(.*?)</p>', page)]


def listed(client: Client) -> dict[str, str]:
    """The views that the page offers: name -> address."""
    page = client.get("/").content.decode()
    (section,) = re.findall(r'<section class="views.*?</section>', page, re.S)
    links = re.findall(r'<li><a href="([^"]*)"[^>]*>(.*?)</a>', section)
    return {unescape(name): unescape(address) for address, name in links}


@pytest.mark.parametrize("role", sorted({*ROLES} - {"admin"}))
def test_every_account_saves_opens_and_deletes_a_view(
    role: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in(role)
    back = save(client, "내 실", "bureau=경제정책실&sort=-change")
    assert back == "/?bureau=%EA%B2%BD%EC%A0%9C%EC%A0%95%EC%B1%85%EC%8B%A4&sort=-change"
    assert messages(client, back) == ["보기 “내 실” 저장함"]
    assert listed(client) == {"내 실": back}
    assert client.get(listed(client)["내 실"]).status_code == 200
    view = SavedView.objects.get()
    response = client.post(f"/views/{view.pk}/delete/", {"query": "q=앵커"})
    assert (response.status_code, response.headers["Location"]) == (302, "/?q=%EC%95%B5%EC%BB%A4")
    assert listed(client) == {}


def test_the_page_offers_to_save_what_it_shows(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    page = client.get("/?q=앵커&page=2&utm_source=mail&sort=-change&year=").content.decode()
    (query, *_more) = re.findall(r'name="query" value="([^"]*)"', page)
    assert unescape(query) == "q=%EC%95%B5%EC%BB%A4&sort=-change"


def test_only_what_makes_a_view_is_kept(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    save(client, "가", "format=json&page=3&next=//evil.example&q=앵커&q=나&group=none&__proto__=1#x")
    assert SavedView.objects.get().query == "q=%EB%82%98&group=none"


def test_a_view_is_seen_by_others_only_when_it_is_shared(
    first_document: Program, signed_in: SignedIn
) -> None:
    manager, auditor = signed_in("manager"), signed_in("auditor")
    save(manager, "내 것", "q=앵커")
    save(manager, "모두의 것", "sort=-change", is_shared=True)
    assert set(listed(manager)) == {"내 것", "모두의 것"}
    assert listed(auditor) == {"모두의 것": "/?sort=-change"}
    page = auditor.get("/").content.decode()
    assert "manager 공유" in page
    assert "/delete/" not in page


def test_nobody_deletes_the_view_of_another(first_document: Program, signed_in: SignedIn) -> None:
    save(signed_in("manager"), "모두의 것", is_shared=True)
    view = SavedView.objects.get()
    for role in ("auditor", "finance"):
        response = signed_in(role).post(f"/views/{view.pk}/delete/")
        assert response.status_code == 404
        assert "저장한 사람만" in response.content.decode()
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    assert root.post(f"/views/{view.pk}/delete/").status_code == 404
    assert SavedView.objects.get() == view


@pytest.mark.parametrize("view", ["0", "999", "9" * 30])
def test_deleting_what_is_not_there(view: str, first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").post(f"/views/{view}/delete/").status_code == 404


def test_names_are_unique_for_each_owner(first_document: Program, signed_in: SignedIn) -> None:
    manager, auditor = signed_in("manager"), signed_in("auditor")
    save(manager, "같은 이름", "q=앵커")
    back = save(manager, "  같은 이름 ", "q=다른")
    assert back == "/?q=%EB%8B%A4%EB%A5%B8"
    message = messages(manager, back)[-1]
    assert "이미 있습니다" in message
    assert "“같은 이름”" in message
    assert SavedView.objects.get().query == "q=%EC%95%B5%EC%BB%A4"
    save(auditor, "같은 이름")
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", ""),
        ("   ", ""),
        ("가" * 61, ""),
        ("a\0b", ""),
        ("가", f"q={'가' * 120}"),
    ],
)
def test_what_cannot_be_kept_is_said(
    name: str, query: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    (message,) = messages(client, save(client, name, query))
    assert re.search("[가-힣]", message)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "%00",
        "q=%00",
        "q=\0",
        "\ud800".encode("utf-8", "replace").decode(),
        "&&&===",
        "q=" + "x" * 20_000,
        "%ff%fe=%ff",
    ],
)
def test_an_odd_query_leads_back_to_a_page(query: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert client.get(save(client, "이름", query)).status_code == 200
    assert client.get(listed(client)["이름"]).status_code == 200


def test_a_name_is_text(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    save(client, "<script>alert(1)</script>", is_shared=True)
    page = client.get("/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert set(listed(client)) == {"<script>alert(1)</script>"}


def test_a_person_keeps_so_many_and_no_more(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    owner = User.objects.get(username="manager")
    SavedView.objects.bulk_create(SavedView(owner=owner, name=f"{number}") for number in range(MOST_VIEWS))
    (message,) = messages(client, save(client, "하나 더"))
    assert str(MOST_VIEWS) in message
    assert SavedView.objects.count() == MOST_VIEWS


def test_more_shared_views_than_are_listed_are_said(first_document: Program, signed_in: SignedIn) -> None:
    owner = User.objects.create_user("colleague")
    SavedView.objects.bulk_create(
        SavedView(owner=owner, name=f"{number}", is_shared=True) for number in range(MOST_VIEWS + 1)
    )
    client = signed_in("manager")
    assert len(listed(client)) == MOST_VIEWS
    assert "공유된 보기 가운데 100개만" in client.get("/").content.decode()


def test_a_form_without_its_token_saves_and_deletes_nothing(first_document: Program, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    owner = person("manager")
    client.force_login(owner)
    view = SavedView.objects.create(owner=owner, name="내 것")
    assert client.post("/views/", {"name": "가"}).status_code == 403
    assert client.post(f"/views/{view.pk}/delete/").status_code == 403
    assert SavedView.objects.get() == view


def test_the_addresses_of_the_forms_lead_back_to_the_page(
    first_document: Program, signed_in: SignedIn
) -> None:
    """After a sign-in on the way the browser comes with a GET."""
    client = signed_in("manager")
    view = SavedView.objects.create(owner=User.objects.get(username="manager"), name="내 것")
    for address in ("/views/", f"/views/{view.pk}/delete/"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/")
        assert client.put(address).status_code == 405
    assert SavedView.objects.exists()
