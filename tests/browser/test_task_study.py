"""What finance staff do daily, in steps, against the same in a spreadsheet: docs/task-study.md has both, and why."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import Steps
from tests.browser.visitor import Visitors

pytestmark = pytest.mark.writes

STUDY = Path(__file__).parents[2] / "docs" / "task-study.md"
ROW = re.compile(r"^\| (.+?) \| (\d+) \+ (\d+) \+ (\d+) = (\d+) \| (\d+) \+ (\d+) \+ (\d+) = (\d+) \|$", re.M)
AMOUNT = CHANGE = 5
"""The place of the amounts among the columns of the line items, and of 증감 in a 추경; the row number is the first."""


@pytest.fixture
def steps(sign_in: Visitors) -> Steps:
    """A finance officer who opens the start page of data entry."""
    found = Steps(sign_in("finance"))
    found.open("/admin/")
    return found


def cell(page: Page, row: str, column: int) -> Locator:
    """A cell of the sheet, by words of its row."""
    rows = page.locator(".sheet-body .sheet-row:not(.group)", has_text=row)
    return rows.first.locator(f"[aria-colindex='{column}']")


def save(steps: Steps) -> None:
    steps.press("Control+s")
    expect(steps.page.locator(".sheet-told")).to_contain_text("저장했습니다")


def hold_against_the_study(steps: Steps, task: str) -> None:
    """The table says how many steps it took, adds them up, and has fewer than the spreadsheet's."""
    (found,) = (row[1:] for row in ROW.findall(STUDY.read_text()) if row[0] == task)
    clicks, fields, loads, here, *there, spreadsheet = map(int, found)
    assert (steps.clicks, steps.fields, steps.loads) == (clicks, fields, loads)
    assert (clicks + fields + loads, sum(there)) == (here, spreadsheet)
    assert here < spreadsheet


def test_open_the_next_year_and_change_eight_lines(steps: Steps) -> None:
    page = steps.page
    steps.click(page.get_by_role("link", name="새 연도").first)
    steps.click(page.get_by_role("button", name="열기", exact=True))
    page.locator(".sheet-grid").wait_for()
    steps.click(cell(page, "시설관리 운영", AMOUNT))
    for number in range(1, 9):
        steps.type(f"{number}00,000,000")
    save(steps)
    expect(page.locator(".sheet-row.total")).to_contain_text("3,600,000,000")
    hold_against_the_study(steps, "Open 2022 from 2021 and change eight lines")


def test_a_supplementary_budget_of_three_lines(steps: Steps) -> None:
    """+100, -50 and +30 million won: 7,224,187,000 becomes 7,304,187,000."""
    page = steps.page
    steps.click(page.get_by_role("link", name="추경", exact=True).first)
    steps.click(page.get_by_role("button", name="열기", exact=True))
    page.locator(".sheet-grid").wait_for()
    steps.click(cell(page, "시설관리 운영", CHANGE))
    for change in ("100,000,000", "△50,000,000", "30,000,000"):
        steps.type(change)
    save(steps)
    expect(page.locator(".sheet-row.total")).to_contain_text("7,304,187,000")
    hold_against_the_study(steps, "A 추경 of three lines")


def test_a_new_programme_with_national_money_and_three_sites(steps: Steps, sign_in: Visitors) -> None:
    """Three subjects, four lines, 250 of 650 million won national."""
    page, steps = steps.page, Steps(steps.page)
    steps.open("/admin/ledger/program/add/")
    for field, text in (("name", "골목 제작소"), ("bureau", "경제정책실"), ("division", "거점성장추진단")):
        steps.fill(page.locator(f"#id_{field}"), text)
    for number, site in enumerate(("개봉 메이커스페이스", "중구 인쇄 스마트앵커", "도봉 양말")):
        steps.click(page.locator(".add-row a"))
        steps.choose(page.locator("select[name$='-site']:visible").nth(number), site)
    steps.click(page.get_by_role("button", name="저장", exact=True).first)
    steps.click(page.get_by_role("link", name="2021년 예산(차수 미표기)"))
    page.locator(".sheet-grid").wait_for()
    steps.click(page.get_by_role("button", name="행 추가"))
    for subject, description, amount, national in (
        ("사무관리비", "운영비", "100,000,000", ""),
        ("시설비", "개봉 조성", "300,000,000", "150,000,000"),
        ("시설비", "중구 조성", "200,000,000", "100,000,000"),
        ("자산및물품취득비", "물품 구매", "50,000,000", ""),
    ):
        steps.type(subject, end="")
        page.locator(".sheet-choices [aria-selected=true]", has_text=subject).wait_for()
        steps.walk("Tab")
        steps.type(description, end="Tab")
        steps.walk("Tab")
        steps.type(amount, end="Tab")
        if national:
            steps.type(national, end="")
        steps.walk("Enter")
    save(steps)
    expect(page.locator(".sheet-row.total")).to_contain_text("650,000,000")
    expect(page.locator(".sheet-row.total")).to_contain_text("250,000,000")
    hold_against_the_study(steps, "A new programme with national money and three sites")


def test_find_why_the_total_moved_and_take_it_back(steps: Steps, sign_in: Visitors) -> None:
    other, page = Steps(sign_in("finance")), steps.page
    other.open("/admin/ledger/program/smart-anchor/budget/2021-original/")
    other.click(cell(other.page, "공공요금 등", AMOUNT))
    other.type("465000000")
    save(other)
    steps = Steps(page)
    steps.open("/programs/smart-anchor/")
    steps.click(page.get_by_role("navigation").get_by_role("link", name="바뀐 것").last)
    expect(page.locator("main")).to_contain_text("465,000,000")
    steps.click(page.get_by_role("link", name="되돌리기", exact=True))
    steps.click(page.get_by_role("main").get_by_role("button", name=re.compile("되돌리기")))
    expect(page.locator("body")).to_contain_text("되돌렸습니다")
    hold_against_the_study(steps, "Find why the total moved, and take it back")


def test_paste_twenty_lines(steps: Steps) -> None:
    page = steps.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    steps.click(page.get_by_role("link", name=re.compile("2021년 예산")).first)
    page.locator(".sheet-grid").wait_for()
    lines = (f"사무관리비\t{number}번째 인쇄\t\t{number},000,000" for number in range(1, 21))
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n".join(lines))
    steps.click(page.get_by_role("button", name="행 추가"))
    steps.walk("Home")
    steps.press("Control+v")
    save(steps)
    # 7,224,187,000 and 1 to 20 million: 210,000,000.
    expect(page.locator(".sheet-row.total")).to_contain_text("7,434,187,000")
    hold_against_the_study(steps, "Paste twenty lines")
