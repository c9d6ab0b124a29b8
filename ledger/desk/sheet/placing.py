"""The places of a sheet's rows after a save: of what was moved and added among those that stay. Pure.

Whoever orders last orders: an order is no field that two people dispute. Rows that the page did not know of stay
behind the row that they stood behind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ledger.reading.difference import AddedRow, Ref


@dataclass(frozen=True)
class Placed:
    """A row, what it stands under (the key of a group), and its number there; None of a new one."""

    ref: Ref
    group: str
    position: int | None = None


def sequence(
    stored: Iterable[Placed],
    added: Iterable[AddedRow],
    order: Iterable[Ref] | None,
    groups: Mapping[Ref, str],
) -> list[Placed]:
    """All rows in their order after the save: `order` where the page moved some, else as they are stored.

    `groups` has what new rows, and those that go elsewhere, stand under: these come last there, and so does a new row
    that stands after one of another group.
    """
    rows = {one.ref: one for one in stored}
    under = {ref: one.group for ref, one in rows.items()} | dict(groups)
    order = None if order is None else list(order)
    found = list(rows) if order is None else with_unnamed(order, list(rows))
    new, named = {one.name: one for one in added}, set(found)
    for name, row in new.items():
        if name in named:
            continue
        is_beside_its_own = row.after is None or under.get(row.after) == under.get(name)
        if not row.is_placed or not is_beside_its_own or row.after not in (None, *found):
            found.append(name)
        else:
            found.insert(0 if row.after is None else found.index(row.after) + 1, name)
    placed = [
        replace(rows.get(ref, Placed(ref, "")), group=under.get(ref, ""))
        for ref in found
        if ref in rows or ref in new
    ]
    if order is not None:
        return placed
    is_elsewhere = {one.ref: one.ref in rows and rows[one.ref].group != one.group for one in placed}
    return sorted(placed, key=lambda one: is_elsewhere[one.ref])


def with_unnamed(order: list[Ref], stored: list[Ref]) -> list[Ref]:
    """An order with the rows that it does not name, each behind the one that it is stored behind."""
    named, found = set(order), list(order)
    before: Ref | None = None
    for ref in stored:
        if ref not in named:
            found.insert(0 if before is None else found.index(before) + 1, ref)
        before = ref
    return found


def positions(rows: Iterable[Placed], stored: Iterable[Placed]) -> dict[Ref, int]:
    """Row -> its number, of those whose number or group is another than before; the fewest that will do.

    A group keeps the numbers that it has, in their order: two rows that change places change two rows.

    >>> two = [Placed(17, "a", 1), Placed(18, "a", 5)]
    >>> positions([two[1], two[0]], two)
    {18: 1, 17: 5}
    """
    groups = {one.ref: one.group for one in stored}
    members: dict[str, list[Placed]] = {}
    for row in rows:
        members.setdefault(row.group, []).append(row)
    changed: dict[Ref, int] = {}
    for group, some in members.items():
        staying = [one for one in some if one.position is not None and groups.get(one.ref) == group]
        numbers = sorted(one.position for one in staying if one.position is not None)
        last = numbers[-1] if numbers else 0
        numbers += range(last + 1, last + 1 + len(some) - len(numbers))
        for row, number in zip(some, numbers, strict=True):
            if row.position != number or groups.get(row.ref) != group:
                changed[row.ref] = number
    return changed
