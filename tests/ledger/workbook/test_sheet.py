"""The Excel file of a report, re-opened: numbers as numbers, text as text, the screen's order."""

import io
import re
from urllib.parse import unquote

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ledger.models import AccountSubject, BudgetLineItem, Program
from ledger.reports import REPORTS_BY_NAME
from ledger.workbook.sheet import cell_text
from sites.models import Site
from sites.texts import plain_text
from tests.ledger.screen.test_tables import rows_on_screen, shown
from tests.people import SignedIn

HEADER = 5
"""The line of the sheet that holds the headings."""


def downloaded(client: Client, report: str, query: str = "") -> Workbook:
    response = client.get(f"/programs/smart-anchor/reports/{report}/?format=xlsx{query}")
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content))


def sheet_of(client: Client, report: str, query: str = "") -> Worksheet:
    return downloaded(client, report, query).active


def line_of(sheet: Worksheet, label: str, portion: str | None = None) -> list[Cell]:
    (line,) = [
        list(line)
        for line in sheet.iter_rows(min_row=HEADER + 1)
        if line[0].value == label and (portion is None or line[1].value == portion)
    ]
    return line


def line_item(description: str) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(description=description)


@pytest.mark.parametrize(
    ("report", "name"),
    {
        "overview": "기본현황",
        "budget-summary": "예산총괄",
        "calculation-basis": "산출근거",
        "investment-plan": "연차별 투자계획",
        "schedule": "추진일정",
        "settlement": "결산현황",
        "sites": "대상지 현황",
        "site-budgets": "대상지별 연도별 예산",
        "variance": "증감 내역",
    }.items(),
)
def test_sheet_and_file_have_the_reports_korean_name(
    report: str, name: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(f"/programs/smart-anchor/reports/{report}/?format=xlsx")
    assert load_workbook(io.BytesIO(response.content)).sheetnames == [name]
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert unquote(disposition).endswith(f"''스마트앵커 운영 2021 {name}.xlsx")
    assert (
        response.headers["Content-Type"]
        == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def test_heading_lines_name_programme_version_base_and_unit(
    first_document: Program, signed_in: SignedIn
) -> None:
    sheet = sheet_of(signed_in("manager"), "budget-summary")
    assert sheet["A1"].value == "스마트앵커 운영 · 예산총괄"
    assert re.fullmatch(
        r"2021년 예산\(차수 미표기, 작성 중\) · 2020년 예산\(차수 미표기\) 대비 · \d{4}-\d\d-\d\d \d\d:\d\d 기준",
        sheet["A2"].value,
    )
    assert sheet["A3"].value == "단위: 천원"
    headings = [cell.value for cell in sheet[HEADER]]
    assert (headings[0], headings[2:]) == (
        "과목구분",
        ["2020예산액(A)", "2021예산액(B)", "증감(B-A)", "증감률(%)"],
    )


def test_national_line_stands_above_the_amount(first_document: Program, signed_in: SignedIn) -> None:
    lines = list(
        sheet_of(signed_in("manager"), "budget-summary").iter_rows(min_row=HEADER + 1, values_only=True)
    )
    assert lines[0] == ("계", "국비(x)", 2_500_000, 0, -2_500_000, -100)
    assert lines[1] == ("계", "계", 5_036_880, 7_224_187, 2_187_307, 43.4)


def test_figures_are_numbers_with_a_triangle_in_the_format(
    first_document: Program, signed_in: SignedIn
) -> None:
    sheet = sheet_of(signed_in("manager"), "budget-summary")
    national = line_of(sheet, "자치단체자본보조", "국비(x)")
    whole = line_of(sheet, "자치단체자본보조", "계")
    assert [cell.data_type for cell in (*whole[2:], *national[2:])] == ["n"] * 8
    assert (whole[4].value, whole[4].number_format) == (-2_357_880, '#,##0;"△"#,##0;0')
    assert (whole[5].value, whole[5].number_format) == (-55.7, '#,##0.0;"△"#,##0.0;0.0')
    assert (national[4].value, national[4].number_format) == (-2_500_000, '"(x"#,##0")";"(x△"#,##0")";"(x-)"')


def test_no_number_format_scales(first_document: Program, signed_in: SignedIn) -> None:
    """A trailing comma in a number format would show thousands of what the cell holds."""
    client = signed_in("manager")
    formats = {
        cell.number_format
        for report in REPORTS_BY_NAME
        for line in sheet_of(client, report).iter_rows()
        for cell in line
    }
    assert len(formats) > 3
    assert {one for one in formats if re.search(r"[0#],+(?![#0])", one)} == set()


def test_missing_figure_is_an_empty_cell(first_document: Program, signed_in: SignedIn) -> None:
    sheet = sheet_of(signed_in("manager"), "settlement")
    assert [cell.value for cell in line_of(sheet, "2020")[1:]] == [None] * 9
    assert line_of(sheet_of(signed_in("auditor"), "budget-summary"), "시설비", "계")[5].value is None


def test_units_of_the_other_reports(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert line_of(sheet_of(client, "calculation-basis"), "시설관리 운영", "계")[2].value == 1_711_987_000
    plan = [cell.value for cell in line_of(sheet_of(client, "investment-plan"), "자치단체경상보조금", "계")]
    assert plan[2] == 1_045
    assert line_of(sheet_of(client, "investment-plan"), "계", "계")[2].value == 66_230


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_rows_stand_in_the_order_of_the_screen(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for sort in ("", "label", "-label"):
        on_screen = [row[0].text for row in rows_on_screen(shown(client, report, f"?sort={sort}"))]
        sheet = sheet_of(client, report, f"&sort={sort}")
        step = 2 if sheet.cell(HEADER + 1, 2).value == "국비(x)" else 1
        in_sheet = [str(cell.value) for cell in sheet["A"][HEADER::step]][: len(on_screen)]
        pairs = zip(on_screen, in_sheet, strict=True)
        assert [text for text, label in pairs if not text.startswith(label)] == []


def test_excel_follows_the_order_by_change(first_document: Program, signed_in: SignedIn) -> None:
    sheet = sheet_of(signed_in("manager"), "budget-summary", "&sort=-change")
    labels = [sheet.cell(line, 1).value for line in (6, 8, 10)]
    assert labels == ["계", "자산및물품취득비", "사무관리비"]


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("https://evil.example","누르기")',
    "{=1+1}",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_text(
    text: str, first_document: Program, signed_in: SignedIn
) -> None:
    line_item(text)
    Program.objects.update(name=text)
    AccountSubject.objects.filter(code="201-01").update(name=text)
    Site.objects.filter(slug="jung-printing").update(name=text)
    client = signed_in("manager")
    for report in ("budget-summary", "calculation-basis", "sites", "schedule"):
        cells = [cell for line in sheet_of(client, report).iter_rows() for cell in line]
        assert {cell.data_type for cell in cells} <= {"s", "n"}, report
        assert all(cell.hyperlink is None for cell in cells), report
    basis = sheet_of(client, "calculation-basis")
    assert plain_text(text) in [cell.value for cell in basis["A"]]
    assert basis["A1"].value == f"{plain_text(text)} · 산출근거"


@pytest.mark.parametrize(
    "text", ["https://example.com/", "mailto:a@example.com", "internal:A1", "file:///etc/passwd"]
)
def test_text_that_looks_like_an_address_is_text(
    text: str, first_document: Program, signed_in: SignedIn
) -> None:
    line_item(text)
    basis = sheet_of(signed_in("manager"), "calculation-basis")
    assert {cell.hyperlink for cell in basis["A"] if cell.value == text} == {None}


def test_digits_in_text_stay_text(first_document: Program, signed_in: SignedIn) -> None:
    line_item("00123")
    basis = sheet_of(signed_in("manager"), "calculation-basis")
    assert {cell.data_type for cell in basis["A"] if cell.value == "00123"} == {"s"}


def test_text_of_40_000_characters_is_cut_and_says_so() -> None:
    kept = cell_text("가" * 40_000)
    assert len(kept) == 32_767
    assert re.search("40,?000", kept)
    assert cell_text("가" * 32_767) == "가" * 32_767


def test_emoji_count_as_two_and_are_not_cut_in_half() -> None:
    kept = cell_text("😀" * 20_000)
    assert len(kept.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert re.search("20,?000", kept)
    assert cell_text("😀" * 16_383) == "😀" * 16_383


def test_text_that_looks_like_formatted_text_is_text(first_document: Program, signed_in: SignedIn) -> None:
    line_item("<r><t>글</r>")
    basis = sheet_of(signed_in("manager"), "calculation-basis")
    assert {cell.value for cell in basis["A"] if str(cell.value).startswith("<r>")} == {"<r><t>글</r>\u200b"}


def test_longest_texts_of_the_ledger_stay_whole(first_document: Program, signed_in: SignedIn) -> None:
    line_item("긴" * 500)
    assert "긴" * 500 in [cell.value for cell in sheet_of(signed_in("manager"), "calculation-basis")["A"]]


@pytest.mark.parametrize(
    "text",
    ["벨\x07소리", "줄\n바꿈", "이모지 😀 끝", "_x0041_", "\x1b[31m", "끝\x0b", "\ufffe", "a\rb", " 앞뒤 "],
)
def test_odd_characters_survive_or_are_shown(text: str, first_document: Program, signed_in: SignedIn) -> None:
    """openpyxl opens the file, and each plain character of the text is there still."""
    line_item(text)
    values = [str(cell.value) for cell in sheet_of(signed_in("manager"), "calculation-basis")["A"]]
    plain = [word for word in re.split(r"[\x00-\x1f\ufffe]", text.strip()) if word]
    assert [value for value in values if all(word in value for word in plain)] != []


def test_programme_name_unfit_for_a_header_or_a_file_name(
    first_document: Program, signed_in: SignedIn
) -> None:
    Program.objects.update(name='줄\r\n바꿈/"따옴표"\\..; filename=evil.exe')
    response = signed_in("manager").get("/programs/smart-anchor/reports/overview/?format=xlsx")
    assert response.status_code == 200
    assert not re.search(r"[\r\n]", response.headers["Content-Disposition"])
    assert "filename=evil" not in re.sub(r'"(\\.|[^"\\])*"', "", response.headers["Content-Disposition"])


def test_amounts_at_the_limit_are_exact(first_document: Program, signed_in: SignedIn) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=-(10**15))
    sheet = sheet_of(signed_in("manager"), "calculation-basis")
    assert line_of(sheet, "시설관리 운영", "계")[2].value == -(10**15)


def test_remarks_stand_in_a_column_of_their_own_and_figures_stay_numbers(
    first_document: Program, signed_in: SignedIn
) -> None:
    sheet = sheet_of(signed_in("manager"), "sites")
    headings = [cell.value for cell in sheet[HEADER]]
    assert headings[-1] == "비고"
    row = dict(zip(headings, line_of(sheet, "중구 인쇄 스마트앵커"), strict=True))
    assert (row["면적(㎡)"].value, row["면적(㎡)"].data_type) == (1200, "n")
    assert row["비고"].value == "면적(㎡): 면적 종류 미상; 추진단계: 투자심사 확인"


def test_cost_that_cannot_be_compared_is_said_in_words(first_document: Program, signed_in: SignedIn) -> None:
    sheet = sheet_of(signed_in("manager"), "sites")
    assert line_of(sheet, "중구 인쇄 스마트앵커")[3].value == "면적 기준 다름"
    assert line_of(sheet, "개봉 메이커스페이스")[3].value == 2_859
    plot = sheet_of(signed_in("auditor"), "sites", "&area_kind=plot")
    assert line_of(plot, "개봉 메이커스페이스")[3].value == "면적 기준 다름"


def test_report_without_remarks_has_no_column_for_them(first_document: Program, signed_in: SignedIn) -> None:
    sheet = sheet_of(signed_in("manager"), "budget-summary")
    assert "비고" not in [cell.value for cell in sheet[HEADER]]


def test_count_of_line_items_is_a_remark(first_document: Program, signed_in: SignedIn) -> None:
    line = line_of(sheet_of(signed_in("manager"), "site-budgets"), "개봉 메이커스페이스")
    assert [cell.value for cell in line[1:]] == [None, 2_888_200, "2021년 예산(차수 미표기, 작성 중): 3건"]
