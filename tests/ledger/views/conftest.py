"""Ledgers that the pages of several modules are asked for."""

from datetime import date
from typing import Any

import pytest

from ledger.models import AccountSubject, BudgetVersion, Program, YearlyAllocation
from tests.ledger.life import confirmed

THOUSAND = 1_000


@pytest.fixture
def by_subject(first_document: Program) -> Program:
    """2019 by subject: 900 of 6,790,839천원 were handed on, 450 of them spent by 30 June 2020."""

    def enter(code: str, **cells: Any) -> None:
        subject = AccountSubject.objects.get(code=code)
        first_document.settlements.create(fiscal_year=2019, subject=subject, unit="thousand", **cells)

    enter(
        "403-01",
        executed=900 * THOUSAND,
        current_budget=1_000 * THOUSAND,
        recipients_executed=450 * THOUSAND,
        recipients_as_of=date(2020, 6, 30),
    )
    enter("308-01", executed=0)
    enter("201-01", executed=6_789_939 * THOUSAND)
    return first_document


def allotted(
    of: Program, version: BudgetVersion, subject: AccountSubject, amount: int | None
) -> YearlyAllocation:
    national = None if amount is None else amount // 4
    return YearlyAllocation(
        program=of, version=version, subject=subject, amount=amount, national_subsidy=national
    )


@pytest.fixture
def many(first_document: Program) -> list[Program]:
    """110 programmes of four divisions in two years, one supplementary budget, some of them new, ended or blank."""
    original, before = (BudgetVersion.objects.get(fiscal_year=year) for year in (2021, 2020))
    changed = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=original)
    subject = AccountSubject.objects.get(code="201-01")
    programs = Program.objects.bulk_create(
        Program(
            slug=f"program-{number}",
            name=f"사업 {number:03}",
            bureau="경제실" if number % 3 else "문화실",
            division="첫째과" if number % 2 else "둘째과",
            account="특별회계" if number % 10 == 0 else "일반회계",
        )
        for number in range(110)
    )
    allocations: list[YearlyAllocation] = []
    for number, one in enumerate(programs):
        if number % 7:
            amount = None if number % 11 == 0 else 1_000_000 * number
            allocations.append(allotted(one, original, subject, amount))
        if number % 5:
            allocations.append(allotted(one, before, subject, 1_000_500 * (110 - number)))
        if number % 13 == 1:
            allocations.append(allotted(one, changed, subject, 7_777_777 * number))
    YearlyAllocation.objects.bulk_create(allocations)
    confirmed(changed)
    return programs


@pytest.fixture
def without_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.views.workbook.council_warnings", lambda source: ())
