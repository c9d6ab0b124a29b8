"""The page of an export under way, and its file: in words, one's own, and never half a file."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from ledger import export_jobs
from ledger.models import ExportJob

SignedIn = Callable[[str], Client]


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
    (words,) = re.findall(r'<p class="lead" role="status">(.*?)</p>', page)
    return str(words)


def ago(seconds: int) -> Any:
    return timezone.now() - timedelta(seconds=seconds)


def test_a_job_that_waits(client: Client) -> None:
    job = job_that()
    assert lead(page_of(client, job)) == "시작 대기"
    assert client.get(f"/exports/{job.pk}/").headers["Refresh"] == "2"
    assert client.get(f"/exports/{job.pk}/file/").status_code == 404


def test_a_job_that_runs_says_how_far_it_is_and_when_it_moved(client: Client) -> None:
    page = page_of(client, job_that(state="running", done_count=42_500, heartbeat_at=ago(7)))
    assert lead(page) == "만드는 중: 100,000행 중 42,500행"
    assert '<progress class="export" max="100000" value="42500"' in page
    assert re.search("[78]초 전에 진행을 확인했습니다", page)
    assert "/file/" not in page


def test_a_job_that_is_done_has_its_file(client: Client) -> None:
    job = job_that(state="done", content=b"the file", finished_at=ago(1))
    page = page_of(client, job)
    assert lead(page) == "완료: 100,000행"
    assert f'href="/exports/{job.pk}/file/"' in page
    assert "7일 동안 보관" in page
    assert "Refresh" not in client.get(f"/exports/{job.pk}/").headers
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
    assert "Refresh" not in page


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


def test_the_page_leads_back_to_what_was_shown(client: Client) -> None:
    assert 'href="/?year=2021&amp;q=%EC%95%B5%EC%BB%A4"' in page_of(client, job_that())


def test_the_page_does_not_read_the_file(client: Client, django_assert_max_num_queries: Any) -> None:
    job = job_that(state="done", content=b"x" * 1_000)
    with django_assert_max_num_queries(4) as queries:
        page_of(client, job)
    assert not any('"ledger_exportjob"."content",' in query["sql"] for query in queries.captured_queries)
