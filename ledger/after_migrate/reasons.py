"""What is changed of a submitted version, and a printed figure that is corrected, says why and by which document.

Both engines look at what was said of the statement (sites/said.py): a form, a command or a program says it there, and
whoever says nothing is refused, raw SQL too. A row that is saved again as it was is no change, as in the log of
changes. What moves the version itself, its steps, says its own (life.py).
"""

from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.change_log import compared_columns, said
from ledger.after_migrate.freezing import (
    ANY_IS_FROZEN,
    IS_DECIDED,
    MOVED_BY_STEPS,
    VERSIONS,
    frozen_models,
    version_reached,
)
from ledger.after_migrate.statements import ENGINES, IS_OTHER, Trigger, is_moved, refuse
from ledger.models.stated_figure import StatedFigure
from ledger.models.version import BudgetVersion, VersionStatus
from sites.record import Record

SAY_WHY = _(
    "This needs a reason and the number of the document that it rests on: a submitted budget is changed, or a printed"
    " figure is corrected. Give both; nothing was saved."
)

IS_SUBMITTED = f"= '{VersionStatus.SUBMITTED}'"
"""What a status is asked for, in SQL: whether each change says why."""
ANY_IS_SUBMITTED = f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE status {IS_SUBMITTED})"

PRINTED = ("document", "table", "row", "column", "year", "unit", "text", "value", "rate")
"""What a document prints and where: whoever changes it corrects the print. The line and the note only help to read."""


def is_unsaid(engine: str) -> str:
    """The condition that the reason or the document number of a statement is blank."""
    return " OR ".join(f"trim({said(part, engine)}) = ''" for part in ("why", "document_number"))


def reason_triggers() -> dict[str, Trigger]:
    """Name -> trigger, of all whose change says why."""
    found = version_triggers() | figure_triggers()
    for model in frozen_models():
        found |= row_triggers(model)
    return found


def row_triggers(model: type[Record]) -> dict[str, Trigger]:
    """The triggers of a kind of row that hangs on a version."""
    name, table = model._meta.model_name, model._meta.db_table
    sides = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    found = {}
    for event, rows in sides.items():
        action = {}
        for engine in ENGINES:
            hangs = " OR ".join(
                f"EXISTS (SELECT 1 {version_reached(model, path, row)} AND version.status {IS_SUBMITTED})"
                for path in model.FROZEN_WITH
                for row in rows
            )
            moved = f"({is_moved(compared_columns(model), engine)}) AND " if event == "UPDATE" else ""
            action[engine] = refuse(SAY_WHY, engine, f"{moved}({is_unsaid(engine)}) AND ({hangs})")
        found[f"{name}_says_why_on_{event.lower()}"] = Trigger(f"AFTER {event} ON {table}", action)
    return found | {f"{name}_says_why_on_truncate": refuse_truncate_unsaid(table, ANY_IS_SUBMITTED)}


def refuse_truncate_unsaid(table: str, condition: str) -> Trigger:
    """PostgreSQL empties a table without asking the triggers of its rows."""
    action = {"postgresql": refuse(SAY_WHY, "postgresql", f"({is_unsaid('postgresql')}) AND {condition}")}
    return Trigger(f"BEFORE TRUNCATE ON {table}", action)


def version_triggers() -> dict[str, Trigger]:
    """A submitted version itself: what its steps do not move."""
    fields = [one for one in BudgetVersion._meta.concrete_fields if one.name not in MOVED_BY_STEPS]
    update, delete = {}, {}
    for engine in ENGINES:
        others = " OR ".join(f"OLD.{one.column} {IS_OTHER[engine]} NEW.{one.column}" for one in fields)
        update[engine] = refuse(SAY_WHY, engine, f"({others}) AND ({is_unsaid(engine)})")
        delete[engine] = refuse(SAY_WHY, engine, is_unsaid(engine))
    return {
        "budgetversion_says_why_on_update": Trigger(
            f"AFTER UPDATE ON {VERSIONS}", update, f"OLD.status {IS_SUBMITTED}"
        ),
        "budgetversion_says_why_on_delete": Trigger(
            f"AFTER DELETE ON {VERSIONS}", delete, f"OLD.status {IS_SUBMITTED}"
        ),
    }


def figure_triggers() -> dict[str, Trigger]:
    """A printed figure that is corrected or removed, also of a draft; of a confirmed version its freezing speaks."""
    table = StatedFigure._meta.db_table
    columns = [StatedFigure._meta.get_field(name).column for name in PRINTED]  # type: ignore[union-attr]
    (path,) = StatedFigure.FROZEN_WITH
    old, new = (
        f"NOT EXISTS (SELECT 1 {version_reached(StatedFigure, path, row)} AND version.status {IS_DECIDED})"
        for row in ("OLD", "NEW")
    )
    update, delete = {}, {}
    for engine in ENGINES:
        others = " OR ".join(f'OLD."{column}" {IS_OTHER[engine]} NEW."{column}"' for column in columns)
        update[engine] = refuse(SAY_WHY, engine, f"({others}) AND ({is_unsaid(engine)}) AND {old} AND {new}")
        delete[engine] = refuse(SAY_WHY, engine, f"({is_unsaid(engine)}) AND {old}")
    return {
        "correction_says_why_on_update": Trigger(f"AFTER UPDATE ON {table}", update),
        "correction_says_why_on_delete": Trigger(f"AFTER DELETE ON {table}", delete),
        "correction_says_why_on_truncate": refuse_truncate_unsaid(
            table, f"EXISTS (SELECT 1 FROM {table}) AND NOT {ANY_IS_FROZEN}"
        ),
    }
