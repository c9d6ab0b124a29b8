"""The line items of all programmes as one Excel file, with the filters of the start page."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ledger.exports import jobs, line_items
from ledger.load.line_items import count_line_items
from ledger.reports.programs import find_programs
from ledger.views.excel_file import XLSX
from ledger.views.program_list import asked_list, asked_programs
from ledger.workbook import MOST_LINE_ITEMS


@never_cache
@require_GET
def export_line_items(request: HttpRequest) -> HttpResponseBase:
    """The file; where it would take more than some seconds, the page of the job that makes it."""
    asked, listed = asked_programs(request), asked_list(request)
    count, name = count_line_items(find_programs(listed, asked)), line_items.line_items_file_name(listed)
    if count > MOST_LINE_ITEMS:
        raise BadRequest(
            _(
                "These are %(count)s line items; a sheet holds %(most)s. Choose a bureau, a division or an account"
                " and download the parts."
            )
            % {"count": f"{count:,}", "most": f"{MOST_LINE_ITEMS:,}"}
        )
    if count <= line_items.MOST_AT_ONCE:
        file = line_items.line_items_file(listed, asked)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    query = line_items.write_query(listed.year, asked)
    try:
        job, is_new = jobs.begin(cast(User, request.user), query, name, count)
    except jobs.TooManyExports:
        messages.error(
            request,
            _("%(count)s of your exports are being made already: wait until one is done, then try again.")
            % {"count": jobs.MOST_LIVE},
        )
        return HttpResponseRedirect(reverse("exports_page"))
    if is_new:
        jobs.start(job)
    return HttpResponseRedirect(reverse("export_page", args=[job.pk]))
