"""Every report as JSON: the fixed contract, keys and labels."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from ledger.models import Program
from ledger.reports import REPORTS_BY_NAME
from ledger.reports.settlement_bridge import STEPS
from tests.ledger.views.report_pages import as_json, figures
from tests.people import SignedIn

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
    "site-editions": [
        "construction_cost_before",
        "construction_cost",
        "change",
        "area_before",
        "area",
        "floors_above_before",
        "floors_above",
        "floors_below_before",
        "floors_below",
        "status_before",
        "status",
        "change_reason",
    ],
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
"""The fixed contract: keys that other programs read. A report that none reads yet need not be here."""

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
    keys = [column["key"] for column in found["columns"]]
    assert keys == COLUMNS.get(report, keys)
    assert all(set(column) - {"base"} == {"key", "label", "kind"} for column in found["columns"])
    for row in found["rows"]:
        assert {"key", "label", "figures", "derived", "assumed"} <= set(row)
        assert list(row["figures"]) == keys
        assert set(row["derived"]) | set(row["assumed"]) <= set(keys)


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
