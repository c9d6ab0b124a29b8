"""The jobs that export line items where a request would take too long: begun, run, failed, dead, begun again.

A job is a row (ExportJob) and a process of its own (`manage.py run_export`), no broker. Whoever runs it writes only
while the row bears its run (`started_at`), and the file in one piece at the end: a process that is killed leaves a row
that stops moving, and nothing half-written.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread
from time import monotonic

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ledger.exports.line_items import line_items_file, read_query
from ledger.load import NotInLedger
from ledger.load.line_items import count_line_items
from ledger.load.program_list import load_programs
from ledger.models import ExportJob, ExportState
from ledger.reports.programs import find_programs

MOST_LIVE = 3
"""How many exports a person may have waiting or running."""

KEPT, MOST_KEPT = timedelta(days=7), 5
"""How long the file of a job is kept, and how many files of a person: the newest."""

SECONDS_BETWEEN = 1
"""How long a running job is silent at least."""


class TooManyExports(Exception):
    """The person has MOST_LIVE exports under way already."""


class NotRunnable(Exception):
    """A job that must not be run (again): done, removed, or with a process that lives. Says which in a sentence."""


class Superseded(Exception):
    """Another run has taken the job over: this one must not write any more."""


def begin(owner: User, query: str, name: str, rows: int) -> tuple[ExportJob, bool]:
    """A new job, or the one that this person has under way for the same already; whether it is new.

    Raises TooManyExports. Old files are removed on the occasion.
    """
    language = translation.get_language() or settings.LANGUAGE_CODE
    remove_old_files(owner)
    with transaction.atomic():
        # One click after the other: the second of two at once must find the job of the first.
        User.objects.select_for_update().get(pk=owner.pk)
        live = ExportJob.objects.live().filter(made_by=owner).defer("content")
        same = live.filter(query=query, language=language).first()
        if same is not None:
            return same, False
        if live.count() >= MOST_LIVE:
            raise TooManyExports
        job = ExportJob.objects.create(
            made_by=owner, query=query, language=language, file_name=name, row_count=rows
        )
        return job, True


def remove_old_files(owner: User) -> None:
    """Everybody's files that are older than KEPT, and this person's beyond the newest MOST_KEPT. The rows stay."""
    with_file = ExportJob.objects.filter(content__isnull=False)
    with_file.filter(finished_at__lt=timezone.now() - KEPT).update(content=None)
    own = with_file.filter(made_by=owner).order_by("-finished_at", "-pk").values_list("pk", flat=True)
    with_file.filter(pk__in=list(own[MOST_KEPT:])).update(content=None)


def begin_again(job: ExportJob) -> bool:
    """Let a failed job wait for a new run; False where it is not failed (any more)."""
    failed = ExportJob.objects.filter(pk=job.pk, state=ExportState.FAILED)
    return bool(
        failed.update(
            state=ExportState.QUEUED,
            started_at=None,
            finished_at=None,
            heartbeat_at=timezone.now(),
            done_count=0,
            error="",
        )
    )


def start(job: ExportJob) -> None:
    """Run the job in a process of its own, which outlives this one. Where it cannot be started, the row says why."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_export", str(job.pk)]
    try:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        sentence = _("The process that writes the file could not be started (%(reason)s).") % {
            "reason": error.strerror or error
        }
        ExportJob.objects.filter(pk=job.pk, state=ExportState.QUEUED).update(
            state=ExportState.FAILED, error=sentence, finished_at=timezone.now()
        )
        return
    # Waited for, so that what has ended is no zombie of the server for as long as that one runs.
    Thread(target=process.wait, name=f"export {job.pk}", daemon=True).start()


def mark_if_dead(job: ExportJob) -> None:
    """Say in the row that its process has died, if it has."""
    dead = ExportJob.objects.dead().filter(pk=job.pk)
    if job.is_live and dead.update(state=ExportState.FAILED, finished_at=timezone.now()):
        job.refresh_from_db(fields=["state", "finished_at"])


def run(pk: int) -> ExportJob:
    """Make the file of a job. Raises ExportJob.DoesNotExist, NotRunnable, Superseded; what fails is said in the row."""
    job, begun = claim_job(pk)
    own = ExportJob.objects.filter(pk=pk, started_at=begun)
    with translation.override(job.language):
        try:
            content = make_file(job, begun)
        except Superseded:
            raise
        except Exception as error:
            own.update(state=ExportState.FAILED, finished_at=timezone.now(), error=failure_sentence(error))
            raise
    finished = own.update(
        state=ExportState.DONE,
        content=content,
        done_count=job.row_count,
        row_count=job.row_count,
        finished_at=timezone.now(),
        heartbeat_at=timezone.now(),
    )
    if not finished:
        raise Superseded
    return job


def claim_job(pk: int) -> tuple[ExportJob, datetime]:
    """Take a job for a run: the job, and the moment that names the run. Raises ExportJob.DoesNotExist, NotRunnable."""
    begun = timezone.now()
    free = ExportJob.objects.filter(pk=pk, state__in=(ExportState.QUEUED, ExportState.FAILED))
    for jobs in (free, ExportJob.objects.dead().filter(pk=pk)):
        if jobs.update(
            state=ExportState.RUNNING,
            started_at=begun,
            heartbeat_at=begun,
            finished_at=None,
            done_count=0,
            error="",
        ):
            return ExportJob.objects.defer("content").get(pk=pk), begun
    job = ExportJob.objects.defer("content").get(pk=pk)
    if job.state == ExportState.DONE:
        raise NotRunnable(_("Export %(number)s is done already.") % {"number": pk})
    raise NotRunnable(_("Export %(number)s is being made by another process.") % {"number": pk})


def make_file(job: ExportJob, begun: datetime) -> bytes:
    """The bytes of a job's file; `job.row_count` becomes the number of its rows.

    Says in the row how far it is. Raises Superseded once another run has taken the job over.
    """
    year, asked = read_query(job.query)
    listed = load_programs(year)
    job.row_count = count_line_items(find_programs(listed, asked))
    with second_connection() as alias:
        own = ExportJob.objects.using(alias).filter(pk=job.pk, started_at=begun)
        last = monotonic()

        def moved(count: int) -> None:
            nonlocal last
            if monotonic() - last < SECONDS_BETWEEN:
                return
            last = monotonic()
            # A process that slept and was taken for dead may go on, as long as no other has begun.
            if not own.update(
                state=ExportState.RUNNING,
                finished_at=None,
                done_count=count,
                row_count=job.row_count,
                heartbeat_at=timezone.now(),
            ):
                raise Superseded

        with line_items_file(listed, asked, moved) as file:
            return file.read()


@contextmanager
def second_connection() -> Iterator[str]:
    """The alias of a second connection to the database.

    Rows are read from the first all the while; SQLite refuses to write through a connection whose reading began
    before somebody else's last write.
    """
    alias = "progress"
    connections[alias] = connection.copy(alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


def failure_sentence(error: Exception) -> str:
    """Why a run failed, and what to do."""
    match error:
        case NotInLedger():
            return _("The ledger holds no budget of %(asked)s any more.") % {"asked": error.asked}
        case OSError():
            return _("The file could not be written on the server (%(reason)s).") % {
                "reason": error.strerror or error
            }
        case DatabaseError():
            return _("The database did not answer.")
    return _("The export stopped by a fault: tell the administrator its number.")
