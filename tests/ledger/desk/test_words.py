"""Data entry speaks as people do, in Korean and in English."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from ledger.models import BudgetLineItem, Document, DocumentSection, Program, StatedFigure
from sites.fields import UnitField
from tests.ledger.desk.form import fields_of
from tests.ledger.rows import KINDS
from tests.people import SignedIn

WITH_UNIT: list[Any] = [
    model for model in KINDS if any(isinstance(one, UnitField) for one in model._meta.fields)
]
"""The kinds of rows whose amounts are known to a unit."""
PRECISION = "금액은 늘 원 단위로 입력합니다."


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_buttons_say_what_they_do(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    html = page(client, f"/admin/ledger/budgetlineitem/{line.pk}/change/")
    buttons = re.findall(r'<input type="submit" value="([^"]*)"', html)
    assert set(buttons) == {"저장", "저장하고 하나 더 추가", "저장하고 계속 고치기"}
    html = page(client, f"/admin/ledger/budgetlineitem/{line.pk}/delete/")
    assert "산출근거 항목 ‘공공요금 등’ 자료와 여기에 딸린 것을 모두 지울까요?" in html
    assert "아니요, 돌아갑니다" in html


def test_what_was_saved_is_said_without_a_particle_to_choose(signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = "/admin/sites/sitekind/add/"
    fields = {**fields_of(client, address), "slug": "makerspace", "name": "메이커스페이스"}
    html = client.post(address, fields, follow=True).content.decode()
    assert "대상지 종류 ‘" in html
    assert "’ 자료를 추가했습니다." in html


def test_a_key_that_is_taken_names_its_parts(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    document = Document.objects.get()
    address = f"/admin/ledger/document/{document.pk}/change/"
    fields = fields_of(client, address)
    first, second = DocumentSection.objects.order_by("pk")[:2]
    places = {
        fields[f"sections-{n}-id"]: f"sections-{n}" for n in range(int(str(fields["sections-TOTAL_FORMS"])))
    }
    one, other = places[str(first.pk)], places[str(second.pk)]
    same = {f"{other}-{name}": fields[f"{one}-{name}"] for name in ("section", "position")}
    html = client.post(address, {**fields, **same}).content.decode()
    assert "두 줄에서 다음이 모두 같습니다: 부분, 순번. 한 줄을 고치세요." in html
    assert "또한" not in html


@pytest.mark.parametrize("model", WITH_UNIT, ids=lambda one: one.__name__)
def test_the_unit_beside_an_amount_is_said_to_be_its_precision(model: Any, signed_in: SignedIn) -> None:
    """It once read 금액의 단위, and amounts were typed in it."""
    field = model._meta.get_field("unit")
    assert str(field.verbose_name) == "금액 정밀도"
    if model in admin.site._registry:
        html = page(signed_in("finance"), f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/")
        assert PRECISION in html


def test_lists_and_filters_are_named_plainly(first_document: Program, signed_in: SignedIn) -> None:
    html = page(signed_in("finance"), "/admin/ledger/yearlyallocation/")
    assert "<h1>편성액 목록</h1>" in html
    assert "예산 차수별" in html


def test_english_stays_as_it_is(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    html = client.get("/admin/sites/sitekind/add/", headers={"accept-language": "en"}).content.decode()
    assert "Save and add another" in html


def test_printed_figures_stand_where_the_tables_say(first_document: Program, signed_in: SignedIn) -> None:
    """By the titles and headings of the page, and not by the keys of its JSON."""
    client = signed_in("finance")
    html = page(client, f"/admin/ledger/statedfigure/?document__id__exact={Document.objects.get().pk}")
    assert "예산총괄 · 계 · 2020예산액(A)" in html
    filters = re.findall(r'<a href="\?[^"]*table=[^"]*"[^>]*>([^<]*)</a>', html)
    assert {"예산총괄", "산출근거", "연차별 투자계획", "결산현황"} <= {one.strip() for one in filters}
    chosen = page(
        client, f"/admin/ledger/statedfigure/?document__id__exact={Document.objects.get().pk}&table=overview"
    )
    assert "기본현황 · " in chosen
    assert "예산총괄 · 계" not in chosen
    shown = re.sub(r"<[^>]*>", " ", html)
    assert "budget-summary" not in shown


def test_a_history_names_the_table_by_its_title(first_document: Program, signed_in: SignedIn) -> None:
    figure = StatedFigure.objects.filter(table="budget-summary").order_by("pk")[0]
    html = page(signed_in("finance"), f"/admin/ledger/statedfigure/{figure.pk}/history/")
    assert "변경 이력: 예산총괄 · " in html
