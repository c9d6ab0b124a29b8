"""What the database keeps by every door: an allocation with line items has no own amount."""

from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from ledger.after_migrate.triggers import install_triggers, make_way, triggers
from ledger.load import load
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Program,
    VersionTransition,
    YearlyAllocation,
)
from tests.ledger.log import changes


@pytest.fixture
def allocation(db: None) -> YearlyAllocation:
    """An own amount of 500 won, and no line."""
    return YearlyAllocation.objects.create(
        program=Program.objects.create(slug="library", name="도서관 운영"),
        version=BudgetVersion.objects.create(fiscal_year=2030, kind="original"),
        subject=AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2020),
        amount=500,
        national_subsidy=100,
    )


def figure() -> tuple[int | None, int | None]:
    (allocation,) = load("library").allocations
    return allocation.amount, allocation.national


def triggers_there() -> set[str]:
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {name for (name,) in cursor.fetchall()}


def test_the_database_has_the_declared_triggers(db: None) -> None:
    assert triggers_there() == set(triggers(connection.vendor))


def test_a_migration_finds_none_in_its_way(db: None) -> None:
    """Where there is nothing to migrate they stay: nothing would be unguarded for a moment."""
    ledger = apps.get_app_config("ledger")
    make_way(ledger, using="default", plan=[])
    assert triggers_there() == set(triggers(connection.vendor))
    make_way(ledger, using="default", plan=["a migration"])
    assert triggers_there() == set()
    install_triggers(ledger, using="default")
    assert triggers_there() == set(triggers(connection.vendor))


def test_a_version_from_before_its_steps_were_recorded_gets_one(db: None) -> None:
    """As the migration finds it: no draft, and without a step."""
    migrations = import_module("ledger.migrations").__path__
    (name,) = (one.name for one in iter_modules(migrations) if one.name.endswith("_version_life"))
    migration = import_module(f"ledger.migrations.{name}")
    make_way(apps.get_app_config("ledger"), using="default", plan=["a migration"])
    for year, status in ((2029, "draft"), (2030, "confirmed")):
        BudgetVersion.objects.create(fiscal_year=year, kind="original", status=status)

    migration.record_what_was_decided(apps, SimpleNamespace(connection=connection))
    install_triggers(apps.get_app_config("ledger"), using="default")

    step = VersionTransition.objects.get()
    assert (step.version.fiscal_year, step.number, step.step, step.to_status) == (
        2030,
        1,
        "recorded",
        "confirmed",
    )
    assert step.author is None


def test_without_lines_the_own_amount_is_the_figure(allocation: YearlyAllocation) -> None:
    assert figure() == (500, 100)


@pytest.mark.parametrize("door", ["save", "bulk_create", "raw SQL", "moved here"])
def test_deleting_the_last_line_brings_no_older_figure_back(allocation: YearlyAllocation, door: str) -> None:
    line = BudgetLineItem(allocation=allocation, position=1, description="책", amount=70)
    match door:
        case "save":
            line.save()
        case "bulk_create":
            BudgetLineItem.objects.bulk_create([line])
        case "raw SQL":
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO ledger_budgetlineitem (allocation_id, position, description, amount)"
                    " VALUES (%s, 1, '책', 70)",
                    [allocation.pk],
                )
        case "moved here":
            other = YearlyAllocation.objects.create(
                program=Program.objects.create(slug="other", name="다른 사업"),
                version=allocation.version,
                subject=allocation.subject,
            )
            line.allocation = other
            line.save()
            BudgetLineItem.objects.update(allocation=allocation)
    assert figure() == (70, 0)

    BudgetLineItem.objects.all().delete()

    assert figure() == (None, None)  # missing, not 500


def test_an_own_amount_set_beside_lines_is_cleared(allocation: YearlyAllocation) -> None:
    BudgetLineItem.objects.create(allocation=allocation, description="책", amount=70)

    YearlyAllocation.objects.update(amount=900)

    assert figure() == (70, 0)
    assert YearlyAllocation.objects.get().amount is None


def test_a_line_that_clears_the_own_amount_says_so_in_the_history(allocation: YearlyAllocation) -> None:
    BudgetLineItem.objects.create(allocation=allocation, description="책", amount=70)

    assert [one.values["amount"] for one in changes(YearlyAllocation, allocation)] == [500, None]
