"""The handbook, walked through on the real pages: what it calls by name is there, and its pictures can be made.

`make handbook` runs this with HANDBOOK=write, which writes the pictures anew.
"""

import os
import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ledger.views.handbook.chapters import CHAPTERS
from smartanchor.settings import BASE_DIR as ROOT
from tests.browser.picture import reduced
from tests.browser.visitor import NARROW, WIDE, Visitors

PICTURES = ROOT / "static" / "ledger" / "handbook"
WIDTH, MOST_HEIGHT = 1000, 640
"""Of a picture, in pixels, and of the window."""

PROGRAM, ENTRY = "/programs/smart-anchor/", "/admin/ledger/program/smart-anchor/"
YEAR = f"{ENTRY}budget/2021-original/"
FORMS = f"{YEAR}?forms=1"
SETTLED = f"{YEAR}sheet/settlement/"
LISTS = ("/admin/ledger/budgetversion/", "/admin/ledger/executionsnapshot/")
NEXT_YEAR = "source=2021-original&fiscal_year=2022&kind=proposal&sequence=1&with_document=on"
FIRST_CHANGE = "source=2021-original&fiscal_year=2021&kind=supplementary&sequence=1"

WORDS = """() => {
  const own = (element) => [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data);
  return [...document.querySelectorAll("body *")]
    .filter(({ tagName }) => !["SCRIPT", "STYLE"].includes(tagName))
    .flatMap((element) => [element.value, element.ariaLabel, ...own(element)]).join("\\n");
}"""
"""What stands on a page, its buttons and choices too; not what its scripts only hold."""


def names_of(chapter: str) -> set[str]:
    """What a chapter calls by name: its bold words."""
    text = (ROOT / "docs/handbook/ko" / f"{chapter}.md").read_text(encoding="utf-8")
    return set(re.findall(r"\*\*(.+?)\*\*", text.replace("\n", " ")))


def pictures_of(chapter: str) -> set[str]:
    text = (ROOT / "docs/handbook/ko" / f"{chapter}.md").read_text(encoding="utf-8")
    return set(re.findall(r"handbook/([\w-]+)\.png", text))


@dataclass
class Walk:
    """Pages that were opened, with their words, and the pictures that were made of them."""

    page: Page
    browser: Browser
    words: dict[str, str] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)

    def see(self, address: str) -> Page:
        """Open a page, once, and keep its words."""
        self.page.goto(address)
        return self.keep(address)

    def keep(self, name: str) -> Page:
        self.words[name] = self.page.evaluate(WORDS)
        return self.page

    def picture(self, name: str, of: Locator, begins: Locator | None = None) -> None:
        """The upper part of a place on the page, or what of it `begins` somewhere."""
        self.page.evaluate("scrollTo(0, 0)")
        box = of.bounding_box()
        first = (begins or of).bounding_box()
        assert box is not None
        assert first is not None
        height = box["y"] + box["height"] - first["y"]
        clip = {**box, "y": first["y"], "height": min(height, MOST_HEIGHT)}
        png = self.page.screenshot(clip=clip, full_page=True, animations="disabled")  # type: ignore[arg-type]
        self.pictures.add(name)
        if os.environ.get("HANDBOOK") == "write":
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / f"{name}.png").write_bytes(reduced(self.browser, png))


@pytest.mark.writes
def test_what_the_handbook_names_is_on_the_pages(sign_in: Visitors, browser: Browser) -> None:
    walk = Walk(sign_in("finance", width=WIDTH), browser)
    walk.page.set_viewport_size({"width": WIDTH, "height": MOST_HEIGHT})

    page = walk.see(PROGRAM)
    walk.picture("start", page.locator("main"))
    walk.see(f"{PROGRAM}reports/variance/")
    page = walk.see("/admin/")
    expect(page.locator("[data-open][aria-busy]")).to_have_count(0)
    walk.picture("desk", page.locator("#content"))
    walk.see(FORMS)

    page = walk.see(f"{ENTRY}open/?{NEXT_YEAR}")
    made = page.get_by_role("heading", name="만들 내용", exact=True)
    walk.picture("open-year", page.locator("#content"), begins=made)

    page = walk.see(YEAR)
    page.locator(".sheet-grid").wait_for()
    cell = page.locator(".sheet-body .sheet-row:not(.group)").first.locator(".sheet-cell.formula")
    cell.click()
    page.keyboard.type("142,665,583원×12월")
    walk.picture("entry", page.locator("#content"))
    page.keyboard.press("Enter")
    page.keyboard.type("450,000,000원×일식")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator(".sheet-told")).to_contain_text("저장했습니다")

    page = walk.see(f"{ENTRY}open/?{FIRST_CHANGE}")
    page.get_by_role("button", name="열기", exact=True).click()
    expect(page).to_have_url(re.compile(r"budget/2021-supplementary-1/$"))
    page = walk.keep("supplementary")
    walk.picture("supplementary", page.locator("#content"))

    page = walk.see(SETTLED)
    walk.picture("settlement", page.locator("#content"))
    for address in LISTS:
        walk.see(address)

    page = walk.see(f"{PROGRAM}tie-outs/?version=2021-original")
    page.locator("details.explain summary").first.click()
    walk.picture("tie-outs", page.locator(".finding").first)

    page = walk.see(f"{PROGRAM}workbook/?version=2021-original")
    walk.picture("submission", page.locator("main"))
    page.goto(LISTS[0])
    page.get_by_role("link", name="2021년 예산(차수 미표기)").first.click()
    page = walk.keep("version")
    walk.picture("version", page.locator("#content"))

    page = walk.see("/changes/")
    walk.picture("undo", page.locator("main"))

    everything = "\n".join(walk.words.values())
    missing = {
        chapter: sorted(name for name in names_of(chapter) if name not in everything) for chapter in CHAPTERS
    }
    assert {chapter: names for chapter, names in missing.items() if names} == {}
    assert walk.pictures == set.union(*map(pictures_of, CHAPTERS))


def test_the_handbook_reads_well_at_any_width(sign_in: Visitors) -> None:
    page = sign_in("auditor")
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="도움말").click()
    page.get_by_role("link", name="예산 입력").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("예산 입력")
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
