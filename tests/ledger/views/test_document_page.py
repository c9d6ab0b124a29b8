"""사업별 설명서: one page that is the document: the form's order and wording, every figure that of a report."""

import re

import pytest

from ledger.models import (
    AccountSubject,
    BudgetVersion,
    Document,
    Program,
    YearlyAllocation,
)
from tests.ledger.form import form_table, rows_by_label
from tests.ledger.life import moved
from tests.ledger.reasons import explain
from tests.ledger.views.printed import ADDRESS, article, headings, shown
from tests.people import Person, SignedIn

# The form


def test_parts_stand_in_the_forms_order_and_wording(first_document: Program, signed_in: SignedIn) -> None:
    assert headings(shown(signed_in("manager"))) == [
        "1 기본현황",
        "□ 사업개요",
        "□ 사업 담당자",
        "2 예산 설명",
        "□ 예산 총괄 (단위 : 천원, %)",
        "□ 산출근거",
        "□ 연차별 투자계획(투자사업의 경우) (단위 : 백만원)",
        "3 사업 설명",
        "□ 사업목적",
        "□ 사업근거",
        "□ 사업내용",
        "□ 사업계획(투자사업의 경우)",
        "□ 추진경위",
        "□ 2021년도 추진일정 (단위 : 천원)",
        "4 사업효과",
        "□ 최근 3년 추진실적",
        "□ 향후 기대효과",
        "5 최근 3년 결산현황",
    ]


def test_outline_has_the_costs_by_source(first_document: Program, signed_in: SignedIn) -> None:
    rows = rows_by_label(shown(signed_in("manager")), "outline")
    assert rows["회계"] == [["일반회계"]]
    assert rows["사업기간"] == [["☑ 연례반복"]]
    assert rows["총사업비"] == [
        ["총 66,230,000천원 (국비) 7,000,000천원 (시비) 59,230,000천원", "기타(예산 외) 〔구비〕 〔기타〕"]
    ]
    assert rows["사업비(당해년도)"] == [
        ["총 7,224,187천원 (국비) (시비) 7,224,187천원", "기타(예산 외) 〔구비〕 〔기타〕"]
    ]


def test_officers_are_blank_cells(first_document: Program, signed_in: SignedIn) -> None:
    head, (row,) = form_table(shown(signed_in("manager")), "charge")
    assert head == ["실·국", "부서명", "과 장", "팀장", "주무관"]
    assert row == [["경제정책실"], ["거점성장추진단"], [""], [""], [""]]


# Drafts, texts, reasons


@pytest.mark.parametrize(
    ("status", "notice"),
    [("draft", "작성 중(미확정)"), ("submitted", "제출(미확정)"), ("confirmed", ""), ("settled", "")],
)
def test_what_is_not_confirmed_says_so_on_every_sheet(
    status: str, notice: str, first_document: Program, signed_in: SignedIn
) -> None:
    """The style sheet prints the attribute in the margin of each page."""
    if status != "draft":
        moved(BudgetVersion.objects.get(fiscal_year=2021), status)
    for address in (ADDRESS, ADDRESS.replace("document", "brief")):
        page = signed_in("manager" if "doc" in address else "auditor").get(address).content.decode()
        assert f'data-notice="{notice}"' in page
        assert re.findall(r'<p class="notice">(.*?)</p>', page) == ([notice] if notice else [])


def test_version_status_base_and_moment_stand_on_top(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"))
    (running,) = re.findall(r'data-running="([^"]*)"', page)
    assert re.fullmatch(
        r"스마트앵커 운영 · 2021년 예산\(차수 미표기, 작성 중\) · 2020년 예산\(차수 미표기\) 대비 · .* 기준",
        running,
    )


def test_texts_keep_their_lines_and_are_only_text(first_document: Program, signed_in: SignedIn) -> None:
    document = Document.objects.get()
    document.sections.filter(section="effects").delete()
    document.sections.create(
        section="effects", position=1, text="<script>alert(1)</script>\n- 둘째 줄\n{{ 7*7 }}"
    )
    document.sections.filter(section="achievements").delete()
    document.sections.create(section="achievements", position=1, heading="<b>2020</b>", text="첫 줄\n둘째")
    page = shown(signed_in("manager"))
    assert "<script>alert" not in page
    assert "○ &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert form_table(page, "achievements")[1] == [[["<b>2020</b>"], ["첫 줄", "둘째"]]]


def test_texts_have_the_forms_bullets(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"))
    texts = [re.sub(r"<[^>]+>|\n", "", item) for item in re.findall(r'<p class="item">(.*?)</p>', page, re.S)]
    assert "○ 사업기간 : &#x27;21.1.~&#x27;21.12" in texts
    assert any(text.startswith("- 중구 인쇄 스마트앵커 조성  - 위치 : 예관동") for text in texts)
    assert "- 도시형 소공인 지원에 관한 특별법 제20조" in texts


def test_texts_keep_what_stands_under_what(first_document: Program, signed_in: SignedIn) -> None:
    """The two solution anchors stand under their common heading, their own lines under each."""
    page = shown(signed_in("manager"))
    (item,) = re.findall(r'<p class="item">(- 스마트 솔루션 앵커.*?)</p>', page, re.S)
    lines = re.findall(r'<span class="sub depth-(\d)">(.*?)</span>', item)
    assert [text for depth, text in lines if depth == "1"] == [
        "- 금천 스마트 솔루션 앵커",
        "- 창신 스마트 솔루션 앵커",
    ]
    assert [text[0] for depth, text in lines if depth == "2"] == ["·"] * 8


def test_year_without_a_document_says_no_data(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "?year=2020")
    assert headings(page)[-1] == "5 최근 3년 결산현황"
    assert page.count("자료 없음") > 8
    assert rows_by_label(page, "outline")["총사업비"] == [["자료 없음"]]
    assert '<table class="form plan">' not in page


def test_reasons_are_printed_without_their_internal_notes(
    first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    """Six changes reach 1억 and 10 %: one has a fresh reason, one a stale one, one has none for submission."""
    author = person("finance")
    page = shown(signed_in("manager"))
    assert '<table class="form reasons">' not in page
    explain(author, "201-01", 1_711_987_000, 50_000_000, submission_text="운영 개시\n순증")
    explain(author, "201-02", 1, 2, submission_text="요금 인상", internal_note="비밀 메모")
    explain(author, "308-01", 300_000_000, 530_000_000, internal_note="내부 사정")
    page = shown(signed_in("auditor"))
    assert form_table(page, "reasons")[1] == [
        [["사무관리비"], ["(x-)", "1,661,987"], ["운영 개시", "순증"]],
        [["공공운영비"], ["(x-)", "225,000"], ["요금 인상"]],
    ]
    assert "사유 없음 3건, 사유 재확인 필요 1건" in page
    assert "재확인" not in article(page)
    assert "비밀 메모" not in page
    assert "내부 사정" not in page


# Bad input and the page itself


@pytest.mark.parametrize("page", ["document", "brief"])
def test_bad_parameters_are_said(page: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    address = f"/programs/smart-anchor/{page}/"
    answers = {
        "?year=abc": 400,
        "?year=1999": 404,
        "?version=2019-original": 400,
        "?version=%00": 400,
        "?base=nonsense": 400,
        "?base=": 200,
        "?sort=x&by=y&colour=blue": 200,
        f"?version={'7' * 10_000}": 400,
    }
    assert {query: client.get(address + query).status_code for query in answers} == answers
    assert client.get(f"/programs/nothing/{page}/").status_code == 404
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("page", ["document", "brief"])
def test_programme_without_budget_or_subject_names(page: str, db: None, signed_in: SignedIn) -> None:
    """Nothing but a version with one allocation that has no figure: no document, no settlement, no base."""
    program = Program.objects.create(slug="bare", name="빈 사업")
    client = signed_in("manager")
    assert client.get(f"/programs/bare/{page}/").status_code == 404
    version = BudgetVersion.objects.create(fiscal_year=2030, kind="request")
    subject = AccountSubject.objects.create(code="201-01", valid_from=2018, name="")
    YearlyAllocation.objects.create(program=program, version=version, subject=subject)
    response = client.get(f"/programs/bare/{page}/")
    assert response.status_code == 200
    assert "자료 없음" in response.content.decode()


@pytest.mark.parametrize("page", ["document", "brief"])
def test_page_needs_no_inline_style_or_script(
    page: str, first_document: Program, signed_in: SignedIn
) -> None:
    text = signed_in("manager").get(f"/programs/smart-anchor/{page}/").content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)
    assert f'href="/programs/smart-anchor/{page}/?version=2021-original" aria-current="page"' in text
    tables = re.findall(r"<table.*?</table>", text, re.S)
    assert all("<caption>" in table and 'scope="' in table for table in tables)
