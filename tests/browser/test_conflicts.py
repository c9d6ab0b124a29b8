"""Two people change one field: the second one sees mine and theirs, loses nothing, and chooses."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/?forms=1"
AMOUNT, BASIS = "[name=lines-0-amount]", "[name=lines-0-basis]"


def save(page: Page) -> None:
    page.get_by_role("button", name="저장").last.click()


@pytest.fixture
def conflict(sign_in: Visitors) -> Page:
    """The page of who comes second: an amount that another has changed, and a basis that nobody else has."""
    first, second = sign_in("finance"), sign_in("admin")
    second.goto(YEAR)
    first.goto(YEAR)
    first.locator(AMOUNT).fill("1,200")
    save(first)
    expect(first.locator(".messagelist")).to_contain_text("저장했습니다")
    second.locator(AMOUNT).fill("1,300")
    second.locator(BASIS).fill("내 산출식")
    save(second)
    expect(second.locator(".conflicts")).to_be_visible()
    return second


@pytest.mark.writes
def test_mine_theirs_who_and_when_are_shown_and_all_that_was_typed_stays(conflict: Page) -> None:
    row = conflict.locator(".conflicts tbody tr")
    expect(row).to_have_count(1)
    for words in ("1,300", "1,200", "finance"):
        expect(row).to_contain_text(words)
    expect(conflict.locator(AMOUNT)).to_have_value("1,300")
    expect(conflict.locator(BASIS)).to_have_value("내 산출식")
    for width in (WIDE, NARROW):
        conflict.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        axe(conflict)
        assert conflict.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.writes
def test_theirs_is_taken_by_a_press_and_mine_by_another(conflict: Page) -> None:
    take = conflict.get_by_role("button", name="저장된 값 쓰기")
    take.click()
    expect(conflict.locator(AMOUNT)).to_have_value("1,200")
    take.click()
    expect(conflict.locator(AMOUNT)).to_have_value("1,300")
    take.click()
    save(conflict)
    expect(conflict.locator(".messagelist")).to_contain_text("저장했습니다")
    expect(conflict.locator(AMOUNT)).to_have_value("1,200")
    expect(conflict.locator(BASIS)).to_have_value("내 산출식")


@pytest.mark.writes
def test_mine_is_taken_by_saving_again(conflict: Page) -> None:
    save(conflict)
    expect(conflict.locator(".messagelist")).to_contain_text("저장했습니다")
    expect(conflict.locator(AMOUNT)).to_have_value("1,300")
