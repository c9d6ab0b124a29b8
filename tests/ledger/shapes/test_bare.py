"""Two subjects and some texts, without plan, schedule and sites: in the first year, and after a year of 0."""

from typing import Any

import pytest

from tests.ledger.shapes.answers import Answers, ask, ask_figures, entered
from tests.ledger.shapes.followed import Followed
from tests.ledger.shapes.night_bus import night_bus, with_a_year_of_nothing
from tests.ledger.shapes.night_bus_reports import FIRST_YEAR, SECOND_YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: Any) -> dict[str, Answers]:
    """The programme in its first year, and once the ledger has the year before, which gave it nothing."""
    with django_db_blocker.unblock(), entered(night_bus) as (client, program):
        first = ask(client, program)
        with_a_year_of_nothing(program)
        after = ask_figures(client, program, SECOND_YEAR)
        after.workbook["submission"] = client.get(f"{program.get_absolute_url()}workbook.xlsx").content
        return {"first year": first, "after nothing": after}


@pytest.fixture(scope="module")
def answers(asked: dict[str, Answers]) -> Answers:
    return asked["first year"]


class TestNightBus(Followed):
    FIGURES = FIRST_YEAR
    FILLED = {"execution": dict.fromkeys(("total", "201-01", "207-01"), ([], ["current_budget"]))}
    EMPTY = {
        "overview": "총사업비와 당해년도 사업비가 원장에 없습니다.",
        "investment-plan": "연차별 투자계획이 원장에 없습니다.",
        "plan-sources": "연차별 투자계획이 원장에 없습니다.",
        "schedule": "추진일정이 원장에 없습니다.",
        "cost-progress": "연차별 투자계획과 총사업비가 원장에 없습니다.",
        "settlement?by=program": "2024 자료 없음",
        "settlement?by=subject": "통계목별 결산 자료 없음",
        "settlement-bridge?by=program": "2024 자료 없음",
        "settlement-bridge?by=subject": "통계목별 결산 자료 없음",
        "movements": "2025 자료 없음",
        "carry-overs": "2024 자료 없음",
        "subsidy-refunds": "2024 자료 없음",
        "site-editions": "이 설명서보다 앞선 설명서가 원장에 없습니다.",
    }
    PAPER = {
        "outline": [
            "회계 | 일반회계",
            "사업기간 | ",
            "사업내용 | 자료 없음",
            "사업위치 | 자료 없음",
            "총사업비 | 총 (국비) (시비) / 기타(예산 외) 〔구비〕 〔기타〕",
            "사업비(당해년도) | 총 (국비) (시비) / 기타(예산 외) 〔구비〕 〔기타〕",
        ],
        "charge": ["교통국 | 버스과 |  |  | "],
        "summary": [
            "계 |  | (x-) / 20,000 |  | ",
            "사무관리비 |  | (x-) / 12,000 |  | ",
            "연구용역비 |  | (x-) / 8,000 |  | ",
        ],
        "basis": ["사무관리비 |  | = 12,000천원", "연구용역비 |  | = 8,000천원"],
        "settlement": ["2022 | 자료 없음", "2023 | 자료 없음", "2024 | 자료 없음"],
    }
    SHEETS = {
        "기본현황": [
            "총사업비 | 계",
            "총사업비 기타(예산 외) | 계",
            "사업비(당해년도) | 계",
            "사업비(당해년도) 기타(예산 외) | 계",
        ],
        "예산총괄": [
            "과목구분 | 구분 | 비교 기준(A): 자료 없음 | 2025예산안(B) | 증감 | 비고",
            "(B-A) | (B-A)*100/A",
            "계 | 국비(x) | 0",
            "계 | 계 | 20000 | ",
            "사무관리비 | 국비(x) | 0",
            "사무관리비 | 계 | 12000 | ",
            "연구용역비 | 국비(x) | 0",
            "연구용역비 | 계 | 8000 | ",
        ],
        "산출근거": [
            "사무관리비 | 국비(x) |  |  | 0 | 0 | ",
            "사무관리비 | 계 | (항목 없음) |  | 12000000 | 12000 | ",
            "연구용역비 | 국비(x) |  |  | 0 | 0 | ",
            "연구용역비 | 계 | (항목 없음) |  | 8000000 | 8000 | ",
            "계 | 국비(x) |  |  | 0 | 0 | ",
            "계 | 계 |  |  | 20000000 | 20000 | ",
        ],
        "연차별 투자계획": ["(단위: 백만원)", "자료 없음"],
        "추진일정": ["(단위: 천원)", "자료 없음"],
        "결산현황": ["(단위: 천원, %)", "자료 없음"],
        "대상지 현황": ["대상지 미지정 | 계 |  | 20 |  | ", "계 | 계 |  | 20 |  | "],
    }
    TIED = {"sites_to_budget": {"total current": (20_000, 20_000, "ties")}}
    UNDECIDED = (
        *("stated_figure total change", "stated_figure 201-01 change", "stated_figure 207-01 change"),
        *("stated_rate total rate", "stated_rate 201-01 rate", "stated_rate 207-01 rate"),
    )
    # Three rows of four amounts and a rate; what is measured against the year before can be told from the print alone.
    PRINTED = {
        "stated_figure": 3 * 4,
        "stated_rate": 3,
        "column_total": 1,
        "change_of_columns": 2,
        "rate_of_columns": 3,
    }
    MISPRINT = ("budget-summary", "201-01", "current", "21,000")
    BROKEN = {
        "stated_figure 201-01 current": (21_000, 12_000),
        "column_total total current": (21_000 + 8_000, 20_000),
        "change_of_columns 201-01 change": (12_000, 21_000 - 0),
    }
    NAMED = "원문값 21,000천원 → 정정값(추정) 12,000천원"
    CORRECTED = "1) 원문 21,000 → 정정 12,000"

    enter_program = staticmethod(night_bus)


def test_the_printed_document_says_what_there_is_not(answers: Answers) -> None:
    page = answers.said("document/")
    for part in (
        "□ 연차별 투자계획(투자사업의 경우) (단위 : 백만원) 자료 없음",
        "□ 사업근거 자료 없음",
        "□ 추진경위 자료 없음",
        "□ 2025년도 추진일정 (단위 : 천원) 자료 없음",
        "□ 최근 3년 추진실적 자료 없음",
    ):
        assert part in page
    assert "□ 사업목적 ○ 심야 이동 편의" in page
    assert "증감사유" not in page.partition("2025년도 예산 사업별 설명서")[2]


def test_who_hands_it_in_reads_what_is_missing(answers: Answers) -> None:
    page = answers.said("workbook/")
    assert "비교 기준이 되는 차수가 원장에 없어 전년도(기정) 예산액과 증감이 빈칸입니다." in page
    for part in ("연차별 투자계획이", "추진일정이", "결산이", "대상지가"):
        assert f"{part} 원장에 없습니다." in page


def test_after_a_year_of_0_all_of_it_is_a_change_without_a_rate(asked: dict[str, Answers]) -> None:
    found = asked["after nothing"]
    for question, expected in SECOND_YEAR.items():
        assert found.figures(question) == expected, question
    assert found.printed("summary") == [
        "계 | (x-) / 0 | (x-) / 20,000 | (x-) / 20,000 | (x-) / 100*",
        "사무관리비 | (x-) / 0 | (x-) / 12,000 | (x-) / 12,000 | (x-) / 100*",
        "연구용역비 | (x-) / 0 | (x-) / 8,000 | (x-) / 8,000 | (x-) / 100*",
    ]
    assert {one["verdict"] for one in found.ties} == {"ties"}
    assert found.verified().agrees
