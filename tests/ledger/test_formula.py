"""A 산출식 that does not give its amount, by every door that tells of ties: page, JSON, command, workbook, saving."""

import json
import re
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from openpyxl import load_workbook

from ledger.models import BudgetLineItem, Program
from ledger.proof.verify import verify
from tests.ledger.desk.form import fields_of, place
from tests.people import SignedIn

YEAR_PAGE = "/admin/ledger/program/smart-anchor/budget/2021-original/"
TIE_OUTS = "/programs/smart-anchor/tie-outs/?year=2021"
AMOUNT = 1_711_987_000
LINE = "시설관리 운영"


@pytest.fixture
def line(first_document: Program) -> BudgetLineItem:
    """The line of 1,711,987,000원, with a 산출식 that gives 12천원 more and says so."""
    row = BudgetLineItem.objects.get(description=LINE)
    assert row.amount == AMOUNT
    row.basis = "1,711,999,000원×1식=1,711,987천원"
    row.save()
    return row


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_page_says_both_sides_in_both_languages(line: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    said = text_of(client.get(TIE_OUTS).content.decode())
    for words in ("산출식의 계산 결과", "산출근거 항목의 금액", "산출식이 적은 결과", "1,711,999천원"):
        assert words in said
    said = text_of(client.get(TIE_OUTS, headers={"accept-language": "en"}).content.decode())
    for words in ("What the formula gives", "Amount of the line item", "What the formula says it gives"):
        assert words in said


def test_the_json_and_the_command_have_both_breaks(line: BudgetLineItem, signed_in: SignedIn) -> None:
    told = signed_in("finance").get(f"{TIE_OUTS}&format=json").json()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("tieout", program="smart-anchor", format="json", stdout=out)
    for text in (json.dumps(told), out.getvalue()):
        assert text.count('"formula_to_amount"') >= 1
        assert text.count('"formula_to_outcome"') >= 1


def test_the_workbook_holds_its_checks_and_verifies(
    line: BudgetLineItem, signed_in: SignedIn, tmp_path: Path
) -> None:
    response = signed_in("finance").get("/programs/smart-anchor/workbook.xlsx?year=2021")
    content = response.getvalue()
    cells = {
        str(cell.value)
        for sheet in load_workbook(BytesIO(content), data_only=True)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert any("산출식의 계산 결과" in one for one in cells)
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)
    assert verify(file).agrees


def test_saving_says_that_it_broke(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, YEAR_PAGE)
    fields[f"{place(fields, 'description', LINE)}-basis"] = "5,000원×12명×4회"
    response = client.post(YEAR_PAGE, fields)
    assert response.status_code == 302
    said = " ".join(map(str, get_messages(response.wsgi_request)))
    assert "불일치가 된 검증" in said
    assert LINE in said
