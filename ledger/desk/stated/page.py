"""The printed figures: where each stands in words, as the page of its report has them, and not by its keys."""

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ledger.desk.record import RecordAdmin
from ledger.figures.facts import Facts
from ledger.load import load
from ledger.models import StatedFigure
from ledger.models.stated_figure import table_title
from ledger.reports import DECLARED
from ledger.screen.entry_addresses import OF_ONE_EDITION
from ledger.tieout import Cell
from ledger.words import labels
from ledger.words.findings import FindingWords


class TableFilter(admin.AllValuesFieldListFilter):
    """The tables by their titles."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            known = DECLARED.get(str(choice["display"]))
            yield {**choice, "display": labels.heading(known.title) if known else choice["display"]}


@admin.register(StatedFigure)
class StatedFigureAdmin(RecordAdmin):
    list_display = ("document", "place", "text", "value", "rate", "unit", "line")
    list_filter: ClassVar[Any] = ("document", ("table", TableFilter), "unit")
    list_select_related = ("document__program", "document__version")
    search_fields = ("table", "row", "column", "text", "repair")

    @admin.display(description=_("where it stands"), ordering="table")
    def place(self, row: StatedFigure) -> str:
        """Its table and its keys: rows of many editions would each load their own."""
        return f"{table_title(row.table)} · {row.row} · {row.column}"

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """In the list of one edition, which is what a programme's year leads to, the words of its tables."""
        shown = super().get_list_display(request)
        if OF_ONE_EDITION not in request.GET:
            return shown
        return [place_column() if name == "place" else name for name in shown]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> list[Any]:
        """Where it stands leads to the row, in whichever words the list says it."""
        return [list_display[self.list_display.index("place")]]


def place_column() -> Any:
    """A list column that says where a figure stands: '예산총괄 · 계 · 2021예산액(A)'. Each edition is loaded once."""

    @cache
    def words_of(program: str, version: str) -> FindingWords:
        return CachedWords(load(program, version))

    @admin.display(description=_("where it stands"), ordering="table")
    def place(row: StatedFigure) -> str:
        edition = row.document
        words = words_of(edition.program.slug, edition.version.key)
        return words.cell(Cell(row.table, row.row, row.column, row.year))

    return place


class CachedWords(FindingWords):
    """Words of many cells of the same tables: each is built once."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.report = cache(super().report)  # type: ignore[method-assign]
