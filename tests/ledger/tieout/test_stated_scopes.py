"""What a sum, a number or a heading counts is said where it stands: sites, costs, money on and off budget, progress."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.figures.facts import Cost
from ledger.models import Program
from ledger.tieout import findings
from sites.models import Site
from tests.ledger.council.sheets.books import book_of, disagreements, number, source_of_2021
from tests.ledger.records import OFFICE, allocation, facts, line, site
from tests.ledger.screen.test_tables import headings_on_screen, rows_on_screen
from tests.people import SignedIn

PROGRAM = "/programs/smart-anchor/"
COUNT = {"ko": "8개소(제외 2개소 별도)", "en": "8 sites (and 2 withdrawn)"}
SCOPE = {"ko": "총사업비와 범위 다름", "en": "not comparable with the total cost"}

in_both_languages = pytest.mark.parametrize("language", ["ko", "en"])


def page(client: Client, path: str, language: str = "ko") -> str:
    client.cookies["django_language"] = language
    response = client.get(PROGRAM + path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def sheet(client: Client, report: str, language: str = "ko") -> list[tuple[Any, ...]]:
    client.cookies["django_language"] = language
    content = client.get(f"{PROGRAM}reports/{report}/?format=xlsx").content
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def json_of(client: Client, report: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{PROGRAM}reports/{report}/?format=json").json()
    return found


def texts(lines: list[tuple[Any, ...]]) -> str:
    return "\n".join(str(cell) for line in lines for cell in line if isinstance(cell, str))


def in_book(name: str) -> str:
    """All texts of a sheet of the council's workbook."""
    (found,) = [one for one in book_of(source_of_2021()).sheets if one.name == name]
    return "\n".join(str(cell.content) for cell in found.cells.values() if isinstance(cell.content, str))


# Sites


@in_both_languages
def test_number_of_sites_says_which(first_document: Program, signed_in: SignedIn, language: str) -> None:
    """Eight of the ten are not given up; the document's own texts say 6 and 8."""
    client = signed_in("manager")
    for path in ("", "reports/sites/", "brief/"):
        assert COUNT[language] in page(client, path, language), path
    assert COUNT[language] in texts(sheet(client, "sites", language))
    assert json_of(client, "sites")["rows"][-1]["notes"]["status"] == "sites:8+2"


def test_workbook_says_which_sites_it_counts(first_document: Program) -> None:
    assert COUNT["ko"] in in_book("대상지 현황")


def test_without_withdrawn_sites_nothing_stands_apart(first_document: Program, signed_in: SignedIn) -> None:
    Site.objects.filter(status="withdrawn").update(status="selected")
    text = page(signed_in("manager"), "reports/sites/")
    assert "대상지 10개소" in text
    assert "제외" not in re.sub(r"<option.*?</option>|예산 외 제외", "", text)


def test_numbers_of_the_sites_are_those_that_their_budget_is_summed_by() -> None:
    """A withdrawn site stands first in the ledger and last in the table."""
    gone = replace(site("gone"), status="withdrawn")
    lines = [line(5_000_000, 0, "gone"), line(3_000_000, 0, "jung")]
    book = book_of(facts([allocation(OFFICE, None, None, lines)], sites=(gone, site("jung"))))
    assert [number(book, "sites", key, "current") for key in ("jung", "gone", "total")] == [3, 5, 8]
    assert disagreements(book) == []


@in_both_languages
def test_sum_of_the_costs_is_not_set_beside_the_total_cost(
    first_document: Program, signed_in: SignedIn, language: str
) -> None:
    client = signed_in("manager")
    text = page(client, "reports/sites/", language)
    assert SCOPE[language] in text
    assert SCOPE[language] in texts(sheet(client, "sites", language))
    assert json_of(client, "sites")["rows"][-1]["notes"]["construction_cost"] == "other_scope"


def test_workbook_says_that_the_scopes_differ(first_document: Program) -> None:
    assert SCOPE["ko"] in in_book("대상지 현황")


# Progress


@in_both_languages
@pytest.mark.parametrize("unit", ["won", "thousand", "million", "hundred_million"])
def test_progress_goes_on_to_the_year(
    first_document: Program, signed_in: SignedIn, language: str, unit: str
) -> None:
    """7,311 / 66,230 is 11.0 %; (7,311 + 5,264 + 7,224) / 66,230 is 29.9 %."""
    text = page(signed_in("manager"), f"reports/cost-progress/?unit={unit}", language)
    (row,) = rows_on_screen(text)[-1:]
    assert [cell.text for cell in row][-2:] == ["11.0", "29.9"]
    headings = headings_on_screen(text)
    assert ["2019" in heading for heading in headings[-2:]] == [True, False]
    assert "2021" in headings[-1]
    assert "2020" in headings[-1]


def test_progress_in_json_and_on_the_card(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    (row,) = json_of(client, "cost-progress")["rows"]
    assert row["figures"]["cumulative"] == (7_311 + 5_264 + 7_224) * 1_000_000
    assert row["figures"]["cumulative_share"] == "29.894308"
    (card,) = re.findall(r'aria-labelledby="card-progress">(.*?)</section>', page(client, ""), re.S)
    assert "29.9%" in card
    assert "11.0%" in card
    assert "투자 누계(~2021, 2020·2021년은 예산) / 총사업비" in card
    assert "기투자(~2019, 집행) / 총사업비" in card


# Money on and off budget


HEADINGS = {
    ("ko", "on"): "구비",
    ("ko", "off"): "구비(예산 외)",
    ("ko", "both"): "구비(예산·예산 외 합계)",
    ("en", "on"): "District",
    ("en", "off"): "District (off budget)",
    ("en", "both"): "District (on and off budget)",
}


@pytest.fixture
def with_district(first_document: Program) -> Callable[[str], None]:
    """Enters 300천원 of district money of the year: on budget, off it, or 300 and 70 both."""

    def enter(where: str) -> None:
        document = first_document.documents.get()
        document.costs.filter(source="district").delete()
        for is_off, amount in ((False, 300_000), (True, 70_000 if where == "both" else 300_000)):
            if where in ("both", "off" if is_off else "on"):
                document.costs.create(
                    source="district", scope="year", off_budget=is_off, amount=amount, unit="thousand"
                )

    return enter


@in_both_languages
@pytest.mark.parametrize("where", ["on", "off", "both"])
def test_heading_says_which_district_money_stands_under_it(
    with_district: Callable[[str], None], signed_in: SignedIn, language: str, where: str
) -> None:
    with_district(where)
    client = signed_in("manager")
    heading = HEADINGS[language, where]
    assert heading in headings_on_screen(page(client, "reports/overview/", language))
    assert heading in sheet(client, "overview", language)[4]
    found = json_of(client, "overview")
    labels = {column["key"]: column["label"] for column in found["columns"]}
    assert labels["district"] == heading
    (year,) = [row for row in found["rows"] if row["key"] == "year-cost"]
    on = 300_000 if where in ("on", "both") else 0
    assert year["figures"]["total"] == 7_224_187_000 + on  # what is off budget is no part of it
    assert labels["total"] == {"ko": "계(예산 외 제외)", "en": "Total (without off-budget money)"}[language]
    if where == "both":
        assert year["figures"]["district"] == 370_000
        assert year["figures"]["district_on_budget"] == 300_000
        assert year["figures"]["district_off_budget"] == 70_000


@pytest.mark.parametrize(
    ("where", "first", "second"),
    [
        ("on", "(구비) 300천원", "〔구비〕 "),
        ("off", None, "〔구비〕 300천원"),
        ("both", "(구비) 300천원", "〔구비〕 70천원"),
    ],
)
def test_document_prints_each_in_its_place(
    with_district: Callable[[str], None], signed_in: SignedIn, where: str, first: str | None, second: str
) -> None:
    with_district(where)
    text = page(signed_in("manager"), "document/")
    (cell,) = re.findall(r"<th[^>]*>사업비\(당해년도\)</th><td>(.*?)</td>", text, re.S)
    on, off = (re.sub(r"<[^>]+>", "", part) for part in cell.split("<br>", 1))
    assert (first or "총 ") in on
    assert ("구비" in on) == (first is not None)
    assert second.strip() in off


@pytest.mark.parametrize("where", ["on", "off", "both"])
def test_workbook_has_a_line_of_each(with_district: Callable[[str], None], where: str) -> None:
    with_district(where)
    book = book_of(source_of_2021())
    on = 300 if where in ("on", "both") else 0
    assert number(book, "overview", "year-cost", "total") == 7_224_187 + on
    assert disagreements(book) == []


def test_district_money_both_ways_ties() -> None:
    """City 100 and district 20 on budget are the 120 of the budget; the 7 off budget are no part."""
    costs = (
        Cost("city", "year", False, 100, "won"),
        Cost("district", "year", False, 20, "won"),
        Cost("district", "year", True, 7, "won"),
    )
    held = facts([allocation(OFFICE, 120, 0)], costs=costs)
    found = [one for one in findings(held) if one.rule == "year_cost_to_budget"]
    assert {one.verdict for one in found} == {"ties"}
