"""One generated ledger, every view, every filter: list, card, chart, page, trace, Excel and JSON say the same figure.

Several programmes and years are drawn at random (seeds are fixed, figures are not tuned). What a screen or a sheet
must print is computed here from the JSON's integer, apart from the code under test.
"""

import io
import random
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Program,
    ProgramSite,
    Settlement,
    YearlyAllocation,
)
from ledger.reports import REPORTS_BY_NAME
from ledger.words.locale import short_amount, spoken_amount
from sites.models import Site
from tests.ledger.screen.test_tables import rows_on_screen
from tests.people import SignedIn
from tests.test_one_figure import as_in_excel, as_national_text, as_text, with_one_decimal

YEARS = (2019, 2020, 2021)
SEEDS = (1, 2)

FILTERS: dict[str, list[str]] = {
    "budget-summary": ["", "sort=-change", "base={before}"],
    "variance": [
        *(f"by={by}" for by in ("subject", "site", "source", "program", "division")),
        "top=1",
        "top=2&by=site",
        "only=open",
        "sort=rate&top=3",
        "base={before}&beside=2020-original",
        "beside={available}",
        "base={available}",
    ],
    "calculation-basis": ["", "sort=-amount"],
    "settlement": ["", "by=program", "by=subject"],
    "settlement-bridge": ["", "by=subject"],
    "basis-comparison": ["", "unchanged=summed", "site=unassigned"],
}
"""Report -> the queries under which it is compared; the others are compared as they are."""

UNITS = {"won": 1, "thousand": 10**3, "million": 10**6}
UNIT_WORDS = {"원": "won", "천원": "thousand", "백만원": "million"}


def draw(seed: int) -> list[Program]:
    """Two programmes over three years: subjects with lines, with an own amount, without any; settlements."""
    rng = random.Random(seed)
    subjects = [
        AccountSubject.objects.create(
            code=f"{code}-01", valid_from=2018, name=f"통계목 {code}", is_pass_through=code == 308
        )
        for code in (201, 308, 401, 405)
    ]
    sites = [Site.objects.create(slug=f"site-{n}", name=f"대상지 {n}") for n in range(3)]
    versions = {year: BudgetVersion.objects.create(fiscal_year=year, kind="original") for year in YEARS}
    programs = []
    for number in range(2):
        program = Program.objects.create(
            slug=f"program-{number}",
            name=f"사업 {number}",
            bureau=f"실 {number}",
            division=f"과 {number}",
        )
        for position, site in enumerate(sites):
            ProgramSite.objects.create(program=program, site=site, position=position)
        for version in versions.values():
            for subject in rng.sample(subjects, rng.randint(1, 4)):
                budget(rng, program, version, subject, sites)
        for year in YEARS[:2]:
            settle(rng, program, year, subjects)
        programs.append(program)
    return programs


def amount(rng: random.Random) -> int:
    return rng.choice([0, 1, -1, 500, 1_499_500]) if rng.random() < 0.2 else rng.randint(-(10**9), 10**11)


def budget(
    rng: random.Random,
    program: Program,
    version: BudgetVersion,
    subject: AccountSubject,
    sites: list[Site],
) -> None:
    has_lines = rng.random() < 0.6
    own = None if has_lines or rng.random() < 0.2 else amount(rng)
    allocation = YearlyAllocation.objects.create(
        program=program, version=version, subject=subject, amount=own, national_subsidy=own and own // 3
    )
    for number in range(rng.randint(1, 3) if has_lines else 0):
        figure = amount(rng)
        BudgetLineItem.objects.create(
            allocation=allocation,
            description=f"항목 {number}",
            amount=figure,
            national_subsidy=rng.choice([0, figure // 2]),
            site=rng.choice([*sites, None]),
            is_one_off=rng.random() < 0.3,
        )


def settle(rng: random.Random, program: Program, year: int, subjects: list[AccountSubject]) -> None:
    """A settled year by subject and whole; some cells are blank."""
    for subject in [None, *rng.sample(subjects, 2)]:
        final, carried, unspent = (rng.randint(0, 10**10) for _ in range(3))
        for portion, share in (("total", 1), ("national", 3)):
            Settlement.objects.create(
                program=program,
                fiscal_year=year,
                subject=subject,
                portion=portion,
                final_budget=final // share,
                carried_in=rng.choice([0, None]),
                budget_change=rng.choice([0, None]),
                carried_out=carried // share,
                unspent=rng.choice([unspent // share, None]),
                executed=rng.choice([final // 2 // share, None]),
            )


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed{seed}")
def programs(request: pytest.FixtureRequest, db: None) -> list[Program]:
    return draw(request.param)


# What each output must print, from the JSON's figure


def in_unit(won: int, unit: str) -> int:
    """Half away from zero, as Excel's ROUND."""
    size = UNITS[unit]
    whole = (2 * abs(won) + size) // (2 * size)
    return -whole if won < 0 else whole


def number_of(figure: Any, kind: str, unit: str) -> Any:
    """The number that stands in the unit of the heading; None where the figure is missing."""
    if figure is None or kind == "key":
        return None
    if kind == "rate":
        return with_one_decimal(str(figure))
    return in_unit(int(figure), unit) if kind == "money" else None


def compared(json: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns whose figures this test knows how to print: money and rates."""
    return [column for column in json["columns"] if column["kind"] in ("money", "rate")]


def whole_columns(json: dict[str, Any]) -> list[dict[str, Any]]:
    return [column for column in json["columns"] if not column["key"].endswith("_national")]


def is_national(row: dict[str, Any]) -> bool:
    return str(row["key"]).endswith("-national")


def queries(report: str) -> list[str]:
    names = {"before": "2019-original", "available": "2020-available"}
    return [query.format(**names) for query in FILTERS.get(report, [""])]


def views(client: Client, program: Program) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address and JSON of each report under each of its queries; a base that is not held is a 400."""
    for report in REPORTS_BY_NAME:
        for query in queries(report):
            address = f"/programs/{program.slug}/reports/{report}/?{query}"
            response = client.get(f"{address}&format=json")
            if response.status_code == 400:
                assert "2020-available" in query
                continue
            assert response.status_code == 200, address
            yield address, response.json()


@pytest.mark.once
def test_page_and_excel_print_the_figures_of_the_json(programs: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    count = 0
    for program in programs[:1]:
        for address, json in views(client, program):
            # A page sets a second base beside by itself; here the JSON says what is compared.
            is_plain = "beside" in address or "variance" not in address
            page = client.get(address if is_plain else f"{address}&beside=none").content.decode()
            unit = unit_of(page)
            count += on_screen(page, address, unit, json)
            in_sheet(client.get(f"{address}&format=xlsx").content, address, unit, json)
    assert count > 500


def unit_of(page: str) -> str:
    """The unit in the caption of the report's table."""
    caption = re.findall(r"<caption[^>]*>([^<]*)</caption>\s*<thead>", page)[0]
    return UNIT_WORDS[re.findall(r"단위: ([^)]*)\)", caption)[0]]


def on_screen(page: str, address: str, unit: str, json: dict[str, Any]) -> int:
    rows = rows_on_screen(page)
    count = 0
    for row, cells in zip(json["rows"], rows, strict=True):
        assert cells[0].text.startswith(row["label"].split("\n")[0][:5]), address
        for column, cell in zip(whole_columns(json), cells[1:], strict=False):
            if column not in compared(json) or column["key"] in row["notes"]:
                continue
            number = number_of(row["figures"][column["key"]], column["kind"], unit)
            has_x = is_national(row) and column["kind"] == "money" and number is not None
            figure = row["figures"][column["key"]]
            expected = as_national_text(number, figure) if has_x else as_text(number)
            assert cell.text == expected, (address, row["key"], column["key"])
            key = f"{column['key']}_national"
            if key in row["figures"]:
                national = number_of(row["figures"][key], column["kind"], unit)
                expected = as_national_text(national, row["figures"][key])
                assert cell.national == expected, (address, row["key"], key)
            count += 1
    return count


def in_sheet(content: bytes, address: str, unit: str, json: dict[str, Any]) -> None:
    book = load_workbook(io.BytesIO(content))
    lines = list(book.active.iter_rows(min_row=6, values_only=True))
    has_national = any(column["key"].endswith("_national") for column in json["columns"])
    for number, row in enumerate(json["rows"]):
        if has_national:
            national_line, line = lines[2 * number][2:], lines[2 * number + 1][2:]
        else:
            national_line, line = (), lines[number][1:]
        for at, column in enumerate(whole_columns(json)):
            if column not in compared(json):
                continue
            figure = number_of(row["figures"][column["key"]], column["kind"], unit)
            assert line[at] == as_in_excel(figure), (address, row["key"], column["key"])
            key = f"{column['key']}_national"
            if key in row["figures"]:
                figure = number_of(row["figures"][key], column["kind"], unit)
                assert national_line[at] == as_in_excel(figure), (address, row["key"], key)


@pytest.mark.once
def test_each_trace_has_the_figure_of_its_cell(programs: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    rng = random.Random(7)
    for program in programs[1:]:
        for address, json in views(client, program):
            cells = [(row, column) for row in json["rows"] for column in compared(json)]
            for row, column in rng.sample(cells, min(2, len(cells))):
                path, _question, query = address.partition("?")
                response = client.get(
                    f"{path}trace/?{query}&row={row['key']}&column={column['key']}&format=json"
                )
                assert response.status_code == 200, (address, row["key"], column["key"])
                assert response.json()["figure"] == row["figures"][column["key"]]


def test_card_and_chart_say_the_figures_of_the_variance_report(
    programs: list[Program], signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for program in programs:
        page = unescape(client.get(f"/programs/{program.slug}/").content.decode())
        json = client.get(f"/programs/{program.slug}/reports/variance/?format=json").json()
        figures = {row["key"]: row["figures"] for row in json["rows"]}
        budget_card = re.findall(r'aria-labelledby="card-budget">(.*?)</section>', page, re.S)[0]
        for key in ("current", "prior", "change"):
            figure = figures["total"][key]
            if figure is not None:
                assert f">{short_amount(figure)}</summary>" in budget_card, (program.slug, key)
                assert spoken_amount(figure) in budget_card
        svg = re.findall(r"<svg.*?</svg>", page, re.S)[0]
        texts = re.findall(r'<text class="amount"[^>]*>([^<]*)</text>', svg)
        changes = [one["change"] for key, one in figures.items() if key != "total" and one["change"]]
        assert texts == [
            short_amount(figures["total"]["prior"]),
            *map(short_amount, changes),
            short_amount(figures["total"]["current"]),
        ]
        assert figures["total"]["prior"] + sum(changes) == figures["total"]["current"]


def test_the_list_has_the_totals_of_each_programmes_own_page(
    programs: list[Program], signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for query in ("", "sort=-change", "group=none", "q=사업", "bureau=실 0"):
        for year in YEARS[1:]:
            rows = client.get(f"/?{query}&year={year}&format=json").json()["rows"]
            listed = {row["key"]: row["figures"] for row in rows}
            for program in programs:
                if program.slug not in listed:
                    continue
                address = f"/programs/{program.slug}/reports/budget-summary/?format=json&year={year}"
                own = client.get(address).json()["rows"][0]["figures"]
                assert listed[program.slug] == own, (program.slug, year, query)
            alone = [row["figures"]["current"] or 0 for row in rows if row["key"] in listed and is_leaf(row)]
            assert sum(alone) == (listed["total"]["current"] or 0)


def is_leaf(row: dict[str, Any]) -> bool:
    return str(row["key"]).startswith("program-") or row["key"] == "other"
