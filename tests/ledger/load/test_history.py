"""Who last changed a row: from its history, as far as that knows."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.load import history
from ledger.load.history import MODELS, last_changes, removed_lines
from ledger.models import BudgetLineItem, Program, YearlyAllocation
from ledger.provenance.sources import Kind
from sites.said import saying
from tests.ledger.records import YEAR
from tests.people import Person


@pytest.fixture
def item(first_document: Program) -> BudgetLineItem:
    return BudgetLineItem.objects.get(allocation__version__fiscal_year=YEAR, description__contains="중구")


def save(row: Any, by: User | None = None, why: str = "", **fields: object) -> None:
    for name, figure in fields.items():
        setattr(row, name, figure)
    with saying(who=by.username if by else "", why=why):
        row.save()


def test_a_row_that_nobody_changed_has_no_history(item: BudgetLineItem) -> None:
    assert last_changes([("line", item.pk, "amount")]) == {}


def test_the_newest_change_counts_with_what_the_figure_was(item: BudgetLineItem, person: Person) -> None:
    finance = person("finance")
    save(item, finance, amount=10)
    save(item, finance, "단가 조정", amount=12)
    key = ("line", item.pk, "amount")
    (change,) = last_changes([key]).values()
    assert (change.how, change.who, change.why) == ("changed", "finance", "단가 조정")
    assert (change.before, change.after, change.has_moved) == (10, 12, True)
    assert change.at.utcoffset() == timedelta(hours=9)  # in Seoul
    assert timezone.now() - change.at < timedelta(minutes=1)


def test_each_field_is_told_of_its_own(item: BudgetLineItem) -> None:
    save(item, amount=10)
    save(item, amount=12)
    found = last_changes([("line", item.pk, "amount"), ("line", item.pk, "national_subsidy")])
    assert [change.has_moved for change in found.values()] == [True, False]


def test_a_new_row_was_nothing_before(item: BudgetLineItem) -> None:
    new = BudgetLineItem.objects.create(allocation=item.allocation, description="새 항목", amount=7)
    (change,) = last_changes([("line", new.pk, "amount")]).values()
    assert (change.how, change.who, change.before, change.after) == ("created", "", None, 7)


def test_lines_that_were_removed_from_an_allocation(item: BudgetLineItem, person: Person) -> None:
    allocation, amount = item.allocation_id, item.amount
    with saying(who="finance"):
        item.delete()
    (removed,) = removed_lines([allocation], "amount")
    assert (removed.how, removed.who, removed.before, removed.after) == ("removed", "finance", amount, None)
    assert "중구" in removed.words
    assert removed_lines([allocation + 10_000], "amount") == []


def test_one_query_for_each_kind_however_many_rows(item: BudgetLineItem) -> None:
    rows = [("line", pk, "amount") for pk in BudgetLineItem.objects.values_list("pk", flat=True)]
    rows += [("allocation", pk, "amount") for pk in YearlyAllocation.objects.values_list("pk", flat=True)]
    with CaptureQueriesContext(connection) as queries:
        last_changes(rows)
    assert len(queries) == 2


def test_many_rows_are_asked_for_in_parts(item: BudgetLineItem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_IN_A_QUERY", 2)
    lines = list(BudgetLineItem.objects.all()[:5])
    for line in lines:
        save(line, amount=1)
    assert len(last_changes(("line", line.pk, "amount") for line in lines)) == 5


def test_each_kind_of_source_has_its_model() -> None:
    assert set(Kind.__args__) <= set(MODELS)  # type: ignore[attr-defined]
