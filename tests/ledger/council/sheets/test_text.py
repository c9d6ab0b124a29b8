"""Text is text in the council's file, whatever it looks like and however long it is."""

import re
from dataclasses import replace

import pytest

from ledger.models import AccountSubject, BudgetLineItem, Program
from sites.models import Site
from tests.ledger.council.sheets.files import SHEETS, content_of, explained, opened, texts

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
