"""Reading amounts as people type them: amounts.js, without a sheet."""

import pytest

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import Call, module_of
from tests.browser.visitor import Visitors

READ = {
    # In won.
    ("1,234", "won"): "1234",
    ("1234", "won"): "1234",
    ("△1,234", "won"): "-1234",
    ("−1,234", "won"): "-1234",
    ("▲ 1,234", "won"): "-1234",
    ("(1,234)", "won"): "-1234",
    ("₩1,234", "won"): "1234",
    ("△₩1,234", "won"): "-1234",
    ("１，２３４", "won"): "1234",
    ("\u202d1,234\u202c\u200b", "won"): "1234",
    ("\ufeff1,234\u00a0", "won"): "1234",
    ("1,000원", "won"): "1000",
    ("1,234천원", "won"): "1234000",
    ("12.5백만원", "won"): "12500000",
    ("17억", "won"): "1700000000",
    ("17억 1,198만 7천원", "won"): "1711987000",
    ("△17억1,198만7천원", "won"): "-1711987000",
    ("0", "won"): "0",
    ("", "won"): "",
    ("-", "won"): "",
    ("–", "won"): "",
    # In thousands: what names no unit is in that of the heading.
    ("1,234", "thousand"): "1234000",
    ("0.5", "thousand"): "500",
    ("1,234원", "thousand"): "1234",
    ("1억", "thousand"): "100000000",
    ("1000000000000000원", "won"): "1000000000000000",
}

REFUSED = {
    ("abc", "won"): "number",
    ("1e3", "won"): "number",
    ("+5", "won"): "number",
    ("1_000", "won"): "number",
    ("(△5)", "won"): "number",
    ("7천 17억", "won"): "number",
    ("1,00", "won"): "grouping",
    ("1,2345", "won"): "grouping",
    ("0.5", "won"): "fraction",
    ("0.0001", "thousand"): "fraction",
    ("1000000000000001원", "won"): "size",
    ("9" * 40, "won"): "size",
    ("천원", "won"): "number",
    ("원", "won"): "number",
}

WORDS = {
    "1711987000": "17억 1,198만 7천원",
    "-360000": "△36만원",
    "0": "0원",
    "1234": "1,234원",
    "1000000000000000": "1,000조원",
}

QUESTIONS = [
    # 1,711,987 typed for thousands: a thousandth of what stood there.
    ("1711987000", "1711987", {"kind": "thousandfold", "proposed": "1711987000"}),
    ("1000", "1000000", {"kind": "thousandfold", "proposed": "1000"}),
    ("-360000", "360000", {"kind": "sign", "proposed": "-360000"}),
    ("1000", "2000", None),
    ("1000", "400000", None),
    ("", "1000", None),
    ("0", "1000", None),
    ("1000", "-1000", None),
    ("360000", "-360", {"kind": "thousandfold", "proposed": "-360000"}),
]


@pytest.fixture
def amounts(sign_in: Visitors) -> Call:
    """Calls a function of the module: `amounts('readAmount', '1,234', 'won')`."""
    page = sign_in()
    page.goto("/login/")

    return module_of(page, "amounts")


def test_what_people_type_is_read_in_won(amounts: Call) -> None:
    assert {given: amounts("readAmount", *given) for given in READ} == {
        given: {"won": won} for given, won in READ.items()
    }


def test_what_cannot_be_read_says_why(amounts: Call) -> None:
    assert {given: amounts("readAmount", *given) for given in REFUSED} == {
        given: {"problem": problem} for given, problem in REFUSED.items()
    }


def test_an_amount_is_read_back_in_words(amounts: Call) -> None:
    assert {won: amounts("inWords", won) for won in WORDS} == WORDS


def test_a_thousandfold_and_a_missing_sign_are_asked_about(amounts: Call) -> None:
    assert [amounts("question", before, after) for before, after, _asked in QUESTIONS] == [
        asked for _before, _after, asked in QUESTIONS
    ]


def test_what_is_shown_is_read_as_the_same_amount(amounts: Call) -> None:
    for won in ("0", "-1", "999", "-1000", "1711987500", "-1000000000000000"):
        for unit in ("won", "thousand"):
            shown = amounts("shownAmount", won, unit)
            assert amounts("readAmount", shown, unit) == {"won": won}, shown


def test_the_unit_of_the_heading_is_remembered(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    assert sheet.text(2, "amount") == "20,000"
    sheet.page.get_by_role("button", name="천원", exact=True).click()
    assert sheet.text(2, "amount") == "20"
    assert sheet.page.get_by_role("columnheader", name="금액 (천원)").is_visible()
    sheet.cell(1, "amount").click()
    sheet.type("1,500")
    assert sheet.difference()["changed"][0]["cells"] == {"amount": "1500000"}
    sheet.page.on("dialog", lambda dialog: dialog.accept())
    sheet.page.reload()
    sheet.page.locator(".sheet-grid").wait_for()
    assert sheet.text(2, "amount") == "20"
