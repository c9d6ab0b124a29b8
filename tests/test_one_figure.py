"""One figure, one computation: the same number from the fixture file to the screen, the JSON and the Excel cell.

What each output should print is computed here from the JSON's integer, apart from the code under test.
"""

import io
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.load import load
from ledger.models import BudgetLineItem, Program, YearlyAllocation
from ledger.reports import budget_summary
from tests.ledger.screen.test_tables import Cell, headings_on_screen, rows_on_screen
from tests.people import SignedIn

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def in_thousands(won: int) -> int:
    """Half away from zero, as Excel's ROUND."""
    thousands = (abs(won) + 500) // 1000
    return -thousands if won < 0 else thousands


def with_one_decimal(percent: str) -> Decimal:
    return Decimal(percent).quantize(Decimal("0.1"), ROUND_HALF_UP)


def printed(figure: int | str | None, kind: str) -> int | Decimal | None:
    """The number that the heading's unit asks for, from the JSON's figure."""
    if figure is None:
        return None
    return with_one_decimal(str(figure)) if kind == "rate" else in_thousands(int(figure))


def as_text(number: int | Decimal | None) -> str:
    if number is None:
        return "–"
    return f"△{-number:,}" if number < 0 else f"{number:,}"


def as_national_text(number: int | Decimal | None, figure: int | str | None) -> str:
    """(x-) is said of none, that is of a figure of 0, and not of one that only rounds to 0."""
    if number is None or figure is None:
        return ""
    return f"(x{as_text(number)})" if Decimal(figure) else "(x-)"


def as_in_excel(number: int | Decimal | None) -> int | float | None:
    return float(number) if isinstance(number, Decimal) else number


def outputs(client: Client, report: str) -> tuple[dict[str, Any], list[list[Cell]], list[tuple[Any, ...]]]:
    """The report as JSON, as the cells on screen, and as the lines of the sheet below its header."""
    address = f"/programs/smart-anchor/reports/{report}/"
    as_json = client.get(address, {"format": "json"}).json()
    on_screen = rows_on_screen(client.get(address).content.decode())
    book = load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content))
    lines = list(book.active.iter_rows(min_row=6, values_only=True))
    return as_json, on_screen, lines


def test_every_cell_of_the_budget_summary(first_document: Program, signed_in: SignedIn) -> None:
    as_json, on_screen, lines = outputs(signed_in("manager"), "budget-summary")
    columns = [
        (column["key"], column["kind"]) for column in as_json["columns"] if "_national" not in column["key"]
    ]
    compared = 0
    for row, cells, national_line, line in zip(
        as_json["rows"], on_screen, lines[::2], lines[1::2], strict=False
    ):
        assert line[0] == national_line[0] == row["label"]
        assert cells[0].text.startswith(row["label"])
        for (key, kind), cell, in_sheet, national_in_sheet in zip(
            columns, cells[1:], line[2:], national_line[2:], strict=True
        ):
            whole = printed(row["figures"][key], kind)
            national = printed(row["figures"][f"{key}_national"], kind)
            assert cell.text == as_text(whole), (row["key"], key)
            of_part = row["figures"][f"{key}_national"]
            assert cell.national == as_national_text(national, of_part), (row["key"], key)
            assert in_sheet == as_in_excel(whole), (row["key"], key)
            assert national_in_sheet == as_in_excel(national), (row["key"], key)
            compared += 2
    assert compared == 8 * 8


def test_every_cell_of_the_settlement(first_document: Program, signed_in: SignedIn) -> None:
    as_json, on_screen, lines = outputs(signed_in("manager"), "settlement")
    compared = 0
    for row, cells, line in zip(as_json["rows"], on_screen, lines, strict=False):
        assert line[0] == row["label"]
        for column, cell, in_sheet in zip(as_json["columns"], cells[1:], line[1:], strict=True):
            number = printed(row["figures"][column["key"]], column["kind"])
            has_x = row["key"].endswith("-national") and column["kind"] == "money" and number is not None
            figure = row["figures"][column["key"]]
            expected = as_national_text(number, figure) if has_x else as_text(number)
            assert cell.text == expected, (row["key"], column["key"])
            assert in_sheet == as_in_excel(number), (row["key"], column["key"])
            compared += 1
    assert compared == 6 * 9


def test_one_figure_by_hand(first_document: Program, signed_in: SignedIn) -> None:
    """사무관리비 2021: 1,711,987천원, entered once as the line item 시설관리 운영."""
    rows = json.loads((FIXTURES / "smart_anchor_2021.json").read_text("utf-8"))
    (entered,) = [
        row["fields"]["amount"]
        for row in rows
        if row["model"] == "ledger.budgetlineitem" and row["fields"]["allocation"][-2] == "201-01"
    ]
    assert entered == 1_711_987_000

    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="201-01")
    assert allocation.amount is None
    assert BudgetLineItem.objects.get(allocation=allocation).amount == entered

    facts = load("smart-anchor", "2021-original")
    (loaded,) = [one for one in facts.allocations if one.subject.code == "201-01"]
    assert loaded.amount == entered
    assert budget_summary.build(facts).row("201-01").figures["current"] == entered

    client = signed_in("manager")
    as_json, _on_screen, lines = outputs(client, "budget-summary")
    (row,) = [row for row in as_json["rows"] if row["key"] == "201-01"]
    assert row["figures"]["current"] == entered

    page = client.get("/programs/smart-anchor/reports/budget-summary/").content.decode()
    column = headings_on_screen(page).index("2021예산액(B)")
    (cells,) = [cells for cells in rows_on_screen(page) if cells[0].text == "사무관리비"]
    assert cells[column].text == "1,711,987"

    (in_sheet,) = [line[3] for line in lines if line[:2] == ("사무관리비", "계")]
    assert in_sheet == 1_711_987


@pytest.mark.parametrize(
    ("won", "thousands"),
    [(1_711_987_499, "1,711,987"), (1_711_987_500, "1,711,988"), (-500, "△1"), (-499, "0")],
)
def test_a_figure_between_two_thousands_rounds_alike_everywhere(
    won: int, thousands: str, first_document: Program, signed_in: SignedIn
) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=won)
    as_json, on_screen, lines = outputs(signed_in("manager"), "budget-summary")
    assert as_json["rows"][1]["figures"]["current"] == won
    assert on_screen[1][2].text == thousands
    assert as_text(lines[3][3]) == thousands
