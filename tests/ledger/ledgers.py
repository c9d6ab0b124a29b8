"""Whole ledgers as pure records, exact in won, all identities holding.

`exact` draws a programme's ledger; tests/ledger/printed_ledgers.py prints it. The benchmark of seeded faults and the
property tests share them. No figure is tuned to a rule.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

from ledger.figures.facts import (
    Allocation,
    Cost,
    Facts,
    Grant,
    Line,
    PlanEntry,
    Program,
    Settlement,
    Share,
    Site,
    Step,
    Subject,
)
from ledger.figures.movement import CarryOver, Movement
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from tests.ledger.records import version

CODES = ("201-01", "201-02", "207-01", "308-01", "401-01", "401-02", "403-01", "405-01")


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
                Settlement(settled, scope, "total", added(everything[key] for key in keys), "won")
            )
            x_cells = [everything[key] for key in keys if key[1] == 1]
            if x_cells:
                settlements.append(Settlement(settled, scope, "national", added(x_cells), "won"))

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
        movements=tuple(movements(chains, subjects, last_settled)),
        carry_overs=tuple(carry_overs(chains, subjects, last_settled)),
        sites=tuple(sites),
        grants=tuple(grants(random, periods, sites, first, year)),
    )


Chains = dict[tuple[str, int], Chain]
"""Code of a subject and component (1: national money) -> its years."""


def movements(chains: Chains, subjects: Iterable[Subject], until: int) -> Iterable[Movement]:
    """What made each subject's 예산변경: from the reserve or to elsewhere, and a 전용 to another subject and back."""
    subjects = list(subjects)
    for at, subject in enumerate(subjects):
        for year, cells in chains[subject.code, 0].items():
            change = cells["budget_change"]
            if year > until or not change:
                continue
            if change > 0:
                yield movement(year, 2, "contingency", None, subject, change)
            else:
                yield movement(year, 2, "transfer", subject, None, -change)
            other = subjects[at - 1]
            if other != subject:
                yield movement(year, 5, "virement", subject, other, 3_000)
                yield movement(year, 11, "virement", other, subject, 3_000)


def movement(
    year: int, month: int, kind: str, source: Subject | None, to: Subject | None, amount: int
) -> Movement:
    """A movement of city money."""
    return Movement(year, kind, date(year, month, 14), "", source, to, "", amount, 0, "won")


def carry_overs(chains: Chains, subjects: Iterable[Subject], until: int) -> Iterable[CarryOver]:
    """What each subject carried out, in two kinds where it can be parted."""
    for subject in subjects:
        for year, cells in chains[subject.code, 0].items():
            amount = cells["carried_out"]
            if year <= until and amount:
                declared = amount // 3
                for kind, part in (("declared", declared), ("committed", amount - declared)):
                    if part:
                        yield CarryOver(year, subject, kind, part, 0, "won")


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
