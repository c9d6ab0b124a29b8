"""What changed of a version between two moments: the list that stays of the time in which it was open again.

Read from the histories of all that the version freezes, so that rows which were removed or moved away are in it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Field, Q

from ledger.after_migrate.freezing import frozen_models, links, row_of
from ledger.load.changes import RowChange, change_of, ever, names_of, of_rows, told, with_cell
from ledger.load.council import MOST_CHANGES
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
    entries = told(ever_of(version)).filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lte=until)
    found = [one for one in map(change_of, entries) if is_change(one)]
    shown = found[:MOST_CHANGES]
    return OpenTime(since, until, tuple(shown), len(found), names_of(shown))


def is_change(one: RowChange) -> bool:
    """Whether anything became another: a version that a step moved did not."""
    moved_by_steps = {"status", "decided_on", "decision_number"}
    before = one.before if one.how == "~" else None
    return before is None or any(
        before[name] != cell for name, cell in one.values.items() if name not in moved_by_steps
    )


def ever_of(version: BudgetVersion) -> Q:
    """The entries of the version, and of each row that it freezes or ever froze."""
    found = of_rows(BudgetVersion, row=version.pk)
    for model in frozen_models():
        for path in model.FROZEN_WITH:
            first, *rest = links(model, path)
            found |= of_rows(model) & with_cell(first.column, ever_above(first, rest, version.pk), "__in")
    return found


def ever_above(link: Field, rest: Sequence[Field], version: int) -> list[int]:
    """The ids of the rows that a link may lead to, which the links after it lead, or ever led, to a version."""
    if not rest:
        return [version]
    first, *others = rest
    return ever(row_of(link), **{first.column: ever_above(first, others, version)})
