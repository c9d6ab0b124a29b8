"""성립전·간주 in the year's current budget: on its pages, in its files, and where a 추경 passes over it."""

import io

import openpyxl
import pytest

from ledger.models import AccountSubject, BudgetVersion, Program, YearlyAllocation
from tests.people import SignedIn


@pytest.fixture
def deemed(first_document: Program) -> Program:
    """30,000천원 for 공공운영비, deemed before the vote on the budget of 2021."""
    version = BudgetVersion.objects.create(
        fiscal_year=2021, kind="deemed", based_on=BudgetVersion.objects.get(fiscal_year=2021)
    )
    subject = AccountSubject.objects.get(code="201-02")
    YearlyAllocation.objects.create(
        program=first_document, version=version, subject=subject, amount=450_000_000 + 30_000_000
    )
    return first_document


NOTE = "성립전·간주 3,000만원이 들어 있습니다(공공운영비 3,000만원)"


def test_the_pages_say_what_of_the_current_budget_is_deemed(deemed: Program, signed_in: SignedIn) -> None:
    client, page = signed_in("finance"), f"/programs/{deemed.slug}/"
    for address in ("", "reports/budget-summary/", "reports/variance/", "document/"):
        text = client.get(page + address).content.decode()
        assert "2021년 성립전·간주처리(작성 중) · 성립전·간주 3,000만원 포함" in text, address
        assert NOTE in text, address
    assert "성립전·간주 3,000만원 포함" in client.get(f"{page}reports/calculation-basis/").content.decode()


def texts_of(workbook: bytes) -> list[str]:
    """What stands in the cells of an Excel file."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


def test_the_files_say_it_as_well(deemed: Program, signed_in: SignedIn) -> None:
    client, page = signed_in("finance"), f"/programs/{deemed.slug}/"
    assert client.get(f"{page}reports/variance/?format=json").json()["deemed"] == {"201-02": 30_000_000}
    for address in ("reports/variance/?format=xlsx", "workbook.xlsx"):
        texts = texts_of(client.get(page + address).content)
        assert any("성립전·간주 3,000만원 포함" in text for text in texts), address
        assert any(NOTE in text for text in texts), address


def test_a_version_that_takes_it_in_says_nothing_of_it(deemed: Program, signed_in: SignedIn) -> None:
    client, page = signed_in("finance"), f"/programs/{deemed.slug}/"
    so_far = BudgetVersion.objects.get(kind="deemed")
    BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=so_far)
    for version in ("2021-original", "2021-supplementary-1"):
        address = f"{page}reports/variance/?version={version}"
        assert "성립전·간주 3,000만원" not in client.get(address).content.decode()
        assert "deemed" not in client.get(f"{address}&format=json").json()


def test_a_supplementary_budget_that_passes_over_it_is_found(deemed: Program, signed_in: SignedIn) -> None:
    """It changes the original as well, by 10,000천원 for the same subject: 20,000천원 are not in it."""
    version = BudgetVersion.objects.create(
        fiscal_year=2021,
        kind="supplementary",
        based_on=BudgetVersion.objects.get(fiscal_year=2021, kind="original"),
    )
    subject = AccountSubject.objects.get(code="201-02")
    YearlyAllocation.objects.create(
        program=deemed, version=version, subject=subject, amount=450_000_000 + 10_000_000
    )
    found = signed_in("finance").get(f"/programs/{deemed.slug}/tie-outs/?format=json&verdict=breaks").json()
    (finding,) = (one for one in found if one["rule"] == "deemed_taken_in")
    assert (finding["where"]["row"], finding["left"], finding["right"]) == ("201-02", 30_000_000, 10_000_000)
