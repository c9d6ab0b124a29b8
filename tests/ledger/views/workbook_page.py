"""What the tests of 의회 제출 엑셀 share: its addresses, its form as a person fills it in."""

from typing import Any

from django.test import Client

from tests.ledger.desk.form import Fields, fields_of

PAGE = "/programs/smart-anchor/workbook/"
FILE = "/programs/smart-anchor/workbook.xlsx"
TYPED = {
    "recipient": "서울특별시의회 기획경제위원회",
    "requested_by": "홍길동 의원",
    "document_number": "경제정책과-1234",
    "submitted_on": "2020-11-02",
    "reason_open": "의회 요구 기한이 오늘까지임",
    "has_read_warnings": "on",
}


def form_of(client: Client, address: str = PAGE) -> Fields:
    """The form as a browser has it, with what a person types into it."""
    return {**fields_of(client, address), **TYPED}


def said(response: Any) -> str:
    return str(response.content.decode())
