"""수치 근거: the page of a figure, its JSON, and the ways from it."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import BudgetLineItem, Program
from ledger.reports import REPORTS_BY_NAME
from sites.said import saying
from tests.ledger.reasons import explain
from tests.people import Person, SignedIn

ADDRESS = "/programs/smart-anchor/reports/{}/trace/"
SUMMARY = ADDRESS.format("budget-summary")
GRANTS = f"{SUMMARY}?row=403-01&column=current"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def trace(client: Client, report: str, row: str, column: str, more: str = "") -> dict[str, Any]:
    response = client.get(f"{ADDRESS.format(report)}?row={row}&column={column}{more}&format=json")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def links(html: str) -> list[str]:
    """The addresses inside the trace itself."""
    return re.findall(r'href="([^"]+)"', html[html.index('id="trace"') : html.index("</section>")])


# What it says


def test_a_change_in_words_in_won_and_by_its_terms(first_document: Program, signed_in: SignedIn) -> None:
    text = text_of(page(signed_in("manager"), f"{SUMMARY}?row=total&column=change"))
    assert "예산총괄 · 계 · 증감(B-A)" in text
    assert "2,187,307 천원" in text
    assert "2,187,307,000원" in text
    assert "21억 8,730만 7천원" in text
    assert "2021예산액(B) 7,224,187,000" in text
    assert "2020예산액(A) − 5,036,880,000" in text
    assert "2020년 예산(차수 미표기) 대비" in text  # version, base and moment


def test_the_panel_names_the_line_items_and_the_printed_figure(
    first_document: Program, signed_in: SignedIn
) -> None:
    text = text_of(page(signed_in("manager"), GRANTS))
    assert "자치단체자본보조 · 중구 스마트앵커 조성비(공사비)" in text
    assert "1,071,000,000" in text
    assert "803,000,000" in text
    assert "4,231,880 1,874,000 △2,357,880 △56" in text  # line 41 of the source
    assert "과목 이름은 윗줄(40행)에 있음" in text


def test_a_derived_cell_says_by_which_identity(first_document: Program, signed_in: SignedIn) -> None:
    found = trace(signed_in("manager"), "settlement", "2019", "executed")
    assert (found["operation"], found["figure"]) == ("identity", 6_790_839_000)
    assert found["formula"] == "집행액 = 예산현액 − 차년이월 − 보조금반납금 − 집행잔액"
    assert [(term["column"], term["sign"], term["figure"]) for term in found["terms"]] == [
        ("current_budget", 1, 7_155_400_000),
        ("carried_out", -1, 227_444_000),
        ("subsidy_refund", -1, None),
        ("unspent", -1, 137_117_000),
    ]
    assert found["counterpart"]["row"] == "2019-national"


def test_a_missing_figure_says_what_is_missing(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert "비율을" in trace(client, "budget-summary", "401-01", "rate")["sentence"]
    assert trace(client, "settlement", "2020", "executed")["sources"] == []
    assert "결산" in trace(client, "settlement", "2020", "executed")["sentence"]


def test_the_national_part_stands_beside_the_whole(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert "국비(x) (x2,500,000)" in text_of(page(client, f"{SUMMARY}?row=403-01&column=prior"))
    assert "총액 4,231,880" in text_of(page(client, f"{SUMMARY}?row=403-01&column=prior_national"))


def test_tie_outs_at_the_cell_and_those_it_is_a_term_of(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    found = trace(client, "investment-plan", "308-01", "total")["findings"]
    assert [(one["rule"], one["verdict"]) for one in found] == [
        ("stated_figure", "breaks"),
        ("column_total", "breaks"),  # at 계, of which this is a term
    ]
    html = page(client, f"{ADDRESS.format('investment-plan')}?row=308-01&column=total")
    there = [link for link in links(html) if "/tie-outs/" in link]
    assert there[0].endswith("#stated_figure--investment-plan--308-01--total--million")
    assert f'id="{there[0].partition("#")[2]}"' in page(client, there[0])
    assert "사유 없음" in text_of(html)


def test_the_variance_report_shares_the_print_of_the_budget_summary(
    first_document: Program, signed_in: SignedIn
) -> None:
    found = trace(signed_in("manager"), "variance", "403-01", "current")
    assert [one["line"] for one in found["printed"]] == [41]


def test_why_a_change_is_as_it_is(first_document: Program, person: Any, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    texts = {"submission_text": "2020년 국비 사업 종료", "internal_note": "과장님 확인"}
    explain(User.objects.get(username="manager"), "403-01", 1_874_000_000, 4_231_880_000, **texts)
    text = text_of(page(client, f"{SUMMARY}?row=403-01&column=change"))
    assert "증감사유 사유 있음 2020년 국비 사업 종료" in text
    assert "과장님" not in text


def test_json_has_won_as_integers_and_rates_as_strings(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    subject = trace(client, "budget-summary", "403-01", "current")
    assert (subject["figure"], subject["unit"], subject["text"]) == (1_874_000_000, "thousand", "1,874,000")
    assert [source["figure"] for source in subject["sources"]] == [1_071_000_000, 803_000_000]
    assert subject["printed"][0] == {
        "text": "1,874,000",
        "unit": "thousand",
        "value": 1_874_000_000,
        "rate": None,
        "line": 41,
        "source": "\t4,231,880\t1,874,000\t△2,357,880\t△56",
        "repair": "과목 이름은 윗줄(40행)에 있음.",
    }
    assert (
        trace(client, "budget-summary", "403-01", "rate")["figure"] == "-55.717081"
    )  # (1,874,000 − 4,231,880) / 4,231,880


def test_the_unit_that_the_reader_chose(first_document: Program, signed_in: SignedIn) -> None:
    assert "1,874 백만원" in text_of(page(signed_in("manager"), f"{GRANTS}&unit=million"))


# The history


def test_a_ledger_that_nobody_has_changed_has_no_history(
    first_document: Program, signed_in: SignedIn
) -> None:
    text = text_of(page(signed_in("manager"), GRANTS))
    assert "산출근거 항목 · 이력 없음" in text
    assert "적재된 뒤 변경된 행 없음(이력 없음)" in text
    assert [
        source["last_change"]
        for source in trace(signed_in("auditor"), "budget-summary", "403-01", "current")["sources"]
    ] == [None, None]


def test_who_changed_it_when_and_why_down_from_the_grand_total(
    first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    line = BudgetLineItem.objects.get(amount=803_000_000)
    line.amount = 800_000_000
    line.save()
    line.amount = 790_000_000
    with saying(who="finance", why="단가 조정"):
        line.save()
    client = signed_in("manager")
    for address in (GRANTS, f"{SUMMARY}?row=total&column=rate"):
        text = text_of(page(client, address))
        assert "finance 자치단체자본보조 · 마포구 스마트앵커 조성비(공사비) 수정" in text
        assert ": 800,000,000 → 790,000,000" in text
        assert "사유: 단가 조정" in text


def test_a_line_that_was_removed_is_told_of(first_document: Program, signed_in: SignedIn) -> None:
    BudgetLineItem.objects.get(amount=803_000_000).delete()
    text = text_of(page(signed_in("manager"), GRANTS))
    assert "마포구 스마트앵커 조성비(공사비) 삭제: 803,000,000 → –" in text


# The ways from it


def test_who_may_edit_is_led_to_the_rows(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(amount=803_000_000)
    there = links(page(client, GRANTS))
    (cell,) = (link for link in there if link.endswith(f"#row-{line.pk}.amount"))
    assert cell.startswith(
        "/admin/ledger/program/smart-anchor/budget/2021-original/?from=/programs/smart-anchor/"
    )
    assert "보던 화면으로" in page(client, cell)
    assert f"/admin/ledger/budgetlineitem/{line.pk}/history/" in there
    for link in there:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("role", ["auditor", "manager", "approver"])
def test_who_only_looks_sees_the_history_and_no_way_to_change(
    role: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in(role)
    there = links(page(client, GRANTS))
    assert not [link for link in there if "/change/" in link or "#row-" in link]
    history = [link for link in there if link.endswith("/history/")]
    assert len(history) == 2
    assert client.get(history[0]).status_code == 200


def test_who_has_no_access_to_data_entry_sees_no_link_into_it(first_document: Program) -> None:
    client = Client()
    client.force_login(User.objects.create_user("reader"))
    assert not [link for link in links(page(client, GRANTS)) if link.startswith("/admin/")]


@pytest.mark.parametrize(
    ("report", "row", "column"),
    [
        ("overview", "year-cost", "city"),
        ("schedule", "line-1", "amount"),
        ("investment-plan", "201-01", "2020"),
        ("settlement", "2019", "final_budget"),
        ("sites", "jung-printing", "construction_cost"),
        ("sites", "jung-printing", "national_grant"),
        ("budget-summary", "201-01", "prior"),
    ],
)
def test_every_kind_of_row_has_a_page_of_data_entry(
    report: str, row: str, column: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    html = page(client, f"{ADDRESS.format(report)}?row={row}&column={column}")
    (edit, *_) = [link for link in links(html) if "/change/" in link or "#row-" in link]
    assert client.get(edit).status_code == 200


def test_a_term_leads_to_its_own_trace_under_the_same_choices(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    html = page(client, f"{SUMMARY}?version=2021-original&base=2020-original&row=total&column=change")
    there = [link for link in links(html) if "/trace/" in link and "column=prior&" not in link]
    current = f"{SUMMARY}?version=2021-original&base=2020-original&row=total&column=current"
    assert current in there
    assert f"{SUMMARY}?version=2021-original&base=2020-original&row=201-01&column=current" in links(
        page(client, current)
    )


def test_a_row_that_is_hidden_has_its_trace_all_the_same(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    html = page(client, f"{ADDRESS.format('variance')}?by=site&top=1&row=other&column=current")
    for link in links(html):
        assert client.get(link).status_code == 200, link


def test_the_way_back_ends_at_the_row(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    html = page(client, f"{ADDRESS.format('variance')}?by=site&top=2&row=unassigned&column=prior")
    back = links(html)[-1]
    assert back == "/programs/smart-anchor/reports/variance/?by=site&top=2#variance--unassigned"
    assert 'id="variance--unassigned"' in page(client, back)


def test_every_figure_of_a_report_leads_to_a_trace(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    for report in REPORTS_BY_NAME:
        address = f"/programs/smart-anchor/reports/{report}/"
        found = re.findall(r'class="trace" href="([^"]+)"', page(client, address))
        # The first document says nothing of movements and carry-overs: their year alone, in its amounts.
        assert len(found) >= (2 if report in ("movements", "carry-overs") else 3)
        for link in found[:: max(1, len(found) // 3)]:
            assert client.get(address + link).status_code == 200, link


def test_every_trace_of_the_first_document_opens(first_document: Program, signed_in: SignedIn) -> None:
    """A third of the rows, each at another column; test_trace_every_cell.py walks over all cells."""
    client = signed_in("finance")
    for report in REPORTS_BY_NAME:
        found = client.get(f"/programs/smart-anchor/reports/{report}/?format=json").json()
        rows, columns = found["rows"], [column["key"] for column in found["columns"]]
        for number, row in list(enumerate(rows))[::3]:
            address = f"{ADDRESS.format(report)}?row={row['key']}&column={columns[number % len(columns)]}"
            page(client, address)


# Bad input


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "403-01"),
        ("row=nothing&column=current", "403-01"),
        ("row=403-01&column=nothing", "current"),
        ("row=403-01", "current"),
        ("row=403-01&column=current&format=xlsx", "json"),
        ("row=403-01&column=current&version=1999-original", "2021-original"),
        ("row=403-01&column=current&base=nothing", "2020-original"),
        ("row=403-01&column=current&unit=dollar", "million"),
        ("row=%00&column=current", ""),
        (f"row={'x' * 10_000}&column=current", "403-01"),
        (f"row=403-01&column={'%ED%95%9C' * 3_000}", "current"),
        ("row=(&column=%5B", "403-01"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    query: str, named: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(f"{SUMMARY}?{query}")
    assert response.status_code == 400
    assert named in response.content.decode()


def test_what_an_address_of_the_variance_report_may_ask(first_document: Program, signed_in: SignedIn) -> None:
    client, variance = signed_in("manager"), ADDRESS.format("variance")
    for query in ("by=colour", "top=-1", "top=many", "by=site&top=1&sort=nothing"):
        assert client.get(f"{variance}?{query}&row=total&column=change").status_code == 400
    assert client.get(f"{ADDRESS.format('profit')}?row=total&column=change").status_code == 404
    assert client.get("/programs/nothing/reports/overview/trace/?row=a&column=b").status_code == 404


def test_a_trace_is_for_those_who_are_signed_in(first_document: Program) -> None:
    assert Client().get(GRANTS).status_code == 302
