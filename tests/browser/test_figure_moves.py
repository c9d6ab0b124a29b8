"""One figure, changed once in data entry, moves on every page and in the export."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.pages import PROGRAM
from tests.browser.visitor import Visitors

YEAR_PAGE = "/admin/ledger/program/smart-anchor/budget/2021-original/?forms=1"
OLD, NEW = "1,711,987", "1,811,987"
"""사무관리비 2021 in thousand won, before and after 100,000천원 are added to it."""

WHERE = {
    f"{PROGRAM}reports/budget-summary/": [NEW, "7,324,187", "1,761,987", "2,287,307"],
    f"{PROGRAM}reports/variance/": [NEW, "7,324,187", "1,761,987"],
    f"{PROGRAM}reports/basis-comparison/": [NEW],
    f"{PROGRAM}reports/calculation-basis/": ["1,811,987,000"],
    f"{PROGRAM}reports/site-budgets/": ["7,324,187", "2,561,987"],
    f"{PROGRAM}reports/year-budgets/": ["7,324,187"],
    f"{PROGRAM}reports/source-shares/": ["7,324,187"],
    f"{PROGRAM}document/": [NEW, "7,324,187", "1,811,987,000"],
    f"{PROGRAM}brief/": ["73억 2,419만원", "22억 8,731만원"],
    PROGRAM: ["73억 2,419만원", "22억 8,731만원", "17억 6,199만원", NEW],
    "/": ["7,324,187", "2,287,307"],
}
"""Page -> what must stand on it afterwards, and did not before."""


def text_of(page: Page, path: str) -> str:
    page.goto(path)
    return page.locator("main").text_content() or ""


@pytest.mark.writes
def test_a_figure_changed_in_data_entry_moves_everywhere(sign_in: Visitors) -> None:
    reader, clerk = sign_in("manager"), sign_in("finance")
    for path, figures in WHERE.items():
        before = text_of(reader, path)
        assert [figure for figure in figures if figure in before] == [], path

    clerk.goto(YEAR_PAGE)
    field = clerk.locator("input[name$='-amount']").first
    expect(field).to_have_value("1,711,987,000")
    field.fill("1,811,987,000")
    expect(clerk.locator("output.won-words").first).to_have_text("18억 1,198만 7천원")
    clerk.get_by_role("button", name="저장").click()
    expect(clerk.locator(".messagelist")).to_contain_text("저장했습니다")
    expect(clerk.locator(".messagelist")).to_contain_text("불일치가 된 검증")

    for path, figures in WHERE.items():
        after = text_of(reader, path)
        assert [figure for figure in figures if figure not in after] == [], path

    assert "불일치" in text_of(reader, f"{PROGRAM}tie-outs/")
    json = reader.request.get(f"{PROGRAM}reports/budget-summary/?format=json").json()
    assert json["rows"][0]["figures"]["current"] == 7_324_187_000
    sheet = reader.request.get(f"{PROGRAM}reports/budget-summary/?format=xlsx").body()
    assert 7_324_187 in [cell.value for cell in load_workbook(io.BytesIO(sheet)).active[7]]


@pytest.mark.writes
def test_where_a_changed_figure_comes_from_says_who_changed_it(sign_in: Visitors) -> None:
    clerk = sign_in("finance")
    clerk.goto(YEAR_PAGE)
    clerk.locator("input[name$='-amount']").first.fill("1,811,987,000")
    clerk.get_by_role("button", name="저장").click()
    expect(clerk.locator(".messagelist")).to_contain_text("저장했습니다")
    clerk.goto(f"{PROGRAM}reports/budget-summary/trace/?row=201-01&column=current")
    trace = clerk.locator("main")
    expect(trace).to_contain_text("18억 1,198만 7천원")
    expect(trace).to_contain_text("finance")
    expect(trace).to_contain_text(re.compile("1,711,987"))  # what the document prints
