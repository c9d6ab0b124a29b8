"""Jobs that export the line items: begun once, run by one process, done in one piece; a dead one is seen as dead."""

import io
import subprocess
from datetime import timedelta
from time import monotonic, sleep
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, OperationalError, connections, transaction
from django.utils import timezone
from openpyxl import load_workbook

from ledger.exports import jobs as export_jobs
from ledger.exports import line_items as line_items_file
from ledger.load import NotInLedger
from ledger.load.line_items import read_line_items
from ledger.models import AccountSubject, BudgetVersion, ExportJob, Program, YearlyAllocation
from tests.people import Person

LONG_AGO = timedelta(minutes=2)


@pytest.fixture
def owner(person: Person) -> User:
    return person("manager")


def begun(owner: User, query: str = "year=2021") -> ExportJob:
    job, is_new = export_jobs.begin(owner, query, "산출근거 항목 2021.xlsx", 8)
    assert is_new
    return job


def now_is(job: ExportJob, **fields: Any) -> None:
    ExportJob.objects.filter(pk=job.pk).update(**fields)
    job.refresh_from_db()


def silent(job: ExportJob, state: str = "running") -> None:
    now_is(job, state=state, heartbeat_at=timezone.now() - LONG_AGO)


# Begun


def test_a_second_click_for_the_same_finds_the_first_job(owner: User, person: Person) -> None:
    job = begun(owner)
    assert export_jobs.begin(owner, "year=2021", "x", 8) == (job, False)
    assert begun(owner, "year=2020") != job
    assert begun(person("auditor")) != job


@pytest.mark.parametrize("end", ["done", "failed", "died"])
def test_what_has_ended_is_begun_anew(end: str, owner: User) -> None:
    job = begun(owner)
    silent(job) if end == "died" else now_is(job, state=end)
    assert begun(owner) != job


def test_a_person_has_at_most_three_under_way(owner: User, person: Person) -> None:
    first, *_more = [begun(owner, f"year={year}") for year in range(2011, 2011 + export_jobs.MOST_LIVE)]
    with pytest.raises(export_jobs.TooManyExports):
        begun(owner)
    begun(person("auditor"))
    silent(first)
    begun(owner)


def test_old_files_are_removed_when_a_new_job_is_made(owner: User) -> None:
    old, young = begun(owner, "year=2019"), begun(owner, "year=2020")
    for job, age in ((old, export_jobs.KEPT + LONG_AGO), (young, export_jobs.KEPT - LONG_AGO)):
        now_is(job, state="done", content=b"file", finished_at=timezone.now() - age)
    begun(owner)
    for job in (old, young):
        job.refresh_from_db()
    assert (old.state, old.content) == ("done", None)
    assert bytes(young.content or b"") == b"file"


def test_of_each_person_the_newest_files_are_kept(owner: User, person: Person) -> None:
    def done(by: User, age: int) -> ExportJob:
        job = begun(by, f"q={age}")
        now_is(job, state="done", content=b"file", finished_at=timezone.now() - timedelta(hours=age))
        return job

    jobs = [done(owner, age) for age in range(export_jobs.MOST_KEPT + 2)]
    others = done(person("auditor"), 100)
    begun(owner)
    with_file = ExportJob.objects.filter(content__isnull=False)
    assert set(with_file) == {*jobs[: export_jobs.MOST_KEPT], others}


def test_groups_hold_no_right_over_jobs(db: None) -> None:
    assert not Group.objects.filter(permissions__codename__contains="exportjob").exists()


# Started


def test_a_job_is_run_by_a_detached_process(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, Any]]] = []
    job = begun(owner)

    def popen(command: list[str], **options: Any) -> Mock:
        started.append((command, options))
        return Mock()

    monkeypatch.setattr(subprocess, "Popen", popen)
    export_jobs.start(job)
    ((command, options),) = started
    assert command[-2:] == ["run_export", str(job.pk)]
    assert options["start_new_session"]
    assert options["stdout"] == options["stdin"] == subprocess.DEVNULL


def test_a_process_that_has_ended_is_no_zombie(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for it sets its `returncode`; poll() would do so too, so that it is only looked at."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen([command[0], "-c", "raise SystemExit(3)"], **options))
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", noted)
    export_jobs.start(begun(owner))
    (process,) = started
    until = monotonic() + 20
    while process.returncode is None and monotonic() < until:
        sleep(0.01)
    assert process.returncode == 3


def test_a_process_that_cannot_be_started_is_said(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    job = begun(owner)
    export_jobs.start(job)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error == "파일을 만드는 프로세스를 시작하지 못했습니다(Resource temporarily unavailable)."


# Run. With real transactions: progress is written through a second connection.


@pytest.mark.django_db(transaction=True)
class TestRun:
    @pytest.fixture
    def ledger(self) -> None:
        version = BudgetVersion.objects.create(fiscal_year=2021, kind="original")
        subject = AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2000)
        for number in range(3):
            program = Program.objects.create(slug=f"p-{number}", name=f"사업 {number}", bureau="실")
            allocation = YearlyAllocation.objects.create(program=program, version=version, subject=subject)
            allocation.line_items.create(description="항목", amount=10 * number)

    @pytest.fixture
    def job(self, ledger: None, owner: User) -> ExportJob:
        return begun(owner)

    def test_a_job_becomes_a_file(self, job: ExportJob) -> None:
        export_jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done_count, job.row_count, job.error) == ("done", 3, 3, "")
        assert job.started_at is not None
        assert job.finished_at is not None
        sheet = load_workbook(io.BytesIO(bytes(job.content or b""))).active
        assert [cell.value for cell in sheet["K"][6:]] == [0, 10, 20]
        assert "progress" not in connections.databases

    def test_filters_and_language_are_those_of_who_asked(self, job: ExportJob) -> None:
        now_is(job, query="year=2021&q=1", language="en")
        export_jobs.run(job.pk)
        job.refresh_from_db()
        sheet = load_workbook(io.BytesIO(bytes(job.content or b""))).active
        assert sheet["A1"].value == "Line items"
        assert [cell.value for cell in sheet["K"][6:]] == [10]

    def test_progress_is_told_while_it_runs(self, job: ExportJob, monkeypatch: pytest.MonkeyPatch) -> None:
        told = []

        def rows(programs: Any) -> Any:
            for number, row in enumerate(read_line_items(programs)):
                seen = ExportJob.objects.get(pk=job.pk)
                told.append((number, seen.state, seen.done_count, seen.row_count))
                yield row

        monkeypatch.setattr(line_items_file, "read_line_items", rows)
        monkeypatch.setattr(line_items_file, "STEP", 1)
        monkeypatch.setattr(export_jobs, "SECONDS_BETWEEN", 0)
        export_jobs.run(job.pk)
        # A row is told of before the next one is read.
        assert told == [(0, "running", 0, 8), (1, "running", 0, 3), (2, "running", 1, 3)]

    @pytest.mark.parametrize("state", ["done", "running"])
    def test_what_is_done_or_alive_is_not_run_again(self, state: str, job: ExportJob) -> None:
        now_is(job, state=state)
        with pytest.raises(export_jobs.NotRunnable):
            export_jobs.run(job.pk)
        before = job.heartbeat_at
        job.refresh_from_db()
        assert (job.state, job.content, job.heartbeat_at) == (state, None, before)

    @pytest.mark.parametrize("state", ["failed", "silent"])
    def test_what_failed_or_died_is_run_again(self, state: str, job: ExportJob) -> None:
        silent(job) if state == "silent" else now_is(job, state="failed", error="고장")
        export_jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == ("done", "")

    @pytest.mark.parametrize("seconds", [0, 10_000])
    def test_a_run_that_another_one_replaced_writes_nothing(
        self, seconds: int, job: ExportJob, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Seen at its next step, or at the latest when it would write the file."""

        def slept_through_a_restart(programs: Any) -> Any:
            now_is(job, state="queued", started_at=None)
            yield from read_line_items(programs)

        monkeypatch.setattr(line_items_file, "read_line_items", slept_through_a_restart)
        monkeypatch.setattr(export_jobs, "SECONDS_BETWEEN", seconds)
        with pytest.raises(export_jobs.Superseded):
            export_jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.content) == ("queued", None)

    def test_a_process_that_was_taken_for_dead_and_lives_may_finish(
        self, job: ExportJob, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def slept(programs: Any) -> Any:
            now_is(job, heartbeat_at=timezone.now() - LONG_AGO)
            export_jobs.mark_if_dead(job)
            assert job.state == "failed"
            yield from read_line_items(programs)

        monkeypatch.setattr(line_items_file, "read_line_items", slept)
        export_jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.done_count) == ("done", 3)

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (OSError(28, "No space left on device"), "No space left on device"),
            (OperationalError("gone"), "데이터베이스가 응답하지 않았습니다."),
            (ZeroDivisionError(), "시스템 관리자"),
        ],
    )
    def test_what_fails_is_said_in_the_row(
        self, error: Exception, said: str, job: ExportJob, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(programs: Any) -> Any:
            raise error
            yield

        monkeypatch.setattr(line_items_file, "read_line_items", fail)
        with pytest.raises(type(error)):
            export_jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.content) == ("failed", None)
        assert said in job.error

    def test_a_year_that_has_gone_is_said(self, job: ExportJob) -> None:
        now_is(job, query="year=1999")
        with pytest.raises(NotInLedger):
            export_jobs.run(job.pk)
        job.refresh_from_db()
        assert job.error == "1999년 예산이 더 이상 없습니다."


# Died


def test_a_job_is_dead_after_a_minute_of_silence(owner: User) -> None:
    job = begun(owner)
    now_is(job, state="running", heartbeat_at=timezone.now() - timedelta(seconds=55))
    export_jobs.mark_if_dead(job)
    assert job.state == "running"
    silent(job)
    export_jobs.mark_if_dead(job)
    assert job.state == "failed"
    job.refresh_from_db()
    assert job.state == "failed"


def test_only_a_failed_job_begins_again_and_only_once(owner: User) -> None:
    job = begun(owner)
    assert not export_jobs.begin_again(job)
    now_is(job, state="failed", error="고장", done_count=5, started_at=timezone.now())
    assert export_jobs.begin_again(job)
    assert not export_jobs.begin_again(job)
    job.refresh_from_db()
    assert (job.state, job.error, job.done_count, job.started_at) == ("queued", "", 0, None)


def test_no_file_stands_beside_a_job_that_is_not_done(owner: User) -> None:
    job = begun(owner)
    for state in ("queued", "running", "failed"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExportJob.objects.filter(pk=job.pk).update(content=b"half", state=state)
