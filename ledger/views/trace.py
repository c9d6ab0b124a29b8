"""수치 근거: what a figure is and where it comes from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import labels
from ledger.load import NotInLedger
from ledger.reports import REPORTS
from ledger.views.asked import asked_facts, asked_report, not_found, refused
from ledger.views.reports import page_context


@require_safe
def trace_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """One figure of a report, named by the keys of its row and column."""
    if report not in REPORTS:
        raise Http404(
            _("There is no report “%(report)s”. Reports: %(known)s")
            % {"report": report[:80], "known": ", ".join(REPORTS)}
        )
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found(missing) from missing
    computed, _sort = asked_report(request, report, facts)
    rows = {row.key: row for row in computed.rows}
    columns = {column.key: column for column in computed.columns}
    row_key, column_key = request.GET.get("row", ""), request.GET.get("column", "")
    if row_key not in rows:
        raise refused("row", row_key, list(rows))
    if column_key not in columns:
        raise refused("column", column_key, list(columns))
    row, column = rows[row_key], columns[column_key]
    context = page_context(request, facts, report)
    context.update(
        title=f"{labels.row_label(computed, row)} · {labels.full_heading(computed, column, facts)}",
        figure=labels.figure_text(computed, row, column),
    )
    return render(request, "trace.html", context)
