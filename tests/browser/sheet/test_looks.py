"""What is seen of a sheet, and what a screen reader is told."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import axe
from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import Harness, row
from tests.browser.visitor import NARROW, WIDE

LAPTOP = 1280
REASON = {"required": True, "sentence": "제출된 차수", "why": "사유", "document_number": "문서번호"}


def full(open_sheet: OpenSheet, width: int, language: str = "ko") -> Harness:
    """Groups, a fixed cell, an error, a question, a range."""
    rows = [row(number, str(number * 1000), subject="12" if number < 20 else "13") for number in range(1, 40)]
    rows[1]["fixed"] = ["subject"]
    beside = [{"key": "total", "label": "총계", "text": "1,000원"}]
    sheet = open_sheet(
        rows, width=width, language=language, groups={"column": "subject"}, beside=beside, reason=REASON
    )
    sheet.cell(1, "amount").click()
    sheet.type("백만")
    sheet.type("2,000,000")
    sheet.press("Shift+ArrowDown", "Shift+ArrowRight")
    return sheet


@pytest.mark.parametrize("width", [WIDE, LAPTOP, NARROW])
def test_nothing_is_wider_than_the_window_and_axe_is_content(open_sheet: OpenSheet, width: int) -> None:
    sheet = full(open_sheet, width)
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= width
    axe(sheet.page)
    sheet.press("F2")
    axe(sheet.page)
    sheet.press("Escape", "?")
    axe(sheet.page)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_it_is_readable_in_the_dark(open_sheet: OpenSheet, scheme: str) -> None:
    sheet = full(open_sheet, WIDE, "en")
    sheet.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    axe(sheet.page, only=["color-contrast"])
    expect(sheet.page.get_by_role("button", name="Add a row")).to_be_visible()


def test_the_grid_says_where_one_is(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1, "1000"), row(2, "20000", subject="13")], groups={"column": "subject"})
    grid = sheet.page.get_by_role("grid", name="산출근거")
    expect(grid).to_have_attribute("aria-rowcount", "6")  # a heading, 2 groups, 2 rows, a total
    expect(grid).to_have_attribute("aria-colcount", "8")
    expect(grid).to_have_accessible_description(sheet.page.locator("p.visually-hidden").inner_text())
    sheet.cell(2, "amount").click()
    field = sheet.page.get_by_role("textbox", name="금액 (원)")
    expect(field).to_be_focused()
    expect(field).to_have_value("20,000")
    line = field.locator("xpath=ancestor::*[@role='row']")
    expect(line).to_have_attribute("aria-rowindex", "5")
    expect(line.get_by_role("rowheader")).to_have_text("2")
    expect(field.locator("xpath=ancestor::*[@role='gridcell']")).to_have_attribute("aria-selected", "true")
    expect(sheet.page.get_by_role("rowheader", name="201-03 행사운영비")).to_be_visible()
    sheet.cell(2, "subject").click()
    expect(sheet.page.get_by_role("combobox", name="통계목")).to_be_focused()
    sheet.cell(2, "one_off").click()
    expect(sheet.page.get_by_role("checkbox", name="일회성")).to_be_focused()


def test_a_sheet_that_may_not_be_changed_is_read_and_copied(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(may_edit=False, may_add=False)
    expect(sheet.page.get_by_role("grid")).to_have_attribute("aria-readonly", "true")
    expect(sheet.page.get_by_role("button", name="저장")).to_have_count(0)
    sheet.cell(1, "amount").click()
    sheet.press("5", "Delete", "Control+Enter", "Control+-", "Alt+ArrowDown", "Control+d")
    sheet.paste("7")
    sheet.cell(1, "one_off").click()
    sheet.press("Space")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}
    sheet.cell(1, "amount").click()
    assert sheet.copy() == "1000"
    axe(sheet.page)


def test_the_plain_form_makes_room(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    expect(sheet.page.get_by_text("Plain form")).to_be_hidden()
