"""The pages of a kind of row: what they save and delete is what somebody looked at, and conflicts are a 409."""

from hashlib import sha256
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects
from django.db import router, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.desk.saving.merging import REVISION, asks_to_choose, conflicts_of, moment
from ledger.desk.saving.revision_form import RevisionForm
from ledger.desk.tie_message import row_id
from ledger.load.seen import as_seen, removals
from ledger.words.change_words import by_means_of
from sites.record import Record, Stale

HANGING = "hanging"
"""The field of a page of deletion that says what hangs on the row (`hanging_on`)."""


class WithRevision:
    """A page, or a part of one, whose form has the revision of its row, where the row may be changed."""

    form: Any = RevisionForm

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # It is a field of the form and none of the model's that people edit.
        return [*(super().get_exclude(request, obj) or ()), REVISION]  # type: ignore[misc]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        names = [name for name in super().get_fields(request, obj) if name != REVISION]  # type: ignore[misc]
        may_change = obj is not None and self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        return [*names, *([REVISION] if may_change else [])]


class AsksToChoose(admin.ModelAdmin):  # type: ignore[type-arg, unused-ignore]
    """A page of a row that shows what two people changed to different things."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """With the list of conflicts; then the answer is a 409."""
        sets = [one.formset for one in context["inline_admin_formsets"]]
        some = [context["adminform"].form, *(form for one in sets for form in one.forms)]
        context["conflicts"] = conflicts_of(some)
        page = super().render_change_form(request, context, *args, **kwargs)
        if request.method == "POST" and asks_to_choose([*some, *sets]):
            page.status_code = 409
        return page


class SavesWhatWasSeen(WithRevision, AsksToChoose):
    """For the pages of a kind of row."""

    delete_confirmation_template = "admin/ledger/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/ledger/delete_selected_confirmation.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A row that nobody touched is not written."""
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """What was typed into a row that somebody removed stays: as the form of a new one."""
        removed = removals(self.model, [row_id(object_id)]).get(row_id(object_id))
        is_typed = request.method == "POST" and bool(request.POST.get(REVISION))
        if removed is None or not is_typed or not self.has_add_permission(request):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc,no-any-return]
        request.removed = removed  # type: ignore[attr-defined]
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
        page: HttpResponse = self._changeform_view(request, None, address, None)  # type: ignore[attr-defined]
        page.status_code = 409
        return page

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if removed := getattr(request, "removed", None):
            return type(form.__name__, (form,), {"removed": removed})
        if sentence := getattr(request, "refused", ""):
            return type(form.__name__, (Refused, form), {"sentence": sentence})
        return form

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The question, and the answer to it: of what the question showed, else it is asked again (409)."""
        row = self.get_object(request, object_id)
        unseen = ""
        if row is not None:
            unseen = unseen_words(row, request.POST.get(REVISION), request.POST.get(HANGING))
            extra_context = {**(extra_context or {}), REVISION: row.revision, HANGING: hanging_on([row])}
        if request.method == "POST" and request.POST and unseen:
            messages.error(request, unseen)
            # A question, in answer to what was none: Django takes any field for a yes.
            request.POST = QueryDict()
            asked: HttpResponse = super().delete_view(request, object_id, extra_context)
            asked.status_code = 409
            return asked
        page: HttpResponse = super().delete_view(request, object_id, extra_context)
        return page

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Raises Stale where the row was changed since its question was answered."""
        if unseen_words(obj, request.POST.get(REVISION)):
            raise Stale(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one, each as it was seen: all or nothing. Raises Stale."""
        with transaction.atomic():
            for row in queryset:
                if unseen_words(row, request.POST.get(f"{REVISION}-{row.pk}")):
                    raise Stale(row)
                row.delete()

    def get_actions(self, request: HttpRequest) -> Any:
        actions: Any = super().get_actions(request)
        if "delete_selected" in actions:
            _function, name, description = actions["delete_selected"]
            actions["delete_selected"] = (delete_seen, name, description)
        return actions


class Refused:
    """A form that was right, and was not taken when it was saved: it says why."""

    sentence = ""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.add_error(None, self.sentence)  # type: ignore[attr-defined]


def delete_seen(page: Any, request: HttpRequest, rows: Any) -> Any:
    """The list's own action, of the rows as its question showed them; else it is asked again (409)."""
    unseen: list[str] = []
    if request.POST.get("post"):
        unseen = [
            words for row in rows if (words := unseen_words(row, request.POST.get(f"{REVISION}-{row.pk}")))
        ]
        if not unseen and request.POST.get(HANGING) != hanging_on(rows):
            unseen = [_("What hangs on the rows is not what the page showed: look at it, then delete.")]
    for words in unseen:
        messages.error(request, words)
    if unseen:
        typed = request.POST.copy()
        del typed["post"]
        request.POST = typed  # type: ignore[assignment]
    asked: Any = delete_selected(page, request, rows)
    if asked is not None:
        asked.context_data[HANGING] = hanging_on(rows)
        asked.status_code = 409 if unseen else 200
    return asked


def hanging_on(rows: Any) -> str:
    """A short sign of all that goes with some rows, each with its revision."""
    using = router.db_for_write(rows[0]._meta.model) if len(rows) else "default"
    collector = NestedObjects(using=using, origin=rows)
    collector.collect(rows)
    found = sorted(
        f"{model._meta.label} {row.pk} {getattr(row, REVISION, '')}"
        for model, some in collector.data.items()
        for row in some
    )
    return sha256("\n".join(found).encode()).hexdigest()[:16]


def unseen_words(row: Record, revision: str | None, hanging: str | None = None) -> str:
    """Why a row is not to be deleted: it is not the one that the page showed; '' where it is."""
    text = revision or ""
    if not (text.isascii() and text.isdecimal() and len(text) < 11 and int(text) <= row.revision):
        return _("The form does not say which state of “%(row)s” it showed: look at it, then delete.") % {
            "row": row
        }
    if int(text) < row.revision and (since := as_seen(row, int(text)).since):
        return _("“%(row)s” was changed meanwhile (%(who)s, %(at)s): look at it, then delete.") % {
            "row": row,
            "who": since[-1].who or by_means_of(since[-1].door),
            "at": moment(since[-1].at),
        }
    if hanging is not None and hanging != hanging_on([row]):
        return _("What hangs on the rows is not what the page showed: look at it, then delete.")
    return ""
