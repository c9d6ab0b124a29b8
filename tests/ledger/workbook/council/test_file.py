"""The file of the council's workbook, re-opened and recomputed: what a council officer gets."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.facts import Explained
from ledger.load_council import CouncilSource, read_source
from ledger.models import AccountSubject, BudgetLineItem, Program
from ledger.tieout import findings
from ledger.tieout.explained import side_text
from ledger.workbook.council import council_file, council_warnings
from ledger.workbook.verify import Verification, verify
from sites.models import Site
from tests.ledger.workbook.council.books import Computed, book_of, source_of_2021
from tests.office import as_pdf, recalculated

SHEETS = [
    "표지",
    "기본현황",
    "예산총괄",
    "산출근거",
    "연차별 투자계획",
    "대상지 현황",
    "추진일정",
    "결산현황",
    "증감사유",
    "검증",
    "작성 정보",
]


def content_of(source: CouncilSource | None = None, *, is_internal: bool = False) -> bytes:
    return council_file(source or source_of_2021(), is_internal=is_internal).content


@cache
def opened(content: bytes, *, results: bool = False) -> Workbook:
    """The file re-opened, once for all tests that only look at it."""
    return load_workbook(io.BytesIO(content), data_only=results)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]


def everything(content: bytes) -> str:
    """All text in all parts of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


# Form


def test_sheets_stand_in_the_order_of_the_form(first_document: Program) -> None:
    assert opened(content_of()).sheetnames == SHEETS


def test_cover_says_whose_budget_of_when_and_leaves_blank_what_is_not_held(first_document: Program) -> None:
    cover = opened(content_of())["표지"]
    said = {cover.cell(line, 1).value: cover.cell(line, 2).value for line in range(8, 24)}
    assert said["회계연도"] == "2021년도"
    assert said["예산 차수"] == "2021년 예산(차수 미표기)"
    assert said["상태"] == "작성 중"
    assert said["기준일시"] == "2021-11-10 17:40"
    assert (said["실·국"], said["부서"], said["회계"]) == ("경제정책실", "거점성장추진단", "일반회계")
    assert not any(said[label] for label in ("의결일", "정책사업", "단위사업", "예산서 쪽수", "설명서 쪽수"))


def test_pages_are_a4_as_wide_as_the_sheet_with_repeated_headings(first_document: Program) -> None:
    for sheet in opened(content_of()):
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text
    workbook = opened(content_of())
    for name in SHEETS[2:10]:
        assert workbook[name].print_title_rows, name
    for name in SHEETS[2:9]:
        assert workbook[name].freeze_panes, name


def test_draft_says_so_on_every_printed_page(first_document: Program) -> None:
    assert {sheet.oddHeader.center.text for sheet in opened(content_of())} == {"작성 중(미확정)"}
    source = source_of_2021()
    confirmed = replace(source.facts, version=replace(source.facts.version, status="confirmed"))
    headers = {sheet.oddHeader.center.text for sheet in opened(content_of(replace(source, facts=confirmed)))}
    assert headers == {None}


def test_numbers_are_numbers_with_triangle_and_x_by_format(first_document: Program) -> None:
    summary = opened(content_of(), results=True)["예산총괄"]
    assert (summary["E20"].value, summary["E20"].number_format) == (-2_357_880, '#,##0;"△"#,##0;0')
    assert (summary["E19"].value, summary["E19"].number_format) == (
        -2_500_000,
        '"(x"#,##0")";"(x△"#,##0")";"(x-)"',
    )
    assert [summary.cell(line, 2).value for line in (19, 20)] == ["국비(x)", "계"]


def test_no_number_format_scales(first_document: Program) -> None:
    formats = {cell.number_format for sheet in opened(content_of()) for line in sheet for cell in line}
    assert len(formats) > 5
    assert {one for one in formats if re.search(r"[0#],+(?![#0])", one)} == set()


def test_font_headings_and_merged_cells(first_document: Program) -> None:
    workbook = opened(content_of())
    fonts = {
        cell.font.name for sheet in workbook for line in sheet for cell in line if cell.value is not None
    }
    assert fonts == {"맑은 고딕"}
    merged = {str(area) for area in workbook["예산총괄"].merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5"} <= merged
    assert workbook["예산총괄"]["A3"].value == "(단위: 천원, %)"


def test_inputs_are_open_and_the_rest_is_protected_without_a_password(first_document: Program) -> None:
    for sheet in opened(content_of()):
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        for line in sheet.iter_rows():
            for cell in line:
                if not cell.protection.locked:
                    assert cell.data_type == "n", f"{sheet.title}!{cell.coordinate}"
    basis = opened(content_of())["산출근거"]
    assert (basis["E10"].protection.locked, basis["F8"].protection.locked) == (False, True)


def test_figures_that_people_refer_to_have_names(first_document: Program) -> None:
    workbook = opened(content_of(), results=True)
    named = {}
    for name, defined in workbook.defined_names.items():
        ((sheet, cell),) = defined.destinations
        named[name] = workbook[sheet][cell].value
    assert named["예산총괄_예산액"] == 7_224_187
    assert named["예산총괄_증감"] == 2_187_307
    assert named["총사업비"] == 66_230_000
    assert named["투자계획_계"] == 66_230
    assert named["결산_2019_집행률"] == 94.9


def test_blank_derived_and_assumed_cells_are_told_apart(first_document: Program) -> None:
    settled = opened(content_of(), results=True)["결산현황"]
    assert settled["C11"].value is None  # 2020 is not in the ledger
    assert settled["L11"].value == "자료 없음"
    assert settled["G9"].value == 6_790_839
    assert settled["G9"].number_format == '#,##0"*";"△"#,##0"*";0"*"'
    assert settled["E9"].number_format == '#,##0"**";"△"#,##0"**";0"**"'
    assert settled["C9"].number_format == '#,##0;"△"#,##0;0'


def test_about_names_programme_version_base_and_digest(first_document: Program) -> None:
    made = council_file(source_of_2021(), is_internal=False)
    about = opened(made.content)["작성 정보"]
    said = {about.cell(line, 1).value: about.cell(line, 2).value for line in range(5, 14)}
    assert said["세부사업"] == "스마트앵커 운영"
    assert said["예산 차수"].endswith("[2021-original]")
    assert said["비교 기준"].endswith("[2020-original]")
    assert said["마지막 변경"] == "2021-11-10 17:40:00 +0900"
    assert said["수치 지문(SHA-256)"] == made.digest
    assert said["서식 판"] == made.layout


# Same in, same out


def test_same_ledger_gives_the_same_bytes(first_document: Program) -> None:
    first, second = (council_file(source_of_2021(), is_internal=False) for _ in range(2))
    assert first.content == second.content
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=1)
    third = council_file(source_of_2021(), is_internal=False)
    assert third.digest != first.digest


# Verified from outside


def verification_of(workbook: Workbook | bytes) -> Verification:
    """What verify_workbook finds in a file."""
    with NamedTemporaryFile(suffix=".xlsx") as file:
        if isinstance(workbook, bytes):
            file.write(workbook)
            file.flush()
        else:
            workbook.save(file.name)
        return verify(Path(file.name))


@pytest.mark.parametrize("is_internal", [False, True])
def test_file_verifies_without_the_ledger(is_internal: bool, first_document: Program) -> None:
    verification = verification_of(content_of(explained(), is_internal=is_internal))
    assert verification.agrees
    assert (verification.digest_verdict, verification.words_verdict) == ("agrees", "agrees")
    assert len(verification.findings) > 930


TAMPERED: dict[str, Callable[[Workbook], None]] = {
    "a check that always ties": lambda workbook: put(workbook, "검증", "I17", '="일치"'),
    "a formula made a number": lambda workbook: put(workbook, "예산총괄", "E8", 2_187_307),
    "a formula of the same result": lambda workbook: put(workbook, "예산총괄", "E8", "=2187307"),
    "another amount": lambda workbook: put(workbook, "산출근거", "E10", 1),
    "another unit": lambda workbook: put(workbook, "예산총괄", "A3", "(단위: 백만원, %)"),
    "another status": lambda workbook: put(workbook, "표지", "B11", "확정"),
    "another print": lambda workbook: put(workbook, "검증", "D17", "1,045 (백만원)"),
    "a sheet less": lambda workbook: workbook.remove(workbook["표지"]),
}


def put(workbook: Workbook, sheet: str, cell: str, content: object) -> None:
    workbook[sheet][cell] = content


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_changed_in_the_file_shows(how: str, first_document: Program) -> None:
    workbook = load_workbook(io.BytesIO(content_of()))
    assert verification_of(workbook).words_verdict == "agrees"
    TAMPERED[how](workbook)
    verification = verification_of(workbook)
    assert "differs" in (verification.words_verdict, verification.digest_verdict)


# 검증


def check_rows(content: bytes) -> list[tuple[object, ...]]:
    sheet = opened(content, results=True)["검증"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "번호" and row[8] == "판정")
    return [row for row in rows[start + 1 :] if row[8]]


def test_checks_count_all_and_name_the_misprint_beside_its_correction(first_document: Program) -> None:
    sheet = opened(content_of(), results=True)["검증"]
    assert sheet["A4"].value == "검증 231건: 일치 215, 단수차이 9, 불일치 3(사유 있음 0), 판정불가 4"
    assert [sheet.cell(13, at).value for at in range(2, 8)] == [
        "연차별 투자계획 · 자치단체경상보조금 · 계",
        "백만원",
        "47,476",
        47_476,
        1_045,
        46_431,
    ]
    assert len(check_rows(content_of())) == 231


def explained(left: str | None = None) -> CouncilSource:
    """The first document with the misprint explained (against `left`, else as it is), and a change by subject."""
    source = source_of_2021()
    finding = findings(source.facts, with_causes=False)[0]
    misprint = Explained(
        kind="finding",
        rule=finding.rule,
        report=finding.cell.report,
        row=finding.cell.row,
        column=finding.cell.column,
        year=finding.cell.year,
        unit="",
        left=side_text(finding.left) if left is None else left,
        right=side_text(finding.right),
        internal_note="담당자만 볼 메모",
        submission_text="원문 오기입니다.",
        document_number="거점-12",
        author="finance",
        created_at=datetime(2021, 11, 9, tzinfo=UTC),
    )
    change = replace(
        misprint,
        kind="change",
        rule="",
        report="budget-summary",
        row="201-01",
        column="change",
        left="1711987000",
        right="50000000",
        submission_text="=시설 운영 확대",
        base="2020-original",
    )
    return replace(source, facts=replace(source.facts, explanations=(misprint, change)))


def test_explanation_stands_beside_its_break_and_its_change(first_document: Program) -> None:
    content = content_of(explained())
    first = check_rows(content)[0]
    assert first[8:11] == ("불일치", "사유 있음", "원문 오기입니다.")
    sheet = opened(content, results=True)["검증"]
    assert "불일치 3(사유 있음 1)" in sheet["A4"].value
    reasons = opened(content)["증감사유"]
    assert (reasons["G9"].value, reasons["G9"].data_type, reasons["H9"].value) == (
        "=시설 운영 확대",
        "s",
        "사유 있음",
    )
    assert reasons["E9"].value == "=예산총괄!E10"


def test_state_of_an_explanation_follows_the_sides(first_document: Program) -> None:
    """사유 있음 holds for the very sides that were explained; the correction typed in leaves no break to explain."""
    book = book_of(explained())
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
    content = content_of(source)
    assert check_rows(content)[0][10] == "(제출용 문구 없음)"
    assert opened(content)["증감사유"]["G9"].value == "(제출용 문구 없음)"


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
    sheet = opened(content_of(explained(left="1")))["검증"]
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
    workbook = opened(content_of(without))
    assert workbook.sheetnames == SHEETS
    assert any(sentence in text for text in texts(workbook["검증"]))


def test_version_without_base_says_so(first_document: Program) -> None:
    source = source_of_2021()
    without = replace(source.facts, base=None, base_allocations=())
    assert any("비교 기준" in text for text in council_warnings(replace(source, facts=without)))


def test_part_of_a_thousand_won_is_said(first_document: Program) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=1_711_987_500)
    source = source_of_2021()
    assert "천원 미만 단수가 있는 산출근거 금액이 1건 있습니다." in council_warnings(source)
    (row,) = [row for row in check_rows(content_of(source)) if "천원 미만 단수" in str(row[10])]
    assert row[4:7] == (1_711_987_500, 1_711_988_000, -500)


# Text is text


OUR_FORMULA = re.compile(r"=(0$|ROUND|SUM|SUMIF|IF|[A-Z]+\d+|\(|'?[가-힣 ]+'?!|\"검증)")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=1+1",
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1+1",
            "{=1+1}",
            "<r><t>x</t></r>",
            "00123",
            "https://example.com/",
        ),
        *(
            "벨\x07소리",
            "줄\n바꿈",
            "이모지 😀 끝",
            "_x0041_",
            "\x1b[31m",
            "끝\x0b",
            "\ufffe",
            "사업 [1/2] & 'a'!",
        ),
    ],
)
def test_text_stays_text_wherever_it_stands(text: str, first_document: Program) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(description=text, basis=text)
    Program.objects.update(name=text, bureau=text)
    AccountSubject.objects.filter(code="201-01").update(name=text)
    Site.objects.filter(slug="jung-printing").update(name=text)
    workbook = opened(content_of())
    assert workbook.sheetnames == SHEETS
    for sheet in workbook:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert OUR_FORMULA.match(cell.value), cell.value


def test_longest_texts_are_told_whole(first_document: Program) -> None:
    """40,000 letters fit into no cell: they go on in further lines, none is lost."""
    long = "".join(chr(ord("가") + number % 5_000) for number in range(40_000))
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(description=long)
    source = explained()
    spoken = tuple(replace(one, submission_text=long) for one in source.facts.explanations)
    workbook = opened(content_of(replace(source, facts=replace(source.facts, explanations=spoken))))
    reasons = "".join(str(cell.value or "") for cell in workbook["증감사유"]["G"][5:])
    assert long in reasons
    checks = "".join(texts(workbook["검증"])[0:]).replace("\n", "")
    pieces = [text for text in texts(workbook["검증"]) if len(text) > 300]
    assert long in "".join(pieces).replace("○ ", "") or long in checks
    assert (
        max(sheet.row_dimensions[line].height or 0 for sheet in workbook for line in range(1, sheet.max_row))
        <= 409
    )


def test_programme_name_of_any_letters_fits_header_and_properties(first_document: Program) -> None:
    Program.objects.update(name="줄\r\n바꿈&[1/2]\x07" + "긴" * 180)
    workbook = opened(content_of())
    assert workbook.properties.title.startswith("줄 바꿈&[1/2] 긴")
    assert len(workbook["예산총괄"].oddFooter.left.text) < 255


# Other programs


@pytest.mark.office
def test_libreoffice_computes_what_is_stored(first_document: Program) -> None:
    """Every formula of the whole file, recalculated by another program: stored result = its result."""
    content = content_of(explained(), is_internal=True)
    formulas, stored, computed = opened(content), opened(content, results=True), recalculated(content)
    compared = 0
    for sheet in formulas:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    ours = stored[sheet.title][cell.coordinate].value
                    theirs = computed[sheet.title][cell.coordinate].value
                    same = theirs == ours or theirs == pytest.approx(ours, rel=1e-9)
                    assert (ours or "") == (theirs or "") or same, (
                        f"{sheet.title}!{cell.coordinate} {cell.value}"
                    )
                    compared += 1
    assert compared > 900


@pytest.mark.office
def test_changed_input_turns_its_checks_red_in_libreoffice(first_document: Program) -> None:
    """산출근거 E10 typed over with openpyxl: LibreOffice gives other totals, and the checks of that amount break."""
    workbook = load_workbook(io.BytesIO(content_of()))
    workbook["산출근거"]["E10"] = 1_811_987_000
    target = io.BytesIO()
    workbook.save(target)
    computed = recalculated(target.getvalue())
    assert computed["예산총괄"]["D8"].value == 7_324_187
    assert computed["예산총괄"]["F8"].value == 45
    checks = computed["검증"]
    verdicts = {
        (checks.cell(line, 2).value, checks.cell(line, 3).value): checks.cell(line, 9).value
        for line in range(17, checks.max_row + 1)
    }
    rule = "투자계획의 당해년도 금액은 예산총괄의 예산액과 같다."
    assert verdicts["연차별 투자계획 · 사무관리비 · 2021", rule] == "불일치"
    assert verdicts["연차별 투자계획 · 공공운영비 · 2021", rule] == "일치"
    assert checks["A4"].value.startswith("검증 231건: 일치 2")
    rules = [one for areas in checks.conditional_formatting for one in areas.rules]
    assert any('"불일치"' in str(one.formula) for one in rules)


@pytest.mark.office
def test_prints_whole_pages(first_document: Program) -> None:
    """No sheet spills into a second page beside it, nothing is ####, each page says that it is a draft."""
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(content_of()))).pages]
    assert all("작성 중(미확정)" in page for page in pages)
    assert not any("###" in page for page in pages)
    assert 15 <= len(pages) <= 30
