"""Which part of a set of allocations belongs to which site."""

from collections.abc import Iterable

from ledger.figures.facts import Allocation
from ledger.figures.money import total


def budget_of_site(allocations: Iterable[Allocation], site: str) -> tuple[int | None, int | None]:
    """The sum of a site's lines in won, and of their national part; None where it has no line."""
    lines = [line for allocation in allocations for line in allocation.lines if line.site == site]
    return total(line.amount for line in lines), total(line.national for line in lines)


def has_unassigned(allocations: Iterable[Allocation]) -> bool:
    """Whether anything names no site, with or without a figure."""
    return any(
        allocation.rest is not None or any(line.site is None for line in allocation.lines)
        for allocation in allocations
    )


def budget_without_site(allocations: Iterable[Allocation]) -> tuple[int | None, int | None]:
    """What names no site: lines without one, and allocations without lines, whole."""
    amounts: list[int | None] = []
    nationals: list[int | None] = []
    for allocation in allocations:
        if allocation.rest is not None:
            amounts.append(allocation.rest.amount)
            nationals.append(allocation.rest.national)
        for line in allocation.lines:
            if line.site is None:
                amounts.append(line.amount)
                nationals.append(line.national)
    return total(amounts), total(nationals)
