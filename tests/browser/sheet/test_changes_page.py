"""The page of a budget that changes another, with the real server behind it: 증감 and 경정 as one types."""

import os

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import axe
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors

PAGE = "/admin/ledger/program/smart-anchor/budget/2021-supplementary-1/"
OPENING = "/admin/ledger/program/smart-anchor/open/?source=2021-original&fiscal_year=2021&kind=supplementary&sequence=1"
PRIOR, CHANGE, AMOUNT, NATIONAL = 4, 5, 6, 7
"""Places among the columns, with the number of the row before them."""
FEES, RUNNING, WORKS = "공공요금 등", "시설관리 운영", "마포구 스마트앵커 조성비(공사비)"

pytestmark = pytest.mark.writes


def cell(page: Page, description: str, column: int) -> Locator:
    row = page.locator(".sheet-body .sheet-row:not(.group)", has_text=description)
    return row.locator(f"[aria-colindex='{column}']")


def text(found: Locator) -> str:
    """What a cell shows, also where its field stands in it."""
    script = "(cell) => cell.querySelector('input')?.value ?? cell.textContent"
    return str(found.evaluate(script))


def total(page: Page, column: int) -> str:
    return page.locator(f".sheet-row.total [aria-colindex='{column}']").inner_text()


@pytest.fixture
def page(sign_in: Visitors) -> Page:
    found = sign_in("finance")
    found.goto(OPENING)
    found.locator("input[type=submit]").last.click()
    found.locator(".sheet-grid").wait_for()
    assert PAGE in found.url
    return found


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look: PICTURES names the folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_page_is_usable_at_each_width(page: Page) -> None:
    for width in (WIDE, 1280, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        look(page, f"open-{width}")


def test_three_lines_are_changed_in_three_cells_and_a_save(page: Page) -> None:
    """A 추경 of three lines by keyboard: each amount is typed where the arrows lead, then Ctrl+S."""
    keys = 0

    def press(*some: str) -> None:
        nonlocal keys
        for one in some:
            page.keyboard.press(one)
            keys += 1

    cell(page, FEES, CHANGE).click()
    page.keyboard.type("△1,987,000")
    press("Enter")
    assert (text(cell(page, FEES, CHANGE)), text(cell(page, FEES, AMOUNT))) == ("△1,987,000", "448,013,000")
    places = page.locator(".sheet-body .sheet-row:not(.group)")
    page.keyboard.type("2,000,000")
    press("Enter")
    page.keyboard.type("3,000,000")
    press("Control+s")
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")
    assert keys == 3
    look(page, "saved")
    assert total(page, CHANGE) == f"{-1_987_000 + 2_000_000 + 3_000_000:,}"
    assert total(page, AMOUNT) == f"{7_224_187_000 + 3_013_000:,}"
    assert total(page, PRIOR) == "7,224,187,000"
    page.reload()
    page.locator(".sheet-grid").wait_for()
    assert (
        page.locator(".sheet-row:not(.carried):not(.group):not(.total)").count() == 3 + 1
    )  # with the heading
    assert places.count() == 8
    assert text(cell(page, FEES, AMOUNT)) == "448,013,000"


def test_change_and_amount_give_each_other_and_blank_takes_it_back(page: Page) -> None:
    cell(page, FEES, AMOUNT).click()
    page.keyboard.type("450,001,000")
    page.keyboard.press("Enter")
    assert text(cell(page, FEES, CHANGE)) == "1,000"
    assert total(page, AMOUNT) == "7,224,188,000"
    cell(page, FEES, CHANGE).click()
    page.keyboard.press("Delete")
    assert (text(cell(page, FEES, CHANGE)), text(cell(page, FEES, AMOUNT))) == ("", "450,000,000")
    assert page.locator(".sheet-unsaved").is_hidden()
    page.keyboard.press("Control+z")
    assert text(cell(page, FEES, CHANGE)) == "1,000"
    page.keyboard.press("Control+s")
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")
    cell(page, FEES, CHANGE).click()
    page.keyboard.press("Control+-")
    page.keyboard.press("Control+s")
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")
    page.reload()
    page.locator(".sheet-grid").wait_for()
    assert page.locator(".sheet-body .sheet-row:not(.carried):not(.group)").count() == 0


def test_a_line_ends_one_is_added_and_what_will_change_is_foreseen(page: Page) -> None:
    cell(page, FEES, AMOUNT).click()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    assert text(cell(page, FEES, CHANGE)) == "△450,000,000"
    cell(page, FEES, AMOUNT).click()
    page.keyboard.press("Control+Enter")
    page.keyboard.type("전기요금")
    page.keyboard.press("Tab")
    page.keyboard.type("465000000")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="바뀔 내용 보기").click()
    expect(page.locator(".sheet-ahead")).to_contain_text("총계 72억 2,419만 → 72억 3,919만원")
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")
    look(page, "ended")
    assert total(page, CHANGE) == "15,000,000"


def test_what_is_carried_is_not_deleted(page: Page) -> None:
    cell(page, FEES, AMOUNT).click()
    page.keyboard.press("Control+-")
    expect(page.locator(".sheet-status")).to_contain_text("경정")
    assert page.locator(".sheet-unsaved").is_hidden()


def test_from_a_figure_to_its_cell(page: Page) -> None:
    cell(page, FEES, CHANGE).click()
    page.keyboard.type("1,000")
    page.keyboard.press("Control+s")
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")
    # The figure is the amount after the change: 450,000,000 + 1,000; the other one is carried.
    for line, amount, shown in ((FEES, "450,001,000", "1,000"), (RUNNING, "1,711,987,000", "")):
        page.goto("/programs/smart-anchor/reports/calculation-basis/?version=2021-supplementary-1")
        page.locator("tr", has_text=line).locator("a.trace").first.click()
        page.locator("#trace-panel").get_by_role("link", name="입력 화면에서 수정").first.click()
        page.locator(".sheet-grid").wait_for()
        assert "/budget/2021-supplementary-1/" in page.url
        expect(page.locator(":focus")).to_have_value(amount)
        assert text(cell(page, line, CHANGE)) == shown
