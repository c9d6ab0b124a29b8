"""국비 80 : 시비 10 : 구비 10 per line: shares, (x …) lines, the ratio, the refund of the national part."""

from typing import Any

import pytest

from tests.ledger.shapes.answers import Answers, ask, entered
from tests.ledger.shapes.followed import Followed
from tests.ledger.shapes.safe_stops import safe_stops
from tests.ledger.shapes.safe_stops_reports import CITY, DISTRICT, NATIONAL, REPORTS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: Any) -> Answers:
    with django_db_blocker.unblock(), entered(safe_stops) as (client, program):
        found = ask(client, program)
    return found


class TestSafeStops(Followed):
    FIGURES = REPORTS
    FILLED = {"execution": dict.fromkeys(("total", "201-01", "401-01", "405-01"), ([], ["current_budget"]))}
    EMPTY = {"movements": "자료 없음"}
    PAPER = {
        "outline": [
            "회계 | 일반회계",
            "사업기간 | ☑ 계속",
            "사업내용 | 자료 없음",
            "사업위치 | 자료 없음",
            "총사업비 | 총 106,000천원 (국비) 84,000천원 (시비) 11,000천원 (구비) 11,000천원"
            " / 기타(예산 외) 〔구비〕 〔기타〕",
            "사업비(당해년도) | 총 48,000천원 (국비) 38,159천원 (시비) 4,768천원 (구비) 5,073천원"
            " / 기타(예산 외) 〔구비〕 〔기타〕",
        ],
        "charge": ["안전국 | 안전정책과 |  |  | "],
        "summary": [
            "계 | (x7,606) / 9,508 | (x38,159) / 48,000 | (x30,553) / 38,492 | (x402) / 405",
            "사무관리비 | (x1,203) / 1,504 | (x2,590) / 3,538 | (x1,387) / 2,034 | (x115) / 135",
            "시설비 | (x6,403) / 8,004 | (x31,566) / 39,458 | (x25,163) / 31,454 | (x393) / 393",
            "자산및물품취득비 | (x-) / 0 | (x4,003) / 5,004 | (x4,003) / 5,004 | (x100)* / 100*",
        ],
        "basis": [
            "사무관리비 | ○ 안전지도 제작 1,002,000원×2회 | = 2,004천원",
            "○ 현장 점검 617,000원×2개소 | = 1,234천원",
            "○ 주민 설명회 100,000원×3회 | = 300천원",
            "시설비 | ○ 북부 거점 공사 23,404,000원×1식 | = 23,404천원",
            "○ 남부 거점 공사 16,054,000원×1식 | = 16,054천원",
            "자산및물품취득비 |  | = 5,004천원",
        ],
        "plan": [
            "계 | (x84) / 106 | (x2) / 3 | (x7) / 10 | (x39) / 48 | (x36) / 45 | ",
            "사무관리비 | (x10) / 14 | (x2) / 3 | (x1) / 2 | (x3) / 4 | (x4) / 5 | ",
            "시설비 | (x70) / 87 |  | (x6) / 8 | (x32) / 39 | (x32) / 40 | ",
            "자산및물품취득비 | (x4) / 5 |  |  | (x4) / 5 |  | ",
        ],
        "schedule": [
            "계 |  | 48,000 | ",
            "설계와 발주 | 2023.01~2023.03 | 3,538 | ",
            "공사 | 2023.04~2023.10 | 39,458 | ",
            "집기 설치 | 2023.11~2023.12 | 5,004 | ",
        ],
        "achievements": ["2021 | 안전지도 1식"],
        "settlement": [
            "2020 | 자료 없음",
            "2021 | (x2,000) / 4,000 | (x-) / 0 | (x-) / 0 | (x2,000) / 4,000 | (x1,733) / 3,467"
            " | (x100) / 200 | (x167) / 167 | (x-) / 166",
            "2022 | 자료 없음",
        ],
    }
    SHEETS = {
        "기본현황": ["총사업비 | 계 | 106000 | 84000 | 11000 | 11000"],
        "예산총괄": [
            "계 | 국비(x) | 7606 | 38159 | 30553 | 402",
            "계 | 계 | 9508 | 48000 | 38492 | 405 | ",
            "사무관리비 | 국비(x) | 1203 | 2590 | 1387 | 115",
            "사무관리비 | 계 | 1504 | 3538 | 2034 | 135",
            "시설비 | 국비(x) | 6403 | 31566 | 25163 | 393",
            "시설비 | 계 | 8004 | 39458 | 31454 | 393",
            "자산및물품취득비 | 국비(x) | 4003 | 4003 | 100",
            "자산및물품취득비 | 계 | 5004 | 5004 | 100 | 신규(순증)",
        ],
        "산출근거": [
            "시설비 | 국비(x) |  |  | 31566000 | 31566 | ",
            "시설비 | 계 | 소계 |  | 39458000 | 39458 | ",
            "시설비 | 국비(x) |  |  | 18723000 | 18723 | ",
            "시설비 | 계 | ○ 북부 거점 공사 | 23,404,000원×1식 | 23404000 | 23404 | 1 | 북부 거점",
            "시설비 | 국비(x) |  |  | 12843000 | 12843 | ",
            "시설비 | 계 | ○ 남부 거점 공사 | 16,054,000원×1식 | 16054000 | 16054 | 2 | 남부 거점",
            "자산및물품취득비 | 국비(x) |  |  | 4003000 | 4003 | ",
            "자산및물품취득비 | 계 | (항목 없음) |  | 5004000 | 5004 | ",
            "계 | 국비(x) |  |  | 38159000 | 38159 | ",
            "계 | 계 |  |  | 48000000 | 48000 | ",
        ],
        "연차별 투자계획": [
            "계 | 국비(x) | 84 | 2 | 7 | 39 | 36 | ",
            "계 | 계 | 106 | 3 | 10 | 48 | 45 | ",
        ],
        "추진일정": [
            "계 | 계 |  | 48000 |  | 3538 | 39458 | 5004",
            "설계와 발주 | 계 | 2023.01~2023.03 | 3538 |  | 3538",
        ],
        "결산현황": [
            "2021 | 국비(x) | 2000 | 0 | 0 | 2000 | 1733 | 100 | 167 | 0 | 86.7 | ",
            "2021 | 계 | 4000 | 0 | 0 | 4000 | 3467 | 200 | 167 | 166 | 86.7 | ",
            "2022 | 국비(x) | 자료 없음",
        ],
    }
    TIED = {
        # Without the residents' meeting, which the district pays alone: 48,000 − 300, of which 80, 10 and 10 percent.
        "matching_ratio": {
            "national amount": (NATIONAL, 38_160, "rounding"),
            "source-metropolitan amount": (CITY, 4_770, "rounding"),
            "city amount": (DISTRICT - 300, 4_770, "rounding"),
        },
        # The province's shares of the lines; the district, whose book it is, pays the rest.
        "costs_to_sources": {
            "year-cost city": (4_768, CITY, "ties"),
            "year-cost district": (5_073, DISTRICT, "ties"),
        },
        "schedule_to_budget": {
            "total amount": (48_000, 48_000, "ties"),
            "total 201-01": (3_538, 3_538, "ties"),
            "total 401-01": (39_458, 39_458, "ties"),
            "total 405-01": (5_004, 5_004, "ties"),
        },
        "plan_to_budget": {
            "total 2023": (48_000, 48_000, "ties"),
            "total 2023_national": (39_000, 38_159, "rounding"),
            "201-01 2023": (4_000, 3_538, "rounding"),
            "201-01 2023_national": (3_000, 2_590, "rounding"),
            "401-01 2023": (39_000, 39_458, "rounding"),
            "401-01 2023_national": (32_000, 31_566, "rounding"),
            "405-01 2023": (5_000, 5_004, "rounding"),
            "405-01 2023_national": (4_000, 4_003, "rounding"),
        },
        # The supplementary budget of 2022 and what 2021 carried out, of no known subject.
        "formula_to_amount": {
            "line-1 amount": (2_004, 1_002 * 2, "ties"),
            "line-2 amount": (1_234, 617 * 2, "ties"),
            "line-3 amount": (300, 100 * 3, "ties"),
            "line-4 amount": (23_404, 23_404 * 1, "ties"),
            "line-5 amount": (16_054, 16_054 * 1, "ties"),
        },
        "plan_to_available": {
            "total 2022": (10_000, 9_508 + 167 + 200, "rounding"),
            "total 2022_national": (7_000, 7_606 + 100, "rounding"),
            "802-01 2022": (None, 167, "undecidable"),
            "201-01 2022": (None, None, "undecidable"),
            "201-01 2022_national": (None, None, "undecidable"),
        },
        "plan_to_settlements": {
            "total through-2021": (3_000, 3_467, "rounding"),
            "total through-2021_national": (2_000, 1_733, "rounding"),
        },
        "plan_to_grants": {
            "total through-2021_national": (2_000, 2_000, "ties"),
            "total 2022_national": (7_000, 7_606, "rounding"),
            "total 2023_national": (39_000, 38_159, "rounding"),
        },
        "year_cost_to_budget": {
            "year-cost total": (48_000, 48_000, "ties"),
            "year-cost national": (38_159, 38_159, "ties"),
            "year-cost city": (4_768, 48_000 - 38_159 - 5_073, "ties"),
        },
        "total_cost_to_plan": {
            "total-cost total": (106_000, 106_000, "ties"),
            "total-cost national": (84_000, 84_000, "ties"),
            "total-cost city": (11_000, 106_000 - 84_000 - 11_000, "ties"),
        },
        "sites_to_budget": {"total current": (48_000, 48_000, "ties")},
        "available_budget": {
            "2021 current_budget": (4_000, 4_000 + 0 + 0, "ties"),
            "2021-national current_budget": (2_000, 2_000 + 0 + 0, "ties"),
        },
        "use_of_budget": {
            "2021 current_budget": (4_000, 3_467 + 200 + 167 + 166, "ties"),
            "2021-national current_budget": (2_000, 1_733 + 100 + 167 + 0, "ties"),
        },
        "carry_over": {"2022 carried_in": (None, None, "undecidable")},
        "final_budget_to_version": {
            "2021 final_budget": (4_000, 4_000, "ties"),
            "2021-national final_budget": (2_000, 2_000, "ties"),
        },
        "carried_out_to_carry_overs": {
            "2021 carried_out": (200, 200, "ties"),
            "2021-national carried_out": (100, 100, "ties"),
        },
        "refund_to_next_budget": {"2021 subsidy_refund": (167, 167, "ties")},
    }
    # The costs; six amounts in four rows of the summary; lines; plan; steps; seven cells in two rows; sites.
    PRINTED = {
        "stated_figure": 8 + 4 * 6 + 6 + (10 + 10 + 8 + 4) + 4 + 2 * 7 + 2,
        "stated_rate": 4 * 2,
        # Of the national money of 2022 and 2023 the total is no sum of what is printed above it.
        "column_total": 2,
    }
    MISPRINT = ("overview", "year-cost", "district", "5,037")
    BROKEN = {
        "stated_figure year-cost district": (5_037, 5_073),
        "sources_to_cost year-cost total": (48_000, 38_159 + 4_768 + 5_037),
    }
    NAMED = "원문값 5,037천원 → 정정값(추정) 5,073천원"
    CORRECTED = "1) 원문 5,037 → 정정 5,073"

    enter_program = staticmethod(safe_stops)
