"""An export under way: how far it is, and its file once it is done. People see their own only."""

import io

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ledger import export_jobs
from ledger.models import ExportJob, ExportState
from ledger.views.excel_file import XLSX

REFRESH_SECONDS = 2


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: HttpRequest, job: int) -> HttpResponse:
    """How far an export is; a POST starts a failed one again."""
    asked = own_job(request, job)
    export_jobs.bury(asked)
    if request.method == "POST":
        if export_jobs.begin_again(asked):
            export_jobs.start(asked)
        return HttpResponseRedirect(request.path)
    context = {
        "job": asked,
        "rows_words": f"{asked.row_count:,}",
        "done_words": f"{asked.done_count:,}",
        "silent_seconds": max(0, int((timezone.now() - asked.heartbeat_at).total_seconds())),
        "days": export_jobs.KEPT.days,
        "count": export_jobs.MOST_KEPT,
        "is_foreign": asked.made_by_id != request.user.pk,
    }
    response = render(request, "export.html", context)
    if asked.is_live:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@never_cache
@require_safe
def export_file(request: HttpRequest, job: int) -> HttpResponseBase:
    """The file of an export that is done."""
    asked = own_job(request, job)
    if asked.content is None:
        if asked.state == ExportState.DONE:
            raise Http404(
                _(
                    "The file was removed: %(count)s files of each person are kept, %(days)s days. Export it again on"
                    " the start page."
                )
                % {"count": export_jobs.MOST_KEPT, "days": export_jobs.KEPT.days}
            )
        raise Http404(_("This export has no file yet: its page says how far it is."))
    file = io.BytesIO(asked.content)
    return FileResponse(file, as_attachment=True, filename=asked.file_name, content_type=XLSX)


def own_job(request: HttpRequest, job: int) -> ExportJob:
    """The reader's own export of that number; any for a superuser. Its content is read when it is asked for."""
    jobs = ExportJob.objects.defer("content").select_related("made_by")
    jobs = jobs.annotate(has_file=Q(content__isnull=False))
    own = jobs if request.user.is_superuser else jobs.filter(made_by=request.user.pk)
    found: ExportJob | None = own.filter(pk=job).first()
    if found is None:
        raise Http404(_("You have no such export. Export the line items on the start page."))
    return found
