"""What others make of the council's file: verify_workbook, and LibreOffice that computes and prints it."""

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from openpyxl import Workbook, load_workbook

from ledger.models import Program
from ledger.proof.verify import Verification, verify
from tests.ledger.council.sheets.files import content_of, explained, opened
from tests.office import as_pdf, recalculated


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
        (checks.cell(line, 2).value, str(checks.cell(line, 3).value).partition("\n")[0]): checks.cell(
            line, 9
        ).value
        for line in range(17, checks.max_row + 1)
    }
    rule = "투자계획의 당해년도 금액은 예산총괄의 예산액과 같아야 합니다."
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
