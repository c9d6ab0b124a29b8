"""A sheet as its script sees it: the JSON of its page, and a difference sent to it."""

from typing import Any

from django.test import Client

from ledger.models import BudgetLineItem

SHEET = "/admin/ledger/program/smart-anchor/budget/2021-original/sheet/line-items/"


def line(description: str) -> BudgetLineItem:
    return BudgetLineItem.objects.get(description=description)


def changed(row: Any, **cells: str) -> dict[str, Any]:
    """A row of which cells were typed into, as the page has it now."""
    return {"id": row.pk, "revision": row.revision, "cells": cells}


def added(name: str, **cells: str) -> dict[str, Any]:
    return {"row": name, "cells": cells}


def removed(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "revision": row.revision}


def sheet(client: Client, address: str = SHEET) -> dict[str, Any]:
    """The JSON of the page."""
    response = client.get(address, {"format": "json"})
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def send(client: Client, address: str = SHEET, *, token: str | None = None, **difference: Any) -> Any:
    """Send a difference with the token of a page that was just loaded, or with another one."""
    said = {"sent_once": sheet(client, address)["token"] if token is None else token, **difference}
    return client.post(address, said, content_type="application/json")


def foresee(client: Client, address: str = SHEET, **difference: Any) -> Any:
    """Ask what a difference would change."""
    return client.post(f"{address}preview/", difference, content_type="application/json")


def errors(response: Any) -> dict[tuple[Any, Any], str]:
    """Row and column -> what is wrong there."""
    assert response.status_code == 422, (response.status_code, response.content.decode())
    return {(one["row"], one["column"]): one["sentence"] for one in response.json()["errors"]}
