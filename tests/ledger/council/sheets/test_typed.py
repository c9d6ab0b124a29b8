"""Whatever is typed into an input cell: the file then shows what the ledger would, had it been entered there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ledger.figures.facts import Facts
from ledger.models import Program
from ledger.workbook.book import CellKey
from tests.ledger.council.sheets.books import Computed, book_of, source_of_2021

MORE = 1_000_000_000
"""Won that somebody types more: far beyond what rounding can explain, a whole number of every unit."""

Typed = tuple[CellKey, int, Facts]
"""An input cell, what is typed there in its unit, and the ledger with the same entered."""


def typed_lines(facts: Facts) -> Iterator[Typed]:
    number = 0
    for at, allocation in enumerate(facts.allocations):
        for place, line in enumerate(allocation.lines):
            number += 1
            lines = list(allocation.lines)
            lines[place] = replace(line, amount=line.amount + MORE)
            allocations = list(facts.allocations)
            allocations[at] = replace(allocation, lines=tuple(lines))
            key = ("calculation-basis", f"line-{number}", "amount")
            yield key, line.amount + MORE, replace(facts, allocations=tuple(allocations))


def typed_prior(facts: Facts) -> Iterator[Typed]:
    for at, allocation in enumerate(facts.base_allocations):
        assert allocation.own_amount is not None
        base = list(facts.base_allocations)
        base[at] = replace(allocation, own_amount=allocation.own_amount + MORE)
        key = ("budget-summary", allocation.subject.code, "prior")
        typed = (allocation.own_amount + MORE) // 1_000
        yield key, typed, replace(facts, base_allocations=tuple(base))


def typed_plan(facts: Facts) -> Iterator[Typed]:
    columns = {"through": "through-2019", "after": "from-2022"}
    for at, entry in enumerate(facts.plan):
        if entry.amount is not None:
            plan = list(facts.plan)
            plan[at] = replace(entry, amount=entry.amount + MORE)
            key = ("investment-plan", entry.subject.code, columns.get(entry.period, str(entry.year)))
            yield key, (entry.amount + MORE) // 1_000_000, replace(facts, plan=tuple(plan))


def typed_shares(facts: Facts) -> Iterator[Typed]:
    for at, step in enumerate(facts.schedule):
        for place, share in enumerate(step.shares):
            shares, steps = list(step.shares), list(facts.schedule)
            shares[place] = replace(share, amount=share.amount + MORE)
            steps[at] = replace(step, shares=tuple(shares))
            key = ("schedule", f"line-{at + 1}", share.subject.code)
            yield key, (share.amount + MORE) // 1_000, replace(facts, schedule=tuple(steps))


def typed_costs(facts: Facts) -> Iterator[Typed]:
    for at, cost in enumerate(facts.costs):
        if cost.amount is not None:
            costs = list(facts.costs)
            costs[at] = replace(cost, amount=cost.amount + MORE)
            key = ("overview", f"{cost.scope}-cost", cost.source)
            yield key, (cost.amount + MORE) // 1_000, replace(facts, costs=tuple(costs))


def typed_settlements(facts: Facts) -> Iterator[Typed]:
    """2019, where the document leaves cells blank that follow from these."""
    for at, settled in enumerate(facts.settlements):
        for cell in ("final_budget", "carried_out", "unspent"):
            amount = settled.cells[cell]
            if settled.fiscal_year == 2019 and settled.portion == "total" and amount is not None:
                rows = list(facts.settlements)
                rows[at] = replace(settled, cells={**settled.cells, cell: amount + MORE})
                key = ("settlement", "2019", cell)
                yield key, (amount + MORE) // 1_000, replace(facts, settlements=tuple(rows))


KINDS = {
    "lines": typed_lines,
    "prior": typed_prior,
    "plan": typed_plan,
    "shares": typed_shares,
    "costs": typed_costs,
    "settlements": typed_settlements,
}
MOST_OF_A_KIND = 5


TABLES = ("overview", "budget-summary", "investment-plan", "schedule", "settlement", "sites")


def told(computed: Computed) -> dict[str, object]:
    """All that the tables show, and each check's verdict by its place and rule."""
    found: dict[str, object] = {}
    for sheet in computed.book.sheets:
        for key, (line, _at) in sheet.places.items():
            if key[0] == "check" and key[2] == "verdict":
                found[" | ".join(str(sheet.cells[line, at].content) for at in (1, 2, 3))] = computed[key]
            elif key[0] in TABLES:
                found["/".join(key)] = computed[key]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_file_shows_what_the_ledger_would(kind: str, first_document: Program) -> None:
    source = source_of_2021()
    book = book_of(source)
    cases = list(KINDS[kind](source.facts))
    assert cases
    before = told(Computed(book))
    for key, number, changed in cases[:: max(1, len(cases) // MOST_OF_A_KIND)]:
        ledger = told(Computed(book_of(replace(source, facts=changed))))
        typed = told(Computed(book, {key: number}))
        places = ledger.keys() & typed.keys()
        assert {place for place in places if ledger[place] != typed[place]} == set(), key
        assert typed != before, key
