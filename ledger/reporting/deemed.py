"""What a budget holds from before its council vote (성립전·간주), and what a later one passed over. Pure.

Local Finance Act, article 45: what was added before the vote enters the next supplementary budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.figures import versions
from ledger.figures.facts import Allocation, Facts, Subject
from ledger.figures.money import UNITS


@dataclass(frozen=True)
class Added:
    """By how much a budget exceeds an earlier one in a subject: won, the unit in which both are known."""

    subject: Subject
    amount: int
    unit: str


def added(current: Sequence[Allocation], before: Sequence[Allocation]) -> list[Added]:
    """What a budget adds to an earlier one, by subject: below zero what it takes away, nothing of what it leaves."""
    sides = [{one.subject: one for one in side} for side in (current, before)]
    found = []
    for subject in sorted({*sides[0], *sides[1]}, key=lambda one: one.identity):
        now, then = (side.get(subject) for side in sides)
        amount = ((now and now.amount) or 0) - ((then and then.amount) or 0)
        unit = max((one.known_to for one in (now, then) if one), key=UNITS.__getitem__)
        found += [Added(subject, amount, unit)] if amount else []
    return found


def deemed_part(facts: Facts) -> list[Added]:
    """What of the version shown is 성립전·간주, by subject, until a supplementary budget takes it in; else nothing."""
    voted = versions.without_deemed(facts.versions, facts.version)
    if voted == facts.version:
        return []
    return added(facts.allocations, facts.budgets.get(voted.key, facts.allocations))


@dataclass(frozen=True)
class PassedOver:
    """What a 성립전·간주 budget added to a subject, and what a later budget that is not based on it adds there."""

    deemed: Added
    later: Added


def passed_over(facts: Facts) -> list[PassedOver]:
    """What the year's 성립전·간주 budgets beside the version shown added, each against the one on which both rest."""
    found = []
    for deemed, shared in versions.deemed_beside(facts.versions, facts.version):
        if not {deemed.key, shared.key} <= facts.budgets.keys():
            continue
        before = facts.budgets[shared.key]
        later = {one.subject: one for one in added(facts.allocations, before)}
        for one in added(facts.budgets[deemed.key], before):
            found.append(PassedOver(one, later.get(one.subject) or Added(one.subject, 0, one.unit)))
    return found
