"""What the reports say of 공영주차장 운영 in 2022, by hand; in thousand won."""

from typing import Any

from tests.ledger.shapes.followed import Cells, blank, figures, percent, with_national

COMPARED = "prior current change rate"


def own(prior: int, current: int, change: int) -> tuple[Cells, Cells]:
    """A row without national money: (x-) throughout, and no rate over none."""
    return (0, 0, 0, None), (prior, current, change, percent(change, prior))


CORPORATION = ((None, 0, None, None), (None, 160_000, None, None))
"""Of what nobody knows there is no change, and no rate."""
# 404-01 is in the total of 2022 and in none of 2021, where it is blank and not 0.
WHOLE = 24_000 + 930_000 + 456_000 + 160_000
TOTAL = own(30_000 + 900_000 + 450_000, WHOLE, 1_570_000 - 1_380_000)
BY_SUBJECT = {
    "total": TOTAL,
    "201-02": own(30_000, 24_000, -6_000),
    "307-05": own(900_000, 900_000 + 30_000, 30_000),
    "309-01": own(450_000, 456_000, 6_000),
    "404-01": CORPORATION,
}
UNKNOWN = ((None, 0, None, None), (None, None, None, None))


def line_of_unknown(amount: int) -> tuple[Cells, Cells]:
    """A line beside a budget that has no lines."""
    return (None, 0, None, None), (None, amount, None, None)


SETTLED = (
    "final_budget carried_in budget_change current_budget executed carried_out subsidy_refund unspent"
    " execution_rate pass_through_share"
)
NOTHING = (0, 0, 0, 0, 0, 0, None, 0, None, None)
SETTLED_2019 = figures(
    SETTLED,
    {
        "2019": (500_000, 0, 0, 500_000, 500_000, 0, None, 0, "100.000000", None),
        "2019-national": NOTHING,
    },
)
SETTLED_2020 = figures(
    SETTLED,
    {
        "2020": (1_320_000, 0, 0, 1_320_000, 0, 880_000, None, 440_000, "0.000000", None),
        "2020-national": NOTHING,
    },
)
OF_SUBJECTS = {
    **figures(SETTLED, {"2020-307-05": (880_000, 0, 0, 880_000, 0, 880_000, None, 0, "0.000000", None)}),
    **blank(SETTLED, "2020-307-05-national"),
    **figures(SETTLED, {"2020-309-01": (440_000, 0, 0, 440_000, 0, 0, None, 440_000, "0.000000", None)}),
    **blank(SETTLED, "2020-309-01-national"),
}
NOT_SETTLED = blank(SETTLED, "2021", "2021-national")
RECIPIENTS = dict.fromkeys(("recipients_executed", "recipients_rate", "recipients_as_of"))
"""What the corporation spent is not entered."""

BRIDGED = "total national other share"
STEPS = (*SETTLED.split()[:8], "next_carried_in")


def bridge(year: str, *steps: Cells) -> dict[str, Any]:
    """The steps of a year (or of a subject in it), none of them national money."""
    return figures(BRIDGED, {f"{year}-{step}": cells for step, cells in zip(STEPS, steps, strict=True)})


def step(amount: int, share: str | None) -> Cells:
    return (amount, 0, amount, share)


def unsplit(amount: int, share: str | None) -> Cells:
    """The step of a subject, whose national money is not settled apart."""
    return (amount, None, None, share)


NO_COLUMN: Cells = (None, None, None, None)
BRIDGE_2019 = bridge(
    "2019",
    step(500_000, "100.000000"),
    step(0, "0.000000"),
    step(0, "0.000000"),
    step(500_000, "100.000000"),
    step(500_000, "100.000000"),
    step(0, "0.000000"),
    NO_COLUMN,
    step(0, "0.000000"),
    step(0, None),
)
BRIDGE_2020 = bridge(
    "2020",
    step(1_320_000, "100.000000"),
    step(0, "0.000000"),
    step(0, "0.000000"),
    step(1_320_000, "100.000000"),
    step(0, "0.000000"),
    step(880_000, percent(880, 1_320)),
    NO_COLUMN,
    step(440_000, percent(440, 1_320)),
    NO_COLUMN,
)
BRIDGE_2021 = blank(BRIDGED, *(f"2021-{step}" for step in STEPS))


def bridge_of_subject(code: str, budget: int, carried_out: int, unspent: int) -> dict[str, Any]:
    """A subject of 2020, of which nothing was paid."""
    shares = ("100.000000" if amount else "0.000000" for amount in (carried_out, unspent))
    return bridge(
        f"2020-{code}",
        unsplit(budget, "100.000000"),
        unsplit(0, "0.000000"),
        unsplit(0, "0.000000"),
        unsplit(budget, "100.000000"),
        unsplit(0, "0.000000"),
        unsplit(carried_out, next(shares)),
        NO_COLUMN,
        unsplit(unspent, next(shares)),
        NO_COLUMN,
    )


CARRIED = with_national(
    "declared committed continuing total", {"": ((None, 0, None, 0), (None, 880_000, None, 880_000))}
)
CARRIED_OVER = {**CARRIED[""], **dict.fromkeys(("carried_before", "document", "reason"))}
REFUNDS = "left current_budget national_budget share due subsidy_refund"
SITES = "construction_cost area cost_per_area national_grant current floors_above floors_below status"
EDITIONS = dict.fromkeys(
    (
        *("construction_cost_before", "change", "area_before", "area", "floors_above_before", "floors_above"),
        *("floors_below_before", "floors_below", "status_before", "status", "change_reason"),
    )
)

REPORTS = {
    "overview": figures(
        "total national city district other",
        {
            "total-cost": (5_855_000, 0, 5_855_000, None, None),
            "year-cost": (WHOLE, 0, WHOLE, None, None),
        },
    ),
    "budget-summary": with_national(COMPARED, BY_SUBJECT),
    "calculation-basis": {
        key: {"amount": amount * 1_000, "amount_national": 0, "site": site}
        for key, amount, site in (
            ("201-02", 24_000, None),
            ("307-05", 930_000, None),
            ("line-1", 900_000, "station"),
            ("line-2", 30_000, None),
            ("309-01", 456_000, None),
            ("line-3", 456_000, None),
            ("404-01", 160_000, None),
            ("line-4", 160_000, None),
            ("total", WHOLE, None),
        )
    },
    # In million won.
    "investment-plan": with_national(
        "total through-2020 2021 2022 from-2023",
        {
            "total": ((0, 0, 0, 0, 0), (5_855_000, 500_000, 2_260_000, 1_570_000, 1_525_000)),
            "201-02": ((0, None, 0, 0, 0), (79_000, None, 30_000, 24_000, 25_000)),
            "307-05": ((0, 0, 0, 0, 0), (4_210_000, 500_000, 1_780_000, 930_000, 1_000_000)),
            "309-01": ((0, None, 0, 0, 0), (1_406_000, None, 450_000, 456_000, 500_000)),
            "404-01": ((0, None, None, 0, None), (160_000, None, None, 160_000, None)),
        },
    ),
    # The plan's (x) is national money, the rest own money.
    "plan-sources": figures(
        "total through-2020 2021 2022 from-2023",
        {
            "total": (5_855_000, 500_000, 2_260_000, 1_570_000, 1_525_000),
            "national": (0, 0, 0, 0, 0),
            "city": (5_855_000, 500_000, 2_260_000, 1_570_000, 1_525_000),
        },
    ),
    "schedule": figures(
        "amount 201-02 307-05 309-01 404-01",
        {
            "total": (930_000 + 616_000 + 24_000, None, 930_000, 456_000, 160_000),
            "line-1": (930_000, None, 930_000, None, None),
            "line-2": (456_000 + 160_000, None, None, 456_000, 160_000),
            "line-3": (24_000, None, None, None, None),
        },
    ),
    "settlement?by=program": {**SETTLED_2019, **SETTLED_2020, **NOT_SETTLED},
    "settlement?by=subject": {
        key: {**cells, **RECIPIENTS}
        for key, cells in {**SETTLED_2019, **SETTLED_2020, **OF_SUBJECTS, **NOT_SETTLED}.items()
    },
    "settlement-bridge?by=program": {**BRIDGE_2019, **BRIDGE_2020, **BRIDGE_2021},
    "settlement-bridge?by=subject": {
        **BRIDGE_2019,
        **BRIDGE_2020,
        **bridge_of_subject("307-05", 880_000, 880_000, 0),
        **bridge_of_subject("309-01", 440_000, 0, 440_000),
        **BRIDGE_2021,
    },
    "carry-overs": {
        "2020-307-05": CARRIED_OVER,
        "line-1": {**CARRIED_OVER, "document": "미기재", "reason": "공기 부족"},
        "2020": CARRIED_OVER,
        "2021": dict.fromkeys(CARRIED_OVER),
    },
    # Nothing is due to anybody: no national money is in what is left.
    "subsidy-refunds": {
        **figures(
            REFUNDS,
            {
                "2019": (0, 500_000, 0, "0.000000", 0, None),
                "2020": (440_000, 1_320_000, 0, "0.000000", 0, None),
                "2020-307-05": (0, 880_000, None, None, None, None),
                "2020-309-01": (440_000, 440_000, None, None, None, None),
            },
        ),
        **blank(REFUNDS, "2021"),
    },
    # 228 of 700 were handed on to the corporation.
    "execution": figures(
        "current carried_in current_budget committed executed execution_rate pass_through_share",
        {
            "total": (WHOLE, None, WHOLE, 1_386_000, 700_000, percent(700, 1_570), percent(228, 700)),
            "201-02": (24_000, None, 24_000, None, None, None, None),
            "307-05": (930_000, None, 930_000, 930_000, 472_000, percent(472, 930), None),
            "309-01": (456_000, None, 456_000, 456_000, 228_000, "50.000000", None),
            "404-01": (160_000, None, 160_000, None, None, None, None),
        },
    ),
    "sites": figures(
        SITES,
        {
            "station": (7_000_000, None, None, None, 900_000, None, None, "open"),
            "unassigned": (None, None, None, None, WHOLE - 900_000, None, None, None),
            "total": (7_000_000, None, None, None, WHOLE, None, None, None),
        },
    ),
    "site-budgets": figures(
        "2021 2022",
        {
            "station": (None, 900_000),
            "unassigned": (1_380_000, WHOLE - 900_000),
            "total": (1_380_000, WHOLE),
        },
    ),
    "site-editions": {
        "station": {**EDITIONS, "construction_cost": 7_000_000_000, "status": "open"},
        "total": {**EDITIONS, "construction_cost": 7_000_000_000},
    },
    "variance?by=subject": with_national(COMPARED, BY_SUBJECT),
    "variance?by=site": with_national(
        COMPARED,
        {
            "total": TOTAL,
            "station": line_of_unknown(900_000),
            "unassigned": own(1_380_000, 670_000, 670_000 - 1_380_000),
        },
    ),
    "variance?by=source": with_national(
        COMPARED,
        {
            "total": TOTAL,
            "national": ((0, 0, 0, None), (0, 0, 0, None)),
            "city": ((None, None, None, None), TOTAL[1]),
            "unassigned": ((None, None, None, None), (None, None, None, None)),
        },
    ),
    "variance?by=program": with_national(COMPARED, {"total": TOTAL, "car-parks": TOTAL}),
    "variance?by=division": with_national(COMPARED, {"total": TOTAL, "주차관리과": TOTAL}),
    "year-budgets": figures(
        "version amount amount_national current_budget executed carried_out execution_rate",
        {
            "2019": (None, None, None, 500_000, 500_000, 0, "100.000000"),
            "2020": (None, None, None, 1_320_000, 0, 880_000, "0.000000"),
            "2021": ("2021-original", 1_380_000, 0, None, None, None, None),
            "2022": ("2022-original", WHOLE, 0, None, None, None, None),
        },
    ),
    "cost-progress": figures(
        "invested budgeted cumulative total_cost invested_share cumulative_share",
        {
            "total": (
                *(500_000, 2_260_000 + 1_570_000, 500_000 + 3_830_000, 5_855_000),
                *(percent(500, 5_855), percent(4_330, 5_855)),
            )
        },
    ),
    "source-shares": figures(
        "amount whole share",
        {
            "total": (WHOLE, WHOLE, "100.000000"),
            "national": (0, WHOLE, "0.000000"),
            "city": (WHOLE, WHOLE, "100.000000"),
            "unassigned": (None, WHOLE, None),
        },
    ),
    "basis-comparison": with_national(
        COMPARED,
        {
            "201-02": BY_SUBJECT["201-02"],
            "307-05": BY_SUBJECT["307-05"],
            "line-1": line_of_unknown(900_000),
            "line-2": line_of_unknown(30_000),
            "309-01": BY_SUBJECT["309-01"],
            "line-3": line_of_unknown(456_000),
            "404-01": CORPORATION,
            "line-4": line_of_unknown(160_000),
            "total": TOTAL,
        },
    ),
}
