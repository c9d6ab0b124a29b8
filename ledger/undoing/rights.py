"""Who may undo what: whoever may make the change that undoes it."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from django.contrib.auth import get_permission_codename

from ledger.load.changes import model_of
from ledger.models.desk.charge import refuse_foreign
from ledger.undoing.plan import ACCOUNTS, Step, owner_link, owner_of

ACTION = {"+": "delete", "~": "change", "-": "add"}
"""What happened to a row -> what undoes it."""


def may_undo(person: Any, steps: Iterable[Step]) -> bool:
    """Whether somebody may do all that an undo does."""
    return all(
        may(person, model, action) for model, action in {(one.model, ACTION[one.how]) for one in steps}
    )


def refuse_foreign_steps(person: Any, steps: Iterable[Step]) -> None:
    """Raise Foreign where an undo writes a row of a programme that is not a person's, or moves one to such."""
    for step in steps:
        refuse_foreign(person, touched(step))


def touched(step: Step) -> Iterator[Any]:
    """The rows that a step writes: as they are, and as they become."""
    owner, model = owner_of(step.model), step.model
    if owner is not None:
        pk = (step.after or step.before or {})[owner_link(model).name]
        yield from owner._base_manager.filter(pk=pk)
        return
    if step.row is not None:
        yield step.row
    if step.cells:
        becomes = copy(step.row) if step.row is not None else model()
        for one in step.fields:
            setattr(becomes, one.attname, step.cells[one.name])
        yield becomes


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
