"""The tabs of a programme's year: each leads to a page that answers, the open one is marked."""

import re
from html import unescape

import pytest
from django.test import Client

from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from tests.ledger.desk.form import fields_of
from tests.people import SignedIn

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"
TABS = [
    "산출근거",
    "재원",
    "연차별 투자계획",
    "추진일정",
    "설명서 본문",
    "대상지",
    "결산·이월·변경",
    "원문값",
]


def tabs(client: Client, address: str, which: str = "workspace") -> dict[str, tuple[str, bool]]:
    """Words -> address, and whether it is where one is."""
    page = client.get(address).content.decode()
    (bar,) = re.findall(rf'<nav class="{which}" .*?</nav>', page, re.DOTALL)
    found = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+?)\s*<', bar)
    return {label.strip(): (unescape(address), bool(current)) for address, current, label in found}


def test_every_tab_answers_and_marks_itself(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    found = tabs(client, YEAR)
    assert list(found) == TABS
    assert [label for label, (_address, is_current) in found.items() if is_current] == ["산출근거"]
    for label, (address, _is_current) in found.items():
        answer = client.get(address)
        assert answer.status_code == 200, label
        if "/sheet/" in address:
            assert tabs(client, address)[label][1], label


def test_what_stands_beside_a_tab(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    settled = tabs(client, YEAR)["결산·이월·변경"][0]
    beside = tabs(client, settled, "workspace beside")
    assert list(beside) == ["결산", "예산변경 내역", "이월 조서", "집행 현황"]
    for address, _is_current in beside.values():
        assert client.get(address).status_code == 200


def test_an_edition_that_is_not_there_is_made_where_its_texts_would_be(
    first_document: Program, signed_in: SignedIn
) -> None:
    version = BudgetVersion.objects.create(fiscal_year=2022, kind="original")
    client = signed_in("finance")
    found = tabs(client, "/admin/ledger/program/smart-anchor/budget/2022-original/")
    fields = fields_of(client, found["설명서 본문"][0])
    assert (fields["program"], fields["version"]) == (str(first_document.pk), str(version.pk))


def test_who_may_not_make_an_edition_is_led_to_what_shows_it(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    found = tabs(client, "/admin/ledger/program/smart-anchor/budget/2020-original/")
    assert found["설명서 본문"][0] == "/programs/smart-anchor/reports/overview/?version=2020-original"
    for address, _is_current in found.values():
        assert client.get(address).status_code == 200, address


def test_who_has_script_gets_the_sheet_and_who_has_none_the_forms(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    page = client.get(YEAR).content.decode()
    assert 'id="sheet-line-items"' in page
    assert 'class="year-budget" data-without-sheet="line-items"' in page
    assert 'id="sheet-line-items"' not in client.get(f"{YEAR}?forms=1").content.decode()
    assert client.get(f"{YEAR}sheet/line-items/")["Location"] == YEAR


@pytest.fixture
def many_lines(first_document: Program) -> list[YearlyAllocation]:
    """104 lines more, of two subjects."""
    held = list(
        YearlyAllocation.objects.filter(
            version__fiscal_year=2021, subject__code__in=("201-01", "201-02")
        ).order_by("subject__code")
    )
    for one in held:
        for number in range(52):
            BudgetLineItem.objects.create(allocation=one, description=f"항목 {number}", amount=1000)
    return held


def test_forms_of_many_lines_are_a_page_for_each_subject(
    many_lines: list[YearlyAllocation], signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    first, second = many_lines
    assert 'class="year-budget"' not in client.get(YEAR).content.decode()
    pages = tabs(client, f"{YEAR}?forms=1", "workspace beside")
    assert len(pages) == 7
    address = f"{YEAR}?forms=1&subject={second.subject.code}-{second.subject.valid_from}"
    fields = fields_of(client, address)
    assert int(str(fields["lines-INITIAL_FORMS"])) == second.line_items.count() == 53
    place = next(key for key, text in fields.items() if text == "항목 51").removesuffix("description")
    assert client.post(address, {**fields, f"{place}amount": "2000"}).status_code == 302
    assert second.line_items.get(description="항목 51").amount == 2000
    assert first.line_items.filter(amount=2000).count() == 0


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("/programs/smart-anchor/", True),
        ("//elsewhere.kr/", False),
        ("https://elsewhere.kr/", False),
        ("x", False),
    ],
)
def test_the_way_back_leads_nowhere_else(
    named: str, shown: bool, first_document: Program, signed_in: SignedIn
) -> None:
    page = signed_in("finance").get(YEAR, {"from": named}).content.decode()
    assert ("보던 화면으로" in page) is shown
