"""Pages of reports and programmes: formats, versions, sorting, breakdowns, what they lead to."""

import io
import re
from itertools import product

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.models import BudgetVersion, Program
from ledger.reports import REPORTS_BY_NAME
from tests.ledger.life import confirmed
from tests.ledger.screen.test_tables import rows_on_screen
from tests.ledger.views.report_pages import ADDRESS, SUMMARY, as_json, figures
from tests.people import SignedIn


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_every_report_in_every_format(report: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for year, form in [("", ""), *product(("2020", "2021"), ("html", "json", "xlsx"))]:
        response = client.get(ADDRESS.format(report), {"format": form, "year": year})
        assert response.status_code == 200, (year, form)


def test_year_without_a_base_has_no_prior_no_change_and_no_rate(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    found = as_json(client, "budget-summary", "&year=2020")
    assert (found["version"], found["base"]) == ("2020-original", None)
    assert found["rows"][0]["figures"]["current"] == 5_036_880_000
    assert {row["figures"][key] for row in found["rows"] for key in ("prior", "change", "rate")} == {None}
    assert "자료 없음" in client.get(f"{SUMMARY}?year=2020").content.decode()


def test_version_and_base_can_be_chosen(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    found = as_json(client, "budget-summary", "&version=2020-original&base=2021-original")
    assert (found["year"], found["version"], found["base"]) == (2020, "2020-original", "2021-original")
    assert found["rows"][0]["figures"]["change"] == -2_187_307_000
    page = client.get(f"{SUMMARY}?version=2020-original&base=2021-original").content.decode()
    assert "△2,187,307" in page
    assert "2021년 예산(차수 미표기) 대비" in page


def test_version_compared_with_itself_changes_nothing(first_document: Program, signed_in: SignedIn) -> None:
    total = figures(signed_in("manager"), "budget-summary", "total", "&base=2021-original")
    assert (total["change"], total["rate"]) == (0, "0.000000")


def test_empty_parameters_are_as_if_absent(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    found = as_json(client, "variance", "&year=&version=&base=&sort=&by=&top=")
    assert found["rows"] == as_json(client, "variance")["rows"]


def test_unknown_parameters_are_ignored(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert client.get(f"{SUMMARY}?utm_source=x&yaer=abc&페이지=1").status_code == 200
    assert as_json(client, "budget-summary", "&x=1")["rows"] == as_json(client, "budget-summary")["rows"]


def test_headline_names_version_status_base_and_moment(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(SUMMARY).content.decode()
    (headline,) = re.findall(r'<p class="headline[^"]*">([^<]*)</p>', page)
    assert re.fullmatch(
        r"2021년 예산\(차수 미표기, 작성 중\) · 2020년 예산\(차수 미표기\) 대비 · \d{4}-\d\d-\d\d \d\d:\d\d 기준",
        headline,
    )


def test_confirmed_budget_is_headed_as_such(first_document: Program, signed_in: SignedIn) -> None:
    BudgetVersion.objects.filter(fiscal_year=2021).update(kind_is_stated=True)
    client = signed_in("manager")
    assert as_json(client, "budget-summary")["columns"][1]["label"] == "2021예산안(B)"
    confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    assert as_json(client, "budget-summary")["columns"][1]["label"] == "2021예산액(B)"
    assert "2021년 본예산(확정)" in client.get(SUMMARY).content.decode()


@pytest.mark.parametrize("report", ["budget-summary", "variance"])
def test_sorting_moves_the_rows_alike_in_every_format(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    rows = as_json(client, report, "&sort=-change")["rows"]
    changes = [row["figures"]["change"] for row in rows]
    assert rows[0]["key"] == "total"
    assert changes[1:] == sorted(changes[1:], reverse=True)
    labels = [row["label"] for row in rows]
    page = client.get(f"{ADDRESS.format(report)}?sort=-change").content.decode()
    assert [cells[0].text.split("  ")[0].split(" ")[0] for cells in rows_on_screen(page)] == labels
    book = load_workbook(io.BytesIO(client.get(f"{ADDRESS.format(report)}?sort=-change&format=xlsx").content))
    assert [cell.value for cell in book.active["A"][5 : 5 + 2 * len(labels) : 2]] == labels


def test_missing_figures_sort_last_either_way(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for sort in ("rate", "-rate"):
        rates = [row["figures"]["rate"] for row in as_json(client, "budget-summary", f"&sort={sort}")["rows"]]
        assert rates[-3:] == [None] * 3
        assert None not in rates[:-3]


def test_excel_button_keeps_what_the_page_shows(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(f"{SUMMARY}?year=2021&sort=-change").content.decode()
    assert re.findall(r'<a class="button" href="([^"]*)">Excel 내려받기</a>', page) == [
        "?year=2021&amp;sort=-change&amp;format=xlsx"
    ]


@pytest.mark.parametrize("by", ["subject", "site", "source", "program", "division"])
def test_every_breakdown_of_the_variance_adds_up(
    by: str, first_document: Program, signed_in: SignedIn
) -> None:
    rows = as_json(signed_in("manager"), "variance", f"&by={by}")["rows"]
    for key in ("prior", "current"):
        assert sum(row["figures"][key] or 0 for row in rows[1:]) == rows[0]["figures"][key]


def test_top_leaves_the_rest_in_one_row(first_document: Program, signed_in: SignedIn) -> None:
    rows = as_json(signed_in("manager"), "variance", "&top=2")["rows"]
    assert [row["key"] for row in rows] == ["total", "403-01", "405-01", "other"]
    assert rows[-1]["label"] == "그 밖의 5건"
    assert sum(row["figures"]["change"] for row in rows[1:]) == rows[0]["figures"]["change"]


def test_top_0_hides_every_row_in_one(first_document: Program, signed_in: SignedIn) -> None:
    rows = as_json(signed_in("manager"), "variance", "&top=0")["rows"]
    assert [row["key"] for row in rows] == ["total", "other"]
    assert rows[1]["figures"] == rows[0]["figures"]


def test_variance_by_site_names_what_has_no_site(first_document: Program, signed_in: SignedIn) -> None:
    rows = as_json(signed_in("manager"), "variance", "&by=site")["rows"]
    assert rows[-1]["label"] == "대상지 미지정"
    assert rows[-1]["figures"]["prior"] == 5_036_880_000


@pytest.mark.parametrize("address", ["/", "/programs/smart-anchor/", SUMMARY, "/health/"])
def test_reports_are_read_only(address: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    answers = {
        method: getattr(client, method)(address).status_code for method in ("post", "put", "patch", "delete")
    }
    assert set(answers.values()) == {405}


def test_programme_page_says_the_budget_in_words_and_leads_to_the_reports(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = signed_in("manager").get("/programs/smart-anchor/").content.decode()
    assert "72억 2,418만 7천원" in page
    assert "21억 8,730만 7천원" in page
    assert [name for name in REPORTS_BY_NAME if f'href="{ADDRESS.format(name)}"' not in page] == []


def test_programme_list_leads_to_the_programme(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get("/").content.decode()
    assert '<a href="/programs/smart-anchor/?version=2021-original">스마트앵커 운영</a>' in page


def test_programme_list_has_pages(first_document: Program, signed_in: SignedIn) -> None:
    Program.objects.bulk_create(
        Program(slug=f"program-{number}", name=f"사업 {number:03}", bureau="가") for number in range(150)
    )
    client = signed_in("manager")
    assert client.get("/").content.decode().count('<a href="/programs/') == 100
    assert client.get("/?page=2").content.decode().count('<a href="/programs/') == 51
    assert {client.get(f"/?page={page}").status_code for page in ("0", "-1", "999", "abc", "9" * 10_000)} == {
        200
    }


def test_programme_without_a_budget_has_a_page_that_says_so(db: None, signed_in: SignedIn) -> None:
    Program.objects.create(slug="empty", name="빈 사업")
    client = signed_in("manager")
    assert client.get("/programs/empty/").status_code == 200
    assert client.get("/programs/empty/reports/budget-summary/").status_code == 404


def test_empty_ledger_has_a_start_page(db: None, signed_in: SignedIn) -> None:
    assert signed_in("manager").get("/").status_code == 200


def test_health_needs_no_login(db: None) -> None:
    response = Client().get("/health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
