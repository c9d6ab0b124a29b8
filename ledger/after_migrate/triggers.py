"""What only the database can keep by every door, raw SQL and bulk calls included. Installed after every migrate.

SQLite drops the triggers of a table that a migration rebuilds, without a word: hence after every migrate, and a
test compares the database's list with `triggers()`. Before a migration they are taken away: SQLite rebuilds no table
that a trigger of another one names, and a migration may have to fill a new column of what is frozen.

own_amount_yields: an allocation with line items has no own amount. A line that comes in clears it, and an own
amount that is set beside lines is cleared, so that deleting the last line never brings an older figure back.

..._younger_...: a subject that continues another begins in a later year (successions.py).

..._other_money, ..._no_subsidy, ..._a_whole: national subsidy is never a share as well (funding.py).

..._is_never_edited, ..._is_never_deleted: what was said of a figure stays said, what was handed in stays on record.

..._says_why: reasons.py. ..._is_frozen: freezing.py. What moves a version: life.py. ..._is_logged: change_log.py.
..._counts_its_changes: revisions.py.
"""

import re
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import get_user_model
from django.db import connections
from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.change_log import CREATE_TABLE, change_triggers
from ledger.after_migrate.freezing import freezing_triggers
from ledger.after_migrate.funding import SHARES_ARE_OF_OTHER_MONEY
from ledger.after_migrate.life import life_triggers
from ledger.after_migrate.reasons import reason_triggers
from ledger.after_migrate.revisions import revision_triggers
from ledger.after_migrate.statements import Trigger, on_both, refuse_on_both, refuse_truncate
from ledger.after_migrate.successions import SUCCESSOR_IS_YOUNGER
from ledger.models.append_only import AppendOnly

OWN_AMOUNT = "amount IS NOT NULL OR national_subsidy IS NOT NULL"
"""The condition that an allocation has an own amount, in SQL."""
CLEAR = "UPDATE ledger_yearlyallocation SET amount = NULL, national_subsidy = NULL"
"""What clears the own amounts, up to its WHERE."""

TABLE = re.compile(r"\bledger_\w+")
"""The tables that an action names."""

OWN_AMOUNT_YIELDS: dict[str, Trigger] = {
    "own_amount_yields_to_new_line": Trigger(
        "AFTER INSERT ON ledger_budgetlineitem",
        on_both(f"{CLEAR} WHERE id = NEW.allocation_id AND ({OWN_AMOUNT});"),
    ),
    "own_amount_yields_to_moved_line": Trigger(
        "AFTER UPDATE OF allocation_id ON ledger_budgetlineitem",
        on_both(f"{CLEAR} WHERE id = NEW.allocation_id AND ({OWN_AMOUNT});"),
    ),
    "own_amount_yields_to_lines": Trigger(
        "AFTER UPDATE OF amount, national_subsidy ON ledger_yearlyallocation",
        on_both(
            f"{CLEAR} WHERE id = NEW.id"
            " AND EXISTS (SELECT 1 FROM ledger_budgetlineitem WHERE allocation_id = NEW.id);"
        ),
        "(NEW.amount IS NOT NULL OR NEW.national_subsidy IS NOT NULL)",
    ),
}
"""Name -> trigger, of the rule on own amounts."""


ACCOUNTS = get_user_model()._meta.db_table
ACCOUNT_STAYS = _(
    "An account is never deleted: its name stands in the log of changes. Deactivate it instead."
)

ACCOUNTS_STAY: dict[str, Trigger] = {
    "account_is_never_deleted": Trigger(f"BEFORE DELETE ON {ACCOUNTS}", refuse_on_both(ACCOUNT_STAYS)),
    "account_is_never_truncated": refuse_truncate(ACCOUNTS, ACCOUNT_STAYS),
}
"""Name -> trigger, of what ledger/models/change.py says to who asks Django."""


def triggers(engine: str) -> dict[str, Trigger]:
    """All that the database keeps: own amounts, rows that are written once, versions and what they freeze, the log."""
    kept = OWN_AMOUNT_YIELDS | ACCOUNTS_STAY | SUCCESSOR_IS_YOUNGER | SHARES_ARE_OF_OTHER_MONEY
    # SQLite asks the newest first: what refuses a change does so before it is counted.
    found = revision_triggers() | kept | freezing_triggers() | life_triggers()
    found |= reason_triggers() | change_triggers()
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            found |= write_once_triggers(model)
    return {name: trigger for name, trigger in found.items() if engine in trigger.action}


def write_once_triggers(model: type[AppendOnly]) -> dict[str, Trigger]:
    """The triggers of a table whose rows nobody edits or deletes; they say its refusal to whoever tries."""
    name, table = model._meta.model_name, model._meta.db_table
    refusal = refuse_on_both(model.REFUSAL)
    return {
        f"{name}_is_never_edited": Trigger(f"BEFORE UPDATE ON {table}", refusal),
        f"{name}_is_never_deleted": Trigger(f"BEFORE DELETE ON {table}", refusal),
        f"{name}_is_never_truncated": refuse_truncate(table, model.REFUSAL),
    }


def install_triggers(sender: AppConfig, **kwargs: Any) -> None:
    """(Re)install the triggers (post_migrate, once the ledger's tables are there)."""
    if sender.name != "ledger":
        return
    connection = connections[kwargs["using"]]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(CREATE_TABLE)
        tables = set(connection.introspection.table_names(cursor))
        for name, trigger in triggers(connection.vendor).items():
            if trigger.table not in tables:
                continue
            rows = "STATEMENT" if trigger.is_of_statement else "ROW"
            when = f"WHEN ({trigger.condition})" if trigger.condition else ""
            head = f"CREATE TRIGGER {name} {trigger.event} FOR EACH {rows} {when}"
            action = trigger.action[connection.vendor]
            if not set(TABLE.findall(action)) <= tables:
                # Migrated back to before one of its tables: it would refuse whatever is written.
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"{head} BEGIN {action} END")
            else:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                    f" AS $$ BEGIN {action} RETURN NULL; END $$"
                )
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {trigger.table}")
                cursor.execute(f"{head} EXECUTE FUNCTION {name}()")


def make_way(sender: AppConfig, **kwargs: Any) -> None:
    """Take the triggers away before a migration (pre_migrate); `install_triggers` brings them back after it."""
    if sender.name == "ledger" and kwargs["plan"]:
        remove_triggers(kwargs["using"])


def remove_triggers(using: str) -> None:
    """Take the triggers away, so that a whole ledger can be emptied; `install_triggers` brings them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, trigger in triggers(connection.vendor).items():
            if trigger.table in tables:
                on_table = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
