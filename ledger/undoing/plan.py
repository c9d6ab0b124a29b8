"""What undoing a change would make of each row, and what stands in the way: what is newer, what hangs on it.

A change of a row is undone where its fields are still as the change left them; a row that was entered goes where
nothing changed it and nothing hangs on it; one that was removed comes back where it is still gone. Whatever else
changed since stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger.after_migrate.freezing import MOVED_BY_STEPS
from ledger.load.change_list import merge
from ledger.load.changes import Values, fields_of, kind_words, model_of, values_of
from ledger.models import BudgetVersion, Change
from sites.record import Record

ACCOUNTS = "auth"
"""The app whose rows are undone on their own pages."""

UNDO_DOORS = ("/changes/", "/undo/")
"""How the address begins and ends by which an undo came, as the log has it."""

MOST_ROWS = 2_000
"""How many rows one undo changes at most."""


@dataclass
class Step:
    """What one row becomes. `how` says what happened to it: '+' it goes, '~' it falls back, '-' it comes back.

    `row` is the row as it is, None where it is gone. `cells` are the fields that fall back, with what they become; of a
    row that comes back all of them. `obstacles` are sentences.
    """

    model: Any
    id: int
    how: str
    before: Values | None
    after: Values | None
    cells: Mapping[str, Any]
    revision: int
    row: Any = None
    obstacles: list[str] = field(default_factory=list)

    @property
    def fields(self) -> list[Field]:
        """The fields that become another."""
        return [one for one in fields_of(self.model) if one.name in self.cells]

    @property
    def is_as_it_was(self) -> bool:
        """Whether the row is as it was before the change: somebody undid it already."""
        if self.how == "~":
            return self.row is not None and all(
                now(self.row, one) == self.cells[one.name] for one in self.fields
            )
        return (self.row is None) is (self.how == "+")


@dataclass
class Plan:
    """An undo of what `who` changed at `at`; `entry` is the last entry of what it undoes."""

    at: datetime
    who: str
    door: str
    steps: list[Step]
    entry: Change
    obstacles: list[str] = field(default_factory=list)

    @property
    def refusals(self) -> list[str]:
        """All that stands in the way, each once."""
        return list(dict.fromkeys([*self.obstacles, *(one for step in self.steps for one in step.obstacles)]))


def plan_of(entries: Iterable[Change], *, locked: bool = False) -> Plan | None:
    """The undo of some entries of one request, or of one entry; None where they come to nothing.

    With `locked` the rows stay as they are until the transaction ends.
    """
    by_row: dict[tuple[str, int], list[Change]] = defaultdict(list)
    newest = None
    for one in sorted(entries, key=lambda entry: entry.pk):
        by_row[one.kind, one.row].append(one)
        newest = one
    if newest is None:
        return None
    plan = Plan(timezone.localtime(newest.at), newest.who, newest.door, [], newest)
    if len(by_row) > MOST_ROWS:
        plan.obstacles.append(
            _("This save changed %(count)s rows; at most %(most)s are undone at once.")
            % {"count": len(by_row), "most": MOST_ROWS}
        )
        return plan
    for some in by_row.values():
        if (step := step_of(some[0], some[-1])) is not None:
            plan.steps.append(step)
    if not plan.steps:
        return None
    read_rows(plan.steps, locked=locked)
    for step in plan.steps:
        step.obstacles += obstacles_of(step)
    say_what_is_undone(plan.steps, newest)
    refuse_what_hangs(plan.steps)
    refuse_where_nothing_is(plan.steps)
    return plan


def step_of(first: Change, last: Change) -> Step | None:
    """What undoes the change from the first to the last entry of a row; None where there is nothing to undo."""
    merged = last if first.pk == last.pk else merge(first, last)
    if merged is None:
        return None
    model = model_of(merged.kind)
    before, after = values_of(model, merged.before), values_of(model, merged.after)
    cells: dict[str, Any] = {}
    if merged.how == "-":
        known = merged.before or {}
        cells = {
            one.name: (before or {})[one.name] if one.column in known else one.get_default()
            for one in fields_of(model)
        }
    elif merged.how == "~" and before is not None and after is not None:
        cells = {name: before[name] for name in after if before[name] != after[name]}
    said = [one.get("revision") for one in (merged.before, merged.after) if one]
    return Step(
        model, merged.row, merged.how, before, after, cells, max((one for one in said if one), default=0)
    )


def read_rows(steps: list[Step], *, locked: bool) -> None:
    """Give each step its row as it is (a query for each kind of row)."""
    for model in sorted({one.model for one in steps}, key=lambda one: str(one._meta.label)):
        some = [one for one in steps if one.model is model]
        rows = model._base_manager.filter(pk__in=[one.id for one in some]).order_by("pk")
        if issubclass(model, Record) and model.FROZEN_WITH:
            rows = rows.select_related(*model.FROZEN_WITH)
        found = {row.pk: row for row in (rows.select_for_update(of=("self",)) if locked else rows)}
        for one in some:
            one.row = found.get(one.id)


def now(row: Model, of: Field) -> Any:
    """What a row has in a field; of a link the id."""
    return getattr(row, of.attname)


def obstacles_of(step: Step) -> list[str]:
    """What stands in the way of a step, apart from what hangs on its row."""
    if step.model._meta.app_label == ACCOUNTS:
        return [_("Accounts and their roles are changed on their own pages, not undone.")]
    if step.model is BudgetVersion and step.how == "~" and MOVED_BY_STEPS & set(step.cells):
        return [_("A step of a budget version is not undone: its page has the step back.")]
    if step.how == "~" and step.before is None:
        return [_("What it was before nobody wrote down: the log begins with this change.")]
    if step.is_as_it_was:
        return []
    words = kind_words(step.model)
    if step.row is None and step.how == "~":
        return [_("%(kind)s %(row)s is gone: it was removed since.") % {"kind": words, "row": step.id}]
    found = frozen_sentences(step)
    if step.row is not None and step.after is not None:
        names = step.cells if step.how == "~" else step.after
        changed = [
            str(one.verbose_name)
            for one in fields_of(step.model)
            if one.name in names and now(step.row, one) != step.after[one.name]
        ]
        if changed:
            found.append(
                _("%(row)s was changed again since: %(fields)s.")
                % {"row": f"{words} {step.row}", "fields": ", ".join(changed)}
            )
    return found


def say_what_is_undone(steps: list[Step], entry: Change) -> None:
    """Say at each row that is as it was before, who undid it, where the log knows (one query)."""
    done = [one for one in steps if one.is_as_it_was and not one.obstacles]
    if not done:
        return
    first = done[0]
    undone = (
        Change.objects.filter(kind=first.model._meta.label_lower, row=first.id, pk__gt=entry.pk)
        .filter(door__startswith=UNDO_DOORS[0], door__endswith=UNDO_DOORS[1])
        .order_by("-pk")
        .first()
    )
    sentence = _("Nothing is left to undo: it is as it was before.")
    if undone is not None:
        sentence = _("It was undone already, on %(moment)s by %(who)s.") % {
            "moment": f"{timezone.localtime(undone.at):%Y-%m-%d %H:%M:%S}",
            "who": undone.who,
        }
    for one in done:
        one.obstacles.append(sentence)


def frozen_sentences(step: Step) -> list[str]:
    """What a confirmed version says, of the row as it is and as it would be; of a relation, of the row that has it."""
    rows = [row for row in (step.row, restored(step)) if row is not None]
    owner = owner_row(step)
    frozen = [one.frozen_by() for one in (*rows, owner) if isinstance(one, Record)]
    return [str(one.frozen_sentence) for one in frozen if one is not None][:1]


def restored(step: Step) -> Any:
    """The row as it would be, not saved; None where it goes."""
    if step.how == "+":
        return None
    if step.row is None:
        return step.model(**{one.attname: step.cells[one.name] for one in step.fields})
    row = copy(step.row)
    for one in step.fields:
        setattr(row, one.attname, step.cells[one.name])
    return row


def owner_of(model: Any) -> Any:
    """The kind of row that a relation to many belongs to; None for what is none."""
    return model._meta.auto_created or None


def owner_link(model: Any) -> Any:
    """The field of a relation to many that names the row that it belongs to."""
    (link, *_others) = (one for one in fields_of(model) if one.related_model is owner_of(model))
    return link


def owner_row(step: Step) -> Any:
    """The row that a relation to many belongs to, as it is; None for what is none, and where it is gone."""
    owner = owner_of(step.model)
    if owner is None:
        return None
    values = step.after or step.before or {}
    return owner._base_manager.filter(pk=values[owner_link(step.model).name]).first()


def refuse_what_hangs(steps: list[Step]) -> None:
    """Say at each row that would go what hangs on it, apart from what goes with it (a query for each kind of link)."""
    going = {(one.model, one.id) for one in steps if one.how == "+"}
    for model in {one.model for one in steps if one.how == "+"}:
        of_model = {
            one.id: one for one in steps if one.model is model and one.how == "+" and not one.obstacles
        }
        for link in links_to(model) if of_model else ():
            hanging = link.related_model._base_manager.filter(**{f"{link.field.name}__in": list(of_model)})
            found: dict[int, int] = defaultdict(int)
            for pk, target in hanging.order_by().values_list("pk", link.field.attname):
                found[target] += (link.related_model, pk) not in going
            for target, count in found.items():
                if count:
                    of_model[target].obstacles.append(
                        ngettext(
                            "%(count)s row hangs on it: %(kind)s.",
                            "%(count)s rows hang on it: %(kind)s.",
                            count,
                        )
                        % {"count": count, "kind": kind_words(link.related_model)}
                    )


def refuse_where_nothing_is(steps: list[Step]) -> None:
    """Say at each row which of the rows that it would name is gone, and does not come back with it.

    A query for each kind of row that is named.
    """
    asked: dict[Any, dict[int, list[Step]]] = defaultdict(lambda: defaultdict(list))
    coming = {(one.model, one.id) for one in steps if one.how == "-"}
    for step in steps:
        for one in step.fields if not step.obstacles else ():
            target = step.cells[one.name]
            if (
                one.related_model is not None
                and target is not None
                and (one.related_model, target) not in coming
            ):
                asked[one.related_model][target].append(step)
    for model, targets in asked.items():
        there = set(model._base_manager.filter(pk__in=list(targets)).values_list("pk", flat=True))
        for target in sorted(targets.keys() - there):
            for step in targets[target]:
                step.obstacles.append(
                    _("%(kind)s %(row)s, which it names, is gone.")
                    % {"kind": kind_words(model), "row": target}
                )


def links_to(model: Any) -> list[Any]:
    """The links of other rows that lead to rows of a kind, those of relations to many too."""
    return [
        one
        for one in model._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)
    ]
