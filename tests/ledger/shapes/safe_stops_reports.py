"""What the reports say of 어린이 안전거점 조성 in 2023, by hand; in thousand won."""

from typing import Any

from tests.ledger.shapes.followed import blank, figures, percent, with_national

COMPARED = "prior current change rate"
OFFICE_NATIONAL = 1_603 + 987
BUILDING_NATIONAL = 18_723 + 12_843
NATIONAL = 2_590 + 31_566 + 4_003
CITY = (200 + 123) + (2_340 + 1_605) + 500
DISTRICT = (201 + 124 + 300) + (2_341 + 1_606) + 501
WHOLE = 38_159 + 4_768 + 5_073

TOTAL = (
    (7_606, NATIONAL, 30_553, percent(30_553, 7_606)),
    (9_508, WHOLE, 48_000 - 9_508, percent(38_492, 9_508)),
)
OFFICE = (
    (1_203, OFFICE_NATIONAL, 1_387, percent(1_387, 1_203)),
    (1_504, 2_004 + 1_234 + 300, 2_034, percent(2_034, 1_504)),
)
BUILDING = (
    (6_403, BUILDING_NATIONAL, 25_163, percent(25_163, 6_403)),
    (8_004, 23_404 + 16_054, 31_454, percent(31_454, 8_004)),
)
FURNITURE = ((None, 4_003, 4_003, None), (None, 5_004, 5_004, None))
NORTH = ((6_403, 18_723, 12_320, percent(12_320, 6_403)), (8_004, 23_404, 15_400, percent(15_400, 8_004)))
SOUTH = ((None, 12_843, 12_843, None), (None, 16_054, 16_054, None))
BY_SUBJECT = {"total": TOTAL, "201-01": OFFICE, "401-01": BUILDING, "405-01": FURNITURE}

SETTLED = "final_budget carried_in budget_change current_budget executed carried_out subsidy_refund unspent"
SETTLEMENT = {
    **blank(f"{SETTLED} execution_rate", "2020", "2020-national"),
    **figures(
        f"{SETTLED} execution_rate",
        {
            "2021": (4_000, 0, 0, 4_000, 3_467, 200, 167, 166, percent(3_467, 4_000)),
            "2021-national": (2_000, 0, 0, 2_000, 1_733, 100, 167, 0, percent(1_733, 2_000)),
        },
    ),
    **blank(f"{SETTLED} execution_rate", "2022", "2022-national"),
}
STEPS = (*SETTLED.split(), "next_carried_in")
BRIDGE = {
    **blank("total national other share", *(f"2020-{step}" for step in STEPS[:-1])),
    **figures(
        "total national other share",
        {
            "2020-next_carried_in": (0, 0, 0, None),
            "2021-final_budget": (4_000, 2_000, 2_000, "100.000000"),
            "2021-carried_in": (0, 0, 0, "0.000000"),
            "2021-budget_change": (0, 0, 0, "0.000000"),
            "2021-current_budget": (4_000, 2_000, 2_000, "100.000000"),
            "2021-executed": (3_467, 1_733, 1_734, "86.675000"),
            "2021-carried_out": (200, 100, 100, "5.000000"),
            "2021-subsidy_refund": (167, 167, 0, "4.175000"),
            "2021-unspent": (166, 0, 166, "4.150000"),
        },
    ),
    **blank("total national other share", "2021-next_carried_in", *(f"2022-{step}" for step in STEPS)),
}
OF_CARRY_OVERS = "declared committed continuing total carried_before document reason"
NO_EDITION = dict.fromkeys(
    (
        *("construction_cost_before", "construction_cost", "change", "area_before", "area"),
        *("floors_above_before", "floors_above", "floors_below_before", "floors_below"),
        *("status_before", "status", "change_reason"),
    )
)
ONE_FLOOR = {"floors_above": 1, "floors_below": 0, "status": "selected"}


def carried(document: str | None = None, reason: str | None = None) -> dict[str, Any]:
    """A row of 이월 조서: 200 of 2021, half of it national money."""
    whole = figures(OF_CARRY_OVERS, {"": (None, 200, None, 200, None, document, reason)})[""]
    parts = "declared_national committed_national continuing_national total_national"
    return {**whole, **figures(parts, {"": (None, 100, None, 100)})[""]}


REFUND_COLUMNS = (
    "left current_budget national_budget share due shared_budget source-metropolitan due-source-metropolitan kept"
    " subsidy_refund"
)

REPORTS = {
    "overview": figures(
        "total national city district other",
        {
            "total-cost": (106_000, 84_000, 11_000, 11_000, None),
            "year-cost": (WHOLE, NATIONAL, CITY, DISTRICT, None),
        },
    ),
    "budget-summary": with_national(COMPARED, BY_SUBJECT),
    "calculation-basis": {
        key: {**cells, "site": site}
        for (key, cells), site in zip(
            with_national(
                "amount",
                {
                    "201-01": ((OFFICE_NATIONAL,), (3_538,)),
                    "line-1": ((1_603,), (2_004,)),
                    "line-2": ((987,), (1_234,)),
                    "line-3": ((0,), (300,)),
                    "401-01": ((BUILDING_NATIONAL,), (39_458,)),
                    "line-4": ((18_723,), (23_404,)),
                    "line-5": ((12_843,), (16_054,)),
                    "405-01": ((4_003,), (5_004,)),
                    "total": ((NATIONAL,), (WHOLE,)),
                },
            ).items(),
            (None, None, None, None, None, "north", "south", None, None),
            strict=True,
        )
    },
    # In million won, as the document prints it.
    "investment-plan": with_national(
        "total through-2021 2022 2023 from-2024",
        {
            "total": (
                (84_000, 2_000, 7_000, 39_000, 36_000),
                (106_000, 3_000, 10_000, 48_000, 45_000),
            ),
            "201-01": ((10_000, 2_000, 1_000, 3_000, 4_000), (14_000, 3_000, 2_000, 4_000, 5_000)),
            "401-01": ((70_000, None, 6_000, 32_000, 32_000), (87_000, None, 8_000, 39_000, 40_000)),
            "405-01": ((4_000, None, None, 4_000, None), (5_000, None, None, 5_000, None)),
        },
    ),
    # The plan's (x) is national money, the rest own money.
    "plan-sources": figures(
        "total through-2021 2022 2023 from-2024",
        {
            "total": (106_000, 3_000, 10_000, 48_000, 45_000),
            "national": (84_000, 2_000, 1_000 + 6_000, 3_000 + 32_000 + 4_000, 4_000 + 32_000),
            "city": (22_000, 3_000 - 2_000, 10_000 - 7_000, 48_000 - 39_000, 45_000 - 36_000),
        },
    ),
    "schedule": figures(
        "amount 201-01 401-01 405-01",
        {
            "total": (3_538 + 39_458 + 5_004, 3_538, 39_458, 5_004),
            "line-1": (3_538, 3_538, None, None),
            "line-2": (39_458, None, 39_458, None),
            "line-3": (5_004, None, None, 5_004),
        },
    ),
    "settlement?by=program": SETTLEMENT,
    "settlement?by=subject": SETTLEMENT,
    "settlement-bridge?by=program": BRIDGE,
    "settlement-bridge?by=subject": BRIDGE,
    "carry-overs": {
        "2021-201-01": carried(),
        "line-1": carried("미기재", "납품 지연"),
        "2021": carried(),
        "2022": dict.fromkeys(carried()),
    },
    # 167 + 166 are left, of which 2,000 of 4,000 are national: 166.5, by the won.
    "subsidy-refunds": {
        **blank(REFUND_COLUMNS, "2020"),
        # The province gave 1,000 of the 4,000: a quarter of 333 is 83.25, own money keeps the rest.
        "2021": {
            **figures("left current_budget national_budget", {"": (333, 4_000, 2_000)})[""],
            "share": "50.000000",
            "due": 166_500,
            "shared_budget": 4_000_000,
            "source-metropolitan": 1_000_000,
            "due-source-metropolitan": 83_250,
            "kept": 333_000 - 166_500 - 83_250,
            "subsidy_refund": 167_000,
        },
        # Not settled yet: of what is left by source only the budget is known.
        "2022": {
            **blank(REFUND_COLUMNS, "2022")["2022"],
            "shared_budget": 9_675_000,
            "source-metropolitan": 950_000,
        },
    },
    # What 2022 carries out is not settled yet, and counts as 0.
    "execution": figures(
        "current carried_in current_budget committed executed execution_rate",
        {
            "total": (48_000, None, 48_000, 24_000, 12_000, "25.000000"),
            "201-01": (3_538, None, 3_538, 3_200, 3_000, percent(3_000, 3_538)),
            "401-01": (39_458, None, 39_458, 20_800, 9_000, percent(9_000, 39_458)),
            "405-01": (5_004, None, 5_004, None, None, None),
        },
    ),
    "sites": {
        "north": {
            **figures("construction_cost cost_per_area current", {"": (31_000, 310, 23_404)})[""],
            **ONE_FLOOR,
            **{"area": 100, "national_grant": None},
        },
        "south": {
            **figures("construction_cost cost_per_area current", {"": (16_000, 200, 16_054)})[""],
            **ONE_FLOOR,
            **{"area": 80, "national_grant": None},
        },
        **figures(
            "construction_cost area cost_per_area national_grant current floors_above floors_below status",
            {
                "unassigned": (None, None, None, 47_765, 3_538 + 5_004, None, None, None),
                "total": (47_000, None, None, 2_000 + 7_606 + 38_159, 48_000, None, None, None),
            },
        ),
    },
    # 2022 by its supplementary budget: 1,504 and the 167 that go back.
    "site-budgets": figures(
        "2021 2022 2023",
        {
            "north": (None, 8_004, 23_404),
            "south": (None, None, 16_054),
            "unassigned": (4_000, 1_504 + 167, 3_538 + 5_004),
            "total": (4_000, 9_675, 48_000),
        },
    ),
    "variance?by=subject": with_national(COMPARED, BY_SUBJECT),
    "variance?by=site": with_national(
        COMPARED,
        {
            "total": TOTAL,
            "north": NORTH,
            "south": SOUTH,
            "unassigned": (
                (1_203, OFFICE_NATIONAL + 4_003, 5_390, percent(5_390, 1_203)),
                (1_504, 3_538 + 5_004, 7_038, percent(7_038, 1_504)),
            ),
        },
    ),
    "variance?by=source": with_national(
        COMPARED,
        {
            "total": TOTAL,
            "national": (TOTAL[0], TOTAL[0]),
            "source-metropolitan": (
                (None, None, None, None),
                (150 + 800, CITY, 3_818, percent(3_818, 950)),
            ),
            "city": ((None, None, None, None), (151 + 801, DISTRICT, 4_121, percent(4_121, 952))),
        },
    ),
    "variance?by=program": with_national(COMPARED, {"total": TOTAL, "safe-stops": TOTAL}),
    "variance?by=division": with_national(COMPARED, {"total": TOTAL, "안전정책과": TOTAL}),
    "year-budgets": figures(
        "version amount amount_national current_budget executed carried_out execution_rate",
        {
            "2021": ("2021-original", 4_000, 2_000, 4_000, 3_467, 200, "86.675000"),
            "2022": ("2022-supplementary-1", 9_508 + 167, 7_606, None, None, None, None),
            "2023": ("2023-original", 48_000, NATIONAL, None, None, None, None),
        },
    ),
    "cost-progress": figures(
        "invested budgeted cumulative total_cost invested_share cumulative_share",
        {"total": (3_000, 10_000 + 48_000, 61_000, 106_000, percent(3, 106), percent(61, 106))},
    ),
    "source-shares": figures(
        "amount whole share",
        {
            "total": (48_000, 48_000, "100.000000"),
            "national": (NATIONAL, 48_000, percent(38_159, 48_000)),
            "source-metropolitan": (CITY, 48_000, percent(4_768, 48_000)),
            "city": (DISTRICT, 48_000, percent(5_073, 48_000)),
        },
    ),
    "basis-comparison": with_national(
        COMPARED,
        {
            "201-01": OFFICE,
            "line-1": (
                (1_203, 1_603, 400, percent(400, 1_203)),
                (1_504, 2_004, 500, percent(500, 1_504)),
            ),
            "line-2": ((None, 987, 987, None), (None, 1_234, 1_234, None)),
            "line-3": ((None, 0, 0, None), (None, 300, 300, None)),
            "401-01": BUILDING,
            "line-4": NORTH,
            "line-5": SOUTH,
            "405-01": FURNITURE,
            "total": TOTAL,
        },
    ),
    # There is no edition before.
    "site-editions": {
        "north": {**NO_EDITION, **ONE_FLOOR, "construction_cost": 31_000_000, "area": 100},
        "south": {**NO_EDITION, **ONE_FLOOR, "construction_cost": 16_000_000, "area": 80},
        "total": {**NO_EDITION, "construction_cost": 47_000_000},
    },
}
