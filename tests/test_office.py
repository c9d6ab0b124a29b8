"""LibreOffice computes anew what a file has stored, prints it, and says when it cannot read it."""

import io

import pypdf
import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests import office

pytestmark = pytest.mark.office


def written(stored: object) -> bytes:
    """A workbook with 2 + 3 in A3 and a stored result, right or wrong."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("예산총괄")
        sheet.write_column("A1", [2, 3])
        sheet.write_formula("A3", "=A1+A2", None, stored)
        sheet.write_string("A4", "합계")
    return target.getvalue()


def test_a_stored_result_is_not_trusted() -> None:
    stored = (5, 6, "", "6")
    computed = office.all_converted([written(one) for one in stored], "xlsx")
    books = [load_workbook(io.BytesIO(content), data_only=True) for content in computed]
    assert [book["예산총괄"]["A3"].value for book in books] == [5, 5, 5, 5]


def test_as_pdf_prints_the_sheet() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(office.as_pdf(written(5)))).pages

    assert "합계" in page.extract_text()


def test_what_is_no_workbook_is_said() -> None:
    with pytest.raises(office.OfficeFailed):
        office.recalculated(b"PK\x03\x04 cut off")


def test_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.1)
    with pytest.raises(office.OfficeFailed, match=r"0\.1 s"):
        office.recalculated(written(5))


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_libreoffice_a_test_is_skipped_and_fails_in_ci(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFFICE", "no-such-program")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="libreoffice-calc"):
        office.soffice()
