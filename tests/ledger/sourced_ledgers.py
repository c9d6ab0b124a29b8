"""Random ledgers whose money comes from several sources, told apart everywhere, so that every tie holds."""

from collections.abc import Iterable
from dataclasses import replace

from ledger.figures.budget import SourceShare
from ledger.figures.facts import Allocation, Cost, Facts, FundingSource, Line, PlanEntry, Settlement
from ledger.figures.movement import CarryOver

FUND = FundingSource("fund", "기금", "national")
PROVINCE = FundingSource("metropolitan", "시·도비", "metropolitan")
DISTRICT = FundingSource("basic", "구비", "basic")
SOURCES = (FUND, PROVINCE, DISTRICT)


def shares(national: int, rest: int, *, of_national: bool = True) -> tuple[SourceShare, ...]:
    """A fifth of the national money is the fund's; of the rest a quarter the province's, an eighth the district's."""
    given = {
        FUND.slug: national // 5 if of_national else 0,
        PROVINCE.slug: rest // 4,
        DISTRICT.slug: rest // 8,
    }
    return tuple(SourceShare(slug, amount) for slug, amount in given.items() if amount)


def of_line(line: Line) -> Line:
    """What was national money is the subsidy's and the fund's."""
    given = shares(line.national, line.amount - line.national)
    return replace(line, national=line.national - line.national // 5, shares=given)


def of_allocation(one: Allocation) -> Allocation:
    if one.lines:
        return replace(one, lines=tuple(map(of_line, one.lines)))
    national = one.own_national or 0
    given = shares(national, (one.own_amount or 0) - national)
    return replace(one, own_national=national - national // 5, own_shares=given)


def given_by(allocations: Iterable[Allocation], code: str) -> tuple[SourceShare, ...]:
    """What each source gives to a subject of a budget, in one share."""
    of_subject = [
        share for one in allocations if one.subject.code == code for share in one.shares if share.amount
    ]
    sums = dict.fromkeys((share.source for share in of_subject), 0)
    for share in of_subject:
        sums[share.source] += share.amount
    return tuple(SourceShare(slug, amount) for slug, amount in sums.items())


def of_entry(entry: PlanEntry, allocations: Iterable[Allocation], year: int) -> PlanEntry:
    """The plan's column of the year as the budget has it; the other years by the same rule."""
    if (entry.period, entry.year) == ("year", year):
        return replace(entry, shares=given_by(allocations, entry.subject.code))
    national = entry.national or 0
    return replace(
        entry, shares=shares(national, (entry.amount or 0) - national, of_national=entry.period == "after")
    )


def of_settlement(one: Settlement, carry_overs: Iterable[CarryOver]) -> Settlement:
    """What is carried out as the carry-overs say; of the budget a share that is within it."""
    if one.portion == "national":
        return one
    some = [
        carried
        for carried in carry_overs
        if carried.fiscal_year == one.fiscal_year and one.subject in (None, carried.subject)
    ]
    found = [("carried_out", share) for carried in some for share in carried.shares]
    budget = one.cells["current_budget"] or 0
    if budget > 0:
        found.append(("current_budget", SourceShare(PROVINCE.slug, budget // 100)))
    return replace(one, shares=tuple(found))


def costs(
    held: Iterable[Cost], plan: Iterable[PlanEntry], allocations: Iterable[Allocation]
) -> Iterable[Cost]:
    """The costs on budget: all that is not national is the province's (시비), or the district's (구비)."""
    held = [one for one in held if one.off_budget or one.source == "national"]
    amounts = {
        "total": (sum(one.amount or 0 for one in plan), [share for one in plan for share in one.shares]),
        "year": (
            sum(one.amount or 0 for one in allocations),
            [share for one in allocations for share in one.shares],
        ),
    }
    yield from held
    for scope, (whole, given) in amounts.items():
        national = sum(one.amount or 0 for one in held if (one.source, one.scope) == ("national", scope))
        province = sum(share.amount for share in given if share.source == PROVINCE.slug)
        yield Cost("city", scope, False, province, "won")
        yield Cost("district", scope, False, whole - national - province, "won")


def sourced(held: Facts) -> Facts:
    """The ledger of a district, its money told apart by source: 시비 is the province's, 구비 all else."""
    allocations = tuple(map(of_allocation, held.allocations))
    base = tuple(map(of_allocation, held.base_allocations))
    plan = tuple(of_entry(one, allocations, held.year) for one in held.plan)
    carry_overs = tuple(
        replace(one, shares=shares(0, one.amount, of_national=False)) for one in held.carry_overs
    )
    return replace(
        held,
        sources=SOURCES,
        allocations=allocations,
        base_allocations=base,
        plan=plan,
        costs=tuple(costs(held.costs, plan, allocations)),
        carry_overs=carry_overs,
        settlements=tuple(of_settlement(one, carry_overs) for one in held.settlements),
    )
