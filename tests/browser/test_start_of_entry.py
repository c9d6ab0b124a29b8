"""The start page of data entry in a browser: what is open is counted, and without script the links lead there."""

import re

from playwright.sync_api import expect

from tests.browser.visitor import NARROW, Visitors

FIRST = "[data-open$='2021-original']"


def test_what_is_open_is_counted_and_one_click_away(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto("/admin/")
    place = page.locator(FIRST)
    breaks = place.get_by_role("link", name=re.compile(r"사유 없는 불일치 \d+건"))
    expect(breaks).to_be_visible()
    expect(place).not_to_have_attribute("aria-busy", "true")
    breaks.click()
    expect(page).to_have_url(re.compile(r"/programs/smart-anchor/tie-outs/\?version=2021-original"))
    page.go_back()
    page.get_by_role("link", name="2021년 예산(차수 미표기, 작성 중)").click()
    expect(page).to_have_url(re.compile(r"/admin/ledger/program/smart-anchor/budget/2021-original/$"))


def test_without_script_the_links_lead_to_what_is_open(sign_in: Visitors) -> None:
    page = sign_in("finance", javascript=False)
    page.goto("/admin/")
    page.locator(FIRST).get_by_role("link", name="사유를 쓸 증감").click()
    expect(page).to_have_url(re.compile(r"/reports/variance/\?version=2021-original&only=open$"))


def test_a_count_that_fails_leaves_the_links(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.route("**/open-points/**", lambda route: route.abort("aborted"))
    page.goto("/admin/")
    place = page.locator(FIRST)
    expect(place).to_contain_text("세지 못함")
    expect(place.get_by_role("link", name="검증")).to_be_visible()


def test_a_phone_needs_no_sideways_scrolling(sign_in: Visitors) -> None:
    page = sign_in("finance", width=NARROW)
    for address in ("/admin/", "/deadlines/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
