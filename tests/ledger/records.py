"""Short ways to write the pure records of `ledger.figures.facts` in a test. Amounts are small on purpose."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ledger.figures.facts import (
    Allocation,
    Facts,
    Line,
    Milestone,
    PlanEntry,
    Program,
    Settlement,
    Share,
    Site,
    Step,
    Subject,
    Version,
)
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.reporting.report import Figure, Report

YEAR = 2021


def subject(
    code: str = "201-01", valid_from: int = 2018, *, replaces: Subject | None = None, name: str = ""
) -> Subject:
    return Subject(
        code, valid_from, name or f"subject {code}", replaces=replaces.identity if replaces else None
    )


OFFICE, UTILITIES, GRANTS = subject("201-01"), subject("201-02"), subject("403-01")


def line(
    amount: int,
    national: int = 0,
    site: str | None = None,
    description: str = "line",
    *,
    id: int = 0,
    continues: int | None = None,
) -> Line:
    return Line(id, 0, description, "", amount, national, site, False, continues)


def allocation(
    of: Subject,
    amount: int | None = None,
    national: int | None = None,
    lines: Sequence[Line] = (),
    unit: str = "won",
    *,
    is_restated: bool = False,
) -> Allocation:
    return Allocation(0, of, amount, national, unit, tuple(lines), is_restated=is_restated)


def version(
    fiscal_year: int = YEAR,
    kind: str = "original",
    sequence: int = 1,
    *,
    id: int = 0,
    based_on: int | None = None,
    has_allocation: bool = True,
) -> Version:
    numbered = kind == "supplementary" or sequence != 1
    key = f"{fiscal_year}-{kind}-{sequence}" if numbered else f"{fiscal_year}-{kind}"
    return Version(id, key, fiscal_year, kind, sequence, True, "draft", based_on, has_allocation)


def facts(
    allocations: Sequence[Allocation] = (),
    base: Sequence[Allocation] | None = None,
    *,
    year: int = YEAR,
    **more: Any,
) -> Facts:
    """A programme's facts in the year's original; `base` None: the ledger holds no version before."""
    current = version(year)
    before = None if base is None else version(year - 1)
    return Facts(
        program=more.pop("program", Program("anchor", "앵커", "경제정책실", "거점성장추진단", None)),
        versions=(current, *([before] if before else [])),
        version=current,
        base=before,
        as_of=datetime(2021, 1, 1, tzinfo=UTC),
        allocations=tuple(allocations),
        base_allocations=tuple(base or ()),
        **more,
    )


def site(
    slug: str,
    construction_cost: int | None = None,
    area: Decimal | None = None,
    *,
    floors_above: int | None = None,
    floors_below: int | None = None,
    area_kind: str = "plot",
    is_appraised: bool = False,
) -> Site:
    return Site(
        slug,
        slug,
        "selected",
        construction_cost,
        "won",
        area,
        area_kind,
        floors_above,
        floors_below,
        is_appraised=is_appraised,
    )


def milestone(
    happened_on: date,
    text: str = "step",
    *sites: str,
    track: str = "",
    until: date | None = None,
    precision: str = "month",
    is_planned: bool = False,
) -> Milestone:
    return Milestone(track, happened_on, until, precision, text, is_planned, None, sites)


def step(position: int, amount: int | None = None, unit: str = "won", **shares: int) -> Step:
    """A step of the schedule; a share for each of office, utilities and grants that is named."""
    subjects = {"office": OFFICE, "utilities": UTILITIES, "grants": GRANTS}
    return Step(
        position,
        f"step {position}",
        "",
        "2021.01.",
        "2021.12.",
        amount,
        unit,
        tuple(Share(subjects[name], share, False) for name, share in shares.items()),
    )


def entry(of: Subject, period: str, year: int, amount: int | None, national: int | None = None) -> PlanEntry:
    return PlanEntry(of, period, year, amount, national, "won")


def settled(
    fiscal_year: int, of: Subject | None = None, portion: str = "total", **cells: int | None
) -> Settlement:
    """A settlement row with the named cells; the others are blank."""
    assert set(cells) <= set(SETTLEMENT_CELLS)
    return Settlement(fiscal_year, of, portion, {cell: cells.get(cell) for cell in SETTLEMENT_CELLS}, "won")


def column(report: Report, key: str) -> dict[str, Figure]:
    """A column of a report: row key -> figure, in the order of the rows."""
    return {row.key: row.figures[key] for row in report.rows}


def cells(report: Report, row: str, *keys: str) -> tuple[Figure, ...]:
    """Some cells of a row."""
    return tuple(report.row(row).figures[key] for key in keys)
