"""What looks alike is found alike, in the lists of data entry, in choices by searching and on the start page."""

import unicodedata
from urllib.parse import urlencode

import pytest

from ledger.models import Program
from tests.people import SignedIn

NAME = "스마트앵커 운영"
ALIKE = [
    NAME,
    unicodedata.normalize("NFD", NAME),
    "스마트앵커\u00a0운영",
    "\u200b스마트앵커 운영\ufeff",
    "스마트앵커\u3000운영",
]


@pytest.mark.parametrize("typed", ALIKE)
def test_a_programme_is_found(typed: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    query = urlencode({"q": typed})
    assert "스마트앵커 운영</a>" in client.get(f"/admin/ledger/program/?{query}").content.decode()
    rows = client.get(f"/?{query}&format=json").json()["rows"]
    assert "smart-anchor" in [row["key"] for row in rows]
    choice = {"app_label": "ledger", "model_name": "milestone", "field_name": "program", "term": typed}
    assert [one["text"] for one in client.get("/admin/autocomplete/", choice).json()["results"]] == [NAME]


@pytest.mark.parametrize("typed", ["201-01", "201–01", "２０１-０１", "201－01"])
def test_a_subject_is_found_by_its_code(typed: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = client.get(f"/admin/ledger/accountsubject/?{urlencode({'q': typed})}").content.decode()
    assert "사무관리비" in page
    assert "감리비" not in page.partition('id="result_list"')[2]


@pytest.mark.parametrize("typed", ["경제정책실", unicodedata.normalize("NFD", "경제정책실") + "\u200b"])
def test_a_filter_of_the_start_page_takes_either(
    typed: str, first_document: Program, signed_in: SignedIn
) -> None:
    Program.objects.update(bureau=typed)
    rows = signed_in("finance").get(f"/?{urlencode({'bureau': typed, 'format': 'json'})}").json()["rows"]
    assert "smart-anchor" in [row["key"] for row in rows]
