"""What is asked for and how the file of the line items is headed. (The file: test_line_items_page.py.)"""

import pytest

from ledger.exports import line_items
from ledger.load.program_list import load_programs
from ledger.models import Program
from ledger.reports.programs import ProgramFilter


@pytest.mark.parametrize(
    ("year", "asked", "query"),
    [
        (2021, ProgramFilter(), "year=2021"),
        (None, ProgramFilter(), ""),
        (2020, ProgramFilter("앵커", account="&="), "year=2020&q=%EC%95%B5%EC%BB%A4&account=%26%3D"),
    ],
)
def test_a_query_is_read_as_it_was_written(year: int | None, asked: ProgramFilter, query: str) -> None:
    assert line_items.write_query(year, asked) == query
    assert line_items.read_query(query) == (year, asked)


def test_the_heading_names_year_filters_and_unit(first_document: Program) -> None:
    listed = load_programs()
    assert line_items.heading(listed, ProgramFilter()) == [
        "산출근거 항목",
        "2021회계연도",
        "전체 세부사업",
        "단위: 원",
    ]
    asked = ProgramFilter("앵커", "경제정책실", account="일반회계")
    assert line_items.heading(listed, asked)[2] == "검색: 앵커 · 실·국: 경제정책실 · 회계: 일반회계"
    assert line_items.line_items_file_name(listed) == "산출근거 항목 2021.xlsx"
