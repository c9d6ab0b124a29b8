"""Ledgers with a fault that one rule is there to see: for each such rule what was done wrong, or was never entered.

No figure that a slip explains: `ONE_RULE` names the rule, the benchmark counts whether it is heard. The faults of
wrong_figures.py and wrong_rows.py are heard by the others, but for those of `UNSEEDED`.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from ledger.figures.facts import Allocation, Facts, Settlement
from tests.ledger.lived_ledgers import REFUNDS
from tests.ledger.moved_codes import behind, renamed
from tests.ledger.printed_ledgers import Units
from tests.ledger.wrong_figures import Fault, put
from tests.ledger.wrong_rows import printed_like, settled_fault, with_cells
from tests.ledger.wrong_sources import SOURCE_FAULTS

UNSEEDED = {
    "sites_to_budget": "both sides are sums of the same rows: only a report that loses a row can part them",
    "whole_thousand": "a remark at an amount that is right, never a break",
}
"""Rule -> why no fault is seeded for it."""


def national_part(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item with more national money than it has money."""
    places = [at for at, one in enumerate(held.allocations) if any(line.amount > 0 for line in one.lines)]
    if not places:
        return None
    at = random.choice(places)
    lines = held.allocations[at].lines
    place = random.choice([place for place, line in enumerate(lines) if line.amount > 0])
    line = replace(lines[place], national=lines[place].amount + 1000)
    wrong = replace(held.allocations[at], lines=put(lines, place, line))
    return Fault("national_part", replace(held, allocations=put(held.allocations, at, wrong)), amount=1000)


def subject_in_force(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A subject that ended with the year before has a budget."""
    places = [one for one in held.allocations if one.amount]
    if not places:
        return None
    allocation = random.choice(places)
    ended = {allocation.subject: replace(allocation.subject, valid_until=held.year - 1)}
    return Fault("subject_in_force", behind(renamed(held, ended), ended), amount=allocation.amount)


def with_basis(random: Random, held: Facts, rule: str, basis: Callable[[int], str]) -> Fault | None:
    """A line item with the 산출식 that its amount asks for."""
    places = [at for at, one in enumerate(held.allocations) if any(line.amount > 1000 for line in one.lines)]
    if not places:
        return None
    at = random.choice(places)
    lines = held.allocations[at].lines
    place = random.choice([place for place, line in enumerate(lines) if line.amount > 1000])
    line = replace(lines[place], basis=basis(lines[place].amount))
    wrong = replace(held.allocations[at], lines=put(lines, place, line))
    return Fault(rule, replace(held, allocations=put(held.allocations, at, wrong)), amount=line.amount)


def formula_to_amount(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item whose 산출식 counts it twice."""
    return with_basis(random, held, "formula_to_amount", lambda amount: f"{amount:,}원×2회")


def formula_to_outcome(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item whose 산출식 gives its amount and says that it gives twice as much."""
    return with_basis(
        random, held, "formula_to_outcome", lambda amount: f"{amount:,}원×1식 = {2 * amount:,}원"
    )


def matching_ratio(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The province gives a tenth less than its part, own money the rest."""
    if not held.ratios:
        return None
    at = next(at for at, one in enumerate(held.allocations) if one.shares)
    lines = held.allocations[at].lines
    place = next(place for place, line in enumerate(lines) if line.shares)
    (share,) = lines[place].shares
    less = replace(share, amount=share.amount - share.amount // 10)
    wrong = replace(held.allocations[at], lines=put(lines, place, replace(lines[place], shares=(less,))))
    fault = replace(held, allocations=put(held.allocations, at, wrong))
    return Fault("matching_ratio", fault, amount=share.amount // 10)


def in_last_version(held: Facts, year: int, change: Callable[[Allocation], int]) -> Facts:
    """The ledger with other amounts in the last version of a settled year."""
    key = f"{year}-final"
    allotted = tuple(
        replace(one, own_amount=(one.own_amount or 0) + change(one)) for one in held.budgets[key]
    )
    return replace(held, budgets={**held.budgets, key: allotted})


def final_budget_to_version(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The last version of a settled year lacks a tenth of one of its amounts: a 추경 was not entered."""
    years = [one.fiscal_year for one in held.versions if one.kind == "final"]
    if not years:
        return None
    year = random.choice(years)
    lost = max(held.budgets[f"{year}-final"], key=lambda one: one.amount or 0)
    amount = (lost.amount or 0) // 10
    wrong = in_last_version(held, year, lambda one: -amount if one == lost else 0)
    return Fault("final_budget_to_version", wrong, amount=amount)


def refund_to_next_budget(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The budget of the year after pays back twice what was left of the national money; its total stays."""
    years = [
        one.fiscal_year
        for one in held.versions
        if one.kind == "final"
        and one.fiscal_year > held.year - 3
        and any(of.subject.code == REFUNDS for of in held.budgets[one.key])
    ]
    if not years:
        return None
    year = random.choice(years)
    (due,) = (one.amount or 0 for one in held.budgets[f"{year}-final"] if one.subject.code == REFUNDS)
    wrong = in_last_version(held, year, lambda one: due if one.subject.code == REFUNDS else -due)
    return Fault("refund_to_next_budget", wrong, amount=due)


def execution_within_budget(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A fifth more executed than 예산현액; 집행잔액 is what is left, below 0, so that the identities hold."""

    def spoil(row: Settlement, amount: int) -> Settlement:
        executed = amount + amount // 5
        unspent = (row.cells["unspent"] or 0) - (executed - (row.cells["executed"] or 0))
        return with_cells(row, executed=executed, unspent=unspent)

    return settled_fault(random, held, sound, units, "execution_within_budget", "current_budget", spoil)


def executed_within_committed(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """What a subject committed and executed by a day of the year stands in each other's column."""
    places = [at for at, one in enumerate(held.snapshots) if (one.committed or 0) > (one.executed or 0)]
    if not places:
        return None
    at = random.choice(places)
    day = held.snapshots[at]
    swapped = replace(day, committed=day.executed, executed=day.committed)
    wrong = replace(held, snapshots=put(held.snapshots, at, swapped))
    return Fault("executed_within_committed", wrong, amount=day.committed)


def refund_within_national(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """City money that was left over is paid back as well; the identities hold."""
    shared = {(one.fiscal_year, one.subject) for one in sound.settlements if one.portion == "national"}
    places = [
        at
        for at, one in enumerate(sound.settlements)
        if one.portion == "total"
        and (one.fiscal_year, one.subject) in shared
        and (one.cells["unspent"] or 0) > 10_000_000
    ]
    if not places:
        return None
    at = random.choice(places)
    left = sound.settlements[at].cells["unspent"] or 0
    refund = (sound.settlements[at].cells["subsidy_refund"] or 0) + left
    row = with_cells(sound.settlements[at], subsidy_refund=refund, unspent=0)
    wrong = replace(sound, settlements=put(sound.settlements, at, row))
    return Fault("refund_within_national", printed_like(held, wrong, units), amount=left)


def change_to_movements(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A movement that changed the programme's budget was not entered; the year has others."""
    shown = [one for one in held.movements if one.fiscal_year >= held.year - 3]
    years = [one.fiscal_year for one in shown]
    lost = [one for one in shown if one.sign() and years.count(one.fiscal_year) > 1]
    if not lost:
        return None
    gone = random.choice(lost)
    left = tuple(one for one in held.movements if one != gone)
    return Fault("change_to_movements", replace(held, movements=left), amount=gone.amount)


def carried_out_to_carry_overs(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A carry-over was not entered; the year has others."""
    years = [one.fiscal_year for one in held.carry_overs]
    lost = [one for one in held.carry_overs if years.count(one.fiscal_year) > 1]
    if not lost:
        return None
    gone = random.choice(lost)
    left = tuple(one for one in held.carry_overs if one != gone)
    return Fault("carried_out_to_carry_overs", replace(held, carry_overs=left), amount=gone.amount)


def carried_over_once(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """What came into the year as a committed carry-over goes out of it once more."""
    places = [at for at, one in enumerate(held.carry_overs) if one.fiscal_year >= held.year - 3]
    if not places:
        return None
    at = random.choice(places)
    again = replace(held.carry_overs[at], carried_before="committed")
    return Fault(
        "carried_over_once", replace(held, carry_overs=put(held.carry_overs, at, again)), amount=again.amount
    )


def stated_rate(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A printed rate with a digit too many."""
    amounts = {(one.report, one.row, one.column): one.value or 0 for one in held.stated}

    def base(at: int) -> int:
        one = held.stated[at]
        return abs(amounts.get((one.report, one.row, one.column.replace("rate", "prior")), 0))

    places = [at for at, one in enumerate(held.stated) if one.rate and base(at) > 100_000_000]
    if not places:
        return None
    at = random.choice(places)
    rate = (held.stated[at].rate or Decimal(0)) * 10 + 7
    wrong = put(held.stated, at, replace(held.stated[at], rate=rate, text=f"{rate:f}"))
    return Fault("stated_rate", replace(held, stated=wrong))


def deemed_taken_in(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The ledger as a 추경 that leaves out 5백만원 of 성립전, deemed on the budget that it changes."""
    places = [at for at, one in enumerate(held.allocations) if one.own_amount and not one.lines]
    if not places:
        return None
    at, amount = random.choice(places), 5_000_000
    before = replace(held.version, id=9_001, key="so-far", kind="original")
    deemed = replace(before, id=9_002, key="deemed", kind="deemed", based_on=before.id)
    shown = replace(held.version, id=9_003, kind="supplementary", based_on=before.id)
    allotted = held.allocations[at]
    more = replace(allotted, own_amount=(allotted.own_amount or 0) + amount)
    with_more = put(held.allocations, at, more)
    budgets = {**held.budgets, before.key: held.allocations, deemed.key: with_more}
    others = tuple(one for one in held.versions if one.key != held.version.key)
    wrong = replace(held, version=shown, versions=(*others, before, deemed, shown), budgets=budgets)
    return Fault("deemed_taken_in", wrong, amount=amount)


ONE_RULE = {
    make.__name__: make
    for make in (
        national_part,
        subject_in_force,
        formula_to_amount,
        formula_to_outcome,
        matching_ratio,
        final_budget_to_version,
        refund_to_next_budget,
        execution_within_budget,
        executed_within_committed,
        refund_within_national,
        change_to_movements,
        carried_out_to_carry_overs,
        carried_over_once,
        stated_rate,
        deemed_taken_in,
        *SOURCE_FAULTS,
    )
}
"""Rule -> what makes a fault that it is there to see, None where the ledger has no place for it."""
