"""Rows and their lists inside a programme's year: the tabs stay above them, and saving stays there."""

import re
from datetime import date
from urllib.parse import unquote, urlencode

import pytest
from django.test import Client

from ledger.models import (
    BudgetVersion,
    Document,
    DocumentSite,
    Milestone,
    NationalGrant,
    Program,
)
from sites.models import Site
from tests.ledger.desk.form import fields_of
from tests.ledger.desk.workspace.test_tabs import TABS, YEAR, tabs
from tests.people import SignedIn

OF_YEAR = {"workspace": "smart-anchor/2021-original"}
REPORT = "/programs/smart-anchor/reports/overview/?version=2021-original"


def open_tab(client: Client, address: str) -> list[str]:
    found = tabs(client, address)
    assert list(found) == TABS
    return [label for label, (_address, is_current) in found.items() if is_current]


def test_every_tab_leads_to_a_page_with_the_tabs(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for label, (address, _is_current) in tabs(client, YEAR).items():
        assert open_tab(client, address) == [label]


def test_what_stands_beside_has_the_tabs_too(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    found = tabs(client, YEAR)
    for label in ("재원", "대상지", "결산·이월·변경"):
        for beside, (address, _is_current) in tabs(client, found[label][0], "workspace beside").items():
            assert open_tab(client, address) == [label]
            (current,) = [
                one
                for one, (_address, is_current) in tabs(client, address, "workspace beside").items()
                if is_current
            ]
            assert current == beside


def test_a_row_is_opened_from_its_list_and_saved_back_into_it(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    listed = tabs(client, YEAR)["원문값"][0]
    (row, *_others) = re.findall(
        r'href="(/admin/ledger/statedfigure/\d+/change/[^"]*)"', client.get(listed).content.decode()
    )
    assert open_tab(client, row) == ["원문값"]
    answer = client.post(row, {**fields_of(client, row), "repair": "1,000 읽힘"})
    assert (answer.status_code, answer["Location"]) == (302, listed)


def test_saving_the_texts_stays_on_their_page_and_keeps_the_way_back(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    address = tabs(client, f"{YEAR}?{urlencode({'from': REPORT})}")["설명서 본문"][0]
    assert "보던 화면으로" in client.get(address).content.decode()
    answer = client.post(address, {**fields_of(client, address), "title": "2021년 설명서"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert Document.objects.get().title == "2021년 설명서"


def test_the_way_back_holds_on_every_tab(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for address, _is_current in tabs(client, f"{YEAR}?{urlencode({'from': REPORT})}").values():
        page = client.get(address).content.decode()
        assert f'<p class="came-from"><a href="{REPORT}">' in page, address


def test_a_new_row_belongs_to_the_year_that_one_works_on(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    document = Document.objects.get()
    listed = tabs(client, YEAR)["대상지"][0].split("?")[1]
    add = f"/admin/ledger/documentsite/add/?{urlencode({'_changelist_filters': listed})}"
    assert fields_of(client, add)["document"] == str(document.pk)
    of_year = urlencode({"_changelist_filters": urlencode(OF_YEAR)})
    carried = fields_of(client, f"/admin/ledger/carryover/add/?{of_year}")
    assert (carried["program"], carried["fiscal_year"]) == (str(first_document.pk), "2021")


def test_an_edition_that_is_made_opens_as_the_texts_of_its_year(
    first_document: Program, signed_in: SignedIn
) -> None:
    BudgetVersion.objects.create(fiscal_year=2022, kind="original")
    client = signed_in("finance")
    year = "/admin/ledger/program/smart-anchor/budget/2022-original/"
    address = tabs(client, year)["설명서 본문"][0]
    assert open_tab(client, address) == ["설명서 본문"]
    fields = fields_of(client, address)
    answer = client.post(address, {**fields, "slug": "smart-anchor-2022", "title": "2022년 설명서"})
    made = Document.objects.get(slug="smart-anchor-2022")
    assert answer["Location"].startswith(f"/admin/ledger/document/{made.pk}/change/")
    assert open_tab(client, answer["Location"]) == ["설명서 본문"]


def test_a_list_beside_the_tabs_has_the_rows_of_its_programme(
    first_document: Program, signed_in: SignedIn
) -> None:
    """A name that begins as another's does is no other programme."""
    other = Program.objects.create(slug="other", name=f"{first_document.name} 지원")
    Milestone.objects.create(program=other, happened_on=date(2021, 1, 1), text="다른 사업의 일")
    Milestone.objects.create(program=first_document, happened_on=date(2021, 1, 2), text="이 사업의 일")
    client = signed_in("finance")
    page = client.get("/admin/ledger/milestone/", OF_YEAR).content.decode()
    assert "이 사업의 일" in page
    assert "다른 사업의 일" not in page
    assert "다른 사업의 일" in client.get("/admin/ledger/milestone/").content.decode()


def test_the_way_back_from_a_search_stays_in_the_year(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = client.get("/admin/ledger/milestone/", {**OF_YEAR, "q": "찾는 말"}).content.decode()
    found = re.findall(r'<a href="([^"]*)">전체 보기</a>', page)
    assert [unquote(one) for one in found] == ["?workspace=smart-anchor/2021-original"]


def test_a_row_of_no_version_has_tabs_only_inside_a_year(
    first_document: Program, signed_in: SignedIn
) -> None:
    grant = NationalGrant.objects.order_by("pk")[0]
    client = signed_in("finance")
    address = f"/admin/ledger/nationalgrant/{grant.pk}/change/"
    assert 'class="workspace"' not in client.get(address).content.decode()
    assert open_tab(client, f"{address}?{urlencode(OF_YEAR)}") == ["재원"]


@pytest.mark.parametrize(
    "named",
    [
        "",
        "smart-anchor",
        "smart-anchor/",
        "smart-anchor/2035-final",
        "nothing/2021-original",
        "/",
        "9" * 300,
        "'\"<b>",
    ],
)
def test_a_year_that_is_not_there_is_none(named: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for path in ("/admin/ledger/milestone/", f"/admin/ledger/program/{first_document.pk}/change/"):
        answer = client.get(path, {"workspace": named})
        assert answer.status_code == 200
        assert 'class="workspace"' not in answer.content.decode()


@pytest.mark.parametrize("named", ["x", "-1", "1.5", "9" * 30, "²"])
def test_an_edition_that_is_no_number_is_refused_as_ever(
    named: str, first_document: Program, signed_in: SignedIn
) -> None:
    answer = signed_in("finance").get("/admin/ledger/documentsite/", {"document__id__exact": named})
    assert answer.status_code in (200, 302)


def test_what_all_parts_share_is_one_step_away_and_saved_in_place(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    program = f"/admin/ledger/program/{first_document.pk}/change/?workspace=smart-anchor/2021-original"
    assert f'href="{program}"' in client.get(YEAR).content.decode()
    assert open_tab(client, program) == []
    assert client.post(program, fields_of(client, program))["Location"] == program


def test_the_rows_of_an_edition_are_reached_from_it_however_one_comes(
    first_document: Program, signed_in: SignedIn
) -> None:
    site = DocumentSite.objects.create(
        document=Document.objects.get(), site=Site.objects.order_by("pk")[0], change_reason="바뀜"
    )
    client = signed_in("finance")
    assert open_tab(client, f"/admin/ledger/documentsite/{site.pk}/change/") == ["대상지"]
