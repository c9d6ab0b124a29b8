"""What all data entry pages share: they open, search, filter, stay cheap, keep their history and leak nothing."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.models import (
    BudgetLineItem,
    BudgetVersion,
    NationalGrant,
    Program,
    Settlement,
    YearlyAllocation,
)
from sites.models import Site
from tests.ledger.desk.entered import ENTERED, address
from tests.ledger.desk.form import delete, fields_of, place
from tests.ledger.log import changes
from tests.ledger.rows import new_rows
from tests.people import SignedIn


def first(model: type[Any]) -> Any:
    return model._default_manager.order_by("pk").first()


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", ENTERED, ids=lambda model: model._meta.model_name)
def test_pages_of_a_kind_open(model: type[Any], first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    row = first(model)
    pages = [
        address(model, "changelist"),
        address(model, "changelist") + "?q=x",
        address(model, "changelist") + "?q=스마트",
        address(model, "add"),
        address(model, "change", row.pk),
        address(model, "history", row.pk),
        address(model, "delete", row.pk),
    ]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("model", ENTERED, ids=lambda model: model._meta.model_name)
def test_every_filter_that_a_list_offers_works(
    model: type[Any], first_document: Program, signed_in: SignedIn, rf: Any
) -> None:
    new_rows(0)
    client = signed_in("finance")
    page = address(model, "changelist")
    (sidebar,) = re.findall(
        r'<nav id="changelist-filter".*?</nav>', client.get(page).content.decode(), re.S
    ) or [""]
    links = [unescape(link) for link in re.findall(r'href="(\?[^"]*)"', sidebar)]
    assert bool(links) == bool(admin.site.get_model_admin(model).get_list_filter(rf.get("/")))
    assert {link: client.get(page + link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("model", ENTERED, ids=lambda model: model._meta.model_name)
def test_autocompletes_answer(
    model: type[Any], first_document: Program, signed_in: SignedIn, rf: Any
) -> None:
    client = signed_in("finance")
    kind = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    for name in admin.site.get_model_admin(model).get_autocomplete_fields(rf.get("/")):
        response = client.get("/admin/autocomplete/", {**kind, "field_name": name, "term": ""})
        assert response.status_code == 200, name
        assert isinstance(response.json()["results"], list)


def test_autocomplete_finds_by_name(first_document: Program, signed_in: SignedIn) -> None:
    found = signed_in("finance").get(
        "/admin/autocomplete/?app_label=ledger&model_name=budgetlineitem&field_name=site&term=개봉"
    )
    assert [one["text"] for one in found.json()["results"]] == ["개봉 메이커스페이스"]


def test_a_sheet_is_offered_the_sites_of_its_programme_first(
    first_document: Program, signed_in: SignedIn
) -> None:
    """'a' comes first by its slug, and is none of the programme's."""
    Site.objects.create(slug="a", name="가가 개봉", kind=Site.objects.all()[0].kind)
    query = "/admin/autocomplete/?app_label=ledger&model_name=budgetlineitem&field_name=site&term=개봉"
    client = signed_in("finance")
    assert client.get(query).json()["results"][0]["text"] == "가가 개봉"
    own_first = [one["text"] for one in client.get(f"{query}&program=smart-anchor").json()["results"]]
    assert (own_first[0], own_first[-1]) == ("개봉 메이커스페이스", "가가 개봉")


def test_autocomplete_takes_the_right_to_view(first_document: Program, signed_in: SignedIn) -> None:
    query = "/admin/autocomplete/?app_label=ledger&model_name=budgetlineitem&field_name=site&term=x"
    assert signed_in("admin").get(query).status_code == 403


def test_lists_take_as_many_queries_with_four_times_the_rows(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    for number in range(5):
        new_rows(number)
    lists = [address(model, "changelist") for model in ENTERED]
    before = {page: queries_of(client, page) for page in lists}
    for number in range(5, 20):
        new_rows(number)
    assert {page: queries_of(client, page) for page in lists} == before
    assert max(before.values()) <= 15


@pytest.mark.parametrize(
    "query",
    [
        "name__regex=(",
        "name__startswith=스",
        "slug__contains=x",
        "allocations__amount__gt=1",
        "allocations__line_items__description__startswith=시",
        "bureau__regex=(",
        "bureau__startswith=경",
        "history__history_user__password__startswith=p",
        "documents__source_text__contains=x",
        "revision__gt=0",
    ],
)
def test_lookups_that_the_page_does_not_offer_are_refused(
    query: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    response = client.get(f"/admin/ledger/program/?{query}")
    assert response.status_code in (302, 400)


def test_filter_on_a_foreign_field_tells_nothing(first_document: Program, signed_in: SignedIn) -> None:
    """Right and wrong guesses are answered alike."""
    client = signed_in("finance")
    answers = {
        guess: client.get(
            f"/admin/ledger/budgetlineitem/?allocation__program__name__startswith={guess}"
        ).status_code
        for guess in ("스", "x")
    }
    assert set(answers.values()) <= {302, 400}
    assert len(set(answers.values())) == 1


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "allocation__version__id__exact=abc",
        "allocation__version__id__exact=99999999999999999999999",
        "is_one_off__exact=maybe",
        "site__isnull=maybe",
        "o=abc",
        "o=-99",
        "p=abc",
        "p=99999",
        "pk__in=abc",
        "_to_field=description",
        "e=1",
        "nothing=1",
        "allocation__version__id__in=1,abc",
        "q=" + "x" * 10_000,
        "q=%27%22%5C%25_(",
    ],
)
def test_bad_queries_of_a_list_are_never_an_error_of_ours(
    query: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("finance").get(f"/admin/ledger/budgetlineitem/?{query}", follow=True)
    assert response.status_code in (200, 400, 403, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/ledger/budgetlineitem/abc/change/",
        "/admin/ledger/budgetlineitem/99999999999999999999999/change/",
        "/admin/ledger/budgetlineitem/0/delete/",
        "/admin/ledger/budgetlineitem/0/history/",
        "/admin/ledger/budgetlineitem/abc/history/",
        "/admin/ledger/nothing/",
        "/admin/autocomplete/",
        "/admin/autocomplete/?app_label=x&model_name=y&field_name=z",
        "/admin/autocomplete/?app_label=ledger&model_name=budgetlineitem&field_name=amount",
        "/admin/r/1/abc/",
    ],
)
def test_addresses_of_nothing_are_never_an_error_of_ours(
    path: str, first_document: Program, signed_in: SignedIn
) -> None:
    assert signed_in("finance").get(path, follow=True).status_code in (200, 400, 403, 404)


def test_a_list_action_on_a_key_that_is_none_is_refused(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    response = client.post(
        "/admin/ledger/budgetlineitem/",
        {"action": "delete_selected", "_selected_action": "abc", "index": "0"},
    )
    assert response.status_code in (200, 302, 400)
    assert BudgetLineItem.objects.count() == 8


def test_history_has_the_user_and_the_time_of_each_save(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    page = address(BudgetLineItem, "change", line.pk)
    started = timezone.now()
    assert client.post(page, {**fields_of(client, page), "amount": "1"}).status_code == 302
    allocation_page = address(YearlyAllocation, "change", line.allocation_id)
    fields = fields_of(client, allocation_page)
    fields[f"{place(fields, 'description', '공공요금 등')}-amount"] = "2"
    assert client.post(allocation_page, fields).status_code == 302
    assert delete(client, address(BudgetLineItem, "delete", line.pk)).status_code == 302
    told = changes(BudgetLineItem, line)
    assert [(one.how, one.values["amount"], one.who) for one in told] == [
        ("~", 1, "finance"),
        ("~", 2, "finance"),
        ("-", 2, "finance"),
    ]
    ended = timezone.now() + timedelta(milliseconds=1)
    assert all(started - timedelta(milliseconds=1) <= one.at <= ended for one in told)


def test_history_page_names_who_changed_it(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = first(BudgetLineItem)
    page = address(BudgetLineItem, "change", line.pk)
    client.post(page, {**fields_of(client, page), "amount": "1"})
    assert "finance" in client.get(address(BudgetLineItem, "history", line.pk)).content.decode()


def test_revision_counts_the_saves(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = first(BudgetLineItem)
    page = address(BudgetLineItem, "change", line.pk)
    client.post(page, {**fields_of(client, page), "amount": "1"})
    assert BudgetLineItem.objects.get(pk=line.pk).revision == line.revision + 1


def test_keys_taken_already_are_an_error_beside_the_form(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    page = address(BudgetVersion, "add")
    fields = {**fields_of(client, page), "fiscal_year": "2021", "kind": "original"}
    response = client.post(page, fields)
    assert response.status_code == 200
    assert re.search(r'<ul class="errorlist[^>]*>.*[가-힣]', response.content.decode(), re.S)
    assert BudgetVersion.objects.count() == 2


@pytest.mark.parametrize("model", [NationalGrant, Settlement], ids=lambda model: model._meta.model_name)
def test_key_with_a_blank_part_taken_already_is_an_error_too(
    model: type[Any], first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    if model is NationalGrant:
        NationalGrant.objects.create(
            program=first_document, kind="subsidy", secured_on="2020-05-01", amount=1
        )
        row: Any = NationalGrant.objects.get(site=None, secured_on="2020-05-01")
    else:
        row = Settlement.objects.get(fiscal_year=2019, portion="total")
    count = model._default_manager.count()
    fields = fields_of(client, address(model, "change", row.pk))
    response = client.post(address(model, "add"), fields)
    assert response.status_code == 200
    assert model._default_manager.count() == count


@pytest.mark.parametrize("year", ["1947", "2101", "abc", "２０２１", "2021.5", ""])
def test_years_that_no_document_can_mean(year: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = address(BudgetVersion, "add")
    response = client.post(page, {**fields_of(client, page), "fiscal_year": year, "kind": "original"})
    assert response.status_code == 200
    assert BudgetVersion.objects.count() == 2


@pytest.mark.parametrize("key", ["abc", "2021-original", "1e9", "９", "%", "9" * 30])
def test_a_prefilled_or_posted_key_that_is_none_is_no_error_of_ours(
    first_document: Program, signed_in: SignedIn, key: str
) -> None:
    client = signed_in("finance")

    assert client.get("/admin/ledger/yearlyallocation/add/", {"version": key}).status_code == 200
    assert client.get("/admin/ledger/milestone/add/", {"sites": key}).status_code == 200
    assert client.post("/admin/ledger/budgetlineitem/add/", {"allocation": key}).status_code == 200
    assert BudgetLineItem.objects.count() == 8
