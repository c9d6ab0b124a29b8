"""The pages by which the 2022 edition is entered, each filled in as a browser does."""

from typing import Any

from django.db.models import Model
from django.test import Client

from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, YearlyAllocation
from sites.record import Record
from tests.ledger.desk.form import fields_of

PROGRAM = "/admin/ledger/program/smart-anchor"
Typed = dict[str, str]
"""Field of a form -> what was typed."""


def open_version(
    client: Client, source: str, year: int, kind: str, sequence: int = 1, *, edition: bool = False
) -> None:
    """Open a version on its page, with or without an edition of the document."""
    asked = {"source": source, "fiscal_year": str(year), "kind": kind, "sequence": str(sequence)}
    sent(client, f"{PROGRAM}/open/", asked | ({"with_document": "on"} if edition else {}))


def save_page(client: Client, version: str, typed: Typed) -> None:
    """Send the page of a version as it stands, with what was typed: of a 추경 it lists changes, else all lines."""
    address = f"{PROGRAM}/budget/{version}/"
    fields = fields_of(client, address)
    unknown = {name for name in typed.keys() - fields.keys() if not name.endswith(("DELETE", "ends"))}
    assert not unknown
    sent(client, address, {**fields, **typed})


def budget_row(version: str, code: str, position: int = 1) -> str:
    """The prefix of a line's fields on the page of a whole budget, whose lines stand by subject and position."""
    lines = BudgetLineItem.objects.filter(allocation__version=version_of(version))
    in_order = list(lines.order_by("allocation__subject__code", "position"))
    found = next(
        place
        for place, line in enumerate(in_order)
        if (line.allocation.subject.code, line.position) == (code, position)
    )
    return f"lines-{found}"


def changed_row(version: str, code: str, position: int = 1) -> str:
    """The prefix of a line's fields on the page of a 추경; `version` is the one that holds the line so far."""
    line = allocation_of(version, code).line_items.get(position=position)
    return f"item-{line.pk}"


def cells(row: str, **typed: str) -> Typed:
    """What was typed into the cells of a row."""
    return {f"{row}-{name}": text for name, text in typed.items()}


def subject(code: str) -> AccountSubject:
    """The account subject of a code."""
    return AccountSubject.objects.get(code=code)


def version_of(key: str) -> BudgetVersion:
    """'2022-supplementary-1' -> the version."""
    year, kind, *sequence = key.split("-")
    number = int(sequence[0]) if sequence else 1
    return BudgetVersion.objects.get(fiscal_year=int(year), kind=kind, sequence=number)


def allocation_of(version: str, code: str) -> YearlyAllocation:
    """What a version itself allots to a subject."""
    return YearlyAllocation.objects.get(version=version_of(version), subject__code=code)


def add(client: Client, model: type[Model], **typed: Any) -> None:
    """Enter a row on the page of its kind."""
    address = f"/admin/ledger/{model._meta.model_name}/add/"
    sent(client, address, {**fields_of(client, address), **typed})


def take(client: Client, version: str, step: str, **typed: str) -> None:
    """Press the button of a step on the page of a version."""
    row = version_of(version)
    number = row.transitions.count() + 1
    sent(client, f"/admin/ledger/budgetversion/{row.pk}/step/", {"step": step, "number": number, **typed})
    assert row.transitions.count() == number


def put(row: Record, **cells: Any) -> None:
    """Give cells of a row other contents, asked whether they are right as its own form does."""
    for name, cell in cells.items():
        setattr(row, name, cell)
    row.full_clean()
    row.save()


def sent(client: Client, address: str, fields: Any) -> None:
    """Send a form that leads on; what is wrong with it is said."""
    answer = client.post(address, fields)
    page = answer.content.decode()
    assert answer.status_code == 302, (address, page[page.find("errorlist") - 300 :][:1_500])
