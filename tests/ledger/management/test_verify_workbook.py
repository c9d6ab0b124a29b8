"""`manage.py verify_workbook`: what it writes and how it ends."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ledger.management.commands.verify_workbook import REASONS, REFUSALS, VERDICTS
from ledger.proof.digest import figures_digest
from smartanchor.settings import BASE_DIR
from tests.ledger.workbook.workbooks import FIGURES, with_sheet, workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "제출본.xlsx"


def written(file: Path, content: bytes, **options: object) -> tuple[list[str], int]:
    """The lines that the command writes to its stdout argument, and its exit status."""
    file.write_bytes(content)
    out = io.StringIO()
    try:
        call_command("verify_workbook", str(file), stdout=out, **options)
    except SystemExit as ended:
        return out.getvalue().splitlines(), int(ended.code or 0)
    return out.getvalue().splitlines(), 0


def test_a_workbook_that_proves_itself(file: Path) -> None:
    assert written(file, workbook()) == (
        ["셀 10개, 수식 4개, 그중 불일치 0개", f"수치 지문 일치: {figures_digest(FIGURES)}"],
        0,
    )


def test_in_full_every_formula_cell_is_listed(file: Path) -> None:
    lines, status = written(file, workbook(), verbosity=2)

    assert lines[:-2] == [
        "예산총괄!B4 =SUM(B2:B3): 저장값 429, 계산값 429 – 일치",
        "예산총괄!B5 =ROUND((B3-B2)*100/B2,0): 저장값 15, 계산값 15 – 일치",
        '예산총괄!B6 =IF(B4=B2+B3,"일치","불일치"): 저장값 “일치”, 계산값 “일치” – 일치',
        '예산총괄!B7 =IF(B5=15,"","확인"): 저장값 –, 계산값 “” – 일치',
    ]
    assert status == 0


def test_each_cell_that_disagrees_has_a_line(file: Path) -> None:
    formulas = {"C4": "=1/0", "C5": "=VLOOKUP(1,B:B,1)"}
    lines, status = written(file, workbook({"B4": 430, "B5": ""}, formulas))

    assert lines == [
        "예산총괄!B4 =SUM(B2:B3): 저장값 430, 계산값 429 – 불일치",
        "예산총괄!C4 =1/0: 저장값 0, 계산값 #DIV/0! – 오류",
        "예산총괄!B5 =ROUND((B3-B2)*100/B2,0): 저장값 –, 계산값 15 – 저장된 결과 없음",
        "예산총괄!C5 =VLOOKUP(1,B:B,1): 저장값 0, 계산값 모르는 함수 VLOOKUP – 계산할 수 없음",
        "셀 12개, 수식 6개, 그중 불일치 4개",
        lines[-1],
    ]
    assert lines[-1].startswith(f"수치 지문 불일치: 적힌 값 {figures_digest(FIGURES)}, 다시 계산한 값 ")
    assert status == 1


def test_without_a_printed_digest_nothing_is_proven(file: Path) -> None:
    lines, status = written(file, workbook(sheet="정보"))
    assert "‘작성 정보’ 시트가 없습니다" in lines[-1]
    assert status == 1

    lines, status = written(file, workbook(label="지문"))
    assert "‘수치 지문(SHA-256)’ 옆에 없습니다" in lines[-1]
    assert status == 1


def test_whatever_a_cell_holds_stays_on_one_line(file: Path) -> None:
    formula = "&quot;" + "가" * 200 + "\n\x7f&quot;"
    lines, _ = written(file, with_sheet(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>'))

    assert len(lines) == 3
    assert "…" in lines[0]
    assert lines[0].isprintable()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "빈 파일입니다."),
        (b"x", "엑셀 파일이 아닙니다."),
        (workbook()[:2_000], "온전하지 않거나"),
        (with_sheet('<row r="1"><c r="A1"><v>x</v></c></row>'), "손상되었습니다."),
    ],
    ids=["empty", "no workbook", "cut", "damaged"],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(content: bytes, sentence: str, file: Path) -> None:
    with pytest.raises(CommandError, match=sentence):
        written(file, content)


def test_every_reason_has_its_words() -> None:
    for texts in (REFUSALS, REASONS, VERDICTS):
        for text in texts.values():
            assert str(text) % {"detail": "", "entries": "", "megabytes": ""}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with a database that nobody can reach."""
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    return subprocess.run(
        [sys.executable, "manage.py", "verify_workbook", *arguments],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_it_needs_no_database(file: Path) -> None:
    file.write_bytes(workbook())
    agreed = run(str(file))
    assert (agreed.returncode, agreed.stderr) == (0, "")
    assert "수치 지문 일치" in agreed.stdout

    file.write_bytes(workbook({"B4": 430}))
    assert run(str(file)).returncode == 1


def test_it_ends_with_one_sentence(tmp_path: Path) -> None:
    refused = run(str(tmp_path / "없음\udcff.xlsx"))

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("CommandError: ")
    assert refused.stderr.rstrip().endswith("그런 파일이 없습니다. 이름과 폴더를 확인하세요.")
    assert refused.stderr.count("\n") == 1
