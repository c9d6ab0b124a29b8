"""Whole ledgers as a document prints them: each table's figures known to its unit, the printed figures beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ledger.figures.facts import Allocation, Facts, StatedFigure
from ledger.figures.money import UNITS, round_half_up, whole_units
from ledger.reporting.report import Figure
from ledger.reports import REPORTS_BY_NAME

PRINTED = (
    "overview",
    "budget-summary",
    "calculation-basis",
    "investment-plan",
    "schedule",
    "settlement",
    "sites",
)
"""The tables that a document prints; 증감 내역 is the ledger's own."""


@dataclass(frozen=True)
class Units:
    """The unit of each table's heading, and the one that 총사업비 is known in."""

    overview: str = "thousand"
    summary: str = "thousand"
    basis: str = "won"
    plan: str = "million"
    schedule: str = "thousand"
    settlement: str = "thousand"
    sites: str = "million"
    total_cost: str = "million"

    def of(self, report: str) -> str:
        names = {"budget-summary": "summary", "calculation-basis": "basis", "investment-plan": "plan"}
        return str(getattr(self, names.get(report, report)))


BUDGETED = ("budget-summary", "schedule")
"""The tables of what is budgeted, which has no finer unit than theirs."""

FORM = Units()
"""The units of the council's form."""


def rounded(amount: int | None, unit: str) -> int | None:
    """An amount in won as it is known after it was printed in a unit."""
    return None if amount is None else whole_units(amount, unit) * UNITS[unit]


# The same as a document prints it


def as_printed(held: Facts, units: Units = FORM, *, tables: Sequence[str] = PRINTED) -> Facts:
    """The ledger with each table's figures known to its unit, and the printed figures beside it."""
    return replace(in_units(held, units), stated=tuple(printed_figures(held, units, tables)))


def in_units(held: Facts, units: Units) -> Facts:
    def allotted(allocation: Allocation) -> Allocation:
        if allocation.lines:
            # A line item is known in won, whatever unit the table prints.
            return (
                replace(allocation, carried=allotted(allocation.carried))
                if allocation.carried
                else allocation
            )
        return replace(
            allocation,
            own_amount=rounded(allocation.own_amount, units.summary),
            own_national=rounded(allocation.own_national, units.summary),
            unit=units.summary,
        )

    return replace(
        held,
        allocations=tuple(allotted(one) for one in held.allocations),
        base_allocations=tuple(allotted(one) for one in held.base_allocations),
        budgets={key: tuple(allotted(one) for one in budget) for key, budget in held.budgets.items()},
        costs=tuple(
            replace(one, amount=rounded(one.amount, unit), unit=unit)
            for one in held.costs
            for unit in [cost_unit(units, one.scope)]
        ),
        plan=tuple(
            replace(
                one,
                amount=rounded(one.amount, units.plan),
                national=rounded(one.national, units.plan),
                unit=units.plan,
            )
            for one in held.plan
        ),
        schedule=tuple(
            replace(
                one,
                own_amount=rounded(one.own_amount, units.schedule),
                unit=units.schedule,
                shares=tuple(
                    replace(share, amount=rounded(share.amount, units.schedule) or 0) for share in one.shares
                ),
            )
            for one in held.schedule
        ),
        settlements=tuple(
            replace(
                one,
                cells={cell: rounded(amount, units.settlement) for cell, amount in one.cells.items()},
                unit=units.settlement,
            )
            for one in held.settlements
        ),
        sites=tuple(
            replace(one, construction_cost=rounded(one.construction_cost, units.sites), unit=units.sites)
            for one in held.sites
        ),
        grants=tuple(
            replace(one, amount=rounded(one.amount, units.sites) or 0, unit=units.sites)
            for one in held.grants
        ),
    )


def cost_unit(units: Units, scope: str) -> str:
    """총사업비 may be printed in a finer unit than it is known in (T16)."""
    if scope == "year":
        return units.overview
    return max(units.overview, units.total_cost, key=UNITS.__getitem__)


def printed_figures(held: Facts, units: Units, tables: Sequence[str]) -> Iterable[StatedFigure]:
    """What the document prints of the exact ledger, cell by cell. A cell that an identity gives is left blank.

    A budget in thousands adds up in thousands: its totals are those of what it prints.
    """
    as_budgeted = in_units(held, units)
    for name in tables:
        unit = units.of(name)
        adds_up = name in BUDGETED and unit == "thousand"
        report = REPORTS_BY_NAME[name].build(as_budgeted if adds_up else held)
        for row in report.rows:
            for column in report.columns:
                figure, key = row.figures[column.key], column.key
                if key in (*row.derived, *row.assumed):
                    continue
                if name == "budget-summary" and column.kind == "rate":
                    suffix = "_national" if key.endswith("_national") else ""
                    amounts = [row.figures[one + suffix] for one in ("change", "prior")]
                    if amounts[0] is not None:
                        yield printed_rate(name, row.key, key, held.year, unit, figure, amounts)
                elif column.kind == "money" and (isinstance(figure, int) or key in row.unallotted):
                    amount = figure if isinstance(figure, int) else 0
                    if name == "overview" and row.key == "total-cost":
                        amount = rounded(amount, cost_unit(units, "total")) or 0
                    number = whole_units(amount, unit)
                    yield StatedFigure(
                        name, row.key, key, held.year, unit, str(number), number * UNITS[unit], None
                    )


def printed_rate(
    name: str, row: str, column: str, year: int, unit: str, figure: Figure, amounts: Sequence[Figure]
) -> StatedFigure:
    """A rate to whole percent; over a base that prints as 0 the form prints 100, or 0 where nothing changed."""
    change, prior = (whole_units(one, unit) if isinstance(one, int) else 0 for one in amounts)
    rate = Decimal(0)
    if prior and isinstance(figure, Fraction):
        rate = round_half_up(figure)
    elif change:
        rate = Decimal(100)
    return StatedFigure(name, row, column, year, "percent", f"{rate:f}", None, rate)
