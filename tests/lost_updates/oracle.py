"""What the journals say of the ledger: is each accepted edit in it, or was it replaced by somebody who had seen it?

Each typed text is written once: so it is known of every accepted edit whether it stands there, and who has seen it
before they replaced it. What stands there no more, and was seen by nobody whose edit of the same cell was accepted, is
lost. The log of changes is the second witness: it must have every accepted edit, and no other change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.lost_updates.journal import FAILED, REFUSED, Cell, Cells, Edit

Rows = Mapping[int, Cells]


@dataclass
class Verdict:
    """What the oracle says; each list holds sentences."""

    accepted: int = 0
    """Edits: cells that were typed into, new rows, deleted rows."""
    saves: int = 0
    """The forms that they came with."""
    conflicts: int = 0
    """Refused as conflicts (409)."""
    busy: int = 0
    """Answered that the database is busy (503): its lock was not to be had in time."""
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
    verdict.refused = sum(one.answer == REFUSED for one in edits) - verdict.conflicts
    verdict.busy = sum(one.status == 503 for one in edits)
    verdict.failed = [f"{told(one)}: {one.status or 'no answer'}" for one in edits if one.answer == FAILED]
    insisted = {(edit.who, cell.new) for cell, edit in typed(accepted)}
    for cell, edit in typed(edits):
        if edit.answer == REFUSED and (edit.who, cell.new) not in insisted and came_in(cell, log):
            verdict.failed.append(f"{told(edit)}: refused ({edit.status}), and yet it came in")
    # What got no answer may have come in all the same; then it stands there, and others may have seen it.
    accepted += [one for one in edits if not one.status and any(came_in(cell, log) for cell in one.cells)]
    begun = find_added(accepted, log, verdict) | find_kept(accepted, log)
    begun |= {row: dict(cells) for row, cells in first.items()}
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
            rows[one["after"]["description"]].append(one)
    begun: dict[int, Cells] = {}
    for edit in accepted:
        for cells in edit.added:
            came = rows[cells["description"]]
            # Others keep a row that was removed while they typed into it: that is a new one, of theirs.
            found, own = [one["row"] for one in came], [one for one in came if one["who"] == edit.who]
            if not found:
                verdict.lost.append(f"{told(edit)}: the new row {cells['description']} never came in")
            elif len(own) > 1:
                verdict.twice.append(f"{told(edit)}: the new row came in {len(own)} times")
            begun |= dict.fromkeys(found, cells)
    return begun


def find_kept(accepted: list[Edit], log: list[Mapping[str, Any]]) -> dict[int, Cells]:
    """The rows that came in because somebody insisted on cells of a row that was gone: their cells are of these now."""
    gone = {one["row"]: one["id"] for one in log if one["how"] == "-"}
    begun: dict[int, Cells] = {}
    for edit in accepted:
        for cell in [one for one in edit.cells if one.seen is None and one.row in gone]:
            if came_in(cell, log):
                # It came in while the row was there; that a later one took it over from there is no new edit.
                continue
            for one in log:
                is_theirs = one["how"] == "+" and one["who"] == edit.who and one["id"] > gone[cell.row]
                if is_theirs and one["after"][cell.field] == cell.new:
                    begun[one["row"]] = one["after"]
                    edit.cells.remove(cell)
                    break
    return begun


def judge_cells(
    begun: Mapping[int, Cells],
    last: Rows,
    accepted: list[Edit],
    log: list[Mapping[str, Any]],
    verdict: Verdict,
) -> None:
    """Each accepted edit must stand there, also when its row was deleted, or have been seen by who replaced it."""
    by_new = {(cell.row, cell.field, cell.new): edit for cell, edit in typed(accepted)}
    replaced = {
        (one["row"], name, now): one["before"][name]
        for one in log
        if one["how"] == "~"
        for name, now in one["after"].items()
        if now != one["before"][name]
    }
    seen: set[tuple[int, str, str]] = set()
    for cell, edit in typed(accepted):
        before = cell.seen
        if before is None:
            before = replaced.get((cell.row, cell.field, cell.new))
            author = by_new.get((cell.row, cell.field, before or ""))
            if before is None or (author is not None and author.sent > edit.shown):
                continue
        seen.add((cell.row, cell.field, before))
    removed = {one["row"]: one["who"] for one in log if one["how"] == "-"}
    seen_last = {
        row: cells for edit in accepted for row, cells in edit.gone.items() if removed.get(row) == edit.who
    }
    for row, cells in begun.items():
        if row not in last and row not in seen_last:
            verdict.untouched.append(f"line {row} is gone, and nobody has deleted it")
            continue
        end = last[row] if row in last else seen_last[row]
        for name, first in cells.items():
            if end[name] != first and (row, name, end[name]) not in by_new:
                verdict.untouched.append(f"line {row}, {name}: nobody has typed {end[name]!r}")
    for cell, edit in typed(accepted):
        end = last.get(cell.row) or seen_last.get(cell.row) or {}
        if (cell.row, cell.field, cell.new) not in seen and end.get(cell.field) != cell.new:
            verdict.lost.append(
                f"{told(edit)}: line {cell.row}, {cell.field} {cell.new!r} over {cell.seen!r};"
                f" now {end.get(cell.field)!r}"
            )


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
