"""`/line-items.xlsx`: the line items of what the start page shows, to the won; long ones as a job."""

import io
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import FileResponse
from django.test import Client
from openpyxl import load_workbook

from ledger.exports import jobs as export_jobs
from ledger.exports import line_items
from ledger.models import BudgetLineItem, ExportJob, Program
from ledger.reports.programs import ProgramFilter
from ledger.views import line_items as view
from tests.ledger.views.program_lists import QUERIES, as_json, page_of
from tests.people import SignedIn

FIRST = 7


def content_of(client: Client, **query: str) -> bytes:
    response = client.get("/line-items.xlsx", query)
    assert response.status_code == 200
    assert isinstance(response, FileResponse)
    return b"".join(response)


def rows_of(client: Client, **query: str) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content_of(client, **query))).active
    return list(sheet.iter_rows(min_row=FIRST, values_only=True))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[ExportJob]:
    """Every export is a long one; the jobs that would run in a process of their own."""
    jobs: list[ExportJob] = []
    monkeypatch.setattr(line_items, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(export_jobs, "start", jobs.append)
    return jobs


# The file


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_amounts_add_up_to_what_the_start_page_shows(
    query: dict[str, str], many: list[Program], signed_in: SignedIn
) -> None:
    """The total without the row of what the filters hide."""
    client = signed_in("manager")
    shown = {row["key"]: row["figures"] for row in as_json(client, **query)["rows"]}
    hidden = shown.get("other", {"current": 0, "current_national": 0})
    rows = rows_of(client, **query)
    for at, key in ((10, "current"), (11, "current_national")):
        assert sum(row[at] or 0 for row in rows) == (shown["total"][key] or 0) - (hidden[key] or 0)


def test_every_line_item_is_a_row(first_document: Program, signed_in: SignedIn) -> None:
    rows = rows_of(signed_in("manager"))
    lines = BudgetLineItem.objects.filter(allocation__version__fiscal_year=2021)
    assert len(rows) == lines.count() == 8
    assert sum(row[10] for row in rows) == 7_224_187_000
    first = rows[0]
    assert first[:9] == (
        *(2021, "2021년 예산(차수 미표기, 작성 중)", "경제정책실", "거점성장추진단", "스마트앵커 운영"),
        *("201-01", "사무관리비", 1, "시설관리 운영"),
    )


def test_a_year_without_line_items_has_its_allocations(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    rows = rows_of(client, year="2020")
    assert {row[14] for row in rows} == {"산출근거 항목 없음"}
    assert sum(row[10] or 0 for row in rows) == as_json(client, year="2020")["rows"][0]["figures"]["current"]


def test_the_file_names_year_filters_and_unit(many: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    response = client.get("/line-items.xlsx", {"bureau": "경제실", "q": "=사업"})
    assert "2021.xlsx" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(b"".join(response))).active
    assert [sheet.cell(line, 1).value for line in range(1, 5)] == [
        *("산출근거 항목", "2021회계연도", "검색: =사업 · 실·국: 경제실", "단위: 원")
    ]


def test_the_same_ledger_gives_the_same_bytes(many: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert content_of(client) == content_of(client)


def test_the_file_of_a_saved_view(many: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    view_of = {"year": "2020", "division": "둘째과", "group": "none", "sort": "-change", "unit": "million"}
    rows = rows_of(client, **view_of)
    assert {(row[0], row[3]) for row in rows} == {(2020, "둘째과")}


def test_what_no_programme_has_gives_a_file_without_rows(
    first_document: Program, signed_in: SignedIn
) -> None:
    assert rows_of(signed_in("manager"), bureau="없는 실") == []


def test_an_empty_ledger_gives_a_file_without_rows(signed_in: SignedIn) -> None:
    assert rows_of(signed_in("manager")) == []


def test_the_start_page_leads_to_the_file_of_what_it_shows(many: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    page = page_of(client, q="사업 00", account="일반회계", sort="-change")
    (href,) = re.findall(r'<a class="button" href="([^"]*)">산출근거 항목 엑셀</a>', page)
    address = unescape(href)
    assert address.startswith("/line-items.xlsx?year=2021&q=")
    response = client.get(address)
    rows = list(
        load_workbook(io.BytesIO(b"".join(response))).active.iter_rows(min_row=FIRST, values_only=True)
    )
    assert {row[4][:5] for row in rows} == {"사업 00"}


@pytest.mark.parametrize("query", ["year=abc", "year=20211", f"q={'가' * 201}", "bureau=%00", "account=%00"])
def test_nonsense_is_refused_with_a_sentence(
    query: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(f"/line-items.xlsx?{query}")
    assert response.status_code == 400
    assert re.search('<p class="lead">[^<]*[가-힣]', response.content.decode())


def test_a_year_that_the_ledger_does_not_hold(first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").get("/line-items.xlsx?year=1999").status_code == 404


def test_looking_at_its_head_makes_no_file(first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").head("/line-items.xlsx").status_code == 405


def test_more_rows_than_a_sheet_holds(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "MOST_LINE_ITEMS", 7)
    response = signed_in("manager").get("/line-items.xlsx")
    assert response.status_code == 400
    assert "산출근거 항목이 8행입니다. 한 시트에는 7행까지" in response.content.decode()


# The job


def test_a_long_export_is_a_job(
    first_document: Program, signed_in: SignedIn, started: list[ExportJob]
) -> None:
    response = signed_in("manager").get("/line-items.xlsx?bureau=경제정책실&sort=-change")
    job = ExportJob.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/exports/{job.pk}/")
    assert started == [job]
    assert job.made_by == User.objects.get(username="manager")
    assert line_items.read_query(job.query) == (2021, ProgramFilter(bureau="경제정책실"))
    assert (job.state, job.row_count, job.language) == ("queued", 8, "ko")


def test_a_second_click_leads_to_the_first_job(
    first_document: Program, signed_in: SignedIn, started: list[ExportJob]
) -> None:
    client = signed_in("manager")
    # The latest year is the one that the page shows without any.
    addresses = {client.get(f"/line-items.xlsx{query}").headers["Location"] for query in ("", "?year=2021")}
    assert len(addresses) == len(started) == 1
    assert client.get("/line-items.xlsx?year=2020").headers["Location"] not in addresses
    assert signed_in("auditor").get("/line-items.xlsx").headers["Location"] not in addresses


def test_too_many_at_once_are_refused_beside_those_that_are_being_made(
    many: list[Program], signed_in: SignedIn, started: list[ExportJob]
) -> None:
    client = signed_in("manager")
    answers = [client.get("/line-items.xlsx", {"q": f"사업 00{number}"}) for number in (1, 2, 3, 4)]
    assert [response.headers["Location"] for response in answers] == [
        *(f"/exports/{job.pk}/" for job in started),
        "/exports/",
    ]
    page = client.get("/exports/").content.decode()
    assert "이미 만들고 있는 엑셀이 3건입니다." in page
    assert page.count("시작 대기") == 3
