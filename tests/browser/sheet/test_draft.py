"""What is typed survives a closed tab."""

from playwright.sync_api import Dialog, Page, expect

from tests.browser.axe import axe
from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import ADDRESS, Harness


def type_some(sheet: Harness) -> None:
    """A changed cell, an added row, a deleted one, two that changed places."""
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.cell(3, "amount").click()
    sheet.press("Alt+ArrowUp", "Control+Enter")
    sheet.cell(3, "description").click()
    sheet.type("새 항목")
    sheet.page.wait_for_timeout(600)


def reopen(sheet: Harness) -> Page:
    """The tab is closed and its address opened in another."""
    page = sheet.page.context.new_page()
    sheet.page.close()
    sheet.page = page
    sheet.open()
    return page


def kept(page: Page) -> int:
    return int(
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:finance:')).length")
    )


def test_a_closed_tab_is_offered_again_with_its_moment(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    type_some(sheet)
    before = sheet.difference()
    page = reopen(sheet)
    offer = page.locator(".typed-bar")
    expect(offer).to_contain_text("에 입력하다 만 내용이 있습니다")
    axe(page)
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}
    offer.get_by_role("button", name="되살리기").click()
    after = sheet.difference()
    assert after == before
    expect(offer).to_have_count(0)
    sheet.cell(1, "amount").click()
    sheet.press("Control+z")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}


def test_what_another_stored_meanwhile_is_named(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    type_some(sheet)
    sheet.config["rows"][0]["cells"]["amount"] = "7777"
    page = reopen(sheet)
    page.get_by_role("button", name="되살리기").click()
    expect(page.locator(".sheet-told")).to_contain_text(
        "그사이 다른 사람이 바꾼 칸입니다(원장의 지금 값): 1행 금액 (7777)"
    )
    assert sheet.text(1, "amount") == "5,000"


def test_it_is_gone_once_saved_or_thrown_away_or_taken_back(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    type_some(sheet)
    assert kept(sheet.page) == 1
    page = reopen(sheet)
    page.get_by_role("button", name="버리기").click()
    assert kept(page) == 0
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    page.wait_for_timeout(600)
    assert kept(page) == 1
    sheet.press("Control+z")
    page.wait_for_timeout(600)
    assert kept(page) == 0
    sheet.press("Control+y")
    page.wait_for_timeout(600)
    sheet.answers = [(200, {"rows": {}})]
    sheet.press("Control+s")
    expect(page.locator(".sheet-told")).to_have_text("저장했습니다.")
    page.wait_for_timeout(600)
    assert kept(page) == 0


def test_leaving_asks_and_only_with_something_typed(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    sheet.page.on("dialog", stay)
    sheet.cell(1, "amount").click()
    sheet.page.evaluate("location.href = '/login/'")
    sheet.page.wait_for_url("**/login/**")
    assert asked == []
    sheet.page.goto(ADDRESS)
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.page.evaluate("location.href = '/login/'")
    sheet.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert sheet.text(1, "amount") == "5,000"
