"""Everything can be done without a mouse, and one sees where one is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PROGRAM
from tests.browser.server import PASSWORD
from tests.browser.visitor import NARROW, WIDE, Visitors

MOST_TABS = 200
SUMMARY = f"{PROGRAM}reports/budget-summary/"


def is_focused(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press(key)
        if is_focused(target):
            return
    pytest.fail(f"{MOST_TABS} times {key} do not reach {target}")


def outline(page: Page) -> str:
    """How the element with the focus is outlined: 'none' for not at all."""
    return str(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["/", PROGRAM, SUMMARY, f"{PROGRAM}tie-outs/"])
def test_first_tab_offers_to_skip_to_the_content(path: str, width: int, sign_in: Visitors) -> None:
    page = sign_in("manager", width=width)
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_figure_is_reached_leads_to_where_it_comes_from_and_back(sign_in: Visitors) -> None:
    """With script to a panel, and closing it back to the figure; without to a page."""
    page = sign_in("manager")
    page.goto(SUMMARY)
    figure = page.locator("a.trace").first
    tab_to(page, figure)
    assert outline(page) != "none"
    page.keyboard.press("Enter")
    panel = page.locator("dialog#trace-panel")
    expect(panel).to_be_visible()
    expect(panel.locator(".trace-content")).to_contain_text("5,036,880,000")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert is_focused(figure)

    plain = sign_in("manager", javascript=False)
    plain.goto(SUMMARY)
    tab_to(plain, plain.locator("a.trace").first)
    plain.keyboard.press("Enter")
    plain.wait_for_url(f"**{SUMMARY}trace/?*")
    expect(plain.get_by_role("heading", level=1)).to_be_visible()


def test_tab_order_is_the_reading_order_forth_and_back(sign_in: Visitors) -> None:
    """Nothing jumps: each Tab goes on in the document, each Shift+Tab to where one was before."""
    page = sign_in("manager")
    page.goto(SUMMARY)
    page.evaluate("document.querySelectorAll('*').forEach((element, at) => { element.dataset.at = at })")
    focused = "Number(document.activeElement.dataset.at)"
    forth = []
    for _press in range(60):
        page.keyboard.press("Tab")
        forth.append(page.evaluate(focused))
        if page.evaluate("document.activeElement.matches('tbody tr:nth-child(3) a.trace')"):
            break
    assert forth == sorted(set(forth))
    back = [forth.pop()]
    for _press in range(len(forth)):
        page.keyboard.press("Shift+Tab")
        back.append(page.evaluate(focused))
    assert back[1:] == forth[::-1]


def test_breakdown_is_chosen(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(f"{PROGRAM}reports/variance/")
    tab_to(page, page.get_by_role("link", name="대상지별", exact=True))
    assert outline(page) != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**by=site*")
    expect(page.get_by_role("link", name="대상지별", exact=True)).to_have_attribute("aria-current", "page")


def test_wide_table_is_moved_on_a_phone(sign_in: Visitors) -> None:
    """The region around the table takes the focus, so that the arrow keys can move it."""
    page = sign_in("manager", width=NARROW)
    page.goto(f"{PROGRAM}reports/settlement/")
    region = page.locator("div.table-scroll").first
    tab_to(page, region)
    for _wait in range(100):
        page.keyboard.press("ArrowRight")
        if region.evaluate("element => element.scrollLeft") > 0:
            return
        page.wait_for_timeout(50)
    pytest.fail("The arrow keys do not move the table.")


def test_sign_in_leads_to_where_one_wanted_to_go(sign_in: Visitors) -> None:
    page = sign_in()
    page.goto(SUMMARY)
    tab_to(page, page.locator("input[name=username]"))
    page.keyboard.type("manager")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SUMMARY}")


def test_wrong_password_is_said_where_one_is(sign_in: Visitors) -> None:
    page = sign_in()
    page.goto("/login/")
    tab_to(page, page.locator("input[name=username]"))
    page.keyboard.type("manager")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.locator("form .errorlist")).to_be_visible()


def test_site_is_chosen_and_its_line_items_are_opened(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(f"{PROGRAM}reports/sites/")
    choice = page.locator("select[name=site]")
    tab_to(page, choice)
    for _site in range(choice.locator("option").count()):
        if choice.input_value() != "gaebong-makerspace":
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**site=gaebong-makerspace*")
    items = page.locator("details.site-items")
    expect(items).to_have_attribute("open", "")
    tab_to(page, items.locator("summary"))
    page.keyboard.press("Enter")
    expect(items).not_to_have_attribute("open", "")
