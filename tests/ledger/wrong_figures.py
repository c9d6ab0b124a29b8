"""Ledgers with one wrong figure: where a figure can be wrong, and what people get wrong in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, NamedTuple

from ledger.figures.facts import Facts
from ledger.figures.money import UNITS, whole_units
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.figures.subjects import row_keys, subjects_by_code
from ledger.reports.investment_plan import column_key
from ledger.reports.overview import ROWS
from ledger.reports.settlement import row_key
from ledger.tieout import Cell


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
    following = [new for _old, new in held.successions]
    merged = {old for old, new in held.successions if following.count(new) > 1}
    for name, column in (("allocations", "current"), ("base_allocations", "prior")):
        for at, allocation in enumerate(getattr(held, name)):
            # Of merged subjects the cell shows the sum.
            if not allocation.lines and allocation.subject.identity not in merged:
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
    keys = row_keys(subjects_by_code(one.subject for one in held.settlements if one.subject is not None))
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
