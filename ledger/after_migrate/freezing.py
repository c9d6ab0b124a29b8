"""A confirmed version is frozen, and with it all that says so: the database refuses every door.

What hangs on a version declares how it reaches it (`FROZEN_WITH` of sites/record.py): a new kind of row is nothing new
here. Its triggers look from the row, old and new, up to the version: so that nothing comes in, changes, moves in or
out, or goes. They fire after the row was written, which undoes it: both engines then see the same rows.

On PostgreSQL they hold the version until the transaction ends: a line that is being saved and the confirmation of its
version come one after the other, never at once. SQLite has one writer.
"""

from collections.abc import Iterator

from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.statements import (
    ENGINES,
    IS_OTHER,
    Trigger,
    refuse,
    refuse_on_both,
    refuse_truncate,
)
from ledger.figures.versions import ADOPTED
from ledger.models.version import BudgetVersion
from sites.record import Record, records

FROZEN = _(
    "This budget is confirmed: its figures are frozen, and nothing was saved. To correct them, ask on the page of the"
    " budget version to have the confirmation lifted; two people do that."
)

VERSIONS = BudgetVersion._meta.db_table
IS_DECIDED = "IN ({})".format(", ".join(f"'{status}'" for status in ADOPTED))
"""What a status is asked for, in SQL: whether it freezes."""
ANY_IS_FROZEN = f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE status {IS_DECIDED})"

MOVED_BY_STEPS = {"status", "decided_on", "decision_number", "revision"}
"""The fields of a version that its steps move (life.py); all others are frozen with it."""


def frozen_models() -> list[type[Record]]:
    """The kinds of rows that a version freezes."""
    return [model for model in records() if model.FROZEN_WITH]


def freezing_triggers() -> dict[str, Trigger]:
    """Name -> trigger, of all that a confirmed version freezes."""
    found = version_triggers()
    for model in frozen_models():
        found |= row_triggers(model)
    return found


def row_triggers(model: type[Record]) -> dict[str, Trigger]:
    """The triggers of a kind of row that freezes with its version."""
    name, table = model._meta.model_name, model._meta.db_table
    sides = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    found = {
        f"{name}_is_frozen_on_{event.lower()}": Trigger(
            f"AFTER {event} ON {table}",
            {engine: " ".join(refusals(model, rows, engine)) for engine in ENGINES},
        )
        for event, rows in sides.items()
    }
    return found | {f"{name}_is_frozen_on_truncate": refuse_truncate(table, FROZEN, ANY_IS_FROZEN)}


def refusals(model: type[Record], rows: tuple[str, ...], engine: str) -> Iterator[str]:
    """The statements that refuse a change of a row (OLD, NEW) whose version is frozen."""
    for path in model.FROZEN_WITH:
        for row in rows:
            reached = version_reached(model, path, row)
            if engine == "postgresql":
                yield f"PERFORM 1 {reached} FOR SHARE OF version;"
            yield refuse(FROZEN, engine, f"EXISTS (SELECT 1 {reached} AND version.status {IS_DECIDED})")


def version_reached(model: type[Record], path: str, row: str) -> str:
    """'FROM … JOIN … WHERE …': the version of a row, up the links of a lookup path, by their primary keys."""
    first, *rest = links(model, path)
    tables = [row_of(link)._meta.db_table for link in (first, *rest)]
    aliases = [f"link_{number}" for number in range(len(rest))] + ["version"]
    joins = [
        f"JOIN {table} {alias} ON {alias}.id = {before}.{link.column}"
        for link, table, alias, before in zip(rest, tables[1:], aliases[1:], aliases, strict=False)
    ]
    return " ".join(
        (f"FROM {tables[0]} {aliases[0]}", *joins, f"WHERE {aliases[0]}.id = {row}.{first.column}")
    )


def links(model: type[Model], path: str) -> list[Field]:
    """The fields of a lookup path, from the row up to the version."""
    found = []
    for name in path.split("__"):
        link = model._meta.get_field(name)
        assert isinstance(link, Field)
        found.append(link)
        model = row_of(link)
    assert model is BudgetVersion, f"{path} does not end at a budget version"
    return found


def row_of(link: Field) -> type[Model]:
    """The kind of row that a link names."""
    model = link.related_model
    assert isinstance(model, type)
    return model


def version_triggers() -> dict[str, Trigger]:
    """A frozen version itself is neither changed but by its steps nor removed."""
    fields = [one for one in BudgetVersion._meta.concrete_fields if one.name not in MOVED_BY_STEPS]
    update = {}
    for engine in ENGINES:
        others = [f"OLD.{one.column} {IS_OTHER[engine]} NEW.{one.column}" for one in fields]
        update[engine] = refuse(FROZEN, engine, " OR ".join(("OLD.status = NEW.status", *others)))
    return {
        "budgetversion_is_frozen_on_update": Trigger(
            f"AFTER UPDATE ON {VERSIONS}", update, f"OLD.status {IS_DECIDED}"
        ),
        "budgetversion_is_frozen_on_delete": Trigger(
            f"AFTER DELETE ON {VERSIONS}", refuse_on_both(FROZEN), f"OLD.status {IS_DECIDED}"
        ),
        "budgetversion_is_frozen_on_truncate": refuse_truncate(VERSIONS, FROZEN, ANY_IS_FROZEN),
    }
