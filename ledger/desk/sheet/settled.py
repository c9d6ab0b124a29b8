"""The sheets of settlements (결산) up to the version's year, and of what sources of money give to its line items."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ledger.desk.sheet.declared import AMOUNT, Choices, Sheet, SheetColumn, is_id
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.models import AccountSubject, BudgetLineItem, FundingShare, FundingSource, Settlement


class Settlements(Sheet):
    """A row of 결산현황: a year of the whole programme (no subject) or of a subject, all of it or the national part."""

    NAME = "settlement"
    TITLE = _("Settlement")
    MODEL = Settlement
    COLUMNS: ClassVar = (
        SheetColumn("fiscal_year", 6),
        SheetColumn("subject", 16, search=("settlement", "subject")),
        SheetColumn("portion", 7),
        *(SheetColumn(cell, 11) for cell in SETTLEMENT_CELLS),
        SheetColumn("unit", 8),
    )
    GROUPS = "fiscal_year"
    FILLED = ("program",)

    def rows(self) -> QuerySet[Any]:
        return Settlement.objects.filter(
            program=self.program, fiscal_year__lte=self.version.fiscal_year
        ).order_by("-fiscal_year", "subject__code", "subject__valid_from", "-portion")

    def fill_new(self, row: Any) -> None:
        row.program = self.program

    def link(self, column: SheetColumn, keys: Iterable[str]) -> dict[str, Any]:
        ids = {int(key) for key in keys if is_id(key)}
        return {str(one.pk): one for one in AccountSubject.objects.filter(pk__in=ids)}

    def known(self, column: SheetColumn, rows: Iterable[Any]) -> Choices:
        subjects = AccountSubject.objects.filter(pk__in={row.subject_id for row in rows} - {None})
        return [(str(one.pk), str(one)) for one in subjects.order_by("code", "valid_from")]

    def is_of_this_sheet(self, values: Mapping[str, Any]) -> bool:
        return bool(values["program"] == self.program.pk)


class LineFunding(Sheet):
    """What a source other than the national subsidy gives to a line item; own money is the rest."""

    NAME = "funding"
    TITLE = _("Sources of money of the line items")
    MODEL = FundingShare
    COLUMNS: ClassVar = (
        SheetColumn("line_item", 24, search=("fundingshare", "line_item"), is_required=True),
        SheetColumn("source", 12, search=("fundingshare", "source")),
        AMOUNT,
    )
    GROUPS = "line_item"

    def lines(self) -> QuerySet[BudgetLineItem]:
        return BudgetLineItem.objects.filter(
            allocation__program=self.program, allocation__version=self.version
        ).select_related("allocation__version", "allocation__program")

    def rows(self) -> QuerySet[Any]:
        lines = {
            "line_item__allocation__program": self.program,
            "line_item__allocation__version": self.version,
        }
        order = (
            "line_item__allocation__subject__code",
            "line_item__position",
            "source__position",
            "source__slug",
        )
        return FundingShare.objects.filter(**lines).order_by(*order)

    def link(self, column: SheetColumn, keys: Iterable[str]) -> dict[str, Any]:
        ids = {int(key) for key in keys if is_id(key)}
        rows: QuerySet[Any] = self.lines() if column.key == "line_item" else FundingSource.objects.all()
        return {str(one.pk): one for one in rows.filter(pk__in=ids)}

    def known(self, column: SheetColumn, rows: Iterable[Any]) -> Choices:
        if column.key == "line_item":
            found: Iterable[Any] = self.lines().filter(pk__in={row.line_item_id for row in rows})
        else:
            found = FundingSource.objects.filter(is_subsidy=False)
        return [(str(one.pk), str(one)) for one in found]

    def is_of_this_sheet(self, values: Mapping[str, Any]) -> bool:
        return self.lines().filter(pk=values["line_item"] or 0).exists()
