"""What writes to the ledger: the form of a page, filled in as somebody would."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.ledger.desk.form import Fields, Forms, fields_of

PROGRAM = "/admin/ledger/program/smart-anchor"
LINE = "/admin/ledger/budgetlineitem"
VERSION = "/admin/ledger/budgetversion"
WHY = {"reason": "의회 제출 기한", "document_number": "예산-7"}

Sent = tuple[str, Fields | dict[str, Any]]
"""An address, and what is sent to it."""


@dataclass(frozen=True)
class Operation:
    """`form` looks at the page and fills it in; `follows` names the operation that must be done before, '' for none.

    `says_so`: where it leads says whether it was done. `is_json`: a script sends it, and is answered 200.
    """

    who: str
    form: Callable[[Client], Sent]
    follows: str = ""
    says_so: bool = True
    is_json: bool = False

    @property
    def done(self) -> int:
        """The status with which it is answered."""
        return 200 if self.is_json else 302


def line(position: int = 1, code: str = "403-01") -> Any:
    """A line of 2021년 본예산."""
    from ledger.models import BudgetLineItem

    return BudgetLineItem.objects.get(
        allocation__version__fiscal_year=2021,
        allocation__version__kind="original",
        allocation__subject__code=code,
        position=position,
    )


def version(kind: str = "original") -> Any:
    from ledger.models import BudgetVersion

    return BudgetVersion.objects.get(fiscal_year=2021, kind=kind)


def save_the_year(client: Client) -> Sent:
    """Two lines change places and one of them its amount, one goes, one is new, a subject is new."""
    from ledger.models import AccountSubject

    path = f"{PROGRAM}/budget/2021-original/"
    fields = fields_of(client, path)
    row = {str(value): key.removesuffix("id") for key, value in fields.items() if key.endswith("-id")}
    first, second, gone = (row[str(one.pk)] for one in (line(1), line(2), line(1, "401-02")))
    fields[f"{first}position"], fields[f"{second}position"] = "2", "1"
    fields[f"{first}amount"] = "1,071,000,001"
    fields[f"{gone}DELETE"] = "on"
    blank = next(
        key.removesuffix("id")
        for key, value in fields.items()
        if key.startswith("lines-") and key.endswith("-id") and not value
    )
    fields |= {f"{blank}description": "전문가 자문", f"{blank}amount": "20,000,000"}
    free = AccountSubject.objects.get(code="207-01")
    subject = next(key for key, value in fields.items() if key.endswith("-subject") and not value)
    fields |= {subject: str(free.pk), subject.replace("-subject", "-amount"): "60,000,000"}
    return path, fields


def save_the_sheet(client: Client) -> Sent:
    """The same as a sheet's difference: a line of a new subject among what changes, goes and comes."""
    from ledger.models import AccountSubject

    path = f"{PROGRAM}/budget/2021-original/sheet/line-items/"
    found = client.get(path, {"format": "json"}).json()
    first, second, gone = line(1), line(2), line(1, "401-02")
    order = [one["id"] for one in found["rows"]]
    at = order.index(first.pk)
    order[at : at + 2] = [second.pk, first.pk]
    subject = str(AccountSubject.objects.get(code="207-01").pk)
    new = {"subject": subject, "description": "전문가 자문", "amount": "20,000,000"}
    difference: dict[str, Any] = {
        "sent_once": found["token"],
        "changed": [{"id": first.pk, "revision": first.revision, "cells": {"amount": "1,071,000,001"}}],
        "added": [{"row": "new-1", "cells": new}],
        "removed": [{"id": gone.pk, "revision": gone.revision}],
        "order": order,
    }
    return path, difference


def foresee_the_sheet(client: Client) -> Sent:
    """What that would change."""
    path, difference = save_the_sheet(client)
    return f"{path}preview/", difference


def save_the_changes(client: Client) -> Sent:
    """Of a 추경: a carried line gets more, a subject ends, a line is new."""
    from ledger.models import AccountSubject

    path = f"{PROGRAM}/budget/2021-supplementary-1/"
    fields = fields_of(client, path)
    more, of = line(), AccountSubject.objects.get(code="401-01")
    ends = AccountSubject.objects.get(code="201-02")
    fields |= {f"item-{more.pk}-change": "30,000,000", f"item-{more.pk}-basis": "30,000,000원×1식"}
    fields |= {f"subject-{ends.pk}-ends": "on"}
    fields |= {f"new-{of.pk}-0-description": "보강 공사", f"new-{of.pk}-0-amount": "5,000,000"}
    return path, fields


def save_the_sheet_of_changes(client: Client) -> Sent:
    """The same as a sheet's difference: carried lines get more and end, lines come under old and new subjects."""
    from ledger.models import AccountSubject

    path = f"{PROGRAM}/budget/2021-supplementary-1/sheet/changes/"
    found = client.get(path, {"format": "json"}).json()
    more, ends = found["rows"][:2]
    asked = ("id", "revision", "seen")
    subjects = (more["cells"]["subject"], str(AccountSubject.objects.get(code="207-01").pk))
    new = [
        {"row": f"new-{at}", "cells": {"subject": one, "description": "보강 공사", "amount": "5,000,000"}}
        for at, one in enumerate(subjects)
    ]
    difference: dict[str, Any] = {
        "sent_once": found["token"],
        "changed": [
            {**{key: more[key] for key in asked}, "cells": {"change": "30,000,000"}},
            {**{key: ends[key] for key in asked}, "cells": {"amount": "0"}},
        ],
        "added": new,
    }
    return path, difference


def foresee_the_sheet_of_changes(client: Client) -> Sent:
    """What that would change."""
    path, difference = save_the_sheet_of_changes(client)
    return f"{path}preview/", difference


def save_a_line(client: Client) -> Sent:
    """On its own page, with what a source of money gives to it."""
    from ledger.models import FundingSource

    path = f"{LINE}/{line().pk}/change/"
    fields = fields_of(client, path)
    fields |= {"amount": "1,071,000,002", "basis": "1,071,000,002원×1식"}
    source = FundingSource.objects.exclude(is_subsidy=True).first()
    assert source is not None
    prefix = next(key.removesuffix("-TOTAL_FORMS") for key in fields if key.endswith("-TOTAL_FORMS"))
    fields |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-source": str(source.pk), f"{prefix}-0-amount": "71"}
    fields |= {f"{prefix}-0-id": "", f"{prefix}-0-line_item": str(line().pk)}
    return path, fields


def delete_a_line(client: Client) -> Sent:
    path = f"{LINE}/{line(2).pk}/delete/"
    return path, {**fields_of(client, path), "post": "yes"}


def delete_lines(client: Client) -> Sent:
    """By the list's own action, which asks first."""
    path = f"{LINE}/"
    chosen: Fields = {
        "action": "delete_selected",
        "_selected_action": [str(line(1).pk), str(line(2).pk), str(line(1, "405-01").pk)],
    }
    asked = Forms()
    asked.feed(client.post(path, chosen).content.decode())
    form = max(asked.forms, key=len)
    return path, {**form, **chosen, "post": "yes"}


def open_asked(client: Client, year: int, kind: str, **more: str) -> Sent:
    path = f"{PROGRAM}/open/"
    asked = {"source": "2021-original", "fiscal_year": str(year), "kind": kind, "sequence": "1", **more}
    page = client.get(path, asked)
    forms = Forms()
    forms.feed(page.content.decode())
    return path, {**forms.forms[-1], **asked}


def step(name: str, **typed: str) -> Callable[[Client], Sent]:
    """A button of the version's page."""

    def form(client: Client) -> Sent:
        pk = version().pk
        forms = Forms()
        forms.feed(client.get(f"{VERSION}/{pk}/change/").content.decode())
        (found,) = (one for one in forms.forms if one.get("step") == name)
        return f"{VERSION}/{pk}/step/", {**found, **WHY, **typed}

    return form


def undo_a_change(client: Client) -> Sent:
    """The last change of a line."""
    from ledger.models import Change

    change = Change.objects.filter(kind="ledger.budgetlineitem", row=line().pk, how="~").latest("pk")
    path = f"/changes/{change.pk}/undo/"
    return path, {**fields_of(client, path), **WHY}


OPERATIONS: dict[str, Operation] = {
    "save the year": Operation("finance", save_the_year),
    "save the sheet": Operation("finance", save_the_sheet, is_json=True),
    "save a line": Operation("finance", save_a_line),
    "undo a change": Operation("finance", undo_a_change, "save a line", says_so=False),
    "delete a line": Operation("finance", delete_a_line),
    "delete lines": Operation("finance", delete_lines),
    "open a year": Operation(
        "finance", lambda client: open_asked(client, 2022, "original", with_document="on")
    ),
    "open a change": Operation("finance", lambda client: open_asked(client, 2021, "supplementary")),
    "save the changes": Operation("finance", save_the_changes, "open a change"),
    "save the sheet of changes": Operation(
        "finance", save_the_sheet_of_changes, "open a change", is_json=True
    ),
    "submit": Operation("finance", step("submit"), says_so=False),
    "confirm": Operation("approver", step("confirm", decided_on="2020-12-15"), "submit", says_so=False),
    "ask": Operation("approver", step("ask"), "confirm", says_so=False),
    "reopen": Operation("approver2", step("reopen"), "ask", says_so=False),
}

PREVIEWS: dict[str, Operation] = {
    "foresee the sheet": Operation("finance", foresee_the_sheet, is_json=True),
    "foresee the sheet of changes": Operation(
        "finance", foresee_the_sheet_of_changes, "open a change", is_json=True
    ),
}
"""What writes and takes it back."""
