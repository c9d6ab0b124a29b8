"""What a confirmed version freezes: its pages show it and change nothing, and say what to do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from ledger.after_migrate.refusals import Frozen
from ledger.desk.tie_message import row_id
from sites.record import Record


def frozen_of(row: Any) -> Any:
    """The version that freezes a row, None where it is free or there is none yet."""
    return row.frozen_by() if isinstance(row, Record) and row.pk is not None else None


def refuse_frozen(rows: Iterable[Any]) -> None:
    """Raise Frozen, with the sentence, where one of some rows is frozen."""
    for row in rows:
        if (version := frozen_of(row)) is not None:
            raise Frozen(version.frozen_sentence)


class KeepsFrozen(admin.ModelAdmin):
    """For the pages of a kind of row: those of a frozen row show it, and say why they do no more."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return frozen_of(obj) is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return frozen_of(obj) is None and super().has_delete_permission(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a row; what comes from a page that was opened before the version was confirmed is refused."""
        if request.method == "POST" and object_id is not None:
            self.refuse_frozen_row(request, object_id)
        with self.saying_what_froze(request, object_id if request.method == "POST" else None):
            answer: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        return answer

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.refuse_frozen_row(request, object_id)
        with self.saying_what_froze(request, object_id):
            answer: HttpResponse = super().delete_view(request, object_id, extra_context)
        return answer

    @contextmanager
    def saying_what_froze(self, request: HttpRequest, object_id: str | None) -> Iterator[None]:
        """Who has lost the right to a row inside, because it was confirmed meanwhile, hears that and not "no right"."""
        try:
            yield
        except PermissionDenied:
            if object_id is not None:
                self.refuse_frozen_row(request, object_id)
            raise

    def refuse_frozen_row(self, request: HttpRequest, object_id: str) -> None:
        if self.has_view_permission(request):
            refuse_frozen(self.with_versions(self.get_queryset(request).filter(pk=row_id(object_id))))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What a list's own action would delete."""
        refuse_frozen(self.with_versions(objs) if hasattr(objs, "select_related") else objs)
        return super().get_deleted_objects(objs, request)

    def with_versions(self, rows: Any) -> Any:
        """The rows, each with the version that may freeze it."""
        paths = self.model.FROZEN_WITH
        return rows.select_related(*paths) if paths else rows

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context["frozen"] = frozen_of(context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)


class KeepsFrozenInline(admin.TabularInline):
    """For rows on the page of the row that they belong to: they freeze with it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return frozen_of(obj) is None and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return frozen_of(obj) is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return frozen_of(obj) is None and super().has_delete_permission(request, obj)
