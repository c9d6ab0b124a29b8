"""수치 근거: what a figure is and where it comes from, as a page and as JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger.load import NotInLedger
from ledger.load.history import LastChange, last_changes
from ledger.provenance.sources import CellTerm
from ledger.provenance.trace import Tracer, counterpart
from ledger.reports import bases
from ledger.views.entering.modes import TO, TO_ENTRY
from ledger.views.page import page_context
from ledger.views.request.asked import (
    asked_beside,
    asked_choice,
    asked_facts,
    asked_report,
    declared_report,
    in_asked_unit,
    not_found_error,
    refused_value,
)
from ledger.views.trace_parts import TracePage, entries_at_cell, printed_figures, trace_context
from ledger.words.findings import FindingWords, finding_record
from ledger.words.formats import json_figure
from ledger.words.traces import TraceWords, json_exact

FORMATS = ("html", "json")


@require_safe
def trace_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """One figure of a report, named by the keys of its row and column; `?to=entry` leads to the cell that enters it."""
    declared = declared_report(report)
    shape = asked_choice(request, "format", FORMATS) or "html"
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    beside = asked_beside(request, bases.bases_of_version(facts)) if declared.takes_second_base else None
    computed, _sort = asked_report(request, declared, facts, beside)
    computed = in_asked_unit(request, computed)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if row not in (known_rows := [one.key for one in computed.rows]):
        raise refused_value("row", row, known_rows)
    if column not in (known_columns := [one.key for one in computed.columns]):
        raise refused_value("column", column, known_columns)
    tracer = Tracer(facts, beside)
    page = TracePage(
        request, facts, computed, tracer, TraceWords(tracer), tracer.trace(computed, row, column)
    )
    leads_on = asked_choice(request, TO, (TO_ENTRY,)) is not None
    if leads_on and shape == "html" and page.cell:
        return HttpResponseRedirect(page.cell)
    if shape == "json":
        return JsonResponse(trace_json(page), json_dumps_params={"ensure_ascii": False})
    return render(request, "trace.html", {**page_context(request, facts, report), **trace_context(page)})


def trace_json(page: TracePage) -> dict[str, Any]:
    """The trace as JSON: won as integers, rates as strings in percent, everything listed."""
    report, trace, words, facts = page.report, page.trace, page.words, page.facts
    other = counterpart(report, trace.row, trace.column)
    changes = last_changes((one.kind, one.id, one.field) for one in trace.sources)
    finding_words = FindingWords(facts)

    def term_figure(one: CellTerm) -> int | str | None:
        return json_figure(one.figure, words.cell(one.place)[2])

    return {
        "program": facts.program.slug,
        "report": report.name,
        "by": report.by,
        "row": trace.row.key,
        "column": trace.column.key,
        "label": words.whole(trace.place),
        "year": facts.year,
        "version": facts.version.key,
        "base": facts.base.key if facts.base else None,
        "as_of": facts.as_of.isoformat(timespec="seconds"),
        "kind": trace.column.kind,
        "figure": json_figure(trace.figure, trace.column),
        "text": words.printed(trace.place),
        "unit": report.unit,
        "operation": trace.operation,
        "sentence": words.sentence(trace),
        "formula": words.formula(trace),
        "counterpart": None if other is None else other.__dict__,
        "terms": [
            {
                **one.place.__dict__,
                "label": words.name(one.place, trace.place),
                "sign": one.sign,
                "figure": term_figure(one),
                "counts_as_zero": one.counts_as_zero,
            }
            for one in trace.terms
        ],
        "sources": [
            {
                "kind": one.kind,
                "id": one.id,
                "field": one.field,
                "label": words.source(one)[0],
                "version": one.version,
                "sign": one.sign,
                "figure": json_exact(one.figure),
                "unit": one.unit,
                "last_change": None if key not in changes else change_json(changes[key]),
            }
            for one in trace.sources
            for key in [(one.kind, one.id, one.field)]
        ],
        "printed": [
            {
                "text": one["text"],
                "unit": one["unit_key"],
                **{key: one[key] for key in ("value", "rate", "line", "source", "repair")},
            }
            for one in printed_figures(page)
        ],
        "findings": [
            finding_record(finding, entry, facts, finding_words)
            for entry, its in entries_at_cell(page)
            for finding in its
        ],
    }


def change_json(change: LastChange) -> dict[str, str]:
    """A change of a row as JSON."""
    return {
        "how": change.how,
        "at": change.at.isoformat(timespec="seconds"),
        "who": change.who,
        "why": change.why,
    }
