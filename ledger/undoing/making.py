"""Making an undo: rows go, fall back and come back, in one transaction, through the rules of every save."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, ProtectedError, Q, UniqueConstraint
from django.utils.translation import gettext as _

from ledger.after_migrate.refusals import refusal_in
from ledger.load.changes import fields_of, kind_words
from ledger.models import Change
from ledger.undoing.plan import Plan, Step, now, owner_link, owner_of, plan_of
from sites.record import Record

POSITION = "position"


class UndoRefused(Exception):
    """An undo that is not made; `sentences` say why, `plan` what it would have been."""

    def __init__(self, sentences: list[str], plan: Plan | None = None) -> None:
        super().__init__(*sentences)
        self.sentences, self.plan = sentences, plan


def undo(entries: Callable[[], Iterable[Change]]) -> Plan:
    """Undo some entries, all or nothing; what was undone. Raises UndoRefused.

    They are read inside the transaction: what somebody else changed until now stands in the way.
    """
    plan = None
    try:
        with transaction.atomic():
            plan = plan_of(entries(), locked=True)
            if plan is None:
                raise UndoRefused([_("Nothing is left to undo.")])
            if plan.refusals:
                raise UndoRefused(plan.refusals, plan)
            make(plan.steps)
    except UndoRefused as refused:
        raise UndoRefused(refused.sentences, plan) from refused
    except ValidationError as refused:
        # What only saving can find out.
        raise UndoRefused(list(refused.messages), plan) from refused
    except (IntegrityError, ProtectedError) as refused:
        # What a trigger refuses it says itself (views/request/errors.py has it as a page, this one beside the rows).
        sentence = refusal_in(refused) or _(
            "Another row stands where one would come back, or hangs on one that would go. Nothing was undone."
        )
        raise UndoRefused([sentence], plan) from refused
    return plan


def keep_rules(row: Any) -> None:
    """Raise UndoRefused where a row, as it would be, breaks a rule of its model; each sentence says of which field."""
    try:
        row.full_clean()
    except ValidationError as refused:
        labels = {one.name: f"{one.verbose_name}: " for one in fields_of(type(row))}
        raise UndoRefused(
            [
                f"{kind_words(type(row))}: {labels.get(name, '')}{message}"
                for name, messages in refused.message_dict.items()
                for message in messages
            ]
        ) from refused


def make(steps: list[Step]) -> None:
    """Write each step: what hangs on others goes before them and comes back after them."""
    order = depths({one.model for one in steps})
    by_depth = sorted(steps, key=lambda one: (order[one.model], one.id))
    for step in reversed(by_depth):
        if step.how == "+":
            step.row.delete()
    fall_back([one for one in by_depth if one.how == "~"])
    moved: dict[tuple[Any, int], int] = {}
    for step in by_depth:
        if step.how == "-":
            come_back(step, moved)
    count_revisions(steps, moved)


def depths(models: set[Any]) -> dict[Any, int]:
    """Kind of row -> how many links lead from it to others of these kinds, at most."""
    found: dict[Any, int] = {}

    def depth(model: Any, seen: tuple[Any, ...] = ()) -> int:
        if model not in found:
            links = {one.related_model for one in fields_of(model) if one.related_model is not None}
            below = [depth(one, (*seen, model)) for one in links - {model, *seen}]
            found[model] = 1 + max(below, default=0)
        return found[model]

    return {model: depth(model) for model in models}


def fall_back(steps: list[Step]) -> None:
    """Set the fields of rows back to what they were; those that change places make room for one another first."""
    for step in steps:
        others = {one.id for one in steps if one.model is step.model} - {step.id}
        step.row.makes_room_with = frozenset(others)
        for one in step.fields:
            setattr(step.row, one.attname, step.cells[one.name])
    for step in steps:
        keep_rules(step.row)
    for model in {one.model for one in steps}:
        make_room([one for one in steps if one.model is model])
    for step in steps:
        step.row.save()


def make_room(steps: list[Step]) -> None:
    """Move rows that stand where others of the undo will stand to numbers that none has."""
    model = steps[0].model
    keys = [
        one for one in model._meta.constraints if isinstance(one, UniqueConstraint) and POSITION in one.fields
    ]
    for key in keys:
        fields = [model._meta.get_field(name) for name in key.fields]
        wanted = {cells(step.row, fields): step.id for step in steps}
        stored = model._base_manager.filter(pk__in=[one.id for one in steps])
        in_the_way = [row for row in stored if wanted.get(cells(row, fields), row.pk) != row.pk]
        rest = [one for one in fields if one.name != POSITION]
        for row in in_the_way:
            alike = Q(**{one.attname: now(row, one) for one in rest})
            taken = set(model._base_manager.filter(alike).values_list(POSITION, flat=True))
            taken |= {step.row.position for step in steps}
            free = next(number for number in count(1) if number not in taken)
            model._base_manager.filter(pk=row.pk).update(**{POSITION: free})
            # The database has counted it.
            (moved,) = (step.row for step in steps if step.id == row.pk)
            moved.refresh_from_db(fields=["revision"])


def cells(row: Model, fields: list[Field]) -> tuple[Any, ...]:
    return tuple(now(row, one) for one in fields)


def come_back(step: Step, moved: dict[tuple[Any, int], int]) -> None:
    """Write a row that was removed again: under its old number, if no other row has it.

    `moved` has the new numbers of rows that got one: links to them follow.
    """
    row = step.model()
    for one in step.fields:
        value = step.cells[one.name]
        setattr(row, one.attname, moved.get((one.related_model, value), value))
    if not step.model._base_manager.filter(pk=step.id).exists():
        row.pk = step.id
    if isinstance(row, Record):
        row.revision = step.revision + 1
    keep_rules(row)
    row.save(force_insert=True)
    moved[step.model, step.id] = row.pk


def count_revisions(steps: list[Step], moved: dict[tuple[Any, int], int]) -> None:
    """Count the revision of each row whose relation to many changed, unless it was written itself."""
    written = {(one.model, one.id) for one in steps}
    for step in steps:
        owner = owner_of(step.model)
        if owner is None or not issubclass(owner, Record):
            continue
        pk = (step.after or step.before or {})[owner_link(step.model).name]
        if (owner, pk) in written:
            continue
        written.add((owner, pk))
        if (row := owner._base_manager.select_for_update().filter(pk=pk).first()) is not None:
            row.save()
