"""Every address that the resolver knows, filled in with real rows; and what a browser would send there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ledger.models import BudgetLineItem, BudgetVersion, Change, ExportJob, Program, SavedView, WorkbookExport
from ledger.models.change import How
from tests.ledger.desk.form import Fields, Forms
from tests.ledger.register import handed_in

Rows = dict[Any, Any]
"""A row of each kind, by model."""


@dataclass(frozen=True)
class Address:
    """An address of the resolver: its name ('admin:ledger_program_change'), its route, the path with rows in it."""

    name: str
    route: str
    path: str


def patterns() -> Iterator[tuple[str, str]]:
    """Name and route of every address; what has no name is called by its view."""

    def below(found: Any, route: str, space: str) -> Iterator[tuple[str, str]]:
        for one in found:
            here = route + re.sub(r"^\^", "", str(one.pattern))
            if isinstance(one, URLResolver):
                yield from below(one.url_patterns, here, f"{one.namespace}:" if one.namespace else space)
            else:
                assert isinstance(one, URLPattern)
                yield f"{space}{one.name or view_name(one)}", here

    yield from below(get_resolver().url_patterns, "/", "")


def view_name(pattern: URLPattern) -> str:
    """'RedirectView', 'catch_all_view'."""
    view: Any = pattern.callback
    return str(getattr(view, "view_class", view).__name__)


PRIMARY_KEYS: dict[str, Any] = {
    "submission_page": WorkbookExport,
    "submission_file": WorkbookExport,
    "undo_change": Change,
}
"""The kind of row that an address outside of data entry is about, where it names one."""

QUERIES = {
    "trace_page": "?row=total&column=current",
    "admin:autocomplete": "?app_label=ledger&model_name=budgetlineitem&field_name=allocation&term=",
}
"""What an address needs behind it to be one."""


def with_all_kinds(rows: Rows) -> Rows:
    """The rows, with those that pages make of their own accord; none of them is of whoever asks."""
    somebody = User.objects.create_user(f"somebody-{rows[Program].pk}")
    return {
        **rows,
        User: somebody,
        WorkbookExport: handed_in(rows[Program], version=rows[BudgetVersion]),
        ExportJob: ExportJob.objects.create(made_by=somebody, row_count=1),
        SavedView: SavedView.objects.create(owner=somebody, name="view"),
        Change: Change.objects.get(kind="ledger.program", row=rows[Program].pk, how=How.ENTERED),
    }


def addresses(rows: Rows) -> list[Address]:
    """Every address with these rows in it."""
    return [Address(name, route, path_of(name, route, rows)) for name, route in patterns()]


def path_of(name: str, route: str, rows: Rows) -> str:
    """The path that a route has for some rows. KeyError for a part that nothing here says how to fill in."""
    model = model_of(name, route)
    given: dict[str, Any] = {
        "slug": rows[Program].slug,
        "version": rows[BudgetVersion].key,
        "report": "budget-summary",
        "kind": "line-items",
        "job": rows[ExportJob].pk,
        "view": rows[SavedView].pk,
        "app_label": "ledger",
        "url": "nothing/",
        "token": "nobody",
        "name": "entry",
        "save": UUID(int=0),
        "content_type_id": ContentType.objects.get_for_model(Program).pk,
        "object_id": rows[model].pk,
        "id": rows[model].pk,
        "pk": rows[PRIMARY_KEYS.get(name, model)].pk,
    }

    def filled(found: re.Match[str]) -> str:
        return str(given[found.group("converted") or found.group("named")])

    part = r"<(?:\w+:)?(?P<converted>\w+)>|\(\?P<(?P<named>\w+)>[^()]*\)"
    return re.sub(part, filled, route.replace("(?P<url>.*)$", "nothing/")).removesuffix("$") + QUERIES.get(
        name, ""
    )


def model_of(name: str, route: str) -> Any:
    """The kind of row whose page of data entry an address is; the programme for any other."""
    found = re.match(r"/admin/(auth|ledger|sites)/(\w+)/", route)
    return apps.get_model(found[1], found[2]) if found else Program


BODIES: dict[str, dict[str, Any]] = {
    "ledger_budgetversion_step": {"step": "submit", "number": "1", "reason": "끝났습니다."},
}
"""End of a name -> what is sent where the page is no form that changes anything by itself."""


class Json(dict[str, Any]):
    """What a script sends as JSON."""


def body_of(address: Address, rows: Rows, root: Client) -> dict[str, Any]:
    """What a browser sends that was shown everything: the page's form as it stands, else the way it is asked."""
    if "/sheet/" in address.route:
        line = rows[BudgetLineItem]
        changed = {"id": line.pk, "revision": line.revision, "cells": {"description": "고친 항목"}}
        return Json(sent_once=str(UUID(int=7)), changed=[changed])
    if address.name.endswith("changelist"):
        row = rows[model_of(address.name, address.route)]
        action = {"action": "delete_selected", "_selected_action": [str(row.pk)], "index": "0"}
        return form_of(root.post(address.path, action)) or {**action, "post": "yes"}
    for end, body in BODIES.items():
        if address.name.endswith(end):
            return body
    return scraped(root, address.path)


def scraped(client: Client, path: str) -> Fields:
    """The largest form of a page as it stands; nothing where it shows none."""
    return form_of(client.get(path))


def form_of(answer: Any) -> Fields:
    """The same of a page that was answered."""
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return {}
    forms = Forms()
    forms.feed(answer.content.decode())
    return max(forms.forms, key=len, default={})
