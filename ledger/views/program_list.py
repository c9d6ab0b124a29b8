"""The start page: all programmes of a year by bureau and division. The address is the state of the page."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.exports.line_items import PARAMETERS, write_query
from ledger.figures.program_list import ProgramList
from ledger.load import NotInLedger
from ledger.load.program_list import load_programs
from ledger.reporting.report import Report
from ledger.reports import programs
from ledger.reports.programs import FILTERS, ProgramFilter
from ledger.screen import program_table
from ledger.screen.program_table import ProgramTable
from ledger.views.excel_file import excel_file
from ledger.views.reports import FORMATS, cells_json
from ledger.views.request.asked import address, asked_choice, asked_number, in_asked_unit, refused_value
from ledger.views.saved_views import LONGEST_VALUE, views_context
from ledger.words import heading_words, labels, locale
from ledger.words.footnotes import footnotes
from ledger.workbook import SheetHeading, workbook_under
from ledger.workbook.file_name import file_name
from sites.texts import plain_text

PROGRAMS_PER_PAGE = 100
GROUPS = ("division", "none")
"""What the programmes stand under: bureau and division, or nothing."""


@require_safe
def programs_page(request: HttpRequest) -> HttpResponse:
    """The list on screen, as JSON or as an Excel file; the files have all that match, not only a page of them."""
    shape = asked_choice(request, "format", FORMATS) or "html"
    is_flat = asked_choice(request, "group", GROUPS) == "none"
    asked = asked_programs(request)
    listed = asked_list(request)
    found = programs.find_programs(listed, asked)
    page = Paginator(found, PROGRAMS_PER_PAGE).get_page(request.GET.get("page"))
    cut = slice(page.start_index() - 1, page.end_index()) if shape == "html" and found else None
    sort = request.GET.get("sort") or None
    try:
        report = programs.build(listed, asked, is_flat=is_flat, sort=sort, page=cut)
    except KeyError as unknown:
        raise refused_value(
            "sort", str(sort), ["label", *(column.key for column in programs.COLUMNS)]
        ) from unknown
    report = in_asked_unit(request, program_table.with_headings(report, listed))
    if shape == "json":
        return JsonResponse(list_json(report, listed), json_dumps_params={"ensure_ascii": False})
    if shape == "xlsx":
        return as_excel(report, listed)
    context = {
        "listed": listed,
        "found": len(found),
        "without_budget": program_table.without_budget(listed),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "headline": program_table.list_headline(listed),
        "is_draft": program_table.is_draft(listed),
        "has_several_bases": len(listed.pairs) > 1,
        "table": ProgramTable(report, listed, found, sort),
        "footnotes": footnotes(report),
        "asked": asked,
        "is_filtered": asked != ProgramFilter(),
        "is_flat": is_flat,
        "sort": sort or "",
        "choices": choices(listed, asked),
        "strangers": unknown_name_sentences(listed, asked),
        "units": locale.READERS_UNITS,
        "excel": address(request, format="xlsx"),
        "line_items": f"{reverse('export_line_items')}?{write_query(listed.year, asked)}",
        **views_context(request),
    }
    return render(request, "programs.html", context)


def asked_programs(request: HttpRequest) -> ProgramFilter:
    """What the address filters by. Raises BadRequest for a value that no name of the ledger can be."""
    texts = {}
    for name, field in PARAMETERS.items():
        text = plain_text(request.GET.get(name, ""))
        if len(text) > LONGEST_VALUE:
            raise BadRequest(
                _("The value of %(name)s is too long: %(count)s letters at most.")
                % {"name": name, "count": LONGEST_VALUE}
            )
        texts[field] = text
    return ProgramFilter(**texts)


def asked_list(request: HttpRequest) -> ProgramList:
    """All programmes in the year that the address asks for. Raises Http404 for a year without versions."""
    try:
        return load_programs(asked_number(request, "year"))
    except NotInLedger as missing:
        raise Http404(
            _("The ledger holds no budget of %(asked)s. It holds the years %(known)s.")
            % {"asked": missing.asked, "known": ", ".join(map(str, missing.known)) or "–"}
        ) from missing


def filter_names(listed: ProgramList, field: str) -> list[str]:
    """The bureaus, divisions or accounts of the ledger, each once."""
    return sorted({name for one in listed.programs if (name := getattr(one.program, field))})


def choices(listed: ProgramList, asked: ProgramFilter) -> list[tuple[str, locale.Text, str, list[str]]]:
    """Each filter: its parameter, its label, what is chosen, what there is to choose. Divisions are the bureau's."""
    divisions = [one.program.division for one in listed.programs if asked.bureau in ("", one.program.bureau)]
    filters: list[tuple[str, locale.Text, str, list[str]]] = []
    for field, text in FILTERS.items():
        value = getattr(asked, field)
        known = sorted(filter(None, set(divisions))) if field == "division" else filter_names(listed, field)
        if value and value not in known:
            known = [value, *known]
        filters.append((field, labels.heading(text), value, known))
    return filters


def unknown_name_sentences(listed: ProgramList, asked: ProgramFilter) -> list[str]:
    """A sentence for each name that is asked for and that no programme has, as in an old link."""
    sentences = []
    for field in FILTERS:
        value, known = getattr(asked, field), filter_names(listed, field)
        if value and value not in known:
            sentences.append(
                _("No programme of the ledger has “%(value)s”. There are: %(known)s")
                % {"value": value, "known": first_names(known)}
            )
    return sentences


def first_names(known: Sequence[str], most: int = 5) -> str:
    """The first of some names, '…' where there are more; '–' for none."""
    return ", ".join(known[:most]) + (" …" if known[most:] else "") if known else "–"


def list_json(report: Report, listed: ProgramList) -> dict[str, Any]:
    """The list as JSON, as any report; `version` and `base` only where all programmes share them."""
    version, base = listed.pairs[0] if len(listed.pairs) == 1 else (None, None)
    return {
        "program": None,
        "report": report.name,
        "year": listed.year,
        "version": version.key if version else None,
        "base": base.key if base else None,
        "as_of": listed.as_of.isoformat(timespec="seconds"),
        **cells_json(report, None),
    }


def as_excel(report: Report, listed: ProgramList) -> HttpResponse:
    """The list as an Excel file."""
    heading = SheetHeading(
        "", program_table.list_headline(listed), listed.as_of, program_table.version_names(listed)
    )
    return excel_file(workbook_under(heading, report), file_name(heading_words.title(report), listed.year))
