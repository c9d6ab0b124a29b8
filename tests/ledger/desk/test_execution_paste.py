"""Pasting 집행 현황: what was copied is stored whole, or not at all and with a sentence for each fault."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from ledger.desk.execution_paste import PasteForm
from ledger.models import AccountSubject, ExecutionSnapshot, Program
from tests.ledger.desk.form import fields_of
from tests.ledger.log import changes
from tests.people import SignedIn

PASTE = "/admin/ledger/executionsnapshot/paste/"
LIST = "/admin/ledger/executionsnapshot/"
DAY = date(2021, 11, 30)
ROWS = "과목\t지출원인행위액\t집행액\n사무관리비\t1,200\t900\n403-01\t1,874\t△4\n계\t3,074\t896\n"


@pytest.fixture
def before(first_document: Program) -> int:
    """How many rows there are before anything is pasted."""
    return ExecutionSnapshot.objects.count()


def paste(client: Client, rows: str = ROWS, **typed: Any) -> Any:
    fields = {
        **fields_of(client, PASTE),
        "program": str(Program.objects.get().pk),
        "fiscal_year": "2021",
        "as_of": DAY.isoformat(),
        "unit": "thousand",
        "source": "e호조",
        "rows": rows,
    }
    return client.post(PASTE, {**fields, **typed})


def errors(response: Any) -> list[str]:
    assert response.status_code == 200
    found = re.findall(r'<ul class="errorlist".*?</ul>', response.content.decode(), re.S)
    return [unescape(one) for block in found for one in re.findall(r"<li>(.*?)</li>", block, re.S)]


def stored() -> dict[str | None, tuple[int | None, int | None]]:
    rows = ExecutionSnapshot.objects.filter(as_of=DAY).select_related("subject")
    return {row.subject.code if row.subject else None: (row.committed, row.executed) for row in rows}


def test_what_is_pasted_is_stored_in_won(before: int, signed_in: SignedIn) -> None:
    response = paste(signed_in("finance"))
    assert (response.status_code, response.headers["Location"]) == (302, LIST)
    assert stored() == {
        None: (3_074_000, 896_000),
        "201-01": (1_200_000, 900_000),
        "403-01": (1_874_000, -4_000),
    }
    row = ExecutionSnapshot.objects.filter(as_of=DAY).first()
    assert row is not None
    assert (row.fiscal_year, row.unit, row.source) == (2021, "thousand", "e호조")


def test_history_has_who_and_why(before: int, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    paste(client, reason="11월 보고")
    paste(client, as_of="2021.10.01.")
    said = {
        (one.how, one.who, one.why)
        for one in changes(ExecutionSnapshot)
        if one.values["as_of"] in (DAY, date(2021, 10, 1))
    }
    assert said == {("+", "finance", "11월 보고"), ("+", "finance", "붙여 넣기")}


def test_the_report_follows(before: int, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    said = client.get(paste(client).headers["Location"]).content.decode()
    assert "3줄을 저장했습니다." in said
    assert 'href="/programs/smart-anchor/reports/execution/?year=2021"' in said
    page = client.get("/programs/smart-anchor/reports/execution/").content.decode()
    assert "2021.11.30. 기준 집행률 0.0%(집행액/예산현액)" in page  # 896 of 7,224,187
    assert "출처: e호조" in page


def test_doubts_are_said_and_stored_all_the_same(before: int, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    rows = "사무관리비\t10\t20\n계\t10\t25"
    said = client.get(paste(client, rows).headers["Location"]).content.decode()
    assert "집행액: 통계목의 합이 계와 다릅니다." in said
    assert "지출원인행위액: 통계목의 합이" not in said
    assert "집행액이 지출원인행위액보다 큰 줄: 1, 2" in said
    assert stored() == {"201-01": (10_000, 20_000), None: (10_000, 25_000)}


def test_every_fault_in_one_pass_and_nothing_is_stored(before: int, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    rows = "사무관리비\t1,200\t900\n없는 목\t하나\t1\n403-01\t2\n"
    response = paste(client, rows, as_of="", fiscal_year="1900")
    said = errors(response)
    assert len(said) == 5
    assert [line for line in said if line.startswith("2번째 줄")] == [
        "2번째 줄: 그 해에 “없는 목” 통계목이 없습니다. 코드나 이름을 확인하거나 통계목을 먼저 등록하세요.",
        "2번째 줄: “하나”: 금액으로 읽을 수 없습니다. 1,234 또는 △1,234처럼 적고, 없으면 -로 적으세요.",
    ]
    assert any(line.startswith("3번째 줄: 한 줄은 세 칸") for line in said)
    assert ExecutionSnapshot.objects.count() == before


def test_what_was_typed_stays(before: int, signed_in: SignedIn) -> None:
    rows = "없는 목\t1\t<b>2</b>"
    page = paste(signed_in("finance"), rows, source="장부", reason="왜").content.decode()
    assert "없는 목\t1\t&lt;b&gt;2&lt;/b&gt;</textarea>" in page
    for kept in ('value="장부"', 'value="왜"', f'value="{DAY.isoformat()}"', 'value="2021"'):
        assert kept in page
    assert f'<option value="{Program.objects.get().pk}" selected>' in page
    assert '<option value="thousand" selected>' in page


def test_the_same_day_twice_is_refused(before: int, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    paste(client)
    assert errors(paste(client, "사무관리비\t1\t1")) == [
        "2021.11.30. 기준 집행 현황이 이미 3줄 있습니다. 목록에서 먼저 고치거나 지우세요."
    ]
    assert stored()["201-01"] == (1_200_000, 900_000)


def test_the_same_day_that_somebody_else_enters_meanwhile(before: int) -> None:
    """The day is free while the form is checked; the third row is taken when it is written: none is left."""
    program = Program.objects.get()
    typed = {"program": program.pk, "fiscal_year": 2021, "as_of": DAY, "unit": "thousand", "rows": ROWS}
    form = PasteForm(typed, site=admin.site)
    assert form.is_valid()
    program.execution_snapshots.create(fiscal_year=2021, as_of=DAY, executed=5)
    with pytest.raises(IntegrityError):
        form.save()
    assert stored() == {None: (None, 5)}


def test_the_database_refuses_the_same_day_twice(before: int) -> None:
    program = Program.objects.get()
    program.execution_snapshots.create(fiscal_year=2021, as_of=DAY)
    with pytest.raises(IntegrityError):
        program.execution_snapshots.create(fiscal_year=2021, as_of=DAY)


OUTSIDE = (
    "2021년 예산의 집행일은 그 해나 다음 해 초입니다. 장부를 닫는 다음 해 2월 말까지의 날짜를 입력하세요."
)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((timezone.localdate() + timedelta(days=2)).isoformat(), "아직 오지 않은 날입니다."),
        ("2020-12-31", OUTSIDE),
        ("2022-03-01", OUTSIDE),
        ("2023-01-01", OUTSIDE),
        ("12/05/08", "'12/05/08': 연도를 맨 앞에 네 자리로 쓰세요. 예: 2021-10-31, 2021. 10. 31."),
    ],
)
def test_a_day_that_cannot_be(day: str, sentence: str, before: int, signed_in: SignedIn) -> None:
    assert errors(paste(signed_in("finance"), as_of=day)) == [sentence]


@pytest.mark.parametrize("day", ["2022-01-20", "2022-02-28", "2022. 1. 20.", "2022년 1월 20일"])
def test_the_days_in_which_the_books_close_are_taken(day: str, before: int, signed_in: SignedIn) -> None:
    assert paste(signed_in("finance"), as_of=day).status_code == 302


def test_a_subject_of_another_year_is_unknown(before: int, signed_in: SignedIn) -> None:
    AccountSubject.objects.create(code="499-01", name="옛 목", valid_from=2000, valid_until=2020)
    (said,) = errors(paste(signed_in("finance"), "499-01\t1\t1"))
    assert "499-01" in said


@pytest.mark.parametrize("role", ["approver", "manager", "auditor", "admin"])
def test_only_who_enters_figures_pastes(role: str, before: int, signed_in: SignedIn) -> None:
    client = signed_in(role)
    fields = {"program": "1", "fiscal_year": "2021", "as_of": "2021-11-30", "unit": "won", "rows": ROWS}
    assert (client.get(PASTE).status_code, client.post(PASTE, fields).status_code) == (403, 403)
    assert ExecutionSnapshot.objects.count() == before


def test_the_way_to_the_page(before: int, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    link = f'<a href="{PASTE}">집행 현황 붙여 넣기</a>'
    row = ExecutionSnapshot.objects.first()
    assert row is not None
    assert link in client.get(LIST).content.decode()
    assert link in client.get(f"{LIST}add/").content.decode()
    assert link not in client.get(f"{LIST}{row.pk}/change/").content.decode()
    report = client.get("/programs/smart-anchor/reports/execution/").content.decode()
    assert f'href="{LIST}?workspace=' in report


def test_who_only_looks_is_not_sent_there(before: int, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    assert PASTE not in client.get(LIST).content.decode()


def test_an_address_fills_in_the_programme_and_the_year(before: int, signed_in: SignedIn) -> None:
    fields = fields_of(signed_in("finance"), f"{PASTE}?program=smart-anchor&fiscal_year=2021")
    assert (fields["program"], fields["fiscal_year"]) == (str(Program.objects.get().pk), "2021")


@pytest.mark.parametrize(
    "query",
    ["program=nothing&fiscal_year=abc", f"program={'9' * 10_000}&fiscal_year={'9' * 100}", "as_of=x&x=1"],
)
def test_nonsense_in_the_address_is_ignored(query: str, before: int, signed_in: SignedIn) -> None:
    fields = fields_of(signed_in("finance"), f"{PASTE}?{query}")
    assert (fields["program"], fields["fiscal_year"]) == ("", "")


def test_null_character_in_the_address_is_400(before: int, signed_in: SignedIn) -> None:
    assert signed_in("finance").get(f"{PASTE}?program=%00").status_code == 400


@pytest.mark.parametrize(
    "text", ["\0", "가\0나\t1\t1", "( ", "x" * 10_000, "\t" * 10_000, "1\n" * 5_000, "😀\t1\t1"]
)
def test_nonsense_in_the_rows_is_said(text: str, before: int, signed_in: SignedIn) -> None:
    said = errors(paste(signed_in("finance"), text))
    assert said
    assert max(map(len, said)) < 300
    assert ExecutionSnapshot.objects.count() == before


@pytest.mark.parametrize("name", ["program", "fiscal_year", "as_of", "unit", "source", "reason"])
@pytest.mark.parametrize("text", ["\0", "( ", "9" * 10_000, "-1", "２０２１x", "{{7*7}}"])
def test_nonsense_in_a_field_is_said_or_stored_as_text(
    name: str, text: str, before: int, signed_in: SignedIn
) -> None:
    response = paste(signed_in("finance"), **{name: text})
    is_text = name in ("source", "reason") and text not in ("\0", "9" * 10_000)
    assert response.status_code == (302 if is_text else 200)
    assert (ExecutionSnapshot.objects.count() > before) == is_text


def test_an_empty_form_says_what_is_needed(before: int, signed_in: SignedIn) -> None:
    assert len(errors(signed_in("finance").post(PASTE, {"x": "1"}))) == 5
