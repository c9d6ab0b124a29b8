"""A 추경 whose 산출근거 are deltas: 기정 ± formula = 경정, beside 기정 and beside 본예산."""

from typing import Any

import pytest

from tests.ledger.form import form_table
from tests.ledger.shapes.answers import Answers, ask, ask_figures, entered
from tests.ledger.shapes.followed import Followed
from tests.ledger.shapes.library import library
from tests.ledger.shapes.library_reports import (
    AGAINST_ORIGINAL,
    FIRST_AGAINST_ORIGINAL,
    FIRST_BASIS,
    REPORTS,
)

pytestmark = pytest.mark.django_db

COMPARED = ("calculation-basis", *AGAINST_ORIGINAL)
"""What another version or another base changes."""


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: Any) -> dict[str, Answers]:
    """The second supplementary budget, the same beside the original, and the first one."""
    with django_db_blocker.unblock(), entered(library) as (client, program):
        return {
            "second": ask(client, program),
            "second beside original": ask_figures(client, program, COMPARED, base="2024-original"),
            "first": ask_figures(client, program, COMPARED, version="2024-supplementary-1"),
        }


@pytest.fixture(scope="module")
def answers(asked: dict[str, Answers]) -> Answers:
    return asked["second"]


class TestLibrary(Followed):
    FIGURES = REPORTS
    FILLED = {
        "execution": dict.fromkeys(
            ("total", "101-04", "201-01", "207-01", "405-01"), ([], ["current_budget"])
        )
    }
    EMPTY = {
        "settlement?by=program": "2023 자료 없음",
        "settlement?by=subject": "통계목별 결산 자료 없음",
        "settlement-bridge?by=program": "2023 자료 없음",
        "settlement-bridge?by=subject": "통계목별 결산 자료 없음",
        "movements": "2024 자료 없음",
        "carry-overs": "2023 자료 없음",
        "subsidy-refunds": "2023 자료 없음",
        "site-editions": "이 설명서보다 앞선 설명서가 원장에 없습니다.",
    }
    PAPER = {
        "outline": [
            "회계 | 일반회계",
            "사업기간 | ☑ 계속",
            "사업내용 | 자료 없음",
            "사업위치 | 자료 없음",
            "총사업비 | 총 258,000천원 (국비) 96,000천원 (시비) 162,000천원 / 기타(예산 외) 〔구비〕 〔기타〕",
            "사업비(당해년도) | 총 91,385천원 (국비) 34,193천원 (시비) 57,192천원"
            " / 기타(예산 외) 〔구비〕 〔기타〕",
        ],
        "charge": ["문화국 | 도서관과 |  |  | "],
        "summary": [
            "계 | (x34,785) / 97,570 | (x34,193) / 91,385 | (x△592) / △6,185 | (x△2) / △6",
            "기간제근로자등보수 | (x29,785) / 59,570 | (x29,693) / 59,385 | (x△92) / △185 | (x0) / 0",
            "사무관리비 | (x-) / 23,000 | (x-) / 23,000 | (x-) / 0 | (x-) / 0",
            "연구용역비 | (x5,000) / 15,000 | (x-) / 0 | (x△5,000) / △15,000 | (x△100) / △100",
            "자산및물품취득비 | (x-) / 0 | (x4,500) / 9,000 | (x4,500) / 9,000 | (x100)* / 100*",
        ],
        "basis": [
            "기간제근로자등보수 | 소계 | (x29,693) / 59,385 | (x29,785) / 59,570 | (x△92) / △185",
            "○ 주말 운영 축소 / △740천원×1명×3/12개월 | (x△92) / △185 | (x-) / 0 | (x△92) / △185",
            "○ 변동 없음 1건 | (x△1,295) / △2,590 | (x△1,295) / △2,590 | (x-) / 0",
            "사무관리비 | 소계 | (x-) / 23,000 | (x-) / 23,000 | (x-) / 0",
            "○ 변동 없음 1건 | (x-) / 3,000 | (x-) / 3,000 | (x-) / 0",
            "연구용역비 |  | (x-) / 0 | (x5,000) / 15,000 | (x△5,000) / △15,000",
            "자산및물품취득비 | 소계 | (x4,500) / 9,000 | (x-) / 0 | (x4,500) / 9,000",
            "○ 무인 반납기 [신규(순증)] / 4,500천원×2대 | (x4,500) / 9,000 | (x-) / 0 | (x4,500) / 9,000",
            "계 |  | (x34,193) / 91,385 | (x34,785) / 97,570 | (x△592) / △6,185",
        ],
        "plan": [
            "계 | (x96) / 258 |  | (x30) / 80 | (x35) / 91 | (x31) / 87 | ",
            "기간제근로자등보수 | (x91) / 181 |  | (x30) / 60 | (x30) / 59 | (x31) / 62 | ",
            "사무관리비 | (x-) / 68 |  | (x-) / 20 | (x-) / 23 | (x-) / 25 | ",
            "자산및물품취득비 | (x5) / 9 |  |  | (x5) / 9 |  | ",
        ],
        "schedule": [
            "계 |  | 91,385 | ",
            "도서관 운영 | 2024.01~2024.12 | 82,385 | ",
            "무인 반납기 설치 | 2024.09~2024.11 | 9,000 | ",
        ],
        "settlement": ["2021 | 자료 없음", "2022 | 자료 없음", "2023 | 자료 없음"],
    }
    SHEETS = {
        "예산총괄": [
            "과목구분 | 구분 | 기정예산액(A) | 추경예산안(B) | 증감 | 비고",
            "(B-A) | (B-A)*100/A",
            "계 | 국비(x) | 34785 | 34193 | -592 | -2",
            "계 | 계 | 97570 | 91385 | -6185 | -6 | ",
            "기간제근로자등보수 | 국비(x) | 29785 | 29693 | -92 | 0",
            "기간제근로자등보수 | 계 | 59570 | 59385 | -185 | 0",
            "사무관리비 | 국비(x) | 0 | 0 | 0 | 0",
            "사무관리비 | 계 | 23000 | 23000 | 0 | 0",
            "연구용역비 | 국비(x) | 5000 | 0 | -5000 | -100",
            "연구용역비 | 계 | 15000 | 0 | -15000 | -100 | 종료",
            "자산및물품취득비 | 국비(x) | 4500 | 4500 | 100",
            "자산및물품취득비 | 계 | 9000 | 9000 | 100 | 신규(순증)",
        ],
        "산출근거": [
            "기간제근로자등보수 | 계 | 소계 |  | 59570000 | 59385000 | -185000 | 59385 | ",
            "기간제근로자등보수 | 국비(x) |  |  | -1295000 | -1295000 | 0 | -1295 | ",
            "기간제근로자등보수 | 계 | ○ 사서 보조 결원 | △740천원×7명×6/12개월 | -2590000 | -2590000 | 0 | -2590 | ",
            "기간제근로자등보수 | 국비(x) |  |  | -92000 | -92000 | -92 | ",
            "기간제근로자등보수 | 계 | ○ 주말 운영 축소 | △740천원×1명×3/12개월 | -185000 | -185000 | -185 | ",
            "사무관리비 | 국비(x) |  |  | 0 | 0 | 0 | 0 | ",
            "사무관리비 | 계 | 소계 |  | 23000000 | 23000000 | 0 | 23000 | ",
            "사무관리비 | 국비(x) |  |  | 0 | 0 | 0 | 0 | ",
            "사무관리비 | 계 | ○ 안내지 추가 제작 | 5천원×600부 | 3000000 | 3000000 | 0 | 3000 | ",
            "연구용역비 | 국비(x) |  |  | 5000000 | 0 | -5000000 | 0 | ",
            "연구용역비 | 계 | (항목 없음) |  | 15000000 | 0 | -15000000 | 0 | ",
        ],
        "연차별 투자계획": [
            "계 | 국비(x) | 96 | 30 | 35 | 31 | ",
            "계 | 계 | 258 | 80 | 91 | 87 | ",
        ],
        "추진일정": ["계 | 계 |  | 91385 |  | 59385 | 23000 | 9000"],
        "결산현황": ["2021 | 국비(x) | 자료 없음", "2021 | 계 | 자료 없음"],
    }
    TIED = {
        "schedule_to_budget": {
            "total amount": (91_385, 91_385, "ties"),
            "total 101-04": (59_385, 59_385, "ties"),
            "total 201-01": (23_000, 23_000, "ties"),
            "total 207-01": (0, 0, "ties"),
            "total 405-01": (9_000, 9_000, "ties"),
        },
        "plan_to_budget": {
            "total 2024": (91_000, 91_385, "rounding"),
            "total 2024_national": (35_000, 34_193, "rounding"),
            "101-04 2024": (59_000, 59_385, "rounding"),
            "101-04 2024_national": (30_000, 29_693, "rounding"),
            "201-01 2024": (23_000, 23_000, "ties"),
            "201-01 2024_national": (0, 0, "ties"),
            "405-01 2024": (9_000, 9_000, "ties"),
            "405-01 2024_national": (5_000, 4_500, "rounding"),
            "207-01 2024": (0, 0, "ties"),
        },
        # What 2022 carried into 2023 is not known.
        "formula_to_amount": {
            "line-2 amount": (-185, -740 * 1 * 3 // 12, "ties"),
            "line-4 amount": (9_000, 4_500 * 2, "ties"),
        },
        "plan_to_available": {
            "total 2023": (80_000, 60_000 + 20_000, "undecidable"),
            "total 2023_national": (30_000, 30_000, "undecidable"),
            "101-04 2023": (None, None, "undecidable"),
            "101-04 2023_national": (None, None, "undecidable"),
        },
        "year_cost_to_budget": {
            "year-cost total": (91_385, 91_385, "ties"),
            "year-cost national": (34_193, 34_193, "ties"),
            "year-cost city": (57_192, 91_385 - 34_193, "ties"),
        },
        "total_cost_to_plan": {
            "total-cost total": (258_000, 258_000, "ties"),
            "total-cost national": (96_000, 96_000, "ties"),
            "total-cost city": (162_000, 258_000 - 96_000, "ties"),
        },
        "sites_to_budget": {"total current": (91_385, 91_385, "ties")},
    }
    # Costs; the summary; subtotals, lines and the total of 산출근거; plan; steps.
    PRINTED = {
        "stated_figure": 2 * 3 + 5 * 6 + 6 + (8 + 8 + 4 + 4) + 3,
        "stated_rate": 5 * 2,
        # The national money of 2024: 34 as such, 30 and 5 in its rows.
        "column_total": 1,
        "row_total": 1,
    }
    # 740 × 1 × 3/12 is 185.
    MISPRINT = ("calculation-basis", "line-2", "amount", "△158")
    BROKEN = {
        "stated_figure line-2 amount": (-158, -185),
        "basis_to_summary 101-04 current": (62_160 - 2_590 - 158, 59_385),
    }
    NAMED = "원문값 △158천원 → 정정값(추정) △185천원"
    CORRECTED = "1) 원문 △158천원 → 정정 △185천원"

    enter_program = staticmethod(library)


def test_beside_the_original_the_changes_of_both_add_up(asked: dict[str, Answers]) -> None:
    found = asked["second beside original"]
    for question, expected in AGAINST_ORIGINAL.items():
        assert found.figures(question) == expected, question
    assert found.figures("calculation-basis") == REPORTS["calculation-basis"]
    headings, _rows = form_table(found.pages["document/"], "summary")
    assert headings[1:4] == ["2024본예산액(A)", "2024제2회 추경예산안(B)", "증감(B-A)"]
    assert found.printed("summary") == [
        "계 | (x36,080) / 97,160 | (x34,193) / 91,385 | (x△1,887) / △5,775 | (x△5) / △6",
        "기간제근로자등보수 | (x31,080) / 62,160 | (x29,693) / 59,385 | (x△1,387) / △2,775 | (x△4) / △4",
        "사무관리비 | (x-) / 20,000 | (x-) / 23,000 | (x-) / 3,000 | (x-) / 15",
        "연구용역비 | (x5,000) / 15,000 | (x-) / 0 | (x△5,000) / △15,000 | (x△100) / △100",
        "자산및물품취득비 | (x-) / 0 | (x4,500) / 9,000 | (x4,500) / 9,000 | (x100)* / 100*",
    ]


def test_the_print_is_tied_to_the_budget_so_far_whatever_base_is_shown(asked: dict[str, Answers]) -> None:
    assert asked["second beside original"].ties == asked["second"].ties


def test_the_pair_is_headed_as_it_is_printed(answers: Answers) -> None:
    headings, _rows = form_table(answers.pages["document/"], "summary")
    assert headings == ["구분", "기정예산액(A)", "추경예산안(B)", "증감(B-A)", "(B-A)*100/A"]


def test_the_first_has_nothing_of_the_second(asked: dict[str, Answers]) -> None:
    found = asked["first"]
    for question, expected in FIRST_AGAINST_ORIGINAL.items():
        assert found.figures(question) == expected, question
    assert found.figures("calculation-basis") == FIRST_BASIS
    assert found.printed("basis") == [
        "기간제근로자등보수 | 소계 | (x29,785) / 59,570 | (x31,080) / 62,160 | (x△1,295) / △2,590",
        "○ 사서 보조 결원 / △740천원×7명×6/12개월 | (x△1,295) / △2,590 | (x-) / 0 | (x△1,295) / △2,590",
        "사무관리비 | 소계 | (x-) / 23,000 | (x-) / 20,000 | (x-) / 3,000",
        "○ 안내지 추가 제작 / 5천원×600부 | (x-) / 3,000 | (x-) / 0 | (x-) / 3,000",
        "연구용역비 |  | (x5,000) / 15,000 | (x5,000) / 15,000 | (x-) / 0",
        "계 |  | (x34,785) / 97,570 | (x36,080) / 97,160 | (x△1,295) / 410",
    ]
    assert [one for one in found.ties if one["verdict"] == "breaks"] == []
