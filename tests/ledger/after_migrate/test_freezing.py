"""Once a version is confirmed, the database refuses each door to each kind of row that hangs on it.

The kinds of rows are read from the code, the doors from Django. What is in the matrix goes while the version is a
draft, and is refused with one sentence once it is confirmed.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models.expressions import DatabaseDefault

from ledger.after_migrate.freezing import FROZEN, frozen_models
from ledger.after_migrate.refusals import refusal_in
from ledger.models import BudgetVersion, VersionTransition
from sites.said import saying
from tests.ledger.life import confirmed, moved
from tests.ledger.rows import KINDS, new_cells, new_row

FREEZING: list[Any] = frozen_models()
LINKS = [(model, path.partition("__")[0]) for model in FREEZING for path in model.FROZEN_WITH]
"""Each kind of row with each link by which it can hang on a version."""

FREE = [model for model in KINDS if model not in (*FREEZING, BudgetVersion, VersionTransition)]


@dataclass(frozen=True)
class Case:
    """A row of a version, another that could come in, and two of a draft: one that could move in, one to move to.

    `link` is the first link of the row up to its version.
    """

    link: str
    version: BudgetVersion
    row: Any
    fresh: Any
    outside: Any
    beside: Any
    file: Path

    @property
    def rows(self) -> Any:
        return type(self.row)._base_manager

    @property
    def this(self) -> Any:
        return self.rows.filter(pk=self.row.pk)


def case_of(model: Any, link: str, folder: Path) -> Case:
    version, draft = (
        BudgetVersion.objects.create(fiscal_year=year, kind="original") for year in (2040, 2041)
    )

    def cells(of: BudgetVersion, number: int) -> dict[str, object]:
        made: dict[Any, Any] = {BudgetVersion: of}

        def linked(kind: Any) -> Any:
            if kind not in made:
                made[kind] = new_row(kind, number, linked)
            return made[kind]

        others = {name: None for kind, name in LINKS if kind is model and name != link}
        return {
            **new_cells(model, number, linked),
            **others,
            link: linked(model._meta.get_field(link).related_model),
        }

    row, outside = (model.objects.create(**cells(of, at)) for of, at in ((version, 0), (draft, 2)))
    fresh, beside = (model(**cells(of, at)) for of, at in ((version, 1), (draft, 3)))
    if getattr(fresh, "position", 1) is None:
        fresh.position = 1
    return Case(link, version, row, fresh, outside, beside, folder / "row.json")


def execute(statement: str, row: Any, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=row._meta.db_table), parameters or None)


def insert(row: Any, verb: str = "INSERT") -> None:
    fields = [
        one
        for one in row._meta.concrete_fields
        if getattr(row, one.attname) is not None
        and not isinstance(getattr(row, one.attname), DatabaseDefault)
    ]
    columns, places = ", ".join(f'"{one.column}"' for one in fields), ", ".join(["%s"] * len(fields))
    cells = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
    execute(f"{verb} INTO {{table}} ({columns}) VALUES ({places})", row, *cells)


def moved_out(case: Case) -> Any:
    """The row as it would be in the draft."""
    setattr(case.row, case.link, getattr(case.beside, case.link))
    return case.row


def changed(row: Any) -> Any:
    row.revision += 1
    return row


def load_file(case: Case, row: Any) -> None:
    case.file.write_text(serializers.serialize("json", [row], use_natural_foreign_keys=True))
    call_command("loaddata", str(case.file), verbosity=0)


def truncate(case: Case) -> None:
    # What still waits for the end of the transaction would be in the way of the statement, not of the rule.
    execute("SET CONSTRAINTS ALL IMMEDIATE", case.row)
    execute("TRUNCATE {table} CASCADE", case.row)


DOORS: dict[str, Callable[[Case], object]] = {
    "Model.save": lambda case: case.row.save(),
    "Model.save of a new row": lambda case: case.fresh.save(),
    "Model.save_base": lambda case: case.row.save_base(raw=True),
    "Model.delete": lambda case: case.row.delete(),
    "QuerySet.create": lambda case: case.rows.create(**vars_of(case.fresh)),
    "QuerySet.get_or_create": lambda case: case.rows.get_or_create(vars_of(case.fresh), pk=0),
    "QuerySet.update_or_create": lambda case: case.rows.update_or_create(
        {"revision": case.row.revision}, pk=case.row.pk
    ),
    "QuerySet.update": lambda case: case.this.update(revision=7),
    "QuerySet.delete": lambda case: case.this.delete(),
    "QuerySet.bulk_create": lambda case: case.rows.bulk_create([case.fresh]),
    "QuerySet.bulk_create over a row": lambda case: case.rows.bulk_create(
        [changed(case.row)], update_conflicts=True, unique_fields=["id"], update_fields=["revision"]
    ),
    "QuerySet.bulk_update": lambda case: case.rows.bulk_update([changed(case.row)], ["revision"]),
    "deleting what it belongs to": lambda case: getattr(case.row, case.link).delete(),
    "moving in": lambda case: case.rows.filter(pk=case.outside.pk).update(
        **{case.link: getattr(case.fresh, case.link)}
    ),
    "moving out": lambda case: case.this.update(**{case.link: getattr(case.beside, case.link)}),
    "loading a new row": lambda case: load_file(case, case.fresh),
    "loading over a row": lambda case: load_file(case, changed(case.row)),
    "INSERT": lambda case: insert(case.fresh),
    "UPDATE": lambda case: execute("UPDATE {table} SET revision = 7 WHERE id = %s", case.row, case.row.pk),
    "DELETE": lambda case: execute("DELETE FROM {table} WHERE id = %s", case.row, case.row.pk),
    "REPLACE": lambda case: insert(moved_out(case), "INSERT OR REPLACE"),
    "TRUNCATE": truncate,
}
"""Each way in which somebody could change a row, add or remove one."""

ONLY_ON = {"REPLACE": "sqlite", "TRUNCATE": "postgresql"}
"""The statements that one engine alone knows."""


def vars_of(row: Any) -> dict[str, object]:
    return {
        one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.primary_key
    }


def belongs_to_another(model: Any, link: str) -> bool:
    """Whether deleting the row that it hangs on deletes it too: a version is deleted by nobody."""
    return model._meta.get_field(link).remote_field.on_delete is models.CASCADE


def doors_to(model: Any, link: str) -> list[str]:
    """The doors that there are to a kind of row on this engine."""
    here = [door for door in DOORS if ONLY_ON.get(door) in (None, connection.vendor)]
    return [door for door in here if door != "deleting what it belongs to" or belongs_to_another(model, link)]


def tried(case: Case, door: str) -> str:
    """What a door says: '' where it opens. Whatever it does is undone."""
    as_stored = replace(case, row=case.this.get(), fresh=copy(case.fresh))
    as_stored.fresh._state = copy(case.fresh._state)
    try:
        with transaction.atomic():
            DOORS[door](as_stored)
            transaction.set_rollback(True)
    except CommandError as error:
        return str(error)
    except DatabaseError as error:
        return refusal_in(error) or repr(error)
    return ""


@pytest.mark.parametrize(
    ("model", "link"), LINKS, ids=[f"{model._meta.model_name} by {link}" for model, link in LINKS]
)
def test_each_door_to_each_kind_of_row(model: Any, link: str, db: None, tmp_path: Path) -> None:
    """All doors in one test: making the rows takes longer than trying them."""
    case, doors = case_of(model, link, tmp_path), doors_to(model, link)
    with saying(why="고침", document_number="예산과-1"):
        assert {door: tried(case, door) for door in doors} == dict.fromkeys(doors, "")
    confirmed(case.version)
    before = list(case.rows.order_by("pk").values())

    assert {door: tried(case, door) for door in doors} == dict.fromkeys(doors, str(FROZEN))
    assert list(case.rows.order_by("pk").values()) == before


@pytest.mark.parametrize("status", ["submitted", "settled"])
def test_it_is_frozen_from_the_confirmation_on(status: str, db: None, tmp_path: Path) -> None:
    case = case_of(*LINKS[0], tmp_path)
    moved(case.version, status)
    assert bool(tried(case, "Model.save")) == (status == "settled")


@pytest.mark.parametrize("model", FREE, ids=lambda model: model._meta.model_name)
def test_all_else_is_written_as_ever(model: Any, db: None) -> None:
    """Reasons, exports, settlements, what was executed, sites: also of a confirmed version."""
    made: dict[Any, Any] = {
        BudgetVersion: confirmed(BudgetVersion.objects.create(fiscal_year=2040, kind="original"))
    }

    def linked(kind: Any) -> Any:
        if kind not in made:
            made[kind] = new_row(kind, 0, linked)
        return made[kind]

    assert linked(model).pk


def test_no_door_of_django_is_missing() -> None:
    """A new way to write that Django brings must stand in the matrix."""
    writes = ("create", "update", "delete", "save", "insert", "merge", "upsert", "truncate")
    reads = {"select_for_update", "prepare_database_save"}
    known = {door.split()[0] for door in DOORS}
    for owner in (models.QuerySet, models.Model):
        found = {
            name
            for name in dir(owner)
            if not name.startswith(("_", "a", "refresh")) and any(word in name for word in writes)
        }
        assert {f"{owner.__name__}.{name}" for name in found - reads} - known == set()


def test_whatever_hangs_on_a_version_says_whether_it_is_frozen_with_it() -> None:
    """A new kind of row, also of a relation, that names neither is found here."""
    hang = {BudgetVersion, *FREEZING}
    for model in apps.get_models(include_auto_created=True):
        if model is BudgetVersion:
            continue
        links = [one for one in model._meta.concrete_fields if one.related_model in hang]
        if links:
            says = getattr(model, "FROZEN_WITH", ()) or getattr(model, "NOT_FROZEN", "")
            assert says, f"{model.__name__}: FROZEN_WITH, or why it is NOT_FROZEN"


def test_every_link_up_to_a_version_freezes() -> None:
    """A row that can hang on a version in two ways is frozen in both; to another of its kind it does not belong."""
    hang = {BudgetVersion, *FREEZING}
    for model in FREEZING:
        links = {one.name for one in model._meta.concrete_fields if one.related_model in hang - {model}}
        assert {path.partition("__")[0] for path in model.FROZEN_WITH} == links
