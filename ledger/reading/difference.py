"""What somebody changed on a sheet, as its script sends it: read with limits, before any row is looked at. Pure.

Cells are texts, as the fields of a form take them: '1711987000', '△360000', '' for a blank, 'on' for a flag.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 5_000
"""How many rows one save may change, add and remove."""
MOST_ORDERED = 50_000
LONGEST_CELL = 4_000
"""Letters of a cell: no field takes more; what is too long for its field is said beside it."""
LONGEST_SAID = 4_000
LARGEST_ID, LARGEST_REVISION = 2**63 - 1, 2**31 - 1

Ref = int | str
"""A row: its id, or the name that the page gave a new one, 'new-1'; of another kind than most its name, 'subject-4'."""

LONGEST_SEEN = 80

KEYS = {"sent_once", "why", "document_number", "changed", "added", "removed", "order"}
ASKED_AGAIN = {"again-username", "again-password"}
"""What signs in again in place comes beside the difference (views/request/signing_in.py)."""


class UnreadableDifference(ValueError):
    """What was sent is no difference. `reason` is form or rows (too many); `where` names the place: 'changed[3]'."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason, where)
        self.reason, self.where = reason, where


@dataclass(frozen=True)
class ChangedRow:
    """Cells that were typed into a row, which the page had at a revision; 0: it is gone, and is to stand anew.

    `kind` is that of a row whose name says one ('subject' of 'subject-4'), `seen` what the sheet gave the row, to be
    sent back with it.
    """

    id: int
    revision: int
    cells: Mapping[str, str]
    kind: str = ""
    seen: str = ""

    @property
    def ref(self) -> Ref:
        """What the page calls the row."""
        return f"{self.kind}-{self.id}" if self.kind else self.id


@dataclass(frozen=True)
class AddedRow:
    """A new row. It stands after another (None: first) where it `is_placed`, else last."""

    name: str
    cells: Mapping[str, str]
    after: Ref | None = None
    is_placed: bool = False


@dataclass(frozen=True)
class RemovedRow:
    """A row that is to go, as the page had it; the rest as of one that was changed."""

    id: int
    revision: int
    kind: str = ""
    seen: str = ""

    @property
    def ref(self) -> Ref:
        """What the page calls the row."""
        return f"{self.kind}-{self.id}" if self.kind else self.id


@dataclass(frozen=True)
class Difference:
    """All that one save changes. `order` has all rows of the page in their order, where one was moved."""

    changed: tuple[ChangedRow, ...] = ()
    added: tuple[AddedRow, ...] = ()
    removed: tuple[RemovedRow, ...] = ()
    order: tuple[Ref, ...] | None = None
    why: str = ""
    document_number: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not (self.changed or self.added or self.removed or self.order)


def read_difference(
    sent: Mapping[str, Any], columns: Collection[str], kinds: Collection[str] = ()
) -> Difference:
    """The difference in what was sent. Raises UnreadableDifference.

    `columns` are those that may be typed into, `kinds` those that rows of the sheet may have beside the plain one.
    """
    if unknown := set(sent) - KEYS - ASKED_AGAIN:
        raise UnreadableDifference("form", sorted(unknown)[0][:40])
    rows = {name: rows_in(sent, name) for name in ("changed", "added", "removed")}
    if sum(map(len, rows.values())) > MOST_ROWS:
        raise UnreadableDifference("rows")
    found = Difference(
        tuple(changed_row(one, f"changed[{at}]", columns, kinds) for at, one in enumerate(rows["changed"])),
        tuple(added_row(one, f"added[{at}]", columns) for at, one in enumerate(rows["added"])),
        tuple(removed_row(one, f"removed[{at}]", kinds) for at, one in enumerate(rows["removed"])),
        order_in(sent),
        text_of(sent, "why"),
        text_of(sent, "document_number"),
    )
    ids = [*(one.ref for one in found.changed), *(one.ref for one in found.removed)]
    names = [one.name for one in found.added]
    if len({*ids}) < len(ids) or len({*names}) < len(names):
        raise UnreadableDifference("form", "id")
    return found


def rows_in(sent: Mapping[str, Any], name: str) -> list[Any]:
    """A list of rows; none where there is none."""
    found = [] if sent.get(name) is None else sent[name]
    if not isinstance(found, list):
        raise UnreadableDifference("form", name)
    return found


def order_in(sent: Mapping[str, Any]) -> tuple[Ref, ...] | None:
    """The rows in their order, each once; None where none was moved."""
    if sent.get("order") is None:
        return None
    found = rows_in(sent, "order")
    if len(found) > MOST_ORDERED:
        raise UnreadableDifference("rows", "order")
    order = tuple(ref_of(one, "order") for one in found)
    if len({*order}) < len(order):
        raise UnreadableDifference("form", "order")
    return order


def changed_row(sent: Any, where: str, columns: Collection[str], kinds: Collection[str]) -> ChangedRow:
    keep_to(sent, where, {"id", "revision", "cells", "seen"})
    revision = number_of(sent, "revision", where, LARGEST_REVISION)
    kind, pk = named_row(sent, where, kinds)
    return ChangedRow(pk, revision, cells_of(sent, where, columns), kind, seen_in(sent, where))


def added_row(sent: Any, where: str, columns: Collection[str]) -> AddedRow:
    keep_to(sent, where, {"row", "after", "cells"})
    name = ref_of(sent.get("row"), where)
    if not isinstance(name, str):
        raise UnreadableDifference("form", where)
    after = None if sent.get("after") is None else ref_of(sent["after"], where)
    return AddedRow(name, cells_of(sent, where, columns), after, "after" in sent)


def removed_row(sent: Any, where: str, kinds: Collection[str]) -> RemovedRow:
    keep_to(sent, where, {"id", "revision", "seen"})
    kind, pk = named_row(sent, where, kinds)
    revision = number_of(sent, "revision", where, LARGEST_REVISION)
    return RemovedRow(pk, revision, kind, seen_in(sent, where))


def named_row(sent: Mapping[str, Any], where: str, kinds: Collection[str]) -> tuple[str, int]:
    """The kind and the id of a row: ('', 17) of 17, ('subject', 4) of 'subject-4'."""
    name = sent.get("id")
    kind, _dash, digits = name.rpartition("-") if isinstance(name, str) else ("", "", "")
    if kind not in kinds:
        return "", number_of(sent, "id", where)
    if not re.fullmatch(r"\d{1,18}", digits, re.ASCII):
        raise UnreadableDifference("form", f"{where}.id")
    return kind, int(digits)


def seen_in(sent: Mapping[str, Any], where: str) -> str:
    """What the page sends back of a row as it was given."""
    found = sent.get("seen", "")
    if not isinstance(found, str) or len(found) > LONGEST_SEEN:
        raise UnreadableDifference("form", f"{where}.seen")
    return found


def keep_to(sent: Any, where: str, keys: Collection[str]) -> None:
    """Raise where a row is none, or has keys that no row has."""
    if not isinstance(sent, dict) or set(sent) - set(keys):
        raise UnreadableDifference("form", where)


def number_of(sent: Mapping[str, Any], name: str, where: str, largest: int = LARGEST_ID) -> int:
    found = sent.get(name)
    if type(found) is not int or not 0 <= found <= largest:
        raise UnreadableDifference("form", f"{where}.{name}")
    return found


def ref_of(found: Any, where: str) -> Ref:
    """A row that is named: 17, 'new-1'."""
    if type(found) is int and 0 < found <= LARGEST_ID:
        return found
    if isinstance(found, str) and re.fullmatch(r"new-\d{1,9}", found, re.ASCII):
        return found
    raise UnreadableDifference("form", where)


def cells_of(sent: Mapping[str, Any], where: str, columns: Collection[str]) -> dict[str, str]:
    """Column -> what was typed into it."""
    found = sent.get("cells", {})
    if not isinstance(found, dict):
        raise UnreadableDifference("form", where)
    for name, cell in found.items():
        if name not in columns or not isinstance(cell, str) or len(cell) > LONGEST_CELL:
            raise UnreadableDifference("form", f"{where}.cells.{name[:40]}")
    return found


def text_of(sent: Mapping[str, Any], name: str) -> str:
    found = "" if sent.get(name) is None else sent[name]
    if not isinstance(found, str) or len(found) > LONGEST_SAID:
        raise UnreadableDifference("form", name)
    return found
