"""Typing without a mouse in data entry: Enter goes to the next row, and a list of faults leads to its fields."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitors

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/?forms=1"
SECTION = "fieldset:has(> h2:has-text('403-01'))"
"""The account subject of the example that has two line items."""


def name_of(page: Page) -> str:
    """The name of the field with the focus."""
    return str(page.evaluate("document.activeElement.name"))


def test_enter_goes_down_the_column_and_sends_nothing(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    amounts = page.locator(SECTION).locator("tr input[name$='-amount']")
    first, second, blank = (amounts.nth(number) for number in range(3))
    first.focus()
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(blank).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(second).to_be_focused()
    expect(page).to_have_url(re.compile(re.escape(YEAR)))
    expect(page.locator(".messagelist, .faults")).to_have_count(0)


def test_enter_behind_the_last_row_brings_another_once_that_one_is_filled(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    texts = page.locator(SECTION).locator("tr input[name$='-description']")
    count = texts.count()
    texts.last.focus()
    page.keyboard.press("Enter")
    assert texts.count() == count
    page.keyboard.type("청소")
    page.keyboard.press("Enter")
    assert texts.count() == count + 1
    expect(texts.last).to_be_focused()


@pytest.mark.parametrize(
    "address", ["/admin/ledger/yearlyallocation/add/", "/admin/ledger/program/1/change/"]
)
def test_rows_below_another_row_take_enter_likewise(address: str, sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(address)
    field = page.locator(".inline-related tr.form-row:not(.empty-form) input[type=text]").first
    field.fill("7")
    field.press("Enter")
    column = str(field.get_attribute("name")).rpartition("-")[2]
    assert name_of(page).endswith(f"-1-{column}")
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_a_text_of_several_lines_keeps_its_enter(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto("/admin/ledger/document/1/change/")
    text = page.locator("textarea[name='sections-0-text']")
    text.fill("가")
    text.press("Enter")
    expect(text).to_be_focused()
    expect(text).to_have_value("가\n")


def test_without_script_enter_sends_no_half_filled_page(sign_in: Visitors) -> None:
    page = sign_in("finance", javascript=False)
    page.goto(YEAR)
    field = page.locator("input[name='lines-0-amount']")
    field.fill("x")
    field.press("Enter")
    page.wait_for_timeout(500)
    expect(field).to_have_value("x")
    expect(page.locator(".faults")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_fault_leads_to_its_field(javascript: bool, sign_in: Visitors) -> None:
    page = sign_in("finance", javascript=javascript)
    page.goto(YEAR)
    page.fill("input[name='lines-4-amount']", "x")
    page.click(".submit-row input[type=submit]")
    fault = page.locator(".faults a")
    expect(fault).to_have_count(1)
    fault.click()
    expect(page.locator("input[name='lines-4-amount']")).to_be_focused()
    expect(page.locator("input[name='lines-4-amount']")).to_be_in_viewport()


def test_a_fault_of_a_searched_choice_leads_to_the_search(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto("/admin/ledger/budgetlineitem/add/")
    page.locator("input[name=_save]").first.click()
    page.locator(".faults a[href='#id_allocation']").click()
    assert page.evaluate("document.activeElement.closest('.field-allocation') !== null")
