"""/help/ and its chapters, for everybody who is signed in."""

import pytest
from django.test import Client
from django.urls import reverse

from ledger.views.handbook.chapters import CHAPTERS
from tests.people import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in: SignedIn) -> Client:
    """Somebody who may only look; the ledger is empty."""
    return signed_in("auditor")


def test_contents_lead_to_each_chapter(client: Client) -> None:
    page = client.get("/help/").content.decode()
    for name in CHAPTERS:
        assert f'href="{reverse("chapter_page", args=[name])}"' in page


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_a_page_in_the_readers_language(client: Client, name: str) -> None:
    korean = client.get(f"/help/{name}/")
    english = client.get(f"/help/{name}/", headers={"accept-language": "en"})
    assert korean.status_code == english.status_code == 200
    assert 'lang="ko"' in korean.content.decode()
    assert 'lang="en"' in english.content.decode()
    assert ".md" not in korean.content.decode()


def test_links_between_chapters_lead_from_page_to_page(client: Client) -> None:
    page = client.get("/help/open-year/").content.decode()
    assert 'href="/help/supplementary/"' in page
    assert 'src="/static/ledger/handbook/open-year' in page


@pytest.mark.parametrize("name", ["nothing", "..", "%00", "%2e%2e%2f", "가" * 300])
def test_a_chapter_that_is_not_there_is_said(client: Client, name: str) -> None:
    answer = client.get(f"/help/{name}/")
    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.content.decode()


def test_an_unknown_chapter_is_named(client: Client) -> None:
    assert "도움말에 ‘nothing’ 장이 없습니다." in client.get("/help/nothing/").content.decode()


def test_who_is_not_signed_in_is_led_back_to_it() -> None:
    answer = Client().get("/help/entry/")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=/help/entry/"
