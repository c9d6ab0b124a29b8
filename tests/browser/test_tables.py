"""Tables in a browser: what stays in sight of a long one, on which line its figures stand, what is copied from it."""

import os
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import office
from tests.browser.axe import axe
from tests.browser.pages import OWN, PROGRAM
from tests.browser.server import PROJECT, Server, environment
from tests.browser.visitor import NARROW, WIDE, Visitors

SUMMARY = f"{PROGRAM}reports/budget-summary/"

GROWN = """
from ledger.models import *
program, versions = Program.objects.get(), {one.fiscal_year: one for one in BudgetVersion.objects.all()}
subjects = AccountSubject.objects.bulk_create(
    AccountSubject(code=f"9{number:02}-01", name=f"통계목 {number}", valid_from=2018) for number in range(60)
)
for year, version in versions.items():
    YearlyAllocation.objects.bulk_create(
        YearlyAllocation(program=program, version=version, subject=one, amount=1_000 * year) for one in subjects
    )
document = Document.objects.get()
InvestmentPlanEntry.objects.bulk_create(
    InvestmentPlanEntry(document=document, subject=one, period="year", year=2021, amount=2_000_000) for one in subjects
)
others = Program.objects.bulk_create(
    Program(slug=f"other-{number}", name=f"사업 {number}", bureau="실", division=f"과 {number % 7}")
    for number in range(60)
)
YearlyAllocation.objects.bulk_create(
    YearlyAllocation(program=one, version=versions[2021], subject=subjects[0], amount=5_000_000) for one in others
)
"""

IN_SIGHT = """() => {
    const seen = element => {
        if (!element) return "none"
        const box = element.getBoundingClientRect()
        const at = document.elementFromPoint(Math.max(box.left, 0) + 30, (box.top + box.bottom) / 2)
        return box.top >= -1 && box.bottom <= innerHeight + 1 && element.contains(at)
    }
    const table = document.querySelector("table.report")
    const lines = [...table.querySelectorAll("tbody tr:not(.total)")]
    const middle = lines[lines.length >> 1]
    scrollTo({top: scrollY + middle.getBoundingClientRect().top - innerHeight / 2, behavior: "instant"})
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done({
        lines: lines.length,
        middle: seen(middle),
        heading: seen(table.tHead),
        total: seen(table.querySelector("tr.total")),
        scrolling: [...document.querySelectorAll("main, main *")].filter(one =>
            ["auto", "scroll"].includes(getComputedStyle(one).overflowY)
                && one.scrollHeight > one.clientHeight + 1
        ).map(one => one.className),
        cut: [...document.querySelectorAll(".table-scroll")]
            .filter(one => one.scrollHeight > one.clientHeight + 1).length,
    }))))
}"""


def grow(server: Server) -> None:
    """60 account subjects in both years and 60 other programmes."""
    database = server.log.parent / "ledger.sqlite3"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", GROWN],
        cwd=PROJECT,
        env={**os.environ, **environment(database)},
        check=True,
    )


@pytest.mark.writes
def test_heading_and_total_stay_in_sight_in_the_middle_of_sixty_rows(
    sign_in: Visitors, server_of_test: Server
) -> None:
    """The page scrolls, nothing in it does; also where the table is wider than the screen and has been moved."""
    grow(server_of_test)
    page = sign_in("manager")
    found: dict[str, Any] = {}
    for report in ("budget-summary", "calculation-basis", "investment-plan", "basis-comparison", "programs"):
        path = "/?group=none" if report == "programs" else f"{PROGRAM}reports/{report}/"
        for width, height in ((WIDE, 900), (NARROW, 844)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(path)
            page.evaluate("document.querySelectorAll('.table-scroll').forEach(one => one.scrollTo(150, 0))")
            if report == "investment-plan":
                axe(page)
            told = page.evaluate(IN_SIGHT)
            assert told.pop("lines") >= 50, path
            found[f"{path} {width}"] = told
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    seen = {"middle": True, "heading": True, "total": True, "scrolling": [], "cut": 0}
    assert found == dict.fromkeys(found, seen)


@pytest.mark.writes
def test_changes_on_a_phone_are_blocks_that_scroll_with_the_page(
    sign_in: Visitors, server_of_test: Server
) -> None:
    grow(server_of_test)
    page = sign_in("manager", width=NARROW)
    page.goto(f"{PROGRAM}reports/variance/")
    told = page.evaluate(IN_SIGHT)
    assert (told["middle"], told["scrolling"], told["cut"]) == (True, [], 0)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_page_has_a_part_that_scrolls_up_and_down(width: int, sign_in: Visitors) -> None:
    page = sign_in("manager", width=width)
    for address in OWN:
        if address.role != "manager" or address.status != 200:
            continue
        page.goto(address.path)
        assert (
            page.evaluate(
                """[...document.querySelectorAll('main, main *')].filter(one => {
                    const style = getComputedStyle(one)
                    return style.overflowY !== 'visible' && style.overflowY !== 'clip'
                        && one.scrollHeight > one.clientHeight + 1 && !one.matches('textarea')
                }).map(one => one.outerHTML.slice(0, 80))"""
            )
            == []
        ), address.path


BASELINES = """() => [...document.querySelectorAll("table.report tbody tr")].map(line => {
    const marker = document.createElement("span")
    marker.style.display = "inline-block"
    return [...line.querySelectorAll("td.figure")].map(cell => {
        const figure = cell.querySelector(".whole") ?? cell.querySelector("a.trace") ?? cell
        const text = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT)
        let seen = null
        while (text.nextNode()) {
            const isSeen = text.currentNode.parentElement.getClientRects().length > 0
            if (isSeen && text.currentNode.data.trim()) seen ??= text.currentNode
        }
        if (!seen) return null
        seen.parentElement.insertBefore(marker, seen)
        const at = marker.getBoundingClientRect().bottom
        marker.remove()
        return Math.round(at * 10) / 10
    }).filter(at => at !== null)
}).filter(line => line.length > 1)"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "path",
    [
        SUMMARY,
        f"{PROGRAM}reports/variance/?beside=2020-available",
        f"{PROGRAM}reports/investment-plan/",
        f"{PROGRAM}reports/settlement/",
        f"{PROGRAM}reports/sites/",
        "/",
    ],
)
def test_amounts_and_rates_of_a_row_stand_on_one_baseline(path: str, width: int, sign_in: Visitors) -> None:
    """Whatever stands above a figure (x …), beside it (≠) or below it (a remark)."""
    if width == NARROW and ("variance" in path or path == "/"):
        pytest.skip("on a phone these rows are blocks of several lines")
    page = sign_in("manager", width=width)
    page.goto(path)
    lines = page.evaluate(BASELINES)
    assert len(lines) > 1
    assert [line for line in lines if max(line) - min(line) > 0.5] == []


def test_marks_and_figure_of_a_cell_fit_into_it(sign_in: Visitors) -> None:
    """≠ and ? beside an amount in won on a phone: no figure reaches into the next column."""
    page = sign_in("manager", width=NARROW)
    for report in ("investment-plan", "settlement"):
        page.goto(f"{PROGRAM}reports/{report}/?unit=won")
        marked = page.locator("td.figure:has(.tie-mark)")
        assert marked.count() > 0, report
        wider = marked.evaluate_all(
            "cells => cells.filter(one => one.scrollWidth > one.clientWidth + 1).length"
        )
        assert wider == 0, report


def copied(page: Page, selector: str) -> tuple[str, str]:
    """The plain text and the HTML that the clipboard holds once an element is selected and copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """selector => {
            const range = document.createRange()
            range.selectNode(document.querySelector(selector))
            getSelection().removeAllRanges()
            getSelection().addRange(range)
        }""",
        selector,
    )
    page.keyboard.press("Control+c")
    text, html = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read()
            const read = async kind => (await item.getType(kind)).text()
            return [await read("text/plain"), await read("text/html")]
        }"""
    )
    return text, html


def test_a_copied_table_is_rows_and_columns_with_plain_numbers(sign_in: Visitors) -> None:
    """In the unit of the heading, the (x …) part in a column of its own, negatives with a minus."""
    page = sign_in("manager")
    page.goto(SUMMARY)
    text, html = copied(page, "table.report")
    title, heading, total, *lines = [line.split("\t") for line in text.split("\n")]
    assert title == ["예산총괄 (단위: 천원)"]
    assert {len(line) for line in (heading, total, *lines)} == {len(heading)}
    assert [word.replace("2020예산액", "A").replace("2021예산안", "B") for word in heading[1:4]] != []
    cells = dict(zip(heading, total, strict=True))
    assert list(cells.values())[:5] == ["계", "2500000", "5036880", "0", "7224187"]
    assert "2187307" in cells.values()
    grants = next(line for line in lines if line[0].startswith("자치단체자본보조"))
    assert "-2357880" in grants
    assert "-2500000" in grants
    assert "<td>-2357880</td>" in html
    assert not [word for line in (total, *lines) for word in line[1:] if word and not is_number(word)]


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "," not in text


@pytest.mark.parametrize(
    ("path", "selector", "expected"),
    [
        ("/", "table.report", "7224187"),
        (f"{PROGRAM}reports/variance/", "table.variance", "-2357880"),
        (f"{PROGRAM}reports/settlement/", "table.report", "7155400"),
        (f"{PROGRAM}reports/calculation-basis/", "table.report", "803000000"),
        (f"{PROGRAM}document/", "table.summary", "-2357880"),
        (f"{PROGRAM}document/", "table.plan", "66230"),
        # Corrected, so that a number stands behind it: '1,045 ¹⁾'.
        (f"{PROGRAM}document/", "table.plan", "1045"),
        (
            f"{PROGRAM}reports/budget-summary/trace/?row=total&column=change",
            "table.trace-terms",
            "-5036880000",
        ),
    ],
)
def test_every_table_is_copied_so(path: str, selector: str, expected: str, sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(path)
    text, _html = copied(page, selector)
    lines = [line.split("\t") for line in text.split("\n")]
    assert any(expected in line for line in lines), text
    assert len({len(line) for line in lines if len(line) > 1}) == 1, text


def test_a_copied_reason_has_no_words_of_the_link_that_writes_one(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(f"{PROGRAM}reports/variance/")
    assert page.locator("a.write").count() > 0
    text, _html = copied(page, "table.variance")
    lines = [line.split("\t") for line in text.split("\n")]
    assert {line[-1] for line in lines[2:]} == {"", "사유 없음"}


@pytest.mark.office
def test_libreoffice_makes_rows_and_numbers_of_what_is_copied(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(SUMMARY)
    _text, html = copied(page, "table.report")
    lines = list(office.pasted(html).worksheets[0].iter_rows(values_only=True))
    (total,) = [line for line in lines if line[0] == "계"]
    assert total[1:5] == (2_500_000, 5_036_880, 0, 7_224_187)
    (grants,) = [line for line in lines if str(line[0]).startswith("자치단체자본보조")]
    assert -2_357_880 in grants


def test_tie_outs_are_copied_as_rows_too(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(f"{PROGRAM}tie-outs/?verdict=ties")
    text, _html = copied(page, "details.ties table")
    assert len({line.count("\t") for line in text.split("\n")[1:]}) == 1


def test_part_of_a_table_is_copied_with_what_stands_around(sign_in: Visitors) -> None:
    """From the middle of a row down to the footnotes: the cells that are selected, then the words below."""
    page = sign_in("manager")
    page.goto(SUMMARY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """() => {
            const lines = document.querySelectorAll("table.report tbody tr"), last = lines[lines.length - 1]
            const range = document.createRange()
            range.setStart(last.cells[2], 0)
            range.setEndAfter(document.querySelector("main .footnote"))
            getSelection().removeAllRanges()
            getSelection().addRange(range)
        }"""
    )
    page.keyboard.press("Control+c")
    first, *rest = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert all(is_number(word) for word in first.split("\t") if word)
    assert rest
    assert "\t" not in "".join(rest)


def test_what_is_no_table_is_copied_as_it_is(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(SUMMARY)
    text, _html = copied(page, "h1")
    assert text.strip() == "예산총괄"
