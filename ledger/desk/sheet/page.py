"""The addresses of a sheet: its rows as JSON, the difference that is saved, and what that would change before it is."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.after_migrate.refusals import Frozen
from ledger.desk.frozen import refuse_frozen
from ledger.desk.reasons.form import ReasonForm
from ledger.desk.saving.looking import Looked, save_or_say
from ledger.desk.sheet.answers import Rows, refused_json
from ledger.desk.sheet.beside import beside_json, beside_places
from ledger.desk.sheet.change_saving import ChangedRows
from ledger.desk.sheet.changes import Changes, changes_cells
from ledger.desk.sheet.declared import Sheet
from ledger.desk.sheet.documents import PlanEntries, ScheduleItems, ScheduleShares
from ledger.desk.sheet.forms import SheetForms
from ledger.desk.sheet.line_items import LineItems
from ledger.desk.sheet.ripple import foreseen, ripple_json
from ledger.desk.sheet.rows import sheet_json, stored_cells
from ledger.desk.sheet.settled import LineFunding, Settlements
from ledger.desk.workspace.tabs import AREA_OF_SHEET, workspace
from ledger.figures.facts import Facts
from ledger.load import load
from ledger.models import BudgetVersion, Program
from ledger.models.desk.charge import Foreign, foreign_sentence, refuse_foreign
from ledger.models.desk.sent_form import ONCE, fresh_token
from ledger.reading.difference import MOST_ROWS, Difference, UnreadableDifference, read_difference
from ledger.reading.sent_json import read_object
from ledger.words.sheet import sheet_words

KINDS: tuple[type[Sheet], ...] = (
    LineItems,
    LineFunding,
    PlanEntries,
    ScheduleItems,
    ScheduleShares,
    Settlements,
)
"""The sheets whose rows are stored as they stand there."""

OF_YEAR: tuple[type[Sheet], ...] = (LineItems, Changes)
"""Those of a year's own page; a version has one of them."""

SHEETS: Mapping[str, type[Sheet]] = {one.NAME: one for one in {*KINDS, *OF_YEAR}}
"""Name in an address -> the kind of sheet."""

NAMES = "admin:ledger_program_sheet", "admin:ledger_program_sheet_preview"


def sheet_page(site: AdminSite, request: HttpRequest, slug: str, version: str, kind: str) -> HttpResponse:
    """GET: the page with the sheet, or its JSON alone (`?format=json`). POST: save a difference, all or nothing."""
    sheet = asked_sheet(request, slug, version, kind)
    if request.method != "POST":
        is_json = request.GET.get("format") == "json"
        if sheet.IS_OF_YEAR and not is_json:
            return HttpResponseRedirect(year_address(sheet))
        found = page_json(request, sheet, load(sheet.program.slug, sheet.version.key))
        return answered(found) if is_json else shown(site, request, sheet, found)
    if (refusal := refused(request, sheet)) is not None:
        return refusal
    difference, asked = sent_difference(request, sheet)
    looked = saved(sheet, difference, asked)
    return answer(request, sheet, looked, asked)


def year_address(sheet: Sheet) -> str:
    """The page of the year, which has the forms, too."""
    return reverse("admin:ledger_program_budget", args=[sheet.program.slug, sheet.version.key])


def shown(site: AdminSite, request: HttpRequest, sheet: Sheet, found: dict[str, Any]) -> HttpResponse:
    """The page with the sheet; the forms of the year's own page are for who has no script."""
    context = {
        **site.each_context(request),
        "title": f"{sheet.TITLE} · {sheet.program} · {sheet.version}",
        "program": sheet.program,
        "version": sheet.version,
        "opts": Program._meta,
        "sheet": found,
        "sheet_id": f"sheet-{sheet.NAME}",
        "workspace": workspace(request, sheet.program, sheet.version, AREA_OF_SHEET[sheet.NAME], sheet.NAME),
        "frozen": next((one.frozen_by() for one in sheet.frozen_with), None),
        "foreign": foreign_sentence(request.user, sheet.program) if has_rights(request, sheet) else "",
        "plain": year_address(sheet),
    }
    return TemplateResponse(request, "admin/ledger/program/sheet_page.html", context)


def preview_page(request: HttpRequest, slug: str, version: str, kind: str) -> HttpResponse:
    """What saving a difference would change; nothing is saved, and no token is spent."""
    sheet = asked_sheet(request, slug, version, kind)
    if request.method != "POST" and has_rights(request, sheet):
        return HttpResponseNotAllowed(["POST"])
    if (refusal := refused(request, sheet)) is not None:
        return refusal
    difference, asked = sent_difference(request, sheet)
    looked, ripple, facts = foreseen(slug, version, lambda: saved(sheet, difference, asked))
    if not looked.is_saved:
        status, said = refused_json(looked, asked)
        return answered(said, status=status)
    return answered({**ripple_json(ripple, facts), "beside": beside_json(facts)})


def answered(said: dict[str, Any], status: int = 200) -> JsonResponse:
    """JSON with its Korean as it is: a third of what it is escaped."""
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def asked_sheet(request: HttpRequest, slug: str, version: str, kind: str) -> Sheet:
    """The sheet of an address. Raises Http404, and PermissionDenied for who may not look at its rows."""
    sheet_class = SHEETS.get(kind)
    program = Program.objects.filter(slug=slug).first()
    row = next((one for one in BudgetVersion.objects.all() if one.key == version), None)
    if sheet_class is None or program is None or row is None:
        text = _("The ledger holds no “%(asked)s”. Go back to the programme and choose a year.")
        missing = kind if sheet_class is None else slug if program is None else version
        raise Http404(text % {"asked": missing[:80]})
    if not request.user.has_perm(f"ledger.view_{sheet_class.MODEL._meta.model_name}"):
        raise PermissionDenied
    if not sheet_class.is_there_for(row):
        raise Http404(_("This budget has another sheet: its page has all its rows."))
    return sheet_class(program, row)


def has_rights(request: HttpRequest, sheet: Sheet) -> bool:
    """Whether a person may add, change and delete rows of the kind, and what they bring into being."""
    kinds = (sheet.MODEL._meta.model_name, *sheet.ALSO_WRITES)
    return request.user.has_perms(
        [f"ledger.{action}_{name}" for action in ("add", "change", "delete") for name in kinds]
    )


def refused(request: HttpRequest, sheet: Sheet) -> HttpResponse | None:
    """403 with its sentence for who may not change the rows, and where nobody may. Raises PermissionDenied."""
    if not has_rights(request, sheet):
        raise PermissionDenied
    try:
        refuse_foreign(request.user, [sheet.program])
        refuse_frozen(sheet.frozen_with)
    except Foreign as foreign:
        return answered({"message": str(foreign)}, status=403)
    except Frozen as frozen:
        return answered({"message": " ".join(frozen.messages)}, status=403)
    return None


def sent_difference(request: HttpRequest, sheet: Sheet) -> tuple[Difference, ReasonForm]:
    """What was sent, and why. Raises BadRequest with what to do.

    What of JSON cannot be read the middleware has said before (views/request/json_body.py).
    """
    if request.content_type != "application/json":
        raise BadRequest(_("This address takes what its page sends. Load the page again."))
    try:
        columns = [one.key for one in sheet.shown_columns]
        found = read_difference(read_object(request.body), columns, sheet.ROW_KINDS)
    except UnreadableDifference as error:
        raise BadRequest(unreadable_text(error)) from error
    said = {"why": found.why, "document_number": found.document_number}
    return found, ReasonForm(request, *sheet.frozen_with, typed=said)


def unreadable_text(error: UnreadableDifference) -> str:
    """What cannot be read, and what to do."""
    if error.reason == "rows":
        return _("One save takes %(most)s rows at most: nothing was saved. Save in several steps.") % {
            "most": f"{MOST_ROWS:,}"
        }
    return _(
        "What was sent does not fit this sheet (%(where)s): nothing was saved. What you typed is kept in this browser:"
        " load the page again and take it over."
    ) % {"where": error.where}


def saved(sheet: Sheet, difference: Difference, asked: ReasonForm) -> Looked[Rows]:
    """Save a difference, or say what is wrong with it."""

    def shown() -> Rows:
        fresh = type(sheet)(sheet.program, sheet.version)
        if isinstance(sheet, Changes):
            return ChangedRows(fresh, difference, load(sheet.program.slug, sheet.version.key))
        return SheetForms(fresh, difference)

    def made() -> Rows:
        if isinstance(sheet, Changes):
            # A row that a change brings into being has no revision before: one saves after the other.
            Program.objects.select_for_update(no_key=True).get(pk=sheet.program.pk)
        return shown()

    return save_or_say(made, shown, asked)


def answer(request: HttpRequest, sheet: Sheet, looked: Looked[Rows], asked: ReasonForm) -> HttpResponse:
    """What came of a save, with a token for the next."""
    token = {ONCE: fresh_token(request.user.get_username())}
    if not looked.is_saved:
        status, said = refused_json(looked, asked)
        return answered({**said, **token}, status=status)
    facts = load(sheet.program.slug, sheet.version.key)
    return answered({**looked.forms.saved_json(facts), "beside": beside_json(facts), **token})


def page_json(request: HttpRequest, sheet: Sheet, facts: Facts) -> dict[str, Any]:
    """All that the page has of a sheet (templates/admin/ledger/program/sheet.html)."""
    may_edit = (
        has_rights(request, sheet)
        and not any(one.is_frozen for one in sheet.frozen_with)
        and not foreign_sentence(request.user, sheet.program)
    )
    save, preview = (
        reverse(name, args=[sheet.program.slug, sheet.version.key, sheet.NAME]) for name in NAMES
    )
    assert isinstance(request.user, User)
    cells = changes_cells(sheet, facts) if isinstance(sheet, Changes) else stored_cells(sheet)
    return {
        "title": str(sheet.TITLE),
        "words": sheet_words(str(sheet.TITLE)),
        "save": save,
        "preview": preview,
        "token": fresh_token(request.user.get_username()),
        **sheet_json(sheet, cells, ReasonForm(request, *sheet.frozen_with), may_edit=may_edit),
        "beside": beside_places(facts),
    }
