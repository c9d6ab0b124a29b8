"""Reading a workbook file: what stands in its cells, and a reason where it cannot be read."""

import io
import os
import time
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from ledger.proof import read as reading
from ledger.proof.formula import Failure
from ledger.proof.read import OLD_FORMAT, CannotRead, WorkbookContents, read_workbook
from tests.ledger.workbook.workbooks import SHEET, rewritten, with_sheet, workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workbook.xlsx"


def held(file: Path, content: bytes) -> WorkbookContents:
    file.write_bytes(content)
    return read_workbook(file)


def refusal(file: Path, content: bytes) -> str:
    file.write_bytes(content)
    with pytest.raises(CannotRead) as refused:
        read_workbook(file)
    return refused.value.reason


def test_cells_formulas_and_stored_results(file: Path) -> None:
    found = held(file, workbook())

    assert found.cells.sheets == ("예산총괄", "작성 정보")
    assert found.cells.contents["예산총괄", 3, 2] == 229
    assert found.cells.contents["예산총괄", 1, 1] == "통계목"
    assert found.cells.formulas["예산총괄", 5, 2] == "=ROUND((B3-B2)*100/B2,0)"
    assert list(found.stored.values()) == [429, 15, "일치", None]


def test_numbers_are_the_decimals_that_they_were_written_as(file: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>0.1</v></c><c r="B1"><v>1E-2</v></c><c r="C1" s="1"><v>44197</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c>'
        '<c r="F1" t="inlineStr"><is><t>가</t></is></c></row>'
    )

    contents = [content for address, content in held(file, with_sheet(rows)).cells.contents.items()]
    assert contents[:6] == [Fraction(1, 10), Fraction(1, 100), 44_197, True, Failure("#N/A"), "가"]


def test_defined_names_of_the_workbook_and_of_a_sheet(file: Path) -> None:
    def add_names(parts: dict[str, bytes]) -> None:
        names = (
            "<definedNames><definedName name='총액'>예산총괄!$B$4</definedName>"
            "<definedName name='증감률' localSheetId='0'>예산총괄!$B$5</definedName></definedNames>"
        )
        xml = parts["xl/workbook.xml"].decode()
        parts["xl/workbook.xml"] = xml.replace("</sheets>", f"</sheets>{names}").encode()

    assert held(file, rewritten(add_names)).cells.names == {
        (None, "총액"): "예산총괄!$B$4",
        ("예산총괄", "증감률"): "예산총괄!$B$5",
    }


def test_shared_formulas_are_written_out_and_filled_ranges_are_not_guessed(file: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3">SUM(B1:B2)</f><v>0</v></c></row>'
        '<row r="4"><c r="A4"><f t="array" ref="A4:A5">B1:B2</f><v>0</v></c></row>'
    )

    assert list(held(file, with_sheet(rows)).cells.formulas.values()) == [
        "=B1+1",
        "=B2+1",
        "=SUM(B1:B2)",
        "{=B1:B2}",
    ]


def test_the_last_cell_of_a_sheet_and_the_largest_range_cost_nothing(file: Path) -> None:
    """openpyxl's own sheets would make 17 billion cells of either."""
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    began = time.monotonic()
    cells = held(file, with_sheet('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>', merged)).cells

    assert cells.contents["예산총괄", 1_048_576, 16_384] == 7
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"not a workbook", "no_workbook", id="text"),
        pytest.param(b"\0" * 100, "no_workbook", id="zeros"),
        pytest.param(b"PK", "cut", id="two letters"),
        pytest.param(b"PK\x03\x04" + b"\0" * 100, "cut", id="no archive"),
        pytest.param(OLD_FORMAT + b"\0" * 600, "old", id="xls"),
        pytest.param(
            OLD_FORMAT + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="encrypted"
        ),
        pytest.param(workbook()[:-50], "cut", id="without its end"),
        pytest.param(workbook()[:1_000], "cut", id="its beginning"),
    ],
)
def test_what_is_no_workbook(content: bytes, reason: str, file: Path) -> None:
    assert refusal(file, content) == reason


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", SHEET])
def test_a_missing_part_is_no_empty_sheet(part: str, file: Path) -> None:
    assert refusal(file, rewritten(lambda parts: parts.__delitem__(part))) == "damaged"


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", SHEET])
@pytest.mark.parametrize("content", [b"", b"<cut", b"\xff\xfe\0"])
def test_a_broken_part(part: str, content: bytes, file: Path) -> None:
    assert refusal(file, rewritten(lambda parts: parts.update({part: content}))) == "damaged"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>x</v></c></row>',
        '<row r="1"><c r="A1"><v>1E999</v></c></row>',
        f'<row r="1"><c r="A1"><v>{"9" * 400}</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>999999</v></c></row>',
        '<row r="1"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><f>2</f><v>2</v></c></row>',
    ],
)
def test_a_cell_that_no_sheet_can_hold(rows: str, file: Path) -> None:
    assert refusal(file, with_sheet(rows)) == "damaged"


def test_entities_are_not_expanded(file: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'

    assert refusal(file, rewritten(lambda parts: parts.update({SHEET: bomb}))) == "damaged"


def test_an_entry_whose_bytes_were_changed(file: Path) -> None:
    content = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        entry = archive.getinfo(SHEET)
    at = entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2
    content[at] ^= 0xFF

    assert refusal(file, bytes(content)) == "damaged"


def test_what_unpacks_to_far_too_much_is_not_parsed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = rewritten(lambda parts: parts.update({"xl/media/bomb": b"0" * 201_000_000}))
    assert len(content) < 300_000
    assert refusal(file, content) == "large"

    monkeypatch.setattr(reading, "MOST_ENTRIES", 5)
    assert refusal(file, workbook()) == "large"

    monkeypatch.setattr(reading, "MOST_ENTRIES", 2_000)
    monkeypatch.setattr(reading, "MOST_TAGS", 100)
    assert refusal(file, workbook()) == "large"


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reasons = {"missing.xlsx": "missing", ".": "folder", "pipe": "no_workbook", "x" * 300: "forbidden"}
    for name, reason in reasons.items():
        with pytest.raises(CannotRead) as refused:
            read_workbook(tmp_path / name)
        assert refused.value.reason == reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_read(file: Path) -> None:
    file.write_bytes(workbook())
    file.chmod(0)
    with pytest.raises(CannotRead, match="forbidden"):
        read_workbook(file)
