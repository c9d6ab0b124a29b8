"""The page of an export under way, its file, the list of one's own: in words, and never half a file."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from ledger.exports import jobs as export_jobs
from ledger.models import ExportJob, Program
from ledger.views.exports import MOST_LISTED
from tests.people import SignedIn


@pytest.fixture
def client(signed_in: SignedIn) -> Client:
    return signed_in("manager")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[ExportJob]:
    jobs: list[ExportJob] = []
    monkeypatch.setattr(export_jobs, "start", jobs.append)
    return jobs


def job_that(**fields: Any) -> ExportJob:
    return ExportJob.objects.create(
        made_by=User.objects.get(username="manager"),
        query="year=2021&q=%EC%95%B5%EC%BB%A4",
        file_name="산출근거 항목 2021.xlsx",
        row_count=100_000,
        **fields,
    )


def page_of(client: Client, job: ExportJob) -> str:
    response = client.get(f"/exports/{job.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def lead(page: str) -> str:
    (words,) = re.findall(r'<p class="lead" role="status" data-moves="state">(.*?)</p>', page)
    return str(words)


def refreshes(page: str) -> bool:
    """Whether the page looks again by itself, with a script and without."""
    with_script, without = "ledger/export.js" in page, '<meta http-equiv="refresh" content="2">' in page
    assert with_script == without
    return with_script


def ago(seconds: int) -> Any:
    return timezone.now() - timedelta(seconds=seconds)


def test_a_job_that_waits(client: Client) -> None:
    job = job_that()
    assert lead(page_of(client, job)) == "시작 대기"
    assert refreshes(page_of(client, job))
    assert client.get(f"/exports/{job.pk}/file/").status_code == 404


def test_a_job_that_runs_says_how_far_it_is_and_when_it_moved(client: Client) -> None:
    page = page_of(client, job_that(state="running", done_count=42_500, heartbeat_at=ago(7)))
    assert lead(page) == "만드는 중"
    assert "<p>100,000행 중 42,500행</p>" in page
    assert '<progress class="export" max="100000" value="42500"' in page
    assert re.search("[78]초 전에 진행을 확인했습니다", page)
    assert "/file/" not in page


def test_a_job_that_is_done_has_its_file(client: Client) -> None:
    job = job_that(state="done", content=b"the file", finished_at=ago(1))
    page = page_of(client, job)
    assert lead(page) == "완료"
    assert "<p>100,000행</p>" in page
    assert f'href="/exports/{job.pk}/file/"' in page
    assert "7일 동안 보관" in page
    assert not refreshes(page)
    response = client.get(f"/exports/{job.pk}/file/")
    assert b"".join(response) == b"the file"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Disposition"].endswith("2021.xlsx")


def test_a_file_that_was_removed_by_its_age(client: Client) -> None:
    job = job_that(state="done")
    assert "삭제되었습니다. 첫 화면에서 다시" in page_of(client, job)
    response = client.get(f"/exports/{job.pk}/file/")
    assert response.status_code == 404
    assert "삭제되었습니다" in response.content.decode()


def test_a_job_whose_process_died_is_failed_and_starts_again(
    client: Client, started: list[ExportJob]
) -> None:
    job = job_that(state="running", heartbeat_at=ago(61), done_count=5, started_at=ago(70))
    page = page_of(client, job)
    assert lead(page) == "실패"
    assert "파일을 만들던 프로세스가 멈췄습니다" in page
    response = client.post(f"/exports/{job.pk}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/exports/{job.pk}/")
    assert started == [job]
    assert lead(page_of(client, job)) == "시작 대기"


def test_a_job_that_never_started_is_failed_too(client: Client) -> None:
    assert lead(page_of(client, job_that(heartbeat_at=ago(61)))) == "실패"


def test_a_job_that_failed_says_why(client: Client) -> None:
    page = page_of(client, job_that(state="failed", error="서버에 <파일>을 쓰지 못했습니다."))
    assert "서버에 &lt;파일&gt;을 쓰지 못했습니다. 쓰다 만 파일은 없습니다." in page
    assert not refreshes(page)


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_start_again_does_nothing_to_what_has_not_failed(
    state: str, client: Client, started: list[ExportJob]
) -> None:
    job = job_that(state=state)
    assert client.post(f"/exports/{job.pk}/").status_code == 302
    job.refresh_from_db()
    assert (job.state, started) == (state, [])


def test_a_second_start_again_finds_it_started(client: Client, started: list[ExportJob]) -> None:
    job = job_that(state="failed")
    for _click in range(2):
        client.post(f"/exports/{job.pk}/")
    assert started == [job]


def test_others_do_not_see_a_job(client: Client, signed_in: SignedIn, started: list[ExportJob]) -> None:
    job = job_that(state="done", content=b"the file")
    failed = job_that(state="failed")
    other = signed_in("finance")
    for path in (f"/exports/{job.pk}/", f"/exports/{job.pk}/file/", f"/exports/{failed.pk}/"):
        assert other.get(path).status_code == 404
    assert other.post(f"/exports/{failed.pk}/").status_code == 404
    assert started == []


def test_a_superuser_sees_every_job_and_whose_it_is(client: Client) -> None:
    job = job_that(state="done", content=b"the file")
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    assert "만든 사람: manager" in page_of(root, job)
    assert root.get(f"/exports/{job.pk}/file/").status_code == 200


@pytest.mark.parametrize("number", ["0", "99999", "9" * 30])
def test_a_job_that_is_none(number: str, client: Client) -> None:
    response = client.get(f"/exports/{number}/")
    assert response.status_code == 404
    assert "해당하는 내려받기가 없습니다" in response.content.decode()


def test_the_page_leads_back_to_what_was_shown_and_to_the_list(client: Client) -> None:
    page = page_of(client, job_that())
    assert 'href="/?year=2021&amp;q=%EC%95%B5%EC%BB%A4"' in page
    assert 'href="/exports/"' in page
    assert "검색: 앵커" in page


def test_the_title_says_the_state(client: Client) -> None:
    page = page_of(client, job_that(state="done", content=b"the file"))
    assert "<title>완료 · 산출근거 항목 2021.xlsx</title>" in page


@pytest.mark.parametrize("state", ["queued", "running", "done", "failed"])
def test_neither_page_reads_the_file(state: str, client: Client, django_assert_max_num_queries: Any) -> None:
    job = job_that(state=state, content=b"x" * 1_000 if state == "done" else None)
    for address in (f"/exports/{job.pk}/", "/exports/"):
        with django_assert_max_num_queries(5) as queries:
            assert client.get(address).status_code == 200
        asked = " ".join(query["sql"] for query in queries.captured_queries)
        assert asked.count('"content"') == asked.count('"content" IS NOT NULL') > 0


# The list of one's own


def rows(page: str) -> list[list[str]]:
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd]\b.*?>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr\b.*?</tr>", body, re.S)
    ]


def listed(client: Client) -> str:
    response = client.get("/exports/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_list_has_each_export_with_its_state_and_file_the_newest_first(client: Client) -> None:
    done = job_that(state="done", content=b"the file")
    job_that(state="done")
    job_that(state="running", done_count=5)
    page = listed(client)
    assert [row[1:] for row in rows(page)] == [
        ["산출근거 항목 2021.xlsx", "검색: 앵커", "만드는 중", "–"],
        ["산출근거 항목 2021.xlsx", "검색: 앵커", "완료", "삭제됨"],
        ["산출근거 항목 2021.xlsx", "검색: 앵커", "완료", "내려받기"],
    ]
    for address in (f"/exports/{done.pk}/", f"/exports/{done.pk}/file/"):
        assert f'href="{address}"' in page


def test_the_list_sees_that_a_process_has_died(client: Client) -> None:
    job = job_that(state="running", heartbeat_at=ago(61))
    ((_at, _file, _asked, state, _download),) = rows(listed(client))
    assert state == "실패"
    job.refresh_from_db()
    assert job.state == "failed"


def test_the_list_is_short(client: Client) -> None:
    for _number in range(MOST_LISTED + 1):
        job_that(state="done")
    assert len(rows(listed(client))) == MOST_LISTED


def test_who_has_made_none_reads_how_to(client: Client, signed_in: SignedIn) -> None:
    job_that(state="done", content=b"the file")
    other = listed(signed_in("finance"))
    assert "<tbody>" not in other
    assert "산출근거 항목 엑셀’을 누르면" in other


def test_a_superuser_has_a_list_of_his_own(client: Client) -> None:
    job_that(state="done", content=b"the file")
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    assert "<tbody>" not in listed(root)


def test_the_list_takes_no_form_and_is_one_click_away(first_document: Program, client: Client) -> None:
    assert client.post("/exports/").status_code == 405
    assert 'href="/exports/"' in client.get("/").content.decode()
