"""What only the database can keep by every door, raw SQL and bulk calls included. Installed after every migrate.

SQLite drops the triggers of a table that a migration rebuilds, without a word: hence after every migrate, and a
test compares the database's list with `triggers()`.

own_amount_yields: an allocation with line items has no own amount. A line that comes in clears it, and an own
amount that is set beside lines is cleared, so that deleting the last line never brings an older figure back.

..._younger_...: a subject that continues another begins in a later year (successions.py).

..._is_never_edited, ..._is_never_deleted: what was said of a figure stays said, what was handed in stays on record.
"""

import re
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections

from ledger.after_migrate.successions import SUCCESSOR_IS_YOUNGER
from ledger.models.append_only import AppendOnly

OWN_AMOUNT = "amount IS NOT NULL OR national_subsidy IS NOT NULL"
"""The condition that an allocation has an own amount, in SQL."""
CLEAR = "UPDATE ledger_yearlyallocation SET amount = NULL, national_subsidy = NULL"
"""What clears the own amounts, up to its WHERE."""

Trigger = tuple[str, str, str | dict[str, str]]
"""When it fires, on which rows, what it does."""

OWN_AMOUNT_YIELDS: dict[str, Trigger] = {
    "own_amount_yields_to_new_line": (
        "AFTER INSERT ON ledger_budgetlineitem",
        "",
        f"{CLEAR} WHERE id = NEW.allocation_id AND ({OWN_AMOUNT});",
    ),
    "own_amount_yields_to_moved_line": (
        "AFTER UPDATE OF allocation_id ON ledger_budgetlineitem",
        "",
        f"{CLEAR} WHERE id = NEW.allocation_id AND ({OWN_AMOUNT});",
    ),
    "own_amount_yields_to_lines": (
        "AFTER UPDATE OF amount, national_subsidy ON ledger_yearlyallocation",
        "(NEW.amount IS NOT NULL OR NEW.national_subsidy IS NOT NULL)",
        f"{CLEAR} WHERE id = NEW.id"
        " AND EXISTS (SELECT 1 FROM ledger_budgetlineitem WHERE allocation_id = NEW.id);",
    ),
}
"""Name -> when it fires, on which rows (empty: all), what it does: the same SQL on both engines, or each engine's."""


def triggers() -> dict[str, Trigger]:
    """All that the database keeps: the own amounts, who continues whom, and the rows that are written once."""
    found: dict[str, Trigger] = {**OWN_AMOUNT_YIELDS, **SUCCESSOR_IS_YOUNGER}
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            found |= write_once_triggers(model)
    return found


def write_once_triggers(model: type[AppendOnly]) -> dict[str, Trigger]:
    """The triggers of a table whose rows nobody edits or deletes; they say its refusal to whoever tries."""
    name, table = model._meta.model_name, model._meta.db_table
    refuse: dict[str, str] = {
        "sqlite": f"SELECT RAISE(ABORT, '{model.REFUSAL}');",
        "postgresql": f"RAISE EXCEPTION '{model.REFUSAL}';",
    }
    return {
        f"{name}_is_never_edited": (f"BEFORE UPDATE ON {table}", "", refuse),
        f"{name}_is_never_deleted": (f"BEFORE DELETE ON {table}", "", refuse),
    }


def table_of(event: str) -> str:
    """The table that an event is of: 'BEFORE UPDATE ON ledger_explanation' -> 'ledger_explanation'."""
    return event.rpartition(" ")[2]


TABLE = re.compile(r"\bledger_\w+")
"""The tables that an action names."""


def drop_statement(vendor: str, name: str, table: str) -> str:
    """What takes a trigger away, in the SQL of an engine."""
    return f"DROP TRIGGER IF EXISTS {name}{'' if vendor == 'sqlite' else f' ON {table}'}"


def make_way(sender: AppConfig, **kwargs: Any) -> None:
    """Take the triggers away before a migration (pre_migrate): SQLite rebuilds no table that one of them names."""
    if sender.name == "ledger" and kwargs["plan"] and connections[kwargs["using"]].vendor == "sqlite":
        remove_triggers(kwargs["using"])


def install_triggers(sender: AppConfig, **kwargs: Any) -> None:
    """(Re)install the triggers (post_migrate, once the ledger's tables are there)."""
    if sender.name != "ledger":
        return
    connection = connections[kwargs["using"]]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, (event, condition, action) in triggers().items():
            table = table_of(event)
            if table not in tables:
                continue
            when = f"WHEN ({condition})" if condition else ""
            if isinstance(action, dict):
                action = action[connection.vendor]
            if not set(TABLE.findall(action)) <= tables:
                # Migrated back to before one of its tables: it would refuse whatever is written.
                cursor.execute(drop_statement(connection.vendor, name, table))
                continue
            if connection.vendor == "sqlite":
                cursor.execute(drop_statement(connection.vendor, name, table))
                cursor.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW {when} BEGIN {action} END")
            else:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                    f" AS $$ BEGIN {action} RETURN NULL; END $$"
                )
                cursor.execute(drop_statement(connection.vendor, name, table))
                cursor.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW {when} EXECUTE FUNCTION {name}()")


def remove_triggers(using: str) -> None:
    """Take the triggers away, so that a whole ledger can be emptied; `install_triggers` brings them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, (event, _condition, _action) in triggers().items():
            if table_of(event) in tables:
                cursor.execute(drop_statement(connection.vendor, name, table_of(event)))
