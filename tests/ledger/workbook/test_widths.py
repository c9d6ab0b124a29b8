"""No cell of any file shows '###': columns are as wide as their widest figure."""

import io

import pypdf
import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from ledger.models import BudgetLineItem, Program, YearlyAllocation
from tests import office
from tests.ledger.register import handed_in
from tests.people import SignedIn

PAGE = "/programs/smart-anchor/"
FILES = [
    f"{PAGE}reports/calculation-basis/?unit=won&format=xlsx",
    f"{PAGE}reports/variance/?unit=won&format=xlsx",
    "/?unit=won&format=xlsx",
    "/line-items.xlsx",
    "/submissions/?format=xlsx",
    f"{PAGE}workbook.xlsx?edition=internal",
]


@pytest.fixture
def of_billions(first_document: Program) -> Program:
    """A ledger of the largest amounts that it takes: 1,000조원 more or less, and 1.7조원 of national money."""
    BudgetLineItem.objects.filter(allocation__subject__code="403-01").update(
        amount=-(10**15), national_subsidy=1_734_567_890_000
    )
    YearlyAllocation.objects.filter(version__fiscal_year=2020, subject__code="403-01").update(amount=10**15)
    handed_in(first_document)
    return first_document


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue()


@pytest.mark.parametrize("address", FILES)
def test_a_column_has_room_for_its_numbers(address: str, of_billions: Program, signed_in: SignedIn) -> None:
    """With separators, sign, (x …) and the margin of a cell: '(x1,734,567,890,000)' has 20 signs."""
    narrow = []
    for sheet in load_workbook(io.BytesIO(content(signed_in("finance"), address))).worksheets:
        widths = {
            get_column_letter(at): one.width
            for one in sheet.column_dimensions.values()
            for at in range(one.min or 0, (one.max or 0) + 1)
        }
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if isinstance(cell.value, int | float):
                text = f"{cell.value:,}" + "(x△)" * ("x" in cell.number_format)
                if widths[cell.column_letter] < len(text) + 1:
                    narrow.append((sheet.title, cell.coordinate, text))
    assert narrow == []


@pytest.mark.office
def test_libreoffice_prints_every_number(of_billions: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    printed = office.as_pdfs([content(client, address) for address in FILES])
    for address, pdf in zip(FILES, printed, strict=True):
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
        assert [text for text in texts if "##" in text] == [], address
