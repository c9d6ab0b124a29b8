"""The log of changes as a test asks for it."""

from typing import Any

from django.db.models import QuerySet

from ledger.load.changes import RowChange, change_of, of_rows, told
from ledger.models import Change


def entries(model: Any, row: Any = None) -> QuerySet[Change]:
    """The entries of a kind of row, or of one row, the oldest first; none of what a file brought."""
    which = of_rows(model) if row is None else of_rows(model, row=row.pk)
    return told(which).order_by("pk")


def changes(model: Any, row: Any = None) -> list[RowChange]:
    """The same as what became what."""
    return [change_of(entry) for entry in entries(model, row)]


def newest(model: Any, row: Any = None) -> RowChange:
    """The last of them."""
    return changes(model, row)[-1]
