"""Who may undo what: whoever may make the change that undoes it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_permission_codename

from ledger.load.changes import model_of
from ledger.undoing.plan import ACCOUNTS, Step, owner_of

ACTION = {"+": "delete", "~": "change", "-": "add"}
"""What happened to a row -> what undoes it."""


def may_undo(person: Any, steps: Iterable[Step]) -> bool:
    """Whether somebody may do all that an undo does."""
    return all(
        may(person, model, action) for model, action in {(one.model, ACTION[one.how]) for one in steps}
    )


def may_undo_kind(person: Any, kind: str) -> bool:
    """Whether somebody may undo changes of some kind of row, such as 'ledger.budgetlineitem'."""
    return may(person, model_of(kind), "change")


def may(person: Any, model: Any, action: str) -> bool:
    """Whether somebody may change rows of a kind so; a relation to many belongs to the row that has it."""
    if model._meta.app_label == ACCOUNTS:
        return False
    owner = owner_of(model)
    model, action = (model, action) if owner is None else (owner, "change")
    return bool(person.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"))
