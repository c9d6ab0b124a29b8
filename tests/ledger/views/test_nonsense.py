"""Nonsense in any parameter of any page is a helpful 4xx or is ignored by rule: never a 500, on both databases."""

import re
from itertools import cycle, islice

import pytest

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
]
PARAMETERS = (
    *("year", "version", "base", "beside", "format", "sort", "by", "top", "only", "unit", "explain"),
    *("row", "column", "subject", "site", "unchanged", "area_kind", "verdict", "family", "table"),
    *("q", "bureau", "division", "account", "group", "page", "view", "nobody-knows-this"),
    *("edition", "program", "looked"),
)
NONSENSE = (
    "a%00b",
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


@pytest.mark.parametrize("page", PAGES)
def test_nonsense_in_a_parameter(page: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    # Each page begins elsewhere, so that over the pages each parameter meets every value.
    values = islice(cycle(NONSENSE), PAGES.index(page), None)
    for name in PARAMETERS:
        for value in islice(values, 1):
            asked = {**(TYPED if "trace" in page else {}), name: value}
            query = "&".join(f"{key}={text}" for key, text in asked.items())
            response = client.get(f"{page}?{query}")
            assert response.status_code in (200, 400, 404), (name, value[:20])
            if value == "a%00b":
                assert response.status_code == 400
            if response.status_code != 200 and "html" in response.headers["Content-Type"]:
                (said,) = re.findall(r'<p class="lead">(.*?)</p>', response.content.decode(), re.S)
                assert 10 < len(said) < 1_500


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
