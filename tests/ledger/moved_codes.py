"""Random ledgers in which account subjects moved with the year: two became one, or one became two.

Only the codes of the past are others then: every amount is where it was, parted or added up here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from ledger.figures.facts import Allocation, Facts, Settlement, Subject
from ledger.figures.settlement_form import SETTLEMENT_CELLS

OLD_CODES = ("301-10", "402-09")
"""What subjects were called before they were merged or split."""


def renamed(held: Facts, new: dict[Subject, Subject]) -> Facts:
    """The year's own tables with other subjects; what lies behind it keeps its own."""
    return replace(
        held,
        subjects=tuple(new.get(one, one) for one in held.subjects),
        allocations=tuple(
            replace(one, subject=new.get(one.subject, one.subject)) for one in held.allocations
        ),
        plan=tuple(replace(one, subject=new.get(one.subject, one.subject)) for one in held.plan),
        schedule=tuple(
            replace(
                step,
                shares=tuple(
                    replace(share, subject=new.get(share.subject, share.subject)) for share in step.shares
                ),
            )
            for step in held.schedule
        ),
    )


def behind(held: Facts, old: dict[Subject, Subject]) -> Facts:
    """What lies behind the year with other subjects: the base, settled years, what moved and went on in them."""
    return replace(
        held,
        base_allocations=tuple(
            replace(one, subject=old.get(one.subject, one.subject)) for one in held.base_allocations
        ),
        settlements=tuple(
            replace(one, subject=old.get(one.subject, one.subject) if one.subject else None)
            for one in held.settlements
        ),
        movements=tuple(
            replace(
                one,
                from_subject=old.get(one.from_subject, one.from_subject) if one.from_subject else None,
                to_subject=old.get(one.to_subject, one.to_subject) if one.to_subject else None,
            )
            for one in held.movements
        ),
        carry_overs=tuple(
            replace(one, subject=old.get(one.subject, one.subject)) for one in held.carry_overs
        ),
    )


def until_last_year(held: Facts, code: str) -> Subject:
    return Subject(code, held.subjects[0].valid_from, f"subject {code}", valid_until=held.year - 1)


def merged(random: Random, held: Facts, grain: int) -> Facts:
    """One subject of the year is what two were before: each had a part of its base and of its settled years."""
    now = random.choice(held.subjects)
    new = replace(now, valid_from=held.year)
    first, second = (until_last_year(held, code) for code in OLD_CODES)
    held = behind(renamed(held, {now: new}), {now: first})
    base: list[Allocation] = []
    for one in held.base_allocations:
        part = ((one.amount or 0) - (one.national or 0)) // (2 * grain) * grain if one.subject == first else 0
        base.append(replace(one, own_amount=(one.own_amount or 0) - part))
        if part:
            base.append(Allocation(0, second, part, 0, "won"))
    return replace(
        held,
        subjects=(*held.subjects, first, second),
        base_allocations=tuple(base),
        settlements=tuple(parted(held.settlements, first, second, grain)),
        successions=((first.identity, new.identity), (second.identity, new.identity)),
    )


def parted(
    settlements: Iterable[Settlement], first: Subject, second: Subject, grain: int
) -> Iterator[Settlement]:
    """The settled years of a subject with half of its city money in another one, which spent all that it had."""
    rows = list(settlements)
    shared = {one.fiscal_year: one.cells for one in rows if (one.subject, one.portion) == (first, "national")}
    spent_whole = ("final_budget", "current_budget", "executed")
    for row in rows:
        if row.subject != first or row.portion != "total":
            yield row
            continue
        national = shared.get(row.fiscal_year, {})
        free = min((row.cells[key] or 0) - (national.get(key) or 0) for key in spent_whole)
        part = max(0, free) // (2 * grain) * grain
        moved: dict[str, int | None] = {key: part if key in spent_whole else 0 for key in SETTLEMENT_CELLS}
        yield replace(row, cells={key: (cell or 0) - (moved[key] or 0) for key, cell in row.cells.items()})
        if part:
            yield replace(row, subject=second, cells=moved)


def split(random: Random, held: Facts, grain: int) -> Facts:
    """Two subjects of the year were one before, which had what both have in the base and in the settled years."""
    one, other = random.sample(held.subjects, 2)
    new = {one: replace(one, valid_from=held.year), other: replace(other, valid_from=held.year)}
    old = until_last_year(held, OLD_CODES[0])
    held = behind(renamed(held, new), {one: old, other: old})
    joint = [row for row in held.base_allocations if row.subject == old]
    base = [row for row in held.base_allocations if row.subject != old]
    if joint:
        amount, national = sum(row.amount or 0 for row in joint), sum(row.national or 0 for row in joint)
        base.append(Allocation(0, old, amount, national, "won"))
    settlements: dict[tuple[int, Subject | None, str], Settlement] = {}
    for row in held.settlements:
        key = (row.fiscal_year, row.subject, row.portion)
        found = settlements.get(key)
        cells: dict[str, int | None] = {
            cell: (amount or 0) + ((found.cells[cell] or 0) if found else 0)
            for cell, amount in row.cells.items()
        }
        settlements[key] = replace(row, cells=cells)
    return replace(
        held,
        subjects=(*held.subjects, old),
        base_allocations=tuple(base),
        settlements=tuple(settlements.values()),
        movements=tuple(one for one in held.movements if not one.from_subject == one.to_subject == old),
        successions=tuple((old.identity, subject.identity) for subject in new.values()),
    )
