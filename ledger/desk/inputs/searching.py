"""What a search in a list, or in a choice by searching, finds: also by the words that people see and nothing stores.

Each word must be found: in the texts that the list searches, in the words of a choice (본예산), in the name of a budget
version (제1회 추경), in an account subject, or as an amount of the row (1,711,987,000).
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

from ledger.models import AccountSubject, BudgetVersion
from ledger.reading.typed import UnreadableAmount, read_won
from sites.fields import WonField
from sites.record import Record
from sites.texts import plain_text

OF_PROGRAM = "program"
"""What the address of a search has that is made for a row of a programme: its slug."""

FARTHEST = 2
"""How many links lead from a row to what it is found by: of a line item its allocation, and that one's version."""


class FindsByWords(admin.ModelAdmin):
    """For the lists of a kind of row."""

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        texts = self.get_search_fields(request)
        versions = list(BudgetVersion.objects.all()) if search_term.strip() else []
        for word in plain_text(search_term.replace("\0", "")).split():
            named = [version.pk for version in versions if word in str(version)]
            found = (
                in_any(texts, "icontains", word) | in_words(self.model, word) | in_amounts(self.model, word)
            )
            found |= in_any([*paths(self.model, AccountSubject)], "code__icontains", word)
            found |= in_any([*paths(self.model, AccountSubject)], "name__icontains", word)
            found |= in_any([*paths(self.model, BudgetVersion)], "in", named) if named else Q()
            queryset = queryset.filter(found)
        return queryset, False


def in_any(names: Any, lookup: str, sought: Any) -> Q:
    """That one of some fields has what is sought; without a field nothing is said."""
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__{lookup}" if name else lookup: sought})
    return found


def in_words(model: type[Model], word: str) -> Q:
    """That a choice of the row reads so: '추진단계 공사 중'."""
    found = Q()
    for field in model._meta.concrete_fields:
        values = [value for value, label in field.flatchoices if word in str(label)]
        found |= Q(**{f"{field.name}__in": values}) if values else Q()
    return found


def in_amounts(model: type[Model], word: str) -> Q:
    """That an amount of the row is the one that is typed, in won."""
    try:
        amount = read_won(word)
    except UnreadableAmount:
        return Q()
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, WonField)]
    return in_any(names, "exact", amount)


def paths(model: type[Model], target: type[Model], farthest: int = FARTHEST) -> Iterator[str]:
    """The links that lead from a kind of row to another: 'allocation__version'; of the kind itself 'pk'."""
    if model is target:
        yield "pk" if target is BudgetVersion else ""
    for field in model._meta.concrete_fields if farthest else ():
        yield from beyond(field, model, target, farthest)


def beyond(field: Field, model: type[Model], target: type[Model], farthest: int) -> Iterator[str]:
    """The same through one link; a link to its own kind leads nowhere."""
    other: Any = field.related_model
    if other is target and other is not model:
        yield field.name
    elif other is not None and other is not model and issubclass(other, Record):
        yield from (
            f"{field.name}__{path}" for path in paths(other, target, farthest - 1) if path not in ("", "pk")
        )
