"""The Excel file of the line items, re-opened: numbers as numbers, text as text, the same bytes each time."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from ledger.figures.line_item import LineItem
from ledger.workbook import line_items as written
from ledger.workbook import line_items_workbook

HEADING = ["산출근거 항목", "2021회계연도", "전체 세부사업", "단위: 원"]
HEADER, FIRST = 6, 7
"""The line of the column headings and the first of the rows, counted from 1."""
COLUMNS = dict(zip([*LineItem._fields, "remark"], "ABCDEFGHIJKLMNO", strict=True))
LINE = LineItem(
    *(2021, "2021-original", "경제실", "성장과", "앵커", "201-01", "사무관리비"),
    *(1, "인건비", "5원×2명", 10, 4, "중구 앵커", False),
)


def opened(*rows: LineItem) -> Any:
    with line_items_workbook(HEADING, rows, {"2021-original": "2021년 본예산(확정)"}) as file:
        return load_workbook(file).active


def test_heading_lines_then_columns_then_rows() -> None:
    sheet = opened(LINE)
    assert [sheet.cell(line, 1).value for line in range(1, 5)] == HEADING
    headings = [cell.value for cell in sheet[HEADER]]
    assert headings == [
        *("회계연도", "예산 차수", "실·국", "부서", "세부사업", "통계목 코드", "과목구분"),
        *("순번", "산출근거 항목", "산출식", "금액", "국비(x)", "대상지", "일회성", "비고"),
    ]
    assert [cell.value for cell in sheet[FIRST]] == [
        *(2021, "2021년 본예산(확정)", "경제실", "성장과", "앵커", "201-01", "사무관리비"),
        *(1, "인건비", "5원×2명", 10, 4, "중구 앵커", None, None),
    ]
    assert sheet.title == "산출근거 항목"


def test_an_allocation_without_line_items_says_so() -> None:
    nothing: Any = dict.fromkeys(("position", "description", "basis", "site", "is_one_off"))
    sheet = opened(LINE._replace(**nothing, amount=None), LINE._replace(is_one_off=True))
    assert [cell.value for cell in sheet[FIRST]][7:] == [*[None] * 4, 4, None, None, "산출근거 항목 없음"]
    assert [cell.value for cell in sheet[FIRST + 1]][12:] == ["중구 앵커", "일회성", None]


def test_amounts_are_numbers_whose_format_has_the_sign_and_does_not_scale() -> None:
    sheet = opened(LINE._replace(amount=-(10**15), amount_national=-7))
    amount, national = sheet[f"{COLUMNS['amount']}{FIRST}"], sheet[f"{COLUMNS['amount_national']}{FIRST}"]
    assert (amount.value, amount.number_format) == (-(10**15), '#,##0;"△"#,##0;0')
    assert (national.value, national.number_format) == (-7, '"(x"#,##0")";"(x△"#,##0")";"(x-)"')


def test_headings_stay_in_view_and_filter_the_rows() -> None:
    sheet = opened(LINE, LINE)
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.auto_filter.ref == f"A{HEADER}:O{FIRST + 1}"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert opened().auto_filter.ref == f"A{HEADER}:O{FIRST}"


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://evil.example","누르기")', "{=1+1}"),
        *("https://example.com/", "mailto:a@example.com", "00123", " 앞뒤 ", "😀", "줄\n바꿈"),
    ],
)
def test_text_is_text(text: str) -> None:
    sheet = opened(LINE._replace(description=text, program=text, site=text))
    for column in ("description", "program", "site"):
        cell = sheet[f"{COLUMNS[column]}{FIRST}"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    "text", ["_x0041_", "벨\x07소리", "\x1b[31m", "끝\x0b", "\ufffe", "a\rb", "<r><t>글</t></r>", "<r>&</r>"]
)
def test_odd_characters_do_not_break_the_file(text: str) -> None:
    sheet = opened(LINE._replace(description=text))
    assert sheet[f"{COLUMNS['description']}{FIRST}"].data_type == "s"
    assert sheet[f"{COLUMNS['amount']}{FIRST}"].value == 10


def test_text_of_40_000_characters_is_cut_and_says_so() -> None:
    kept = opened(LINE._replace(basis="가" * 40_000))[f"{COLUMNS['basis']}{FIRST}"].value
    assert len(kept) == 32_767
    assert "40000" in kept


def test_the_same_rows_give_the_same_bytes() -> None:
    def content() -> bytes:
        with line_items_workbook(HEADING, [LINE] * 3, {"2021-original": "2021년 본예산(확정)"}) as file:
            return file.read()

    assert content() == content()


@pytest.mark.parametrize(
    ("changed", "created"),
    [
        (datetime(2021, 10, 12, 17, 40, tzinfo=ZoneInfo("Asia/Seoul")), b"2021-10-12T08:40:00Z"),
        (None, b"2000-01-01T00:00:00Z"),
    ],
)
def test_the_file_is_as_old_as_the_last_change_and_has_no_clock(
    changed: datetime | None, created: bytes
) -> None:
    """17:40 in Seoul is 08:40 (17 - 9) in UTC. The parts themselves bear the date that Excel gives them."""
    with (
        line_items_workbook(HEADING, [LINE], {"2021-original": "본예산"}, changed) as file,
        zipfile.ZipFile(file) as parts,
    ):
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert created in parts.read("docProps/core.xml")


def test_columns_are_as_wide_as_their_widest_figure() -> None:
    huge = LINE._replace(amount=-(10**15), amount_national=1_734_567_890_000, position=2_147_483_647)
    widths = {
        key: opened(LINE, huge, LINE).column_dimensions[COLUMNS[key]].width
        for key in ("amount", "amount_national", "position")
    }
    assert widths["amount"] > len("△1,000,000,000,000,000") + 1  # △ is as wide as two digits
    assert widths["amount_national"] > len("(x1,734,567,890,000)")
    assert widths["position"] > len("2147483647")


def test_rows_that_fail_half_way_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Any:
        yield LINE
        assert list(tmp_path.iterdir()) != []
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        line_items_workbook(HEADING, rows(), {"2021-original": "본예산"})
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_holds_that_many_rows_below_its_heading() -> None:
    assert written.MOST_LINE_ITEMS + HEADER == 1_048_576
