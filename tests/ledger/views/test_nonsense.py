"""Nonsense in any parameter of any page is a helpful 4xx or is ignored by rule: never a 500, on both databases."""

import re
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django.test import Client

from ledger.models import Program
from ledger.reports import REPORTS_BY_NAME
from tests.people import SignedIn

PROGRAM = "/programs/smart-anchor/"
PAGES = [
    "/",
    "/line-items.xlsx",
    PROGRAM,
    f"{PROGRAM}document/",
    f"{PROGRAM}brief/",
    f"{PROGRAM}tie-outs/",
    *(f"{PROGRAM}reports/{name}/" for name in REPORTS_BY_NAME),
    f"{PROGRAM}reports/budget-summary/trace/",
    f"{PROGRAM}reports/variance/trace/",
    f"{PROGRAM}workbook/",
    f"{PROGRAM}workbook.xlsx",
    "/submissions/",
    "/exports/",
    "/changes/",
    f"{PROGRAM}reports/budget-summary/moments/",
]
PARAMETERS = (
    *("year", "version", "base", "beside", "format", "sort", "by", "top", "only", "unit", "explain"),
    *("row", "column", "subject", "site", "unchanged", "area_kind", "verdict", "family", "table"),
    *("q", "bureau", "division", "account", "group", "page", "view", "nobody-knows-this"),
    *("edition", "program", "looked"),
    *("since", "until", "then", "now", "who", "kind", "words", "door", "files", "before"),
)
NULL = "a%00b"
NONSENSE = (
    NULL,
    "x" * 10_000,
    "( ",
    "no_such_column",
    "1000000000",
    "-1",
    "%ff%fe",
    "[]",
    "__class__",
    "１２",
    "",
)
TYPED = {"row": "total", "column": "change"}
"""What a trace needs: nonsense takes its place."""


def refusals(client: Client, page: str, typed: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    """Each parameter that is refused, with its value and the answer. What is asked together and answered is not."""
    asked = {**(TYPED if "trace" in page else {}), **typed}
    response = client.get(f"{page}?{'&'.join(f'{name}={value}' for name, value in asked.items())}")
    assert response.status_code in (200, 400, 404), list(typed)
    if response.status_code == 200:
        return
    if len(typed) == 1:
        ((name, value),) = typed.items()
        yield name, value, response
        return
    names = list(typed)
    for half in (names[: len(names) // 2], names[len(names) // 2 :]):
        yield from refusals(client, page, {name: typed[name] for name in half})


@pytest.mark.parametrize("page", PAGES)
def test_nonsense_in_a_parameter(page: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    # Each page begins elsewhere, so that over the pages each parameter meets every value.
    typed = dict(zip(PARAMETERS, islice(cycle(NONSENSE), PAGES.index(page), None), strict=False))
    of_null = {name: value for name, value in typed.items() if value == NULL}
    for name in of_null:
        assert client.get(f"{page}?{name}={NULL}").status_code == 400, name
    for name, value, response in refusals(client, page, {**typed, **dict.fromkeys(of_null, "")}):
        if "html" in response.headers["Content-Type"]:
            (said,) = re.findall(r'<p class="lead">(.*?)</p>', response.content.decode(), re.S)
            assert 10 < len(said) < 1_500, (name, value[:20])


@pytest.mark.parametrize("page", PAGES)
def test_nonsense_in_a_form(page: str, first_document: Program, signed_in: SignedIn) -> None:
    """Pages that take no form say 405, those that take one say what is wrong with it, or that it is not his to send."""
    client = signed_in("manager")
    for typed in ({}, {"row": "a\0b"}, {"report": "x" * 10_000, "submission_text": "y"}, {"left": "１２"}):
        assert client.post(page, typed).status_code in (400, 403, 405, 409), typed


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/unit/", {"unit": "moon", "next": "//evil.example"}),
        ("/unit/", {"unit": "a\0b", "next": "a\0b"}),
        ("/views/", {}),
        ("/views/", {"name": "a\0b", "query": "%00"}),
        ("/views/", {"name": "x" * 10_000, "query": "y" * 10_000}),
        ("/views/999999999999999999999/delete/", {}),
        ("/views/0/delete/", {}),
        ("/exports/999999999999999999999/", {}),
        ("/exports/0/", {"a": "b\0c"}),
    ],
)
def test_nonsense_sent_to_what_only_keeps_a_choice(
    address: str, typed: dict[str, str], first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").post(address, typed)
    assert response.status_code in (302, 400, 404, 409)
    assert "evil" not in response.headers.get("Location", "")
