"""The page with the sheet of the line items, with the real server behind it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import axe
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors

SHEET = "/admin/ledger/program/smart-anchor/budget/2021-original/"
AMOUNT = 5
"""The place of the amounts among the columns, with the number of the row before them."""


def amount_of(page: Page, description: str) -> Locator:
    """The amount of a line."""
    row = page.locator(".sheet-body .sheet-row:not(.group)", has_text=description)
    return row.locator(f"[aria-colindex='{AMOUNT}']")


@pytest.fixture
def page(sign_in: Visitors) -> Page:
    found = sign_in("finance")
    found.goto(SHEET)
    found.locator(".sheet-grid").wait_for()
    return found


@pytest.mark.parametrize("width", [WIDE, 1280, NARROW])
def test_page_is_usable_at_each_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.writes
def test_what_is_typed_is_foreseen_then_saved(page: Page) -> None:
    cell = amount_of(page, "공공요금 등")
    cell.click()
    page.keyboard.type("465000000")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="바뀔 내용 보기").click()
    expect(page.locator(".sheet")).to_contain_text("총계 72억 2,419만 → 72억 3,919만원")
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")
    page.reload()
    page.locator(".sheet-grid").wait_for()
    expect(amount_of(page, "공공요금 등")).to_contain_text("465,000,000")


@pytest.mark.writes
def test_what_the_server_refuses_is_marked_at_its_cell(page: Page) -> None:
    cell = amount_of(page, "공공요금 등")
    cell.click()
    page.keyboard.type("1000000000000001")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator(".sheet [aria-invalid=true]").first).to_be_visible()


def test_from_a_figure_to_its_cell_and_back(sign_in: Visitors) -> None:
    """예산총괄, the figure, what it is made of, its cell: then typing goes on there."""
    page = sign_in("finance")
    page.goto("/programs/smart-anchor/reports/calculation-basis/")
    page.locator("tr", has_text="공공요금 등").locator("a.trace").first.click()
    page.locator("#trace-panel").get_by_role("link", name="입력 화면에서 수정").first.click()
    page.locator(".sheet-grid").wait_for()
    expect(page.locator(":focus")).to_have_value("450,000,000")
    page.get_by_role("link", name="보던 화면으로").click()
    expect(page).to_have_url(re.compile("/reports/calculation-basis/"))
