"""What only the database can keep by every door, raw SQL and bulk calls included. Installed after every migrate.

SQLite drops the triggers of a table that a migration rebuilds, without a word: hence after every migrate, and a
test compares the database's list with `TRIGGERS`.

own_amount_yields: an allocation with line items has no own amount. A line that comes in clears it, and an own
amount that is set beside lines is cleared, so that deleting the last line never brings an older figure back.

..._is_never_edited, ..._is_never_deleted: what was said of a figure stays said, what was handed in stays on record.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections

OWN_AMOUNT = "amount IS NOT NULL OR national_subsidy IS NOT NULL"
CLEAR = "UPDATE ledger_yearlyallocation SET amount = NULL, national_subsidy = NULL"

Trigger = tuple[str, str, str | dict[str, str]]


def written_once(name: str, sentence: str) -> dict[str, Trigger]:
    """The triggers of a table whose rows nobody edits or deletes, and what they say to whoever tries."""
    refuse: dict[str, str] = {
        "sqlite": f"SELECT RAISE(ABORT, '{sentence}');",
        "postgresql": f"RAISE EXCEPTION '{sentence}';",
    }
    return {
        f"{name}_is_never_edited": (f"BEFORE UPDATE ON ledger_{name}", "", refuse),
        f"{name}_is_never_deleted": (f"BEFORE DELETE ON ledger_{name}", "", refuse),
    }


TRIGGERS: dict[str, Trigger] = {
    **written_once("explanation", "An explanation is never edited or deleted: write a newer one."),
    **written_once(
        "workbookexport", "The register of submissions is never edited or deleted: it is evidence."
    ),
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


def table_of(event: str) -> str:
    return event.rpartition(" ")[2]


def install_triggers(sender: AppConfig, **kwargs: Any) -> None:
    """(Re)install the triggers (post_migrate, once the ledger's tables are there)."""
    if sender.name != "ledger":
        return
    connection = connections[kwargs["using"]]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, (event, condition, action) in TRIGGERS.items():
            table = table_of(event)
            if table not in tables:
                continue
            when = f"WHEN ({condition})" if condition else ""
            if isinstance(action, dict):
                action = action[connection.vendor]
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW {when} BEGIN {action} END")
            else:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                    f" AS $$ BEGIN {action} RETURN NULL; END $$"
                )
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                cursor.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW {when} EXECUTE FUNCTION {name}()")


def remove_triggers(using: str) -> None:
    """Take the triggers away, so that a whole ledger can be emptied; `install_triggers` brings them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, (event, _condition, _action) in TRIGGERS.items():
            if table_of(event) in tables:
                on_table = "" if connection.vendor == "sqlite" else f" ON {table_of(event)}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
