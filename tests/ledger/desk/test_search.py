"""What looks alike is found alike, in the lists of data entry, in choices by searching and on the start page."""

import re
import unicodedata
from urllib.parse import urlencode

import pytest
from django.test import Client

from ledger.models import BudgetVersion, Program
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


def listed(client: Client, model: str, typed: str) -> list[str]:
    """The rows of a list that a search finds, as its links call them."""
    html = client.get(f"/admin/ledger/{model}/?{urlencode({'q': typed})}").content.decode()
    rows = html.partition('id="result_list"')[2]
    return re.findall(r"<th[^>]*><a [^>]*>([^<]*)</a>", rows)


@pytest.mark.parametrize("typed", ["추경", "제1회", "제1회 추경", "2021년 제1회"])
def test_a_version_is_found_by_its_name(typed: str, first_document: Program, signed_in: SignedIn) -> None:
    original = BudgetVersion.objects.get(fiscal_year=2021)
    BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=1, based_on=original)
    client = signed_in("finance")
    assert listed(client, "budgetversion", typed) == ["2021년 제1회 추경"]
    choice = {"app_label": "ledger", "model_name": "document", "field_name": "version", "term": typed}
    found = client.get("/admin/autocomplete/", choice).json()["results"]
    assert [one["text"] for one in found] == ["2021년 제1회 추경"]


def test_a_kind_is_found_by_its_words(first_document: Program, signed_in: SignedIn) -> None:
    """Also of a version that calls itself otherwise: 차수 미표기."""
    found = listed(signed_in("finance"), "budgetversion", "본예산")
    assert len(found) == BudgetVersion.objects.filter(kind="original").count() == 2


@pytest.mark.parametrize("model", ["yearlyallocation", "budgetlineitem", "investmentplanentry"])
def test_rows_are_found_by_the_code_of_their_subject(
    model: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    codes, names = listed(client, model, "201-02"), listed(client, model, "공공운영비")
    assert codes == names != []
    assert len(codes) < len(listed(client, model, ""))


def test_a_line_is_found_by_its_amount_and_year(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    assert listed(client, "budgetlineitem", "1,711,987,000") == ["시설관리 운영"]
    assert listed(client, "budgetlineitem", "2021년 450,000,000") == ["공공요금 등"]
    assert listed(client, "budgetlineitem", "2020년 450,000,000") == []


@pytest.mark.parametrize("typed", ["(", "%", "\\", "'", "--", "  ", "９"])
def test_whatever_is_typed_is_answered(typed: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for model in ("budgetversion", "budgetlineitem", "statedfigure"):
        assert client.get(f"/admin/ledger/{model}/?{urlencode({'q': typed})}").status_code == 200


@pytest.mark.parametrize("typed", ["경제정책실", unicodedata.normalize("NFD", "경제정책실") + "\u200b"])
def test_a_filter_of_the_start_page_takes_either(
    typed: str, first_document: Program, signed_in: SignedIn
) -> None:
    Program.objects.update(bureau=typed)
    rows = signed_in("finance").get(f"/?{urlencode({'bureau': typed, 'format': 'json'})}").json()["rows"]
    assert "smart-anchor" in [row["key"] for row in rows]
