"""확인 목록: the page, the part that the year's page takes in, and where each point leads."""

import re

import pytest

from ledger.models import Program
from tests.ledger.divisions import client_of, put_in_charge
from tests.people import Person, SignedIn

PAGE = "/programs/smart-anchor/checklist/"


def points(html: str) -> dict[str, tuple[str, str, str]]:
    """Name of a point -> its state, its address, what it says."""
    pattern = r'<li class="(\w+)"><a href="([^"]+)">([^<]+)</a> <span class="mark">[^<]+</span> <span>([^<]*)</span>'
    return {name: (state, address, says) for state, address, name, says in re.findall(pattern, html)}


def test_each_point_says_what_is_missing_and_leads_there(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    found = points(client.get(f"{PAGE}?version=2021-original").content.decode())
    year = "/admin/ledger/program/smart-anchor/budget/2021-original/"

    assert list(found) == [
        "편성액",
        "산출식",
        "재원",
        "연차별 투자계획",
        "추진일정",
        "설명서 본문",
        "증감사유",
        "검증",
    ]
    assert found["편성액"] == ("done", year, "모두 있음")
    assert found["산출식"][:2] == ("advice", year)
    sheet = f"{year}sheet/"
    assert found["재원"][1] == f"{sheet}funding/"
    assert found["연차별 투자계획"][1] == f"{sheet}investment-plan/"
    assert found["추진일정"][1] == f"{sheet}schedule/"
    assert re.match(r"/admin/ledger/document/\d+/change/", found["설명서 본문"][1])
    assert found["산출식"][2].startswith("8건 중 8건 없음: 시설관리 운영, 공공요금 등, ")
    assert found["산출식"][2].endswith(" 외 5건")
    assert found["재원"][2] == "해당 없음"
    assert found["검증"][0] == "open"
    assert found["검증"][2] == "사유 없는 것 3건"
    for _state, address, _says in found.values():
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_who_only_looks_is_led_to_what_shows_it(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    found = points(client.get(f"{PAGE}?version=2021-original").content.decode())
    for _state, address, _says in found.values():
        assert "/admin/" not in address
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_an_officer_of_another_division_is_led_to_what_shows_it(
    first_document: Program, person: Person
) -> None:
    """Whose programme it is decides where a point leads, not only the right to enter."""
    officer = put_in_charge(person("finance"), ("문화본부", "도서관과"))
    found = points(client_of(officer).get(f"{PAGE}?version=2021-original").content.decode())
    assert found["편성액"][1] == "/programs/smart-anchor/reports/budget-summary/?version=2021-original"
    assert not any("/admin/" in address for _state, address, _says in found.values())


def test_the_part_is_the_list_alone_and_the_page_of_the_year_asks_for_it(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    part = client.get(f"{PAGE}?version=2021-original&part=1").content.decode()
    assert points(part)
    assert "<html" not in part
    year = client.get("/admin/ledger/program/smart-anchor/budget/2021-original/").content.decode()
    assert f'data-open="{PAGE}?version=2021-original&amp;part=1"' in year


@pytest.mark.parametrize(
    ("address", "status"),
    [("/programs/nothing/checklist/", 404), (f"{PAGE}?version=2035-final", 400), (f"{PAGE}?part=2", 400)],
)
def test_what_is_not_there(address: str, status: int, first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").get(address).status_code == status


def test_in_english(first_document: Program, signed_in: SignedIn) -> None:
    answer = signed_in("finance").get(f"{PAGE}?version=2021-original", headers={"accept-language": "en"})
    found = points(answer.content.decode())
    assert found["Formulas of the basis"][2].startswith("8 of 8 missing: ")
