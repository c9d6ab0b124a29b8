"""변경 이력 of the internal edition: which row and what became what, in words that a person knows, and short."""

import io
import re

import pytest
from django.db.models import Q
from openpyxl import load_workbook

from ledger.council.sheets import council_file
from ledger.council.sheets.context import TOP
from ledger.council.sheets.history import HEADINGS, NAME
from ledger.load import changes
from ledger.load.council import read_source
from ledger.models import BudgetLineItem, DocumentSection, Milestone, Program, StatedFigure, YearlyAllocation
from sites.models import Site
from sites.said import saying

KEY = re.compile(r"^[a-z]+([-_][a-z0-9]+)*$")
"""What a key looks like: 'budget-summary', 'current_national'."""


def told() -> list[dict[str, str]]:
    """The lines of the sheet by their headings; without the moment."""
    made = council_file(read_source("smart-anchor", year=2021, with_changes=True), is_internal=True)
    sheet = load_workbook(io.BytesIO(made.content))[NAME]
    lines = []
    for line in sheet.iter_rows(min_row=TOP + 2, values_only=True):
        if line[4] is None:
            break
        lines.append({name: str(text or "") for name, text in zip(HEADINGS, line, strict=False)})
    return lines


def test_a_change_says_which_fields_became_what(first_document: Program) -> None:
    line = BudgetLineItem.objects.get(allocation__subject__code="201-01")
    line.amount, line.is_one_off, line.site = 1_800_000_000, True, Site.objects.get(slug="jung-printing")
    with saying(who="finance", why="조정"):
        line.save()
    newest, *_older = told()
    assert newest["사용자"] == "finance"
    assert newest["종류"] == "산출근거 항목"
    assert newest["대상"] == "2021년 예산(차수 미표기) 사무관리비 · 시설관리 운영"
    assert newest["변경"] == "변경"
    assert newest["바뀐 내용(전 → 후)"].split("\n") == [
        "금액(원): 1,711,987,000 → 1,800,000,000",
        "대상지: – → 중구 인쇄 스마트앵커",
        "일회성: 아니오 → 예",
    ]
    assert newest["사유"] == "조정"


def test_a_row_that_is_gone_says_what_it_held(first_document: Program) -> None:
    BudgetLineItem.objects.get(amount=803_000_000).delete()
    removed = told()[0]
    assert (removed["변경"], removed["대상"].partition(" · ")[2]) == (
        "삭제",
        "마포구 스마트앵커 조성비(공사비)",
    )
    assert "금액(원): 803,000,000" in removed["바뀐 내용(전 → 후)"]


@pytest.mark.usefixtures("said_why")
def test_a_printed_figure_is_called_by_table_row_and_column(first_document: Program) -> None:
    stated = StatedFigure.objects.get(table="budget-summary", row="total", column="current")
    stated.text = "7,224,188"
    stated.save()
    newest = told()[0]
    assert newest["대상"] == "예산총괄 · 계 · 2021예산액(B)"
    assert newest["바뀐 내용(전 → 후)"].endswith(": 7,224,187 → 7,224,188")


def test_of_a_long_text_only_where_it_differs_is_shown(first_document: Program) -> None:
    section = DocumentSection.objects.all()[0]
    section.text = "가" * 500
    section.save()
    section.text = "가" * 250 + "나" + "가" * 249
    section.save()
    (moved,) = told()[0]["바뀐 내용(전 → 후)"].split("\n")
    assert "나" in moved
    assert len(moved) < 200


def test_saved_again_without_a_change_is_no_line(first_document: Program) -> None:
    BudgetLineItem.objects.all()[0].save()
    assert told() == []


def test_what_came_to_a_milestone_is_called_by_both(first_document: Program) -> None:
    milestone = Milestone.objects.order_by("pk")[0]
    milestone.sites.set([Site.objects.get(slug="jung-printing")])
    came = next(line for line in told() if line["변경"] == "등록")
    assert milestone.text[:10] in came["대상"]
    assert came["대상"].endswith("중구 인쇄 스마트앵커")


def test_a_ledger_that_was_entered_at_once_takes_a_page_and_no_key_is_shown(
    first_document: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than 500 rows: each kind a line, the first three by name. As if no file had brought them."""
    monkeypatch.setattr(changes, "BROUGHT", Q(pk=0))
    lines = told()
    assert 10 < len(lines) < 40
    printed = next(line for line in lines if line["종류"] == "원문값")
    assert re.search(r" 외 \d+건$", printed["대상"])
    words = [word for line in lines for text in line.values() for word in re.split(r"[\s,·:]+", text)]
    assert [word for word in words if KEY.match(word)] == []


@pytest.mark.parametrize("year", [2020, 2021])
def test_an_allocation_is_called_by_its_year_and_subject(year: int, first_document: Program) -> None:
    allocation = YearlyAllocation.objects.get(version__fiscal_year=year, subject__code="403-01")
    YearlyAllocation.objects.filter(pk=allocation.pk).update(national_subsidy=7)
    assert told()[0]["대상"] == f"{year}년 예산(차수 미표기) · 자치단체자본보조"
