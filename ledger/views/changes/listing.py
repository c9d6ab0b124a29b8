"""바뀐 것: what changed since, by programme, person, row and time, on screen, as JSON or as an Excel file."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ledger.load.change_list import Asked, Listed, entries_asked, listed, older_than
from ledger.load.changes import names_of
from ledger.models import Change
from ledger.screen.change_table import change_json, excel_rows, saves
from ledger.undoing import may_undo_kind
from ledger.views.changes.asked import DAYS, asked_changes, asked_id, sight_of
from ledger.views.excel_file import excel_file
from ledger.views.request.asked import address, asked_choice
from ledger.views.request.rights import look_not_required
from ledger.words.formats import with_separators
from ledger.workbook.file_name import file_name
from ledger.workbook.listing import listing_workbook

ROWS_PER_PAGE = 50
MOST_IN_A_FILE = 10_000
"""Changes of rows that a file has: the newest."""
FORMATS = ("html", "json", "xlsx")


@look_not_required
@require_safe
def changes_page(request: HttpRequest) -> HttpResponse:
    """The changes that the address asks for, the newest first; a file has all, up to a bound that it states."""
    shape = asked_choice(request, "format", FORMATS) or "html"
    sight = sight_of(request.user)
    asked = asked_changes(request, sight)
    entries = entries_asked(asked, sight.entries())
    programs = {one.pk: one for one in sight.programs()}
    names = {pk: one.name for pk, one in programs.items()}
    if shape != "html":
        return changes_file(shape, entries, names, asked)
    entries = after_the_page_before(request, entries)
    rows, last = listed(entries, ROWS_PER_PAGE)
    context = {
        "title": _("What changed"),
        "asked": asked,
        "typed": request.GET,
        "programs": programs.values(),
        "program_slug": request.GET.get("program", ""),
        "kinds": sight.kinds(),
        "saves": saves(rows, names_of(one.change for one in rows), names),
        "older": address(request, before=str(last)) if last is not None else "",
        "is_later_page": bool(request.GET.get("before")),
        "is_default": "since" not in request.GET,
        "days": DAYS,
        "all_time": since_the_beginning(request),
        "excel": address(request, format="xlsx", before=""),
        "with_files": address(request, files="1", before=""),
        "without_files": address(request, files="", before=""),
        "may_undo": {
            kind for kind in {one.change.kind.lower() for one in rows} if may_undo_kind(request.user, kind)
        },
    }
    return render(request, "changes.html", context)


def since_the_beginning(request: HttpRequest) -> str:
    """The address of the same list without a bound in time."""
    asked = request.GET.copy()
    asked["since"] = ""
    asked.pop("before", None)
    return f"?{asked.urlencode()}"


def after_the_page_before(request: HttpRequest, entries: QuerySet[Change]) -> QuerySet[Change]:
    """The entries that follow the one which `?before=` names. Raises BadRequest for one that there is none of."""
    before = asked_id(request.GET, "before")
    if before is None:
        return entries
    if not Change.objects.filter(pk=before).exists():
        raise BadRequest(_("The list has no such place: begin again at its newest page."))
    return entries.filter(older_than(before))


def changes_file(
    shape: str, entries: QuerySet[Change], programs: dict[int, str], asked: Asked
) -> HttpResponse:
    """The changes as JSON or as an Excel file: the newest, if there are more than it takes."""
    rows, last = listed(entries, MOST_IN_A_FILE)
    is_cut = last is not None
    names = names_of(one.change for one in rows)
    if shape == "json":
        told = {
            "since": asked.since.isoformat() if asked.since else None,
            "until": asked.until.isoformat() if asked.until else None,
            "is_cut": is_cut,
            "changes": [change_json(one, names, programs) for one in rows],
        }
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    title = _("What changed")
    line = heading_line(asked, rows, is_cut=is_cut)
    return excel_file(listing_workbook(title, line, excel_rows(rows, names, programs)), file_name(title))


def heading_line(asked: Asked, rows: Sequence[Listed], *, is_cut: bool) -> str:
    """'2026-11-23 00:00부터 · 줄 12개 변경 · 2026-11-30 10:12 기준', and that older ones are left out."""
    count = ngettext("%(count)s change of a row", "%(count)s changes of rows", len(rows))
    parts = [
        _("since %(moment)s") % {"moment": f"{timezone.localtime(asked.since):%Y-%m-%d %H:%M}"}
        if asked.since
        else _("since the beginning"),
        count % {"count": with_separators(len(rows))},
        _("as of %(moment)s") % {"moment": f"{timezone.localtime():%Y-%m-%d %H:%M}"},
    ]
    if is_cut:
        parts.append(_("older changes are left out: narrow the time"))
    return " · ".join(parts)


@require_safe
def program_changes_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The short address of what changed in a programme."""
    kept: dict[str, Any] = {"program": slug, **request.GET.dict()}
    return HttpResponseRedirect(f"{reverse('changes_page')}?{urlencode(kept)}")
