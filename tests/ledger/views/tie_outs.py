"""What the tests of the page of tie-outs share: its JSON, the first document's misprint, its forms."""

import re
from html import unescape
from typing import Any

from django.test import Client

PAGE = "/programs/smart-anchor/tie-outs/"


def records(client: Client, query: str = "") -> list[dict[str, Any]]:
    response = client.get(f"{PAGE}?format=json{query}")
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.json()
    return found


def misprint(client: Client) -> dict[str, Any]:
    (found,) = [
        record
        for record in records(client, "&verdict=breaks")
        if (record["rule"], record["where"]["row"], record["where"]["column"])
        == ("stated_figure", "308-01", "total")
    ]
    return found


def explaining(record: dict[str, Any], **typed: str) -> dict[str, str]:
    """The form that the page has for a finding, with what a person typed."""
    return {
        "rule": record["rule"],
        "report": record["where"]["report"],
        "row": record["where"]["row"],
        "column": record["where"]["column"],
        "unit": record["unit"],
        "left": str(record["left"]),
        "right": str(record["right"]),
        "submission_text": "원문 오기: 1,045백만원이 맞음",
        "internal_note": "자본보조 금액이 한 번 더 더해짐",
        "document_number": "거점성장추진단-123",
        **typed,
    }


def entry_of_the_misprint(html: str) -> str:
    """The article of the misprint on the page."""
    articles: list[str] = re.findall(r"<article.*?</article>", html, re.S)
    return next(one for one in articles if "47,476" in one)


def fields(form: str) -> dict[str, list[str]]:
    """The hidden fields of a form, each with all its values."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(unescape(value))
    return found
