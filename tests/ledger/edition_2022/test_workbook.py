"""The workbook of the 2022 edition: its figures as others read them, and its proof without the ledger."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.proof.verify import verify

FILE = "/programs/smart-anchor/workbook.xlsx"


def content_of(client: Client, query: str) -> bytes:
    """The file as it is downloaded."""
    answer = client.get(f"{FILE}?{query}")
    assert answer.status_code == 200
    return answer.content


def lines_of(content: bytes, sheet: str) -> dict[tuple[str, str], list[Any]]:
    """Label and part ('계', '국비(x)') of each line of a sheet's first table -> the cells behind them."""
    rows = load_workbook(io.BytesIO(content), data_only=True)[sheet].iter_rows(values_only=True)
    found: dict[tuple[str, str], list[Any]] = {}
    for label, part, *cells in rows:
        found.setdefault((str(label), str(part)), cells)
    return found


@pytest.mark.parametrize(
    "query",
    [
        "version=2022-original",
        "version=2022-supplementary-2",
        "version=2022-final&base=2021-final",
        "version=2023-request&edition=internal",
    ],
)
def test_file_verifies(query: str, client: Client, tmp_path: Path) -> None:
    file = tmp_path / "anchor.xlsx"
    file.write_bytes(content_of(client, query))
    verification = verify(file)
    assert verification.agrees
    assert (verification.digest_verdict, verification.words_verdict) == ("agrees", "agrees")
    assert len(verification.findings) > 400


def test_original_budget(client: Client) -> None:
    """천원; of the plan 백만원."""
    content = content_of(client, "version=2022-original")
    summary = lines_of(content, "예산총괄")
    assert summary["계", "계"][:4] == [7_224_187, 5_762_000, 5_762_000 - 7_224_187, -20]
    assert summary["계", "국비(x)"][:4] == [0, 700_000, 700_000, 100]
    assert summary["연구용역비", "계"] == [None, 60_000, 60_000, 100, "신규(순증)"]
    assert summary["자산및물품취득비", "계"] == [2_299_200, None, -2_299_200, -100, "종료"]
    plan = lines_of(content, "연차별 투자계획")
    assert plan["계", "계"][:5] == [69_416, 12_411, 7_212, 5_762, 44_031]
    assert plan["계", "국비(x)"][:5] == [7_700, 7_000, 0, 700, 0]
    assert plan["자치단체자본보조", "계"][:5] == [59_367, 11_062, 1_874, 2_400, 44_031]
    costs = lines_of(content, "기본현황")
    assert costs["총사업비", "계"][:3] == [69_416_000, 7_700_000, 61_716_000]
    assert costs["사업비(당해년도)", "계"][:3] == [5_762_000, 700_000, 5_062_000]
    schedule = lines_of(content, "추진일정")
    assert schedule["계", "계"][1:3] == [5_762_000, ""]
    assert schedule["개봉 메이커스페이스 조성", "계"][1] == 620_000 + 12_000
    sites = lines_of(content, "대상지 현황")
    # 백만원: 조성비; 국비 확보액; 예산액
    assert [sites["2", "중랑구 봉제 스마트앵커"][at] for at in (1, 5, 6)] == [20_400, 2_500, None]
    settled = lines_of(content, "결산현황")
    assert settled["2021", "계"][:8] == [7_212_200, 0, 0, 7_212_200, 6_800_000, 300_000, 0, 112_200]


def test_supplementary_budget(client: Client) -> None:
    content = content_of(client, "version=2022-supplementary-1")
    summary = lines_of(content, "예산총괄")
    assert summary["계", "계"][:4] == [6_012_000, 5_742_000, -270_000, -4]
    assert summary["시설비", "계"][:4] == [620_000, 520_000, -100_000, -16]
    assert summary["감리비", "계"][:4] == [12_000, 12_000, 0, 0]
    sheet = load_workbook(io.BytesIO(content), data_only=True)["산출근거"]
    lines = {
        (row[0], row[2]): row[3:11] for row in sheet.iter_rows(min_row=7, values_only=True) if row[1] == "계"
    }
    # 산출식; 기정, 경정, 증감 of the line and of the subject in won; 경정 in 천원
    assert lines["사무관리비", "○ 시설관리 운영"] == (
        "증감(B-A): 2,500,000원×12월\n기정예산액: 150,000,000원×12월",
        *(1_800_000_000, 1_830_000_000, 30_000_000),
        *(None, None, None),
        1_830_000,
    )
    assert lines["자치단체자본보조", "소계"][1:] == (
        *(None, None, None),
        *(2_650_000_000, 2_450_000_000, -200_000_000),
        2_450_000,
    )
    assert lines["계", ""][4:] == (6_012_000_000, 5_742_000_000, -270_000_000, 5_742_000)


def test_year_after(client: Client) -> None:
    content = content_of(client, "version=2023-request")
    settled = lines_of(content, "결산현황")
    assert settled["2022", "계"][:8] == [
        *(5_812_000, 300_000, 40_000, 6_152_000),
        *(5_237_000, 740_000, 5_000, 170_000),
    ]
    assert settled["2022", "국비(x)"][:8] == [975_000, 0, 0, 975_000, 820_000, 150_000, 5_000, 0]
    assert settled["2022 시설비", "계"][:8] == [
        *(520_000, 300_000, 40_000, 860_000),
        *(500_000, 340_000, 0, 20_000),
    ]
    assert lines_of(content, "예산총괄")["국고보조금반환금", "계"][:3] == [None, 5_000, 5_000]


def test_file_of_each_report_has_the_figures_of_its_page(client: Client) -> None:
    address = "/programs/smart-anchor/reports/budget-summary/"
    content = client.get(address, {"version": "2022-supplementary-2", "format": "xlsx"}).content
    (sheet,) = load_workbook(io.BytesIO(content), data_only=True).worksheets[:1]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] and "계" in str(row[0])]
    assert (5_742_000, 5_832_000, 90_000) in [tuple(row[2:5]) for row in rows]
