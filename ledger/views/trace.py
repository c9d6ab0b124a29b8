"""수치 근거: what a figure is and where it comes from, as a page and as JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger.load import NotInLedger
from ledger.load.history import LastChange, last_changes
from ledger.provenance.sources import Term
from ledger.provenance.trace import Tracer, counterpart
from ledger.reports import bases
from ledger.views.asked import (
    asked_beside,
    asked_facts,
    asked_report,
    chosen,
    declared_report,
    in_asked_unit,
    not_found,
    refused,
)
from ledger.views.page import page_context
from ledger.views.traced import Page, as_context, printed, touching
from ledger.words.findings import Words, as_record
from ledger.words.formats import json_figure
from ledger.words.traces import TraceWords, json_exact

FORMATS = ("html", "json")


@require_safe
def trace_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """One figure of a report, named by the keys of its row and column."""
    declared = declared_report(report)
    shape = chosen(request, "format", FORMATS) or "html"
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found(missing) from missing
    beside = asked_beside(request, bases.named(facts)) if declared.takes_second_base else None
    computed, _sort = asked_report(request, declared, facts, beside)
    computed = in_asked_unit(request, computed)
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if row not in (known_rows := [one.key for one in computed.rows]):
        raise refused("row", row, known_rows)
    if column not in (known_columns := [one.key for one in computed.columns]):
        raise refused("column", column, known_columns)
    tracer = Tracer(facts, beside)
    page = Page(request, facts, computed, tracer, TraceWords(tracer), tracer.trace(computed, row, column))
    if shape == "json":
        return JsonResponse(as_json(page), json_dumps_params={"ensure_ascii": False})
    return render(request, "trace.html", {**page_context(request, facts, report), **as_context(page)})


def as_json(page: Page) -> dict[str, Any]:
    """The trace as JSON: won as integers, rates as strings in percent, everything listed."""
    report, trace, words, facts = page.report, page.trace, page.words, page.facts
    other = counterpart(report, trace.row, trace.column)
    changes = last_changes((one.kind, one.id, one.field) for one in trace.sources)
    finding_words = Words(facts)

    def term_figure(one: Term) -> int | str | None:
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
                "counts_as_zero": one.is_nil,
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
                "last_change": None if key not in changes else changed(changes[key]),
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
            for one in printed(page)
        ],
        "findings": [
            as_record(finding, entry, facts, finding_words)
            for entry, its in touching(page)
            for finding in its
        ],
    }


def changed(change: LastChange) -> dict[str, str]:
    return {
        "how": change.how,
        "at": change.at.isoformat(timespec="seconds"),
        "who": change.who,
        "why": change.why,
    }
