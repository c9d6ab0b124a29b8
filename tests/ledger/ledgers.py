"""Whole ledgers as pure records, all identities holding: exact in won, then as a document prints them.

`exact` draws a programme's ledger; `as_printed` rounds what each table holds to its unit and prints every figure.
The benchmark of seeded faults and the property tests share them. No figure is tuned to a rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

from ledger.figures.facts import (
    Allocation,
    Cost,
    Facts,
    Grant,
    Line,
    PlanEntry,
    Program,
    Settled,
    Share,
    Site,
    Stated,
    Step,
    Subject,
)
from ledger.figures.money import UNITS, round_half_up, whole_units
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.reports import REPORTS_BY_NAME
from ledger.reports.report import Figure
from tests.ledger.records import version

CODES = ("201-01", "201-02", "207-01", "308-01", "401-01", "401-02", "403-01", "405-01")
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


FORM = Units()
"""The units of the council's form."""


def rounded(amount: int | None, unit: str) -> int | None:
    """An amount in won as it is known after it was printed in a unit."""
    return None if amount is None else whole_units(amount, unit) * UNITS[unit]


# The exact ledger


def shares_of(random: Random, amount: int, most: int, grain: int) -> list[int]:
    """An amount split into one to `most` parts, all but the last whole multiples of a grain."""
    parts = []
    for _ in range(random.randint(0, most - 1)):
        part = random.randint(0, amount // grain) * grain
        if 0 < part < amount:
            parts.append(part)
            amount -= part
    return [*parts, amount]


def money(random: Random, grain: int) -> int:
    """An amount of the sizes that budgets have: some millions to some ten billions of won."""
    most = 10 ** random.randint(8, 10)
    return random.randint(most // 200 // grain + 1, 3 * most // grain) * grain


Chain = dict[int, dict[str, int]]
"""Year -> the cells of a settlement."""


def settled_years(
    random: Random, years: Iterable[int], grain: int, *, is_national: bool, carries: bool
) -> Chain:
    """A component (city or national money) of a subject through the years, all identities holding."""
    chain: Chain = {}
    carried = 0
    for year in years:
        final = money(random, grain)
        if is_national:
            final = random.choice((0, 0, 5, 10, 15, 20, 25)) * 100_000_000
        change = 0
        if not is_national and random.random() < 0.3:
            change = random.randint(-final // (4 * grain), final // (4 * grain)) * grain
        current = final + carried + change
        left = 0
        if not (is_national and random.random() < 0.6):
            left = random.randint(0, max(0, current) // (4 * grain)) * grain
        out = random.randint(0, left // grain) * grain if carries and random.random() < 0.7 else 0
        unspent = left - out
        chain[year] = {
            "final_budget": final,
            "carried_in": carried,
            "budget_change": change,
            "current_budget": current,
            "executed": current - left,
            "carried_out": out,
            "subsidy_refund": unspent if is_national else 0,
            "unspent": 0 if is_national else unspent,
        }
        carried = out
    return chain


def added(chains: Iterable[dict[str, int]]) -> dict[str, int | None]:
    chains = list(chains)
    return {cell: sum(one[cell] for one in chains) for cell in SETTLEMENT_CELLS}


def exact(random: Random, *, grain: int = 1000, subject_settlements: bool | None = None) -> Facts:
    """A programme's ledger in won, every figure a multiple of `grain` and every identity holding."""
    year = random.randint(2016, 2030)
    first = year - random.randint(3, 4)
    codes = random.sample(CODES, random.randint(2, 6))
    subjects = [Subject(code, first - 1, f"subject {code}") for code in sorted(codes)]
    sites = [
        Site(f"site-{n}", f"Site {n}", "open", money(random, grain), "won", Decimal(900), "plot", 3, 1)
        for n in range(1, random.randint(2, 5) + 1)
    ]
    by_subject = random.random() < 0.5 if subject_settlements is None else subject_settlements
    years = range(first, year)  # the last one, the year before the document's, is often not settled yet
    last_settled = year - 1 if random.random() < 0.6 else year - 2

    allocations, base, plan, settlements = [], [], [], []
    chains: dict[tuple[str, int], Chain] = {}
    periods: dict[str, int] = {"through": 0, "before": 0, "year": 0, "after": 0}
    for subject in subjects:
        gets_national = random.random() < 0.5
        components = [settled_years(random, years, grain, is_national=False, carries=True)]
        if gets_national:
            components.append(settled_years(random, years, grain, is_national=True, carries=False))
        for number, chain in enumerate(components):
            chains[subject.code, number] = chain
        national = {
            "through": sum(components[1][one]["executed"] for one in years[:-1]) if gets_national else 0,
            "before": random.choice((0, 5, 10)) * 100_000_000 if gets_national else 0,
            "year": random.choice((0, 5, 20)) * 100_000_000 if gets_national else 0,
            "after": 0,
        }
        own = {"before": money(random, grain), "year": money(random, grain)}
        carried_in = sum(chain[year - 1]["carried_in"] for chain in components)
        amounts = {
            "through": sum(chain[one]["executed"] for chain in components for one in years[:-1]),
            "before": own["before"] + national["before"] + carried_in,
            "year": own["year"] + national["year"],
            "after": money(random, grain) if random.random() < 0.6 else 0,
        }
        for period, amount in national.items():
            periods[period] += amount
        if random.random() < 0.15:  # new this year: the base allots nothing
            amounts["before"] -= own["before"] + national["before"]
            periods["before"] -= national["before"]
            national["before"] = 0
        else:
            base.append(Allocation(0, subject, own["before"] + national["before"], national["before"], "won"))
        headings = {
            "through": ("through", year - 2),
            "before": ("year", year - 1),
            "year": ("year", year),
            "after": ("after", year + 1),
        }
        for period, (kind, of) in headings.items():
            plan.append(PlanEntry(subject, kind, of, amounts[period], national[period], "won"))
        lines: list[Line] = []
        if random.random() < 0.7:
            parts = shares_of(random, amounts["year"], 4, grain)
            rest = national["year"]
            for position, part in enumerate(parts):
                x = min(part, rest)
                rest -= x
                where = random.choice([None, *sites])
                lines.append(
                    Line(0, position, f"line {position}", "", part, x, where.slug if where else None, False)
                )
        allocations.append(
            Allocation(
                0,
                subject,
                None if lines else amounts["year"],
                None if lines else national["year"],
                "won",
                tuple(lines),
            )
        )

    for settled in range(first, last_settled + 1):
        everything = {key: chain[settled] for key, chain in chains.items()}
        scopes: list[tuple[Subject | None, list[tuple[str, int]]]] = [(None, list(everything))]
        if by_subject:
            scopes += [(one, [key for key in everything if key[0] == one.code]) for one in subjects]
        for scope, keys in scopes:
            settlements.append(
                Settled(settled, scope, "total", added(everything[key] for key in keys), "won")
            )
            x_cells = [everything[key] for key in keys if key[1] == 1]
            if x_cells:
                settlements.append(Settled(settled, scope, "national", added(x_cells), "won"))

    total_national = sum(periods.values())
    total = sum(entry.amount or 0 for entry in plan)
    budget = sum(allocation.amount or 0 for allocation in allocations)
    costs = [
        Cost("national", "total", False, total_national, "won"),
        Cost("city", "total", False, total - total_national, "won"),
        Cost("national", "year", False, periods["year"], "won"),
        Cost("city", "year", False, budget - periods["year"], "won"),
    ]
    if random.random() < 0.3:
        costs.append(Cost("other", "total", True, money(random, grain), "won"))
        costs = with_district(costs, grain)
    return Facts(
        program=Program(f"program-{year}", "Programme", "Bureau", "Division", first),
        versions=(version(year), version(year - 1)),
        version=version(year),
        base=version(year - 1),
        as_of=datetime(year, 1, 1, tzinfo=UTC),
        subjects=tuple(subjects),
        allocations=tuple(allocations),
        base_allocations=tuple(base),
        document=f"document-{year}",
        costs=tuple(costs),
        plan=tuple(plan),
        schedule=tuple(steps(random, allocations, grain)),
        settlements=tuple(settlements),
        sites=tuple(sites),
        grants=tuple(grants(random, periods, sites, first, year)),
    )


def with_district(costs: list[Cost], grain: int) -> list[Cost]:
    """A third of what the city pays in all is the district's, on budget too."""
    city = costs[1].amount or 0
    part = city // (3 * grain) * grain
    return [
        costs[0],
        replace(costs[1], amount=city - part),
        *costs[2:],
        Cost("district", "total", False, part, "won"),
    ]


def steps(random: Random, allocations: Iterable[Allocation], grain: int) -> list[Step]:
    """A schedule that spends the budget: each subject's amount in shares over some steps."""
    count = random.randint(3, 6)
    shares: list[dict[str, Share]] = [{} for _ in range(count)]
    for allocation in allocations:
        parts = shares_of(random, allocation.amount or 0, 3, grain)
        for number, part in zip(random.sample(range(count), len(parts)), parts, strict=True):
            shares[number][allocation.subject.code] = Share(allocation.subject, part, False)
    return [
        Step(position, f"step {position}", "", "", "", None, "won", tuple(of_step.values()))
        for position, of_step in enumerate((one for one in shares if one), start=1)
    ]


def grants(
    random: Random, periods: dict[str, int], sites: list[Site], first: int, year: int
) -> Iterable[Grant]:
    """The national money of each period as it was secured: some of it as special shared tax, by site."""
    spans = {"through": (first, year - 2), "before": (year - 1, year - 1), "year": (year, year)}
    for period, (start, end) in spans.items():
        if periods[period]:
            for part in shares_of(random, periods[period], 3, 100_000_000):
                kind = random.choice(("subsidy", "subsidy", "special_tax"))
                site = random.choice(sites).slug
                yield Grant(site, kind, part, "won", random.randint(start, end))


# The same as a document prints it


def as_printed(held: Facts, units: Units = FORM, *, tables: Sequence[str] = PRINTED) -> Facts:
    """The ledger with each table's figures known to its unit, and the printed figures beside it."""
    return replace(in_units(held, units), stated=tuple(printed_figures(held, units, tables)))


def in_units(held: Facts, units: Units) -> Facts:
    def allotted(allocation: Allocation) -> Allocation:
        if allocation.lines:
            return allocation  # a line item is known in won, whatever unit the table prints
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


def printed_figures(held: Facts, units: Units, tables: Sequence[str]) -> Iterable[Stated]:
    """What the document prints of the exact ledger, cell by cell. A cell that an identity gives is left blank."""
    for name in tables:
        report, unit = REPORTS_BY_NAME[name].build(held), units.of(name)
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
                elif column.kind == "money" and (isinstance(figure, int) or key in row.nil):
                    amount = figure if isinstance(figure, int) else 0
                    if name == "overview" and row.key == "total-cost":
                        amount = rounded(amount, cost_unit(units, "total")) or 0
                    number = whole_units(amount, unit)
                    yield Stated(name, row.key, key, held.year, unit, str(number), number * UNITS[unit], None)


def printed_rate(
    name: str, row: str, column: str, year: int, unit: str, figure: Figure, amounts: Sequence[Figure]
) -> Stated:
    """A rate to whole percent; over a base that prints as 0 the form prints 100, or 0 where nothing changed."""
    change, prior = (whole_units(one, unit) if isinstance(one, int) else 0 for one in amounts)
    rate = Decimal(0)
    if prior and isinstance(figure, Fraction):
        rate = round_half_up(figure)
    elif change:
        rate = Decimal(100)
    return Stated(name, row, column, year, "percent", f"{rate:f}", None, rate)
