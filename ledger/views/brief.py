"""의회 답변 자료: what is asked in the council, on one sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.council.paper import brief
from ledger.load import NotInLedger
from ledger.reports import budget_summary, sites
from ledger.tieout import findings
from ledger.views.document import paper_context
from ledger.views.page import tie_outs_address
from ledger.views.request.asked import asked_facts, not_found_error
from ledger.words import budget_words, labels


@require_safe
def brief_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Total and change, sources, the largest changes with their reasons, execution, open findings."""
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    summary = budget_summary.build(facts)
    context = paper_context(request, facts)
    found = findings(facts)
    context.update(
        report="brief",
        title=_("Brief for the council"),
        current_heading=budget_words.current_heading(facts.version, facts.base),
        prior_heading=budget_words.prior_heading(facts.version, facts.base),
        current=brief.spoken_total(summary, "current"),
        prior=brief.spoken_total(summary, "prior"),
        change=brief.spoken_total(summary, "change"),
        rate=brief.rate_text(summary, summary.row("total")),
        sites=labels.sites_count(sites.build(facts)) if facts.sites else "",
        shares=brief.shares_table(facts),
        changes=brief.changes_table(facts, found),
        execution=brief.execution_table(facts, found),
        open=brief.open_findings(found, facts),
        ties=tie_outs_address(facts),
    )
    return render(request, "brief.html", context)
