"""What a kind of row asks of whoever sees or changes it; whose duty that is stands in ledger/after_migrate/roles.py."""

from dataclasses import dataclass
from typing import Literal

Duty = Literal["look", "edit", "confirm", "explain", "hand in", "manage users"]
"""What a role does in the ledger."""


@dataclass(frozen=True)
class Rights:
    """The duty that brings each permission on a kind of row; None: no duty brings it.

    The first four are Django's own; a model that has one of the others names it in its `Meta.permissions`.
    """

    view: Duty | None = None
    add: Duty | None = None
    change: Duty | None = None
    delete: Duty | None = None
    submit: Duty | None = None
    confirm: Duty | None = None


ENTERED = Rights(view="look", add="edit", change="edit", delete="edit")
"""On rows of data entry."""
