"""What a row was when somebody saw it, at a revision, and what others made of it since (the log of changes)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from ledger.load.changes import RowChange, Values, change_of, fields_of, model_of, of_rows
from ledger.models.change import Change, How
from sites.record import Record


@dataclass(frozen=True)
class Seen:
    """`values` are those that the row had at the revision; `since` the changes after it, the oldest first."""

    values: Values
    since: tuple[RowChange, ...]

    def last_change(self, field: str) -> RowChange | None:
        """Who changed a field last since then."""
        moved = (one for one in reversed(self.since) if one.before and one.before[field] != one.values[field])
        return next(moved, None)


def as_seen(row: Record, revision: int) -> Seen:
    """A row that is stored, as it was at a revision that it has left behind."""
    return seen_before(row, after__revision__gt=revision)


def as_seen_of_removed(removed: RowChange, revision: int) -> Values:
    """The cells that a row which is gone had at a revision; its last ones where it left none behind."""
    later = of_rows(model_of(removed.kind), row=removed.row, how=How.CHANGED, after__revision__gt=revision)
    first = Change.objects.filter(later).order_by("pk").first()
    before = None if first is None else change_of(first).before
    return removed.values if before is None else before


def seen_before(row: Model, **later: Any) -> Seen:
    """A row that is stored, as it was before the changes that these conditions find in the log."""
    found = Change.objects.filter(of_rows(type(row), row=row.pk, how=How.CHANGED, **later))
    since = tuple(change_of(entry) for entry in found.order_by("pk"))
    if since and since[0].before is not None:
        return Seen(since[0].before, since)
    return Seen({one.name: getattr(row, one.attname) for one in fields_of(type(row))}, ())


def removals(model: type[Record], ids: Iterable[int]) -> dict[int, RowChange]:
    """The last words of rows that are gone, by their ids: who removed them, when, and what they were."""
    gone = Change.objects.filter(of_rows(model, row__in=list(ids), how=How.REMOVED)).order_by("pk")
    return {entry.row: change_of(entry) for entry in gone}
