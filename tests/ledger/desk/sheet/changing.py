"""The sheet of a 추경 as its script sees it: its rows, what is typed into them, what the budget then holds."""

from typing import Any

from django.test import Client

from ledger.load import load
from ledger.models import AccountSubject, BudgetLineItem
from ledger.reports import budget_summary
from tests.ledger.desk.sheet.sending import send, sheet

PAGE = "/admin/ledger/program/smart-anchor/budget/2021-supplementary-1/"
SHEET = f"{PAGE}sheet/changes/"
FEES, REPAIRS, WORKS = "공공요금 등", "시설관리 운영", "마포구 스마트앵커 조성비(공사비)"
NO_STUDY_YET = "207-01"
"""A subject that the budget does not have."""


def rows(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sheet(client, SHEET)["rows"]
    return found


def row(client: Client, description: str) -> dict[str, Any]:
    return next(one for one in rows(client) if one["cells"]["description"] == description)


def subject_row(client: Client, code: str) -> dict[str, Any]:
    name = f"subject-{AccountSubject.objects.get(code=code).pk}"
    return next(one for one in rows(client) if one["id"] == name)


def typed(one: dict[str, Any], **cells: str) -> dict[str, Any]:
    """A row of the page into which cells were typed."""
    return {"id": one["id"], "revision": one["revision"], "seen": one["seen"], "cells": cells}


def back(one: dict[str, Any]) -> dict[str, Any]:
    """A row of the page that was taken back."""
    return {key: one[key] for key in ("id", "revision", "seen")}


def save(client: Client, **difference: Any) -> dict[str, Any]:
    response = send(client, SHEET, **difference)
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def conflicts(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 409, (response.status_code, response.content.decode())
    found: list[dict[str, Any]] = response.json()["conflicts"]
    return found


def held() -> dict[str, int]:
    """Description -> amount of the lines that the version holds."""
    found = BudgetLineItem.objects.filter(allocation__version__kind="supplementary")
    return dict(found.values_list("description", "amount"))


def figures(code: str) -> tuple[object, ...]:
    """기정, 경정 and 증감 of a row of 예산총괄, in won."""
    found = budget_summary.build(load("smart-anchor", "2021-supplementary-1")).row(code).figures
    return found["prior"], found["current"], found["change"]
