"""기정, 증감 and 경정 in the sheet, with answers made here: what follows from a cell, and two people at one row."""

from typing import Any

import pytest

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import SUBJECTS, Harness

COLUMNS: list[dict[str, Any]] = [
    {
        "key": "subject",
        "label": "통계목",
        "kind": "choice",
        "width": 11,
        "choices": SUBJECTS,
        "required": True,
        "is_kept": True,
    },
    {"key": "description", "label": "항목", "kind": "text", "width": 16},
    {"key": "prior", "label": "기정예산액", "kind": "won", "width": 10, "total": True, "read_only": True},
    {"key": "change", "label": "증감", "kind": "won", "width": 10, "total": True},
    {"key": "amount", "label": "경정액", "kind": "won", "width": 10, "total": True},
    {"key": "national", "label": "국비", "kind": "won", "width": 9, "total": True},
]
CHANGE_OF = {"prior": "prior", "current": "amount", "change": "change", "ends": ["national"]}


def carried(number: int, amount: str, national: str = "0") -> dict[str, Any]:
    """A row of the budget so far."""
    cells = {"subject": "12", "description": f"{number}번째 항목", "prior": amount, "amount": amount}
    return {"id": number, "revision": 0, "seen": "", "held": False, "cells": {**cells, "national": national}}


def held(number: int, prior: str, amount: str, revision: int = 1) -> dict[str, Any]:
    """A row that the budget changes."""
    before = carried(number, prior)
    own = {**before["cells"], "amount": amount}
    back = {key: before["cells"][key] for key in ("description", "amount", "national")}
    state = {"revision": revision, "seen": str(100 + number), "held": True}
    return {**before, **state, "cells": own, "carried": {"cells": back, "shown": {}}}


@pytest.fixture
def sheet(open_sheet: OpenSheet) -> Harness:
    """100, 200 (of which 50 national) and 300 so far; the third is 310 by now."""
    return open_sheet(
        [carried(1, "100"), carried(2, "200", "50"), held(3, "300", "310")],
        columns=COLUMNS,
        groups={"column": "subject"},
        change_of=CHANGE_OF,
        is_ordered=False,
    )


def type_into(sheet: Harness, number: int, column: str, text: str) -> None:
    sheet.cell(number, column).click()
    sheet.type(text)


def texts(sheet: Harness, number: int) -> tuple[str, ...]:
    return tuple(sheet.text(number, one) for one in ("prior", "change", "amount", "national"))


def test_the_first_key_types_the_first_change(sheet: Harness) -> None:
    assert sheet.totals() == ["600", "10", "610", "50"]
    sheet.page.locator(".sheet-body input").focus()
    sheet.type("7")
    assert texts(sheet, 1) == ("100", "7", "107", "0")
    assert sheet.totals() == ["600", "17", "617", "50"]
    assert sheet.difference()["changed"] == [{"id": 1, "revision": 0, "seen": "", "cells": {"amount": "107"}}]


def test_what_ends_ends_with_its_national_part(sheet: Harness) -> None:
    type_into(sheet, 2, "change", "△200")
    assert texts(sheet, 2) == ("200", "△200", "0", "0")
    sheet.press("Control+z")
    assert texts(sheet, 2) == ("200", "", "200", "50")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}


def test_a_change_of_nothing_is_one(sheet: Harness) -> None:
    type_into(sheet, 1, "change", "0")
    assert texts(sheet, 1) == ("100", "0", "100", "0")
    assert sheet.difference()["changed"] == [{"id": 1, "revision": 0, "seen": "", "cells": {"amount": "100"}}]


@pytest.mark.parametrize("column", ["change", "amount"])
def test_blank_takes_a_change_back_and_undo_brings_it_again(column: str, sheet: Harness) -> None:
    sheet.cell(3, column).click()
    sheet.press("Delete")
    assert texts(sheet, 3) == ("300", "", "300", "0")
    assert sheet.difference()["removed"] == [{"id": 3, "revision": 1, "seen": "103"}]
    sheet.press("Control+z")
    assert texts(sheet, 3) == ("300", "10", "310", "0")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}


def test_what_is_emptied_or_deleted_of_the_budget_so_far_stays(sheet: Harness) -> None:
    sheet.cell(1, "change").click()
    sheet.press("Delete", "Control+-")
    sheet.cell(1, "amount").click()
    sheet.press("Delete")
    assert texts(sheet, 1) == ("100", "", "100", "0")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}


def test_tab_passes_over_what_nobody_types_into(sheet: Harness) -> None:
    sheet.cell(1, "description").click()
    sheet.press("Tab")
    assert sheet.chosen() == (1, "change")
    sheet.press("Shift+Tab")
    assert sheet.chosen() == (1, "description")


def conflict(column: str | None, now: dict[str, Any], theirs: str = "") -> tuple[int, dict[str, Any]]:
    found = {"row": 1, "column": column, "theirs": theirs, "who": "김예산", "at": "2026-11-30 18:02"}
    return 409, {"conflicts": [{**found, "theirs_shown": theirs, "revision": now["revision"], "now": now}]}


def saving(sheet: Harness, answer: tuple[int, dict[str, Any]]) -> None:
    sheet.answers = [answer, (200, {"rows": {}, "groups": {}})]
    sheet.press("Control+s")
    sheet.page.locator(".sheet-open").wait_for()


@pytest.mark.parametrize("amount", ["107", "150"])
def test_a_row_that_two_change_is_mine_or_theirs(amount: str, sheet: Harness) -> None:
    type_into(sheet, 1, "change", "7")
    saving(sheet, conflict("amount", held(1, "100", "150"), "150"))
    sheet.page.locator(".sheet-open li button:not(.sheet-where)").nth(0 if amount == "107" else 1).click()
    assert sheet.text(1, "amount") == amount
    mine = [{"id": 1, "revision": 1, "seen": "101", "cells": {"amount": "107"}}]
    assert sheet.difference()["changed"] == (mine if amount == "107" else [])


@pytest.mark.parametrize("is_mine", [True, False])
def test_a_change_that_another_took_back_is_made_again_or_goes(is_mine: bool, sheet: Harness) -> None:
    type_into(sheet, 3, "change", "12")
    answer = conflict(None, carried(3, "300"))
    answer[1]["conflicts"][0]["row"] = 3
    saving(sheet, answer)
    sheet.page.locator(".sheet-open li button:not(.sheet-where)").nth(0 if is_mine else 1).click()
    assert texts(sheet, 3) == (("300", "12", "312", "0") if is_mine else ("300", "", "300", "0"))
    mine = [{"id": 3, "revision": 0, "seen": "", "cells": {"amount": "312"}}]
    assert sheet.difference() == {"changed": mine if is_mine else [], "added": [], "removed": []}


def test_what_a_save_brings_takes_the_place_of_the_group(sheet: Harness) -> None:
    """Another has added a row meanwhile: it comes with the answer."""
    type_into(sheet, 1, "change", "7")
    now = [held(1, "100", "107"), carried(2, "200", "50"), held(3, "300", "310"), held(4, "", "5")]
    sheet.answers = [(200, {"rows": {"1": now[0]}, "groups": {"12": now}})]
    sheet.press("Control+s")
    sheet.page.locator(".sheet-body .sheet-row:not(.group)").nth(3).wait_for()
    assert texts(sheet, 1) == ("100", "7", "107", "0")
    assert sheet.totals() == ["600", "22", "622", "50"]
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}
