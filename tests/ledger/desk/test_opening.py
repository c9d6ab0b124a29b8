"""The page that opens a year or a version: first what will be made, then making it."""

import pytest
from django.test import Client

from ledger.models import AccountSubject, BudgetVersion, Program, YearlyAllocation
from tests.ledger.desk.form import fields_of
from tests.ledger.life import moved
from tests.people import SignedIn

PAGE = "/admin/ledger/program/smart-anchor/open/"
ASKED = {
    "source": "2021-original",
    "fiscal_year": "2022",
    "kind": "proposal",
    "sequence": "1",
    "with_document": "on",
}


@pytest.fixture
def client(first_document: Program, signed_in: SignedIn) -> Client:
    return signed_in("finance")


def test_page_proposes_the_next_year(client: Client) -> None:
    fields = fields_of(client, PAGE)
    shown = {key: fields[key] for key in ("source", "fiscal_year", "kind", "sequence")}
    assert shown == {"source": "2021-original", "fiscal_year": "2022", "kind": "proposal", "sequence": "1"}


def test_what_is_likeliest_is_shown_at_once(client: Client) -> None:
    """2022년 예산안, from 2021년 본예산: one button from being made. The others are a link away."""
    page = client.get(PAGE).content.decode()
    assert "7,224,187,000" in page
    assert "kind=supplementary&amp;sequence=1" in page
    assert not BudgetVersion.objects.filter(fiscal_year=2022).exists()


@pytest.mark.parametrize(
    ("named", "year", "kind"),
    [
        ("supplementary", "2021", "supplementary"),
        ("final", "2021", "final"),
        ("original", "2022", "proposal"),
        ("surprise", "2022", "proposal"),
        ("", "2022", "proposal"),
    ],
)
def test_a_link_names_what_is_to_be_opened(client: Client, named: str, year: str, kind: str) -> None:
    fields = fields_of(client, f"{PAGE}?next={named}")
    assert (fields["fiscal_year"], fields["kind"]) == (year, kind)


def test_asking_shows_what_will_be_made_and_makes_nothing(client: Client) -> None:
    page = client.get(PAGE, ASKED).content.decode()
    assert "7,224,187,000" in page
    assert "시설관리 운영" in page
    assert "투자계획: 2022년 금액" in page
    assert not BudgetVersion.objects.filter(fiscal_year=2022).exists()


def test_opening_leads_to_the_page_of_the_new_version(client: Client) -> None:
    response = client.post(PAGE, ASKED)
    assert response.headers["Location"] == "/admin/ledger/program/smart-anchor/budget/2022-proposal/"
    assert client.get(response.headers["Location"]).status_code == 200


def test_opening_twice_is_said_and_makes_nothing_more(client: Client) -> None:
    client.post(PAGE, ASKED)
    page = client.post(PAGE, ASKED)
    assert page.status_code == 200
    assert "이미" in page.content.decode()
    assert BudgetVersion.objects.filter(fiscal_year=2022).count() == 1


def test_a_supplementary_budget_says_what_it_carries(client: Client) -> None:
    asked = {**ASKED, "fiscal_year": "2021", "kind": "supplementary", "with_document": ""}
    assert "통계목 7개가 그대로 이어집니다" in client.get(PAGE, asked).content.decode()
    assert client.post(PAGE, asked).headers["Location"].endswith("/budget/2021-supplementary-1/")


def test_page_proposes_from_what_was_deemed_so_that_a_supplementary_budget_takes_it_in(
    client: Client, first_document: Program
) -> None:
    original = BudgetVersion.objects.get(fiscal_year=2021)
    deemed = BudgetVersion.objects.create(fiscal_year=2021, kind="deemed", based_on=original)
    subject = AccountSubject.objects.get(code="201-02")
    YearlyAllocation.objects.create(
        program=first_document, version=deemed, subject=subject, amount=480_000_000
    )
    fields = fields_of(client, PAGE)
    assert fields["source"] == "2021-deemed"
    asked = {**ASKED, "source": str(fields["source"]), "fiscal_year": "2021", "kind": "supplementary"}
    client.post(PAGE, asked)
    assert BudgetVersion.objects.get(kind="supplementary").based_on == deemed


def test_nonsense_is_said(client: Client) -> None:
    for name, text in (("fiscal_year", "내년"), ("kind", "surprise"), ("source", "%00"), ("sequence", "-1")):
        response = client.post(PAGE, {**ASKED, name: text})
        assert response.status_code == 200
        assert 'class="faults"' in response.content.decode()
    assert not BudgetVersion.objects.filter(fiscal_year=2022).exists()


def test_of_a_programme_that_the_ledger_lacks(client: Client) -> None:
    assert client.get(PAGE.replace("smart-anchor", "moon")).status_code == 404


def test_a_programme_without_a_budget_begins_with_a_version(client: Client) -> None:
    Program.objects.create(slug="new", name="새 사업")
    page = client.get(PAGE.replace("smart-anchor", "new")).content.decode()
    assert "/admin/ledger/program/new/budget/2021-original/" in page
    assert "/admin/ledger/budgetversion/add/" in page
    moved(BudgetVersion.objects.get(fiscal_year=2021), "submitted")
    page = client.get(PAGE.replace("smart-anchor", "new")).content.decode()
    assert "/budget/2021-original/" not in page
    assert "/admin/ledger/budgetversion/add/" in page


def test_a_new_programme_leads_to_its_first_budget(client: Client) -> None:
    page = "/admin/ledger/program/add/"
    response = client.post(page, {**fields_of(client, page), "name": "골목 제작소", "slug": "golmok"})
    assert response.headers["Location"] == "/admin/ledger/program/golmok/open/"


@pytest.mark.parametrize("role", ["manager", "auditor", "approver"])
def test_only_finance_opens(role: str, first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in(role).get(PAGE).status_code == 403
