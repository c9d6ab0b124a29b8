"""What the reports say of 심야버스 홍보 in 2025, by hand, in its first year and after a year of 0; in thousand won."""

from collections.abc import Mapping
from typing import Any

from tests.ledger.shapes.answers import Figures
from tests.ledger.shapes.followed import Cells, blank, figures, with_national

COMPARED = "prior current change rate"


def first(amount: int) -> tuple[Cells, Cells]:
    """A row that nothing is known to compare with."""
    return (None, 0, None, None), (None, amount, None, None)


def after_nothing(amount: int) -> tuple[Cells, Cells]:
    """A row beside 0: all of it is a change, and there is no rate."""
    return (0, 0, 0, None), (0, amount, amount, None)


NOT_ALLOTTED = ((None, 0, 0, None), (None, 8_000, 8_000, None))
"""207-01, to which the year before allots nothing: blank, and 0 in a change."""


def comparisons(
    total: tuple[Cells, Cells], subjects: Mapping[str, tuple[Cells, Cells]], national: Cells
) -> dict[str, Figures]:
    """All reports that compare, from the total, the subjects, and the national money of the total."""
    whole = {"total": total}
    return {
        "budget-summary": with_national(COMPARED, {**whole, **subjects}),
        "variance?by=subject": with_national(COMPARED, {**whole, **subjects}),
        "variance?by=site": with_national(COMPARED, {**whole, "unassigned": total}),
        "variance?by=source": with_national(
            COMPARED, {**whole, "national": (national, national), "city": ((None,) * 4, total[1])}
        ),
        "variance?by=program": with_national(COMPARED, {**whole, "night-bus": total}),
        "variance?by=division": with_national(COMPARED, {**whole, "버스과": total}),
        "basis-comparison": with_national(COMPARED, {**subjects, **whole}),
    }


WHOLE = 12_000 + 8_000
IN_FIRST_YEAR = comparisons(
    first(WHOLE), {"201-01": first(12_000), "207-01": first(8_000)}, (None, 0, None, None)
)
AFTER_NOTHING = comparisons(
    after_nothing(WHOLE), {"201-01": after_nothing(12_000), "207-01": NOT_ALLOTTED}, (0, 0, 0, None)
)
YEARS = "version amount amount_national current_budget executed carried_out execution_rate"
YEAR: Cells = ("2025-original", WHOLE, 0, None, None, None, None)

ALWAYS: dict[str, Any] = {
    "calculation-basis": {
        key: {"amount": amount * 1_000, "amount_national": 0, "site": None}
        for key, amount in (("201-01", 12_000), ("207-01", 8_000), ("total", WHOLE))
    },
    "execution": figures(
        "current carried_in current_budget",
        {
            "total": (WHOLE, None, WHOLE),
            "201-01": (12_000, None, 12_000),
            "207-01": (8_000, None, 8_000),
        },
    ),
    "sites": {
        key: {**cells, "current": WHOLE * 1_000}
        for key, cells in blank(
            "construction_cost area cost_per_area national_grant floors_above floors_below status",
            "unassigned",
            "total",
        ).items()
    },
    "source-shares": figures(
        "amount whole share",
        {
            "total": (WHOLE, WHOLE, "100.000000"),
            "national": (0, WHOLE, "0.000000"),
            "city": (WHOLE, WHOLE, "100.000000"),
        },
    ),
}
"""What the year before does not touch."""

FIRST_YEAR = {
    **IN_FIRST_YEAR,
    **ALWAYS,
    "site-budgets": figures("2025", {"unassigned": (WHOLE,), "total": (WHOLE,)}),
    "year-budgets": figures(YEARS, {"2025": YEAR}),
}
SECOND_YEAR = {
    **AFTER_NOTHING,
    **ALWAYS,
    "site-budgets": figures("2024 2025", {"unassigned": (0, WHOLE), "total": (0, WHOLE)}),
    "year-budgets": figures(YEARS, {"2024": ("2024-original", 0, 0, None, None, None, None), "2025": YEAR}),
}
