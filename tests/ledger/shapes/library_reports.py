"""What the reports say of 공공도서관 운영 in its second supplementary budget, by hand; in thousand won."""

from typing import Any

from tests.ledger.shapes.followed import Cells, blank, figures, percent, with_national

COMPARED = "prior current change rate"
NO_NATIONAL: Cells = (0, 0, 0, None)


def rate(change: int, prior: int) -> str | None:
    return percent(change, prior) if prior > 0 else None


def changed(
    prior: int, current: int, change: int, national: tuple[int, int, int] | None = None
) -> tuple[Cells, Cells]:
    """기정, 경정 and 증감 as written down; below 0 or over 0 there is no rate."""
    part = NO_NATIONAL if national is None else (*national, rate(national[2], national[0]))
    return part, (prior, current, change, rate(change, prior))


def new(amount: int, national: int) -> tuple[Cells, Cells]:
    """What the budget so far does not have."""
    return (None, national, national, None), (None, amount, amount, None)


# The wages: 62,160 at first, then 740 × 7 × 6/12 less, then 740 × 1 × 3/12 less; half of it national money.
WAGES_FIRST, WAGES = 62_160 - 2_590, 62_160 - 2_590 - 185
NATIONAL_FIRST, NATIONAL = 31_080 - 1_295 + 5_000, 31_080 - 1_295 - 92 + 4_500
FIRST, SECOND = 59_570 + 23_000 + 15_000, 59_385 + 23_000 + 0 + 9_000

SO_FAR = {
    "total": changed(FIRST, SECOND, -185 - 15_000 + 9_000, (NATIONAL_FIRST, NATIONAL, -92 - 5_000 + 4_500)),
    "101-04": changed(WAGES_FIRST, WAGES, -185, (29_785, 29_693, -92)),
    "201-01": changed(20_000 + 3_000, 23_000, 0),
    "207-01": changed(15_000, 0, -15_000, (5_000, 0, -5_000)),
    "405-01": new(9_000, 4_500),
}
"""The second beside the first (기정예산)."""

FROM_ORIGINAL = {
    "total": changed(
        97_160, SECOND, -2_775 + 3_000 - 15_000 + 9_000, (36_080, NATIONAL, -1_387 - 5_000 + 4_500)
    ),
    "101-04": changed(62_160, WAGES, -2_590 - 185, (31_080, 29_693, -1_295 - 92)),
    "201-01": changed(20_000, 23_000, 3_000),
    "207-01": changed(15_000, 0, -15_000, (5_000, 0, -5_000)),
    "405-01": new(9_000, 4_500),
}
"""The second beside the original budget (본예산)."""

OF_FIRST = {
    "total": changed(97_160, FIRST, -2_590 + 3_000, (36_080, NATIONAL_FIRST, -1_295)),
    "101-04": changed(62_160, WAGES_FIRST, -2_590, (31_080, 29_785, -1_295)),
    "201-01": changed(20_000, 23_000, 3_000),
    "207-01": changed(15_000, 15_000, 0, (5_000, 5_000, 0)),
}
"""The first beside the original budget."""


def by_source(prior: tuple[int, int], current: tuple[int, int], change: tuple[int, int]) -> dict[str, Any]:
    """National money and the rest of a comparison."""
    national, own = zip(prior, current, change, strict=True)
    cells = (*national, rate(change[0], prior[0]))
    return {
        "national": (cells, cells),
        "city": ((None,) * 4, (*own, rate(change[1], prior[1]))),
    }


def comparisons(
    rows: dict[str, tuple[Cells, Cells]], sources: dict[str, Any], lines: dict[str, Any]
) -> dict[str, Any]:
    """All reports that compare, from the rows of the budget summary, of the sources and of the lines."""
    total = {"total": rows["total"]}
    return {
        "budget-summary": with_national(COMPARED, rows),
        "variance?by=subject": with_national(COMPARED, rows),
        "variance?by=site": with_national(COMPARED, {**total, "unassigned": rows["total"]}),
        "variance?by=source": with_national(COMPARED, {**total, **sources}),
        "variance?by=program": with_national(COMPARED, {**total, "library": rows["total"]}),
        "variance?by=division": with_national(COMPARED, {**total, "도서관과": rows["total"]}),
        "basis-comparison": with_national(COMPARED, lines),
    }


OWN_FIRST, OWN = FIRST - NATIONAL_FIRST, SECOND - NATIONAL
AGAINST_SO_FAR = comparisons(
    SO_FAR,
    by_source((NATIONAL_FIRST, OWN_FIRST), (NATIONAL, OWN), (-592, -6_185 + 592)),
    {
        "101-04": SO_FAR["101-04"],
        "line-1": changed(-2_590, -2_590, 0, (-1_295, -1_295, 0)),
        "line-2": new(-185, -92),
        "201-01": SO_FAR["201-01"],
        "line-3": changed(3_000, 3_000, 0),
        "207-01": SO_FAR["207-01"],
        "405-01": SO_FAR["405-01"],
        "line-4": new(9_000, 4_500),
        "total": SO_FAR["total"],
    },
)
AGAINST_ORIGINAL = comparisons(
    FROM_ORIGINAL,
    by_source((36_080, 97_160 - 36_080), (NATIONAL, OWN), (-1_887, -5_775 + 1_887)),
    {
        "101-04": FROM_ORIGINAL["101-04"],
        "line-1": new(-2_590, -1_295),
        "line-2": new(-185, -92),
        "201-01": FROM_ORIGINAL["201-01"],
        "line-3": new(3_000, 0),
        "207-01": FROM_ORIGINAL["207-01"],
        "405-01": FROM_ORIGINAL["405-01"],
        "line-4": new(9_000, 4_500),
        "total": FROM_ORIGINAL["total"],
    },
)
FIRST_AGAINST_ORIGINAL = comparisons(
    OF_FIRST,
    by_source((36_080, 97_160 - 36_080), (NATIONAL_FIRST, OWN_FIRST), (-1_295, 410 + 1_295)),
    {
        "101-04": OF_FIRST["101-04"],
        "line-1": new(-2_590, -1_295),
        "201-01": OF_FIRST["201-01"],
        "line-2": new(3_000, 0),
        "207-01": OF_FIRST["207-01"],
        "total": OF_FIRST["total"],
    },
)


def basis(rows: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """산출근거: amount and national part of each row; no line names a site."""
    return {key: {**cells, "site": None} for key, cells in figures("amount amount_national", rows).items()}


FIRST_BASIS = basis(
    {
        "101-04": (59_570, 29_785),
        "line-1": (-2_590, -1_295),
        "201-01": (23_000, 0),
        "line-2": (3_000, 0),
        "207-01": (15_000, 5_000),
        "total": (FIRST, NATIONAL_FIRST),
    }
)

REPORTS = {
    **AGAINST_SO_FAR,
    "overview": figures(
        "total national city district other",
        {
            "total-cost": (258_000, 96_000, 162_000, None, None),
            "year-cost": (34_193 + 57_192, 34_193, 57_192, None, None),
        },
    ),
    # A subtotal holds the budget so far, too: 62,160 beside the lines.
    "calculation-basis": basis(
        {
            "101-04": (59_385, 29_693),
            "line-1": (-2_590, -1_295),
            "line-2": (-185, -92),
            "201-01": (23_000, 0),
            "line-3": (3_000, 0),
            "207-01": (0, 0),
            "405-01": (9_000, 4_500),
            "line-4": (9_000, 4_500),
            "total": (SECOND, NATIONAL),
        }
    ),
    # In million won.
    "investment-plan": with_national(
        "total through-2022 2023 2024 from-2025",
        {
            "total": ((96_000, None, 30_000, 35_000, 31_000), (258_000, None, 80_000, 91_000, 87_000)),
            "101-04": ((91_000, None, 30_000, 30_000, 31_000), (181_000, None, 60_000, 59_000, 62_000)),
            "201-01": ((0, None, 0, 0, 0), (68_000, None, 20_000, 23_000, 25_000)),
            "405-01": ((5_000, None, None, 5_000, None), (9_000, None, None, 9_000, None)),
        },
    ),
    # The plan's (x) is national money, the rest own money.
    "plan-sources": figures(
        "total through-2022 2023 2024 from-2025",
        {
            "total": (258_000, None, 80_000, 91_000, 87_000),
            "national": (96_000, None, 30_000, 30_000 + 5_000, 31_000),
            "city": (162_000, None, 80_000 - 30_000, 91_000 - 35_000, 87_000 - 31_000),
        },
    ),
    "schedule": figures(
        "amount 101-04 201-01 207-01 405-01",
        {
            "total": (SECOND, 59_385, 23_000, None, 9_000),
            "line-1": (59_385 + 23_000, 59_385, 23_000, None, None),
            "line-2": (9_000, None, None, None, 9_000),
        },
    ),
    "execution": figures(
        "current carried_in current_budget",
        {
            "total": (SECOND, None, SECOND),
            "101-04": (59_385, None, 59_385),
            "201-01": (23_000, None, 23_000),
            "207-01": (0, None, 0),
            "405-01": (9_000, None, 9_000),
        },
    ),
    "sites": {
        key: {**cells, "current": SECOND * 1_000}
        for key, cells in blank(
            "construction_cost area cost_per_area national_grant floors_above floors_below status",
            "unassigned",
            "total",
        ).items()
    },
    "site-budgets": figures("2023 2024", {"unassigned": (80_000, SECOND), "total": (80_000, SECOND)}),
    "year-budgets": figures(
        "version amount amount_national current_budget executed carried_out execution_rate",
        {
            "2023": ("2023-original", 60_000 + 20_000, 30_000, None, None, None, None),
            "2024": ("2024-supplementary-2", SECOND, NATIONAL, None, None, None, None),
        },
    ),
    "cost-progress": figures(
        "invested budgeted cumulative total_cost invested_share cumulative_share",
        {"total": (None, 80_000 + 91_000, 171_000, 258_000, None, percent(171, 258))},
    ),
    "source-shares": figures(
        "amount whole share",
        {
            "total": (SECOND, SECOND, "100.000000"),
            "national": (NATIONAL, SECOND, percent(34_193, 91_385)),
            "city": (OWN, SECOND, percent(57_192, 91_385)),
        },
    ),
}
