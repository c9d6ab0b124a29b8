"""Our evaluator and LibreOffice give the same for every formula of a workbook with all functions."""

import io
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ledger.proof.evaluate import evaluate
from ledger.proof.formula import Failure, Scalar
from ledger.proof.functions import FUNCTIONS
from ledger.proof.read import read_workbook
from ledger.proof.verify import coordinate, is_same_result
from tests import office

pytestmark = pytest.mark.office

ROWS: list[list[str | int | float | bool | None]] = [
    # A 구분, B 2020 (A), C 2021 (B), D 비고
    ["계", 200, 229, "일회성"],
    ["국비(x)", 40, 0, None],
    ["계", 0, 12.5, "=2+3"],
    ["국비(x)", None, -7_224_187, "10"],
    ["소계", 8, 9, True],
    ["국비*", 0.1, 0.2, "일회성 경비"],
]
FORMULAS = """
1+2*3
(1+2)*3
7-2-1
8/4/2
-2^2
2^3^2
2^-2
--5
50%+1
0.1+0.2=0.3
"abc"="ABC"
2<"1"
"a"&1&1/4
A1&B4&"|"
"말""끝"
예산총괄!B1+'연차별 투자계획'!B1
'연차별 투자계획'!$B$1:$B$1
총액*2
SUM(전체)
B4
B4+1
IF(B4="",1,2)
IF(B4=0,1,2)
IF(B1=0,IF(C1=0,0,100),ROUND((C1-B1)*100/B1,0))
IF(B3=0,IF(C3=0,0,100),ROUND((C3-B3)*100/B3,0))
IF(B2=0,IF(C2=0,0,100),ROUND((C2-B2)*100/B2,0))
IF(1>2,1)
IFERROR(C1/B3,-1)
IFERROR(C1/B1,-1)
AND(B1>0,C1>0)
AND(B1,B3)
OR(B3,C2)
OR(B1:C2)
NOT(B3)
ABS(C4)
ABS(B1-C1)
ROUND(2.345,2)
ROUND(-14.5,0)
ROUND(1250,-2)
ROUND(C4/1000,0)
ROUND(7500/1000,0)
SUM(B1:C6)
SUM(B:B)
SUM(1:1)
MAX(B1:C6)
MIN(B1:C6)
MAX(A1:A6)
MIN(3,B1)
COUNTA(A1:D7)
COUNTBLANK(A1:D7)
SUMIF(A1:A6,"계",B1:B6)
SUMIF(A1:A6,"계",C1)
SUMIF(A1:A6,A2,C1:C6)
SUMIF(B1:B6,">0")
SUMIF(A1:A6,"<>계",C1:C6)
SUMIF(A1:A6,"국비~*",C1:C6)
SUMIFS(C1:C6,A1:A6,"국비*",C1:C6,"<0")
SUMIFS(C1:C6,A1:A6,"계")
COUNTIF(A1:A6,"계")
COUNTIF(A1:A6,"국비*")
COUNTIF(A1:A6,"?계")
COUNTIF(B1:B6,0)
COUNTIF(B1:B6,"<>0")
COUNTIF(B1:B6,">=8")
COUNTIF(B1:B7,"")
COUNTIF(D1:D6,TRUE)
COUNTIFS(A1:A6,"계",B1:B6,">100")
ISNUMBER(B1)
ISNUMBER(A1)
COUNT(A1:C6)
ISNUMBER(1/0)
ISBLANK(B4)
ISBLANK(B1)
SUMPRODUCT(B1:B3,C1:C3)
SUMPRODUCT(A1:B4,C1:D4)
SUMPRODUCT(B1:B6)
1/0
"x"+1
없는이름+1
SUM(1/0,1)
IF(B1=C1,"일치",IF(ABS(B1-C1)<=1,"단수차이","불일치"))
IF(SUMIF(A1:A6,"계",B1:B6)=B1+B3,"일치","불일치")
"검증 "&COUNTIF(A1:A6,"계")&"건"
""".strip().splitlines()


IN_EXCEL_ONLY: dict[str, tuple[Scalar | Failure, object]] = {
    # A text in the formula that spells a number is one; LibreOffice: #VALUE!.
    'SUM(1,TRUE,"2")': (Fraction(4), "#VALUE!"),
    'MIN(3,"2",B1)': (Fraction(2), "#VALUE!"),
    # A truth in a cell is no number (D5 holds TRUE) and comes after every text; in LibreOffice it is 1.
    "SUM(D1:D6)": (Fraction(0), 1),
    "COUNT(A1:D6)": (Fraction(11), 12),
    "SUMPRODUCT(A1:B6,C1:D6)": (Fraction(0), 8),
    'TRUE>"z"': (True, False),
}
"""Where the two programs differ we follow Excel; our workbooks use none of these. What we give, what LibreOffice."""


def written(formulas: Iterable[str]) -> bytes:
    """A workbook with the formulas from F11 down; the results that they store are wrong."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet, plan = workbook.add_worksheet("예산총괄"), workbook.add_worksheet("연차별 투자계획")
        workbook.define_name("총액", "=예산총괄!$B$1")
        workbook.define_name("전체", "=예산총괄!$B$1:$C$6")
        plan.write_number("B1", 47_476)
        for row, line in enumerate(ROWS):
            sheet.write_row(row, 0, line)
        for row, formula in enumerate(formulas, start=10):
            sheet.write_formula(row, 5, f"={formula}", None, -1)
    return target.getvalue()


def both(formulas: Collection[str], folder: Path) -> Iterator[tuple[str, Scalar | Failure, Any]]:
    """Each formula with what we give and what LibreOffice gives."""
    content = written(formulas)
    file = folder / "workbook.xlsx"
    file.write_bytes(content)
    sheet = office.recalculated(content)["예산총괄"]
    for (address, ours), formula in zip(evaluate(read_workbook(file).cells).items(), formulas, strict=True):
        yield formula, ours, sheet[coordinate(address)].value


def is_alike(ours: Scalar | Failure, theirs: object) -> bool:
    if isinstance(ours, Failure):
        return theirs == ours.code
    if isinstance(theirs, int | float) and not isinstance(theirs, bool):
        return is_same_result(Fraction(theirs), ours)
    return type(ours) is type(theirs) and ours == theirs


def test_libreoffice_gives_the_same(tmp_path: Path) -> None:
    differing = [
        f"{formula}: we {ours}, LibreOffice {theirs}"
        for formula, ours, theirs in both(FORMULAS, tmp_path)
        if not is_alike(ours, theirs)
    ]

    assert not differing, "\n".join(differing)


def test_where_libreoffice_differs_from_excel(tmp_path: Path) -> None:
    found = {formula: (ours, theirs) for formula, ours, theirs in both(IN_EXCEL_ONLY, tmp_path)}

    assert found == IN_EXCEL_ONLY


def test_a_half_is_rounded_alike_where_the_numerator_is_whole(tmp_path: Path) -> None:
    """(229 - 200) / 200 is 14.5 %: through floats (B-A)/A*100 is a little less, (B-A)*100/A is not."""
    literal, whole = both(["ROUND((C1-B1)/B1*100,0)", "ROUND((C1-B1)*100/B1,0)"], tmp_path)

    assert literal[1:] == (15, 14)
    assert whole[1:] == (15, 15)


def test_every_function_is_among_them() -> None:
    text = " ".join(FORMULAS)

    assert {name for name in {*FUNCTIONS, "IF", "IFERROR"} if f"{name}(" not in text} == set()
    assert len(FORMULAS) > 60
