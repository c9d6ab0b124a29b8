"""Pages of rows of other divisions' programmes: they show them and change nothing, and say whom to ask.

Which rows those are says ledger/models/desk/charge.py.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from ledger.desk.tie_message import row_id
from ledger.models import Program
from ledger.models.desk.charge import (
    charges_of,
    foreign_sentence,
    is_of_either,
    is_own,
    own_rows,
    program_paths,
    refuse_foreign,
)
from sites.record import Record

DIVISION = ("bureau", "division")
"""What says whose a programme is."""


class OwnLinks(forms.ModelForm):
    """A form that makes no row of another division's programme, nor hands one over to it; each link says so itself.

    What is refused never reaches the row: the page that says so is that of the row as it was.
    """

    person: Any = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        typed: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        if charges_of(self.person):
            for name, sentence in self.foreign_links(typed):
                self.add_error(name, ValidationError(sentence, code="foreign"))
        return cleaned

    def foreign_links(self, typed: dict[str, Any]) -> list[tuple[str, str]]:
        """The fields that lead to another division's programme, each with what it says."""
        model = self._meta.model
        links = {
            name: row for name, row in typed.items() if isinstance(row, Record) and program_paths(type(row))
        }
        if model is Program and any(name in typed for name in DIVISION):
            wanted = Program(name=typed.get("name") or self.instance.name)
            for name in DIVISION:
                setattr(wanted, name, typed.get(name, getattr(self.instance, name)))
            sentence = foreign_sentence(self.person, wanted)
            moved = [name for name in DIVISION if name in typed and name in self.changed_data]
            return [(name, sentence) for name in (moved or [*DIVISION]) if sentence]
        if is_of_either(model):
            if not links or any(is_own(self.person, row) for row in links.values()):
                return []
        elif self.instance.pk is not None:
            # What stood there before is no news: whether the row is theirs was asked already.
            links = {name: row for name, row in links.items() if name in self.changed_data}
        said = ((name, foreign_sentence(self.person, row)) for name, row in links.items())
        return [(name, sentence) for name, sentence in said if sentence]


def with_own_links(form: Any) -> Any:
    """A form of a page that looks at its links, too."""
    if issubclass(form, OwnLinks):
        return form
    return OwnLinks if form is forms.ModelForm else type(form)(form.__name__, (OwnLinks, form), {})


class KeepsToOwn(admin.ModelAdmin):
    """For the pages of a kind of row."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_writable(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and is_writable(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = with_own_links(kwargs.get("form", self.form))
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        made.person = request.user
        return made

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a row; what is sent to that of a foreign one is refused with the sentence."""
        if request.method == "POST" and object_id is not None:
            self.refuse_foreign_row(request, object_id)
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        return answer

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.refuse_foreign_row(request, object_id)
        answer: HttpResponse = super().delete_view(request, object_id, extra_context)
        return answer

    def refuse_foreign_row(self, request: HttpRequest, object_id: str) -> None:
        if charges_of(request.user) and self.has_view_permission(request):
            refuse_foreign(request.user, self.get_queryset(request).filter(pk=row_id(object_id)))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What a list's own action would delete."""
        refuse_foreign(request.user, objs)
        return super().get_deleted_objects(objs, request)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """What a search finds; a choice for another form offers what that may name."""
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        return (own_rows(request.user, found) if is_choice_of_own(request) else found), has_duplicates

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if isinstance(row := context.get("original"), Record):
            context["foreign"] = foreign_sentence(request.user, row)
        return super().render_change_form(request, context, *args, **kwargs)


class KeepsToOwnInline(admin.TabularInline):
    """For rows on the page of the row that they belong to: they are whose that is."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and is_writable(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_writable(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and is_writable(request, obj)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = with_own_links(kwargs.get("form", self.form))
        made: Any = super().get_formset(request, obj, **kwargs)
        made.form.person = request.user
        return made


def is_writable(request: HttpRequest, row: Any) -> bool:
    """Whether the reader may write a row as far as its programme goes; so is one that is not chosen yet."""
    return not isinstance(row, Record) or is_own(request.user, row)


def is_choice_of_own(request: HttpRequest) -> bool:
    """Whether a search is for a field that names only rows of one's own: both sides of a movement may be anybody's."""
    match = request.resolver_match
    if match is None or match.url_name != "autocomplete":
        return False
    try:
        model = apps.get_model(request.GET.get("app_label", ""), request.GET.get("model_name", ""))
    except (LookupError, ValueError):
        return True
    return not is_of_either(model)
