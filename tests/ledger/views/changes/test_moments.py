"""A report at two moments, side by side: page, JSON and Excel, for every report."""

import io
from time import sleep
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.models import BudgetLineItem, Program
from ledger.reports import REPORTS_BY_NAME
from tests.people import SignedIn


def page(report: str) -> str:
    return f"/programs/smart-anchor/reports/{report}/moments/"


def moment() -> str:
    """Now, as an address has it; what comes before it is a little older, what comes after it a little younger."""
    sleep(0.003)
    at = timezone.localtime()
    sleep(0.003)
    return f"{at:%Y-%m-%dT%H:%M:%S.%f}"


@pytest.fixture
def then(first_document: Program) -> str:
    """A moment after which 201-01's line, 1,711,987,000 won, became 1,700,000,000."""
    at = moment()
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=1_700_000_000)
    return at


def test_what_was_what_is_and_what_lies_between(then: str, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    answer = client.get(page("budget-summary"), {"then": then, "format": "json"}).json()
    rows = {row["key"]: row for row in answer["rows"]}
    figures = rows["201-01"]["figures"]
    assert (figures["then_current"], figures["now_current"]) == (1_711_987_000, 1_700_000_000)
    assert figures["difference_current"] == 1_700_000_000 - 1_711_987_000
    assert rows["201-01"]["marks"][-1] == "changed_since"
    total = rows["total"]["figures"]
    assert total["difference_current"] == total["now_current"] - total["then_current"] == -11_987_000
    shown = client.get(page("budget-summary"), {"then": then}).content.decode()
    assert "바뀐 줄 2 · 새 줄 0 · 없어진 줄 0" in shown
    assert "1,711,987" in shown
    assert "△11,987" in shown


def test_two_moments_of_the_past(then: str, first_document: Program, signed_in: SignedIn) -> None:
    between = moment()
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=5)
    asked = {"then": then, "now": between, "format": "json"}
    answer = signed_in("auditor").get(page("budget-summary"), asked).json()
    (figures,) = (row["figures"] for row in answer["rows"] if row["key"] == "201-01")
    assert (figures["then_current"], figures["now_current"]) == (1_711_987_000, 1_700_000_000)


def test_where_nothing_moved_it_says_so(first_document: Program, signed_in: SignedIn) -> None:
    at = moment()
    shown = signed_in("auditor").get(page("budget-summary"), {"then": at}).content.decode()
    assert "두 시점 사이에 바뀐 수치가 없습니다" in shown


def test_before_the_ledger_had_it_every_row_is_new(first_document: Program, signed_in: SignedIn) -> None:
    answer = signed_in("auditor").get(page("budget-summary"), {"then": "2000-01-01", "format": "json"}).json()
    assert {row["marks"][-1] for row in answer["rows"]} == {"came_since"}


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_every_report_in_every_shape(report: str, then: str, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    assert client.get(page(report), {"then": then}).status_code == 200
    labels = [
        column["label"]
        for column in client.get(page(report), {"then": then, "format": "json"}).json()["columns"]
    ]
    file = client.get(page(report), {"then": then, "format": "xlsx"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[5]]
    # A national part stands above its amount, in the same column.
    assert [one for one in labels if one not in headings and not one.endswith("국비(x)")] == []


@pytest.mark.parametrize("report", ["overview", "settlement-bridge", "site-editions", "variance"])
def test_where_there_was_none_it_is_all_new(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    answer = signed_in("auditor").get(page(report), {"then": "2000-01-01"})
    assert answer.status_code == 200
    assert "mark-came_since" in answer.content.decode()


def test_the_page_of_the_past_leads_there(then: str, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    shown = client.get("/programs/smart-anchor/reports/budget-summary/", {"as_of": then}).content.decode()
    assert f"{page('budget-summary')}?as_of={quote(then)}" in shown
    answer = client.get(page("budget-summary"), {"as_of": then, "then": "2000-01-01", "format": "json"})
    (figures,) = (row["figures"] for row in answer.json()["rows"] if row["key"] == "201-01")
    assert figures["current"] == 1_711_987_000


@pytest.mark.parametrize(
    "asked",
    [
        {"then": "99:00"},
        {"then": "2099-01-01"},
        {"now": "2099-01-01"},
        {"then": "2021-01-02", "now": "2021-01-01T00:00"},
        {"then": "2021-13-01"},
        {"as_of": "nothing"},
        {"format": "pdf"},
        {"then": "9" * 500},
    ],
)
def test_what_cannot_be_read_is_said(
    asked: dict[str, Any], first_document: Program, signed_in: SignedIn
) -> None:
    answer = signed_in("auditor").get(page("budget-summary"), asked)
    assert answer.status_code == 400
    assert '<p class="lead">' in answer.content.decode()


def test_a_day_that_ends_a_time_belongs_to_it(then: str, signed_in: SignedIn) -> None:
    today = f"{timezone.localdate():%Y-%m-%d}"
    answer = signed_in("auditor").get(page("budget-summary"), {"then": then, "now": today, "format": "json"})
    (figures,) = (row["figures"] for row in answer.json()["rows"] if row["key"] == "201-01")
    assert figures["now_current"] == 1_700_000_000


def test_what_there_is_not_is_not_found(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    assert client.get(page("nothing")).status_code == 404
    assert client.get("/programs/nothing/reports/budget-summary/moments/").status_code == 404
    assert client.get(page("budget-summary"), {"version": "1999-original"}).status_code == 400


def test_more_changes_cost_no_query_more(then: str, signed_in: SignedIn) -> None:
    client = signed_in("auditor")

    def read() -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page("budget-summary"), {"then": then}).status_code == 200
        return [one["sql"] for one in caught if one["sql"].startswith("SELECT")]

    once = len(read())
    BudgetLineItem.objects.update(amount=5)
    # The ledger is read twice, each time as any page reads it.
    assert len(read()) == once <= 2 * 24
