"""Each door to a row of a submitted version asks why, and by which document; so does the correction of a print."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, IntegrityError, connection, transaction

from ledger.after_migrate.reasons import PRINTED, SAY_WHY
from ledger.after_migrate.refusals import refusal_in
from ledger.models import BudgetVersion, Change, Document, DocumentSite, StatedFigure
from sites.said import saying
from tests.ledger.after_migrate.test_freezing import DOORS, LINKS, Case, case_of, doors_to
from tests.ledger.life import moved
from tests.ledger.rows import new_row, row_of

CHANGES_NOTHING = {
    *(
        "Model.save",
        "Model.save_base",
        "QuerySet.update_or_create",
        "QuerySet.update",
        "QuerySet.bulk_update",
    ),
    *("QuerySet.bulk_create over a row", "loading over a row", "UPDATE"),
}
"""The doors of the matrix that change the revision alone."""

WHY = {"why": "의회 수정", "document_number": "예산과-12"}


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
def test_each_door_to_a_submitted_version_asks_why(model: Any, link: str, db: None, tmp_path: Path) -> None:
    case, doors = case_of(model, link, tmp_path), doors_to(model, link)
    moved(case.version, "submitted")
    before = list(case.rows.order_by("pk").values())
    wanted = {door: "" if door in CHANGES_NOTHING else str(SAY_WHY) for door in doors}

    assert {door: tried(case, door) for door in doors} == wanted
    for half in WHY:
        with saying(**{half: WHY[half]}):
            assert {door: tried(case, door) for door in doors} == wanted
    with saying(**{**WHY, "why": "  "}):
        assert {door: tried(case, door) for door in doors} == wanted
    assert list(case.rows.order_by("pk").values()) == before
    with saying(**WHY):
        assert {door: tried(case, door) for door in doors} == dict.fromkeys(doors, "")


def version(year: int = 2040) -> BudgetVersion:
    return BudgetVersion.objects.create(fiscal_year=year, kind="original")


def renamed(row: BudgetVersion) -> None:
    row.sequence += 1
    row.kind = "proposal"
    row.save()


def test_a_submitted_version_itself_asks_why(db: None) -> None:
    """Its steps say their own: it is taken back, and confirmed, without more."""
    row = moved(version(), "submitted")
    with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
        renamed(row)
    row.refresh_from_db()
    with saying(**WHY):
        renamed(row)
    entry = Change.objects.filter(kind="ledger.budgetversion").latest("pk")
    assert (entry.why, entry.document_number) == ("의회 수정", "예산과-12")


def printed() -> StatedFigure:
    document = row_of(Document)
    figure: StatedFigure = StatedFigure.objects.create(
        document=document,
        table="overview",
        row="total-cost",
        column="total",
        year=document.version.fiscal_year,
        unit="million",
        text="500",
    )
    return figure


CORRECTIONS: dict[str, Callable[[StatedFigure], object]] = {
    "text": lambda row: StatedFigure.objects.update(text="600"),
    "value": lambda row: StatedFigure.objects.update(value=600),
    "rate": lambda row: StatedFigure.objects.update(rate=6),
    "unit": lambda row: StatedFigure.objects.update(unit="thousand"),
    "another cell": lambda row: StatedFigure.objects.update(column="national"),
    "removed": lambda row: row.delete(),
    "removed with its document": lambda row: row.document.delete(),
}


@pytest.mark.parametrize("how", CORRECTIONS)
def test_a_printed_figure_of_a_draft_is_corrected_with_a_reason(how: str, db: None) -> None:
    row = printed()
    with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
        CORRECTIONS[how](row)
    with saying(**WHY):
        CORRECTIONS[how](StatedFigure.objects.get())
    entry = Change.objects.filter(kind="ledger.statedfigure").latest("pk")
    assert (entry.why, entry.document_number) == ("의회 수정", "예산과-12")


def test_what_helps_to_read_a_figure_needs_none(db: None) -> None:
    """It is entered without, and so is the line where it stands, and the note."""
    printed()
    free = {"line": 7, "repair": "쉼표"}
    StatedFigure.objects.update(**free)
    concrete = {one.name for one in StatedFigure._meta.concrete_fields} - {"id", "revision"}
    assert concrete == {*PRINTED, *free}


def test_a_truncated_table_of_figures_asks_why(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    printed()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
            cursor.execute("TRUNCATE ledger_statedfigure")


def test_what_the_ledger_keeps_by_itself_of_a_submitted_version_says_so(db: None) -> None:
    """A later edition begins: the earlier one, which is submitted, keeps what it shows."""
    stated = row_of(DocumentSite)
    assert not stated.is_complete
    document = stated.document
    moved(document.version, "submitted")
    made: dict[Any, Any] = {BudgetVersion: version(document.version.fiscal_year + 1)}

    def linked(kind: Any) -> Any:
        return made.get(kind, document.program)

    new_row(Document, 9, linked)
    stated.refresh_from_db()
    assert stated.is_complete
    entry = Change.objects.filter(kind="ledger.documentsite", row=stated.pk).latest("pk")
    assert entry.why
    assert entry.document_number
