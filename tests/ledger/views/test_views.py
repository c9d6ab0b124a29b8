"""Each report at its address, on screen, as JSON and as an Excel file."""

import io
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from ledger.models import BudgetVersion, Program
from ledger.reports import REPORTS_BY_NAME
from ledger.reports.settlement_bridge import STEPS
from tests.ledger.screen.test_tables import rows_on_screen
from tests.people import SignedIn

ADDRESS = "/programs/smart-anchor/reports/{}/"
SUMMARY = ADDRESS.format("budget-summary")
VARIANCE = ADDRESS.format("variance")

COMPARISON = ["prior", "current", "change", "rate"]
COLUMNS = {
    "overview": ["total", "national", "city", "district", "other"],
    "budget-summary": [*COMPARISON, *(f"{key}_national" for key in COMPARISON)],
    "calculation-basis": ["amount", "amount_national", "site"],
    "investment-plan": [
        *(periods := ["total", "through-2019", "2020", "2021", "from-2022"]),
        *(f"{key}_national" for key in periods),
    ],
    "schedule": ["amount", "201-01", "201-02", "308-01", "401-01", "401-02", "403-01", "405-01"],
    "settlement": [
        "final_budget",
        "carried_in",
        "budget_change",
        "current_budget",
        "executed",
        "carried_out",
        "subsidy_refund",
        "unspent",
        "execution_rate",
    ],
    "settlement-bridge": ["total", "national", "other", "share"],
    "execution": ["current", "carried_in", "current_budget"],
    "sites": [
        "construction_cost",
        "area",
        "cost_per_area",
        "national_grant",
        "current",
        "floors_above",
        "floors_below",
        "status",
    ],
    "site-budgets": ["2020", "2021"],
    "variance": [*COMPARISON, *(f"{key}_national" for key in COMPARISON)],
    "year-budgets": [
        "version",
        "amount",
        "amount_national",
        "current_budget",
        "executed",
        "carried_out",
        "execution_rate",
    ],
    "cost-progress": [
        "invested",
        "budgeted",
        "cumulative",
        "total_cost",
        "invested_share",
        "cumulative_share",
    ],
    "source-shares": ["amount", "whole", "share"],
    "basis-comparison": [*COMPARISON, *(f"{key}_national" for key in COMPARISON)],
}
SUBJECTS = ["201-01", "201-02", "308-01", "401-01", "401-02", "403-01", "405-01"]
ROWS = {
    "overview": ["total-cost", "year-cost"],
    "budget-summary": ["total", *SUBJECTS],
    "investment-plan": [
        "total",
        "201-01",
        "201-02",
        "207-01",
        "308-01",
        "403-01",
        "401-01",
        "401-02",
        "405-01",
    ],
    "schedule": ["total", *(f"line-{number}" for number in range(1, 7))],
    "settlement": ["2018", "2018-national", "2019", "2019-national", "2020", "2020-national"],
    "settlement-bridge": [f"{year}-{step}" for year in (2018, 2019, 2020) for step in STEPS],
    "execution": ["total", *SUBJECTS],
    "variance": ["total", *SUBJECTS],
}


def as_json(client: Client, report: str, query: str = "") -> dict[str, Any]:
    response = client.get(f"{ADDRESS.format(report)}?format=json{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


def figures(client: Client, report: str, row: str, query: str = "") -> dict[str, Any]:
    (found,) = [one for one in as_json(client, report, query)["rows"] if one["key"] == row]
    cells: dict[str, Any] = found["figures"]
    return cells


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_every_report_in_every_format(report: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for year in ("", "2020", "2021"):
        for form in ("", "html", "json", "xlsx"):
            response = client.get(ADDRESS.format(report), {"format": form, "year": year})
            assert response.status_code == 200, (year, form)


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_json_has_the_shape_of_the_house_plan(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    found = as_json(signed_in("manager"), report)
    assert list(found) == ["program", "report", "year", "version", "base", "as_of", "columns", "rows"]
    assert [found[key] for key in ("program", "report", "year", "version", "base")] == [
        "smart-anchor",
        report,
        2021,
        "2021-original",
        "2020-original",
    ]
    assert timedelta(0) <= timezone.now() - datetime.fromisoformat(found["as_of"]) < timedelta(minutes=1)
    assert found["as_of"].endswith("+09:00")
    assert [column["key"] for column in found["columns"]] == COLUMNS[report]
    assert [set(column) - {"base"} for column in found["columns"]] == [{"key", "label", "kind"}] * len(
        COLUMNS[report]
    )
    for row in found["rows"]:
        assert {"key", "label", "figures", "derived", "assumed"} <= set(row)
        assert list(row["figures"]) == COLUMNS[report]
        assert set(row["derived"]) | set(row["assumed"]) <= set(COLUMNS[report])


@pytest.mark.parametrize("report", sorted(ROWS))
def test_rows_have_their_keys_in_the_forms_order(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    assert [row["key"] for row in as_json(signed_in("manager"), report)["rows"]] == ROWS[report]


def test_rows_of_the_calculation_basis(first_document: Program, signed_in: SignedIn) -> None:
    """As in the form: the subject with its sum, then its lines."""
    keys = [row["key"] for row in as_json(signed_in("manager"), "calculation-basis")["rows"]]
    assert keys[:3] == ["201-01", "line-1", "201-02"]
    assert keys[-6:] == ["403-01", "line-6", "line-7", "405-01", "line-8", "total"]


def test_rows_of_the_sites(first_document: Program, signed_in: SignedIn) -> None:
    keys = [row["key"] for row in as_json(signed_in("manager"), "sites")["rows"]]
    assert keys[0] == "jung-printing"
    assert keys[-2:] == ["unassigned", "total"]
    assert len(keys) == 12


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_money_is_whole_won_and_rates_have_six_decimals(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    found = as_json(signed_in("manager"), report)
    kinds = {column["key"]: column["kind"] for column in found["columns"]}
    for row in found["rows"]:
        for key, figure in row["figures"].items():
            if figure is None:
                continue
            if kinds[key] == "rate":
                assert re.fullmatch(r"-?\d+\.\d{6}", figure), (row["key"], key)
            elif kinds[key] == "key":
                assert isinstance(figure, str), (row["key"], key)
            elif kinds[key] in ("money", "money_per_area", "count"):
                assert type(figure) is int, (row["key"], key)
            else:
                assert kinds[key] == "area", (row["key"], key)


def test_changes_and_rates_name_their_base(first_document: Program, signed_in: SignedIn) -> None:
    columns = {column["key"]: column for column in as_json(signed_in("manager"), "budget-summary")["columns"]}
    assert {key: column.get("base") for key, column in columns.items()} == {
        "prior": None,
        "current": None,
        "change": "prior",
        "rate": "prior",
        "prior_national": None,
        "current_national": None,
        "change_national": "prior_national",
        "rate_national": "prior_national",
    }


def test_labels_are_korean(first_document: Program, signed_in: SignedIn) -> None:
    found = as_json(signed_in("manager"), "budget-summary")
    assert [column["label"] for column in found["columns"]] == [
        "2020예산액(A)",
        "2021예산액(B)",
        "증감(B-A)",
        "증감률(%)",
        "2020예산액(A) 국비(x)",
        "2021예산액(B) 국비(x)",
        "증감(B-A) 국비(x)",
        "증감률(%) 국비(x)",
    ]
    assert [row["label"] for row in found["rows"]][:2] == ["계", "사무관리비"]


def test_labels_of_the_settlement_are_the_forms(first_document: Program, signed_in: SignedIn) -> None:
    assert [column["label"] for column in as_json(signed_in("manager"), "settlement")["columns"]] == [
        "최종예산",
        "전년이월",
        "예산변경",
        "예산현액",
        "집행액",
        "차년이월",
        "보조금반납금",
        "집행잔액",
        "집행률(집행액/예산현액, %)",
    ]


def test_labels_of_the_investment_plan(first_document: Program, signed_in: SignedIn) -> None:
    labels = [column["label"] for column in as_json(signed_in("manager"), "investment-plan")["columns"]]
    assert labels[1:5] == ["기투자(~2019)", "2020", "2021", "2022 이후"]


def test_total_of_the_budget_summary(first_document: Program, signed_in: SignedIn) -> None:
    assert figures(signed_in("manager"), "budget-summary", "total") == {
        "prior": 5_036_880_000,
        "current": 7_224_187_000,
        "change": 2_187_307_000,
        "rate": "43.425831",
        "prior_national": 2_500_000_000,
        "current_national": 0,
        "change_national": -2_500_000_000,
        "rate_national": "-100.000000",
    }


def test_settlement_of_2019(first_document: Program, signed_in: SignedIn) -> None:
    (row,) = [row for row in as_json(signed_in("manager"), "settlement")["rows"] if row["key"] == "2019"]
    assert row["figures"]["executed"] == 6_790_839_000
    assert row["figures"]["execution_rate"] == "94.905093"
    assert row["derived"] == ["carried_in", "current_budget", "executed"]
    assert row["assumed"] == ["budget_change"]


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
    BudgetVersion.objects.filter(fiscal_year=2021).update(status="confirmed")
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
