"""`make bench-faults`: how well the tie-outs find seeded faults, and how often they name the true cause.

Realistic ledgers (tests/ledger/ledgers.py: all identities hold) get one fault each, by a fixed seed. Counted:

- a fault in one figure is detected when a tie breaks that has this very figure among its terms; a fault in rows or
  in what the whole document counts is detected when a tie breaks at all;
- the true cause: the right kind *and* the right cell where the fault is in one figure, looked up in the first broken
  tie that has the figure. `EQUAL` lists the kinds that the same figures bear out alike;
- a figure in no decided tie of the sound ledger has no second witness: no rule can see it. Counted apart, named;
- an error that rounding could hide (up to twice what the sharpest tie of the figure is known to) is no fault.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, NamedTuple

from ledger.figures.facts import Facts, Settled
from ledger.figures.money import UNITS, whole_units
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.reports.investment_plan import column_key
from ledger.reports.overview import ROWS
from ledger.reports.settlement import row_key
from ledger.reports.subjects import in_order, row_keys
from ledger.tieout import Cell, Finding, findings
from ledger.tieout.causes import figure_of
from ledger.tieout.finding import Cause, slack
from tests.ledger.ledgers import FORM, PRINTED, Units, as_printed, exact

ALL = PRINTED
TABLES = (ALL, ALL, ALL, ("overview", "budget-summary", "calculation-basis", "investment-plan"), ALL, ALL, ())
"""Which tables the documents print, in turn."""

LEDGERS, ROUNDS, ROW_ROUNDS, SEED = 24, 3, 2, 20211012
GOALS = {"detected": 100.0, "first": 80.0, "first three": 95.0}

EQUAL = {
    "missing_row": {"missing_row", "figure_left_out"},  # a total that lacks a row of its own
    "doubled_row": {"doubled_row", "figure_added"},  # a total that has a row of its own twice
    "figure_added": {
        "figure_added",
        "doubled_row",
        "carry_over",
    },  # where the figure added is a part of the total itself, or a carry-over
    "carry_over": {"carry_over", "figure_left_out", "figure_added"},  # ... of the carry-over's own cell
}
"""Kind of fault -> the kinds of cause that say the same of the same figures."""


class Slot(NamedTuple):
    """A figure that can be wrong: its cell, whether it is the printed one, its amount and unit, how to change it."""

    cell: Cell
    is_printed: bool
    amount: int
    unit: str
    put: Callable[[int], Facts]


@dataclass(frozen=True)
class Fault:
    """A ledger with a fault. `slot` None: the fault is not in one figure; then `amount` is what went astray."""

    kind: str
    held: Facts
    slot: Slot | None = None
    amount: int | None = None


# Where a fault can be


def put(records: tuple[Any, ...], at: int, record: Any) -> tuple[Any, ...]:
    return (*records[:at], record, *records[at + 1 :])


def printed_slots(held: Facts) -> Iterator[Slot]:
    for at, one in enumerate(held.stated):
        if one.value is not None:

            def change(amount: int, at: int = at) -> Facts:
                text = str(whole_units(amount, held.stated[at].unit))
                wrong = replace(held.stated[at], value=amount, text=text)
                return replace(held, stated=put(held.stated, at, wrong))

            yield Slot(Cell(one.report, one.row, one.column, held.year), True, one.value, one.unit, change)


def record_slots(held: Facts) -> Iterator[Slot]:
    """The figures of the ledger itself."""
    year = held.year
    number = 0
    for at, allocation in enumerate(held.allocations):
        for place, line in enumerate(allocation.lines):
            number += 1

            def change_line(amount: int, at: int = at, place: int = place) -> Facts:
                lines = held.allocations[at].lines
                wrong = replace(
                    held.allocations[at], lines=put(lines, place, replace(lines[place], amount=amount))
                )
                return replace(held, allocations=put(held.allocations, at, wrong))

            yield Slot(
                Cell("calculation-basis", f"line-{number}", "amount", year),
                False,
                line.amount,
                "won",
                change_line,
            )
    for name, column in (("allocations", "current"), ("base_allocations", "prior")):
        for at, allocation in enumerate(getattr(held, name)):
            if not allocation.lines:
                yield Slot(
                    Cell("budget-summary", allocation.subject.code, column, year),
                    False,
                    allocation.own_amount,
                    allocation.unit,
                    changed(held, name, at, "own_amount"),
                )
    for at, entry in enumerate(held.plan):
        cell = Cell("investment-plan", entry.subject.code, column_key(entry, year), year)
        if entry.amount is not None:
            yield Slot(cell, False, entry.amount, entry.unit, changed(held, "plan", at, "amount"))
        if entry.national is not None:
            cell = cell._replace(column=f"{cell.column}_national")
            yield Slot(cell, False, entry.national, entry.unit, changed(held, "plan", at, "national"))
    rows = {scope: row for row, scope in ROWS.items()}
    for at, cost in enumerate(held.costs):
        if cost.amount is not None:
            cell = Cell("overview", rows[cost.scope], cost.source, year)
            yield Slot(cell, False, cost.amount, cost.unit, changed(held, "costs", at, "amount"))
    keys = row_keys(in_order(one.subject for one in held.settlements if one.subject is not None))
    for at, settled in enumerate(held.settlements):
        for name in SETTLEMENT_CELLS:
            amount = settled.cells[name]
            if amount is not None and settled.fiscal_year >= year - 3:

                def change_cell(amount: int, at: int = at, name: str = name) -> Facts:
                    wrong = replace(held.settlements[at], cells={**held.settlements[at].cells, name: amount})
                    return replace(held, settlements=put(held.settlements, at, wrong))

                row = row_key(settled.fiscal_year, settled.subject, settled.portion, keys)
                yield Slot(Cell("settlement", row, name, year), False, amount, settled.unit, change_cell)
    for at, step in enumerate(held.schedule):
        for place, share in enumerate(step.shares):

            def change_share(amount: int, at: int = at, place: int = place) -> Facts:
                shares = held.schedule[at].shares
                wrong = replace(
                    held.schedule[at], shares=put(shares, place, replace(shares[place], amount=amount))
                )
                return replace(held, schedule=put(held.schedule, at, wrong))

            cell = Cell("schedule", f"line-{at + 1}", share.subject.code, year)
            yield Slot(cell, False, share.amount, step.unit, change_share)
    for at, site in enumerate(held.sites):
        if site.construction_cost is not None:
            cell = Cell("sites", site.slug, "construction_cost", year)
            yield Slot(
                cell,
                False,
                site.construction_cost,
                site.unit,
                changed(held, "sites", at, "construction_cost"),
            )
    for at, grant in enumerate(held.grants):
        if sum(other.site == grant.site for other in held.grants) > 1:
            continue  # the cell shows their sum
        cell = Cell("sites", grant.site or "unassigned", "national_grant", year)
        yield Slot(cell, False, grant.amount, grant.unit, changed(held, "grants", at, "amount"))


def changed(held: Facts, name: str, at: int, field: str) -> Callable[[int], Facts]:
    def change(amount: int) -> Facts:
        records = getattr(held, name)
        wrong = replace(records[at], **{field: amount})
        return replace(held, **{name: put(records, at, wrong)})  # type: ignore[arg-type]

    return change


# What can be wrong with one figure


def unit_slip(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    if random.random() < 0.5:
        return slot.amount * 1000
    return whole_units(slot.amount, slot.unit) // 1000 * UNITS[slot.unit] or None


def sign_slip(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    return -slot.amount


def swapped_digits(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    digits = list(str(abs(whole_units(slot.amount, slot.unit))))
    places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1]]
    places = [at for at in places if at or digits[1] != "0"]
    if not places:
        return None
    at = random.choice(places)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return int("".join(digits)) * UNITS[slot.unit] * (-1 if slot.amount < 0 else 1)


def figure_added(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    """The figure of another row of the same table: the same column, or any other as at T08."""
    others = [
        other
        for other in slots
        if other.is_printed == slot.is_printed
        and other.cell.report == slot.cell.report
        and other.cell.row not in (slot.cell.row, "total")
        and other.amount
        and other.cell.column != "rate"
    ]
    return slot.amount + random.choice(others).amount if others else None


def doubled_total(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    """A printed total that counts one of its rows twice; of a given figure, the figure itself twice."""
    if not slot.is_printed:
        plain = slot.cell.report in ("schedule", "investment-plan")
        return slot.amount * 2 if plain else None
    parts = [
        other
        for other in slots
        if other.is_printed
        and other.cell._replace(row="total") == slot.cell
        and other.cell.row != "total"
        and other.amount
    ]
    return slot.amount + random.choice(parts).amount if slot.cell.row == "total" and parts else None


def compared(slot: Slot, slots: list[Slot]) -> tuple[int | None, int | None]:
    """The figure of the version before for what is a figure of the budget, and the right one."""
    cell = slot.cell
    is_budget = (
        (cell.report == "budget-summary" and cell.column == "current")
        or (cell.report == "investment-plan" and cell.column == str(cell.year))
        or (cell.report, cell.row, cell.column) == ("overview", "year-cost", "total")
    )
    row = "total" if cell.report == "overview" else cell.row
    priors = [
        other.amount
        for other in slots
        if (other.cell.report, other.cell.row, other.cell.column) == ("budget-summary", row, "prior")
    ]
    return (priors[0], slot.amount) if is_budget and priors else (None, None)


def other_version(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    prior, _ = compared(slot, slots)
    return None if not prior else whole_units(prior, slot.unit) * UNITS[slot.unit]


def change_as_amount(random: Random, slot: Slot, slots: list[Slot]) -> int | None:
    prior, current = compared(slot, slots)
    if not prior or current is None:
        return None
    return whole_units(current - prior, slot.unit) * UNITS[slot.unit]


SLIPS: dict[str, Callable[[Random, Slot, list[Slot]], int | None]] = {
    "unit_slip": unit_slip,
    "sign_slip": sign_slip,
    "swapped_digits": swapped_digits,
    "figure_added": figure_added,
    "doubled_row": doubled_total,
    "other_version": other_version,
    "change_as_amount": change_as_amount,
}


# What can be wrong with rows, and with what a document counts


def printed_like(held: Facts, wrong: Facts, units: Units) -> Facts:
    """A wrong ledger as the document prints it that is `held` where it is sound."""
    return as_printed(wrong, units, tables=tuple({one.report for one in held.stated}))


def missing_line(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item was not entered; those below it move up."""
    places = [at for at, one in enumerate(held.allocations) if len(one.lines) > 1]
    if not places:
        return None
    at = random.choice(places)
    allocation = held.allocations[at]
    gone = random.randrange(len(allocation.lines))
    lines = tuple(line for place, line in enumerate(allocation.lines) if place != gone)
    wrong = replace(held, allocations=put(held.allocations, at, replace(allocation, lines=lines)))
    return Fault("missing_row", wrong, amount=allocation.lines[gone].amount)


def doubled_line(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A line item was entered twice; those below it move down."""
    places = [at for at, one in enumerate(held.allocations) if one.lines]
    if not places:
        return None
    at = random.choice(places)
    allocation = held.allocations[at]
    twice = random.randrange(len(allocation.lines))
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
    places = [at for at, one in enumerate(held.schedule) if len(one.shares) > 1]
    if not places:
        return None
    at = random.choice(places)
    step = held.schedule[at]
    gone = random.randrange(len(step.shares))
    shares = step.shares[:gone] + step.shares[gone + 1 :]
    wrong = replace(held, schedule=put(held.schedule, at, replace(step, shares=shares)))
    return Fault("missing_row", wrong, amount=step.shares[gone].amount)


def missing_print(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A row of a printed column is blank in the document; its total counts it."""
    tables = ("budget-summary", "investment-plan")
    places = [
        at
        for at, one in enumerate(held.stated)
        if one.report in tables and one.row != "total" and one.value and one.column in ("prior", "current")
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
    spoil: Callable[[Settled, int], Settled],
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


def with_cells(row: Settled, **cells: int | None) -> Settled:
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


OVERSPENT = "overspent"
"""More executed than there was: what is wrong is what was done, not a figure, and no slip explains it."""


def overspent(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A fifth more executed than 예산현액; 집행잔액 is what is left, below 0, so that the identities hold."""

    def spoil(row: Settled, amount: int) -> Settled:
        executed = amount + amount // 5
        unspent = (row.cells["unspent"] or 0) - (executed - (row.cells["executed"] or 0))
        return with_cells(row, executed=executed, unspent=unspent)

    return settled_fault(random, held, sound, units, OVERSPENT, "current_budget", spoil)


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
    overspent,
)


# The measurement


def ledgers() -> Iterator[tuple[Random, Facts, Facts, Units]]:
    """Programmes of several years, sites and units; some documents print some of their tables or none."""
    for number in range(LEDGERS):
        random = Random(SEED + number)
        units = replace(
            FORM,
            plan=random.choice(("million", "million", "thousand")),
            settlement=random.choice(("thousand", "thousand", "won")),
            sites=random.choice(("million", "hundred_million")),
        )
        sound = exact(random)
        yield random, as_printed(sound, units, tables=TABLES[number % len(TABLES)]), sound, units


Figure = tuple[Cell, bool]
"""A cell, and whether it is the printed figure."""


def witnesses(found: list[Finding]) -> dict[Figure, int]:
    """Figure -> what its sharpest tie is known to, in won. A figure that is not there has no second witness."""
    sharpest: dict[Figure, int] = {}
    for finding in found:
        if finding.verdict != "undecidable" and isinstance(finding.difference, int):
            room = slack(finding.terms) + abs(finding.difference)
            for term in finding.terms:
                figure = figure_of(term)
                if figure is not None:
                    sharpest[figure] = min(room, sharpest.get(figure, room))
    return sharpest


def single_faults(random: Random, held: Facts, known: dict[Figure, int]) -> Iterator[Fault]:
    """Faults in figures that have a second witness, each larger than rounding could hide."""
    slots = [*printed_slots(held), *record_slots(held)]
    for kind, slip in SLIPS.items():
        made = tries = 0
        while made < ROUNDS and tries < 400:
            tries += 1
            slot = random.choice(slots)
            room = known.get((slot.cell, slot.is_printed))
            amount = slip(random, slot, slots) if slot.amount and room is not None else None
            if amount is not None and room is not None and abs(amount - slot.amount) > 2 * room:
                made += 1
                yield Fault(kind, slot.put(amount), slot)


def unseen_faults(held: Facts, known: dict[Figure, int]) -> Iterator[Fault]:
    """A thousandfold slip in each figure that has no second witness."""
    for slot in (*printed_slots(held), *record_slots(held)):
        if slot.amount and (slot.cell, slot.is_printed) not in known:
            yield Fault("unit_slip", slot.put(slot.amount * 1000), slot)


def is_true(cause: Cause, fault: Fault) -> bool:
    """Whether a cause is the fault: the right kind (or an equal one), and the right figure or amount."""
    if cause.kind not in EQUAL.get(fault.kind, {fault.kind}):
        return False
    if fault.slot is not None:
        return cause.figure == fault.slot.cell
    if cause.kind == fault.kind:
        return True
    return cause.evidence is not None and "carried" in cause.evidence.column


def own_findings(fault: Fault, broken: list[Finding]) -> list[Finding]:
    """The broken ties that a fault is to be seen in."""
    if fault.slot is None:
        return broken
    figure = (fault.slot.cell, fault.slot.is_printed)
    return [one for one in broken if any(figure_of(term) == figure for term in one.terms)]


def broken_of(held: Facts) -> list[Finding]:
    return [one for one in findings(held) if one.verdict == "breaks"]


def rank(fault: Fault, finding: Finding) -> int | None:
    return next((at for at, cause in enumerate(finding.causes, 1) if is_true(cause, fault)), None)


def main() -> None:
    verbose = "-v" in sys.argv
    false_alarms = programs = 0
    unseen: Counter[str] = Counter()
    ranks: dict[str, list[int | None]] = defaultdict(list)
    all_ranks: list[int | None] = []
    missed: list[Fault] = []
    by_its_rule: list[bool] = []
    for random, held, sound, units in ledgers():
        found = findings(held)
        programs += 1
        false_alarms += sum(one.verdict == "breaks" for one in found)
        known = witnesses(found)
        faults = [*single_faults(random, held, known)]
        faults += [
            one for make in ROW_FAULTS * ROW_ROUNDS if (one := make(random, held, sound, units)) is not None
        ]
        for fault in unseen_faults(held, known):
            assert fault.slot is not None
            is_seen = own_findings(fault, broken_of(fault.held))
            unseen[
                f"{fault.slot.cell.report} {fault.slot.cell.column}{' (found all the same)' if is_seen else ''}"
            ] += 1
        for fault in faults:
            broken = broken_of(fault.held)
            own = own_findings(fault, broken)
            if not own:
                missed.append(fault)
                continue
            if fault.kind == OVERSPENT:
                by_its_rule.append(any(one.rule == "execution_within_budget" for one in own))
                continue
            ranks[fault.kind].append(rank(fault, own[0]))
            all_ranks += [rank(fault, one) for one in own]
            if verbose and rank(fault, own[0]) != 1:
                where = (
                    (tuple(fault.slot.cell), fault.slot.is_printed, fault.slot.amount) if fault.slot else ""
                )
                print(f"{fault.kind} {where} {fault.amount}\n    in {own[0].rule} {tuple(own[0].cell)}")
                for cause in own[0].causes:
                    print("       ", cause.kind, cause.figure and tuple(cause.figure), cause.amount)
    for fault in missed:
        print("NOT DETECTED:", fault.kind, fault.slot and (*fault.slot[:4],), fault.amount)
    show(ranks, all_ranks, len(missed), programs, false_alarms, unseen)
    print(
        f"{OVERSPENT}: {len(by_its_rule)} detected, {sum(by_its_rule)} of them by the rule of what is executed"
    )


def show(
    ranks: dict[str, list[int | None]],
    all_ranks: list[int | None],
    missed: int,
    programs: int,
    false_alarms: int,
    unseen: Counter[str],
) -> None:
    every = [one for of_kind in ranks.values() for one in of_kind]
    print(
        f"{len(every) + missed} faults in {programs} ledgers; {false_alarms} false alarms on the sound ledgers"
    )
    print(f"beside them {unseen.total()} in figures without a second witness, which no rule can see:")
    for where, times in unseen.most_common():
        print(f"    {times:>3} {where}")
    print(f"{'kind':<18}{'detected':>9}{'first':>9}{'first 3':>9}")
    for kind, of_kind in [*sorted(ranks.items()), ("all", every)]:
        print(f"{kind:<18}{len(of_kind):>9}{share(of_kind, 1):>8.1f}%{share(of_kind, 3):>8.1f}%")
    print(
        f"{'every broken tie':<18}{len(all_ranks):>9}{share(all_ranks, 1):>8.1f}%{share(all_ranks, 3):>8.1f}%"
    )
    detected = 100 * len(every) / (len(every) + missed)
    measured = {"detected": detected, "first": share(every, 1), "first three": share(every, 3)}
    for name, goal in GOALS.items():
        print(f"{name}: {measured[name]:.1f}% (goal {goal:.0f}%)")


def share(ranks: list[int | None], most: int) -> float:
    return 100 * sum(one is not None and one <= most for one in ranks) / max(1, len(ranks))


if __name__ == "__main__":
    main()
