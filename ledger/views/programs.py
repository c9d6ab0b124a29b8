"""The page of a programme, and whether the ledger is well."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger.load import NotInLedger
from ledger.models import Program
from ledger.reports import REPORTS, budget_summary, variance, year_budgets
from ledger.screen import cards
from ledger.screen.cards import ProgramAddresses
from ledger.screen.charts import changes_waterfall, years_chart
from ledger.screen.tables import ReportTable
from ledger.screen.tie_marks import marks_of
from ledger.tieout import findings
from ledger.tieout.entries import entries
from ledger.views.entering.modes import may_look_at_entry
from ledger.views.page import (
    page_context,
    page_state,
    reason_counts,
    report_links,
    tie_outs_address,
    trace_address,
)
from ledger.views.request.asked import asked_facts, in_asked_unit, not_found_error
from ledger.words.corrections import numbered_corrections
from ledger.words.findings import FindingWords, open_text
from ledger.words.footnotes import footnotes


@require_safe
def program_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's year at a glance, and the way to its reports."""
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        if missing.what == "year" and missing.asked is None:
            context = {
                "program": Program.objects.get(slug=slug),
                "may_look_at_entry": may_look_at_entry(request),
            }
            return render(request, "program_empty.html", context)
        raise not_found_error(missing) from missing
    report = variance.build(facts)
    found, ties, words = findings(facts), tie_outs_address(facts), FindingWords(facts)
    waiting = [entry for entry in entries(found) if entry.is_open(facts.explanations)]
    way, summary = (
        ProgramAddresses(facts, page_state(request)),
        in_asked_unit(request, budget_summary.build(facts)),
    )
    context = page_context(request, facts, "program")
    context.update(
        title=facts.program.name,
        open=open_text(waiting) if waiting else "",
        ties=ties,
        cards=[
            cards.budget_card(facts, way),
            cards.movers_card(facts, way),
            cards.execution_card(facts, way),
            cards.sources_card(facts, way),
            cards.progress_card(facts, way),
            cards.carry_over_card(facts, way),
            cards.findings_card(waiting, words, ties),
            cards.reasons_card(reason_counts(facts), way),
            cards.sites_card(facts, way),
        ],
        charts=[
            ("changes", changes_waterfall(report, facts, way.trace), way.report("variance")),
            ("years", years_chart(year_budgets.build(facts), facts, way.trace), way.report("year-budgets")),
        ],
        table=ReportTable(
            summary,
            facts,
            None,
            marks_of(found, summary, facts, words, ties),
            trace_address(request, facts, "budget-summary"),
        ),
        footnotes=[*footnotes(report, facts), *numbered_corrections(summary, facts, found).notes],
        all_reports=report_links(facts, REPORTS, page_state(request)),
    )
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
