"""The reports: on screen, as JSON, as an Excel file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import labels, versions
from ledger.facts import Facts
from ledger.formats import json_figure
from ledger.load import NotInLedger
from ledger.reports import REPORTS
from ledger.reports.report import Report
from ledger.tables import ReportTable, footnotes, marks_of
from ledger.tieout import findings
from ledger.views.asked import address, asked_facts, asked_report, chosen, in_asked_unit, not_found
from ledger.views.sites import sites_context
from ledger.wording import Words
from ledger.workbook import report_workbook

FORMATS = ("html", "json", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def report_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """A report on screen, as JSON or as an Excel file."""
    if report not in REPORTS:
        raise Http404(
            _("There is no report “%(report)s”. Reports: %(known)s")
            % {"report": report[:80], "known": ", ".join(REPORTS)}
        )
    shape = chosen(request, "format", FORMATS) or "html"
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found(missing) from missing
    computed, sort = asked_report(request, report, facts)
    computed = in_asked_unit(request, computed)
    if shape == "json":
        return JsonResponse(as_json(computed, facts), json_dumps_params={"ensure_ascii": False})
    if shape == "xlsx":
        name = f"{facts.program.name} {facts.year} {labels.REPORTS[report]}.xlsx"
        return HttpResponse(
            report_workbook(computed, facts),
            content_type=XLSX,
            headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
        )
    context = page_context(request, facts)
    found, ties = findings(facts), tie_outs_address(facts)
    context.update(
        report=report,
        title=labels.title(computed),
        table=ReportTable(
            computed,
            facts,
            sort,
            marks_of(found, computed, facts, Words(facts), ties),
            trace_address(request, facts, report),
        ),
        footnotes=footnotes(computed),
        breakdowns=labels.BREAKDOWNS if report == "variance" else {},
        by=computed.by,
        excel=address(request, format="xlsx"),
    )
    if report == "sites":
        context.update(sites_context(request, facts, computed, trace_address(request, facts, "site-budgets")))
        return render(request, "sites.html", context)
    return render(request, "report.html", context)


def as_json(report: Report, facts: Facts) -> dict[str, Any]:
    """A report as JSON: money in won, rates as strings in percent, a missing cell null."""
    return {
        "program": facts.program.slug,
        "report": report.name,
        "year": facts.year,
        "version": facts.version.key,
        "base": facts.base.key if facts.base else None,
        "as_of": facts.as_of.isoformat(timespec="seconds"),
        "columns": [
            {
                "key": column.key,
                "label": labels.full_heading(report, column, facts),
                "kind": column.kind,
                **({"base": column.base} if column.base else {}),
            }
            for column in report.columns
        ],
        "rows": [
            {
                "key": row.key,
                "label": labels.row_label(report, row),
                "figures": {
                    column.key: json_figure(row.figures[column.key], column) for column in report.columns
                },
                "derived": list(row.derived),
                "assumed": list(row.assumed),
                "marks": list(row.marks),
                "notes": dict(row.notes),
            }
            for row in report.rows
        ],
    }


def page_context(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    """What the pages of a programme share: heading, years, versions to choose from, reports."""
    slug = facts.program.slug
    asked = request.GET.copy()
    for name in ("format", "sort", "by", "top"):
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    return {
        "program": facts.program,
        "facts": facts,
        "headline": labels.headline(facts),
        "is_confirmed": facts.version.status == "confirmed",
        "years": sorted({*versions.years(facts.versions), facts.year}, reverse=True),
        "choices": [(one.key, labels.with_status(one)) for one in facts.versions],
        "year_choices": [
            (one.key, labels.with_status(one)) for one in facts.versions if one.fiscal_year == facts.year
        ],
        "asked_base": request.GET.get("base", ""),
        "reports": [
            (name, label, reverse("report_page", args=[slug, name]) + query)
            for name, label in labels.REPORTS.items()
        ],
        "document_is_missing": facts.document is None,
    }


def trace_address(request: HttpRequest, facts: Facts, report: str) -> str:
    """Where a report's figures say what they come from, up to the names of row and column."""
    asked = request.GET.copy()
    for name in ("format", "sort", "page", "row", "column"):
        asked.pop(name, None)
    query = f"{asked.urlencode()}&" if asked else ""
    return f"{reverse('trace_page', args=[facts.program.slug, report])}?{query}"


def tie_outs_address(facts: Facts) -> str:
    """The page of the version's tie-outs."""
    return reverse("tie_outs_page", args=[facts.program.slug]) + f"?version={facts.version.key}"
