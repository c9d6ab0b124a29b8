"""A change moves the revision of its row, whoever makes it: a form that was made before is told apart by it.

Rows that are saved one by one count themselves (sites/record.py). What is written past that (update(), a trigger, SQL)
would leave the revision as it was: the database counts then. Both engines take a second UPDATE after the first: SQLite
cannot change what is about to be written.
"""

from ledger.after_migrate.statements import ENGINES, Trigger, is_moved
from sites.record import records

NEXT_REVISION = "CASE WHEN NEW.revision > OLD.revision THEN NEW.revision ELSE OLD.revision + 1 END"
"""The revision of a row after a change, in SQL."""


def revision_triggers() -> dict[str, Trigger]:
    """Name -> trigger, of each kind of row."""
    found = {}
    for model in records():
        table = model._meta.db_table
        cells = [one.column for one in model._meta.concrete_fields if one.name != "revision"]
        count = f"UPDATE {table} SET revision = OLD.revision + 1 WHERE id = NEW.id"
        found[f"{table}_counts_its_changes"] = Trigger(
            f"AFTER UPDATE ON {table}",
            {engine: count_where(count, is_moved(cells, engine), engine) for engine in ENGINES},
            "NEW.revision <= OLD.revision",
        )
    return found


def count_where(count: str, condition: str, engine: str) -> str:
    """The statement that counts, where a condition on OLD and NEW holds."""
    if engine == "sqlite":
        return f"{count} AND ({condition});"
    return f"IF {condition} THEN {count}; END IF;"
