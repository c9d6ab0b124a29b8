"""Bad input is answered by a page in the site's look with a sentence that helps, never by a 500."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory

from ledger.models import Program
from ledger.reports import REPORTS_BY_NAME
from ledger.views.request import errors
from tests.people import SignedIn

SUMMARY = "/programs/smart-anchor/reports/budget-summary/"
VARIANCE = "/programs/smart-anchor/reports/variance/"
SETTLEMENT = "/programs/smart-anchor/reports/settlement/"
BRIDGE = "/programs/smart-anchor/reports/settlement-bridge/"
SITES = "/programs/smart-anchor/reports/sites/"
PARAMETERS = ("year", "version", "base", "format", "sort", "by", "top")
HANGUL = re.compile("[가-힣]")


def sentence(response: Any) -> str:
    """What the error page says; it has the header of every page, with the way home."""
    page = response.content.decode()
    assert '<a class="home" href="/">' in page
    (text,) = re.findall(r'<p class="lead">(.*?)</p>', page, re.S)
    return unescape(str(text))


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"{SUMMARY}?sort=elsewhere", ["elsewhere", "label", "change", "rate_national"]),
        (f"{SUMMARY}?sort=--change", ["--change", "label"]),
        (f"{SITES}?area_kind=unknown", ["unknown", "plot", "floor", "used"]),
        (f"{SITES}?site=moon", ["moon", "jung-printing", "unassigned"]),
        (f"{VARIANCE}?by=colour", ["colour", "subject", "site", "division"]),
        (f"{SETTLEMENT}?by=site", ["site", "program", "subject"]),
        (f"{SETTLEMENT}?by=Subject", ["Subject", "program", "subject"]),
        (f"{BRIDGE}?by=source", ["source", "program", "subject"]),
        (f"{SUMMARY}?format=pdf", ["pdf", "html", "json", "xlsx"]),
        (f"{SUMMARY}?format=JSON", ["JSON", "json"]),
        (f"{SUMMARY}?year=abc", ["abc", "year", "2021"]),
        (f"{SUMMARY}?year=-1", ["-1"]),
        (f"{SUMMARY}?year=20211", ["20211"]),
        (f"{SUMMARY}?year=２０２１", ["２０２１"]),
        (f"{SUMMARY}?year=2021.0", ["2021.0"]),
        (f"{SUMMARY}?year=1999", ["1999", "2021", "2020"]),
        (f"{VARIANCE}?top=-1", ["-1", "top"]),
        (f"{VARIANCE}?top=many", ["many", "top"]),
        (f"{SUMMARY}?version=2019-original", ["2019-original", "2020-original", "2021-original"]),
        (f"{SUMMARY}?version=2021", ["2021-original"]),
        (f"{SUMMARY}?year=2020&version=2021-original", ["2021-original", "2020-original"]),
        (f"{SUMMARY}?base=2019-original", ["2019-original", "2020-original", "2021-original"]),
    ],
)
def test_unknown_value_is_refused_and_the_known_ones_are_named(
    address: str, named: list[str], first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(address)
    assert response.status_code in (400, 404)
    said = sentence(response)
    assert [word for word in named if word not in said] == []


@pytest.mark.parametrize(
    "query",
    ["sort=elsewhere", "format=pdf", "year=abc", "year=-1", "version=2019-original", "base=2019-original"],
)
def test_unknown_value_of_a_known_parameter_is_400(
    query: str, first_document: Program, signed_in: SignedIn
) -> None:
    """design.md section 5: 'unknown values of known ones are a 400 page'."""
    assert signed_in("manager").get(f"{SUMMARY}?{query}").status_code == 400


@pytest.mark.parametrize("address", [SETTLEMENT, BRIDGE])
def test_odd_breakdown_of_the_settlement_is_400(
    address: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for value in ("%00", "7" * 10_000, "(%20", "%F0%9F%98%80", "site", "Subject"):
        assert client.get(f"{address}?by={value}").status_code == 400, value[:20]
        assert client.get(f"{address}?by={value}&format=json").status_code == 400, value[:20]


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_unknown_value_is_400_in_every_format(
    form: str, first_document: Program, signed_in: SignedIn
) -> None:
    assert signed_in("manager").get(f"{SUMMARY}?format={form}&sort=elsewhere").status_code == 400


def test_unknown_programme(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for address in ("/programs/nothing/", "/programs/nothing/reports/budget-summary/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "nothing" in sentence(response)


def test_unknown_report_names_the_reports(first_document: Program, signed_in: SignedIn) -> None:
    response = signed_in("manager").get("/programs/smart-anchor/reports/profit/")
    assert response.status_code == 404
    assert [name for name in REPORTS_BY_NAME if name not in sentence(response)] == []


def test_unknown_address(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for address in ("/nowhere/", "/programs/한글/", "/programs/smart-anchor/reports/", "/programs/a b/"):
        response = client.get(quote(address))
        assert response.status_code == 404
        assert HANGUL.search(sentence(response))


@pytest.mark.parametrize(
    "address", [f"{SUMMARY}?year=abc", f"{SUMMARY}?sort=x", "/programs/nothing/", "/nowhere/"]
)
def test_sentences_are_korean(address: str, first_document: Program, signed_in: SignedIn) -> None:
    assert len(HANGUL.findall(sentence(signed_in("manager").get(address)))) > 5


@pytest.mark.parametrize(
    "address", [f"{SUMMARY}?year=abc", f"{SUMMARY}?sort=x", "/programs/nothing/", "/nowhere/"]
)
def test_sentences_are_english_for_who_asks_for_it(
    address: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(address, headers={"accept-language": "en"})
    assert not HANGUL.search(sentence(response))


@pytest.mark.parametrize("address", [SUMMARY, VARIANCE, "/programs/smart-anchor/", "/"])
def test_null_character_in_a_parameter_is_400(
    address: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    answers = {name: client.get(f"{address}?{name}=a%00b").status_code for name in PARAMETERS}
    assert answers == dict.fromkeys(PARAMETERS, 400)


def test_null_character_in_an_address_is_a_korean_400(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for address in (
        "/%00",
        "/programs/smart%00anchor/",
        "/programs/smart-anchor/reports/budget%00summary/",
        "/?page=%00",
        "/?%00=1",
        "/health/?x=%00",
        "/login/?next=%00",
        "/admin/ledger/program/?q=%00",
        "/admin/ledger/program/%00/change/",
    ):
        response = client.get(address)
        assert response.status_code == 400, address
        assert HANGUL.search(sentence(response)), address


def test_null_character_is_answered_in_the_readers_language(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Whoever was served before in the same thread may have read English."""
    client = signed_in("manager")
    client.get("/", headers={"accept-language": "en"})
    assert '<html lang="ko">' in client.get("/?page=%00").content.decode()


def test_long_value_of_a_parameter_is_refused_and_not_repeated(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for name in PARAMETERS:
        response = client.get(f"{VARIANCE}?{name}={'7' * 10_000}")
        assert response.status_code in (400, 404), name
        assert len(sentence(response)) < 1_000, name


def test_long_path_is_404(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for address in (f"/programs/{'a' * 10_000}/", f"/programs/smart-anchor/reports/{'a' * 10_000}/"):
        response = client.get(address)
        assert response.status_code == 404
        assert len(sentence(response)) < 1_000


def test_value_is_escaped_on_the_error_page(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(f"{SUMMARY}?sort=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("name", PARAMETERS)
def test_odd_value_is_refused(name: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for value in ("%ff%fe", "%F0%9F%98%80", "%0d%0aX-Evil:1", "%27%20OR%201=1", "{{7*7}}", "../../etc"):
        response = client.get(f"{VARIANCE}?{name}={value}")
        assert response.status_code in (400, 404), value
        assert "X-Evil" not in response.headers
        assert sentence(response)


def test_expired_form_says_that_nothing_was_saved(first_document: Program, signed_in: SignedIn) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/login/", {"username": "manager", "password": "anchor-demo"})
    assert response.status_code == 403
    assert HANGUL.search(sentence(response))


def test_server_error_is_a_page_too(db: None, rf: RequestFactory) -> None:
    response = errors.server_error(rf.get("/programs/smart-anchor/"))
    assert response.status_code == 500
    assert HANGUL.search(sentence(response))


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("http://testserver/admin/ledger/program/1/change/?a=1#b", "/admin/ledger/program/1/change/?a=1"),
        ("https://elsewhere.example/admin/", None),
        ("javascript:alert(1)", None),
        ("http://testserver@elsewhere.example/", None),
        ("", None),
    ],
)
def test_an_expired_page_leads_back_to_itself_and_is_not_sent_again(
    before: str, shown: str | None, first_document: Program, signed_in: SignedIn
) -> None:
    signed = signed_in("finance")
    client = Client(enforce_csrf_checks=True, headers={"referer": before} if before else {})
    client.cookies = signed.cookies
    response = client.post("/admin/ledger/accountsubject/add/", {"name": "입력한 이름", "code": "999-01"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "이 브라우저에 남아 있습니다" in page
    assert "입력한 이름" not in page
    found = re.search(r'<a href="([^"]*)">입력하던 화면으로', page)
    assert (found.group(1) if found else None) == shown
