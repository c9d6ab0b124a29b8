"""What changed since: the log of changes as it is asked for, one change for each row of one save.

What one request does to a row is one change, from what the row was before the first entry to what it was after the
last: rows that change places pass through a free number, and nobody meant that. What comes back to what it was is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ledger.load.changes import RowChange, change_of
from ledger.models.change import BROUGHT, Change, How

ACCOUNTS = Q(kind__startswith="auth.")
"""The entries of accounts and their roles."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the log; None and '' leave it open.

    `since` and `until` are moments, the one included, the other not. `program` is the id of one, `kind` a kind of row
    such as 'ledger.budgetlineitem', `row` the id of one of it; `door` is how an address of a page, or the name of a
    command, begins. `words` stand in the reason or in the document number. `with_files`: also rows that a file brought.
    """

    since: datetime | None = None
    until: datetime | None = None
    program: int | None = None
    who: str = ""
    kind: str = ""
    row: int | None = None
    words: str = ""
    door: str = ""
    with_files: bool = False


@dataclass(frozen=True)
class Listed:
    """A change of a row in one save. `id` is its last entry's; `is_newest`: nothing changed the row after it.

    `program` is the id of the row's programme, None where programmes share it.
    """

    id: int
    request: str
    program: int | None
    is_newest: bool
    change: RowChange


def entries_asked(asked: Asked, seen: Q) -> QuerySet[Change]:
    """The entries that are asked for, of those that may be seen, the newest first."""
    found = Change.objects.filter(seen)
    exact = {"program": asked.program, "who": asked.who, "kind": asked.kind, "row": asked.row}
    found = found.filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    if asked.since is not None:
        found = found.filter(at__gte=asked.since)
    if asked.until is not None:
        found = found.filter(at__lt=asked.until)
    if asked.words:
        found = found.filter(Q(why__icontains=asked.words) | Q(document_number__icontains=asked.words))
    if asked.door:
        found = found.filter(door__startswith=asked.door)
    if not asked.with_files:
        found = found.exclude(BROUGHT)
    return found.order_by("-at", "-pk")


def of_the_save(**more: object) -> QuerySet[Change]:
    """The entries of the same row in the same request, seen from an entry."""
    same = {name: OuterRef(name) for name in ("request", "kind", "row")}
    return Change.objects.filter(**same, **more).order_by("pk")


def older_than(entry: int) -> Q:
    """The condition of what the list has after an entry."""
    # As the database has it: SQLite compares moments as texts, to the millisecond.
    at = Subquery(Change.objects.filter(pk=entry).values("at"))
    # What is younger is left out by the index, what is as old by its number.
    return Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=entry))


def listed(entries: QuerySet[Change], most: int) -> tuple[list[Listed], int | None]:
    """What some entries, the first of those asked for, tell of rows, and the entry after which there are more, or None.

    A row stands where its save ended with it; its entries before that tell nothing more. Two queries.
    """
    of_row = Change.objects.filter(kind=OuterRef("kind"), row=OuterRef("row")).order_by("-pk")
    # Asked of those alone that are taken: as conditions they would be asked of every entry that is looked through.
    found = entries.annotate(
        first=Subquery(of_the_save().values("pk")[:1]),
        newest=Subquery(of_row.values("pk")[:1]),
        is_passed=Exists(of_the_save(pk__gt=OuterRef("pk"))),
    )
    some = list(found[: most + 1])
    return changes_of(some[:most]), some[most - 1].pk if len(some) > most else None


def changes_of(entries: Sequence[Change]) -> list[Listed]:
    """Entries that know their `first` and the `newest` of their row as changes, without those that came to nothing."""
    entries = [one for one in entries if not (one.request and one.is_passed)]  # type: ignore[attr-defined]
    firsts = {one.first for one in entries if one.request and one.first != one.pk}  # type: ignore[attr-defined]
    before = Change.objects.only("how", "before").in_bulk(firsts) if firsts else {}
    found = []
    for one in entries:
        first = before.get(one.first) if one.request else None  # type: ignore[attr-defined]
        merged = one if first is None else merge(first, one)
        if merged is None:
            continue
        is_newest = one.newest == one.pk  # type: ignore[attr-defined]
        found.append(Listed(one.pk, one.request, one.program, is_newest, change_of(merged)))
    return found


def merge(first: Change, last: Change) -> Change | None:
    """The entry from the first to the last of a row in one save; None where it came to nothing."""
    before, after = (None if first.how == How.ENTERED else first.before), last.after
    if before is None and after is None and last.how == How.REMOVED:
        return None
    how = How.ENTERED if first.how == How.ENTERED else last.how
    if first.how != How.ENTERED and last.how != How.REMOVED:
        # A row that was removed and is there again has changed at most.
        how = How.CHANGED
        if without_revision(before) == without_revision(after):
            return None
    merged = Change(**{field.attname: getattr(last, field.attname) for field in Change._meta.concrete_fields})
    merged.how, merged.before = how, before
    return merged


def without_revision(cells: object) -> object:
    return (
        {name: cell for name, cell in cells.items() if name != "revision"}
        if isinstance(cells, dict)
        else cells
    )
