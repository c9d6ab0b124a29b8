"""No page of data entry is wider than the window of a small desk, and nothing on it has to be pushed sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import chromium
from tests.browser.filled import fill
from tests.browser.server import Server, make_template, start
from tests.browser.visitor import NARROW, Visitors, Watch

DESK = 1280
ROLES = {"/admin/auth/": "admin"}
"""Whose pages those are that finance does not see."""
FORBIDDEN = {403: "an account is deactivated, not deleted"}

PUSHED = """
[...document.querySelectorAll("body *")].filter((one) => {
  const scrolls = ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  return scrolls && one.clientWidth && one.scrollWidth > one.clientWidth + 1 && !one.matches("textarea, select, input");
}).map((one) => `${one.className || one.id || one.tagName}: ${one.scrollWidth} in ${one.clientWidth}`)
"""
"""What has to be pushed sideways to be seen whole."""


@pytest.fixture(scope="module")
def filled(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Visitors, list[str]]]:
    """Visitors of a ledger with a row of every kind, and the addresses of all its pages of data entry."""
    assert chromium()
    template = make_template(tmp_path_factory.mktemp("filled"))
    addresses = fill(template)
    server: Server = start(tmp_path_factory.mktemp("filled-served"), template)
    visitors = Visitors(browser, server, Watch(server))
    yield visitors, addresses
    visitors.leave()
    server.stop()
    assert visitors.watch.complaints == []


def opened(pages: dict[str, Page], address: str) -> Page:
    """The page at an address, with a row more wherever one can be added."""
    role = next((role for begin, role in ROLES.items() if address.startswith(begin)), "finance")
    page = pages[role]
    answer = page.goto(address)
    assert answer is not None
    assert answer.status in (200, *FORBIDDEN), address
    for button in page.locator(".add-row a, button.add-row").all():
        # Behind a sheet the forms are hidden.
        if button.is_visible():
            button.click()
    return page


def pages_of(visitors: Visitors, language: str) -> dict[str, Page]:
    return {role: visitors(role, width=DESK, language=language) for role in ("finance", "admin")}


def width_of(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def too_wide(page: Page, address: str) -> list[str]:
    """What is wider than it may be, at both widths: on a phone tables may be pushed, the page may not."""
    found = [f"{address}: {one}" for one in page.evaluate(PUSHED)]
    for width in (DESK, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        if (is_wide := width_of(page)) > width:
            found.append(f"{address}: {is_wide} in {width}")
    page.set_viewport_size({"width": DESK, "height": 900})
    return found


def test_nothing_is_wider_than_the_window(filled: tuple[Visitors, list[str]]) -> None:
    visitors, addresses = filled
    pages = pages_of(visitors, "ko")
    assert len(addresses) > 100
    found = [wide for address in addresses for wide in too_wide(opened(pages, address), address)]
    assert not found, "\n".join(found)


def test_nothing_is_wider_in_english(filled: tuple[Visitors, list[str]]) -> None:
    """Its headings are longer: all lists, all forms, and the pages of a year."""
    visitors, addresses = filled
    pages = pages_of(visitors, "en")
    some = [one for one in addresses if not one.endswith(("/change/", "/delete/", "/history/"))]
    found = [wide for address in some for wide in too_wide(opened(pages, address), address)]
    assert not found, "\n".join(found)


def test_the_pages_are_those_of_every_kind(filled: tuple[Visitors, list[str]]) -> None:
    _visitors, addresses = filled
    kinds = {address.split("/")[3] for address in addresses if address.endswith("/add/")}
    assert {"document", "site", "user", "budgetlineitem"} <= kinds
    assert all(f"/admin/ledger/{kind}/" in addresses for kind in kinds - {"site", "sitekind", "user"})
