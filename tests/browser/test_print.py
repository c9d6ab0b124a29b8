"""What comes out of 'print to PDF': the document that is handed in, and the brief on one sheet."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from ledger.reports import REPORTS_BY_NAME
from tests.browser.pages import PROGRAM
from tests.browser.visitor import Visitors

A4 = (595, 842)
DRAFT = "작성 중(미확정)"


def printed(page: Page, path: str) -> PdfReader:
    page.goto(path)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))


def texts(document: PdfReader) -> list[str]:
    """Each page's text without the spaces that setting it in lines puts in."""
    return [re.sub(r"\s+", "", page.extract_text()) for page in document.pages]


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def test_the_document_is_a4_and_a_draft_says_so_on_every_page(sign_in: Visitors) -> None:
    document = printed(sign_in("manager"), f"{PROGRAM}document/")
    assert 3 <= len(document.pages) <= 6
    for page, text in zip(document.pages, texts(document), strict=True):
        width, height = sorted((round(page.mediabox.width), round(page.mediabox.height)))
        assert abs(width - A4[0]) <= 1
        assert abs(height - A4[1]) <= 1
        assert squeezed(DRAFT) in text


def test_the_document_has_the_five_sections_of_the_form_in_its_order(sign_in: Visitors) -> None:
    whole = "".join(texts(printed(sign_in("manager"), f"{PROGRAM}document/")))
    headings = ["1기본현황", "2예산설명", "3사업설명", "4사업효과", "5최근3년결산현황"]
    places = [whole.index(heading) for heading in headings]
    assert places == sorted(places)
    for words in ("(x2,500,000)", "5,036,880", "7,224,187", "△2,357,880", "3,324", "66,230", "6,790,839"):
        assert squeezed(words) in whole, words
    # The misprint stands beside its correction and nowhere else.
    assert whole.count("47,476") == 1
    assert squeezed("1) 원문 47,476 → 정정 1,045:") in whole


def test_the_printed_document_has_nothing_that_is_meant_for_the_house(sign_in: Visitors) -> None:
    """The page says on screen what is still to be seen to; paper does not."""
    page = sign_in("manager")
    document = printed(page, f"{PROGRAM}document/")
    whole = "".join(texts(document))
    expect(page.get_by_role("heading", name="인쇄되지 않음: 제출 전에 확인할 것")).to_be_visible()
    words = (
        "사유 없음",
        "재확인",
        "확인할 것",
        "확인하세요",
        "원장",
        "검증",
        "smart-anchor",
        "인쇄되지 않음",
    )
    assert [one for one in words if squeezed(one) in whole] == []


def test_what_is_for_the_screen_is_not_printed(sign_in: Visitors) -> None:
    for path in ("document/", "brief/", "reports/variance/", "reports/settlement-bridge/"):
        whole = "".join(texts(printed(sign_in("manager"), PROGRAM + path)))
        for words in ("로그아웃", "Excel내려받기", "사유쓰기", "비교기준(단위"):
            assert words not in whole, (path, words)


def test_the_brief_is_one_sheet(sign_in: Visitors) -> None:
    document = printed(sign_in("manager"), f"{PROGRAM}brief/")
    assert len(document.pages) == 1
    (text,) = texts(document)
    for words in ("72억 2,419만원", "43.4%", "자치단체자본보조", "94.9", "2020", DRAFT):
        assert squeezed(words) in text, words


@pytest.mark.parametrize(
    "path",
    [
        *(f"reports/{name}/" for name in REPORTS_BY_NAME),
        "reports/variance/?by=site&top=2&only=open",
        "reports/basis-comparison/?unchanged=summed",
        "tie-outs/",
        "tie-outs/?verdict=breaks",
    ],
)
def test_every_page_prints_whose_it_is_and_no_form(path: str, sign_in: Visitors) -> None:
    """Programme, version, base and moment as the heading; no filter, no tab, no button."""
    page = sign_in("manager")
    first, *_others = texts(printed(page, PROGRAM + path))
    for words in ("스마트앵커 운영", "2021년 예산", "작성 중", "2020년 예산(차수 미표기) 대비", "기준"):
        assert squeezed(words) in first[:400], words
    page.emulate_media(media="print")
    seen = page.evaluate(
        """[...document.querySelectorAll("form, nav, button, select, .breakdowns, .choices, .tools")]
            .filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert seen == []
    below = page.evaluate(
        """[...document.querySelectorAll("thead, tr.total")]
            .filter(one => !["static", "relative"].includes(getComputedStyle(one).position)
                || getComputedStyle(one).transform !== "none").length"""
    )
    assert below == 0


@pytest.mark.parametrize("report", ["budget-summary", "investment-plan", "settlement", "variance"])
def test_a_report_prints_whole_tables_with_the_rates_of_the_form(report: str, sign_in: Visitors) -> None:
    document = printed(sign_in("manager"), f"{PROGRAM}reports/{report}/")
    whole = "".join(texts(document))
    assert squeezed(DRAFT.removesuffix("(미확정)")) in whole  # the version's name says that it is a draft
    if report == "budget-summary":
        assert "3,324" in whole
        assert "3,324.0" not in whole
