"""One workspace: one header, the tabs of a year on all its pages, from a figure to its cell and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.visitor import NARROW, WIDE, Visitors

SUMMARY = "/programs/smart-anchor/reports/budget-summary/"
YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"


def height_of(page: Page) -> float:
    box = page.locator("header.site-header").bounding_box()
    assert box is not None
    return box["height"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_header_is_the_same_on_reports_and_data_entry(width: int, sign_in: Visitors) -> None:
    """The same places in the same order; slim: one line on a desk, three on a phone."""
    page = sign_in("finance", width=width)
    seen = {}
    for address in (SUMMARY, YEAR, "/admin/ledger/milestone/"):
        page.goto(address)
        seen[address] = page.locator("header.site-header").inner_text()
        assert height_of(page) < (50 if width == WIDE else 125)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(set(seen.values())) == 1, seen


def test_it_leads_to_the_same_part_and_back(sign_in: Visitors) -> None:
    page = sign_in("finance")
    report = "/programs/smart-anchor/reports/investment-plan/?version=2021-original"
    page.goto(report)
    header = page.locator("header.site-header")
    expect(header.get_by_role("link", name="보고", exact=True)).to_have_attribute("aria-current", "true")
    header.get_by_role("link", name="입력", exact=True).click()
    expect(page).to_have_url(re.compile(r"/sheet/investment-plan/\?from="))
    expect(header.get_by_role("link", name="입력", exact=True)).to_have_attribute("aria-current", "true")
    header.get_by_role("link", name="보고", exact=True).click()
    expect(page).to_have_url(re.compile(re.escape(report) + "$"))


def test_a_programme_is_found_from_data_entry(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    page.get_by_role("searchbox", name="사업 찾기").fill("앵커")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q="))
    expect(page.locator("table.programs")).to_contain_text("스마트앵커 운영")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_goes_through_all_tabs_and_never_falls_out(width: int, sign_in: Visitors) -> None:
    page = sign_in("finance", width=width)
    page.goto(f"{YEAR}?from={SUMMARY}")
    tabs = page.locator("nav.workspace").first.get_by_role("link")
    assert tabs.count() == 8
    for number in range(8):
        tab = tabs.nth(number)
        words = tab.inner_text()
        tab.click()
        expect(tabs.nth(number)).to_have_attribute("aria-current", "page")
        expect(page.get_by_role("link", name="보던 화면으로")).to_have_attribute("href", SUMMARY)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, words
    # What is open is counted on the tabs of each page.
    expect(page.locator("[data-count-of='stated']")).to_have_text("1")


@pytest.mark.parametrize(
    "path",
    [
        "/admin/ledger/document/1/change/",
        "/admin/ledger/statedfigure/?document__id__exact=1",
        "/admin/ledger/milestone/?workspace=smart-anchor/2021-original",
        "/admin/ledger/program/1/change/?workspace=smart-anchor/2021-original",
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frame(path: str, scheme: str, sign_in: Visitors) -> None:
    """Django's own field for searching a row (select2) has no name, nor has the heading of a row's own words."""
    page = sign_in("finance", scheme="dark" if scheme == "dark" else "light")
    page.goto(path)
    expect(page.locator("[data-count-of='stated']")).to_have_text("1")
    axe(page, except_for=("aria-input-field-name", "empty-table-header"))


def test_the_key_e_leads_from_a_figure_to_its_cell_and_the_page_back(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(SUMMARY)
    figure = page.locator("tr[id$='--401-01'] td.c-current a.trace")
    figure.focus()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(re.escape(YEAR) + r"\?from=.*#row-\d+\.amount$"))
    expect(page.locator(".sheet-field:focus")).to_have_value("579,000,000")
    page.get_by_role("link", name="보던 화면으로").click()
    expect(page).to_have_url(re.compile(re.escape(SUMMARY) + "#budget-summary--401-01$"))


def test_in_the_panel_the_same_key_and_the_first_link_lead_there(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(SUMMARY)
    page.locator("tr[id$='--total'] td.c-current a.trace").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("link", name="입력 칸으로")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator(".sheet-field:focus")).to_have_value("1,711,987,000")


def test_a_report_of_entrances_leads_straight_to_the_cells(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto("/programs/smart-anchor/reports/settlement/")
    page.get_by_role("link", name="숫자에서 입력 칸으로").click()
    page.locator("tr[id$='--2019'] td.c-final_budget a.trace").click()
    expect(page).to_have_url(re.compile(r"/sheet/settlement/\?from=.*#row-\d+\.final_budget$"))
    expect(page.locator(".sheet-field:focus")).to_be_visible()
    page.get_by_role("link", name="보던 화면으로").click()
    expect(page.locator(".entering")).to_contain_text("숫자를 누르면 그 숫자를 입력하는 칸으로 갑니다.")


def test_a_cost_is_the_field_of_its_row_among_those_of_the_edition(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto("/programs/smart-anchor/reports/overview/?entry=1")
    page.locator("tr[id$='--total-cost'] td.c-city a.trace").click()
    expect(page.locator("input:focus")).to_have_attribute("name", re.compile(r"costs-\d+-amount"))
    expect(page.locator("input:focus")).to_have_value("59,230,000,000")


def test_without_script_a_figure_leads_there_all_the_same(sign_in: Visitors) -> None:
    page = sign_in("finance", javascript=False)
    page.goto(f"{SUMMARY}?entry=1")
    page.locator("tr[id$='--401-01'] td.c-current a.trace").click()
    expect(page).to_have_url(re.compile(re.escape(YEAR) + r"\?from="))
    expect(page.get_by_role("link", name="보던 화면으로")).to_be_visible()


def test_who_only_looks_has_no_such_key(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(SUMMARY)
    page.locator("tr[id$='--total'] td.c-current a.trace").focus()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(re.escape(SUMMARY) + "$"))
    expect(page.get_by_role("dialog")).to_be_hidden()
