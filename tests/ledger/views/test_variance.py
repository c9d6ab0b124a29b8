"""증감 내역 on screen: bases to choose from, what is hidden, and writing down why."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.models import (
    BudgetLineItem,
    BudgetVersion,
    ChangeThreshold,
    Explanation,
    Program,
    YearlyAllocation,
)
from tests.people import SignedIn

ADDRESS = "/programs/smart-anchor/reports/variance/"


def shown(client: Client, **query: str) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def as_json(client: Client, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(ADDRESS, {**query, "format": "json"}).json()
    return found


def figures(client: Client, **query: str) -> dict[str, dict[str, Any]]:
    return {row["key"]: row["figures"] for row in as_json(client, **query)["rows"]}


def states(client: Client) -> dict[str, str]:
    return {row["key"]: row["explanation"]["state"] for row in as_json(client)["rows"]}


def final_2020(amount: int) -> BudgetVersion:
    """A final budget of 2020 with one subject: 201-01."""
    program = Program.objects.get(slug="smart-anchor")
    version = BudgetVersion.objects.create(fiscal_year=2020, kind="final")
    subject = YearlyAllocation.objects.filter(subject__code="201-01")[0].subject
    YearlyAllocation.objects.create(program=program, version=version, subject=subject, amount=amount)
    return version


# Bases


def test_all_named_bases_are_offered_and_what_is_not_held_says_so(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"))
    options = re.findall(r"<option([^>]*)>([^<]* 대비[^<]*)</option>", page)
    assert [(text.rpartition(" (")[0], "disabled" in attributes) for attributes, text in options] == [
        ("전년도 본예산 대비", False),
        ("전년도 최종예산 대비", True),
        ("기정예산 대비", True),
        ("본예산 대비", True),
        ("예산안 대비(의결 증감)", True),
        ("예산현액 대비(이월 포함)", False),
    ]
    assert page.count("자료 없음)</option>") == 4


def test_current_budget_as_a_base(first_document: Program, signed_in: SignedIn) -> None:
    """2020's budget 5,036,880 and the carry-over of 2019, 227,444, are 5,264,324천원 (T11)."""
    client = signed_in("manager")
    rows = figures(client, base="2020-available")
    assert rows["total"]["prior"] == 5_264_324_000
    assert rows["total"]["change"] == 7_224_187_000 - 5_264_324_000
    assert rows["unassigned"]["prior"] == 227_444_000
    assert as_json(client, base="2020-available")["base"] == "2020-available"
    assert "2020년 예산현액(이월 포함) 대비" in shown(client, base="2020-available")


@pytest.mark.parametrize(
    "base", ["2019-available", "2020-final", "moon", "%00", "x" * 10_000, "2021-available"]
)
def test_a_base_that_the_ledger_does_not_hold_is_refused_and_never_replaced(
    base: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(f"{ADDRESS}?base={base}")
    assert response.status_code == 400
    assert "error" not in response.content.decode().lower().replace("errorlist", "")


def test_a_second_base_stands_beside_by_itself_where_the_sign_is_another(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Against 2020's final budget of 8,000,000천원 the same 7,224,187 is a decrease."""
    final_2020(8_000_000_000)
    client = signed_in("manager")
    page = shown(client)
    assert "증감 방향 다름" in page
    assert "△775,813" in page
    assert "△775,813" not in page.split('id="bases"')[0].split("<tbody>")[0]
    assert "c-change_beside" not in shown(client, beside="none")
    assert list(as_json(client)["rows"][0]["figures"]) == list(
        as_json(client, beside="none")["rows"][0]["figures"]
    )


def test_a_second_base_in_the_files(first_document: Program, signed_in: SignedIn) -> None:
    final_2020(8_000_000_000)
    client = signed_in("manager")
    rows = figures(client, beside="2020-final")
    assert rows["total"]["prior_beside"] == 8_000_000_000
    assert rows["total"]["change_beside"] == 7_224_187_000 - 8_000_000_000
    book = load_workbook(io.BytesIO(client.get(ADDRESS, {"beside": "2020-final", "format": "xlsx"}).content))
    headings = [cell.value for cell in book.active[5]]
    at = headings.index("증감(B-C)")
    assert book.active[7][at].value == -775_813


@pytest.mark.parametrize("beside", ["2020-final", "moon", "x" * 10_000])
def test_an_unknown_second_base_is_refused(beside: str, first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").get(ADDRESS, {"beside": beside}).status_code == 400


# What is hidden


def test_top_and_open_leave_a_row_for_the_rest(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for query in ({"top": "3"}, {"only": "open"}, {"top": "2", "only": "open"}, {"top": "0"}):
        rows = figures(client, **query)
        assert "other" in rows, query
        for key in ("prior", "current", "change", "prior_national", "current_national"):
            parts = [cells[key] or 0 for row, cells in rows.items() if row != "total"]
            assert sum(parts) == rows["total"][key], (query, key)


def test_only_what_is_still_to_be_explained(first_document: Program, signed_in: SignedIn) -> None:
    """감리비 changes by 10백만원, less than 1억원: it needs no explanation."""
    rows = figures(signed_in("manager"), only="open")
    assert set(rows) == {"total", "201-01", "201-02", "308-01", "401-01", "403-01", "405-01", "other"}


def test_one_off_is_named(first_document: Program, signed_in: SignedIn) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="401-01").update(is_one_off=True)
    some = BudgetLineItem.objects.filter(allocation__subject__code="403-01").order_by("position")[0]
    some.is_one_off = True
    some.save()
    marks = {row["key"]: row["marks"] for row in as_json(signed_in("manager"))["rows"]}
    assert marks["401-01"] == ["new", "one_off"]
    assert marks["403-01"] == ["partly_one_off"]
    page = shown(signed_in("auditor"))
    assert "일회성" in page
    assert "일부 일회성" in page


# Explanations


def form_of(client: Client, row: str, **query: str) -> dict[str, str]:
    """The hidden fields of a row's open form, as the page has them."""
    page = shown(client, explain=row, **query)
    (form,) = re.findall(r'<form method="post"[^>]*class="explain">(.*?)</form>', page, re.S)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


def explain(client: Client, row: str, text: str = "개소에 따른 운영비", **typed: str) -> Any:
    fields = {**form_of(client, row), "submission_text": text, "internal_note": "", "document_number": ""}
    return client.post(ADDRESS, {**fields, **typed})


@pytest.mark.parametrize("role", ["finance", "approver", "manager"])
def test_who_may_writes_beside_the_figure(role: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in(role)
    response = explain(client, "201-01", internal_note="과장 확인 전", document_number="거점-12")
    assert (response.status_code, response.headers["Location"].partition("#")[2]) == (302, "variance--201-01")
    assert states(client)["201-01"] == "explained"
    (row,) = [row for row in as_json(client)["rows"] if row["key"] == "201-01"]
    assert row["explanation"] == {"state": "explained", "text": "개소에 따른 운영비"}
    page = shown(client)
    assert "개소에 따른 운영비" in page
    assert "과장 확인 전" in page
    kept = Explanation.objects.get()
    assert (kept.kind, kept.report, kept.row, kept.column) == ("change", "budget-summary", "201-01", "change")
    assert (kept.left, kept.right, kept.base.key) == ("1711987000", "50000000", "2020-original")  # type: ignore[union-attr]


def test_who_may_not_write_has_no_form_and_is_refused(first_document: Program, signed_in: SignedIn) -> None:
    manager, auditor = signed_in("manager"), signed_in("auditor")
    fields = form_of(manager, "201-01")
    assert 'class="explain"' not in shown(auditor, explain="201-01")
    assert auditor.post(ADDRESS, {**fields, "submission_text": "x"}).status_code == 403
    assert Explanation.objects.count() == 0


def test_it_goes_stale_by_itself_when_the_figure_moves(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    explain(client, "201-01")
    line = BudgetLineItem.objects.get(allocation__subject__code="201-01")
    line.amount += 1
    line.save()
    assert states(client)["201-01"] == "stale"
    page = shown(client)
    assert "사유 재확인 필요" in page
    assert "17억 1,198만 7천원" in page  # what it was written for
    line.amount -= 1
    line.save()
    assert states(client)["201-01"] == "explained"


def test_it_is_bound_to_its_base(first_document: Program, signed_in: SignedIn) -> None:
    final_2020(50_000_000)
    client = signed_in("manager")
    explain(client, "201-01")
    other = {row["key"]: row for row in as_json(client, base="2020-final")["rows"]}
    assert other["201-01"]["explanation"]["state"] == "missing"


def test_a_page_that_is_old_saves_nothing_and_keeps_what_was_typed(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    fields = form_of(client, "201-01")
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(amount=5)
    response = client.post(ADDRESS, {**fields, "submission_text": "힘들게 쓴 글", "internal_note": "메모"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "그사이 금액이 바뀌" in page
    assert "힘들게 쓴 글" in page
    assert "메모" in page
    assert Explanation.objects.count() == 0


def test_an_empty_explanation_says_what_to_do(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    response = explain(client, "201-01", "   ")
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert Explanation.objects.count() == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"row": "moon"},
        {"row": "x" * 10_000},
        {"left": "1"},
        {"report": "calculation-basis"},
        {"column": "rate"},
        {"submission_text": "a\0b"},
        {"left": "9" * 200},
    ],
)
def test_nonsense_in_the_form_is_answered_with_a_sentence(
    typed: dict[str, str], first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    fields = {**form_of(client, "201-01"), "submission_text": "글", **typed}
    assert client.post(ADDRESS, fields).status_code == 409
    assert client.post(ADDRESS, {}).status_code == 409
    assert Explanation.objects.count() == 0


def test_against_the_current_budget_nothing_is_explained(
    first_document: Program, signed_in: SignedIn
) -> None:
    """예산현액 is no version: an explanation would be bound to nothing."""
    client = signed_in("manager")
    assert 'class="explain"' not in shown(client, base="2020-available", explain="201-01")


def test_by_site_has_its_own_explanations(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    fields = form_of(client, "unassigned", by="site")
    assert (fields["report"], fields["row"]) == ("variance", "site:unassigned")
    response = client.post(f"{ADDRESS}?by=site", {**fields, "submission_text": "사유"})
    assert response.headers["Location"].endswith("#variance--unassigned")
    rows = {row["key"]: row for row in as_json(client, by="site")["rows"]}
    assert rows["unassigned"]["explanation"]["text"] == "사유"


def test_reports_say_how_many_are_missing_or_stale(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    explain(client, "201-01")
    explain(client, "201-02", "공공요금")
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(amount=449_999_000)
    for address in (ADDRESS, ADDRESS.replace("variance", "budget-summary")):
        assert "증감사유: 사유 없음 4건, 사유 재확인 필요 1건." in client.get(address).content.decode()


def test_they_travel_into_the_excel_file(first_document: Program, signed_in: SignedIn) -> None:
    """The text for submission; the internal note stays inside."""
    client = signed_in("manager")
    explain(client, "201-01", "=개소에 따른 운영비", internal_note="과장 확인 전")
    explain(client, "201-02", "공공요금")
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(amount=449_999_000)
    for report in ("variance", "budget-summary"):
        address = ADDRESS.replace("variance", report)
        sheet = load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content)).active
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        at = rows[0].index("증감사유")
        said = {row[0]: row[at] for row in rows if row[1] == "계"}
        assert said["사무관리비"] == "=개소에 따른 운영비"
        assert said["공공운영비"] == "공공요금 (사유 재확인 필요)"
        assert said["시설비"] == "(사유 없음)"
        assert "과장 확인 전" not in str(rows)
        assert "증감사유: 사유 없음 4건, 사유 재확인 필요 1건." in [row[0] for row in rows]


def test_what_needs_one_is_data(first_document: Program, signed_in: SignedIn) -> None:
    ChangeThreshold.objects.create(program=first_document, valid_from=2021, amount=1_000_000_000, rate=50)
    client = signed_in("manager")
    missing = [key for key, state in states(client).items() if state == "missing"]
    assert missing == ["201-01", "403-01", "405-01"]
    assert "금액 10억원 이상이면서 증감률 50% 이상인 증감" in shown(client)


def test_text_is_text(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    explain(client, "201-01", "<script>alert(1)</script>\n=1+1")
    page = shown(client)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>=1+1" in page
