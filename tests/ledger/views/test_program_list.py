"""The start page: all programmes, the same figures as on their own pages, whatever is filtered, sorted or paged."""

import io
import re
from html import unescape
from itertools import product
from typing import Any

import pytest
from openpyxl import load_workbook

from ledger.figures.money import whole_units
from ledger.models import BudgetVersion, Program
from tests.ledger.life import confirmed
from tests.ledger.screen.test_tables import headings_on_screen, rows_on_screen
from tests.ledger.views.program_lists import QUERIES, as_json, page_of
from tests.people import SignedIn

SORTS = ["", "label", "-change_national"]


def number(text: str) -> int:
    return int(text.replace(",", "").replace("△", "-").replace("–", "0"))


def is_seen(row: dict[str, Any]) -> bool:
    """Whether a row is a programme or the rest: what must add up to the total."""
    return row["key"] == "other" or row["figures"]["account"] is not None


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_what_is_seen_adds_up_in_json(
    query: dict[str, str], many: list[Program], signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    whole = as_json(client, **({"year": query["year"]} if "year" in query else {}))["rows"][0]["figures"]
    for sort, group in product(SORTS, ("division", "none")):
        rows = as_json(client, **query, sort=sort, group=group)["rows"]
        assert rows[0]["key"] == "total"
        assert rows[0]["figures"] == whole
        for key in ("prior", "current", "prior_national", "current_national"):
            assert sum(row["figures"][key] or 0 for row in rows if is_seen(row)) == (whole[key] or 0)


@pytest.mark.parametrize("query", [{}, {"bureau": "경제실"}, {"year": "2020"}], ids=str)
def test_screen_and_file_show_the_figures_of_the_json(
    query: dict[str, str], many: list[Program], signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for sort, group in (("", ""), ("-change", "none"), ("label", "")):
        asked = {**query, "sort": sort, "group": group}
        rows = as_json(client, **asked)["rows"]
        content = client.get("/", {**asked, "format": "xlsx"}).content
        lines = list(load_workbook(io.BytesIO(content)).active.iter_rows(min_row=6, values_only=True))
        thousands = {
            row["key"]: [
                None if row["figures"][key] is None else whole_units(row["figures"][key], "thousand")
                for key in ("prior", "current", "change")
            ]
            for row in rows
        }
        for row, national, line in zip(rows, lines[::2], lines[1::2], strict=False):
            assert line[0] == national[0] == row["label"]
            assert list(line[2:5]) == thousands[row["key"]]
        by_label = {
            row["label"]: thousands[row["key"]] for row in rows if row["figures"]["account"] is not None
        }
        for page in ("1", "2"):
            cells = rows_on_screen(page_of(client, **asked, page=page))
            shown = [row for row in cells if row[0].text.split("  ")[0].startswith("사업 ")]
            for row in shown:
                (label,) = re.findall(r"^사업 \d+", row[0].text)
                assert [number(cell.text) for cell in row[1:4]] == [figure or 0 for figure in by_label[label]]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_every_page_adds_up_to_the_total_on_screen(
    query: dict[str, str], many: list[Program], signed_in: SignedIn
) -> None:
    """In won: in a coarser unit the rounded parts of a sum need not add up."""
    client = signed_in("manager")
    for group, page in product(("", "none"), ("1", "2", "9")):
        html = page_of(client, **query, group=group, page=page, unit="won")
        cells = rows_on_screen(html)
        kinds = re.findall(r'<tr class="([^"]*)"', html)
        seen = [
            row
            for row, kind in zip(cells, kinds[-len(cells) :], strict=True)
            if {"line", "under", "other"} & set(kind.split())
        ]
        for column in (1, 2):
            assert sum(number(row[column].text) for row in seen) == number(cells[0][column].text)


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_figures_are_those_of_each_programmes_own_page(
    year: str, many: list[Program], signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    rows = {row["key"]: row for row in as_json(client, year=year)["rows"]}
    for slug in ["smart-anchor", *(one.slug for one in many[:30])]:
        key = f"program-{slug}" if slug.startswith("program-") else slug
        own = client.get(f"/programs/{slug}/reports/budget-summary/?format=json&year={year}").json()
        figures = {
            name: figure for name, figure in rows[key]["figures"].items() if name in own["rows"][0]["figures"]
        }
        assert figures == own["rows"][0]["figures"], slug
        assert rows[key]["figures"]["version"] == own["version"]
        assert rows[key]["figures"]["base"] == own["base"]


def test_json_has_the_shape_of_a_report_of_no_programme(first_document: Program, signed_in: SignedIn) -> None:
    found = as_json(signed_in("manager"))
    assert list(found) == ["program", "report", "year", "version", "base", "as_of", "columns", "rows"]
    assert [found[key] for key in ("program", "report", "year", "version", "base")] == [
        None,
        "programs",
        2021,
        "2021-original",
        "2020-original",
    ]
    assert [row["key"] for row in found["rows"]] == [
        "total",
        "bureau-경제정책실",
        "division-경제정책실/거점성장추진단",
        "smart-anchor",
    ]
    assert found["rows"][0]["figures"]["current"] == 7_224_187_000
    assert found["rows"][3]["figures"]["rate"] == "43.425831"


def test_json_names_no_version_where_the_programmes_have_several(
    many: list[Program], signed_in: SignedIn
) -> None:
    found = as_json(signed_in("manager"))
    assert (found["version"], found["base"]) == (None, None)


def test_a_sort_keeps_the_totals_in_place(many: list[Program], signed_in: SignedIn) -> None:
    rows = as_json(signed_in("manager"), sort="-current")["rows"]
    groups: list[list[int]] = []
    for row in rows:
        if row["key"].startswith("division-"):
            groups.append([])
        elif row["figures"]["current"] is not None and row["figures"]["account"]:
            groups[-1].append(row["figures"]["current"])
    assert len(groups) == 5
    for figures in groups:
        assert figures == sorted(figures, reverse=True)


# What the page says


def test_heading_names_version_status_base_and_moment(first_document: Program, signed_in: SignedIn) -> None:
    page = page_of(signed_in("manager"))
    (headline,) = re.findall(r'<p class="headline draft">([^<]*)</p>', page)
    assert re.fullmatch(
        r"2021년 예산\(차수 미표기, 작성 중\) · 2020년 예산\(차수 미표기\) 대비 · \d{4}-\d\d-\d\d \d\d:\d\d 기준",
        headline,
    )
    assert headings_on_screen(page)[1:] == ["2020예산액(A)", "2021예산액(B)", "증감(B-A)", "증감률(%)"]


def test_different_versions_and_bases_are_named_with_their_counts(
    many: list[Program], signed_in: SignedIn
) -> None:
    page = page_of(signed_in("manager"))
    (headline,) = re.findall(r'<p class="headline draft">([^<]*)</p>', page)
    assert "2021년 제1회 추경(확정) · 2021년 예산(차수 미표기) 대비" in headline
    assert "2021년 예산(차수 미표기, 작성 중) · 2020년 예산(차수 미표기) 대비" in headline
    assert len(set(re.findall(r'class="about">([^<]*)<', page))) == 2
    assert headings_on_screen(page)[1:3] == ["사업별 비교 기준(A)", "사업별 2021년 예산(B)"]


def test_a_confirmed_year_looks_adopted_and_only_then(first_document: Program, signed_in: SignedIn) -> None:
    BudgetVersion.objects.filter(fiscal_year=2021).update(kind_is_stated=True)
    client = signed_in("manager")
    assert headings_on_screen(page_of(client))[2] == "2021예산안(B)"
    confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    page = page_of(client)
    assert '<p class="headline">2021년 본예산(확정)' in page
    assert headings_on_screen(page)[2] == "2021예산액(B)"


def test_each_row_leads_to_the_programme_in_its_version(many: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    page = page_of(client, group="none", q="사업 001")
    assert '<a href="/programs/program-1/?version=2021-supplementary-1">사업 001</a>' in page
    assert client.get("/programs/program-1/?version=2021-supplementary-1").status_code == 200
    # 0: neither in the year nor in its base; 7: ended.
    assert '<a href="/programs/program-0/">사업 000</a>' in page_of(client, q="사업 000")
    assert '<a href="/programs/program-7/?version=2021-original">사업 007</a>' in page_of(
        client, q="사업 007"
    )


def test_programmes_without_a_budget_are_listed_and_counted(many: list[Program], signed_in: SignedIn) -> None:
    (row,) = [
        row
        for row in rows_on_screen(page_of(signed_in("manager"), q="사업 000"))
        if "사업 000" in row[0].text
    ]
    assert "자료 없음" in row[0].text
    assert {cell.text for cell in row[1:]} == {"–"}


def test_words_of_the_database_are_text(first_document: Program, signed_in: SignedIn) -> None:
    Program.objects.update(name="<b>굵게</b>", bureau="=1+1", division="{{ x }}")
    client = signed_in("manager")
    page = page_of(client)
    assert "&lt;b&gt;굵게&lt;/b&gt;" in page
    assert "<b>굵게" not in page
    book = load_workbook(io.BytesIO(client.get("/?format=xlsx").content))
    assert {cell.data_type for line in book.active.iter_rows() for cell in line} <= {"s", "n"}


def test_file_names_the_versions_and_is_named_by_the_year(many: list[Program], signed_in: SignedIn) -> None:
    response = signed_in("manager").get("/?format=xlsx&q=사업 001")
    assert "2021" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert "2021년 제1회 추경(확정)" in sheet["A2"].value
    (line,) = [
        line for line in sheet.iter_rows(values_only=True) if line[0] == "사업 001" and line[1] == "계"
    ]
    assert line[6:11] == (
        *("경제실", "첫째과", "일반회계"),
        *("2021년 제1회 추경(확정)", "2021년 예산(차수 미표기, 작성 중)"),
    )


def test_filters_are_filled_from_the_ledger_and_keep_what_is_chosen(
    many: list[Program], signed_in: SignedIn
) -> None:
    page = page_of(signed_in("manager"), bureau="문화실", sort="-change", group="none", q="사업")
    selects = {
        name: re.findall(r"<option[^>]*>([^<]*)</option>", options)
        for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page, re.S)
    }
    assert selects["bureau"] == ["전체", "경제실", "경제정책실", "문화실"]
    assert selects["division"] == ["전체", "둘째과", "첫째과"]
    assert selects["account"] == ["전체", "일반회계", "특별회계"]
    assert selects["year"] == ["2021", "2020"]
    assert "<option selected>문화실</option>" in page
    assert '<input type="hidden" name="sort" value="-change">' in page
    assert 'name="q" value="사업"' in page


def test_links_keep_the_state_and_start_a_new_order_at_its_first_page(
    many: list[Program], signed_in: SignedIn
) -> None:
    page = page_of(signed_in("manager"), q="사업", sort="current", page="2")
    links = {unescape(link) for link in re.findall(r'href="(\?[^"]*)"', page)}
    assert any("page=1" in link and "sort=current" in link and "q=" in link for link in links)
    sorting = [link for link in links if "sort=-current" in link]
    assert len(sorting) == 1
    assert "page" not in sorting[0]
    assert "q=" in sorting[0]


def test_pages(many: list[Program], signed_in: SignedIn) -> None:
    client = signed_in("manager")
    counts = [page_of(client, page=page).count('<a href="/programs/') for page in ("1", "2", "3", "x", "-1")]
    assert counts == [100, 11, 11, 100, 11]
    assert "2쪽 중 1쪽" in page_of(client)


# Odd addresses


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "year=20211",
        "format=pdf",
        "group=colour",
        "sort=moon",
        "sort=--change",
        f"q={'가' * 201}",
        f"bureau={'x' * 10_000}",
        "unit=yen",
        "q=%00",
        "page=%00",
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    query: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(f"/?{query}")
    assert response.status_code == 400
    assert re.search('<p class="lead">[^<]*[가-힣]', response.content.decode())


def test_a_year_that_the_ledger_does_not_hold_is_not_found(
    first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get("/?year=1999")
    assert response.status_code == 404
    assert "2021, 2020" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%25",
        "q=%28+",
        "q=%ff%fe",
        "q=%F0%9F%98%80",
        "q='%20OR%201=1",
        "page=1000000000",
        f"page={'9' * 10_000}",
        "page=( ",
        "yaer=x",
        "base=moon",
        "bureau=&division=&account=&q=&year=&sort=&group=&format=&page=",
    ],
)
def test_odd_values_are_taken_or_ignored_by_rule(
    query: str, many: list[Program], signed_in: SignedIn
) -> None:
    assert signed_in("manager").get(f"/?{query}").status_code == 200


def test_a_name_that_is_gone_is_said_and_known_ones_are_named(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = page_of(signed_in("manager"), bureau="옛 <실>")
    assert "“옛 &lt;실&gt;”에 해당하는 세부사업이 없습니다. 있는 것: 경제정책실" in page
    assert "그 밖의 1건" in page
    assert "<option selected>옛 &lt;실&gt;</option>" in page


def test_a_ledger_without_a_budget_says_so_and_lists_its_programmes(db: None, signed_in: SignedIn) -> None:
    Program.objects.create(slug="empty", name="빈 사업")
    client = signed_in("manager")
    page = page_of(client)
    assert '<a href="/programs/empty/">빈 사업</a>' in page
    assert as_json(client)["year"] is None
    assert client.get("/?format=xlsx").status_code == 200


def test_an_empty_ledger_says_so(db: None, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert "table" not in page_of(client)
    assert [row["key"] for row in as_json(client)["rows"]] == ["total"]
    assert client.get("/?format=xlsx").status_code == 200


def test_a_programme_is_listed_as_its_edition_of_the_year_says(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Against 예산현액, in the division that it names: as on its own page, on screen and in the files."""
    first_document.documents.update(prior_basis="available", division="옛 부서")
    client = signed_in("manager")
    page = page_of(client)
    assert "2021년 예산(차수 미표기, 작성 중) · 2020년 예산현액(이월 포함) 대비" in page
    assert "옛 부서" in page
    own = client.get("/programs/smart-anchor/reports/budget-summary/?format=json").json()
    row = next(row for row in as_json(client)["rows"] if row["key"] == "smart-anchor")
    total = next(row for row in own["rows"] if row["key"] == "total")
    assert row["figures"]["prior"] == total["figures"]["prior"] == 5_264_324_000
    assert (row["figures"]["base"], own["base"]) == ("2020-available", "2020-available")
    assert client.get("/?format=xlsx&division=옛 부서").status_code == 200
