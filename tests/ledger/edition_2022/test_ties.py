"""The ties of the 2022 edition: what the first document misprints stays open, nothing else breaks, a fault is found."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client

from ledger.models import CarryOver, Settlement
from tests.ledger.edition_2022.doors import PROGRAM, allocation_of, put, version_of
from tests.ledger.edition_2022.figures import M, column

TIE_OUTS = "/programs/smart-anchor/tie-outs/"
Break = tuple[str, str, str, str]
"""Rule, report, row and column of what breaks."""

GRANTS = "plan_to_settlements"
MISPRINTS = [
    ("column_total", "investment-plan", "total", "total"),
    # 4,500 of which 2,000 are 특별교부세, which the (x) of the settlement leaves out
    (GRANTS, "investment-plan", "total", "through-2019_national"),
    ("stated_figure", "investment-plan", "308-01", "total"),
]
"""What the first document prints wrong, as long as nobody explains it."""


def breaks(client: Client, version: str) -> list[Break]:
    """What breaks on the page of tie-outs of a version."""
    query = {"version": version, "verdict": "breaks", "format": "json"}
    return sorted(named(one) for one in client.get(TIE_OUTS, query).json())


def named(one: dict[str, Any]) -> Break:
    where = one["where"]
    return one["rule"], where["report"], where["row"], where["column"]


@pytest.mark.parametrize(
    ("version", "through"),
    [
        ("2022-original", "through-2020"),
        ("2022-deemed", "through-2020"),
        ("2022-supplementary-1", "through-2020"),
        ("2022-supplementary-2", "through-2020"),
        ("2022-final", "through-2020"),
        ("2023-request", "through-2021"),
    ],
)
def test_nothing_breaks_but_what_the_first_document_left_open(
    version: str, through: str, client: Client
) -> None:
    """7,000 secured up to 2020, 5,000 of it executed as national subsidy: the 2,000 of 특별교부세 again."""
    assert breaks(client, version) == [(GRANTS, "investment-plan", "total", f"{through}_national")]


def test_the_misprint_is_there_whatever_came_later(client: Client) -> None:
    assert breaks(client, "2021-original") == MISPRINTS
    (misprint,) = [
        one
        for one in client.get(TIE_OUTS, {"version": "2021-original", "format": "json"}).json()
        if named(one) == MISPRINTS[2]
    ]
    assert (misprint["left"], misprint["right"]) == (47_476 * M, 1_045 * M)
    assert misprint["difference"] == 46_431 * M


def test_the_command_ties_each_document_and_the_last_version(client: Client) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("tieout", program="smart-anchor", format="json", stdout=out)
    found = [named(one) for one in json.loads(out.getvalue()) if one["verdict"] == "breaks"]
    grants = [(GRANTS, "investment-plan", "total", f"through-{year}_national") for year in (2020, 2021)]
    assert sorted(found) == sorted([*MISPRINTS, *grants])


def test_the_page_of_a_later_year_names_the_documents_that_are_open(client: Client) -> None:
    page = client.get(TIE_OUTS, {"version": "2023-request"}).content.decode()
    for title, count in (("스마트앵커 운영 (2022년)", 1), ("스마트앵커 운영 (2021년)", 3)):
        assert f"{title}</a>: <strong>사유 없는 불일치 {count}건</strong>" in page
    # A year before the three that 결산현황 shows has words all the same.
    assert "결산현황 · 2018 국비(x) · 집행액" in page


def test_what_nobody_can_decide(client: Client) -> None:
    query = {"version": "2023-request", "verdict": "undecidable", "format": "json"}
    found = sorted(named(one) for one in client.get(TIE_OUTS, query).json())
    assert found == [
        # 2018 and 2019 print no 이월 of the one and into the other.
        ("carry_over", "settlement", "2019", "carried_in"),
        # No grant is recorded of 2023.
        ("plan_to_grants", "investment-plan", "total", "2023_national"),
    ]


# One wrong figure each


def settled(code: str | None = None, year: int = 2022, portion: str = "total") -> Settlement:
    return Settlement.objects.get(fiscal_year=year, subject__code=code, portion=portion)


def new_breaks(client: Client, version: str = "2023-request") -> set[str]:
    """The rules that break beyond what was open before."""
    return {one[0] for one in breaks(client, version)} - {GRANTS}


def test_carried_out_is_not_what_the_carry_overs_add_up_to(client: Client) -> None:
    works = CarryOver.objects.get(fiscal_year=2022, kind="declared", subject__code="403-01")
    put(works, amount=399 * M)
    # 400 in the settlement of 자본보조, 740 of the programme
    assert new_breaks(client) == {"carried_out_to_carry_overs"}
    found = [one[2:] for one in breaks(client, "2023-request") if one[0] != GRANTS]
    assert found == [("2022", "carried_out"), ("2022-403-01", "carried_out")]


def test_budget_change_is_not_what_moved(client: Client) -> None:
    row = settled("201-01")
    # 15 moved into it; the sum of the row stays right.
    put(row, budget_change=16 * M, current_budget=1_866 * M, unspent=26 * M)
    assert "change_to_movements" in new_breaks(client)
    (found,) = [one for one in breaks(client, "2023-request") if one[0] == "change_to_movements"]
    assert found[2:] == ("2022-201-01", "budget_change")


def test_final_budget_is_not_that_of_the_last_version(client: Client) -> None:
    row = settled("308-01")
    # 400, as the 본예산 had it: the second 추경 has made it 450.
    put(row, final_budget=400 * M, current_budget=400 * M, executed=390 * M)
    assert "final_budget_to_version" in new_breaks(client)
    (found,) = [one for one in breaks(client, "2023-request") if one[0] == "final_budget_to_version"]
    assert found[2:] == ("2022-308-01", "final_budget")


def test_carried_in_is_not_what_the_year_before_carried_out(client: Client) -> None:
    put(settled("401-01", 2021), carried_out=299 * M, unspent=10 * M)
    found = {one for one in breaks(client, "2023-request") if one[0] == "carry_over"}
    assert found == {("carry_over", "settlement", "2022-401-01", "carried_in")}


def test_plan_that_forgets_the_carry_over(client: Client) -> None:
    entry = version_of("2023-request").documents.get().plan_entries.get(subject__code="401-01", year=2022)
    # 520 of the final budget without the 300 of 2021
    put(entry, amount=520 * M)
    found = {one[1:] for one in breaks(client, "2023-request") if one[0] == "plan_to_available"}
    assert found == {("investment-plan", "401-01", "2022"), ("investment-plan", "total", "2022")}


# Frozen


def test_a_confirmed_version_and_its_document_refuse_every_change(client: Client) -> None:
    answer = client.post(f"{PROGRAM}/budget/2022-supplementary-1/", {"item-1-change": "1"})
    assert answer.status_code == 409
    assert "확정되어 수치를 바꿀 수 없으며" in answer.content.decode()
    works = allocation_of("2022-supplementary-1", "401-01").line_items.get()
    planned = version_of("2022-original").documents.get().plan_entries.get(subject__code="401-01", year=2022)
    for row in (works, planned):
        with pytest.raises(ValidationError, match="확정되어 수치를 바꿀 수 없으며"):
            put(row, amount=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(amount=1)
    assert column(client, "budget-summary", "2022-supplementary-1", "current")["401-01"] == 520 * M


def test_the_settled_year_says_so(client: Client) -> None:
    assert version_of("2022-final").status == "settled"
    assert {version_of(one).status for one in ("2022-original", "2022-deemed", "2022-supplementary-2")} == {
        "confirmed"
    }
