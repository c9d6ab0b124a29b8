"""Request -> load -> build -> table -> page, JSON or Excel. One small function for each address."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import labels, versions
from ledger.facts import Facts
from ledger.formats import in_words, json_figure
from ledger.load import NotInLedger, load
from ledger.models import Program
from ledger.reports import REPORTS
from ledger.reports import variance as variance_report
from ledger.reports.order import ordered
from ledger.reports.report import Report
from ledger.tables import ReportTable, footnotes, tie_notes
from ledger.tieout import schedule_to_budget
from ledger.workbook import report_workbook

FORMATS = ("html", "json", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROGRAMS_PER_PAGE = 100


@require_safe
def programs_page(request: HttpRequest) -> HttpResponse:
    """All programmes by bureau and division."""
    paginator = Paginator(Program.objects.order_by("bureau", "division", "name", "slug"), PROGRAMS_PER_PAGE)
    return render(request, "programs.html", {"page": paginator.get_page(request.GET.get("page"))})


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
    context["table"] = ReportTable(report, facts, None)
    context["footnotes"] = footnotes(report)
    current, change = (report.row("total").figures[key] for key in ("current", "change"))
    context["current_words"] = in_words(current) if isinstance(current, int) else None
    context["change_words"] = in_words(change) if isinstance(change, int) else None
    return render(request, "program.html", context)


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
    context.update(
        report=report,
        title=labels.title(computed),
        table=ReportTable(computed, facts, sort),
        footnotes=footnotes(computed),
        breakdowns=labels.BREAKDOWNS if report == "variance" else {},
        by=computed.by,
        ties=tie_notes(schedule_to_budget(facts), computed) if report == "schedule" else [],
        excel=address(request, format="xlsx"),
    )
    return render(request, "report.html", context)


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


def asked_facts(request: HttpRequest, slug: str) -> Facts:
    """The facts that the address asks for. Raises NotInLedger, or BadRequest for a year that is none."""
    return load(
        slug,
        request.GET.get("version") or None,
        request.GET.get("base") or None,
        year=asked_number(request, "year"),
    )


def asked_report(request: HttpRequest, report: str, facts: Facts) -> tuple[Report, str | None]:
    """The report in the breakdown and the order that the address asks for."""
    if report == "variance":
        by = chosen(request, "by", tuple(variance_report.BREAKDOWNS)) or "subject"
        computed = variance_report.build(facts, by, asked_number(request, "top"))
    else:
        computed = REPORTS[report](facts)
    sort = request.GET.get("sort") or None
    if sort is None:
        return computed, None
    try:
        return ordered(computed, sort), sort
    except KeyError as unknown:
        raise refused("sort", sort, ["label", *(column.key for column in computed.columns)]) from unknown


def asked_number(request: HttpRequest, name: str) -> int | None:
    """A whole number from the address, None where it is not given."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise BadRequest(
            _("“%(value)s” is no %(name)s. Give a whole number such as 2021.")
            % {"value": text[:80], "name": name}
        )
    return int(text)


def chosen(request: HttpRequest, name: str, known: tuple[str, ...]) -> str | None:
    """One of the known values from the address, None where it is not given."""
    value = request.GET.get(name) or None
    if value is not None and value not in known:
        raise refused(name, value, list(known))
    return value


def refused(name: str, value: str, known: list[str]) -> BadRequest:
    return BadRequest(
        _("“%(value)s” is no %(name)s of this page. Possible: %(known)s")
        % {"value": value[:80], "name": name, "known": ", ".join(known)}
    )


def not_found(missing: NotInLedger) -> Exception:
    """What the ledger does not hold, as a page that says what it does hold. A version's key is a 400's matter."""
    asked, known = str(missing.asked)[:80], ", ".join(str(key) for key in missing.known)
    match missing.what:
        case "program":
            return Http404(
                _("There is no programme “%(asked)s”. The start page lists all programmes.")
                % {"asked": asked}
            )
        case "year" if missing.asked is None:
            return Http404(_("This programme has no budget yet: a finance officer enters the first year."))
        case "year":
            return Http404(
                _("The ledger holds no budget of %(asked)s. Years of this programme: %(known)s")
                % {"asked": asked, "known": known or "–"}
            )
    return Http404(
        _("The ledger holds no budget version “%(asked)s”. It holds: %(known)s")
        % {"asked": asked, "known": known or "–"}
    )


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


def address(request: HttpRequest, **changed: str) -> str:
    """The address of this page with some parameters changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}"
