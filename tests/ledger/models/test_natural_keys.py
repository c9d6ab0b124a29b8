"""Every row is found by its natural key, and a dump by natural keys restores a ledger that has changed."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import sort_dependencies

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    DocumentSection,
    Milestone,
    NationalGrant,
    Program,
    ProgramCost,
    Settlement,
    StatedFigure,
    YearlyAllocation,
)
from sites.models import Site
from sites.record import Record, follow, key_paths
from tests.ledger.rows import RECORDS

Ledger = dict[str, dict[tuple[object, ...], dict[str, object]]]


def complete(program: Program) -> None:
    """What the first document has no example of: null key parts, links to rows of the same table."""
    original = BudgetVersion.objects.get(fiscal_year=2021)
    BudgetVersion.objects.create(fiscal_year=2021, kind="deemed", based_on=original)
    # Sorted before what it replaces: a dump names it first.
    office = AccountSubject.objects.get(code="201-01")
    office.replaces = AccountSubject.objects.create(code="999-01", valid_from=2000, name="옛 통계목")
    office.save()
    program.grants.create(site=None, kind="subsidy", secured_on="2021-01-01", amount=5)
    program.settlements.create(fiscal_year=2019, subject=office, executed=7)


COUNTED = {"id", "revision"}


def snapshot() -> Ledger:
    """Every row by its natural key, with links as natural keys; without what this database counts: ids, revisions."""

    def cell(row: Record, name: str) -> object:
        linked = getattr(row, name)
        return linked.natural_key() if isinstance(linked, Record) else linked

    return {
        model.__name__: {
            row.natural_key(): {
                **{
                    field.name: cell(row, field.name)
                    for field in model._meta.fields
                    if field.name not in COUNTED
                },
                **{
                    field.name: sorted(one.natural_key() for one in getattr(row, field.name).all())
                    for field in model._meta.many_to_many
                },
            }
            for row in model._default_manager.all()
        }
        for model in RECORDS
    }


def test_each_row_is_found_by_its_natural_key(first_document: Program) -> None:
    complete(first_document)
    for model in RECORDS:
        rows = list(model._default_manager.all())
        assert rows
        for row in rows[:10] + rows[-10:]:
            assert model.objects.get_by_natural_key(*row.natural_key()) == row


def test_no_natural_key_holds_a_numeric_id() -> None:
    for model in RECORDS:
        assert not [path for path in key_paths(model) if path.rpartition("__")[2] in ("id", "pk", "revision")]


def test_keys_follow_their_links() -> None:
    assert key_paths(BudgetLineItem) == [
        "allocation__program__slug",
        "allocation__version__fiscal_year",
        "allocation__version__kind",
        "allocation__version__sequence",
        "allocation__subject__code",
        "allocation__subject__valid_from",
        "position",
    ]
    assert follow(Settlement(subject=None), "subject__code") is None


def dumped(folder: Path) -> str:
    file = str(folder / "dump.json")
    labels = [model._meta.label for model in RECORDS]
    call_command("dumpdata", *labels, natural_foreign=True, natural_primary=True, output=file, verbosity=0)
    return file


def test_a_dump_names_no_numeric_id(first_document: Program, tmp_path: Path) -> None:
    assert '"pk"' not in Path(dumped(tmp_path)).read_text()


@pytest.mark.usefixtures("said_why")
def test_a_dump_restores_what_was_changed(first_document: Program, tmp_path: Path) -> None:
    complete(first_document)
    before = snapshot()
    file = dumped(tmp_path)
    YearlyAllocation.objects.update(amount=1, unit="million")
    BudgetLineItem.objects.update(amount=-1, site=None)
    Settlement.objects.update(executed=3, note="고침")
    Site.objects.update(name="다른 이름", area=None)
    BudgetVersion.objects.update(based_on=None, kind_is_stated=True)
    AccountSubject.objects.update(replaces=None, name="?")
    StatedFigure.objects.update(value=0, repair="?")
    for milestone in Milestone.objects.all():
        milestone.sites.clear()
    assert snapshot() != before
    call_command("loaddata", file, verbosity=0)
    assert snapshot() == before


def test_a_dump_restores_what_was_deleted(first_document: Program, tmp_path: Path) -> None:
    complete(first_document)
    before = snapshot()
    file = dumped(tmp_path)
    BudgetLineItem.objects.filter(allocation__subject__code="403-01").delete()
    for model in (NationalGrant, Settlement, Milestone, ProgramCost, DocumentSection):
        model._default_manager.all().delete()
    call_command("loaddata", file, verbosity=0)
    assert snapshot() == before


@pytest.mark.usefixtures("said_why")
def test_a_dump_fills_an_empty_ledger(first_document: Program, tmp_path: Path) -> None:
    complete(first_document)
    before = snapshot()
    file = dumped(tmp_path)
    empty()
    assert not any(snapshot().values())
    call_command("loaddata", file, verbosity=0)
    assert snapshot() == before


def empty() -> None:
    """Delete every row: what leans on others before what others lean on."""
    AccountSubject.objects.update(replaces=None)
    BudgetVersion.objects.update(based_on=None)
    for model in reversed(sort_dependencies([(apps.get_app_config("ledger"), RECORDS)])):
        model._default_manager.all().delete()


def test_loading_a_dump_twice_changes_nothing(first_document: Program, tmp_path: Path) -> None:
    before = snapshot()
    file = dumped(tmp_path)
    for _ in range(2):
        call_command("loaddata", file, verbosity=0)
    assert snapshot() == before
