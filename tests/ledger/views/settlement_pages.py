"""What the tests of 결산현황, 결산 흐름 and 올해 집행 현황 share: each door."""

import io
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from ledger.models import AccountSubject, Program
from tests.ledger.records import GRANTS
from tests.ledger.views.report_pages import ADDRESS

PASSED = replace(GRANTS, is_pass_through=True)


def page(client: Client, report: str, query: str = "") -> str:
    response = client.get(ADDRESS.format(report) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def row(found: dict[str, Any], key: str) -> dict[str, Any]:
    (one,) = [one for one in found["rows"] if one["key"] == key]
    cells: dict[str, Any] = one
    return cells


def sheet(client: Client, report: str, query: str = "") -> list[tuple[Any, ...]]:
    content = client.get(f"{ADDRESS.format(report)}?format=xlsx{query}").content
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def snapshot(program: Program, executed: int, code: str | None = None, **more: Any) -> None:
    program.execution_snapshots.create(
        fiscal_year=2021,
        subject=AccountSubject.objects.get(code=code) if code else None,
        as_of=date(2021, 10, 31),
        executed=executed,
        **more,
    )
