"""What the tests of the list of programmes and of its files share: filters, its JSON, its page."""

from typing import Any

from django.test import Client

QUERIES = [
    {},
    {"q": "사업 1"},
    {"bureau": "경제실"},
    {"bureau": "경제실", "division": "둘째과"},
    {"account": "특별회계"},
    {"q": "없는 사업"},
    {"year": "2020"},
    {"year": "2020", "account": "일반회계"},
]


def as_json(client: Client, **query: str) -> dict[str, Any]:
    response = client.get("/", {**query, "format": "json"})
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def page_of(client: Client, **query: str) -> str:
    response = client.get("/", query)
    assert response.status_code == 200
    return response.content.decode()
