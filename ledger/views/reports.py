"""The reports: on screen, as JSON, as an Excel file."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.figures.facts import Facts
from ledger.load import NotInLedger
from ledger.reporting.deemed import deemed_part
from ledger.reporting.reasons import Reason, reasons
from ledger.reporting.report import Report
from ledger.reports import DECLARED, basis_comparison, budget_summary, execution, sites
from ledger.reports.sites import NO_SITE_GIVEN
from ledger.screen.charts import CHARTS
from ledger.screen.tables import LabelColumn, ReportTable
from ledger.screen.tie_marks import marks_of
from ledger.tieout import findings
from ledger.views.entering.modes import may_look_at_entry
from ledger.views.excel_file import excel_file
from ledger.views.page import page_context, reason_counts, tie_outs_address, trace_address
from ledger.views.request.asked import (
    address,
    asked_choice,
    asked_facts,
    asked_report,
    declared_report,
    in_asked_unit,
    not_found_error,
)
from ledger.views.request.rights import rights_in
from ledger.views.sites import sites_context
from ledger.words import heading_words, labels
from ledger.words.corrections import numbered_corrections
from ledger.words.findings import FindingWords
from ledger.words.footnotes import footnotes
from ledger.words.formats import json_figure
from ledger.workbook import report_workbook
from ledger.workbook.file_name import file_name

FORMATS = ("html", "json", "xlsx")
"""What a report is asked for as."""


@require_safe
def report_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """A report on screen, as JSON or as an Excel file."""
    declared = declared_report(report)
    shape = asked_choice(request, "format", FORMATS) or "html"
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    computed, sort = asked_report(request, declared, facts)
    computed = in_asked_unit(request, computed)
    if shape != "html":
        return report_file(shape, computed, facts)
    found, ties = findings(facts, with_causes=False), tie_outs_address(facts)
    extra = EXTRAS[report](request, facts, computed) if report in EXTRAS else {}
    by = declared.question("by")
    context = {
        **page_context(request, facts, report),
        "title": heading_words.title(computed),
        "table": ReportTable(
            computed,
            facts,
            sort,
            marks_of(found, computed, facts, FindingWords(facts), ties),
            trace_address(request, facts, report),
            label=LabelColumn(computed, extra.pop("row_links", None)),
        ),
        "footnotes": [*footnotes(computed, facts), *numbered_corrections(computed, facts, found).notes],
        "breakdowns": {key: labels.breakdown(key) for key in by.values(facts)} if by else {},
        "by": computed.by or (by and by.shown),
        "charts": CHARTS[declared.chart](computed, facts) if declared.chart else [],
        "filters": [],
        "kept": [(name, request.GET[name]) for name in ("year", "version", "base") if request.GET.get(name)],
        "excel": address(request, format="xlsx"),
        "counts": None,
        **extra,
    }
    return render(request, context.pop("template", "report.html"), context)


def report_file(shape: str, report: Report, facts: Facts) -> HttpResponse:
    """A report as JSON or as an Excel file."""
    if shape == "json":
        return JsonResponse(report_json(report, facts), json_dumps_params={"ensure_ascii": False})
    name = file_name(facts.program.name, facts.year, heading_words.report_name(report))
    return excel_file(report_workbook(report, facts), name)


def report_json(report: Report, facts: Facts) -> dict[str, Any]:
    """A report as JSON: money in won, rates as strings in percent, a missing cell null.

    A row of a comparison has its explanation too: its state and the text for submission, never the internal note.
    `deemed` is what of the version is 성립전·간주, by account code, where it has any.
    """
    deemed = {one.subject.code: one.amount for one in deemed_part(facts)}
    return {
        "program": facts.program.slug,
        "report": report.name,
        "year": facts.year,
        "version": facts.version.key,
        "base": facts.base.key if facts.base else None,
        "as_of": facts.as_of.isoformat(timespec="seconds"),
        **({"deemed": deemed} if deemed else {}),
        **cells_json(report, facts),
    }


def cells_json(report: Report, facts: Facts | None) -> dict[str, Any]:
    """The columns and rows of a report as JSON. Without facts the columns have their names."""
    why = reasons(report, facts) if facts is not None and DECLARED[report.name].is_explained else {}
    return {
        "columns": [
            {
                "key": column.key,
                "label": heading_words.full_heading(report, column, facts),
                "kind": column.kind,
                **({"base": column.base} if column.base else {}),
            }
            for column in report.columns
        ],
        "rows": [
            {
                "key": row.key,
                "label": heading_words.row_label(row),
                "figures": {
                    column.key: json_figure(row.figures[column.key], column) for column in report.columns
                },
                "derived": list(row.derived),
                "assumed": list(row.assumed),
                "marks": list(row.marks),
                "notes": dict(row.notes),
                **({"explanation": reason_json(why[row.key])} if row.key in why else {}),
            }
            for row in report.rows
        ],
    }


def reason_json(reason: Reason) -> dict[str, str]:
    """The explanation of a change as JSON: its state and the text for submission, never the internal note."""
    text = reason.explanation.submission_text if reason.explanation else ""
    return {"state": reason.state, "text": text}


Extra = dict[str, Any]
"""What a page has beside its table: context, `row_links` (row key -> where its words lead), `template`."""


def of_summary(request: HttpRequest, facts: Facts, report: Report) -> Extra:
    """How many changes have no explanation yet."""
    return {"counts": reason_counts(facts)}


def of_comparison(request: HttpRequest, facts: Facts, report: Report) -> Extra:
    """What the lines can be narrowed to, and the history of each."""
    return {"filters": line_filters(request, facts), "row_links": history_links(request, facts)}


def history_links(request: HttpRequest, facts: Facts) -> dict[str, str]:
    """Row key of each line item -> its history in data entry, for those who may look there."""
    if not may_look_at_entry(request):
        return {}
    return {
        key: reverse("admin:ledger_budgetlineitem_history", args=[line.id])
        for key, (current, prior) in basis_comparison.pairs_of(facts).items()
        if (line := current or prior) is not None
    }


Filter = dict[str, Any]
"""The name of a parameter, its label, what is asked for, and the options as key and label."""


def line_filters(request: HttpRequest, facts: Facts) -> list[Filter]:
    """What the lines of the comparison can be narrowed to."""
    summary = budget_summary.build(facts)
    subjects = [(row.key, heading_words.row_label(row)) for row in summary.rows if row.key != "total"]
    sites = [(site.slug, site.name) for site in facts.sites]
    filters: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("subject", _("Account subject"), [("", _("all")), *subjects]),
        (
            "site",
            _("Site"),
            [("", _("all")), *sites, (basis_comparison.NO_SITE, labels.heading(NO_SITE_GIVEN))],
        ),
        ("unchanged", _("Unchanged lines"), [("", _("listed")), ("summed", _("summed"))]),
    ]
    return [
        {"name": name, "label": label, "asked": request.GET.get(name, ""), "options": options}
        for name, label, options in filters
    ]


def of_execution(request: HttpRequest, facts: Facts, report: Report) -> Extra:
    """What the page says of this year's execution above its table."""
    found = execution.statement(facts)
    return {
        "lead": heading_words.execution_line(facts),
        "source": found.source if found else "",
        "may_paste": bool(rights_in(request, facts.program.slug, "add_executionsnapshot")),
    }


def of_sites(request: HttpRequest, facts: Facts, report: Report) -> Extra:
    """How many sites there are, what changed of them, their budgets by year, and the milestones."""
    traces = {name: trace_address(request, facts, name) for name in sites.REPORT.related}
    return {
        "template": "sites.html",
        "lead": _("Sites: %(count)s") % {"count": labels.sites_count(report)},
        **sites_context(request, facts, report, traces),
    }


EXTRAS: dict[str, Callable[[HttpRequest, Facts, Report], Extra]] = {
    "budget-summary": of_summary,
    "basis-comparison": of_comparison,
    "execution": of_execution,
    "sites": of_sites,
}
"""Report -> what its page adds to its table."""
