"""The line items of all programmes as one Excel file, with the filters of the start page."""

from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ledger import exports
from ledger.load_line_items import row_count
from ledger.reports import programs
from ledger.views.program_list import asked_list, asked_programs
from ledger.views.reports import XLSX
from ledger.workbook import MOST_LINE_ITEMS


@never_cache
@require_GET
def line_items_file(request: HttpRequest) -> HttpResponseBase:
    """The file; where it would take more than some seconds, the page of the job that makes it."""
    asked, listed = asked_programs(request), asked_list(request)
    found = programs.found(listed, asked)
    count, name = row_count(found), exports.file_name(listed)
    if count > MOST_LINE_ITEMS:
        raise BadRequest(
            _(
                "These are %(count)s line items; a sheet holds %(most)s. Choose a bureau, a division or an account"
                " and download the parts."
            )
            % {"count": f"{count:,}", "most": f"{MOST_LINE_ITEMS:,}"}
        )
    if count <= exports.MOST_AT_ONCE:
        file = exports.line_items_file(listed, asked, found)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    try:
        job, is_new = exports.begin(
            cast(User, request.user), exports.query_of(listed.year, asked), name, count
        )
    except exports.TooManyExports as many:
        raise BadRequest(
            _("%(count)s of your exports are being made already: wait until one is done, then try again.")
            % {"count": exports.MOST_LIVE}
        ) from many
    if is_new:
        exports.start(job)
    return HttpResponseRedirect(reverse("export_page", args=[job.pk]))
