"""Allocations and their line items as rows."""

import pytest
from django.db import connection

from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation


@pytest.fixture
def allocation(db: None) -> YearlyAllocation:
    return YearlyAllocation.objects.create(
        program=Program.objects.create(slug="anchor", name="앵커"),
        version=BudgetVersion.objects.create(fiscal_year=2021, kind="original"),
        subject=AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2018),
    )


def positions(allocation: YearlyAllocation) -> list[int]:
    return list(allocation.line_items.values_list("position", flat=True))


def test_a_line_without_position_goes_to_the_end(allocation: YearlyAllocation) -> None:
    allocation.line_items.create(description="첫째")
    allocation.line_items.create(description="나중", position=7)
    last = allocation.line_items.create(description="끝")
    assert (positions(allocation), last.position) == ([1, 7, 8], 8)


def test_a_line_keeps_its_position_when_it_is_saved_again(allocation: YearlyAllocation) -> None:
    first = allocation.line_items.create(description="첫째")
    allocation.line_items.create(description="둘째")
    first.save()
    assert positions(allocation) == [1, 2]


def test_lines_start_at_zero_won_whoever_makes_them(allocation: YearlyAllocation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_budgetlineitem (allocation_id, position, description) VALUES (%s, 1, '줄')",
            [allocation.pk],
        )
    row = BudgetLineItem.objects.values().get()
    assert (row["amount"], row["national_subsidy"], row["is_one_off"], row["basis"], row["revision"]) == (
        0,
        0,
        False,
        "",
        1,
    )


def test_deleting_an_allocation_deletes_its_lines(allocation: YearlyAllocation) -> None:
    allocation.line_items.create(description="줄")
    allocation.delete()
    assert not BudgetLineItem.objects.exists()
