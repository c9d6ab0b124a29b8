"""The digest of a workbook's figures: the same however a number was spelled, another as soon as one moves."""

import hashlib
import io
from decimal import Decimal
from fractions import Fraction

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledger.proof.digest import CellFigure, Content, canonical, coordinate_order, figures_digest

FIGURES: list[CellFigure] = [
    ("예산총괄", "B7", False, 12_305_678),
    ("예산총괄", "C7", True, Fraction(-100, 3)),
    ("검증", "A1", True, "일치"),
]


def test_the_digest_is_that_of_its_lines() -> None:
    lines = "예산총괄!B7\t\t12305678\n예산총괄!C7\t=\t-33.3333333333333\n검증!A1\t=\t일치"

    assert figures_digest(FIGURES) == hashlib.sha256(lines.encode()).hexdigest()


def test_order_within_a_sheet_does_not_matter_the_order_of_sheets_does() -> None:
    assert figures_digest([FIGURES[1], FIGURES[0], FIGURES[2]]) == figures_digest(FIGURES)
    assert figures_digest([FIGURES[2], FIGURES[0], FIGURES[1]]) != figures_digest(FIGURES)


@pytest.mark.parametrize(
    "moved",
    [
        ("예산총괄", "B7", False, 12_305_679),
        ("예산총괄", "B8", False, 12_305_678),
        ("예산총괄", "B7", True, 12_305_678),
        ("결산현황", "B7", False, 12_305_678),
    ],
)
def test_another_number_cell_kind_or_sheet_is_another_digest(moved: CellFigure) -> None:
    assert figures_digest([moved, *FIGURES[1:]]) != figures_digest(FIGURES)


def test_no_figures_have_a_digest() -> None:
    assert figures_digest([]) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("content", "spelled"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7_224_187, "7224187"),
        (7_224_187.0, "7224187"),
        (Decimal("7224187.00"), "7224187"),
        (2**53 - 1, "9007199254740991"),
        (2**53, "9.00719925474099e+15"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (Fraction(1, 3), "0.333333333333333"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("", ""),
        (None, ""),
    ],
)
def test_canonical(content: Content, spelled: str) -> None:
    assert canonical(content) == spelled


def test_cells_are_ordered_by_row_then_column() -> None:
    assert sorted(["A10", "AA2", "B2", "Z2", "A1"], key=coordinate_order) == ["A1", "B2", "Z2", "AA2", "A10"]


@pytest.mark.parametrize("coordinate", ["", "7", "C", "c7", "$C$7", "ABCD1", "C7:C8"])
def test_what_is_no_coordinate_is_refused(coordinate: str) -> None:
    with pytest.raises(ValueError, match="no coordinate"):
        coordinate_order(coordinate)


@given(
    st.lists(st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15), st.fractions()), max_size=20)
)
def test_numbers_keep_their_spelling_through_a_file(numbers: list[int | float | Fraction]) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for row, number in enumerate(numbers):
            sheet.write_number(row, 0, number)
            sheet.write_formula(row, 1, f"=A{row + 1}", None, float(number))
    written = load_workbook(io.BytesIO(target.getvalue()), data_only=True).active

    for row, number in enumerate(numbers, start=1):
        assert canonical(written.cell(row, 1).value) == canonical(number)
        assert canonical(written.cell(row, 2).value) == canonical(number)
