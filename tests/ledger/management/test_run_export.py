"""`manage.py run_export`: real processes on an SQLite file of their own; a killed one leaves nothing half-written."""

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from smartanchor.settings import BASE_DIR

LINES = 8_000
PATIENCE = 60
"""Seconds until a process that does not come to its end counts as hanging."""

PREPARED = f"""
from django.contrib.auth.models import User
from ledger.models import *
version = BudgetVersion.objects.create(fiscal_year=2021, kind="original")
subject = AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2000)
program = Program.objects.create(slug="a", name="앵커")
allocation = YearlyAllocation.objects.create(program=program, version=version, subject=subject)
BudgetLineItem.objects.bulk_create(
    BudgetLineItem(allocation=allocation, position=position, description="항목", amount=3)
    for position in range({LINES})
)
User.objects.create_user("manager")
"""
BEGUN = """
from django.contrib.auth.models import User
from ledger.exports import jobs as export_jobs
job, is_new = export_jobs.begin(User.objects.get(), "year=2021", "x.xlsx", 0)
"""


class Ledger:
    """An SQLite file, and processes that work on it as a server's do."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "ledger.sqlite3"
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "SECRET_KEY": "only-for-tests",
        }

    def popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit status and the last line of what is said."""
        process = self.popen(*arguments)
        said = "".join(process.communicate(timeout=PATIENCE)).strip()
        return process.returncode, said.splitlines()[-1] if said else ""

    def shell(self, code: str) -> None:
        assert self.run("shell", "-v", "0", "-c", code) == (0, "")

    def job(self, column: str) -> object:
        """A column of the one job."""
        connection = sqlite3.connect(self.file, timeout=PATIENCE)
        ((cell,),) = connection.execute(f"SELECT {column} FROM ledger_exportjob").fetchall()
        connection.close()
        return cell

    def write(self, sql: str) -> None:
        connection = sqlite3.connect(self.file, timeout=PATIENCE)
        with connection:
            connection.execute(sql)
        connection.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Ledger(tmp_path_factory.mktemp("template"))
    made.shell("from tests.scratch import make_tables; make_tables()")
    made.shell(PREPARED)
    return made.file


@pytest.fixture
def ledger(tmp_path: Path, template: Path) -> Ledger:
    shutil.copy(template, tmp_path)
    return Ledger(tmp_path)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_whole(ledger: Ledger) -> None:
    content = ledger.job("content")
    assert isinstance(content, bytes)
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    amounts = [cell for (cell,) in sheet.iter_rows(min_row=7, min_col=11, max_col=11, values_only=True)]
    assert (len(amounts), sum(amounts)) == (LINES, 3 * LINES)


@pytest.mark.once  # on SQLite wherever it is asked
def test_a_job_outlives_the_process_that_started_it(ledger: Ledger) -> None:
    ledger.shell(BEGUN + "export_jobs.start(job)")
    wait_until(lambda: ledger.job("state") == "done")
    assert ledger.job("done_count") == LINES
    assert_whole(ledger)


@pytest.mark.once
def test_a_killed_process_leaves_nothing_half_written_and_another_makes_the_file(ledger: Ledger) -> None:
    ledger.shell(BEGUN)
    number = str(ledger.job("id"))
    process = ledger.popen("run_export", number)
    wait_until(lambda: ledger.job("state") == "running")
    process.send_signal(signal.SIGSTOP)
    # It might live: nobody else may run it.
    assert ledger.run("run_export", number) == (
        1,
        f"CommandError: 내려받기 {number}번: 다른 프로세스가 만들고 있습니다.",
    )
    process.kill()
    process.communicate()
    assert (ledger.job("state"), ledger.job("content")) == ("running", None)

    ledger.write("UPDATE ledger_exportjob SET heartbeat_at = '2021-01-01 00:00:00'")
    assert ledger.run("run_export", number) == (0, f"x.xlsx: {LINES:,}행")
    assert ledger.job("state") == "done"
    assert_whole(ledger)
    assert ledger.run("run_export", number)[0] == 1


def test_a_job_that_is_none(db: None) -> None:
    with pytest.raises(CommandError, match="7"):
        call_command("run_export", "7")
    with pytest.raises(CommandError):
        call_command("run_export", "9" * 30)
    with pytest.raises(CommandError):
        call_command("run_export", "seven")
