"""2022 as the page of opening makes it from the first document, before anybody types a figure."""

from datetime import date

import pytest
from django.test import Client

from ledger.models import BudgetLineItem, Document, InvestmentPlanEntry, Program, ScheduleItem
from tests.ledger.edition_2022.doors import open_version, version_of
from tests.ledger.edition_2022.figures import M, column, won
from tests.people import SignedIn

VERSION = "2022-original"


@pytest.fixture
def opened(first_document: Program, signed_in: SignedIn) -> Client:
    client = signed_in("finance")
    open_version(client, "2021-original", 2022, "original", edition=True)
    return client


def document_of(year: int) -> Document:
    return Document.objects.get(version__fiscal_year=year)


def test_page_names_what_stays_blank(first_document: Program, signed_in: SignedIn) -> None:
    asked = {"source": "2021-original", "fiscal_year": "2022", "kind": "original", "sequence": "1"}
    page = signed_in("finance").get(
        "/admin/ledger/program/smart-anchor/open/", {**asked, "with_document": "on"}
    )
    text = page.content.decode()
    for blank in ("투자계획: 2022년 금액", "추진일정: 6개 단계의 금액", "기본현황: 2022년 사업비"):
        assert blank in text


def test_each_line_comes_with_its_amount_and_knows_where_it_came_from(opened: Client) -> None:
    lines = BudgetLineItem.objects.filter(allocation__version=version_of(VERSION))
    found = [
        (line.allocation.subject.code, line.position, line.amount)
        for line in lines.order_by("allocation__subject__code", "position")
    ]
    assert found == [
        ("201-01", 1, 1_711_987_000),
        ("201-02", 1, 450_000_000),
        ("308-01", 1, 300_000_000),
        ("401-01", 1, 579_000_000),
        ("401-02", 1, 10_000_000),
        ("403-01", 1, 1_071_000_000),
        ("403-01", 2, 803_000_000),
        ("405-01", 1, 2_299_200_000),
    ]
    for line in lines:
        before = line.continues
        assert before is not None
        assert before.allocation.version == version_of("2021-original")
        assert (before.description, before.site) == (line.description, line.site)


def test_plan_has_moved_on_by_a_year(opened: Client) -> None:
    assert column(opened, "investment-plan", VERSION, "through-2020") == won(
        {
            "total": 7_311 + 5_264,
            "201-01": 18 + 50,
            "201-02": 225,
            "207-01": 68,
            "308-01": 215 + 530,
            "401-01": 16 + 227,
            "403-01": 6_994 + 4_232,
        }
    )
    national = column(opened, "investment-plan", VERSION, "through-2020_national")
    assert national["total"] == (4_500 + 2_500) * M
    assert column(opened, "investment-plan", VERSION, "2021")["total"] == 7_224 * M
    assert column(opened, "investment-plan", VERSION, "2022") == {}
    after = column(opened, "investment-plan", VERSION, "from-2023")
    assert (after["total"], after["403-01"]) == (46_431 * M, 46_431 * M)
    blank = InvestmentPlanEntry.objects.filter(document=document_of(2022), year=2022)
    # A blank cell for each of its eight subjects, to be typed into.
    assert (blank.count(), set(blank.values_list("amount", flat=True))) == (8, {None})


def test_schedule_is_a_year_later_and_without_amounts(opened: Client) -> None:
    steps = ScheduleItem.objects.filter(document=document_of(2022))
    before = ScheduleItem.objects.filter(document=document_of(2021))
    assert list(steps.values_list("text", "detail")) == list(before.values_list("text", "detail"))
    assert {(step.starts_on, step.ends_on) for step in steps} == {(date(2022, 1, 1), date(2022, 12, 31))}
    assert column(opened, "schedule", VERSION, "amount") == {}


def test_texts_sites_and_total_cost_stay_and_the_cost_of_the_year_is_blank(opened: Client) -> None:
    new, old = document_of(2022), document_of(2021)
    texts = [list(one.sections.values_list("section", "position", "text")) for one in (new, old)]
    assert texts[0] == texts[1]
    assert new.document_sites.count() == 8 + 2
    costs = column(opened, "sites", VERSION, "construction_cost")
    # 312 + 186 + 488 + 190 + 97 + 37 억원, and 20 + 10 of the two 솔루션 앵커
    assert costs["total"] == (312 + 186 + 488 + 190 + 97 + 37 + 20 + 10) * 100 * M
    assert column(opened, "overview", VERSION, "total") == won({"total-cost": 66_230})


def test_nothing_has_changed_against_the_year_before(opened: Client) -> None:
    change = column(opened, "budget-summary", VERSION, "change")
    assert set(change.values()) == {0}
    assert column(opened, "budget-summary", VERSION, "current")["total"] == 7_224_187_000
