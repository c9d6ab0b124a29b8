"""The sheets of what an edition prints of the years and months: investment plan, schedule and its shares by subject."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ledger.desk.sheet.declared import AMOUNT, NATIONAL, Choices, Sheet, SheetColumn, is_id
from ledger.models import AccountSubject, Document, InvestmentPlanEntry, ScheduleItem, ScheduleShare

DOCUMENT = SheetColumn("document", 12, search=("scheduleitem", "document"))
"""Only where a version is printed by more than one edition; else each row is of the one."""


class OfDocuments(Sheet):
    """Rows of the editions that print the version."""

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The editions by their keys in a cell."""
        held = Document.objects.filter(program=self.program, version=self.version).order_by("slug")
        found = {}
        for one in held:
            one.program, one.version = self.program, self.version
            found[str(one.pk)] = one
        return found

    @property
    def may_add(self) -> bool:
        return bool(self.documents)

    def subjects(self, ids: Iterable[int]) -> dict[str, AccountSubject]:
        return {str(one.pk): one for one in AccountSubject.objects.filter(pk__in=set(ids)).order_by("code")}


class WithDocument(OfDocuments):
    """Rows that hang on an edition itself."""

    ORDER: ClassVar[tuple[str, ...]]
    FILLED = ("document",)

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        return self.COLUMNS if len(self.documents) == 1 else (DOCUMENT, *self.COLUMNS)

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.MODEL._default_manager.all()
        return rows.filter(document__in=self.documents).order_by(*self.ORDER)

    def fill_new(self, row: Any) -> None:
        if len(self.documents) == 1:
            (row.document,) = self.documents.values()

    def link(self, column: SheetColumn, keys: Iterable[str]) -> dict[str, Any]:
        if column == DOCUMENT:
            return dict(self.documents)
        return dict(self.subjects(int(key) for key in keys if is_id(key)))

    def known(self, column: SheetColumn, rows: Iterable[Any]) -> Choices:
        if column == DOCUMENT:
            return [(key, str(one)) for key, one in self.documents.items()]
        return [(key, str(one)) for key, one in self.subjects(row.subject_id for row in rows).items()]

    def is_of_this_sheet(self, values: Mapping[str, Any]) -> bool:
        return str(values["document"]) in self.documents


class PlanEntries(WithDocument):
    """A cell of 연차별 투자계획: a subject in a year, or through one, or after it."""

    NAME = "investment-plan"
    TITLE = _("Multi-year investment plan")
    MODEL = InvestmentPlanEntry
    COLUMNS: ClassVar = (
        SheetColumn("subject", 16, search=("investmentplanentry", "subject")),
        SheetColumn("period", 8),
        SheetColumn("year", 6),
        AMOUNT,
        NATIONAL,
        SheetColumn("unit", 8),
    )
    GROUPS = "subject"
    ORDER = ("document__slug", "subject__code", "subject__valid_from", "year", "period")


class ScheduleItems(WithDocument):
    """A step of 추진일정."""

    NAME = "schedule"
    TITLE = _("Schedule")
    MODEL = ScheduleItem
    COLUMNS: ClassVar = (
        SheetColumn("position", 4),
        SheetColumn("text", 22),
        SheetColumn("detail", 22),
        SheetColumn("starts_on", 9),
        SheetColumn("ends_on", 9),
        SheetColumn("precision", 6),
        AMOUNT,
        SheetColumn("unit", 8),
    )
    GROUPS = "document"
    POSITION = "position"
    ORDER = ("document__slug", "position")


class ScheduleShares(OfDocuments):
    """What of a step falls to a subject."""

    NAME = "schedule-shares"
    TITLE = _("Schedule by account subject")
    MODEL = ScheduleShare
    COLUMNS: ClassVar = (
        SheetColumn("item", 22, search=("scheduleshare", "item")),
        SheetColumn("subject", 16, search=("scheduleshare", "subject")),
        AMOUNT,
        SheetColumn("is_inferred", 5),
    )
    GROUPS = "item"

    @cached_property
    def items(self) -> dict[str, ScheduleItem]:
        """The steps by their keys in a cell, in their order."""
        held = ScheduleItem.objects.filter(document__in=self.documents).order_by("document__slug", "position")
        found = {}
        for one in held:
            one.document = self.documents[str(one.document_id)]
            found[str(one.pk)] = one
        return found

    @property
    def may_add(self) -> bool:
        return bool(self.items)

    def rows(self) -> QuerySet[Any]:
        order = ("item__document__slug", "item__position", "subject__code", "subject__valid_from")
        return ScheduleShare.objects.filter(item__document__in=self.documents).order_by(*order)

    def link(self, column: SheetColumn, keys: Iterable[str]) -> dict[str, Any]:
        if column.key == "item":
            return dict(self.items)
        return dict(self.subjects(int(key) for key in keys if is_id(key)))

    def known(self, column: SheetColumn, rows: Iterable[Any]) -> Choices:
        if column.key == "item":
            return [(key, f"{one.position}. {one}") for key, one in self.items.items()]
        return [(key, str(one)) for key, one in self.subjects(row.subject_id for row in rows).items()]

    def is_of_this_sheet(self, values: Mapping[str, Any]) -> bool:
        return str(values["item"]) in self.items
