"""Ledgers with several sources of money of which one is told wrong: each fault is named as the rule that sees it."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from ledger.figures.budget import SourceShare
from ledger.figures.facts import Facts
from tests.ledger.printed_ledgers import Units
from tests.ledger.sourced_ledgers import DISTRICT, PROVINCE, sourced
from tests.ledger.wrong_figures import Fault, put
from tests.ledger.wrong_rows import printed_like

SMALLEST = 1_000_000
"""A share that rounding to 백만원 does not hide."""


def others(shares: tuple[SourceShare, ...]) -> tuple[SourceShare, ...]:
    """The shares with the province and the district changed for each other."""
    swapped = {PROVINCE.slug: DISTRICT.slug, DISTRICT.slug: PROVINCE.slug}
    return tuple(replace(one, source=swapped.get(one.source, one.source)) for one in shares)


def share_of(row: Any) -> int:
    """What the province gives to a row, where the district gives another amount."""
    return sum(one.amount for one in row.shares if one.source == PROVINCE.slug)


def spoiled(
    random: Random, records: tuple[Any, ...], spoil: Callable[[Any], Any]
) -> tuple[tuple[Any, ...], int] | None:
    """The records with one of them spoiled, and what astray went with it; None where none has shares."""
    places = [at for at, one in enumerate(records) if share_of(one) > SMALLEST]
    if not places:
        return None
    at = random.choice(places)
    return put(records, at, spoil(records[at])), share_of(records[at])


def plan_sources_to_budget(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """The plan of the year names the district where the province pays, and the other way round."""
    whole = sourced(sound)
    of_year = tuple(one for one in whole.plan if (one.period, one.year) == ("year", whole.year))
    found = spoiled(random, of_year, lambda one: replace(one, shares=others(one.shares)))
    if found is None:
        return None
    wrong, amount = found
    rest = tuple(one for one in whole.plan if one not in of_year)
    return Fault(
        "plan_sources_to_budget",
        printed_like(held, replace(whole, plan=(*rest, *wrong)), units),
        amount=amount,
    )


def sources_within_amount(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A share of a subject's budget is ten times what it is."""
    whole = sourced(sound)
    places = [at for at, one in enumerate(whole.allocations) if not one.lines and share_of(one) > SMALLEST]
    if not places:
        return None
    at = random.choice(places)
    one = whole.allocations[at]
    larger = tuple(replace(share, amount=10 * share.amount) for share in one.own_shares)
    wrong = replace(whole, allocations=put(whole.allocations, at, replace(one, own_shares=larger)))
    return Fault("sources_within_amount", printed_like(held, wrong, units), amount=share_of(one))


def costs_to_sources(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """기본현황 counts a tenth of 시비 as 구비; the sum stays."""
    whole = sourced(sound)
    scope = random.choice(("total", "year"))
    city = next(one for one in whole.costs if (one.source, one.scope) == ("city", scope))
    moved = (city.amount or 0) // 10
    if moved <= SMALLEST:
        return None
    change = {"city": -moved, "district": moved}
    costs = tuple(
        replace(one, amount=(one.amount or 0) + change[one.source])
        if one.scope == scope and not one.off_budget and one.source in change
        else one
        for one in whole.costs
    )
    return Fault("costs_to_sources", printed_like(held, replace(whole, costs=costs), units), amount=moved)


def carried_out_by_source(random: Random, held: Facts, sound: Facts, units: Units) -> Fault | None:
    """A carry-over names the district where the settlement has the province, and the other way round."""
    whole = sourced(sound)
    shown = tuple(one for one in whole.carry_overs if one.fiscal_year >= whole.year - 3)
    found = spoiled(random, shown, lambda one: replace(one, shares=others(one.shares)))
    if found is None:
        return None
    wrong, amount = found
    older = tuple(one for one in whole.carry_overs if one not in shown)
    return Fault(
        "carried_out_by_source",
        printed_like(held, replace(whole, carry_overs=(*older, *wrong)), units),
        amount=amount,
    )


SOURCE_FAULTS = (plan_sources_to_budget, sources_within_amount, costs_to_sources, carried_out_by_source)
