"""What somebody changed on a sheet: rows and cells within limits, and nothing that no sheet sends."""

from typing import Any

import pytest

from ledger.reading.difference import (
    MOST_ROWS,
    AddedRow,
    ChangedRow,
    Difference,
    RemovedRow,
    UnreadableDifference,
    read_difference,
)

COLUMNS = ("amount", "text")


def where(**sent: Any) -> str:
    with pytest.raises(UnreadableDifference) as refused:
        read_difference(sent, COLUMNS)
    return f"{refused.value.reason} {refused.value.where}".strip()


def test_all_parts_are_read() -> None:
    found = read_difference(
        {
            "sent_once": "token",
            "why": "까닭",
            "document_number": "예산-7",
            "changed": [{"id": 17, "revision": 3, "cells": {"amount": "△500"}}],
            "added": [{"row": "new-1", "after": 17, "cells": {"text": "가"}}, {"row": "new-2", "cells": {}}],
            "removed": [{"id": 18, "revision": 1}],
            "order": [17, "new-1", 19],
        },
        COLUMNS,
    )
    assert found == Difference(
        (ChangedRow(17, 3, {"amount": "△500"}),),
        (AddedRow("new-1", {"text": "가"}, 17, is_placed=True), AddedRow("new-2", {})),
        (RemovedRow(18, 1),),
        (17, "new-1", 19),
        "까닭",
        "예산-7",
    )


def test_nothing_is_a_difference_too() -> None:
    assert read_difference({}, COLUMNS).is_empty


def test_what_signs_in_again_beside_it_is_passed_over() -> None:
    assert read_difference({"again-username": "finance", "again-password": "x"}, COLUMNS) == Difference()


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("text", "changed[0]"),
        ({"id": "17", "revision": 1, "cells": {}}, "changed[0].id"),
        ({"id": True, "revision": 1, "cells": {}}, "changed[0].id"),
        ({"id": 17.0, "revision": 1, "cells": {}}, "changed[0].id"),
        ({"id": 2**63, "revision": 1, "cells": {}}, "changed[0].id"),
        ({"id": -1, "revision": 1, "cells": {}}, "changed[0].id"),
        ({"id": 17, "revision": 2**31, "cells": {}}, "changed[0].revision"),
        ({"id": 17, "cells": {}}, "changed[0].revision"),
        ({"id": 17, "revision": 1, "cells": []}, "changed[0]"),
        ({"id": 17, "revision": 1, "cells": {}, "more": 1}, "changed[0]"),
        ({"id": 17, "revision": 1, "cells": {"amount": 5}}, "changed[0].cells.amount"),
        ({"id": 17, "revision": 1, "cells": {"amount": None}}, "changed[0].cells.amount"),
        ({"id": 17, "revision": 1, "cells": {"secret": ""}}, "changed[0].cells.secret"),
        ({"id": 17, "revision": 1, "cells": {"text": "x" * 4_001}}, "changed[0].cells.text"),
    ],
)
def test_a_row_that_no_sheet_sends_is_refused_with_its_place(row: Any, place: str) -> None:
    assert where(changed=[row]) == f"form {place}"


@pytest.mark.parametrize("name", [17, "", "new-", "new-x", "new-1 ", "new-1234567890", "new-١"])
def test_a_new_row_has_a_name_of_its_own_kind(name: Any) -> None:
    assert where(added=[{"row": name, "cells": {}}]) == "form added[0]"


@pytest.mark.parametrize(
    "sent",
    [
        {"changed": {}},
        {"unknown": 1},
        {"why": 5},
        {"why": "x" * 4_001},
        {"order": ["x"]},
        {"order": [1, 1]},
        {"removed": [{"id": 1, "revision": 1}, {"id": 1, "revision": 1}]},
        {"added": [{"row": "new-1", "cells": {}}] * 2},
    ],
)
def test_lists_and_texts_are_what_they_are_to_be(sent: Any) -> None:
    assert where(**sent).startswith("form")


def test_a_row_is_not_changed_and_removed_at_once() -> None:
    row = {"id": 1, "revision": 1}
    assert where(changed=[{**row, "cells": {}}], removed=[row]) == "form id"


def test_one_save_has_an_end() -> None:
    rows = [{"id": at, "revision": 1} for at in range(MOST_ROWS + 1)]
    assert where(removed=rows) == "rows"
