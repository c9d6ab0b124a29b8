"""Allocations and line items, one by one; program_budget.py has the page of a whole year."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.formula import FormulaInput
from ledger.desk.record import RecordAdmin, RecordInline
from ledger.desk.tie_message import ReportsTieChanges, row_id
from ledger.figures.versions import CHANGES_ANOTHER
from ledger.load.rows import allocation_of
from ledger.models import BudgetLineItem, FundingShare, FundingSource, YearlyAllocation
from ledger.words.formats import MISSING, with_separators


class TypesFormula:
    """Data entry of line items, one by one or on the page of their allocation.

    In a version that changes another a 산출식 may be that of the change: beside the amount it is read, not judged.
    """

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "basis":
            kwargs["widget"] = FormulaInput({"class": "vTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)  # type: ignore[misc]
        return not_judged(form) if obj is not None and changes_another(obj.allocation) else form

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        if obj is not None and changes_another(obj):
            not_judged(formset.form)
        return formset


def changes_another(allocation: YearlyAllocation) -> bool:
    """Whether an allocation stands in a version that changes another."""
    return allocation.version.kind in CHANGES_ANOTHER


def not_judged(form: Any) -> Any:
    """The form of a line whose 산출식 is beside no amount that it has to give."""
    if "basis" in form.base_fields:
        form.base_fields["basis"].widget.attrs["data-formula"] = ""
    return form


class LineItemInline(TypesFormula, RecordInline):
    model = BudgetLineItem
    extra = 1
    fields = ("position", "description", "basis", "amount", "national_subsidy", "unit", "site", "is_one_off")


class FundingInline(RecordInline):
    """What sources of money give to the amount."""

    model = FundingShare
    fields: ClassVar[Any] = ("source", "amount")


@admin.register(FundingSource)
class FundingSourceAdmin(RecordAdmin):
    list_display = ("name", "level", "mark", "is_subsidy", "position")


@admin.register(YearlyAllocation)
class YearlyAllocationAdmin(ReportsTieChanges, RecordAdmin):
    list_display = ("program", "version", "subject", "figure", "national", "unit")
    list_display_links = ("program", "subject")
    list_filter = ("version", "subject")
    search_fields = ("program__name", "program__slug", "subject__name", "subject__code")
    inlines = (LineItemInline, FundingInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        rows = rows.select_related("program", "version", "subject__replaces")
        return rows.prefetch_related("line_items__site")

    def allocations(self, request: HttpRequest, object_id: str | None) -> QuerySet[Any]:
        return YearlyAllocation.objects.filter(pk=row_id(object_id))

    def allocations_of(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return YearlyAllocation.objects.filter(pk__in=rows.values("pk"))

    @admin.display(description=_("amount (won)"))
    def figure(self, row: YearlyAllocation) -> str:
        amount = allocation_of(row).amount
        return MISSING if amount is None else with_separators(amount)

    @admin.display(description=_("national part (won)"))
    def national(self, row: YearlyAllocation) -> str:
        amount = allocation_of(row).national
        return MISSING if amount is None else with_separators(amount)


@admin.register(BudgetLineItem)
class BudgetLineItemAdmin(TypesFormula, ReportsTieChanges, RecordAdmin):
    list_display = ("description", "program", "version", "subject", "amount", "national_subsidy", "site")
    list_select_related = (
        "allocation__program",
        "allocation__version",
        "allocation__subject",
        "site",
    )
    list_filter = ("allocation__version", "allocation__subject", "site", "is_one_off")
    inlines = (FundingInline,)
    search_fields = ("description", "basis", "allocation__program__name", "allocation__subject__name")

    def allocations(self, request: HttpRequest, object_id: str | None) -> QuerySet[Any]:
        """The allocation that the line stands in, and the one that the form moves it to."""
        return YearlyAllocation.objects.filter(
            Q(line_items=row_id(object_id)) | Q(pk=row_id(request.POST.get("allocation")))
        )

    def allocations_of(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return YearlyAllocation.objects.filter(pk__in=rows.values("allocation"))

    @admin.display(description=_("programme"), ordering="allocation__program")
    def program(self, row: BudgetLineItem) -> str:
        return str(row.allocation.program)

    @admin.display(description=_("budget version"), ordering="allocation__version")
    def version(self, row: BudgetLineItem) -> str:
        return str(row.allocation.version)

    @admin.display(description=_("account subject"), ordering="allocation__subject__code")
    def subject(self, row: BudgetLineItem) -> str:
        return str(row.allocation.subject)
