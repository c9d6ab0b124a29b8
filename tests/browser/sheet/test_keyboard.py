"""A sheet without a mouse, and with one."""

import re

from playwright.sync_api import expect

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import row


def test_arrows_tab_and_enter_go_from_cell_to_cell(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "subject").click()
    steps = {
        "ArrowRight": (1, "description"),
        "ArrowDown": (2, "description"),
        "Enter": (3, "description"),
        "Shift+Enter": (2, "description"),
        "End": (2, "one_off"),
        "Tab": (3, "subject"),
        "Shift+Tab": (2, "one_off"),
        "Home": (2, "subject"),
        "Control+End": (3, "one_off"),
        "Control+Home": (1, "subject"),
        "ArrowUp": (1, "subject"),
        "PageDown": (3, "subject"),
        "PageUp": (1, "subject"),
    }
    for key, place in steps.items():
        sheet.press(key)
        assert sheet.chosen() == place, key


def test_enter_goes_back_to_where_a_row_was_begun_by_tab(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    sheet.press("Tab", "Tab", "Enter")
    assert sheet.chosen() == (2, "description")
    # An arrow, or the mouse, ends the run: then Enter stays in its column.
    sheet.press("Tab", "ArrowRight", "Enter")
    assert sheet.chosen() == (3, "amount")


def test_new_rows_are_filled_in_one_after_the_other(open_sheet: OpenSheet) -> None:
    """행 추가, then only Tab and Enter; what is not filled in is no row."""
    sheet = open_sheet([])
    sheet.page.get_by_role("button", name="행 추가").click()
    for description, amount in (("인쇄비", "5"), ("안내판", "6")):
        sheet.type("사무관리비", end="Tab")
        sheet.type(description, end="Tab")
        sheet.press("Tab")
        sheet.type(amount, end="Enter")
    assert sheet.chosen() == (3, "subject")
    assert [one["cells"]["amount"] for one in sheet.difference()["added"]] == ["5", "6"]
    # In a row that is stored Enter adds nothing.
    sheet = open_sheet()
    sheet.cell(3, "description").click()
    sheet.type("다른 이름", end="Enter")
    assert sheet.difference()["added"] == []


def test_the_sheet_is_one_stop_of_tab_and_escape_leads_out(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    assert sheet.page.locator(".sheet-grid input").count() == 1
    sheet.cell(2, "amount").click()
    sheet.press("Escape", "Tab")
    assert sheet.page.evaluate("document.activeElement.closest('.sheet-grid')") is None
    sheet.press("Shift+Tab")
    assert sheet.chosen() == (2, "amount")
    sheet.press("Escape", "Shift+Tab")
    assert sheet.page.evaluate("document.activeElement.closest('.sheet-grid')") is None


def test_escape_takes_back_and_f2_changes(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    sheet.type("다른 이름", end="Escape")
    assert sheet.text(1, "description") == "1번째 항목"
    sheet.press("F2")
    sheet.type(" 고침")
    assert sheet.text(1, "description") == "1번째 항목 고침"
    assert sheet.chosen() == (2, "description")


def test_arrows_leave_what_was_typed_but_not_after_f2(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    sheet.type("가나", end="ArrowRight")
    assert (sheet.chosen(), sheet.text(1, "description")) == ((1, "basis"), "가나")
    sheet.press("ArrowLeft", "F2", "ArrowLeft")
    sheet.type("다")
    assert sheet.text(1, "description") == "가다나"


def test_a_range_is_emptied_filled_down_and_brought_back(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.press("Shift+ArrowDown", "Shift+ArrowDown")
    expect(sheet.page.locator(".sheet-summary")).to_have_text("3행 × 1열 선택, 합계 321,000 원")
    sheet.press("Control+d")
    assert [sheet.text(one, "amount") for one in (1, 2, 3)] == ["1,000"] * 3
    assert sheet.totals() == ["3,000", "0"]
    sheet.press("Control+z")
    assert sheet.totals() == ["321,000", "0"]
    sheet.cell(2, "amount").click()
    sheet.press("Delete")
    assert sheet.totals() == ["301,000", "0"]
    sheet.press("Control+z", "Control+Shift+z")
    assert sheet.totals() == ["301,000", "0"]


def test_rows_are_added_duplicated_moved_and_deleted_by_keys(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.press("Control+Enter")
    assert sheet.chosen() == (2, "subject")
    sheet.cell(2, "description").click()
    sheet.type("새 항목", end="Tab")
    difference = sheet.difference()
    assert difference["added"] == [{"row": "new-1", "after": 1, "cells": {"description": "새 항목"}}]
    sheet.cell(4, "description").click()
    sheet.press("Alt+ArrowUp")
    assert sheet.difference()["order"] == [1, "new-1", 3, 2]
    sheet.press("Control+-")
    assert sheet.difference()["removed"] == [{"id": 3, "revision": 1}]
    sheet.cell(1, "amount").click()
    sheet.page.get_by_role("button", name="행 복제").click()
    assert sheet.text(2, "amount") == "1,000"
    for _step in range(6):
        sheet.press("Control+z")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}
    expect(sheet.page.locator(".sheet-unsaved")).to_be_hidden()


def test_a_row_is_dragged_by_its_number_within_its_group(open_sheet: OpenSheet) -> None:
    rows = [row(1), row(2), row(3), row(4, subject="13")]
    sheet = open_sheet(rows, groups={"column": "subject"})
    number = sheet.cell(1, "subject").locator("xpath=..").locator(".number")
    number.hover()
    sheet.page.mouse.down()
    target = sheet.cell(3, "subject").bounding_box()
    assert target is not None
    sheet.page.mouse.move(target["x"], target["y"] + 30, steps=5)
    sheet.page.mouse.up()
    assert sheet.difference()["order"] == [2, 3, 1, 4]
    sheet.cell(3, "amount").click()
    sheet.press("Alt+ArrowDown")
    expect(sheet.page.get_by_role("status")).to_contain_text("같은 묶음 안에서만")
    assert sheet.difference()["order"] == [2, 3, 1, 4]


def test_a_range_is_chosen_by_dragging_and_by_shift(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").hover()
    sheet.page.mouse.down()
    sheet.cell(3, "national").hover()
    sheet.page.mouse.up()
    expect(sheet.page.locator(".sheet-summary")).to_have_text("3행 × 2열 선택, 합계 321,000 원")
    sheet.cell(1, "amount").click()
    sheet.cell(2, "amount").click(modifiers=["Shift"])
    assert sheet.copy() == "1000\r\n20000"


def test_a_double_click_opens_the_cell_and_a_second_click_does_not(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    sheet.page.wait_for_timeout(600)
    sheet.cell(1, "description").click()
    sheet.type("새 이름")
    assert sheet.text(1, "description") == "새 이름"
    sheet.cell(1, "description").dblclick()
    sheet.type(" 2")
    assert sheet.text(1, "description") == "새 이름 2"


def test_a_question_mark_lists_the_keys(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.press("?")
    help_of_keys = sheet.page.get_by_role("dialog", name="표 단축키")
    expect(help_of_keys).to_contain_text("표에서 나가기")
    sheet.press("Escape")
    expect(help_of_keys).to_be_hidden()
    assert sheet.chosen() == (1, "amount")


def test_choices_are_found_while_typing_and_a_group_takes_its_row(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1, "1000"), row(2, "500", subject="13")], groups={"column": "subject"})
    sheet.cell(1, "subject").click()
    sheet.page.keyboard.type("행사")
    expect(sheet.page.get_by_role("option")).to_have_text(["201-03 행사운영비"])
    sheet.press("Enter")
    groups = sheet.page.locator(".sheet-row.group")
    expect(groups).to_have_count(1)
    expect(groups).to_contain_text(re.compile("201-03 행사운영비.*1,500"))
    assert sheet.difference()["changed"][0]["cells"] == {"subject": "13"}


def test_a_searched_cell_asks_the_server(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "site").click()
    sheet.page.keyboard.type("개봉")
    expect(sheet.page.get_by_role("option").first).to_have_text("개봉 메이커스페이스")
    sheet.press("Enter")
    assert sheet.text(1, "site") == "개봉 메이커스페이스"
    assert sheet.difference()["changed"][0]["cells"] == {"site": "1"}


def test_what_is_typed_faster_than_the_server_finds_is_looked_up_after(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "site").click()
    sheet.type("중구 인쇄 별관")
    expect(sheet.cell(1, "site")).to_have_text("중구 인쇄 별관")
    expect(sheet.page.get_by_role("listitem")).to_have_count(0)
    sheet.type("없는 곳")
    expect(sheet.page.get_by_role("listitem")).to_contain_text("2행 대상지 ‘없는 곳’에 맞는 것이 없습니다")
    assert sheet.difference()["changed"][0]["cells"] == {"site": "3"}


def test_a_flag_is_ticked_by_space_and_by_the_mouse(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "one_off").click()
    sheet.press("Home", "End", "Space")
    ticked = sheet.difference()["changed"]
    sheet.press("Space")
    assert sheet.difference()["changed"] == []
    sheet.cell(1, "one_off").get_by_role("checkbox").click()
    expect(sheet.page.get_by_role("checkbox")).to_be_checked()
    assert sheet.difference()["changed"] == ticked


def test_typing_the_change_gives_the_amount_and_the_other_way_round(open_sheet: OpenSheet) -> None:
    columns = [
        {"key": "prior", "label": "기정", "kind": "won", "read_only": True, "total": True},
        {"key": "amount", "label": "경정", "kind": "won", "total": True},
        {"key": "change", "label": "증감", "kind": "won", "total": True},
    ]
    rows = [{"id": 1, "revision": 1, "cells": {"prior": "50000", "amount": "50000"}}]
    change_of = {"prior": "prior", "current": "amount", "change": "change"}
    sheet = open_sheet(rows, columns=columns, change_of=change_of)
    sheet.cell(1, "change").click()
    sheet.type("△20,000")
    assert sheet.text(1, "amount") == "30,000"
    assert sheet.totals() == ["50,000", "30,000", "△20,000"]
    sheet.cell(1, "amount").click()
    sheet.type("80,000")
    assert sheet.text(1, "change") == "30,000"
    assert sheet.difference()["changed"] == [{"id": 1, "revision": 1, "cells": {"amount": "80000"}}]
    sheet.cell(1, "prior").click()
    sheet.page.keyboard.type("7")
    assert sheet.text(1, "prior") == "50,000"
    expect(sheet.page.get_by_role("status")).to_contain_text("이 칸은 여기서 고칠 수 없습니다")
