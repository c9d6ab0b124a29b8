"""What only the database can keep by every door, raw SQL and bulk calls included. Installed after every migrate.

SQLite drops the triggers of a table that a migration rebuilds, without a word: hence after every migrate, and a
test compares the database's list with `TRIGGERS`.

own_amount_yields: an allocation with line items has no own amount. A line that comes in clears it, and an own
amount that is set beside lines is cleared, so that deleting the last line never brings an older figure back.

explanation_is_never: what was said of a figure stays said.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections

OWN_AMOUNT = "amount IS NOT NULL OR national_subsidy IS NOT NULL"
CLEAR = "UPDATE ledger_yearlyallocation SET amount = NULL, national_subsidy = NULL"

NEVER = "An explanation is never edited or deleted: write a newer one."
REFUSE = {
    "sqlite": f"SELECT RAISE(ABORT, '{NEVER}');",
    "postgresql": f"RAISE EXCEPTION '{NEVER}';",
}

TRIGGERS: dict[str, tuple[str, str, str | dict[str, str]]] = {
    "explanation_is_never_edited": ("BEFORE UPDATE ON ledger_explanation", "", REFUSE),
    "explanation_is_never_deleted": ("BEFORE DELETE ON ledger_explanation", "", REFUSE),
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


def install_triggers(sender: AppConfig, **kwargs: Any) -> None:
    """(Re)install the triggers (post_migrate, once the ledger's tables are there)."""
    connection = connections[kwargs["using"]]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if sender.name != "ledger" or not {"ledger_budgetlineitem", "ledger_explanation"} <= set(tables):
            return
        for name, (event, condition, action) in TRIGGERS.items():
            when = f"WHEN ({condition})" if condition else ""
            table = event.rpartition(" ")[2]
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
