"""결산현황, 결산 흐름 and 올해 집행 현황 on screen, as JSON and as an Excel file, and the line on the execution."""

import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from ledger.figures.facts import Facts, Snapshot
from ledger.models import AccountSubject, Program
from ledger.reports import REPORTS_BY_NAME, settlement_bridge
from ledger.reports.settlement import build
from ledger.screen.charts import CHARTS
from ledger.words import heading_words
from tests.ledger.records import GRANTS, OFFICE, allocation, facts, settled
from tests.ledger.screen.test_tables import headings_on_screen, rows_on_screen
from tests.people import SignedIn

ADDRESS = "/programs/smart-anchor/reports/{}/"
PASSED = replace(GRANTS, is_pass_through=True)
THOUSAND = 1_000


@pytest.fixture
def by_subject(first_document: Program) -> Program:
    """2019 by subject: 900 of 6,790,839천원 were handed on, 450 of them spent by 30 June 2020."""

    def enter(code: str, **cells: Any) -> None:
        subject = AccountSubject.objects.get(code=code)
        first_document.settlements.create(fiscal_year=2019, subject=subject, unit="thousand", **cells)

    enter(
        "403-01",
        executed=900 * THOUSAND,
        current_budget=1_000 * THOUSAND,
        recipients_executed=450 * THOUSAND,
        recipients_as_of=date(2020, 6, 30),
    )
    enter("308-01", executed=0)
    enter("201-01", executed=6_789_939 * THOUSAND)
    return first_document


def page(client: Client, report: str, query: str = "") -> str:
    response = client.get(ADDRESS.format(report) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def as_json(client: Client, report: str, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{ADDRESS.format(report)}?format=json{query}").json()
    return found


def row(found: dict[str, Any], key: str) -> dict[str, Any]:
    (one,) = [one for one in found["rows"] if one["key"] == key]
    cells: dict[str, Any] = one
    return cells


def sheet(client: Client, report: str, query: str = "") -> list[tuple[Any, ...]]:
    content = client.get(f"{ADDRESS.format(report)}?format=xlsx{query}").content
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


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


# 올해 집행 현황


def snapshot(program: Program, executed: int, code: str | None = None, **more: Any) -> None:
    program.execution_snapshots.create(
        fiscal_year=2021,
        subject=AccountSubject.objects.get(code=code) if code else None,
        as_of=date(2021, 10, 31),
        executed=executed,
        **more,
    )


def test_execution_of_a_year_of_which_nothing_is_known(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    text = page(client, "execution")
    assert '<p class="lead">올해 집행 자료 없음</p>' in text
    assert headings_on_screen(text) == ["과목구분", "2021예산액", "전년이월", "예산현액"]
    assert "** 전년이월 자료 없음: 0으로 봄." in text
    assert row(as_json(client, "execution"), "total")["assumed"] == ["current_budget"]


def test_execution_on_screen_in_json_and_in_excel(first_document: Program, signed_in: SignedIn) -> None:
    """3,612,093,500 of 7,224,187,000 won are a half."""
    snapshot(first_document, 3_612_093_500, committed=4_000_000_000, source="e호조")
    client = signed_in("manager")
    text = page(client, "execution")
    assert "2021.10.31. 기준 집행률 50.0%(집행액/예산현액) · 전년이월 자료 없음: 0으로 봄" in text
    assert headings_on_screen(text)[4:7] == [
        "지출원인행위액(2021.10.31.)",
        "집행액(2021.10.31.)",
        "집행률(집행액/예산현액, %)",
    ]
    total = row(as_json(client, "execution"), "total")
    assert total["figures"]["execution_rate"] == "50.000000"
    assert total["figures"]["committed"] == 4_000_000_000
    (line,) = [line for line in sheet(client, "execution") if line[0] == "계"]
    assert line[1:7] == (7_224_187, None, 7_224_187, 4_000_000, 3_612_094, 50)


def test_execution_that_was_handed_on(first_document: Program, signed_in: SignedIn) -> None:
    snapshot(first_document, 750, "403-01")
    snapshot(first_document, 250, "201-01")
    client = signed_in("manager")
    text = page(client, "execution")
    assert "(집행액/예산현액) · 집행액 중 교부 75.0%" in text
    assert "올해 실집행액 자료 없음" in text
    assert row(as_json(client, "execution"), "403-01")["notes"]["executed"] == "passed_on"


def test_execution_whose_subjects_do_not_add_up(first_document: Program, signed_in: SignedIn) -> None:
    snapshot(first_document, 900)
    snapshot(first_document, 250, "201-01")
    assert "통계목 합계와 다름" in page(signed_in("manager"), "execution")


def executed(*amounts: int, budget: int | None = 1_000, carried: int | None = 0) -> Facts:
    """Of the office and, where a second amount is given, of money handed on."""
    subjects = (OFFICE, PASSED)[: len(amounts)]
    day = date(2021, 10, 31)
    return facts(
        [] if budget is None else [allocation(OFFICE, budget)],
        settlements=() if carried is None else (settled(2020, carried_out=carried),),
        snapshots=tuple(
            Snapshot(one, day, None, amount, "won") for one, amount in zip(subjects, amounts, strict=True)
        ),
    )


@pytest.mark.parametrize(
    ("held", "korean", "english"),
    [
        (
            executed(642),
            "2021.10.31. 기준 집행률 64.2%(집행액/예산현액)",
            "Execution rate as of 2021-10-31: 64.2% (executed/current budget)",
        ),
        (
            executed(400, 100),
            "2021.10.31. 기준 집행률 50.0%(집행액/예산현액) · 집행액 중 교부 20.0%",
            "Execution rate as of 2021-10-31: 50.0% (executed/current budget) · 20.0% of it handed on",
        ),
        (
            executed(-1, carried=None),
            "2021.10.31. 기준 집행률 △0.1%(집행액/예산현액) · 전년이월 자료 없음: 0으로 봄",
            "Execution rate as of 2021-10-31: -0.1% (executed/current budget) · carried in: no data, taken as 0",
        ),
        (
            executed(642, budget=None),
            "2021.10.31. 기준 집행액 642원(예산현액 자료 없음)",
            "Executed as of 2021-10-31: 642 won (current budget: no data)",
        ),
        (executed(), "올해 집행 자료 없음", "Execution this year: no data"),
    ],
)
def test_execution_in_one_line(held: Facts, korean: str, english: str) -> None:
    for language, line in (("ko", korean), ("en", english)):
        with translation.override(language):
            assert heading_words.execution_line(held) == line


@pytest.mark.parametrize("report", ["settlement", "settlement-bridge", "execution"])
def test_every_figure_says_where_it_comes_from(report: str, by_subject: Program, signed_in: SignedIn) -> None:
    snapshot(by_subject, 900, "403-01")
    client = signed_in("manager")
    found = as_json(client, report)
    for one in found["rows"][::4]:
        for column in found["columns"]:
            asked = {"row": one["key"], "column": column["key"]}
            assert client.get(f"{ADDRESS.format(report)}trace/", asked).status_code == 200, asked


def test_every_report_by_what_can_be_asked(by_subject: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for report in REPORTS_BY_NAME:
        for by in ("program", "subject"):
            for form in ("html", "json", "xlsx"):
                response = client.get(ADDRESS.format(report), {"by": by, "format": form, "sort": "-label"})
                assert response.status_code == 200, (report, by, form)


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
