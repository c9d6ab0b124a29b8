"""What the journals say of the ledger: is each accepted edit in it, or was it replaced by somebody who had seen it?

Each typed text is written once, so that the accepted edits of a cell are a way from what stood there first to what
stands there now: each was typed over what its author saw. What is accepted and not on that way is lost: somebody who
had not seen it has overwritten it, or it never came in. The log of changes is the second witness: it must have every
accepted edit, and no other change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.lost_updates.journal import FAILED, Cell, Cells, Edit

Rows = Mapping[int, Cells]
Place = tuple[int, str]
"""A row and one of its fields."""


@dataclass
class Verdict:
    """What the oracle says; each list holds sentences."""

    accepted: int = 0
    """Edits: cells that were typed into, new rows, deleted rows."""
    saves: int = 0
    """The forms that they came with."""
    conflicts: int = 0
    """Refused as conflicts (409)."""
    refused: int = 0
    """Refused in other words: the row is gone, a number is taken."""
    lost: list[str] = field(default_factory=list)
    untouched: list[str] = field(default_factory=list)
    """Cells that somebody changed who had not typed into them."""
    twice: list[str] = field(default_factory=list)
    """Rows that were added once and are there twice."""
    failed: list[str] = field(default_factory=list)
    """Forms that were neither saved nor refused, and refused ones that were saved."""

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.untouched or self.twice or self.failed)


def judge(first: Rows, last: Rows, edits: Iterable[Edit], log: Iterable[Mapping[str, Any]]) -> Verdict:
    """The verdict on some journals. `log` has the entries of the lines after `first`, the oldest first."""
    edits, log, verdict = list(edits), list(log), Verdict()
    accepted = [one for one in edits if one.is_accepted]
    verdict.accepted, verdict.saves = sum(one.count for one in accepted), len(accepted)
    verdict.conflicts = sum(one.status == 409 for one in edits)
    verdict.refused = sum(one.answer == "refused" for one in edits) - verdict.conflicts
    verdict.failed = [f"{told(one)}: {one.status or 'no answer'}" for one in edits if one.answer == FAILED]
    for cell, edit in typed(edits):
        if edit.answer == "refused" and came_in(cell, log):
            verdict.failed.append(f"{told(edit)}: refused ({edit.status}), and yet it came in")
    begun = find_added(accepted, log, verdict) | {row: dict(cells) for row, cells in first.items()}
    judge_cells(begun, last, accepted, log, verdict)
    judge_log(accepted, log, verdict)
    return verdict


def typed(edits: Iterable[Edit]) -> Iterable[tuple[Cell, Edit]]:
    """Each cell that somebody typed into."""
    return ((cell, edit) for edit in edits for cell in edit.cells)


def came_in(cell: Cell, log: list[Mapping[str, Any]]) -> bool:
    return any(
        one["row"] == cell.row and one["after"] and one["after"][cell.field] == cell.new for one in log
    )


def find_added(accepted: list[Edit], log: list[Mapping[str, Any]], verdict: Verdict) -> dict[int, Cells]:
    """The rows that came in, by id, with what was typed into them."""
    rows = defaultdict(list)
    for one in log:
        if one["how"] == "+":
            rows[one["after"]["description"]].append(one["row"])
    begun: dict[int, Cells] = {}
    for edit in accepted:
        for cells in edit.added:
            found = rows[cells["description"]]
            if not found:
                verdict.lost.append(f"{told(edit)}: the new row {cells['description']} never came in")
            elif len(found) > 1:
                verdict.twice.append(f"{told(edit)}: the new row came in {len(found)} times")
            begun |= dict.fromkeys(found, cells)
    return begun


def judge_cells(
    begun: Mapping[int, Cells],
    last: Rows,
    accepted: list[Edit],
    log: list[Mapping[str, Any]],
    verdict: Verdict,
) -> None:
    """Follow each cell back from what stands there, or stood there when its row was deleted, to what it began with."""
    by_new = {(cell.row, cell.field, cell.new): (cell, edit) for cell, edit in typed(accepted)}
    of_place: dict[Place, list[tuple[Cell, Edit]]] = defaultdict(list)
    for cell, edit in typed(accepted):
        of_place[cell.row, cell.field].append((cell, edit))
    removed = {one["row"]: one["who"] for one in log if one["how"] == "-"}
    seen_last = {
        row: (cells, edit)
        for edit in accepted
        for row, cells in edit.gone.items()
        if removed.get(row) == edit.who
    }
    replaced = {
        (one["row"], name, one["after"][name]): one["before"][name]
        for one in log
        if one["how"] == "~"
        for name in one["after"]
    }
    for row, cells in begun.items():
        if row not in last and row not in seen_last:
            verdict.untouched.append(f"line {row} is gone, and nobody has deleted it")
            continue
        end = last[row] if row in last else seen_last[row][0]
        for name, first in cells.items():
            on_the_way, now = set(), end[name]
            while now != first and (row, name, now) in by_new and now not in on_the_way:
                on_the_way.add(now)
                cell, edit = by_new[row, name, now]
                before = cell.seen
                if before is None:
                    before = replaced.get((row, name, now), first)
                    author = by_new.get((row, name, before))
                    if author is not None and author[1].sent > edit.shown:
                        break
                now = before
            if now != first and (row, name, now) not in by_new:
                verdict.untouched.append(f"line {row}, {name}: nobody has typed {now!r}")
            verdict.lost += [
                f"{told(edit)}: line {row}, {name} {cell.new!r} over {cell.seen!r}; now {end[name]!r}"
                for cell, edit in of_place[row, name]
                if cell.new not in on_the_way
            ]


def judge_log(accepted: list[Edit], log: list[Mapping[str, Any]], verdict: Verdict) -> None:
    """The log must have each accepted edit under its author's name, and nothing that nobody has typed."""
    wanted = {(edit.who, cell.row, cell.field, cell.new): edit for cell, edit in typed(accepted)}
    for one in log:
        if one["how"] != "~":
            continue
        for name, now in one["after"].items():
            if now == one["before"][name]:
                continue
            if wanted.pop((one["who"], one["row"], name, now), None) is None:
                verdict.untouched.append(
                    f"{one['who']} changed line {one['row']}, {name} from {one['before'][name]!r} to {now!r}"
                    " without having typed it"
                )
    verdict.lost += [
        f"{told(edit)}: line {row}, {name} {new!r} is not in the log"
        for (_who, row, name, new), edit in wanted.items()
    ]


def told(edit: Edit) -> str:
    """'finance-03 (year)'."""
    return f"{edit.who} ({edit.way})"
