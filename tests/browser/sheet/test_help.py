"""Help at the columns of a sheet: above the rows, of the chosen cell, and as the description of its field."""

from playwright.sync_api import Page, expect

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import COLUMNS

SAYS = {"description": "무엇에 쓰는 돈인지. 예: 시설관리 운영", "amount": "제목의 단위로. 예: 1,711,987,000"}
HELPED = [{**column, "help": SAYS.get(str(column["key"]), "")} for column in COLUMNS]
DESCRIPTION, AMOUNT = 3, 5
"""Places of columns, with the number of the row before them."""


def choose(page: Page, place: int) -> None:
    page.locator(f".sheet-body .sheet-row:not(.group) [aria-colindex='{place}']").first.click()


def test_the_chosen_cell_has_its_help_above_the_rows_and_for_a_screen_reader(open_sheet: OpenSheet) -> None:
    page = open_sheet(columns=HELPED).page
    choose(page, AMOUNT)
    expect(page.locator(".sheet-column-help")).to_have_text("금액: 제목의 단위로. 예: 1,711,987,000")
    expect(page.locator(":focus")).to_have_accessible_description("금액: 제목의 단위로. 예: 1,711,987,000")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_accessible_description(
        "산출근거 항목: 무엇에 쓰는 돈인지. 예: 시설관리 운영"
    )


def test_what_is_wrong_is_heard_in_its_place(open_sheet: OpenSheet) -> None:
    page = open_sheet(columns=HELPED).page
    choose(page, AMOUNT)
    page.keyboard.type("12,34")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(":focus")).not_to_have_attribute("aria-describedby", "sheet-line-items-column-help")
    expect(page.locator(":focus")).to_have_attribute(
        "aria-description", "쉼표는 1,234,567처럼 세 자리마다 찍으세요."
    )


def test_the_rows_stay_where_they_are(open_sheet: OpenSheet) -> None:
    page = open_sheet(columns=HELPED).page
    places = []
    for place in (AMOUNT, DESCRIPTION, AMOUNT + 1):
        choose(page, place)
        places.append(page.locator(".sheet-grid").bounding_box())
    assert places[0] == places[1] == places[2]
