"""What changed of a version between two moments: the list that stays of the time in which it was open again.

Read from the histories of all that the version freezes, so that rows which were removed or moved away are in it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Model, Q, Window

from ledger.after_migrate.freezing import frozen_models
from ledger.load.council import MOST_CHANGES, RowChange, change_of, names_of, with_values_before
from ledger.models import BudgetVersion, VersionStatus
from ledger.models.version_life import Step


@dataclass(frozen=True)
class OpenTime:
    """A time in which a confirmed version was a draft again; `until` None: it still is. `changes` the newest first.

    `count` has all changes, of which at most MOST_CHANGES are listed; `names` the words of rows that they point to.
    """

    since: datetime
    until: datetime | None
    changes: tuple[RowChange, ...] = ()
    count: int = 0
    names: dict[tuple[str, int], str] = field(default_factory=dict)


def open_times(version: BudgetVersion) -> list[OpenTime]:
    """Each time from lifting the confirmation to the next one, the newest first."""
    found, since = [], None
    for step in version.transitions.all():
        if step.step == Step.REOPEN and step.to_status == VersionStatus.DRAFT:
            since = step.at
        elif step.step == Step.CONFIRM and since is not None:
            found.append(changes_between(version, since, step.at))
            since = None
    if since is not None:
        found.append(changes_between(version, since, None))
    return found[::-1]


def changes_between(version: BudgetVersion, since: datetime, until: datetime | None) -> OpenTime:
    """What changed of a version, and of all that it freezes, from a moment up to another; None: up to now."""
    found: list[RowChange] = []
    count = 0
    for model, condition in ever_of(version):
        entries = with_values_before(model, model.history.filter(condition))
        # A window of its own: the values before are looked for among all entries, not among those of the time alone.
        moment = Window(Max("history_date"), partition_by=[F("history_id")])
        entries = entries.annotate(moment=moment).filter(moment__gte=since)
        if until is not None:
            entries = entries.filter(moment__lte=until)
        changes = [change_of(entry, model) for entry in entries]
        changes = [one for one in changes if is_change(one)]
        count += len(changes)
        found += changes
    found.sort(key=lambda one: (one.at, one.kind), reverse=True)
    shown = found[:MOST_CHANGES]
    return OpenTime(since, until, tuple(shown), count, names_of(shown))


def is_change(one: RowChange) -> bool:
    """Whether anything became another: a row that was saved again as it was, or moved by a step, did not."""
    moved_by_steps = {"status", "decided_on", "decision_number"}
    before = one.before if one.how == "~" else None
    return before is None or any(
        before[name] != cell for name, cell in one.values.items() if name not in moved_by_steps
    )


def ever_of(version: BudgetVersion) -> Iterator[tuple[Any, Q]]:
    """Each kind of row that the version freezes, and the version itself, with the condition on its history."""
    yield BudgetVersion, Q(id=version.pk)
    for model in frozen_models():
        condition = Q()
        for path in model.FROZEN_WITH:
            condition |= ever_in(model, path, version.pk)
        yield model, condition


def ever_in(model: Any, path: str, version: int) -> Q:
    """The condition that a row is, or ever was, in a version, as its history knows."""
    inside = leads_to(model, path, version)
    now = model._base_manager.filter(inside).values("pk")
    then = model.history.filter(inside).order_by().values("id")
    return Q(id__in=now) | Q(id__in=then)


def leads_to(model: type[Model], path: str, version: int) -> Q:
    """The condition that the first link of a lookup path leads to a row that is, or ever was, in a version."""
    name, _, rest = path.partition("__")
    link: Any = model._meta.get_field(name)
    if not rest:
        return Q(**{link.attname: version})
    inside = leads_to(link.related_model, rest, version)
    now = link.related_model._base_manager.filter(inside).values("pk")
    then = link.related_model.history.filter(inside).order_by().values("id")
    return Q(**{f"{link.attname}__in": now}) | Q(**{f"{link.attname}__in": then})
