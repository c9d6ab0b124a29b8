"""The file of the council's workbook, re-opened: the form that a council officer sees."""

import re
from dataclasses import replace

from ledger.council.sheets import council_file
from ledger.models import BudgetLineItem, Program
from tests.ledger.council.sheets.books import source_of_2021
from tests.ledger.council.sheets.files import SHEETS, content_of, opened


def test_sheets_stand_in_the_order_of_the_form(first_document: Program) -> None:
    assert opened(content_of()).sheetnames == SHEETS


def test_cover_says_whose_budget_of_when_and_leaves_blank_what_is_not_held(first_document: Program) -> None:
    cover = opened(content_of())["표지"]
    said = {cover.cell(line, 1).value: cover.cell(line, 2).value for line in range(8, 24)}
    assert said["회계연도"] == "2021년도"
    assert said["예산 차수"] == "2021년 예산(차수 미표기)"
    assert said["상태"] == "작성 중"
    assert said["기준일시"] == "2021-11-10 17:40"
    assert (said["실·국"], said["부서"], said["회계"]) == ("경제정책실", "거점성장추진단", "일반회계")
    assert not any(said[label] for label in ("의결일", "정책사업", "단위사업", "예산서 쪽수", "설명서 쪽수"))


def test_pages_are_a4_as_wide_as_the_sheet_with_repeated_headings(first_document: Program) -> None:
    for sheet in opened(content_of()):
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text
    workbook = opened(content_of())
    for name in SHEETS[2:10]:
        assert workbook[name].print_title_rows, name
    for name in SHEETS[2:9]:
        assert workbook[name].freeze_panes, name


def test_draft_says_so_on_every_printed_page(first_document: Program) -> None:
    assert {sheet.oddHeader.center.text for sheet in opened(content_of())} == {"작성 중(미확정)"}
    source = source_of_2021()
    confirmed = replace(source.facts, version=replace(source.facts.version, status="confirmed"))
    headers = {sheet.oddHeader.center.text for sheet in opened(content_of(replace(source, facts=confirmed)))}
    assert headers == {None}


def test_numbers_are_numbers_with_triangle_and_x_by_format(first_document: Program) -> None:
    summary = opened(content_of(), results=True)["예산총괄"]
    assert (summary["E20"].value, summary["E20"].number_format) == (-2_357_880, '#,##0;"△"#,##0;0')
    assert (summary["E19"].value, summary["E19"].number_format) == (
        -2_500_000,
        '"(x"#,##0")";"(x△"#,##0")";"(x-)"',
    )
    assert [summary.cell(line, 2).value for line in (19, 20)] == ["국비(x)", "계"]


def test_no_number_format_scales(first_document: Program) -> None:
    formats = {cell.number_format for sheet in opened(content_of()) for line in sheet for cell in line}
    assert len(formats) > 5
    assert {one for one in formats if re.search(r"[0#],+(?![#0])", one)} == set()


def test_font_headings_and_merged_cells(first_document: Program) -> None:
    workbook = opened(content_of())
    fonts = {
        cell.font.name for sheet in workbook for line in sheet for cell in line if cell.value is not None
    }
    assert fonts == {"맑은 고딕"}
    merged = {str(area) for area in workbook["예산총괄"].merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5"} <= merged
    assert workbook["예산총괄"]["A3"].value == "(단위: 천원, %)"


def test_inputs_are_open_and_the_rest_is_protected_without_a_password(first_document: Program) -> None:
    for sheet in opened(content_of()):
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        for line in sheet.iter_rows():
            for cell in line:
                if not cell.protection.locked:
                    assert cell.data_type == "n", f"{sheet.title}!{cell.coordinate}"
    basis = opened(content_of())["산출근거"]
    assert (basis["E10"].protection.locked, basis["F8"].protection.locked) == (False, True)


def test_figures_that_people_refer_to_have_names(first_document: Program) -> None:
    workbook = opened(content_of(), results=True)
    named = {}
    for name, defined in workbook.defined_names.items():
        ((sheet, cell),) = defined.destinations
        named[name] = workbook[sheet][cell].value
    assert named["예산총괄_2021예산액"] == 7_224_187
    assert named["예산총괄_증감"] == 2_187_307
    assert named["총사업비"] == 66_230_000
    assert named["투자계획_계"] == 66_230
    assert named["결산_2019_집행률"] == 94.9


def test_blank_derived_and_assumed_cells_are_told_apart(first_document: Program) -> None:
    settled = opened(content_of(), results=True)["결산현황"]
    assert settled["C11"].value is None  # 2020 is not in the ledger
    assert settled["L11"].value == "자료 없음"
    assert settled["G9"].value == 6_790_839
    assert settled["G9"].number_format == '#,##0"*";"△"#,##0"*";0"*"'
    assert settled["E9"].number_format == '#,##0"**";"△"#,##0"**";0"**"'
    assert settled["C9"].number_format == '#,##0;"△"#,##0;0'


def test_about_names_programme_version_base_and_digest(first_document: Program) -> None:
    made = council_file(source_of_2021(), is_internal=True)
    about = opened(made.content)["작성 정보"]
    said = {about.cell(line, 1).value: about.cell(line, 2).value for line in range(5, 15)}
    assert (said["세부사업"], said["세부사업 식별자"]) == ("스마트앵커 운영", "smart-anchor")
    assert said["예산 차수"].endswith("[2021-original]")
    assert said["비교 기준"].endswith("[2020-original]")
    assert said["마지막 변경"] == "2021-11-10 17:40:00 +0900"
    assert said["수치 지문(SHA-256)"] == made.digest
    assert said["서식 판"] == made.layout


def test_same_ledger_gives_the_same_bytes(first_document: Program) -> None:
    first, second = (council_file(source_of_2021(), is_internal=False) for _ in range(2))
    assert first.content == second.content
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=1)
    third = council_file(source_of_2021(), is_internal=False)
    assert third.digest != first.digest
