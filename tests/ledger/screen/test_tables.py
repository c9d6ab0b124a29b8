"""A report on screen: the cells as printed, their lines, marks and order."""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from django.test import Client

from ledger.models import BudgetLineItem, Program
from tests.people import SignedIn


@dataclass(frozen=True)
class Cell:
    """A cell as a reader sees it: its text, the (x …) line above it, and what paper shows instead."""

    text: str
    national: str | None = None
    paper: str | None = None
    classes: tuple[str, ...] = ()


class CellParser(HTMLParser):
    """The texts of a cell, by the classes of the spans that they stand in. Marks of tie-outs are no figures."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[tuple[bool, bool], list[str]] = {}
        self.lines: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("class") or "")
        self.lines.add(self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(name.startswith("tie-mark") for name in self.open) and data.strip():
            line = ("national" in self.open, "on-paper" in self.open)
            self.texts.setdefault(line, []).append(data.strip())

    def text(self, *, is_national: bool, is_on_paper: bool = False) -> str:
        return " ".join(self.texts.get((is_national, is_on_paper), []))


def cell(attributes: str, html: str) -> Cell:
    parser = CellParser()
    parser.feed(html)
    classes = re.search(r'class="([^"]*)"', attributes)
    return Cell(
        parser.text(is_national=False),
        parser.text(is_national=True) if "national" in parser.lines else None,
        parser.text(is_national=False, is_on_paper=True) if "on-paper" in parser.lines else None,
        tuple(classes[1].split()) if classes else (),
    )


def rows_on_screen(page: str) -> list[list[Cell]]:
    """The rows of the report's table, first the words of the row, then its figures. It is the page's first table."""
    body, *_others = re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    return [
        [
            cell(attributes, html)
            for attributes, html in re.findall(r"<t[hd]\b([^>]*)>(.*?)</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr\b[^>]*>(.*?)</tr>", body, re.S)
    ]


def headings_on_screen(page: str) -> list[str]:
    head, *_others = re.findall(r"<thead>(.*?)</thead>", page, re.S)
    return [
        unescape(re.sub(r"<[^>]+>", "", html)).strip()
        for html in re.findall(r"<th\b[^>]*>(.*?)</th>", head, re.S)
    ]


def shown(client: Client, report: str, query: str = "") -> str:
    response = client.get(f"/programs/smart-anchor/reports/{report}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def row_of(page: str, label: str) -> list[Cell]:
    """The row whose words begin with the label (marks such as 신규(순증) follow it)."""
    (row,) = [row for row in rows_on_screen(page) if row[0].text.split()[0] == label]
    return row


def test_headings_of_the_budget_summary_are_the_council_forms(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"), "budget-summary")
    assert headings_on_screen(page) == [
        "과목구분",
        "2020예산액(A)",
        "2021예산액(B)",
        "증감(B-A)",
        "증감률(%)",
    ]


def test_total_row_stands_first_with_its_national_part_above(
    first_document: Program, signed_in: SignedIn
) -> None:
    total = rows_on_screen(shown(signed_in("manager"), "budget-summary"))[0]
    assert total[0].text == "계"
    assert [(one.national, one.text) for one in total[1:]] == [
        ("(x2,500,000)", "5,036,880"),
        ("(x-)", "7,224,187"),
        ("(x△2,500,000)", "2,187,307"),
        ("(x△100.0)", "43.4"),
    ]


def test_rate_has_one_decimal_on_screen_and_none_on_paper(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"), "budget-summary")
    assert (row_of(page, "계")[4].text, row_of(page, "계")[4].paper) == ("43.4", "43")
    assert (row_of(page, "사무관리비")[4].text, row_of(page, "사무관리비")[4].paper) == ("3,324.0", "3,324")
    assert (row_of(page, "자치단체자본보조")[4].text, row_of(page, "자치단체자본보조")[4].paper) == (
        "△55.7",
        "△56",
    )


def test_rate_over_a_zero_base_is_a_dash_on_screen_and_100_on_paper(
    first_document: Program, signed_in: SignedIn
) -> None:
    rate = row_of(shown(signed_in("manager"), "budget-summary"), "시설비")[4]
    assert (rate.text, rate.paper) == ("–", "100")


def test_negative_figures_carry_a_triangle_and_a_class(first_document: Program, signed_in: SignedIn) -> None:
    change = row_of(shown(signed_in("manager"), "budget-summary"), "자치단체자본보조")[3]
    assert change.text == "△2,357,880"
    assert "negative" in change.classes
    assert "negative" not in row_of(shown(signed_in("auditor"), "budget-summary"), "사무관리비")[3].classes


def test_new_subject_is_marked(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "budget-summary")
    marked = [row[0].text.split()[0] for row in rows_on_screen(page) if "신규(순증)" in row[0].text]
    assert marked == ["시설비", "감리비", "자산및물품취득비"]


def test_caption_names_the_unit(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    units = {
        "overview": "단위: 천원",
        "budget-summary": "단위: 천원",
        "calculation-basis": "단위: 원",
        "investment-plan": "단위: 백만원",
        "schedule": "단위: 천원",
        "settlement": "단위: 천원",
        "sites": "단위: 백만원",
        "site-budgets": "단위: 천원",
        "variance": "단위: 천원",
    }
    captions = {name: re.findall(r"<caption[^>]*>([^<]*)</caption>", shown(client, name)) for name in units}
    assert {name: unit in captions[name][0] for name, unit in units.items()} == dict.fromkeys(units, True)


def test_total_row_stays_first_while_rows_sort(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    orders = {
        sort: [
            row[0].text.split()[0] for row in rows_on_screen(shown(client, "budget-summary", f"?sort={sort}"))
        ]
        for sort in ("change", "-change")
    }
    assert orders["-change"][:2] == ["계", "자산및물품취득비"]
    assert orders["change"][:2] == ["계", "자치단체자본보조"]
    assert orders["-change"][1:] == orders["change"][:0:-1]


def test_subtotals_of_the_basis_stay_above_their_lines(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "calculation-basis", "?sort=amount")
    words = [row[0].text for row in rows_on_screen(page)]
    sorted_lines = ["마포구 스마트앵커 조성비(공사비)", "중구 스마트앵커 조성비(공사비)"]
    start = words.index("자치단체자본보조")
    assert words[start + 1 : start + 3] == sorted_lines
    assert words[-1] == "계"


def test_sorted_heading_says_so_and_links_to_the_other_direction(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"), "budget-summary", "?sort=change")
    (heading,) = re.findall(r'<th[^>]*aria-sort="(\w+)"[^>]*><a href="([^"]*)"', page)
    assert heading == ("ascending", "?sort=-change")


def test_settlement_marks_derived_and_assumed_cells(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "settlement")
    settled = dict(zip(headings_on_screen(page), row_of(page, "2019"), strict=True))
    assert {heading for heading, one in settled.items() if "derived" in one.classes} == {
        "전년이월",
        "예산현액",
        "집행액",
        "집행률(집행액/예산현액, %)",
    }
    assert {heading for heading, one in settled.items() if "assumed" in one.classes} == {"예산변경"}
    assert settled["집행액"].text == "6,790,839"
    assert settled["집행률(집행액/예산현액, %)"].text == "94.9"


def test_absent_year_has_its_row_of_dashes(first_document: Program, signed_in: SignedIn) -> None:
    row = row_of(shown(signed_in("manager"), "settlement"), "2020")
    assert "자료 없음" in row[0].text
    assert {one.text for one in row[1:]} == {"–"}


def test_site_table_names_the_stage_and_the_unassigned(first_document: Program, signed_in: SignedIn) -> None:
    rows = rows_on_screen(shown(signed_in("manager"), "sites"))
    assert [rows[-2][0].text, rows[-1][0].text] == ["대상지 미지정", "계"]
    assert rows[0][-1].text == "투자심사 완료 투자심사 확인"
    withdrawn = {row[0].text: row[-1].text for row in rows if row[-1].text.startswith("제외(사유 미기재)")}
    assert withdrawn == {
        "성동 수제화": "제외(사유 미기재) 투자심사 확인",
        "도봉 양말": "제외(사유 미기재) 투자심사 미확인",
    }


def test_cost_per_area_is_compared_within_one_kind_of_area(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    used = {row[0].text: (row[2].text, row[3].text) for row in rows_on_screen(shown(client, "sites"))}
    assert used["중구 인쇄 스마트앵커"] == ("1,200 면적 종류 미상", "면적 기준 다름")
    assert used["개봉 메이커스페이스"] == ("1,294 사용면적", "2,859")  # 3,700백만원 / 1,294㎡
    assert used["도봉 양말"] == ("–", "–")
    plot = {row[0].text: row[3].text for row in rows_on_screen(shown(client, "sites", "?area_kind=plot"))}
    assert plot["개봉 메이커스페이스"] == "면적 기준 다름"
    assert "㎡당 조성비(대지면적 기준, 천원)" in headings_on_screen(shown(client, "sites", "?area_kind=plot"))


def test_words_of_the_database_are_escaped(first_document: Program, signed_in: SignedIn) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(
        description="<b>굵게</b> & <script>"
    )
    page = shown(signed_in("manager"), "calculation-basis")
    assert "&lt;b&gt;굵게&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "<b>굵게" not in page


def test_schedule_is_tied_to_the_budget_summary(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert "불일치" not in shown(client, "schedule")
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(amount=450_001_000)
    assert "불일치" in shown(client, "schedule")
