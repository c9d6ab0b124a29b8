"""Every kind of sheet: its rows come out, and what is typed into a cell of each column goes in by the same rules."""

from typing import Any

import pytest
from django.test import Client

from ledger.desk.sheet.page import KINDS
from ledger.models import (
    BudgetVersion,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    ScheduleItem,
    Settlement,
)
from tests.ledger.desk.sheet.sending import SHEET, added, changed, errors, foresee, line, removed, send, sheet
from tests.ledger.life import confirmed

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)


def address(kind: Any) -> str:
    return SHEET.replace("line-items", kind if isinstance(kind, str) else kind.NAME)


def cells_of(found: dict[str, Any], at: int = 0) -> dict[str, str]:
    cells: dict[str, str] = found["rows"][at]["cells"]
    return cells


@pytest.fixture
def funded(client: Client) -> FundingShare:
    """A share of a source in a line."""
    source = FundingSource.objects.exclude(is_subsidy=True)[0]
    return FundingShare.objects.create(line_item=line("공공요금 등"), source=source, amount=7)


@each_kind
def test_its_rows_come_out_as_they_are_stored(kind: Any, client: Client, funded: FundingShare) -> None:
    found = sheet(client, address(kind))
    assert found["rows"]
    assert found["may_add"] is True
    row = kind.MODEL.objects.get(pk=found["rows"][0]["id"])
    for column in found["columns"]:
        cell = cells_of(found)[column["key"]]
        if column["kind"] == "won":
            stored = getattr(row, column["key"])
            assert cell == ("" if stored is None else str(stored))
        if column["kind"] == "search" and cell:
            assert found["rows"][0]["shown"][column["key"]] in [words for _key, words in column["choices"]]
            assert client.get(column["search"]).status_code == 200


@each_kind
def test_sending_each_cell_as_it_is_changes_nothing(kind: Any, client: Client, funded: FundingShare) -> None:
    found = sheet(client, address(kind))
    typed = [one["key"] for one in found["columns"]]
    rows = [
        {"id": one["id"], "revision": one["revision"], "cells": {key: one["cells"][key] for key in typed}}
        for one in found["rows"]
    ]
    before = list(kind.MODEL.objects.order_by("pk").values_list())
    response = send(client, address(kind), changed=rows)
    assert response.status_code == 200, response.content.decode()
    assert list(kind.MODEL.objects.order_by("pk").values_list()) == before


@each_kind
def test_a_row_goes_and_comes_anew(kind: Any, client: Client, funded: FundingShare) -> None:
    found = sheet(client, address(kind))
    last = found["rows"][-1]
    typed = {one["key"] for one in found["columns"]}
    row = kind.MODEL.objects.get(pk=last["id"])
    new = added("new-1", **{key: cell for key, cell in last["cells"].items() if key in typed})
    count = kind.MODEL.objects.count()
    response = send(client, address(kind), removed=[removed(row)], added=[new])
    assert response.status_code == 200, response.content.decode()
    assert response.json()["rows"]["new-1"]["cells"] == last["cells"]
    assert kind.MODEL.objects.count() == count
    assert foresee(client, address(kind), added=[]).status_code == 200


@each_kind
def test_wrong_amounts_are_said_at_their_cells(kind: Any, client: Client, funded: FundingShare) -> None:
    found = sheet(client, address(kind))
    (column, *_more) = [one["key"] for one in found["columns"] if one["kind"] == "won"]
    row = kind.MODEL.objects.get(pk=found["rows"][0]["id"])
    assert set(errors(send(client, address(kind), changed=[changed(row, **{column: "x"})]))) == {
        (row.pk, column)
    }


@each_kind
def test_what_the_version_freezes_is_frozen(kind: Any, client: Client, funded: FundingShare) -> None:
    confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    row = kind.MODEL.objects.get(pk=sheet(client, address(kind))["rows"][0]["id"])
    response = send(client, address(kind), changed=[changed(row)])
    assert response.status_code == (403 if kind.MODEL.FROZEN_WITH else 200)


def test_plan_entry_that_is_there_already_is_said_at_its_row(client: Client, funded: FundingShare) -> None:
    cells = cells_of(sheet(client, address("investment-plan")))
    found = errors(send(client, address("investment-plan"), added=[added("new-1", **cells)]))
    assert set(found) == {("new-1", None)}
    entry = InvestmentPlanEntry.objects.filter(document__version__fiscal_year=2021).count()
    assert len(sheet(client, address("investment-plan"))["rows"]) == entry


def test_steps_of_the_schedule_change_places(client: Client) -> None:
    ids = [one["id"] for one in sheet(client, address("schedule"))["rows"]]
    order = [ids[1], ids[0], *ids[2:]]
    assert send(client, address("schedule"), order=order).status_code == 200
    assert [one["id"] for one in sheet(client, address("schedule"))["rows"]] == order
    assert list(
        ScheduleItem.objects.filter(pk__in=ids[:2]).order_by("position").values_list("pk", flat=True)
    ) == [
        ids[1],
        ids[0],
    ]


def test_settlement_of_another_year_comes_in(client: Client) -> None:
    new = added("new-1", fiscal_year="2015", portion="total", executed="1,000", unit="won")
    response = send(client, address("settlement"), added=[new])
    assert response.status_code == 200, response.content.decode()
    row = Settlement.objects.get(fiscal_year=2015)
    assert (row.executed, row.final_budget, row.subject) == (1_000, None, None)


def test_national_subsidy_is_no_share(client: Client, funded: FundingShare) -> None:
    subsidy = FundingSource.objects.get(is_subsidy=True)
    found = errors(send(client, address("funding"), changed=[changed(funded, source=str(subsidy.pk))]))
    assert set(found) == {(funded.pk, "source")}
