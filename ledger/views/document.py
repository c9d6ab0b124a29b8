"""사업별 설명서: one page that is the document, on screen and on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.council import form_texts
from ledger.council.paper import basis, document
from ledger.figures.facts import Facts
from ledger.load import NotInLedger
from ledger.load.rows import sections_of
from ledger.tieout import findings
from ledger.views.page import page_context, tie_outs_address
from ledger.views.request.asked import asked_facts, not_found_error
from ledger.words import labels


@require_safe
def document_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The document of a programme's version, in the form's order and units whatever unit the reader chose."""
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    sections = sections_of(slug, facts.document)
    context = paper_context(request, facts)
    found = findings(facts, with_causes=False)
    context.update(
        report="document",
        title=_("Programme description"),
        costs=document.cost_texts(facts, found),
        outline=form_texts.outline(sections),
        locations=form_texts.locations(sections),
        notes=[text for _label, text in form_texts.headed_texts(sections, "note", "")],
        summary=document.summary_table(facts, found),
        reasons=document.reasons_table(facts, found),
        basis=(
            basis.compared_basis_table(facts, found)
            if form_texts.changes_another(facts)
            else basis.basis_table(facts, found)
        ),
        plan=document.plan_table(facts, found),
        texts=[
            (title, form_texts.text_items(sections, kind)) for kind, title in form_texts.texts_of_the_form()
        ],
        schedule=document.schedule_table(facts, found),
        achievements=document.achievements_table(sections),
        effects=(_("Expected effects"), form_texts.text_items(sections, "effects")),
        settlement=document.settlement_table(facts, found),
        house_notes=document.house_notes(facts, found),
        ties=tie_outs_address(facts),
    )
    return render(request, "document.html", context)


def paper_context(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    """What a page for paper needs beside the heading: what stands on every sheet of it."""
    context = page_context(request, facts)
    not_confirmed = str(labels.NOT_CONFIRMED.get(facts.version.status, ""))
    context.update(
        not_confirmed=not_confirmed,
        running_head=f"{facts.program.name} · {context['headline']}",
    )
    return context
