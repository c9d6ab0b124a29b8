"""증감 내역: what changed against what, and why. The one report on which readers write: 증감사유."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ledger.figures.facts import Facts
from ledger.load import NotInLedger
from ledger.reporting import comparison
from ledger.reporting.reasons import cell_of, change_sides, reasons
from ledger.reporting.report import Report
from ledger.reports import bases, budget_summary, variance
from ledger.screen.tables import row_anchor
from ledger.screen.tie_marks import marks_of
from ledger.screen.variance_table import VarianceTable
from ledger.tieout import findings
from ledger.views.explaining import Typed, save_explanations
from ledger.views.forms import ExplanationForm
from ledger.views.page import page_context, reason_counts, tie_outs_address, trace_address
from ledger.views.reports import FORMATS, report_file
from ledger.views.request.asked import (
    address,
    asked_beside,
    asked_choice,
    asked_facts,
    asked_report,
    in_asked_unit,
    not_found_error,
)
from ledger.views.request.rights import rights_in
from ledger.words import heading_words, labels
from ledger.words.findings import FindingWords
from ledger.words.footnotes import footnotes

TOPS = (3, 5, 10, 20)
"""How many of the largest changes a reader may ask for; the rest is summed."""

CELL = ("report", "row", "column")
"""The fields that name the change in the form of its explanation."""


@require_http_methods(["GET", "HEAD", "POST"])
def variance_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The changes by one breakdown against one base or two; a POST explains one of them."""
    shape = asked_choice(request, "format", FORMATS) or "html"
    try:
        facts = asked_facts(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    named = bases.bases_of_version(facts)
    beside = beside_on_page(request, facts, named)
    computed, sort = asked_report(request, variance.REPORT, facts, beside)
    form = None
    if request.method == "POST":
        form = ExplanationForm(request.POST)
        if save_explanations(request, facts, [form], "change", changes_as_shown(computed)):
            rows = {cell_of(computed, one)[1]: one.key for one in computed.rows}
            row = rows.get(form.cleaned_data["row"], form.cleaned_data["row"])
            return HttpResponseRedirect(f"{address(request, explain='')}#{row_anchor('variance', row)}")
    computed = in_asked_unit(request, computed)
    if shape != "html":
        return report_file(shape, computed, facts)
    of_row = reasons(computed, facts)
    context = page_context(request, facts, "variance")
    ties = tie_outs_address(facts)
    table = VarianceTable(
        computed,
        facts,
        sort,
        marks_of(findings(facts, with_causes=False), computed, facts, FindingWords(facts), ties),
        trace_address(request, facts, "variance", beside=beside.base.key if beside and beside.base else ""),
        of_row,
        writing_context(request, computed, facts, form),
    )
    context.update(
        title=heading_words.title(computed),
        table=table,
        footnotes=footnotes(computed, facts),
        breakdowns={key: labels.breakdown(key) for key in variance.BREAKDOWNS},
        by=computed.by,
        excel=address(request, format="xlsx"),
        base_rows=base_rows(request, facts, named, beside),
        rate_heading=heading_words.words_of_column(comparison.RATE),
        tops=TOPS,
        top=request.GET.get("top", ""),
        only=request.GET.get("only", ""),
        threshold_words=labels.threshold_text(facts.threshold),
        counts=reason_counts(facts),
        form=form,
    )
    return render(request, "variance.html", context, status=200 if form is None else 409)


def beside_on_page(request: HttpRequest, facts: Facts, named: tuple[bases.Base, ...]) -> Facts | None:
    """The second base that the address asks for; on the page, where it asks for none, the one that differs most."""
    is_asked = bool(request.GET.get("beside")) or request.GET.get("format", "html") != "html"
    if is_asked:
        # Files have the columns of the form unless they are asked for more.
        return asked_beside(request, named)
    most = bases.most_different(facts, named)
    return most.facts if most else None


def changes_as_shown(report: Report) -> Any:
    """The function that says of a typed form whether its change is still as the page showed it."""
    standing = {(*cell_of(report, row), *change_sides(row)) for row in report.rows}

    def is_so(typed: Typed) -> bool:
        return tuple(typed[key] for key in (*CELL, "left", "right")) in standing

    return is_so


def writing_context(
    request: HttpRequest, report: Report, facts: Facts, form: ExplanationForm | None
) -> dict[str, Any]:
    """What the table needs to let a reader write: the address, whether he may, the row whose form is open."""
    granted = rights_in(request, facts.program.slug, "add_explanation", "view_explanation")
    may = "add_explanation" in granted and facts.base is not None and facts.base.id != 0
    asked = form.data.get("key", "") if form else request.GET.get("explain", "")
    return {
        "request": request,
        "may": may,
        "open": asked if may else "",
        "action": address(request, explain=""),
        "links": address(request, explain=""),
        "form": form,
        "may_see_notes": "view_explanation" in granted,
        "drill": drill_links(report, facts),
    }


def drill_links(report: Report, facts: Facts) -> dict[str, str]:
    """Row key -> where its line items stand beside those of the base; of subjects and sites."""
    if report.by not in ("subject", "site"):
        return {}
    page = reverse("report_page", args=[facts.program.slug, "basis-comparison"])
    query = {"version": facts.version.key}
    if facts.base is not None and facts.base.id:
        query["base"] = facts.base.key
    return {
        row.key: f"{page}?{urlencode({**query, report.by: row.key})}"
        for row in report.rows
        if row.key not in ("total", "other") and not (report.by == "subject" and row.key == "unassigned")
    }


def base_rows(
    request: HttpRequest, facts: Facts, named: tuple[bases.Base, ...], beside: Facts | None
) -> list[dict[str, Any]]:
    """The bases to choose from, each with the programme's whole change against it; those not held say so."""
    own = bases.change_row(facts)
    rows = []
    for base in named:
        row: dict[str, Any] = {"words": labels.BASES[base.name], "is_held": base.facts is not None}
        if base.facts is not None and base.key is not None:
            report = budget_summary.build(base.facts)
            total = report.row("total")
            difference = bases.difference_kind(own, total, facts.threshold)
            row.update(
                name=heading_words.base_label(base.key, facts),
                is_shown=facts.base is not None and base.key == facts.base.key,
                is_beside=beside is not None and beside.base is not None and base.key == beside.base.key,
                choose=address(request, base=base.key, beside="", explain=""),
                compare=address(request, beside=base.key, explain=""),
                figures=[
                    heading_words.figure_text(in_asked_unit(request, report), total, column)
                    for column in report.columns
                    if column.key in ("prior", "change", "rate")
                ],
                difference=labels.DIFFERENCES.get(difference, ""),
            )
        rows.append(row)
    return rows
