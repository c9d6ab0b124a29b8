"""Exports that take longer than a request may: each is a row, made by a process of its own (ledger/exports/jobs.py)."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.fields import LongText, ShortText, one_of
from sites.rights import Rights

__all__ = ["ExportJob", "ExportState"]

DEAD_AFTER = timedelta(minutes=1)
"""How long a process may give no sign of life until it counts as dead."""


class ExportState(models.TextChoices):
    QUEUED = "queued", _("waiting to start")
    RUNNING = "running", _("being made")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class ExportJobs(models.QuerySet):
    def live(self) -> Self:
        """Those that wait or run, with a sign of life within PATIENCE."""
        return self.filter(LIVE, heartbeat_at__gte=timezone.now() - DEAD_AFTER)

    def described(self) -> Self:
        """With their owner and whether they have a file (`has_file`), without that file."""
        jobs = self.select_related("made_by").defer("content")
        return jobs.annotate(has_file=models.Q(content__isnull=False))

    def dead(self) -> Self:
        """Those that would wait or run, had their process not died."""
        return self.filter(LIVE, heartbeat_at__lt=timezone.now() - DEAD_AFTER)


LIVE = models.Q(state__in=[ExportState.QUEUED, ExportState.RUNNING])


class ExportJob(models.Model):
    """One export of the line items, its owner's own.

    `query` is what stands behind the '?' of the address, `language` the one of who asked. `started_at` names the run:
    a process writes only while the row still bears its own. `content` is the whole file, in one piece when it is done;
    null before, and again when it is old. A page makes it: no duty brings a right to it.
    """

    RIGHTS = Rights()

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("made by"), related_name="export_jobs"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    query = LongText(_("query"), blank=True)
    language = ShortText(_("language"), max_length=10, default="ko")
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.QUEUED)
    row_count = models.PositiveIntegerField(_("number of rows"), default=0)
    done_count = models.PositiveIntegerField(_("rows written"), default=0)
    started_at = models.DateTimeField(_("started at"), null=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    error = LongText(_("error"), blank=True)
    file_name = ShortText(_("file name"), max_length=200)
    content = models.BinaryField(_("file"), null=True)

    objects = ExportJobs.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-made_at", "-pk"]
        constraints = [
            one_of("state", ExportState),
            models.CheckConstraint(
                condition=models.Q(content__isnull=True) | models.Q(state=ExportState.DONE),
                name="ledger_exportjob_content_is_whole",
                violation_error_message=_("Only an export that is done has a file."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_live(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in (ExportState.QUEUED, ExportState.RUNNING)
