"""Data entry of a kind of row follows from its model: from the key and the fields."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from ledger.desk import derived
from ledger.desk.record import open_pages
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Document,
    InvestmentPlanEntry,
    Milestone,
    NationalGrant,
)
from tests.ledger.rows import RECORDS, row_of


def test_a_list_shows_what_people_enter_without_long_texts() -> None:
    assert derived.columns(Document) == [
        "slug",
        "program",
        "version",
        "title",
        "bureau",
        "division",
        "prior_basis",
    ]


def test_a_list_is_filtered_by_what_many_rows_share_of_the_key() -> None:
    assert derived.filters(InvestmentPlanEntry) == ["document", "subject", "period", "year"]
    assert derived.filters(Milestone) == ["program"]


def test_a_search_looks_through_short_texts_and_not_through_choices() -> None:
    assert derived.texts(AccountSubject) == ["code", "name"]


def test_a_link_names_another_row() -> None:
    assert derived.links(BudgetLineItem) == ["allocation", "site", "continues"]


@pytest.fixture
def bare() -> admin.AdminSite:
    """Data entry with no page but those that models say by themselves."""
    site = admin.AdminSite()
    open_pages(site)
    return site


def test_every_kind_has_a_page_or_a_place_on_another() -> None:
    entered = [admin.site.get_model_admin(model) for model in RECORDS if admin.site.is_registered(model)]
    inline = {one.model for page in admin.site._registry.values() for one in page.inlines}
    assert {page.model for page in entered} | inline == set(RECORDS)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.model_name)
def test_what_a_model_says_makes_a_list(
    model: Any, bare: admin.AdminSite, first_document: object, rf: Any
) -> None:
    page: Any = bare.get_model_admin(model)

    def listed(**query: str) -> Any:
        request = rf.get("/", query)
        request.user = User(is_superuser=True)
        return page.get_changelist_instance(request).queryset

    assert page.check() == []
    assert row_of(model) in listed()
    assert not listed(q="nowhere")


def test_a_kind_is_found_by_what_finds_the_rows_that_its_key_names_or_by_its_key(
    bare: admin.AdminSite, rf: Any
) -> None:
    assert bare.get_model_admin(InvestmentPlanEntry).get_search_fields(rf.get("/")) == [
        "document__slug",
        "document__title",
        "document__bureau",
        "document__division",
        "subject__code",
        "subject__name",
    ]


def test_a_kind_without_texts_is_found_by_its_key(bare: admin.AdminSite, rf: Any) -> None:
    assert bare.get_model_admin(BudgetVersion).get_search_fields(rf.get("/")) == BudgetVersion.KEY


def test_amounts_stand_in_the_list_with_separators(bare: admin.AdminSite, rf: Any) -> None:
    (amount,) = [
        one for one in bare.get_model_admin(NationalGrant).get_list_display(rf.get("/")) if callable(one)
    ]
    assert amount(NationalGrant(amount=1_234_567)) == "1,234,567"
