"""The history of a row, as the log of changes has it: also of a row that is gone."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ledger.desk.history.changed_rows import changed_row
from ledger.load.changes import change_of, names_of, of_rows, with_cell
from ledger.models import Change
from ledger.undoing import may_undo_kind

AT_ONCE = 100
"""How many changes a page lists."""


def row_history_page(page: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse | None:
    """The changes of a row of a list, the newest first; None where the ledger never had such a row.

    `?before=` goes on with what is older than an entry. Raises PermissionDenied, and BadRequest for no number.
    """
    pk = page.model._meta.pk.to_python(unquote(key))
    row = page.get_object(request, str(pk))
    if not page.has_view_permission(request, row):
        raise PermissionDenied
    entries = Change.objects.filter(of_row(page.model, pk)).order_by("-pk")
    if row is None and not entries.exists():
        return None
    if before := request.GET.get("before", ""):
        if not (before.isascii() and before.isdigit() and len(before) < 19):
            raise BadRequest(_("“%(key)s” is no row of this list.") % {"key": before[:80]})
        entries = entries.filter(pk__lt=int(before))
    shown = list(entries[: AT_ONCE + 1])
    changes = [change_of(entry) for entry in shown[:AT_ONCE]]
    names = names_of(changes)
    may_undo = may_undo_kind(request.user, page.model._meta.label_lower)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": _("Change history: %(row)s") % {"row": row or _("a row that is gone")},
        "row": row,
        "changes": [
            (changed_row(one, names), entry.pk if may_undo else None)
            for one, entry in zip(changes, shown, strict=False)
        ],
        "older": shown[AT_ONCE - 1].pk if len(shown) > AT_ONCE else None,
    }
    return TemplateResponse(request, "admin/ledger/row_history.html", context)


def of_row(model: type[Model], pk: int) -> Q:
    """The entries of a row, and of what it is related to by relations to many."""
    found = of_rows(model, row=pk)
    for field in model._meta.local_many_to_many:
        through: Any = field.remote_field.through
        if through._meta.auto_created:
            found |= of_rows(through) & with_cell(f"{model._meta.model_name}_id", pk)
    return found
