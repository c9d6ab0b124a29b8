"""What downloads are called: by one rule, whatever their words."""

import doctest
from email.message import Message
from urllib.parse import unquote

import pytest
from django.test import Client

from ledger.models import Program
from ledger.workbook import file_name as module
from ledger.workbook.file_name import LONGEST_NAME, file_name
from tests.people import SignedIn


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("가/나:다*?", 2021), "가_나_다__ 2021.xlsx"),
        (('a\\b"c<d>e|f',), "a_b_c_d_e_f.xlsx"),
        (("줄\r\n바꿈\x00",), "줄__바꿈_.xlsx"),
        (("가\u00a0나\u200b\u202e다",), "가 나다.xlsx"),
        (("\u1112\u1161\u11ab글",), "한글.xlsx"),  # as a Mac writes it
        ((".숨김",), "숨김.xlsx"),
        (("..",), "_.xlsx"),
        (("이름", None, "", "끝"), "이름 끝.xlsx"),
    ],
)
def test_a_name_holds_only_what_every_file_system_takes(words: tuple[object, ...], name: str) -> None:
    assert file_name(*words) == name


def test_of_too_long_a_name_the_programme_is_cut() -> None:
    name = file_name("긴" * 200, 2021, "예산총괄")
    assert len(name.encode()) <= LONGEST_NAME + len("…".encode())
    assert name.startswith("긴긴긴")
    assert name.endswith("긴… 2021 예산총괄.xlsx")


def name_of(client: Client, address: str) -> str:
    """The name under which a browser saves the answer."""
    response = client.get(address)
    assert response.status_code == 200
    header = Message()
    header["Content-Disposition"] = response.headers["Content-Disposition"]
    return unquote(str(header.get_filename()))


def test_every_download_is_named_by_it(first_document: Program, signed_in: SignedIn) -> None:
    Program.objects.update(name="가/나:다*?")
    client, page = signed_in("finance"), "/programs/smart-anchor/"
    assert [
        name_of(client, address)
        for address in (
            f"{page}reports/budget-summary/?format=xlsx",
            f"{page}reports/variance/?format=xlsx",
            f"{page}workbook.xlsx",
            f"{page}workbook.xlsx?edition=internal",
            "/?format=xlsx",
            "/line-items.xlsx",
            "/submissions/?format=xlsx",
        )
    ] == [
        "가_나_다__ 2021 예산총괄.xlsx",
        "가_나_다__ 2021 증감 내역.xlsx",
        "가_나_다__ 2021 의회 제출.xlsx",
        "가_나_다__ 2021 내부 검토본.xlsx",
        "세부사업 2021.xlsx",
        "산출근거 항목 2021.xlsx",
        "제출 대장.xlsx",
    ]
