"""Undoing a change, or all that one save changed, as a new change: what will become what, then making it.

`plan_of` says what would be made and what stands in the way; `undo` makes it, once nothing does.
"""

from ledger.undoing.making import UndoRefused, undo
from ledger.undoing.plan import Plan, Step, plan_of
from ledger.undoing.rights import may_undo, may_undo_kind, refuse_foreign_steps

__all__ = [
    "Plan",
    "Step",
    "UndoRefused",
    "may_undo",
    "may_undo_kind",
    "plan_of",
    "refuse_foreign_steps",
    "undo",
]
