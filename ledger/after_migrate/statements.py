"""How a trigger is written on each engine: what it refuses with, and the one shape that triggers.py installs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import override

ENGINES = ("sqlite", "postgresql")

IS_OTHER = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
"""Engine -> the sign between two cells that differ, where either may be null."""


@dataclass(frozen=True)
class Trigger:
    """`event`: 'AFTER INSERT ON ledger_explanation'. `action`: engine -> its statements; an engine without any has no
    such trigger. `condition`: on which rows, '' for all; plain comparisons of OLD and NEW, alike on both engines.
    """

    event: str
    action: Mapping[str, str]
    condition: str = ""

    @property
    def table(self) -> str:
        """'ledger_explanation'."""
        return self.event.rpartition(" ")[2]

    @property
    def is_of_statement(self) -> bool:
        """Whether it fires once for a statement: TRUNCATE knows no rows."""
        return " TRUNCATE " in self.event


def on_both(statements: str) -> dict[str, str]:
    """The same statements on both engines."""
    return dict.fromkeys(ENGINES, statements)


def as_written(sentence: str | Promise) -> str:
    """A sentence as the database says it: English, whatever the language of who runs the migration."""
    with override(None):
        text = str(sentence)
    assert not {"'", "%"} & set(text), "its SQL would end here, or ask for a value"
    return text


def refuse(sentence: str | Promise, engine: str, condition: str = "") -> str:
    """The statement that refuses with a sentence, where a condition holds.

    As what breaks a constraint: both engines give it to Django as an IntegrityError.
    """
    text = as_written(sentence)
    if engine == "sqlite":
        return f"SELECT RAISE(ABORT, '{text}'){f' WHERE {condition}' if condition else ''};"
    raised = f"RAISE EXCEPTION USING MESSAGE = '{text}', ERRCODE = 'integrity_constraint_violation';"
    return f"IF {condition} THEN {raised} END IF;" if condition else raised


def refuse_on_both(sentence: str | Promise, condition: str = "") -> dict[str, str]:
    """The same refusal on both engines; `condition` is SQL that both understand."""
    return {engine: refuse(sentence, engine, condition) for engine in ENGINES}


def refuse_truncate(table: str, sentence: str | Promise, condition: str = "") -> Trigger:
    """PostgreSQL empties a table without asking the triggers of its rows; SQLite knows no such statement."""
    action = {"postgresql": refuse(sentence, "postgresql", condition)}
    return Trigger(f"BEFORE TRUNCATE ON {table}", action)


def is_moved(columns: Iterable[str], engine: str) -> str:
    """The condition that a cell of a row became another."""
    return " OR ".join(f'OLD."{column}" {IS_OTHER[engine]} NEW."{column}"' for column in columns)
