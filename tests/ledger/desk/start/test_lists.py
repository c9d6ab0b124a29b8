"""Which lists the start page of data entry offers to whom; each keeps its address for who may look at it."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client

from ledger.desk.record import RecordAdmin
from ledger.desk.workspace.lists import AREA_OF_KIND
from ledger.models import Program
from tests.ledger.desk.workspace.test_tabs import YEAR, tabs
from tests.people import Person, SignedIn

START = "/admin/"
LINE_ITEMS = "/admin/ledger/budgetlineitem/"


def page_of(client: Client) -> str:
    return client.get(START).content.decode()


def links(html: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'href="([^"]*)"', html)}


def shared(page: str) -> set[str]:
    found = re.search(r'<section class="module shared".*?</section>', page, re.S)
    return links(found.group()) if found else set()


class TestAllLists:
    @pytest.mark.parametrize(
        ("role", "offered"),
        [("auditor", True), *dict.fromkeys(("finance", "approver", "manager", "admin"), False).items()],
    )
    def test_they_are_for_who_looks_after_the_whole_ledger(
        self, role: str, offered: bool, first_document: Program, signed_in: SignedIn
    ) -> None:
        page = page_of(signed_in(role))
        assert ("전체 자료" in page) is offered
        assert (LINE_ITEMS in links(page)) is offered

    def test_a_superuser_gets_them_under_the_one_heading(
        self, first_document: Program, person: Person
    ) -> None:
        chief = person("finance")
        chief.is_superuser = True
        chief.save()
        client = Client()
        client.force_login(chief)
        page = page_of(client)
        before, after = page.split('<details class="all-lists">')
        assert LINE_ITEMS in links(after)
        assert LINE_ITEMS not in links(before)

    def test_who_is_given_a_right_to_write_is_no_auditor_any_more(
        self, first_document: Program, person: Person
    ) -> None:
        auditor = person("auditor")
        auditor.user_permissions.add(Permission.objects.get(codename="add_explanation"))
        client = Client()
        client.force_login(auditor)
        assert "전체 자료" not in page_of(client)

    @pytest.mark.parametrize("role", ["finance", "manager"])
    def test_their_addresses_stay(self, role: str, first_document: Program, signed_in: SignedIn) -> None:
        client = signed_in(role)
        for address in (LINE_ITEMS, "/admin/ledger/statedfigure/", "/admin/ledger/"):
            assert client.get(address).status_code == 200
        assert LINE_ITEMS in links(client.get("/admin/ledger/").content.decode())

    def test_no_page_has_them_beside_it(self, first_document: Program, signed_in: SignedIn) -> None:
        client = signed_in("finance")
        for address in (LINE_ITEMS, YEAR, "/admin/ledger/program/"):
            assert "nav-sidebar" not in client.get(address).content.decode()


class TestShared:
    def test_who_enters_finds_what_belongs_to_no_one_programme(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        found = shared(page_of(signed_in("finance")))
        assert {"/admin/ledger/program/add/", "/admin/ledger/accountsubject/", "/admin/sites/site/"} <= found
        assert LINE_ITEMS not in found

    @pytest.mark.parametrize("role", ["manager", "auditor", "admin"])
    def test_who_does_not_enter_finds_none(
        self, role: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        assert not shared(page_of(signed_in(role)))


def test_all_that_an_officer_enters_is_reached_without_the_lists_of_all_tables(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Shared rows on the start page, all others by the tabs of a year or on the page of another row."""
    client = signed_in("finance")
    on_start = {address.split("/")[3] for address in shared(page_of(client))}
    entered = {
        model._meta.model_name
        for model, page in admin.site._registry.items()
        if isinstance(page, RecordAdmin)
    }
    assert entered - on_start - AREA_OF_KIND.keys() == set()
    listed = {
        address.split("/")[3]
        for tab, _is_current in tabs(client, YEAR).values()
        for address in links(client.get(tab).content.decode())
        if re.match(r"/admin/ledger/\w+/\?", address)
    }
    in_sheets = {"budgetlineitem", "yearlyallocation", "investmentplanentry", "scheduleitem", "settlement"}
    assert entered - on_start - in_sheets - {"document"} <= listed
