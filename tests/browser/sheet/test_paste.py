"""Blocks of cells to and from a spreadsheet."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import SITES, Call, module_of, row
from tests.browser.visitor import Visitors

BLOCKS = [
    ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
    ("a", [["a"]]),
    ("", []),
    ("a\t\r\n\tb", [["a", ""], ["", "b"]]),
    ('"두 줄\n머리글"\t"1,000"\r\n', [["두 줄\n머리글", "1,000"]]),
    ('"a\tb"\t"say ""yes"""', [["a\tb", 'say "yes"']]),
    # A quote that closes nothing is a plain character, as 5" is.
    ('5"\t"x', [['5"', '"x']]),
    ('"a"b\tc', [['"a"b', "c"]]),
    ("\ufeffa\rb", [["a"], ["b"]]),
]


@pytest.fixture
def clipboard(sign_in: Visitors) -> Call:
    page = sign_in()
    page.goto("/login/")

    return module_of(page, "clipboard")


def test_a_block_is_read_as_spreadsheets_write_it(clipboard: Call) -> None:
    assert [clipboard("readBlock", text) for text, _rows in BLOCKS] == [rows for _text, rows in BLOCKS]


def test_what_is_written_is_read_as_the_same(clipboard: Call) -> None:
    for rows in ([["a\tb", 'c"d', "e\nf", ""], ["1", "", "2", "x"]], [["-1000"]], [["", ""]]):
        assert clipboard("readBlock", clipboard("writeBlock", rows)) == rows


def test_a_block_of_a_spreadsheet_becomes_cells_and_rows(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(3, "description").click()
    sheet.paste("인쇄비\t\t1,500,000\t△500\r\n안내판\t3개×5,000원\t₩15,000\t\r\n")
    assert [sheet.text(3, key) for key in ("description", "amount", "national")] == [
        "인쇄비",
        "1,500,000",
        "△500",
    ]
    assert [sheet.text(4, key) for key in ("description", "basis", "amount")] == [
        "안내판",
        "3개×5,000원",
        "15,000",
    ]
    assert sheet.told() == "2행 8칸을 붙여 넣었습니다. 1행을 추가했습니다."
    difference = sheet.difference()
    assert difference["added"][0] | {"row": ""} == {
        "row": "",
        "after": 3,
        "cells": {"description": "안내판", "basis": "3개×5,000원", "amount": "15000"},
    }
    sheet.press("Control+z")
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}


def test_a_block_that_begins_in_a_new_row_is_pasted_over_nothing(open_sheet: OpenSheet) -> None:
    """Three lines into a blank row between the first and the second: the second and third are as they were."""
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    sheet.press("Control+Enter", "Tab")
    sheet.paste("인쇄비\t\t5\n안내판\t\t6\n현수막\t\t7")
    assert sheet.told() == "3행 9칸을 붙여 넣었습니다. 2행을 추가했습니다."
    amounts = [sheet.text(one, "amount") for one in range(1, 7)]
    assert amounts == ["1,000", "5", "6", "7", "20,000", "300,000"]
    assert sheet.difference()["changed"] == []


def test_our_own_table_comes_back_without_its_heading_and_totals(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([], groups={"column": "subject"})
    sheet.page.get_by_role("button", name="행 추가").click()
    heading = "통계목\t산출근거 항목\t금액(천원)\t비고"
    lines = [
        "201-01 사무관리비\t인쇄비\t1,500\t새로",
        "소계\t\t1,500\t",
        "행사운영비\t행사\t△20\t",
        "(x1,000)\t\t\t",
        "계\t\t1,480\t",
    ]
    sheet.paste("\r\n".join([heading, *lines]))
    assert sheet.told() == (
        "2행 6칸을 붙여 넣었습니다. 머리글 행은 열을 찾는 데 쓰고 뺐습니다. 합계·(x) 행 3개는 뺐습니다. "
        "1행을 추가했습니다. 이 표에 없는 열의 1칸은 뺐습니다."
    )
    assert [sheet.text(one, "subject") for one in (1, 2)] == ["201-01 사무관리비", "201-03 행사운영비"]
    assert [sheet.text(one, "amount") for one in (1, 2)] == ["1,500,000", "△20,000"]
    assert sheet.totals() == ["1,480,000", "0"]  # 1,500,000 - 20,000


def test_a_heading_of_two_lines_with_its_unit_is_read(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1), row(2)])
    sheet.cell(1, "description").click()
    sheet.paste('"산출근거\n항목"\t금액 (백만원)\t국비(단위: 백만원)\r\n인쇄비\t1.5\t△2')
    assert [sheet.text(1, key) for key in ("description", "amount", "national")] == [
        "인쇄비",
        "1,500,000",
        "△2,000,000",
    ]


def test_what_a_cell_cannot_take_is_marked_and_counted(open_sheet: OpenSheet) -> None:
    fixed = row(2, "20000") | {"fixed": ["subject"]}
    sheet = open_sheet([row(1, "1000"), fixed, row(3)], may_add=False)
    sheet.cell(2, "subject").click()
    sheet.paste("행사운영비\t첫째\t\t백만\n999-99\t둘째\t\t5\n시설비\t셋째\t\t6")
    assert sheet.told() == (
        "3행 5칸을 붙여 넣었습니다. 3칸은 받지 않았습니다. 아래에서 확인하세요. 표 끝을 넘는 3칸은 뺐습니다."
    )
    notes = sheet.page.get_by_role("listitem")
    expect(notes).to_have_count(3)
    expect(notes.nth(0)).to_contain_text(
        "2행 통계목 ‘행사운영비’: 이 칸은 여기서 고칠 수 없어 받지 않았습니다"
    )
    expect(notes.nth(1)).to_contain_text("2행 금액 ‘백만’: 받지 않았습니다. 금액을 1,234")
    expect(notes.nth(2)).to_contain_text("3행 통계목 ‘999-99’에 맞는 것이 없습니다")
    assert (sheet.text(2, "amount"), sheet.text(3, "amount")) == ("20,000", "5")
    sheet.page.get_by_role("button", name="모두 확인").click()
    expect(notes).to_have_count(0)


def test_a_choice_is_meant_by_code_name_or_both(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(one, subject="14") for one in range(1, 5)])
    sheet.cell(1, "subject").click()
    sheet.paste("201-01\n행사운영비\n201–01 사무관리비\n２０１-０３　행사운영비")
    assert [sheet.text(one, "subject") for one in range(1, 5)] == [
        "201-01 사무관리비",
        "201-03 행사운영비",
        "201-01 사무관리비",
        "201-03 행사운영비",
    ]


def test_a_searched_column_is_looked_up_once_for_each_text(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    asked: list[str] = []
    sheet.page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    sheet.cell(1, "site").click()
    sheet.paste("중구 인쇄\n중구 인쇄\n없는 곳")
    expect(sheet.page.locator(".sheet-told")).to_contain_text("2칸을 붙여 넣었습니다. 1칸은 받지 않았습니다")
    assert [sheet.text(one, "site") for one in (1, 2)] == [SITES[1][1]] * 2
    assert len(asked) == 2


def test_one_cell_fills_a_range(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.press("Shift+ArrowDown", "Shift+ArrowRight")
    sheet.paste("700")
    assert sheet.totals() == ["301,400", "1,400"]  # 700 + 700 + 300,000


def test_copied_amounts_are_numbers_and_come_back_as_they_were(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1, "-1711987500", one_off="on"), row(2, "5")], unit="thousand")
    sheet.cell(1, "subject").click()
    sheet.press("Shift+End")
    copied = sheet.copy()
    assert copied == "201-01 사무관리비\t1번째 항목\t\t-1711987.5\t\t\t✓"
    sheet.cell(2, "subject").click()
    sheet.paste(copied)
    assert sheet.text(2, "amount") == "△1,711,987.5"
    cells = sheet.difference()["changed"][0]["cells"]
    assert cells == {"description": "1번째 항목", "amount": "-1711987500", "one_off": "on"}


def test_cutting_empties_the_cells(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.cell(1, "amount").click()
    sheet.press("Shift+ArrowDown", "Control+x")
    assert sheet.totals() == ["300,000", "0"]
    sheet.press("Control+v")
    assert sheet.totals() == ["321,000", "0"]
