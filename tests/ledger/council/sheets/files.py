"""What the tests of the council's file share: the file itself, re-opened, with and without explanations."""

import io
import pickle
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.council.sheets import council_file
from ledger.figures.facts import Explanation
from ledger.load.council import CouncilSource
from ledger.tieout import findings
from ledger.tieout.explanations import side_text
from tests.ledger.council.sheets.books import source_of_2021

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


MADE: dict[tuple[bytes, bool], bytes] = {}


def content_of(source: CouncilSource | None = None, *, is_internal: bool = False) -> bytes:
    """The file, made once for all tests that ask for the same ledger."""
    source = source or source_of_2021()
    key = (pickle.dumps(source), is_internal)
    if key not in MADE:
        MADE[key] = council_file(source, is_internal=is_internal).content
    return MADE[key]


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


def check_rows(content: bytes) -> list[tuple[object, ...]]:
    sheet = opened(content, results=True)["검증"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "번호" and row[8] == "판정")
    return [row for row in rows[start + 1 :] if row[8]]


def explained(left: str | None = None) -> CouncilSource:
    """The first document with the misprint explained (against `left`, else as it is), and a change by subject."""
    source = source_of_2021()
    finding = findings(source.facts, with_causes=False)[0]
    misprint = Explanation(
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
