"""One figure of each report that there is, of the last budget of 2022 and of the edition after it."""

from typing import Any

import pytest
from django.test import Client

from ledger.reports import REPORTS_BY_NAME
from tests.ledger.edition_2022.figures import cells, report

AT = {
    #                     row, column                              2022-final, 2023-request; 백만원
    "overview": ("total-cost", "total", 69_416, 72_721),
    "budget-summary": ("total", "current", 5_812, 5_817),
    "calculation-basis": ("total", "amount", 5_812, 5_817),
    "investment-plan": ("403-01", "total", 59_367, 59_305),
    "plan-sources": ("total", "total", 69_416, 72_721),
    "schedule": ("total", "amount", 5_762, 5_817),
    "settlement": ("2021", "carried_out", 300, 300),
    "settlement-bridge": ("2021-executed", "total", 6_800, 6_800),
    "movements": ("2022", "net", 40, 40),
    "carry-overs": ("2022", "total", 740, 740),
    "subsidy-refunds": ("2021", "left", 112.2, 112.2),
    "execution": ("total", "carried_in", 300, 740),
    "sites": ("total", "current", 5_812, 5_817),
    "site-budgets": ("total", "2021", 7_212.2, 7_212.2),
    "site-editions": ("total", "construction_cost", 135_800, 135_800),
    "variance": ("total", "change", -20, 55),
    "year-budgets": ("2021", "amount", 7_212.2, 7_212.2),
    "cost-progress": ("total", "cumulative", 12_411 + 7_212 + 5_762, 19_211 + 6_112 + 5_817),
    "source-shares": ("source-bond", "amount", 600, 600),
    "basis-comparison": ("total", "change", -20, 55),
}


def test_none_is_left_out() -> None:
    assert set(AT) == set(REPORTS_BY_NAME)


@pytest.mark.parametrize("name", AT)
def test_figure(name: str, client: Client) -> None:
    row, column, final, after = AT[name]
    for version, expected in (("2022-final", final), ("2023-request", after)):
        assert cells(report(client, name, version)[row], column) == (expected,)


@pytest.mark.parametrize("name", AT)
def test_page_and_trace_answer(name: str, client: Client, django_assert_max_num_queries: Any) -> None:
    address = f"/programs/smart-anchor/reports/{name}/"
    # A budget that changes four others, one after the other, costs no query more.
    for version in ("2022-deemed", "2022-final", "2023-request"):
        with django_assert_max_num_queries(24):
            assert client.get(address, {"version": version}).status_code == 200
    row, column, *_expected = AT[name]
    trace = client.get(f"{address}trace/", {"version": "2022-final", "row": row, "column": column})
    assert trace.status_code == 200
