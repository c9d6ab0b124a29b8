"""What the ledger says of the 2022 edition, as the JSON of its pages gives it, and how figures are written down."""

from collections.abc import Mapping
from typing import Any

from django.test import Client

M = 1_000_000
"""백만원 in won: the figures of these tests are in 백만원."""

Figures = dict[str, dict[str, Any]]
"""Row key -> column key -> figure; money in won."""

Column = dict[str, int]
"""Row key -> amount in won."""


def report(client: Client, name: str, version: str, **query: str) -> Figures:
    """A report of a version, read from its page's JSON."""
    address = f"/programs/smart-anchor/reports/{name}/"
    answer = client.get(address, {"version": version, **query, "format": "json"})
    assert answer.status_code == 200, (address, version, query)
    return {row["key"]: row["figures"] for row in answer.json()["rows"]}


def column(client: Client, name: str, version: str, key: str, **query: str) -> Column:
    """A column of a report, without the rows that are blank in it."""
    rows = report(client, name, version, **query)
    return {row: figures[key] for row, figures in rows.items() if figures.get(key) is not None}


def won(amounts: Mapping[str, float]) -> dict[str, int]:
    """Amounts of 백만원, with up to three decimals, in won: 7,224.187 -> 7,224,187,000."""
    return {row: round(amount * M) for row, amount in amounts.items()}


def cells(figures: dict[str, Any], *keys: str) -> tuple[Any, ...]:
    """Some figures of a row in 백만원; a blank stays None, what is no amount stays as it is."""
    found = (figures[key] for key in keys)
    return tuple(
        figure / M if isinstance(figure, int) and abs(figure) >= 1_000 else figure for figure in found
    )
