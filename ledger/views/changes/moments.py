"""두 시점 비교: a report as it was at two moments, on screen, as JSON or as an Excel file."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.figures.facts import Facts
from ledger.load import NotInLedger, load
from ledger.reporting.declared import Declared
from ledger.reporting.moments import side_by_side
from ledger.reporting.report import Report
from ledger.screen.tables import ReportTable
from ledger.views.changes.asked import asked_moment, default_since, first_of
from ledger.views.excel_file import excel_file
from ledger.views.page import page_context
from ledger.views.reports import FORMATS, cells_json
from ledger.views.request.asked import (
    address,
    asked_choice,
    asked_report,
    asked_version,
    declared_report,
    in_asked_unit,
    not_found_error,
)
from ledger.views.request.moment import ASKED, moment_asked
from ledger.words import heading_words, moment_words
from ledger.words.footnotes import footnotes
from ledger.workbook import SheetHeading, workbook_under
from ledger.workbook.file_name import file_name

KEPT = ("year", "version", "base", "by", "unit")
"""What the address keeps when other moments are chosen."""


@require_safe
def moments_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """A report at two moments: `?then=` (by itself a week ago) and `?now=` (by itself the present)."""
    declared = declared_report(report)
    shape = asked_choice(request, "format", FORMATS) or "html"
    then, now = asked_moments(request)
    try:
        asked = asked_version(request)
        facts = load(slug, asked.version, asked.base, now, year=asked.year)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    computed, _sort = asked_report(request, declared, facts)
    side = side_by_side(report_then(request, declared, facts, then), computed)
    shown = in_asked_unit(request, moment_words.named(side, facts))
    notes = (str(moment_words.ONCE), *footnotes(computed, facts))
    if shape != "html":
        return moments_file(shape, shown, facts, then, notes)
    table = ReportTable(shown, None, None)
    table.orderable = False
    context = {
        **page_context(request, facts, report),
        "title": _("%(report)s at two moments") % {"report": heading_words.title(computed)},
        "lead": moment_words.moments_line(then, facts.as_of),
        "counts_line": moment_words.counts_line(side),
        "table": table,
        "footnotes": notes,
        "then": timezone.localtime(then),
        "now": timezone.localtime(now) if now else None,
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "excel": address(request, format="xlsx"),
    }
    return render(request, "moments.html", context)


def asked_moments(request: HttpRequest) -> tuple[datetime, datetime | None]:
    """The two moments; None for the present. Raises BadRequest for what is none, is to come, or the wrong way round."""
    present = timezone.now()
    then = asked_moment(request.GET, "then") or default_since()
    now = asked_moment(request.GET, "now", is_end=True)
    if now is None and request.GET.get(ASKED, "").strip():
        # The page was opened from one that shows the ledger as it was.
        now = moment_asked(request.GET[ASKED].strip())
    # A day that ends a time ends at the first moment of the next one: today is up to the present.
    tomorrow = first_of(timezone.localdate(present) + timedelta(days=1))
    for moment, latest in ((then, present), (now, tomorrow)):
        if moment is not None and moment > latest:
            raise BadRequest(
                _("%(moment)s is still to come: the ledger has not been written so far.")
                % {"moment": moment_words.moment_text(moment)}
            )
    now = None if now is None or now >= present else now
    if then > (now or present):
        raise BadRequest(
            _("The first moment, %(then)s, comes after the second one, %(now)s: exchange them.")
            % {"then": moment_words.moment_text(then), "now": moment_words.moment_text(now or present)}
        )
    return then, now


def report_then(request: HttpRequest, declared: Declared, facts: Facts, then: datetime) -> Report | None:
    """The report as it was, of the same version and base; None where the ledger did not hold them."""
    base = facts.base.key if facts.base else None
    try:
        before = load(facts.program.slug, facts.version.key, base, then)
        return asked_report(request, declared, before)[0]
    except (NotInLedger, BadRequest):
        # A value that the address asks for may have come since.
        return None


def moments_file(
    shape: str, shown: Report, facts: Facts, then: datetime, notes: tuple[str, ...]
) -> HttpResponse:
    """The report of two moments as JSON or as an Excel file."""
    if shape == "json":
        told: dict[str, Any] = {
            "program": facts.program.slug,
            "report": shown.name,
            "year": facts.year,
            "version": facts.version.key,
            "base": facts.base.key if facts.base else None,
            "then": timezone.localtime(then).isoformat(timespec="seconds"),
            "now": facts.as_of.isoformat(timespec="seconds"),
            **cells_json(shown, None),
        }
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    line = f"{heading_words.headline(facts)} · {moment_words.moments_line(then, facts.as_of)}"
    heading = SheetHeading(facts.program.name, line, facts.as_of, {}, notes=notes)
    words = _("%(report)s at two moments") % {"report": heading_words.report_name(shown)}
    return excel_file(workbook_under(heading, shown), file_name(facts.program.name, facts.year, words))
