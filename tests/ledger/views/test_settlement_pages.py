"""결산현황 and 결산 흐름 on screen, as JSON and as an Excel file."""

import io
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook

from ledger.figures.facts import Facts
from ledger.models import Program
from ledger.reporting.declared import Declared
from ledger.reports import REPORTS, settlement_bridge
from ledger.reports.settlement import build
from ledger.screen.charts import CHARTS
from ledger.words import heading_words
from tests.ledger.records import facts, settled
from tests.ledger.screen.test_tables import headings_on_screen, rows_on_screen
from tests.ledger.views.report_pages import ADDRESS, as_json
from tests.ledger.views.settlement_pages import PASSED, page, row, sheet, snapshot
from tests.people import SignedIn


def current_tab(text: str) -> list[str]:
    *_family, tabs = re.findall(r'<nav class="breakdowns".*?</nav>', text, re.S)
    return re.findall(r'aria-current="page">([^<]*)</a>', tabs)


# 결산현황


def test_settlement_by_programme_and_by_subject(by_subject: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    of_2019 = {
        by: [one["key"] for one in as_json(client, "settlement", f"&by={by}")["rows"] if "2019" in one["key"]]
        for by in ("", "program", "subject")
    }
    assert of_2019["program"] == ["2019", "2019-national"]
    assert of_2019["subject"] == of_2019[""]
    assert [key for key in of_2019[""] if "national" not in key] == [
        "2019",
        "2019-201-01",
        "2019-308-01",
        "2019-403-01",
    ]


def test_tabs_of_the_settlement(by_subject: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert current_tab(page(client, "settlement")) == ["통계목별"]
    assert current_tab(page(client, "settlement", "?by=program")) == ["세부사업별"]
    assert "<h1>결산현황(세부사업별)</h1>" in page(client, "settlement", "?by=program")
    assert "<h1>결산현황</h1>" in page(client, "settlement")


def test_settlement_and_its_flow_lead_to_each_other(by_subject: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for here, there, label in (
        ("settlement", "settlement-bridge", "결산 흐름"),
        ("settlement-bridge", "settlement", "결산현황"),
    ):
        family, *_tabs = re.findall(
            r'<nav class="breakdowns".*?</nav>', page(client, here, "?year=2021"), re.S
        )
        assert f'<a href="{ADDRESS.format(there)}?year=2021">{label}</a>' in family


def test_money_handed_on_in_json(by_subject: Program, signed_in: SignedIn) -> None:
    found = as_json(signed_in("manager"), "settlement")
    assert [(one["key"], one["label"]) for one in found["columns"][9:]] == [
        ("recipients_executed", "실집행액"),
        ("recipients_rate", "실집행률(실집행액/집행액(교부), %)"),
        ("recipients_as_of", "실집행액 기준일"),
        ("pass_through_share", "교부 비중(교부/집행액, %)"),
    ]
    capital = row(found, "2019-403-01")
    assert capital["figures"]["recipients_rate"] == "50.000000"  # 450 of 900
    assert capital["figures"]["recipients_as_of"] == "2020.06.30."
    assert capital["notes"] == {"executed": "passed_on", "execution_rate": "passed_on_rate"}
    assert row(found, "2019-308-01")["notes"]["recipients_executed"] == "no_recipients"
    assert row(found, "2019")["figures"]["pass_through_share"] == "0.013253"  # 900 of 6,790,839
    assert row(found, "2018")["figures"]["pass_through_share"] is None


def test_money_handed_on_on_screen(by_subject: Program, signed_in: SignedIn) -> None:
    text = page(signed_in("manager"), "settlement")
    rows = {cells[0].text: [cell.text for cell in cells] for cells in rows_on_screen(text)}
    headings = headings_on_screen(text)
    capital = dict(zip(headings, rows["자치단체자본보조"], strict=True))
    assert capital["집행액"] == "900 교부"
    assert capital["집행률(집행액/예산현액, %)"] == "90.0 집행률(교부 기준)"
    assert capital["실집행률(실집행액/집행액(교부), %)"] == "50.0"
    assert rows["자치단체경상보조금"][headings.index("실집행액")] == "– 실집행액 자료 없음"
    assert "2019 자치단체자본보조: 실집행률 50.0%(2020.06.30. 기준)" in text
    assert "2019 자치단체경상보조금: 실집행액 자료 없음" in text


def test_money_handed_on_in_excel(by_subject: Program, signed_in: SignedIn) -> None:
    lines = sheet(signed_in("manager"), "settlement")
    (heading,) = [line for line in lines if "실집행액 기준일" in line]
    (capital,) = [line for line in lines if line[0] == "자치단체자본보조"]
    found = dict(zip(heading, capital, strict=True))
    assert (found["집행액"], found["실집행액"], found["실집행액 기준일"]) == (900, 450, "2020.06.30.")
    assert "2019 자치단체자본보조: 실집행률 50.0%(2020.06.30. 기준)" in [line[0] for line in lines]


def test_a_ledger_without_subjects_says_so_where_it_is_asked(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    for report in ("settlement", "settlement-bridge"):
        assert "통계목별 결산 자료 없음" in page(client, report, "?by=subject")
        assert "통계목별 결산 자료 없음" not in page(client, report)


@pytest.mark.parametrize(
    ("language", "with_day", "without_day"),
    [
        ("ko", "실집행률 54.3%(2020.06.30. 기준)", "실집행률 54.3%(기준일 자료 없음)"),
        ("en", "Recipients' rate 54.3% (as of 2020.06.30.)", "Recipients' rate 54.3% (day not given)"),
    ],
)
def test_recipients_rate_in_words(language: str, with_day: str, without_day: str) -> None:
    """543 of 1,000."""
    spent = replace(settled(2019, PASSED, executed=1_000), recipients_executed=543)
    with translation.override(language):
        for day, words in (("2020.06.30.", with_day), ("", without_day)):
            report = build(facts(settlements=(replace(spent, recipients_as_of=day),)))
            assert heading_words.recipients_line(report, report.row("2019-403-01")) == words


# 결산 흐름


def test_flow_on_screen(first_document: Program, signed_in: SignedIn) -> None:
    text = page(signed_in("manager"), "settlement-bridge")
    assert headings_on_screen(text) == [
        "연도 · 단계",
        "총액",
        "국비(x)",
        "시비 등(국비 외)",
        "예산현액 대비(%)",
    ]
    table = text[text.index("table-scroll") :]
    rows = {cells[0].text: [cell.text for cell in cells[1:]] for cells in rows_on_screen(table)}
    assert rows["2019 · 예산현액"] == ["7,155,400", "2,500,000", "4,655,400", "100.0"]
    assert rows["2019 · 집행액"] == ["6,790,839", "2,500,000", "4,290,839", "94.9 집행률(집행액/예산현액, %)"]
    assert rows["2019 · 차년이월"][3] == "3.2 이월률(차년이월/예산현액, %)"
    assert rows["2019 · 집행잔액"][3] == "1.9 불용률(집행잔액/예산현액, %)"
    assert rows["2019 · 보조금반납금"] == ["– 서식에 없는 칸: 0으로 봄", "–", "–", "–"]
    assert rows["2019 · 다음 해 전년이월 자료 없음"] == ["–"] * 4
    assert rows["2020 · 최종예산 자료 없음"] == ["–"] * 4


def test_flow_has_a_waterfall_for_each_year(first_document: Program, signed_in: SignedIn) -> None:
    text = page(signed_in("manager"), "settlement-bridge")
    charts = re.findall(r"<figure.*?</figure>", text, re.S)
    titles = [re.findall(r"<figcaption>([^<]*)<", chart) for chart in charts]
    assert titles == [[f"{year} 결산 흐름(단위: 천원)"] for year in (2018, 2019, 2020)]
    ids = re.findall(r'id="(chart-[^"]*)"', text)
    assert len(ids) == len(set(ids)) == 6
    of_2019 = re.findall(r'<text class="amount"[^>]*>([^<]*)<', charts[1])
    assert of_2019 == [
        "7,155,400",
        "0",
        "0",
        "7,155,400",
        "6,790,839",
        "227,444",
        "–",
        "137,117",
        "자료 없음",
    ]
    assert charts[1].count("<rect") == 7  # 보조금반납금 and the next year have no bar
    assert re.findall(r'<text class="amount"[^>]*>([^<]*)<', charts[2]) == ["자료 없음"]
    assert "<rect" not in charts[2]
    assert "style=" not in text


def test_flow_in_the_unit_that_the_reader_chose(first_document: Program, signed_in: SignedIn) -> None:
    text = page(signed_in("manager"), "settlement-bridge", "?unit=million")
    assert "2019 결산 흐름(단위: 백만원)" in text
    assert ">7,155</text>" in text


def bars(held: Facts) -> list[tuple[str, int, int]]:
    """The bars of 2019: label, where it begins and ends in percent of the width."""
    (chart,) = [
        chart for chart in CHARTS["steps"](settlement_bridge.build(held), held) if "2019" in chart.title
    ]
    return [
        (bar.part.label, bar.x * 100 // chart.width, (bar.x + bar.width) * 100 // chart.width)
        for bar in chart.bars
    ]


def test_bars_go_up_to_the_current_budget_and_down_to_nothing() -> None:
    """88 + 22 − 10 = 100 = 50 + 25 + 0 + 25; the next year carried in 11. They reach furthest at 88 + 22 = 110."""
    came: dict[str, Any] = {"final_budget": 88, "carried_in": 22, "budget_change": -10, "current_budget": 100}
    left: dict[str, Any] = {"executed": 50, "carried_out": 25, "subsidy_refund": 0, "unspent": 25}
    rows = settled(2019, **came, **left), settled(2020, carried_in=11)
    with translation.override("en"):
        found = bars(facts(settlements=rows))
    assert [(begins, ends) for _label, begins, ends in found] == [
        (0, 80),  # 88 of 110
        (80, 100),  # + 22
        (90, 100),  # − 10
        (0, 90),  # 100
        (45, 90),  # 50 executed
        (22, 45),  # 25 carried out
        (22, 22),  # no refund: a hairline
        (0, 22),  # 25 unspent
        (0, 10),  # 11 carried into the next year
    ]


def test_flow_by_subject_in_json(by_subject: Program, signed_in: SignedIn) -> None:
    found = as_json(signed_in("manager"), "settlement-bridge", "&by=subject")
    executed = row(found, "2019-403-01-executed")
    assert executed["label"] == "2019 · 자치단체자본보조 · 집행액"
    assert executed["figures"]["total"] == 900_000
    assert executed["figures"]["share"] == "90.000000"
    assert executed["notes"] == {"total": "passed_on", "share": "passed_on_rate"}
    assert row(found, "2019-budget_change")["assumed"] == ["total", "other"]


@pytest.mark.parametrize("report", ["settlement", "settlement-bridge", "execution"])
def test_every_figure_says_where_it_comes_from(report: str, by_subject: Program, signed_in: SignedIn) -> None:
    snapshot(by_subject, 900, "403-01")
    client = signed_in("manager")
    found = as_json(client, report)
    for one in found["rows"][::4]:
        for column in found["columns"]:
            asked = {"row": one["key"], "column": column["key"]}
            assert client.get(f"{ADDRESS.format(report)}trace/", asked).status_code == 200, asked


def breakdowns(report: Declared) -> tuple[str, ...]:
    question = report.question("by")
    return () if question is None else question.values(facts())


def test_every_report_by_what_can_be_asked(by_subject: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    asked = [
        (report.name, {"by": by, "format": form, "sort": "-label"})
        for report in REPORTS
        for by in breakdowns(report)
        for form in ("html", "json", "xlsx")
    ]
    # The others do not know the parameter.
    asked += [(one.name, {"by": "program", "sort": "-label"}) for one in REPORTS if not breakdowns(one)]
    for report, query in asked:
        assert client.get(ADDRESS.format(report), query).status_code == 200, (report, query)


def test_derived_and_assumed_are_explained_by_one_sentence_at_every_door(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Screen, its Excel file, the printed document, the brief and the council's workbook."""
    client = signed_in("manager")
    program = "/programs/smart-anchor"
    pages = [f"{program}/reports/settlement/", f"{program}/document/", f"{program}/brief/"]
    files = [f"{program}/reports/settlement/?format=xlsx", f"{program}/workbook.xlsx"]
    said = [
        re.findall(r'<p class="footnote">(\*.*?)</p>', unescape(client.get(one).content.decode()))
        for one in pages
    ]
    for one in files:
        book = load_workbook(io.BytesIO(client.get(one).content))
        cells = [cell.value for line in book["결산현황"].iter_rows() for cell in line]
        said.append([text for text in cells if str(text).startswith("*")])
    sentences = [
        "* 원문이 빈칸이어서 항등식이나 앞뒤 연도로 계산한 값",
        "** 원문이 빈칸이어서 '예산변경 없음'으로 가정한 값. 그로부터 계산한 값도 이 가정에 따름",
    ]
    assert [[text for text in notes if "전년도 0" not in text] for notes in said] == [sentences] * 5


def test_file_of_a_report_marks_what_is_derived_and_assumed(
    first_document: Program, signed_in: SignedIn
) -> None:
    """As the council's file does: behind the figure, by its number format."""
    answer = signed_in("manager").get(ADDRESS.format("settlement") + "?format=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    (line,) = [line for line in sheet.iter_rows() if line[0].value == "2019"]
    marks = {cell.value: cell.number_format for cell in line if '"*' in cell.number_format}
    assert marks == {
        0: '#,##0"**";"△"#,##0"**";0"**"',
        7_155_400: '#,##0"*";"△"#,##0"*";0"*"',
        6_790_839: '#,##0"*";"△"#,##0"*";0"*"',
        94.9: '#,##0.0"*";"△"#,##0.0"*";0.0"*"',
    }
