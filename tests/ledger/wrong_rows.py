"""Ledgers with a fault in rows, or in what the whole document counts."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from ledger.figures.facts import Facts, Settlement
from ledger.figures.subjects import joint_pairs
from tests.ledger.printed_ledgers import Units, as_printed
from tests.ledger.wrong_figures import Fault, put

# What can be wrong with rows, and with what a document counts


def printed_like(held: Facts, wrong: Facts, units: Units) -> Facts:
    """A wrong ledger as the document prints it that is `held` where it is sound."""
    return as_printed(wrong, units, tables=tuple({one.report for one in held.stated}))


def missing_line(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item was not entered; those below it move up."""
    places = [
        at
        for at, one in enumerate(held.allocations)
        if len(one.lines) > 1 and any(line.amount for line in one.lines)
    ]
    if not places:
        return None
    at = random.choice(places)
    allocation = held.allocations[at]
    gone = random.choice([place for place, line in enumerate(allocation.lines) if line.amount])
    lines = tuple(line for place, line in enumerate(allocation.lines) if place != gone)
    wrong = replace(held, allocations=put(held.allocations, at, replace(allocation, lines=lines)))
    return Fault("missing_row", wrong, amount=allocation.lines[gone].amount)


def doubled_line(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item was entered twice; those below it move down."""
    places = [at for at, one in enumerate(held.allocations) if any(line.amount for line in one.lines)]
    if not places:
        return None
    at = random.choice(places)
    allocation = held.allocations[at]
    twice = random.choice([place for place, line in enumerate(allocation.lines) if line.amount])
    lines = allocation.lines[: twice + 1] + allocation.lines[twice:]
    wrong = replace(held, allocations=put(held.allocations, at, replace(allocation, lines=lines)))
    return Fault("doubled_row", wrong, amount=allocation.lines[twice].amount)


def missing_entry(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A cell of the plan was not entered."""
    places = [at for at, one in enumerate(held.plan) if one.amount and not one.national]
    at = random.choice(places)
    plan = held.plan[:at] + held.plan[at + 1 :]
    return Fault("missing_row", replace(held, plan=plan), amount=held.plan[at].amount)


def missing_share(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A share of a step was not entered."""
    places = [
        at
        for at, one in enumerate(held.schedule)
        if len(one.shares) > 1 and any(share.amount for share in one.shares)
    ]
    if not places:
        return None
    at = random.choice(places)
    step = held.schedule[at]
    gone = random.choice([place for place, share in enumerate(step.shares) if share.amount])
    shares = step.shares[:gone] + step.shares[gone + 1 :]
    wrong = replace(held, schedule=put(held.schedule, at, replace(step, shares=shares)))
    return Fault("missing_row", wrong, amount=step.shares[gone].amount)


def missing_print(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A row of a printed column is blank in the document; its total counts it."""
    tables = ("budget-summary", "investment-plan")
    in_no_total = {"total", *(one.key for one in joint_pairs(held))}
    places = [
        at
        for at, one in enumerate(held.stated)
        if one.report in tables
        and one.row not in in_no_total
        and one.value
        and one.column in ("prior", "current")
    ]
    if not places:
        return None
    at = random.choice(places)
    amount = held.stated[at].value
    blank = replace(held.stated[at], value=None, text="")
    return Fault("missing_row", replace(held, stated=put(held.stated, at, blank)), amount=amount)


def plan_without_carry_in(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The plan of the year before counts the budget only, or the carry-over twice; 총사업비 follows the plan."""
    year, sign = held.year - 1, random.choice((-1, 1))
    before = next(
        (
            row
            for row in sound.settlements
            if (row.fiscal_year, row.subject, row.portion) == (year - 1, None, "total")
        ),
        None,
    )
    amount = before.cells["carried_out"] if before else 0
    entries = [at for at, one in enumerate(sound.plan) if (one.period, one.year) == ("year", year)]
    if not amount:
        return None
    at = max(entries, key=lambda one: sound.plan[one].amount or 0)
    if (sound.plan[at].amount or 0) < amount:
        return None
    entry = replace(sound.plan[at], amount=(sound.plan[at].amount or 0) + sign * amount)
    costs = tuple(
        replace(cost, amount=(cost.amount or 0) + sign * amount)
        if (cost.source, cost.scope) == ("city", "total")
        else cost
        for cost in sound.costs
    )
    wrong = replace(sound, plan=put(sound.plan, at, entry), costs=costs)
    return Fault("carry_over", printed_like(held, wrong, units), amount=amount)


def settled_fault(
    random: Random,
    held: Facts,
    sound: Facts,
    units: Units,
    kind: str,
    has: str,
    spoil: Callable[[Settlement, int], Settlement],
) -> Fault | None:
    """A settled year whose printed row counts something otherwise; the ledger has it as printed."""
    places = [
        at for at, row in enumerate(sound.settlements) if row.cells[has] and row.fiscal_year >= sound.year - 3
    ]
    if not places:
        return None
    at = random.choice(places)
    amount = sound.settlements[at].cells[has] or 0
    wrong = put(sound.settlements, at, spoil(sound.settlements[at], amount))
    return Fault(kind, printed_like(held, replace(sound, settlements=wrong), units), amount=amount)


def with_cells(row: Settlement, **cells: int | None) -> Settlement:
    return replace(row, cells={**row.cells, **cells})


def carry_over_left_out(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """예산현액 without what was carried in."""
    return settled_fault(
        random,
        held,
        sound,
        units,
        "carry_over",
        "carried_in",
        lambda row, amount: with_cells(row, current_budget=(row.cells["current_budget"] or 0) - amount),
    )


def carry_in_forgotten(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """전년이월 printed 0 although the year before carried something out."""
    return settled_fault(
        random,
        held,
        sound,
        units,
        "carry_over",
        "carried_in",
        lambda row, amount: with_cells(row, carried_in=0),
    )


def refund_inside(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """집행잔액 that contains the 보조금반납금 which stands beside it."""
    return settled_fault(
        random,
        held,
        sound,
        units,
        "refund",
        "subsidy_refund",
        lambda row, amount: with_cells(row, unspent=(row.cells["unspent"] or 0) + amount),
    )


def refund_outside(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """No 보조금반납금 in the programme's row, and 집행잔액 without it; the national row prints it."""
    places = [
        at
        for at, row in enumerate(sound.settlements)
        if row.portion == "total" and row.cells["subsidy_refund"] and row.fiscal_year >= sound.year - 3
    ]
    if not places:
        return None
    at = random.choice(places)
    amount = sound.settlements[at].cells["subsidy_refund"]
    wrong = put(sound.settlements, at, with_cells(sound.settlements[at], subsidy_refund=None))
    return Fault("refund", printed_like(held, replace(sound, settlements=wrong), units), amount=amount)


def special_grant(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The settlement's national money without a special grant, or the plan's and 총사업비's."""
    year = sound.year
    special = [one for one in sound.grants if one.kind == "special_tax" and one.year <= year - 2]
    if not special:
        return None
    amount = random.choice(special).amount
    if random.random() < 0.5:
        places = [
            at
            for at, row in enumerate(sound.settlements)
            if row.portion == "national"
            and row.subject is None
            and row.fiscal_year <= year - 2
            and (row.cells["executed"] or 0) >= amount
        ]
        if not places or any(row.subject for row in sound.settlements):
            return None
        row = sound.settlements[places[0]]
        less = {
            cell: (row.cells[cell] or 0) - amount for cell in ("final_budget", "current_budget", "executed")
        }
        wrong = replace(sound, settlements=put(sound.settlements, places[0], with_cells(row, **less)))
        return Fault("special_grant", printed_like(held, wrong, units), amount=amount)
    entries = [
        at for at, one in enumerate(sound.plan) if one.period == "through" and (one.national or 0) >= amount
    ]
    if not entries:
        return None
    entry = sound.plan[entries[0]]
    moved = {"national": -amount, "city": amount}
    costs = tuple(
        replace(cost, amount=(cost.amount or 0) + moved[cost.source])
        if cost.scope == "total" and cost.source in moved
        else cost
        for cost in sound.costs
    )
    plan = put(sound.plan, entries[0], replace(entry, national=(entry.national or 0) - amount))
    return Fault(
        "special_grant", printed_like(held, replace(sound, plan=plan, costs=costs), units), amount=amount
    )


ROW_FAULTS = (
    missing_line,
    doubled_line,
    missing_entry,
    missing_share,
    missing_print,
    plan_without_carry_in,
    carry_over_left_out,
    carry_in_forgotten,
    refund_inside,
    refund_outside,
    special_grant,
)
