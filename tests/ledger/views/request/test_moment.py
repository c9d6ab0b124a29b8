"""A page as of a moment: its figures, its links, its questions; what is no moment is refused with a sentence."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from time import sleep

import pytest
from django.test import Client
from django.utils import timezone

from ledger.models import BudgetLineItem, Program
from tests.people import SignedIn

SUMMARY = "/programs/smart-anchor/reports/budget-summary/"


@pytest.fixture
def then(first_document: Program) -> str:
    """The moment before 사무관리비 went from 1,711,987,000 to 1,000 won."""
    sleep(0.003)
    moment = timezone.localtime().isoformat()
    sleep(0.003)
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=1_000)
    return moment


@pytest.fixture
def client(signed_in: SignedIn) -> Client:
    return signed_in("manager")


def current(client: Client, **asked: str) -> int:
    rows = client.get(SUMMARY, {"format": "json", **asked}).json()["rows"]
    (row,) = (one for one in rows if one["key"] == "201-01")
    return int(row["figures"]["current"])


def test_a_report_answers_as_of_a_moment(client: Client, then: str) -> None:
    assert current(client, as_of=then) == 1_711_987_000
    assert current(client) == 1_000


def test_the_answer_says_of_which_moment_it_is(client: Client, then: str) -> None:
    said = client.get(SUMMARY, {"format": "json", "as_of": then}).json()["as_of"]
    assert datetime.fromisoformat(said) == datetime.fromisoformat(then).replace(microsecond=0)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/programs/smart-anchor/",
        "/programs/smart-anchor/document/",
        "/programs/smart-anchor/tie-outs/",
        "/programs/smart-anchor/workbook/",
        "/programs/smart-anchor/workbook.xlsx",
        f"{SUMMARY}trace/?row=201-01&column=current",
        SUMMARY,
    ],
)
def test_every_page_answers(client: Client, then: str, path: str) -> None:
    asked = dict(pair.split("=") for pair in path.partition("?")[2].split("&") if pair)
    answer = client.get(path.partition("?")[0], {**asked, "as_of": then})
    assert answer.status_code == 200
    if answer.headers["Content-Type"].startswith("text/html"):
        page = answer.content.decode()
        assert "당시의 장부" in page
        # The start page has the total of 2021, with 1,711,987 in it.
        assert {"/": "7,224,187"}.get(path, "1,711,987") in page or path.endswith("workbook/")


def test_what_a_page_leads_to_is_of_the_same_moment(client: Client, then: str) -> None:
    page = client.get(SUMMARY, {"as_of": then}).content.decode()
    links = [unescape(one) for one in re.findall(r'<a\b[^>]*href="([^"]+)"', page)]
    of_now = [one for one in links if "as_of=" not in one and not one.startswith(("#", "/admin/"))]
    assert of_now == [SUMMARY]  # the way back
    forms = re.findall(r'<form\b[^>]*method="get".*?</form>', page, re.S)
    assert forms
    assert all('name="as_of"' in form for form in forms)


def test_a_day_alone_means_its_end(client: Client, then: str) -> None:
    assert current(client, as_of=timezone.localdate().isoformat()) == 1_000
    before = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert client.get(SUMMARY, {"as_of": before}).status_code == 404  # nothing was entered yet


@pytest.mark.parametrize(
    "nonsense",
    ["어제", "2026-13-01", "2026-11-10T25:00", "0001-01-01T00:00", "9999-12-31", "2026-11-10T18:00+99:00"],
)
def test_what_is_no_moment_is_refused_with_a_sentence(client: Client, then: str, nonsense: str) -> None:
    answer = client.get(SUMMARY, {"as_of": nonsense})
    assert answer.status_code == 400
    assert nonsense.replace("+", "+") in unescape(answer.content.decode())


def test_a_moment_that_is_still_to_come_is_refused(client: Client, then: str) -> None:
    to_come = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    answer = client.get(SUMMARY, {"as_of": to_come})
    assert answer.status_code == 400
    assert "아직 오지 않았습니다" in answer.content.decode()


def test_nothing_is_written_on_a_page_of_the_past(client: Client, then: str) -> None:
    answer = client.post(
        f"/programs/smart-anchor/reports/variance/?as_of={then.replace('+', '%2B')}", {"row": "201-01"}
    )
    assert answer.status_code == 400
    assert "지금으로 돌아가" in answer.content.decode()


def test_who_may_write_finds_no_way_to_on_a_page_of_the_past(
    first_document: Program, then: str, signed_in: SignedIn
) -> None:
    finance = signed_in("finance")
    report = "/programs/smart-anchor/reports/variance/"
    assert "사유 쓰기" in finance.get(report).content.decode()
    assert "사유 쓰기" not in finance.get(report, {"as_of": then}).content.decode()


def test_a_workbook_of_the_past_is_made_for_who_hands_in_too(
    first_document: Program, then: str, signed_in: SignedIn
) -> None:
    """The register has what was looked at as of now; the past is only read."""
    answer = signed_in("finance").get("/programs/smart-anchor/workbook.xlsx", {"as_of": then})
    assert answer.status_code == 200
