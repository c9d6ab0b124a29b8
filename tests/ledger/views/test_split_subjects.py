"""A subject that was split, on every page that compares: entered as data entry enters it, shown as one comparison."""

import pytest

from ledger.models import AccountSubject, BudgetVersion, Program, SubjectSuccession, YearlyAllocation
from tests.people import SignedIn

JOINT = "403-11,403-12"


@pytest.fixture
def split(first_document: Program) -> Program:
    """403-01 of 2020 became 403-11 and 403-12 in 2021: 4,231,880,000 won, then 1,874,000,000 and 100,000,000."""
    old = AccountSubject.objects.get(code="403-01")
    first, second = (
        AccountSubject.objects.create(code=code, name=f"자본보조 {code}", valid_from=2021)
        for code in ("403-11", "403-12")
    )
    for new in (first, second):
        SubjectSuccession.objects.create(old=old, new=new)
    version = BudgetVersion.objects.get(fiscal_year=2021)
    moved = YearlyAllocation.objects.get(version=version, subject=old)
    moved.subject = first
    moved.save()
    YearlyAllocation.objects.create(
        program=first_document, version=version, subject=second, amount=100_000_000
    )
    return first_document


def test_every_page_shows_what_was_split(split: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = f"/programs/{split.slug}/"
    for address in (
        "reports/budget-summary/",
        "reports/variance/",
        f"reports/basis-comparison/?subject={JOINT}",
        f"reports/budget-summary/trace/?row={JOINT}&column=change",
        "document/",
        "brief/",
        "tie-outs/",
    ):
        answer = client.get(page + address)
        assert answer.status_code == 200, address
        assert "403-11" in answer.content.decode() or address in ("tie-outs/", "brief/"), address
    rows = client.get(f"{page}reports/variance/?format=json").json()["rows"]
    joint = next(row for row in rows if row["key"] == JOINT)
    assert joint["label"] == "403-11·403-12 ← 403-01"
    assert joint["figures"]["change"] == 1_874_000_000 + 100_000_000 - 4_231_880_000
    for address in ("reports/budget-summary/?format=xlsx", "workbook.xlsx?year=2021"):
        assert client.get(page + address).status_code == 200
