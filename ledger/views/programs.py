"""The page of a programme, and whether the ledger is well."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger import labels
from ledger.load import NotInLedger
from ledger.models import Program
from ledger.reports import REPORTS
from ledger.tables import ReportTable, footnotes, marks_of, open_count
from ledger.tieout import findings
from ledger.views.asked import asked_facts, in_asked_unit, not_found
from ledger.views.reports import page_context, tie_outs_address, trace_address
from ledger.wording import Words


@require_safe
def program_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's year at a glance, and the way to its reports."""
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        if missing.what == "year" and missing.asked is None:
            return render(request, "program_empty.html", {"program": Program.objects.get(slug=slug)})
        raise not_found(missing) from missing
    report = REPORTS["budget-summary"](facts)
    context = page_context(request, facts)
    found, ties = findings(facts), tie_outs_address(facts)
    context["table"] = ReportTable(
        in_asked_unit(request, report),
        facts,
        None,
        marks_of(found, report, facts, Words(facts), ties),
        trace_address(request, facts, "budget-summary"),
    )
    context["open_count"], context["ties"] = open_count(found, facts), ties
    context["footnotes"] = footnotes(report)
    current, change = (report.row("total").figures[key] for key in ("current", "change"))
    context["current_words"] = labels.spoken(current) if isinstance(current, int) else None
    context["change_words"] = labels.spoken(change) if isinstance(change, int) else None
    return render(request, "program.html", context)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the application and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})
