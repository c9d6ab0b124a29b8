"""What is wrong with a form that was sent stands above it, each line a link to its field."""

import re
from html import unescape
from typing import Any

from django.test import Client

from ledger.models import BudgetLineItem, BudgetVersion, Document, Program, YearlyAllocation
from tests.ledger.desk.form import Fields, fields_of, place
from tests.ledger.life import moved
from tests.people import SignedIn

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"
LINE = re.compile(r'<li><a href="#([^"]*)">([^<]*)</a>: ([^<]*)</li>')


def faults(client: Client, address: str, fields: Fields) -> list[tuple[str, str, str]]:
    """The list of the page that answers: id of the field, place, sentence."""
    page = client.post(address, fields)
    html = page.content.decode()
    assert "저장하지 않았습니다: 고칠 곳" in html
    found = [(target, unescape(where), unescape(text).strip()) for target, where, text in LINE.findall(html)]
    assert all(f'id="{target}"' in html for target, _where, _text in found)
    return found


def test_a_page_that_is_only_shown_has_no_list(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for address in (YEAR, "/admin/sites/site/add/", "/admin/ledger/executionsnapshot/paste/"):
        assert 'class="faults"' not in client.get(address).content.decode()


def test_a_field_of_the_row_itself(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = {
        **fields_of(client, "/admin/sites/site/add/"),
        "name": "",
        "slug": "x",
        "construction_cost": "1.5",
    }
    assert faults(client, "/admin/sites/site/add/", fields) == [
        ("id_name", "이름", "꼭 입력해야 합니다."),
        (
            "id_construction_cost",
            "조성비(원)",
            "'1.5': 소수는 입력할 수 없습니다. 원 단위 정수로 입력하세요. 예: 1,711,987,000",
        ),
    ]


def test_a_field_of_a_row_on_the_page_of_another(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="201-02")
    address = f"/admin/ledger/yearlyallocation/{allocation.pk}/change/"
    fields = fields_of(client, address)
    row = place(fields, "description", "공공요금 등")
    found = faults(client, address, {**fields, f"{row}-amount": "x"})
    assert [one[:2] for one in found] == [(f"id_{row}-amount", "산출근거 항목 ‘공공요금 등’ · 금액(원)")]


def test_a_new_row_is_named_by_what_was_typed(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="201-02")
    address = f"/admin/ledger/yearlyallocation/{allocation.pk}/change/"
    fields = fields_of(client, address)
    found = faults(
        client, address, {**fields, "line_items-1-description": "청소", "line_items-1-amount": "x"}
    )
    assert [one[:2] for one in found] == [("id_line_items-1-amount", "산출근거 항목 ‘청소’ · 금액(원)")]


def test_rows_that_do_not_go_together_lead_to_the_first_of_them(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    address = f"/admin/ledger/document/{Document.objects.get().pk}/change/"
    fields = fields_of(client, address)
    same: Any = {f"costs-1-{name}": fields[f"costs-0-{name}"] for name in ("source", "scope")}
    found = faults(client, address, {**fields, **same})
    assert found[0][0] == "id_costs-0-source"
    assert found[0][2].startswith("두 줄에서 다음이 모두 같습니다: ")


def test_the_page_of_a_year(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, YEAR)
    row = place(fields, "description", "공공요금 등")
    found = faults(client, YEAR, {**fields, f"{row}-amount": "1.5"})
    assert [one[:2] for one in found] == [(f"id_{row}-amount", "산출근거 항목 ‘공공요금 등’ · 금액(원)")]


def test_the_page_of_a_change(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    original = BudgetVersion.objects.get(fiscal_year=2021)
    BudgetVersion.objects.create(
        fiscal_year=2021, kind="supplementary", sequence=1, based_on=original, kind_is_stated=True
    )
    address = YEAR.replace("2021-original", "2021-supplementary-1")
    fields = fields_of(client, address)
    row = place(fields, "description", "공공요금 등")
    found = faults(client, address, {**fields, f"{row}-change": "x"})
    assert [one[:2] for one in found] == [(f"id_{row}-change", "201-02 공공운영비 ‘공공요금 등’ · 증감(원)")]


def test_opening_and_pasting(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = "/admin/ledger/executionsnapshot/paste/"
    found = faults(client, address, {**fields_of(client, address), "rows": ""})
    assert ("id_rows", "꼭 입력해야 합니다.") in [(one[0], one[2]) for one in found]
    opening = client.get("/admin/ledger/program/smart-anchor/open/?source=2021-original&fiscal_year=x")
    assert '<a href="#id_fiscal_year">' in opening.content.decode()


def test_the_reason_that_a_submitted_version_asks_for(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    moved(BudgetVersion.objects.get(fiscal_year=2021), "submitted")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    address = f"/admin/ledger/budgetlineitem/{line.pk}/change/"
    found = faults(client, address, {**fields_of(client, address), "amount": "1"})
    assert {"id_said-why", "id_said-document_number"} <= {one[0] for one in found}
