"""A plain list as an Excel file."""

import io
from datetime import date, datetime

from openpyxl import load_workbook

from ledger.workbook.listing import listing_workbook


def test_numbers_days_and_moments_are_such_and_the_rest_is_text() -> None:
    rows = [
        ("말", "수", "날", "때"),
        ("=1+1", 1_000, date(2021, 10, 12), datetime(2021, 10, 12, 17, 40)),
        ("x" * 40_000, -1, date(2021, 1, 1), datetime(2021, 1, 1)),
    ]
    book = load_workbook(io.BytesIO(listing_workbook("제목", "2021-10-12 기준", rows)))
    sheet = book.active
    assert sheet is not None
    assert (sheet["A1"].value, sheet["A2"].value) == ("제목", "2021-10-12 기준")
    assert [cell.value for cell in sheet[4]] == ["말", "수", "날", "때"]
    text, number, day, moment = sheet[5]
    assert (text.value, text.data_type) == ("=1+1", "s")
    assert (number.value, number.number_format) == (1_000, "#,##0")
    assert (day.value, day.number_format) == (datetime(2021, 10, 12), "yyyy-mm-dd")
    assert moment.value == datetime(2021, 10, 12, 17, 40)
    assert len(sheet["A6"].value) == 32_767
    assert "40000" in sheet["A6"].value


def test_a_list_of_nothing_is_a_file_too() -> None:
    assert load_workbook(io.BytesIO(listing_workbook("제목", "", []))).active["A1"].value == "제목"
