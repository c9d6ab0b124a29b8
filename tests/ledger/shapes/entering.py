"""A programme entered row by row, each row as its form checks it. Amounts of budgets are typed in thousand won."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Document,
    DocumentSection,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    Program,
    Settlement,
    StatedFigure,
    YearlyAllocation,
)
from sites.models import Site
from sites.said import saying

THOUSAND, MILLION = 1_000, 1_000_000


def enter(model: Any, **fields: Any) -> Any:
    """A new row that its form would take."""
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def enter_standard() -> None:
    """The account subjects and sources of money that the ledger ships, as an office has them before its programmes."""
    call_command("loaddata", "account_subjects", "funding_sources", verbosity=0)


def subject(code: str) -> AccountSubject:
    return AccountSubject.objects.get(code=code)


@dataclass(frozen=True)
class Item:
    """A line or, without a description, the whole of a subject; in thousand won, `shares` by the slug of the source."""

    amount: int | None
    national: int | None = 0
    shares: Mapping[str, int] = field(default_factory=dict)
    description: str = ""
    basis: str = ""
    site: str = ""
    is_one_off: bool = False


def line(description: str, basis: str, amount: int, national: int = 0, **more: Any) -> Item:
    """A line of 산출근거."""
    return Item(amount, national, description=description, basis=basis, **more)


def in_won(thousands: int | None) -> int | None:
    return None if thousands is None else thousands * THOUSAND


def allot(program: Program, version: BudgetVersion, budget: Mapping[str, Iterable[Item]]) -> None:
    """What a version allots: code of a subject -> its lines, or its whole in one item without a description."""
    for code, items in budget.items():
        of_subject = {"program": program, "version": version, "subject": subject(code)}
        allocation = enter(YearlyAllocation, **of_subject, unit="thousand")
        for item in items:
            amounts = {"amount": in_won(item.amount), "national_subsidy": in_won(item.national)}
            if item.description:
                owner = {"line_item": enter_line(allocation, item, amounts)}
            else:
                for name, amount in amounts.items():
                    setattr(allocation, name, amount)
                allocation.full_clean()
                allocation.save()
                owner = {"allocation": allocation}
            for slug, share in item.shares.items():
                source = FundingSource.objects.get(slug=slug)
                enter(FundingShare, **owner, source=source, amount=in_won(share))


def enter_line(allocation: YearlyAllocation, item: Item, amounts: Mapping[str, int | None]) -> BudgetLineItem:
    row: BudgetLineItem = enter(
        BudgetLineItem,
        allocation=allocation,
        position=allocation.line_items.count() + 1,
        description=item.description,
        basis=item.basis,
        site=Site.objects.get(slug=item.site) if item.site else None,
        is_one_off=item.is_one_off,
        **amounts,
    )
    return row


def write(document: Document, texts: Iterable[tuple[str, str, str]]) -> None:
    """Texts of the document: section, heading, text."""
    for section, heading, text in texts:
        enter(DocumentSection, document=document, section=section, position=1, heading=heading, text=text)


def plan(document: Document, cells: Mapping[str, Iterable[tuple[int | None, int | None] | None]]) -> None:
    """The plan in million won: code -> (amount, national) through Y−2, in Y−1, in Y, after; None: nothing printed."""
    year = document.version.fiscal_year
    periods = (("through", year - 2), ("year", year - 1), ("year", year), ("after", year + 1))
    for code, of_subject in cells.items():
        for (period, heading), cell in zip(periods, of_subject, strict=True):
            if cell is not None:
                amount, national = (None if one is None else one * MILLION for one in cell)
                enter(
                    InvestmentPlanEntry,
                    document=document,
                    subject=subject(code),
                    period=period,
                    year=heading,
                    amount=amount,
                    national_subsidy=national,
                    unit="million",
                )


def settle(
    program: Program, year: int, cells: Mapping[str, int | None], code: str = "", portion: str = "total"
) -> Settlement:
    """A settled year in thousand won, of a subject or (no code) of the whole programme; cells left out are blank."""
    row: Settlement = enter(
        Settlement,
        program=program,
        fiscal_year=year,
        subject=subject(code) if code else None,
        portion=portion,
        unit="thousand",
        **{cell: in_won(amount) for cell, amount in cells.items()},
    )
    return row


def print_table(document: Document, table: str, unit: str, text: str) -> None:
    """A table as the document prints it: below a line of column keys a line for each row key.

    `.` where nothing is printed. A column of rates is printed in percent, whatever the unit of the table.
    """
    head, *lines = (line.split() for line in text.strip().splitlines())
    for row, *cells in lines:
        for column, printed in zip(head, cells, strict=True):
            if printed != ".":
                is_rate = column.startswith("rate")
                enter(
                    StatedFigure,
                    document=document,
                    table=table,
                    row=row,
                    column=column,
                    year=document.version.fiscal_year,
                    unit="percent" if is_rate else unit,
                    text=printed,
                )


def misprint(program: Program, table: str, row: str, column: str, text: str) -> None:
    """Have the programme's document print another text in a cell."""
    stated = StatedFigure.objects.get(document__program=program, table=table, row=row, column=column)
    stated.text, stated.value, stated.rate = text, None, None
    stated.full_clean()
    with saying(why="원문 오기", document_number="예산과-1"):
        stated.save()
