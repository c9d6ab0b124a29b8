"""From a figure of a report to the cell that enters it, in one step, and back to where one came from."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from ledger.models import (
    BudgetLineItem,
    Document,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    Program,
    ProgramCost,
    ScheduleShare,
    Settlement,
    YearlyAllocation,
)
from ledger.reports import REPORTS_BY_NAME
from tests.ledger.divisions import client_of, put_in_charge
from tests.people import Person, SignedIn

REPORTS = "/programs/smart-anchor/reports/"
YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"


def step(client: Client, report: str, row: str, column: str, **more: str) -> str:
    """Where the figure of a cell leads who is entering; '' where it stays with where the figure comes from."""
    asked = {"row": row, "column": column, "to": "entry", **more}
    answer = client.get(f"{REPORTS}{report}/trace/", asked)
    return answer["Location"] if answer.status_code == 302 else ""


def cell(address: str) -> tuple[str, str]:
    """Path and fragment of an address."""
    parts = urlsplit(address)
    return parts.path, parts.fragment


def test_a_line_is_its_row_of_the_sheet_of_the_year(first_document: Program, signed_in: SignedIn) -> None:
    line = BudgetLineItem.objects.get(amount=1_071_000_000)
    row = f"line-{BudgetLineItem.objects.filter(pk__lte=line.pk).count()}"
    address = step(signed_in("finance"), "calculation-basis", row, "amount")
    assert cell(address) == (YEAR, f"row-{line.pk}.amount")


def test_a_sum_leads_to_the_first_cell_of_what_it_shows(first_document: Program, signed_in: SignedIn) -> None:
    """계 and 증감 of 예산총괄: the first line of the first subject."""
    client = signed_in("finance")
    first = BudgetLineItem.objects.get(amount=1_711_987_000)
    for column in ("current", "change", "rate"):
        assert cell(step(client, "budget-summary", "total", column)) == (YEAR, f"row-{first.pk}.amount")


def test_an_own_amount_of_the_base_is_a_field_of_its_allocation(
    first_document: Program, signed_in: SignedIn
) -> None:
    held = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="201-01")
    address = step(signed_in("finance"), "budget-summary", "201-01", "prior")
    assert cell(address) == (f"/admin/ledger/yearlyallocation/{held.pk}/change/", "id_amount")


def test_plan_schedule_and_settlement_are_cells_of_their_sheets(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    plan = InvestmentPlanEntry.objects.get(subject__code="201-01", period="year", year=2021)
    assert cell(step(client, "investment-plan", "201-01", "2021")) == (
        f"{YEAR}sheet/investment-plan/",
        f"row-{plan.pk}.amount",
    )
    share = ScheduleShare.objects.order_by("item__position", "subject__code")[0]
    assert cell(step(client, "schedule", f"line-{share.item.position}", share.subject.code)) == (
        f"{YEAR}sheet/schedule-shares/",
        f"row-{share.pk}.amount",
    )
    settled = Settlement.objects.get(fiscal_year=2019, subject=None, portion="total")
    assert cell(step(client, "settlement", "2019", "final_budget")) == (
        f"{YEAR}sheet/settlement/",
        f"row-{settled.pk}.final_budget",
    )


def test_a_cost_is_a_field_among_the_rows_of_its_edition(
    first_document: Program, signed_in: SignedIn
) -> None:
    cost = ProgramCost.objects.get(scope="total", source="city")
    path, fragment = cell(step(signed_in("finance"), "overview", "total-cost", "city"))
    assert path == f"/admin/ledger/document/{Document.objects.get().pk}/change/"
    assert fragment == f"in-costs-{cost.pk}-amount"


def test_what_a_source_gives_to_a_line_is_a_row_of_the_sheet_of_funding(
    first_document: Program, signed_in: SignedIn
) -> None:
    line = BudgetLineItem.objects.get(amount=579_000_000)
    source = FundingSource.objects.create(slug="county", name="구비", level="basic")
    share = FundingShare.objects.create(line_item=line, source=source, amount=79_000_000)
    client = signed_in("finance")
    assert cell(step(client, "source-shares", "source-county", "amount")) == (
        f"{YEAR}sheet/funding/",
        f"row-{share.pk}.amount",
    )


def test_a_blank_leads_to_the_part_of_the_year_that_the_report_shows(
    first_document: Program, signed_in: SignedIn
) -> None:
    Settlement.objects.all().delete()
    address = step(signed_in("finance"), "settlement", "2019", "executed")
    assert cell(address) == (f"{YEAR}sheet/settlement/", "")


@pytest.mark.parametrize("report", REPORTS_BY_NAME)
def test_every_figure_of_every_report_is_one_step_from_a_page_that_leads_back(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    """Each figure of the first and the last row; what a page holds of a cell is the same for all rows between."""
    client = signed_in("finance")
    shown = client.get(f"{REPORTS}{report}/?format=json").json()
    pages = set()
    for row in shown["rows"][:1] + shown["rows"][-1:]:
        for column in shown["columns"]:
            if column["kind"] == "key":
                continue
            address = step(client, report, row["key"], column["key"])
            assert address, (row["key"], column["key"])
            (back,) = parse_qs(urlsplit(address).query)["from"]
            assert back.startswith(f"{REPORTS}{report}/")
            pages.add(address.partition("#")[0])
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200
        assert "보던 화면으로" in page.content.decode(), address


class TestWhoMayNot:
    @pytest.mark.parametrize("role", ["manager", "approver", "auditor"])
    def test_who_only_looks_stays_with_where_it_comes_from(
        self, role: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in(role)
        assert step(client, "budget-summary", "total", "current") == ""
        page = client.get(f"{REPORTS}budget-summary/?entry=1").content.decode()
        assert "to=entry" not in page
        assert "data-enters" not in page
        assert "입력 칸으로" not in page

    def test_so_does_an_officer_of_another_division(self, first_document: Program, person: Person) -> None:
        client = client_of(put_in_charge(person("finance"), ("문화본부", "도서관과")))
        assert step(client, "budget-summary", "total", "current") == ""
        trace = client.get(f"{REPORTS}budget-summary/trace/", {"row": "total", "column": "current"})
        assert "/change/" not in trace.content.decode()
        assert "#row-" not in trace.content.decode()
        assert "to=entry" not in client.get(f"{REPORTS}budget-summary/?entry=1").content.decode()

    def test_the_ledger_as_it_was_leads_to_no_cell(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        assert "입력 칸으로" not in client.get(f"{REPORTS}budget-summary/?as_of=2026-01-01").content.decode()


class TestEntering:
    """A report in which each figure is an entrance: `?entry=1`."""

    def test_each_figure_leads_on_and_the_report_says_so(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        page = unescape(client.get(f"{REPORTS}budget-summary/?entry=1").content.decode())
        figures = re.findall(r'<a class="trace" href="([^"]+)"', page)
        assert len(figures) == 8 * 4  # 계 and seven subjects; A, B, change and rate
        assert all("to=entry" in one for one in figures)
        assert "숫자를 누르면 그 숫자를 입력하는 칸으로 갑니다." in page
        first = client.get(f"{REPORTS}budget-summary/{figures[0]}")
        assert (first.status_code, urlsplit(first["Location"]).path[:7]) == (302, "/admin/")
        assert "entry=1" in parse_qs(urlsplit(first["Location"]).query)["from"][0]

    def test_it_stays_on_from_report_to_report(self, first_document: Program, signed_in: SignedIn) -> None:
        page = unescape(signed_in("finance").get(f"{REPORTS}budget-summary/?entry=1").content.decode())
        assert f'href="{REPORTS}schedule/?entry=1"' in page
        assert '<input type="hidden" name="entry" value="1">' in page

    @pytest.mark.parametrize("asked", ["entry=2", "entry=", "entry=1&entry=0"])
    def test_anything_else_is_ignored(self, asked: str, first_document: Program, signed_in: SignedIn) -> None:
        answer = signed_in("finance").get(f"{REPORTS}budget-summary/?{asked}")
        assert answer.status_code == 200
        assert "to=entry" not in answer.content.decode()

    def test_a_trace_that_leads_elsewhere_is_refused(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        asked = {"row": "total", "column": "current", "to": "moon"}
        assert signed_in("finance").get(f"{REPORTS}budget-summary/trace/", asked).status_code == 400


def test_the_header_leads_to_the_same_part_and_back(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    report = f"{REPORTS}investment-plan/?version=2021-original"
    page = unescape(client.get(report).content.decode())
    (there,) = re.findall(rf'<a class="room" href="({YEAR}[^"]+)"', page)
    assert there == f"{YEAR}sheet/investment-plan/?from={REPORTS}investment-plan/%3Fversion%3D2021-original"
    entering = unescape(client.get(there).content.decode())
    assert f'<a class="room" href="{report}"' in entering
    alone = unescape(client.get(f"{YEAR}sheet/schedule/").content.decode())
    assert f'<a class="room" href="{REPORTS}schedule/?version=2021-original"' in alone
