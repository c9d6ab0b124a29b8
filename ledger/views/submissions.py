"""제출 대장: what was handed in to the council, with the very files; and what was only looked at."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.council.register import DamagedContent, kept_content
from ledger.load import NotInLedger
from ledger.models import Program, WorkbookExport
from ledger.models.workbook_export import WorkbookExportQuerySet
from ledger.screen.submission_table import LookedAtTable, SubmissionTable
from ledger.views.excel_file import excel_file
from ledger.views.request.asked import address, asked_choice, asked_number, not_found_error
from ledger.words.formats import with_separators
from ledger.workbook.file_name import file_name
from ledger.workbook.listing import listing_workbook

ENTRIES_PER_PAGE = 50
FORMATS = ("html", "xlsx")


class RegisterFilter(NamedTuple):
    """What the address narrows the register to; '' and None for everything."""

    program: str
    year: int | None


may_look = permission_required("ledger.view_workbookexport", raise_exception=True)
"""Lets only those see the register who may; PermissionDenied for others."""


@require_safe
@may_look
def submissions_page(request: HttpRequest) -> HttpResponse:
    """The register, newest first, on screen or as an Excel file; the file has all that match."""
    shape = asked_choice(request, "format", FORMATS) or "html"
    is_looked_at = asked_choice(request, "looked", ("1",)) is not None
    entries = WorkbookExport.objects.looked_at() if is_looked_at else WorkbookExport.objects.kept()
    asked = RegisterFilter(request.GET.get("program", ""), asked_number(request, "year"))
    found = filter_entries(entries.described(), asked)
    table_class = LookedAtTable if is_looked_at else SubmissionTable
    title = _("Workbooks that were looked at") if is_looked_at else _("Register of submissions")
    if shape == "xlsx":
        made = _("as of %(moment)s") % {"moment": f"{timezone.localtime():%Y-%m-%d %H:%M}"}
        return excel_file(listing_workbook(title, made, table_class(found).excel_rows()), file_name(title))
    page = Paginator(found, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    has_entries = Exists(entries.order_by().filter(program=OuterRef("pk")))
    context = {
        "title": title,
        "is_looked_at": is_looked_at,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "table": table_class(page.object_list),
        # With what is asked for, entries or not, so that the form says what the list is narrowed to.
        "programs": Program.objects.filter(has_entries | Q(slug=asked.program)).order_by("name"),
        "years": sorted({*years_of(entries), *filter(None, [asked.year])}, reverse=True),
        "asked": asked,
        "excel": address(request, format="xlsx", page=""),
    }
    return render(request, "submissions.html", context)


def filter_entries(entries: WorkbookExportQuerySet, asked: RegisterFilter) -> WorkbookExportQuerySet:
    """The entries of the programme and the fiscal year. Raises Http404 for a programme that nobody has."""
    if asked.program:
        if not Program.objects.filter(slug=asked.program).exists():
            raise not_found_error(NotInLedger("program", asked.program))
        entries = entries.filter(program__slug=asked.program)
    return entries if asked.year is None else entries.filter(version__fiscal_year=asked.year)


def years_of(entries: WorkbookExportQuerySet) -> Iterable[int]:
    """The fiscal years of the versions of some entries, each once."""
    return entries.order_by().values_list("version__fiscal_year", flat=True).distinct()


def found_entry(pk: int, entries: WorkbookExportQuerySet) -> WorkbookExport:
    """The entry of that number. Raises Http404 where there is none."""
    found: WorkbookExport | None = entries.filter(pk=pk).first()
    if found is None:
        raise Http404(_("The register holds no such entry. Look for it in the list of submissions."))
    return found


@require_safe
@may_look
def submission_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, with all that is known of it."""
    entry = found_entry(pk, WorkbookExport.objects.described())
    return render(request, "submission.html", {"entry": entry, "size": with_separators(entry.size)})


@require_safe
@may_look
def submission_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The very bytes that were handed in, as long as they are those."""
    entry = found_entry(pk, WorkbookExport.objects.all())
    if not entry.is_kept:
        raise Http404(_("This workbook was only looked at: its bytes were not kept. Make it anew."))
    try:
        return excel_file(kept_content(entry), entry.file_name)
    except DamagedContent:
        sentence = _(
            "The kept file is no longer the one that was handed in: its digest differs from the one in the"
            " register. It is not given out; tell the system administrator, who can restore it from a backup."
        )
        context = {"title": _("The kept file is damaged"), "sentence": sentence}
        return render(request, "error.html", context, status=409)
