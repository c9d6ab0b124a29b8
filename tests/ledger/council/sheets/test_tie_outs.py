"""검증 and 증감사유 in the file: verdicts, explanations, warnings, and what never leaves the house."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from ledger.council.sheets import council_file, council_warnings
from ledger.load.council import read_source
from ledger.models import BudgetLineItem, Program
from tests.ledger.council.sheets.books import Computed, book_of, source_of_2021
from tests.ledger.council.sheets.files import (
    SHEETS,
    check_rows,
    content_of,
    everything,
    explained,
    opened,
    texts,
)


def test_checks_count_all_and_name_the_misprint_beside_its_correction(first_document: Program) -> None:
    sheet = opened(content_of(), results=True)["검증"]
    assert sheet["A4"].value == "검증 231건: 일치 215, 단수차이 9, 불일치 3, 판정불가 4"
    assert [sheet.cell(8, at).value for at in range(2, 8)] == [
        "연차별 투자계획 · 자치단체경상보조금 · 계",
        "백만원",
        "47,476",
        47_476,
        1_045,
        46_431,
    ]
    assert len(check_rows(content_of())) == 231


def test_printed_figures_have_one_unit(first_document: Program) -> None:
    """기본현황 prints '7,224,187천원', unit and all; the tables print bare numbers under a heading."""
    printed = {str(row[3]) for row in check_rows(content_of()) if row[3]}
    assert {"47,476 (백만원)", "7,224,187천원"} <= printed
    assert [text for text in printed if text.count("원") > 1] == []


def test_explanation_stands_beside_its_break_and_its_change(first_document: Program) -> None:
    for is_internal in (False, True):
        content = content_of(explained(), is_internal=is_internal)
        assert check_rows(content)[0][8:10] == ("불일치", "원문 오기입니다.")
        reasons = opened(content)["증감사유"]
        assert (reasons["G9"].value, reasons["G9"].data_type) == ("=시설 운영 확대", "s")
        assert reasons["E9"].value == "=예산총괄!E10"


def test_whether_there_is_a_reason_stands_in_the_internal_edition_only(first_document: Program) -> None:
    inside = content_of(explained(), is_internal=True)
    assert check_rows(inside)[0][10] == "사유 있음"
    assert "불일치 3(사유 있음 1)" in opened(inside, results=True)["검증"]["A4"].value
    assert opened(inside)["증감사유"]["H9"].value == "사유 있음"
    outside = content_of(explained())
    assert "불일치 3, 판정불가" in opened(outside, results=True)["검증"]["A4"].value
    assert opened(outside)["증감사유"]["H9"].value is None


HOUSE_WORDS = (
    *("사유 없음", "사유 있음", "재확인", "다시 확인", "확인하세요", "사유 상태", "제출용"),
    *("manage.py", "verify_workbook", "smart-anchor", "2021-original", "2020-original", "식별자", "알림"),
    *("stated_figure", "budget-summary", "원장", "안내", "내부", "투자심사 확인", "투자심사 미확인"),
)
"""What is meant for those who prepare the file: states, orders to them, commands, keys."""


@pytest.mark.parametrize("left", [None, "1"])
@pytest.mark.parametrize("text", ["원문 오기입니다.", " "])
def test_submission_carries_nothing_that_is_meant_for_the_house(
    text: str, left: str | None, first_document: Program
) -> None:
    """Explained, stale, or explained without a text: the council reads none of these states, the house all."""
    source = explained(left)
    spoken = tuple(replace(one, submission_text=text) for one in source.facts.explanations)
    source = replace(source, facts=replace(source.facts, explanations=spoken))
    said = {
        is_internal: "\n".join(
            part
            for results in (False, True)
            for sheet in opened(content_of(source, is_internal=is_internal), results=results)
            for part in (sheet.title, *texts(sheet), str(sheet.oddHeader.center.text))
        )
        for is_internal in (False, True)
    }
    assert [word for word in HOUSE_WORDS if word in said[False]] == []
    # What is left out there is no word that stands nowhere.
    for word in (
        "사유 없음",
        "사유 상태",
        "manage.py verify_workbook",
        "smart-anchor",
        "2021-original",
        "안내",
        "원장",
        "투자심사 미확인",
    ):
        assert word in said[True], word


def test_submission_says_what_a_council_needs(first_document: Program) -> None:
    """What was corrected and why, what is blank, and how the file proves itself."""
    workbook = opened(content_of(explained()))
    assert "1) 원문 47,476 → 정정 1,045: 원문 오기입니다." in texts(workbook["연차별 투자계획"])
    assert "원문 인쇄 오류와 정정" in "".join(texts(workbook["검증"]))
    assert any(text.startswith("그 연도의 결산 자료가 없습니다.\n빈칸: ") for text in texts(workbook["검증"]))
    assert any("다시 계산해도" in text for text in texts(workbook["작성 정보"]))


def test_state_of_an_explanation_follows_the_sides(first_document: Program) -> None:
    """사유 있음 holds for the very sides that were explained; the correction typed in leaves no break to explain."""
    book = book_of(explained(), is_internal=True)
    printed = ("printed", "investment-plan", "308-01", "total", "million")
    assert Computed(book)["check", "1", "state"] == "사유 있음"
    assert Computed(book, {printed: 47_000_000_000})["check", "1", "state"] == "사유 재확인 필요"
    assert Computed(book, {printed: 1_045_000_000})["check", "1", "state"] == ""
    assert "사유 있음 0" in str(Computed(book, {printed: 47_000_000_000})["checks", "summary"])


def test_explanation_without_a_text_for_submission_is_said(first_document: Program) -> None:
    source = explained()
    silent = tuple(replace(one, submission_text=" ") for one in source.facts.explanations)
    source = replace(source, facts=replace(source.facts, explanations=silent))
    assert "제출용 문구가 없는 사유가 2건 있습니다: 의회에는 빈칸으로 보입니다." in council_warnings(source)
    for is_internal, words in ((True, "(제출용 문구 없음)"), (False, "")):
        content = content_of(source, is_internal=is_internal)
        assert (check_rows(content)[0][9] or "") == words
        assert (opened(content)["증감사유"]["G9"].value or "") == words


@pytest.mark.parametrize("is_internal", [False, True])
def test_file_is_the_same_whatever_the_readers_language(is_internal: bool, first_document: Program) -> None:
    BudgetLineItem.objects.all()[0].save()
    made = []
    for language in ("ko", "en"):
        with translation.override(language):
            source = read_source("smart-anchor", year=2021, with_changes=True)
            made.append(council_file(source, is_internal=is_internal).content)
    assert made[0] == made[1]


def test_moment_of_an_explanation_is_in_local_time(first_document: Program) -> None:
    """Midnight of 9 November in UTC is nine in the morning in Seoul."""
    workbook = opened(content_of(explained(), is_internal=True))
    written = "메모: 담당자만 볼 메모\n작성: finance 2021-11-09 09:00, 거점-12"
    assert any(written in text for text in texts(workbook["검증"]))
    assert any(written in text for text in texts(workbook["증감사유"]))


def test_causes_and_internal_notes_never_leave_in_a_submission(first_document: Program) -> None:
    outside, inside = (everything(content_of(explained(), is_internal=one)) for one in (False, True))
    for secret in ("담당자만 볼 메모", "추정 원인", "거점-12", "변경 이력"):
        assert secret not in outside, secret
        assert secret in inside, secret
    assert "내부 검토본(외부 제출 금지)" in inside
    sheet = opened(content_of(explained(), is_internal=True))["검증"]
    assert any("46,431백만원" in text for text in texts(sheet))


def test_warnings_say_what_is_missing_open_and_stale(first_document: Program) -> None:
    told = council_warnings(source_of_2021())
    assert told == council_file(source_of_2021(), is_internal=False).warnings
    assert "2020년 결산이 원장에 없습니다." in told
    assert any("사유 없는 불일치가 3건" in text for text in told)
    stale = council_warnings(explained(left="1"))
    assert any("불일치 사유를 다시 확인해야 하는 것이 1건" in text for text in stale)
    sheet = opened(content_of(explained(left="1"), is_internal=True))["검증"]
    assert any("다시 확인해야" in text for text in texts(sheet))


@pytest.mark.parametrize(
    ("blank", "sentence"),
    [
        ("plan", "연차별 투자계획이 원장에 없습니다."),
        ("schedule", "추진일정이 원장에 없습니다."),
        ("settlements", "결산이 원장에 없습니다."),
        ("sites", "대상지가 원장에 없습니다."),
    ],
)
def test_what_the_ledger_lacks_is_said_in_words(blank: str, sentence: str, first_document: Program) -> None:
    source = source_of_2021()
    without = replace(source, facts=replace(source.facts, **{blank: ()}))  # type: ignore[arg-type]
    assert sentence in council_warnings(without)
    assert opened(content_of(without)).sheetnames == SHEETS
    inside = opened(content_of(without, is_internal=True))
    assert any(sentence in text for text in texts(inside["검증"]))


def test_version_without_base_says_so(first_document: Program) -> None:
    source = source_of_2021()
    without = replace(source.facts, base=None, base_allocations=())
    assert any("비교 기준" in text for text in council_warnings(replace(source, facts=without)))


def test_part_of_a_thousand_won_is_said(first_document: Program) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=1_711_987_500)
    source = source_of_2021()
    assert "천원 미만 단수가 있는 산출근거 금액이 1건 있습니다." in council_warnings(source)
    (row,) = [row for row in check_rows(content_of(source)) if "천원 미만 단수" in str(row[9])]
    assert row[4:7] == (1_711_987_500, 1_711_988_000, -500)


@pytest.mark.parametrize("is_internal", [False, True])
def test_amounts_are_named_and_no_sheet_says_left_or_right(
    is_internal: bool, first_document: Program
) -> None:
    content = content_of(explained(), is_internal=is_internal)
    (misprint, column, *_rest) = check_rows(content)
    assert misprint[2] == "원문에 인쇄된 금액은 다시 계산한 금액과 같아야 합니다.\n① 원문값 ② 계산값"
    assert str(column[2]).endswith("\n① 통계목의 합 ② 연차별 투자계획의 계")
    headings = texts(opened(content)["검증"])
    assert {"금액 ①", "금액 ②"} <= set(headings)
    said = " ".join(
        text for name in SHEETS for text in texts(opened(content)[name]) if not text.startswith("=")
    )
    assert not re.search(r"왼쪽|오른쪽|같다\.|\b(left|right)\b", said, re.IGNORECASE)
