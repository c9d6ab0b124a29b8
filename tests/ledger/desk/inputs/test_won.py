"""Typing amounts: with separators, read back in words, and refused beside the field where they are none."""

import re
from html import unescape

import pytest

from ledger.models import BudgetLineItem, Program, YearlyAllocation
from tests.ledger.desk.form import Fields, fields_of, place
from tests.ledger.log import changes
from tests.people import SignedIn

YEAR_PAGE = "/admin/ledger/program/smart-anchor/budget/2021-original/"
NO_AMOUNTS = [
    "１２３４",
    "1_000",
    "12.5",
    "abc",
    "",
    "1000000000000001",
    "(180,642)",
    "1.234.567",
    "+5",
    "1,71",
    "1e3",
    "0x10",
    "--5",
    "٣",
]
LINE = "시설관리 운영"


def line_item() -> BudgetLineItem:
    return BudgetLineItem.objects.get(description=LINE)


def doors() -> dict[str, str]:
    """The three pages on which a line's amount is typed."""
    line = line_item()
    return {
        "form": f"/admin/ledger/budgetlineitem/{line.pk}/change/",
        "inline": f"/admin/ledger/yearlyallocation/{line.allocation_id}/change/",
        "year page": YEAR_PAGE,
    }


def amount_field(fields: Fields) -> str:
    """The name of the amount's field on that page: 'amount', 'line_items-0-amount', 'lines-0-amount'."""
    return "amount" if "description" in fields else f"{place(fields, 'description', LINE)}-amount"


def errors_beside(page: str, name: str) -> list[str]:
    found = re.findall(rf'<ul class="errorlist"[^>]*id="id_{name}_error"[^>]*>(.*?)</ul>', page, re.S)
    return [unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


@pytest.mark.parametrize("door", ["form", "inline", "year page"])
def test_amounts_are_typed_and_shown_with_separators(
    door: str, first_document: Program, signed_in: SignedIn
) -> None:
    BudgetLineItem.objects.filter(description=LINE).update(amount=1)
    client = signed_in("finance")
    address = doors()[door]
    fields = fields_of(client, address)
    fields[amount_field(fields)] = "1,711,987,000"
    assert client.post(address, fields).status_code == 302
    assert line_item().amount == 1_711_987_000
    fields = fields_of(client, address)
    assert fields[amount_field(fields)] == "1,711,987,000"


@pytest.mark.parametrize("door", ["form", "inline", "year page"])
def test_amount_is_read_back_in_words_beside_the_field(
    door: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    address = doors()[door]
    name = amount_field(fields_of(client, address))
    page = client.get(address).content.decode()
    assert re.findall(rf'<input[^>]*name="{name}"[^>]*><output[^>]*>([^<]*)</output>', page) == [
        "17억 1,198만 7천원"
    ]


@pytest.mark.parametrize(
    ("typed", "won"),
    [
        ("△500", -500),
        ("-500", -500),
        ("▲1,000", -1_000),
        (" 1711987000 ", 1_711_987_000),
        ("0", 0),
        ("007", 7),
        ("1,000,000,000,000,000", 10**15),
        ("△1000000000000000", -(10**15)),
    ],
)
def test_ways_of_typing_an_amount(typed: str, won: int, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = doors()["form"]
    assert client.post(address, {**fields_of(client, address), "amount": typed}).status_code == 302
    assert line_item().amount == won


@pytest.mark.parametrize("door", ["form", "inline", "year page"])
def test_what_is_no_amount_has_a_korean_error_beside_the_field(
    door: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    address = doors()[door]
    fields = fields_of(client, address)
    name = amount_field(fields)
    for typed in NO_AMOUNTS:
        response = client.post(address, {**fields, name: typed})
        assert response.status_code == 200, typed
        (said,) = errors_beside(response.content.decode(), name)
        assert len(re.findall("[가-힣]", said)) > 5, (typed, said)
        assert (
            re.search(rf'<input[^>]*name="{name}"[^>]*value="{re.escape(typed)}"', response.content.decode())
            or not typed
        )
    assert line_item().amount == 1_711_987_000
    assert changes(BudgetLineItem) == []


def test_each_error_says_what_is_wrong(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = doors()["form"]
    fields = fields_of(client, address)
    said = {
        typed: errors_beside(client.post(address, {**fields, "amount": typed}).content.decode(), "amount")[0]
        for typed in ("１２３４", "12.5", "abc", "", "1000000000000001", "1,71")
    }
    assert len(set(said.values())) == len(said)
    assert all(typed in text for typed, text in said.items())


def test_own_amount_of_an_allocation_may_stay_blank(first_document: Program, signed_in: SignedIn) -> None:
    """Blank is not zero: the allocation's figure is the sum of its lines."""
    client = signed_in("finance")
    address = doors()["inline"]
    assert client.post(address, fields_of(client, address)).status_code == 302
    assert YearlyAllocation.objects.get(line_items__description=LINE).amount is None


def test_refused_amount_keeps_what_was_typed_elsewhere(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = doors()["form"]
    typed = {**fields_of(client, address), "amount": "12.5", "basis": "5,000원×12명"}
    assert 'value="5,000원×12명"' in client.post(address, typed).content.decode()


def test_script_in_an_amount_is_escaped(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = doors()["form"]
    page = client.post(
        address, {**fields_of(client, address), "amount": "<script>1</script>"}
    ).content.decode()
    assert "<script>1" not in page
