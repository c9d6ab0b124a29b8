"""Exports of the line items: how far each is, its file once it is done, one's own in a list."""

import io
from typing import NamedTuple, cast

from django.contrib.auth.models import User
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ledger.exports import jobs as export_jobs
from ledger.exports import line_items
from ledger.models import ExportJob, ExportState
from ledger.views.excel_file import XLSX

REFRESH_SECONDS = 2
"""How often the page of a live export asks how far it is."""
MOST_LISTED = 20
"""How many of the reader's exports the page lists."""


class Export(NamedTuple):
    """A row of the list: a job and, in words, the filters that it was asked for with."""

    job: ExportJob
    asked: str


@never_cache
@require_safe
def exports_page(request: HttpRequest) -> HttpResponse:
    """The reader's own exports, the newest first."""
    jobs = list(ExportJob.objects.described().filter(made_by=cast(User, request.user))[:MOST_LISTED])
    for job in jobs:
        export_jobs.mark_if_dead(job)
    context = {
        "exports": [Export(job, asked_words(job)) for job in jobs],
        "most_listed": MOST_LISTED,
        **retention(),
    }
    return render(request, "exports.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: HttpRequest, job: int) -> HttpResponse:
    """How far an export is; a POST starts a failed one again."""
    asked = own_job(request, job)
    export_jobs.mark_if_dead(asked)
    if request.method == "POST":
        if export_jobs.begin_again(asked):
            export_jobs.start(asked)
        return HttpResponseRedirect(request.path)
    context = {
        "job": asked,
        "asked_words": asked_words(asked),
        "rows_words": f"{asked.row_count:,}",
        "done_words": f"{asked.done_count:,}",
        "silent_seconds": max(0, int((timezone.now() - asked.heartbeat_at).total_seconds())),
        "refresh_seconds": REFRESH_SECONDS,
        "is_foreign": asked.made_by_id != request.user.pk,
        **retention(),
    }
    return render(request, "export.html", context)


@never_cache
@require_safe
def export_file(request: HttpRequest, job: int) -> HttpResponseBase:
    """The file of an export that is done."""
    asked = own_job(request, job)
    # The bytes are read here, and nowhere else.
    if asked.content is None:
        if asked.state == ExportState.DONE:
            raise Http404(
                _(
                    "The file was removed: %(count)s files of each person are kept, %(days)s days. Export it again on"
                    " the start page."
                )
                % retention()
            )
        raise Http404(_("This export has no file yet: its page says how far it is."))
    file = io.BytesIO(asked.content)
    return FileResponse(file, as_attachment=True, filename=asked.file_name, content_type=XLSX)


def own_job(request: HttpRequest, job: int) -> ExportJob:
    """The reader's own export of that number; any for a superuser. Else Http404."""
    jobs = ExportJob.objects.described()
    own = jobs if request.user.is_superuser else jobs.filter(made_by=request.user.pk)
    found: ExportJob | None = own.filter(pk=job).first()
    if found is None:
        raise Http404(_("You have no such export. Export the line items on the start page."))
    return found


def asked_words(job: ExportJob) -> str:
    """'실·국: 경제정책실', '전체 세부사업'."""
    return line_items.filters_in_words(line_items.read_query(job.query)[1])


def retention() -> dict[str, int]:
    """How many files of a person are kept (`count`), and how many `days`."""
    return {"count": export_jobs.MOST_KEPT, "days": export_jobs.KEPT.days}
