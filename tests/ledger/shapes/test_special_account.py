"""A special account without national money: (x-) everywhere, an unpaid year, no rate against an unknown base."""

from typing import Any

import pytest

from tests.ledger.shapes.answers import Answers, ask, entered
from tests.ledger.shapes.car_parks import car_parks
from tests.ledger.shapes.car_parks_reports import REPORTS
from tests.ledger.shapes.followed import Followed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: Any) -> Answers:
    with django_db_blocker.unblock(), entered(car_parks) as (client, program):
        found = ask(client, program)
    return found


def nothing(*cells: str) -> dict[str, tuple[int, int, str]]:
    """No national money on either side."""
    return dict.fromkeys(cells, (0, 0, "ties"))


def unknown(*cells: str) -> dict[str, tuple[None, None, str]]:
    return dict.fromkeys(cells, (None, None, "undecidable"))


class TestCarParks(Followed):
    FIGURES = REPORTS
    FILLED = {
        "execution": dict.fromkeys(
            ("total", "201-02", "307-05", "309-01", "404-01"), ([], ["current_budget"])
        )
    }
    EMPTY = {"movements": "자료 없음"}
    PAPER = {
        "outline": [
            "회계 | 교통사업특별회계",
            "사업기간 | ☑ 계속",
            "사업내용 | 자료 없음",
            "사업위치 | 역전로 1",
            "총사업비 | 총 5,855,000천원 (국비) 0천원 (시비) 5,855,000천원 / 기타(예산 외) 〔구비〕 〔기타〕",
            "사업비(당해년도) | 총 1,570,000천원 (국비) 0천원 (시비) 1,570,000천원"
            " / 기타(예산 외) 〔구비〕 〔기타〕",
        ],
        "charge": ["교통국 | 주차관리과 |  |  | "],
        "summary": [
            "계 | (x-) / 1,380,000 | (x-) / 1,570,000 | (x-) / 190,000 | (x-) / 14",
            "공공운영비 | (x-) / 30,000 | (x-) / 24,000 | (x-) / △6,000 | (x-) / △20",
            "민간위탁금 | (x-) / 900,000 | (x-) / 930,000 | (x-) / 30,000 | (x-) / 3",
            "공사·공단경상전출금 | (x-) / 450,000 | (x-) / 456,000 | (x-) / 6,000 | (x-) / 1",
            "공사·공단자본전출금 |  | (x-) / 160,000 |  | ",
        ],
        "basis": [
            "공공운영비 |  | = 24,000천원",
            "민간위탁금 | ○ 주차장 위탁 운영 75,000,000원×12개월 | = 900,000천원",
            "○ 위탁 평가 30,000,000원×1회 | = 30,000천원",
            "공사·공단경상전출금 | ○ 공단 인건비 38,000,000원×12개월 | = 456,000천원",
            "공사·공단자본전출금 | ○ 순찰차 교체 80,000,000원×2대 | = 160,000천원",
        ],
        "plan": [
            "계 | (x-) / 5,855 | (x-) / 500 | (x-) / 2,260 | (x-) / 1,570 | (x-) / 1,525 | ",
            "공공운영비 | (x-) / 79 |  | (x-) / 30 | (x-) / 24 | (x-) / 25 | ",
            "민간위탁금 | (x-) / 4,210 | (x-) / 500 | (x-) / 1,780 | (x-) / 930 | (x-) / 1,000 | ",
            "공사·공단경상전출금 | (x-) / 1,406 |  | (x-) / 450 | (x-) / 456 | (x-) / 500 | ",
            "공사·공단자본전출금 | (x-) / 160 |  |  | (x-) / 160 |  | ",
        ],
        "schedule": [
            "계 |  | 1,570,000 | ",
            "위탁 운영 | 2022.01~2022.12 | 930,000 | ",
            "공단 전출 | 2022.01~2022.12 | 616,000 | ",
            "공공요금 | 2022.01~2022.12 | 24,000 | ",
        ],
        "settlement": [
            "2019 | (x-) / 500,000 | (x-) / 0 | (x-) / 0 | (x-) / 500,000 | (x-) / 500,000"
            " | (x-) / 0 | (x-) / 0",
            "2020 | (x-) / 1,320,000 | (x-) / 0 | (x-) / 0 | (x-) / 1,320,000 | (x-) / 0"
            " | (x-) / 880,000 | (x-) / 440,000",
            "2021 | 자료 없음",
        ],
    }
    SHEETS = {
        "표지": ["회계 | 교통사업특별회계", "분야 | 교통 및 물류", "정책사업 | 주차 환경 개선"],
        "기본현황": ["총사업비 | 계 | 5855000 | 0 | 5855000"],
        "예산총괄": [
            "계 | 국비(x) | 0 | 0 | 0 | 0",
            "계 | 계 | 1380000 | 1570000 | 190000 | 14 | ",
            "공공운영비 | 국비(x) | 0 | 0 | 0 | 0",
            "공공운영비 | 계 | 30000 | 24000 | -6000 | -20",
            "민간위탁금 | 국비(x) | 0 | 0 | 0 | 0",
            "민간위탁금 | 계 | 900000 | 930000 | 30000 | 3",
            "공사·공단경상전출금 | 국비(x) | 0 | 0 | 0 | 0",
            "공사·공단경상전출금 | 계 | 450000 | 456000 | 6000 | 1",
            "공사·공단자본전출금 | 국비(x) | 0",
            "공사·공단자본전출금 | 계 | 160000 | ",
        ],
        "산출근거": [
            "민간위탁금 | 계 | ○ 주차장 위탁 운영 | 75,000,000원×12개월 | 900000000 | 900000 | 1 | 역전 주차장",
            "민간위탁금 | 국비(x) |  |  | 0 | 0 | ",
            "민간위탁금 | 계 | ○ 위탁 평가 | 30,000,000원×1회 | 30000000 | 30000 | ",
        ],
        "연차별 투자계획": [
            "계 | 국비(x) | 0 | 0 | 0 | 0 | 0 | ",
            "계 | 계 | 5855 | 500 | 2260 | 1570 | 1525 | ",
        ],
        "추진일정": [
            "계 | 계 |  | 1570000 |  | 930000 | 456000 | 160000",
            "위탁 운영 | 계 | 2022.01~2022.12 | 930000 |  | 930000",
            "공단 전출 | 계 | 2022.01~2022.12 | 616000 |  | 456000 | 160000",
            "공공요금 | 계 | 2022.01~2022.12 | 24000 | ",
        ],
        "결산현황": [
            "2020 | 국비(x) | 0 | 0 | 0 | 0 | 0 | 0 | 0 |  | ",
            "2020 | 계 | 1320000 | 0 | 0 | 1320000 | 0 | 880000 | 440000 | 0.0 |  | ",
        ],
    }
    TIED = {
        # The step 공공요금 does not say to which subject its 24,000 fall.
        "schedule_to_budget": {
            "total amount": (1_570_000, 1_570_000, "ties"),
            "total 201-02": (None, 24_000, "undecidable"),
            "total 307-05": (None, 930_000, "undecidable"),
            "total 309-01": (None, 456_000, "undecidable"),
            "total 404-01": (None, 160_000, "undecidable"),
        },
        "plan_to_budget": {
            "total 2022": (1_570_000, 1_570_000, "ties"),
            "201-02 2022": (24_000, 24_000, "ties"),
            "307-05 2022": (930_000, 930_000, "ties"),
            "309-01 2022": (456_000, 456_000, "ties"),
            "404-01 2022": (160_000, 160_000, "ties"),
            **nothing(
                "total 2022_national",
                "201-02 2022_national",
                "307-05 2022_national",
                "309-01 2022_national",
                "404-01 2022_national",
            ),
        },
        # What 2021 gave to 404-01 is not known; 2020 carried its 민간위탁금 out whole.
        "formula_to_amount": {
            "line-1 amount": (900_000, 75_000 * 12, "ties"),
            "line-2 amount": (30_000, 30_000 * 1, "ties"),
            "line-3 amount": (456_000, 38_000 * 12, "ties"),
            "line-4 amount": (160_000, 80_000 * 2, "ties"),
        },
        "plan_to_available": {
            "total 2021": (2_260_000, None, "undecidable"),
            "307-05 2021": (1_780_000, 900_000 + 880_000, "ties"),
            "309-01 2021": (450_000, 450_000 + 0, "ties"),
            **unknown("201-02 2021"),
            **nothing(
                "total 2021_national", "201-02 2021_national", "307-05 2021_national", "309-01 2021_national"
            ),
        },
        "plan_to_settlements": {
            "total through-2020": (500_000, 500_000 + 0, "ties"),
            **nothing("total through-2020_national"),
        },
        "year_cost_to_budget": {
            "year-cost total": (1_570_000, 1_570_000, "ties"),
            "year-cost city": (1_570_000, 1_570_000, "ties"),
            **nothing("year-cost national"),
        },
        "total_cost_to_plan": {
            "total-cost total": (5_855_000, 5_855_000, "ties"),
            "total-cost city": (5_855_000, 5_855_000, "ties"),
            **nothing("total-cost national"),
        },
        "sites_to_budget": {"total current": (900_000 + 670_000, 1_570_000, "ties")},
        "available_budget": {
            "2019 current_budget": (500_000, 500_000, "ties"),
            "2020 current_budget": (1_320_000, 1_320_000, "ties"),
            "2020-307-05 current_budget": (880_000, 880_000, "ties"),
            "2020-309-01 current_budget": (440_000, 440_000, "ties"),
            **nothing("2019-national current_budget", "2020-national current_budget"),
        },
        "use_of_budget": {
            "2019 current_budget": (500_000, 500_000 + 0 + 0, "ties"),
            "2020 current_budget": (1_320_000, 0 + 880_000 + 440_000, "ties"),
            "2020-307-05 current_budget": (880_000, 0 + 880_000 + 0, "ties"),
            "2020-309-01 current_budget": (440_000, 0 + 0 + 440_000, "ties"),
            **nothing("2019-national current_budget", "2020-national current_budget"),
        },
        "carry_over": {
            **nothing("2020 carried_in", "2020-national carried_in"),
            **unknown("2021 carried_in"),
        },
        "subjects_to_program": {
            "2020 final_budget": (880_000 + 440_000, 1_320_000, "ties"),
            "2020 current_budget": (880_000 + 440_000, 1_320_000, "ties"),
            "2020 carried_out": (880_000 + 0, 880_000, "ties"),
            "2020 unspent": (0 + 440_000, 440_000, "ties"),
            **nothing("2020 carried_in", "2020 budget_change", "2020 executed"),
        },
        "carried_out_to_carry_overs": {
            "2020 carried_out": (880_000, 880_000, "ties"),
            "2020-307-05 carried_out": (880_000, 880_000, "ties"),
            **nothing("2020-national carried_out", "2020-309-01 carried_out"),
        },
    }
    # Costs; the summary, without what 2021 does not know; lines; plan; steps; seven cells in four rows.
    PRINTED = {
        "stated_figure": 2 * 3 + (2 + 3 * 4 + 2) + 4 + (7 + 4 + 5 + 4 + 2) + 4 + 4 * 7,
        "stated_rate": 3,
    }
    # △ left out: 24,000 − 30,000.
    MISPRINT = ("budget-summary", "201-02", "change", "6,000")
    BROKEN = {
        "stated_figure 201-02 change": (6_000, -6_000),
        "rate_of_columns 201-02 rate": ("-20.000000", "20.000000"),
    }
    NAMED = "부호(△)가 바뀐 것으로 보입니다. △6,000천원이면 맞습니다."
    CORRECTED = "1) 원문 6,000 → 정정 △6,000"

    enter_program = staticmethod(car_parks)


ONE_SIDED = "계의 증감이 각 행의 증감을 더한 금액과 다릅니다."


def test_a_total_over_an_unknown_base_says_that_its_change_is_no_sum(answers: Answers) -> None:
    """190,000 in all, of which 160,000 stand beside nothing that is known: 30,000 − 6,000 + 6,000 are changes."""
    for page in ("budget-summary", "variance?by=subject", "variance?by=site", "document/"):
        assert ONE_SIDED in answers.said(page), page
    assert any(line.endswith(ONE_SIDED) for line in answers.sheet("예산총괄"))
    assert ONE_SIDED not in answers.said("variance?by=program")
