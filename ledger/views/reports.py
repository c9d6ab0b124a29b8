"""The reports: on screen, as JSON, as an Excel file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.figures.facts import Facts
from ledger.load import NotInLedger
from ledger.reports import BREAKDOWNS, REPORTS, basis_comparison, execution
from ledger.reports.reasons import COMPARISONS, Reason, reasons
from ledger.reports.report import Report
from ledger.screen.charts import CHARTS
from ledger.screen.tables import LabelColumn, ReportTable
from ledger.screen.tie_marks import marks_of
from ledger.tieout import findings
from ledger.views.asked import (
    address,
    asked_facts,
    asked_report,
    assert_report,
    chosen,
    in_asked_unit,
    not_found,
)
from ledger.views.excel_file import excel_file
from ledger.views.page import may_look_at_entry, page_context, reason_counts, tie_outs_address, trace_address
from ledger.views.rights import rights
from ledger.views.sites import sites_context
from ledger.words import heading_words, labels
from ledger.words.corrections import numbered_corrections
from ledger.words.findings import Words
from ledger.words.footnotes import footnotes
from ledger.words.formats import json_figure
from ledger.workbook import report_workbook
from ledger.workbook.file_name import file_name

FORMATS = ("html", "json", "xlsx")
SHOWN_BY = {"settlement": "subject", "settlement-bridge": "program"}
"""What the reports that need no `by` show without one."""


@require_safe
def report_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """A report on screen, as JSON or as an Excel file."""
    assert_report(report)
    shape = chosen(request, "format", FORMATS) or "html"
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found(missing) from missing
    computed, sort = asked_report(request, report, facts)
    computed = in_asked_unit(request, computed)
    if shape != "html":
        return report_file(shape, computed, facts)
    context = page_context(request, facts, report)
    found, ties = findings(facts, with_causes=False), tie_outs_address(facts)
    context.update(
        title=heading_words.title(computed),
        table=ReportTable(
            computed,
            facts,
            sort,
            marks_of(found, computed, facts, Words(facts), ties),
            trace_address(request, facts, report),
            label=LabelColumn(
                computed, history_links(request, facts) if report == "basis-comparison" else None
            ),
        ),
        footnotes=[*footnotes(computed), *numbered_corrections(computed, facts, found).notes],
        breakdowns={key: labels.BREAKDOWNS[key] for key in BREAKDOWNS.get(report, ())},
        by=computed.by or SHOWN_BY.get(report),
        charts=CHARTS[report](computed, facts) if report in CHARTS else [],
        **(execution_words(request, facts) if report == "execution" else {}),
        filters=line_filters(request, facts) if report == "basis-comparison" else [],
        kept=[(name, request.GET[name]) for name in ("year", "version", "base") if request.GET.get(name)],
        excel=address(request, format="xlsx"),
        counts=reason_counts(facts) if report == "budget-summary" else None,
    )
    if report == "sites":
        context["lead"] = _("Sites: %(count)s") % {"count": labels.sites_count(computed)}
        context.update(sites_context(request, facts, computed, trace_address(request, facts, "site-budgets")))
        return render(request, "sites.html", context)
    return render(request, "report.html", context)


def report_file(shape: str, report: Report, facts: Facts) -> HttpResponse:
    """A report as JSON or as an Excel file."""
    if shape == "json":
        return JsonResponse(as_json(report, facts), json_dumps_params={"ensure_ascii": False})
    name = file_name(facts.program.name, facts.year, labels.REPORTS[report.name])
    return excel_file(report_workbook(report, facts), name)


def as_json(report: Report, facts: Facts) -> dict[str, Any]:
    """A report as JSON: money in won, rates as strings in percent, a missing cell null.

    A row of a comparison has its explanation too: its state and the text for submission, never the internal note.
    """
    return {
        "program": facts.program.slug,
        "report": report.name,
        "year": facts.year,
        "version": facts.version.key,
        "base": facts.base.key if facts.base else None,
        "as_of": facts.as_of.isoformat(timespec="seconds"),
        **as_cells(report, facts),
    }


def as_cells(report: Report, facts: Facts | None) -> dict[str, Any]:
    """The columns and rows of a report as JSON. Without facts the columns have their names."""
    why = reasons(report, facts) if facts is not None and report.name in COMPARISONS else {}
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
                "label": heading_words.row_label(report, row),
                "figures": {
                    column.key: json_figure(row.figures[column.key], column) for column in report.columns
                },
                "derived": list(row.derived),
                "assumed": list(row.assumed),
                "marks": list(row.marks),
                "notes": dict(row.notes),
                **({"explanation": explanation(why[row.key])} if row.key in why else {}),
            }
            for row in report.rows
        ],
    }


def explanation(reason: Reason) -> dict[str, str]:
    text = reason.explanation.submission_text if reason.explanation else ""
    return {"state": reason.state, "text": text}


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
    summary = REPORTS["budget-summary"](facts)
    subjects = [
        (row.key, heading_words.row_label(summary, row)) for row in summary.rows if row.key != "total"
    ]
    sites = [(site.slug, site.name) for site in facts.sites]
    filters: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("subject", _("Account subject"), [("", _("all")), *subjects]),
        ("site", _("Site"), [("", _("all")), *sites, (basis_comparison.UNASSIGNED, _("No site given"))]),
        ("unchanged", _("Unchanged lines"), [("", _("listed")), ("summed", _("summed"))]),
    ]
    return [
        {"name": name, "label": label, "asked": request.GET.get(name, ""), "options": options}
        for name, label, options in filters
    ]


def execution_words(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    """What the page says of this year's execution above its table."""
    found = execution.statement(facts)
    return {
        "lead": heading_words.execution_line(facts),
        "source": found.source if found else "",
        "may_paste": bool(rights(request, "add_executionsnapshot")),
    }
