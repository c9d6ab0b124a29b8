"""The sheet of the line items (산출근거) of a version. The amount of a subject without lines stands on the page."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ledger.desk.sheet.declared import AMOUNT, NATIONAL, Choices, Sheet, SheetColumn, is_id
from ledger.figures.versions import changes_another
from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, YearlyAllocation
from sites.models import Site


class LineItems(Sheet):
    """A line stands under its subject: the cell holds the subject, the row the yearly allocation of that subject."""

    NAME = "line-items"
    TITLE = _("Basis of estimate")
    MODEL = BudgetLineItem
    COLUMNS: ClassVar = (
        SheetColumn(
            "subject", 12, "allocation", search=("yearlyallocation", "subject"), label=_("account subject")
        ),
        SheetColumn("position", 4),
        SheetColumn("description", 18),
        SheetColumn("basis", 16, is_formula=True),
        AMOUNT,
        NATIONAL,
        SheetColumn("site", 10, search=("budgetlineitem", "site")),
        SheetColumn("is_one_off", 5),
    )
    GROUPS = "subject"
    POSITION = "position"
    ALSO_WRITES = ("yearlyallocation",)
    IS_OF_YEAR = True

    @classmethod
    def is_there_for(cls, version: BudgetVersion) -> bool:
        """What changes another budget holds only the lines that it changes: its sheet is another (changes.py)."""
        return not changes_another(version.kind, version.based_on_id)

    def rows(self) -> QuerySet[Any]:
        return BudgetLineItem.objects.filter(
            allocation__program=self.program, allocation__version=self.version
        ).order_by("allocation__subject__code", "allocation__subject__valid_from", "position")

    @cached_property
    def allocations(self) -> dict[int, YearlyAllocation]:
        """Id of a subject -> what this version allots to it; a query, whatever the number of lines."""
        held = YearlyAllocation.objects.filter(program=self.program, version=self.version)
        found = {}
        for one in held.select_related("subject").order_by("subject__code", "subject__valid_from"):
            one.program, one.version = self.program, self.version
            found[one.subject_id] = one
        return found

    @cached_property
    def subject_of(self) -> dict[int, int]:
        """Id of an allocation -> id of its subject."""
        return {one.pk: subject for subject, one in self.allocations.items()}

    def link(self, column: SheetColumn, keys: Iterable[str]) -> dict[str, Any]:
        ids = {int(key) for key in keys if is_id(key)}
        if column.key == "site":
            return {str(one.pk): one for one in Site.objects.filter(pk__in=ids)}
        found: dict[str, Any] = {str(pk): one for pk, one in self.allocations.items()}
        if new := ids - self.allocations.keys():
            # A subject that the version does not have yet: its first line brings it in.
            for subject in AccountSubject.objects.filter(pk__in=new):
                held = YearlyAllocation(program=self.program, version=self.version, subject=subject)
                found[str(subject.pk)] = held
        return found

    def cell_of_link(self, column: SheetColumn, stored: Any) -> str:
        if column.key == "subject":
            return super().cell_of_link(column, self.subject_of.get(stored))
        return super().cell_of_link(column, stored)

    def known(self, column: SheetColumn, rows: Iterable[Any]) -> Choices:
        if column.key == "subject":
            return [(str(pk), str(one.subject)) for pk, one in self.allocations.items()]
        sites = Site.objects.filter(pk__in={row.site_id for row in rows} - {None})
        return [(str(one.pk), str(one)) for one in sites.order_by("name")]

    def is_of_this_sheet(self, values: Mapping[str, Any]) -> bool:
        return values["allocation"] in self.subject_of

    def before_saving(self, rows: Iterable[Any]) -> None:
        for row in rows:
            if row.allocation.pk is None:
                row.allocation.save()
            # The row has the number only of what had one when it was put in.
            row.allocation = row.allocation
