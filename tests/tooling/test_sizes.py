"""No module is longer, no room fuller than a reader takes in at once."""

from collections import Counter
from pathlib import Path

from smartanchor.settings import BASE_DIR as ROOT

MOST_LINES = 400
MOST_MODULES = 20
FULLER = {"ledger/council/sheets": 22}
"""Folders of the ledger with more modules, `__init__.py` among them: they may only shrink. A sheet is a module."""


def modules(*folders: str) -> dict[str, Path]:
    """Address in the checkout -> each module of these folders that a person has written."""
    return {
        str(file.relative_to(ROOT)): file
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
        if file.parent.name != "migrations"
    }


def test_no_module_is_long() -> None:
    lines = {
        address: len(file.read_text().splitlines())
        for address, file in modules("smartanchor", "sites", "ledger", "tests").items()
    }
    assert len(lines) > 300
    assert {address: count for address, count in lines.items() if count > MOST_LINES} == {}


def test_no_room_is_full() -> None:
    counts = Counter(str(file.parent.relative_to(ROOT)) for file in modules("ledger").values())
    assert len(counts) > 15
    assert {
        folder: count for folder, count in counts.items() if count > FULLER.get(folder, MOST_MODULES)
    } == {}
