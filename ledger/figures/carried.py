"""What a budget that changes another holds in all: its own rows, and what it leaves as it is. Pure.

A supplementary, deemed or final version (추경, 성립전·간주, 최종예산) holds what changes, as it is printed. A subject
or a line that it does not name is carried from the version that it is based on: 기정 = 경정. What it names has its
경정:

- a line continues the line of the budget so far that it names, else the one of the same description and site; its
  amount is the 경정 of that line (0: it has ended). A line that continues none is added, and may be below zero;
- lines beside a budget so far that has one amount for the subject change that amount: 기정 ± their sum;
- an own amount is the 경정 of the whole subject (0: it has ended); a blank one changes nothing;
- a restated subject (전면 재산정) has what is written in this version and nothing else.

What says nothing of its sources of money keeps those of the budget so far, unless it has ended.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ledger.figures.facts import Allocation, Line, Version
from ledger.figures.subjects import Identity
from ledger.figures.versions import chain

LinePair = tuple[Line | None, Line | None]
"""A line of a budget and the line of an earlier one that it continues; None: added, or vanished."""

Held = Mapping[int, Sequence[Allocation]]
"""Version id -> the allocations that are rows of the version itself."""


def in_force(held: Held, versions: Sequence[Version], version: Version) -> tuple[Allocation, ...]:
    """The allocations of a version with those that it carries, by subject; `held` has the rows of its `chain`."""
    found: tuple[Allocation, ...] = ()
    so_far: Version | None = None
    for one in reversed(chain(versions, version)):
        own = held.get(one.id, ())
        found = tuple(own) if so_far is None else changed(found, own, so_far.key)
        so_far = one
    return found


def changed(so_far: Sequence[Allocation], own: Sequence[Allocation], key: str) -> tuple[Allocation, ...]:
    """The budget so far (the one of version `key`) with the changes of the next version, by subject."""
    before = {one.subject.identity: left for one in so_far if (left := carried(one, key)) is not None}
    ended = {one.subject.identity for one in so_far} - before.keys()
    after: dict[Identity, Allocation] = dict(before)
    for one in own:
        identity = one.subject.identity
        if identity in before:
            after[identity] = changed_allocation(before[identity], one)
        elif identity not in ended or one.lines or one.own_amount is not None:
            after[identity] = one
    return tuple(after[identity] for identity in sorted(after))


def still_there(allocations: Iterable[Allocation]) -> tuple[Allocation, ...]:
    """The allocations of a version without what ends in it: what a later one is compared with."""
    left = []
    for one in allocations:
        if carried(one, "") is not None:
            lines = tuple(line for line in one.lines if not line.has_ended)
            left.append(one if lines == one.lines else replace(one, lines=lines))
    return tuple(left)


def carried(allocation: Allocation, key: str) -> Allocation | None:
    """An allocation of version `key` as the next one finds it: what ended there is gone, None where all of it is."""
    lines = [
        replace(line, carried_from=line.carried_from or key)
        for line in allocation.lines
        if not line.has_ended
    ]
    rest = (
        None
        if allocation.rest is None
        else replace(allocation.rest, carried_from=allocation.rest.carried_from or key)
    )
    if allocation.lines and not lines and rest is None:
        return None
    if not allocation.lines and allocation.has_ended:
        return None
    origin = allocation.carried_from or key
    if allocation.lines and not lines:
        return rest
    return replace(
        allocation, lines=tuple(lines), carried=rest if allocation.lines else None, carried_from=origin
    )


def changed_allocation(before: Allocation, own: Allocation) -> Allocation:
    """A subject of the budget so far as the next version changes it."""
    if own.is_restated:
        return own
    if own.lines:
        return replace(own, lines=changed_lines(before.lines, own.lines), carried=before.rest)
    if own.own_amount is None:
        return before
    national = before.national if own.own_national is None else own.own_national
    has_ended = not own.own_amount and not national
    shares = own.own_shares or (() if has_ended else before.shares)
    return replace(own, own_national=national, own_shares=shares, has_ended=has_ended)


def changed_lines(before: Sequence[Line], own: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the budget so far, each as the next version has it, then those that it adds; numbered anew."""
    after: dict[int, Line] = {}
    added = []
    for line, earlier in match_lines(own, before):
        if line is None:
            continue
        if earlier is None:
            added.append(line)
        else:
            changed_line = replace(line, ancestors=(earlier.id, *earlier.ancestors))
            shares = line.shares or (() if changed_line.has_ended else earlier.shares)
            after[id(earlier)] = replace(changed_line, shares=shares)
    lines = [*(after.get(id(line), line) for line in before), *added]
    return tuple(replace(line, position=position) for position, line in enumerate(lines, start=1))


def match_lines(current: Iterable[Line], prior: Sequence[Line], *, same_site: bool = False) -> list[LinePair]:
    """Each line with the one that it continues: by what the ledger says, else the first of the same description and
    site; then what vanished. With `same_site` a line that moved to another site continues none.
    """
    current = list(current)
    found: dict[int, int] = {}
    by_row = {row: at for at, line in enumerate(prior) for row in (line.id, *line.ancestors) if row}
    taken: set[int] = set()
    for index, line in enumerate(current):
        rows = (line.id, line.continues, *line.ancestors)
        at = next((by_row[row] for row in rows if row in by_row and by_row[row] not in taken), None)
        if at is not None and not (same_site and prior[at].site != line.site):
            found[index] = at
            taken.add(at)
    waiting: dict[tuple[str, str | None], deque[int]] = defaultdict(deque)
    for at, line in enumerate(prior):
        if at not in taken:
            waiting[line_identity(line)].append(at)
    pairs: list[LinePair] = []
    for index, line in enumerate(current):
        alike = waiting[line_identity(line)]
        if index not in found and alike:
            found[index] = alike.popleft()
        pairs.append((line, prior[found[index]] if index in found else None))
    continued = set(found.values())
    return [*pairs, *((None, line) for at, line in enumerate(prior) if at not in continued)]


def line_identity(line: Line) -> tuple[str, str | None]:
    """What two lines must share to be one that continues: their description, spaces aside, and their site."""
    return one_spaced(line.description), line.site


def one_spaced(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())
