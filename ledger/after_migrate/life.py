"""A version moves by its steps: whoever writes one moves it, and its status changes by no other means.

The row of a step is written first; a trigger of it moves the version, and a trigger of the version takes a new status
only where the newest step leads to it. So a dump restores too: the version comes as a draft, its rows follow, then the
steps, each of which moves it on (ledger/management/commands/loaddata.py).
"""

from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.freezing import IS_DECIDED, VERSIONS
from ledger.after_migrate.statements import ENGINES, IS_OTHER, Trigger, refuse, refuse_on_both
from ledger.figures.versions import CHANGES_ANOTHER
from ledger.models.version import VersionStatus
from ledger.models.version_life import TAKING_BACK_SAYS_WHY, Step, VersionTransition

BY_STEPS = _(
    "The status of a budget version changes by its steps alone: submit, confirm, approve the settlement or lift the"
    " confirmation on its page."
)
NOT_NEXT = _(
    "This step does not follow: the budget version has moved on. Load its page again to see what does."
)
TWO_PEOPLE = _(
    "To lift a confirmation takes two people: one asks, and another one grants what was asked for last."
)

SO_FAR_FIRST = _("A version that carries from another is confirmed after it, and lifted before it.")

STEPS = VersionTransition._meta.db_table
NEWEST = f"(SELECT to_status FROM {STEPS} WHERE version_id = NEW.id ORDER BY number DESC LIMIT 1)"
"""Where the newest step of a version leads, in SQL."""

FOLLOWS = (
    f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE id = NEW.version_id AND status = NEW.from_status)"
    f" AND (NEW.number = 1 OR EXISTS (SELECT 1 FROM {STEPS}"
    " WHERE version_id = NEW.version_id AND number = NEW.number - 1))"
)
IS_ANSWER = f"NEW.step IN ('{Step.REOPEN}', '{Step.DECLINE}')"
IS_ASKED = (
    f"EXISTS (SELECT 1 FROM {STEPS} asked WHERE asked.version_id = NEW.version_id"
    f" AND asked.number = NEW.number - 1 AND asked.step = '{Step.ASK}'"
    f" AND (NEW.step <> '{Step.REOPEN}' OR asked.author_id <> NEW.author_id))"
)

SAYS_NOTHING = f"NEW.step = '{Step.TAKE_BACK}' AND (trim(NEW.reason) = '' OR trim(NEW.document_number) = '')"

KINDS = ", ".join(f"'{kind}'" for kind in CHANGES_ANOTHER)
"""The kinds of versions that carry from another, in SQL."""
RESTS_ON_DRAFT = (
    f"NEW.step = '{Step.CONFIRM}' AND EXISTS (SELECT 1 FROM {VERSIONS} one JOIN {VERSIONS} so_far"
    f" ON so_far.id = one.based_on_id WHERE one.id = NEW.version_id AND one.kind IN ({KINDS})"
    f" AND NOT so_far.status {IS_DECIDED})"
)
CARRIES_ON = (
    f"NEW.step = '{Step.REOPEN}' AND NEW.to_status = '{VersionStatus.DRAFT}' AND EXISTS (SELECT 1 FROM {VERSIONS} later"
    f" WHERE later.based_on_id = NEW.version_id AND later.kind IN ({KINDS}) AND later.status {IS_DECIDED})"
)

MOVE = (
    f"UPDATE {VERSIONS} SET status = NEW.to_status, revision = revision + 1,"
    f" decided_on = CASE WHEN NEW.step = '{Step.CONFIRM}' THEN NEW.decided_on"
    f" WHEN NEW.to_status {IS_DECIDED} THEN decided_on END,"
    f" decision_number = CASE WHEN NEW.step = '{Step.CONFIRM}' THEN NEW.document_number"
    f" WHEN NEW.to_status {IS_DECIDED} THEN decision_number ELSE '' END"
    " WHERE id = NEW.version_id AND status <> NEW.to_status;"
)
"""Moves the version. Confirming gives it its decision; of a draft the decision stays in its steps alone."""


def life_triggers() -> dict[str, Trigger]:
    """Name -> trigger, of what moves a version."""
    moves, follows = {}, {}
    for engine in ENGINES:
        # On PostgreSQL two steps at once come one after the other.
        held = f"PERFORM 1 FROM {VERSIONS} WHERE id = NEW.version_id FOR UPDATE;"
        moves[engine] = " ".join(
            (
                held if engine == "postgresql" else "",
                refuse(NOT_NEXT, engine, f"NOT ({FOLLOWS})"),
                refuse(TWO_PEOPLE, engine, f"{IS_ANSWER} AND NOT {IS_ASKED}"),
                refuse(SO_FAR_FIRST, engine, f"{RESTS_ON_DRAFT} OR {CARRIES_ON}"),
                refuse(TAKING_BACK_SAYS_WHY, engine, SAYS_NOTHING),
                MOVE,
            )
        )
        follows[engine] = refuse(BY_STEPS, engine, f"NEW.status {IS_OTHER[engine]} {NEWEST}")
    return {
        "versiontransition_moves_its_version": Trigger(f"AFTER INSERT ON {STEPS}", moves),
        "budgetversion_begins_as_draft": Trigger(
            f"AFTER INSERT ON {VERSIONS}",
            refuse_on_both(BY_STEPS),
            f"NEW.status <> '{VersionStatus.DRAFT}'",
        ),
        "budgetversion_moves_by_its_steps": Trigger(
            f"AFTER UPDATE ON {VERSIONS}", follows, "OLD.status <> NEW.status"
        ),
    }
