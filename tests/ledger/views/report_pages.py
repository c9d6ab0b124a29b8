"""What the tests of the reports' pages share: their addresses, their JSON."""

from typing import Any

from django.test import Client

ADDRESS = "/programs/smart-anchor/reports/{}/"
SUMMARY = ADDRESS.format("budget-summary")


def as_json(client: Client, report: str, query: str = "") -> dict[str, Any]:
    response = client.get(f"{ADDRESS.format(report)}?format=json{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


def figures(client: Client, report: str, row: str, query: str = "") -> dict[str, Any]:
    (found,) = [one for one in as_json(client, report, query)["rows"] if one["key"] == row]
    cells: dict[str, Any] = found["figures"]
    return cells
