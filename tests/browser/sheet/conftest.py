"""The fixture `open_sheet`: a page with a sheet of any rows."""

from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from tests.browser.sheet.harness import ADDRESS, COLUMNS, PREVIEW, SAVE, Harness, policy_of, row
from tests.browser.visitor import WIDE, Visitors


class OpenSheet(Protocol):
    """`open_sheet([row(1, '1000')], width=390, groups=None)`; what else is named stands in the page's JSON."""

    def __call__(
        self,
        rows: list[dict[str, Any]] | None = None,
        *,
        width: int = WIDE,
        language: str = "ko",
        **config: Any,
    ) -> Harness: ...


@pytest.fixture
def open_sheet(sign_in: Visitors) -> Iterator[OpenSheet]:
    def opened(
        rows: list[dict[str, Any]] | None = None, *, width: int = WIDE, language: str = "ko", **config: Any
    ) -> Harness:
        page = sign_in(width=width, language=language)
        three = [row(1, "1000"), row(2, "20000"), row(3, "300000")]
        whole = {
            "save": SAVE,
            "preview": PREVIEW,
            "may_edit": True,
            "may_add": True,
            "unit": "won",
            "columns": COLUMNS,
            "rows": three if rows is None else rows,
            "beside": [],
            **config,
        }
        harness = Harness(page, whole, policy_of(sign_in.server.address), language)
        harness.open()
        return harness

    yield opened
    # Answers that a test had given on purpose are no complaint.
    sign_in.watch.complaints[:] = [one for one in sign_in.watch.complaints if ADDRESS not in one]
