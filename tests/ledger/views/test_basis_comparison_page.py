"""산출근거 비교 on screen: filters, the way to a line's history, what is hidden stands in one row."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from tests.ledger.screen.test_tables import rows_on_screen
from tests.people import SignedIn

ADDRESS = "/programs/smart-anchor/reports/basis-comparison/"


def rows(client: Client, query: str = "") -> dict[str, dict[str, Any]]:
    response = client.get(f"{ADDRESS}?format=json{query}")
    assert response.status_code == 200
    return {row["key"]: row for row in response.json()["rows"]}


def supplementary(program: Program) -> None:
    """자본보조 again, 마포 3원 more."""
    version = BudgetVersion.objects.create(
        fiscal_year=2021, kind="supplementary", based_on=BudgetVersion.objects.get(fiscal_year=2021)
    )
    old = YearlyAllocation.objects.get(
        version__kind="original", version__fiscal_year=2021, subject__code="403-01"
    )
    new = YearlyAllocation.objects.create(program=program, version=version, subject=old.subject)
    for line in old.line_items.all():
        more = 3 if line.site and line.site.slug.startswith("mapo") else 0
        new.line_items.create(description=line.description, amount=line.amount + more, site=line.site)


def test_a_subject_and_a_site_can_be_asked_for(first_document: Program, signed_in: SignedIn) -> None:
    found = rows(signed_in("manager"), "&subject=403-01&site=jung-printing")
    assert list(found) == ["403-01", "line-6", "other", "total"]
    assert found["line-6"]["figures"]["current"] == 1_071_000_000
    assert found["other"]["label"] == "그 밖의 7건"
    assert (
        found["other"]["figures"]["current"] + found["403-01"]["figures"]["current"]
        == found["total"]["figures"]["current"]
        == 7_224_187_000
    )


def test_what_names_no_site(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    found = rows(client, "&site=unassigned")
    by_site = client.get(ADDRESS.replace("basis-comparison", "variance") + "?by=site&format=json").json()
    (unassigned,) = [row for row in by_site["rows"] if row["key"] == "unassigned"]
    for key in ("prior", "current"):
        subjects = [row["figures"][key] or 0 for code, row in found.items() if code[0].isdigit()]
        assert sum(subjects) == unassigned["figures"][key]


def test_unchanged_lines_can_be_summed(first_document: Program, signed_in: SignedIn) -> None:
    supplementary(first_document)
    client = signed_in("manager")
    listed, summed = rows(client, "&subject=403-01"), rows(client, "&subject=403-01&unchanged=summed")
    assert [key for key in listed if key.startswith(("line", "unchanged"))] == ["line-6", "line-7"]
    assert [key for key in summed if key.startswith(("line", "unchanged"))] == ["line-7", "unchanged-403-01"]
    assert summed["unchanged-403-01"]["label"] == "변동 없음 1건"
    assert summed["403-01"] == listed["403-01"]
    assert summed["403-01"]["figures"]["change"] == 3


@pytest.mark.parametrize(
    "query",
    ["subject=999-99", "subject=total", "site=moon", "unchanged=maybe", "sort=colour", "subject=%27%20OR"],
)
def test_unknown_values_are_refused(query: str, first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").get(f"{ADDRESS}?{query}").status_code == 400


def test_filters_of_other_reports_are_ignored(first_document: Program, signed_in: SignedIn) -> None:
    address = ADDRESS.replace("basis-comparison", "budget-summary")
    assert signed_in("manager").get(f"{address}?subject=999-99&site=moon").status_code == 200


def test_links_to_other_reports_do_not_carry_the_filter(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(f"{ADDRESS}?year=2021&subject=403-01&site=jung-printing").content.decode()
    assert 'href="/programs/smart-anchor/reports/sites/?year=2021"' in page
    assert '<option value="403-01" selected>자치단체자본보조</option>' in page
    assert '<input type="hidden" name="year" value="2021">' in page


def test_a_line_leads_to_its_history_for_who_may_look_there(
    first_document: Program, signed_in: SignedIn
) -> None:
    line = BudgetLineItem.objects.get(description="중구 스마트앵커 조성비(공사비)")
    link = f'<a href="/admin/ledger/budgetlineitem/{line.pk}/history/">{line.description}</a>'
    client = signed_in("manager")
    assert link in client.get(ADDRESS).content.decode()
    assert client.get(f"/admin/ledger/budgetlineitem/{line.pk}/history/").status_code == 200
    guest = Client()
    guest.force_login(User.objects.create_user("guest", password="anchor-demo"))
    assert "/admin/" not in guest.get(ADDRESS).content.decode()
    assert "/admin/ledger/budgetlineitem/" not in signed_in("admin").get(ADDRESS).content.decode()


def test_rows_are_headed_by_their_subject(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(ADDRESS).content.decode()
    assert [row[0].text for row in rows_on_screen(page)][:3] == ["사무관리비", "시설관리 운영", "공공운영비"]
    assert re.search(r'<tr [^>]*class="[^"]*subtotal[^"]*"[^>]*><th scope="row"[^>]*>사무관리비', page)
    assert "산출근거 항목이 없는 예산에서는 항목별 금액을 알 수 없습니다" in page
