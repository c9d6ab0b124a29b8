"""Handing in the council's workbook: who may, what is kept, what is refused, a second click."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from ledger.models import BudgetLineItem, Program, WorkbookExport
from tests.ledger.council.sheets.files import everything
from tests.ledger.desk.form import fields_of
from tests.ledger.reasons import explain
from tests.ledger.views.workbook_page import FILE, PAGE, TYPED, form_of, said
from tests.people import Person, SignedIn

OPEN_NOTHING = dict.fromkeys(
    ("unexplained", "stale", "missing_of_changes", "stale_of_changes", "without_text"), 0
)


@pytest.mark.parametrize(
    ("role", "may"),
    [("finance", True), ("approver", True), ("manager", False), ("auditor", False), ("admin", False)],
)
def test_finance_and_approvers_hand_in_and_nobody_else(
    role: str, may: bool, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in(role)
    assert ('name="recipient"' in said(client.get(PAGE))) == may
    sent = form_of(client) if may else {**TYPED, "token": str(uuid4())}
    assert client.post(PAGE, sent).status_code == (302 if may else 403)
    assert WorkbookExport.objects.count() == (1 if may else 0)


# Handing in


def test_the_bytes_are_kept_with_what_was_typed(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    looked_at = client.get(FILE).content
    response = client.post(PAGE, form_of(client))
    submission = WorkbookExport.objects.kept().get()
    assert response.headers["Location"] == f"/submissions/{submission.pk}/"
    assert bytes(submission.content) == looked_at
    assert (submission.recipient, submission.requested_by) == (
        "서울특별시의회 기획경제위원회",
        "홍길동 의원",
    )
    assert (submission.document_number, submission.submitted_on) == ("경제정책과-1234", date(2020, 11, 2))
    assert (str(submission.made_by), submission.through) == ("finance", "page")
    assert "제출 대장에 올리고" in said(client.get(response.headers["Location"]))


def test_the_form_offers_today(first_document: Program, signed_in: SignedIn) -> None:
    assert fields_of(signed_in("finance"), PAGE)["submitted_on"] == str(timezone.localdate())


def test_figures_that_moved_meanwhile_are_not_handed_in(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    sent = form_of(client)
    line = BudgetLineItem.objects.order_by("pk")[0]
    line.amount += 1_000
    line.save()
    response = client.post(PAGE, sent)
    page = said(response)
    assert response.status_code == 409
    assert "이 화면을 연 뒤에 통합 문서의 내용이 바뀌어" in page
    assert not WorkbookExport.objects.exists()
    # What was typed is kept, the tick is not: the warnings are to be read again.
    assert 'value="홍길동 의원"' in page
    assert "checked" not in page
    assert str(sent["file_digest"]) not in page
    assert client.post(PAGE, form_of(client)).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"recipient": ""}, "제출처를 쓰세요"),
        ({"recipient": "   "}, "제출처를 쓰세요"),
        ({"recipient": "x" * 201}, "200"),
        ({"recipient": "a\0b"}, "ull"),
        ({"requested_by": "x" * 201}, "200"),
        ({"document_number": "x" * 10_000}, "100"),
        ({"submitted_on": ""}, "제출일을 고르세요"),
        ({"submitted_on": "2021-02-30"}, "날짜"),
        ({"submitted_on": "0021-10-12"}, "1948"),
        ({"submitted_on": "2101-01-01"}, "2100"),
        ({"has_read_warnings": ""}, "읽었다는 칸에 표시"),
        ({"token": ""}, "온전하지 않아"),
        ({"token": "moon"}, "온전하지 않아"),
        ({"file_digest": ""}, "통합 문서의 내용이 바뀌어"),
        ({"file_digest": "x" * 10_000}, "통합 문서의 내용이 바뀌어"),
        ({"file_digest": "a\0b"}, "ull"),
    ],
)
def test_what_cannot_be_handed_in_is_said_and_nothing_typed_is_lost(
    changed: dict[str, str],
    sentence: str,
    first_document: Program,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.views.workbook.council_warnings", lambda source: ("투자계획 없음",))
    client = signed_in("approver")
    typed = {"requested_by": "홍길동 의원", **changed}
    response = client.post(PAGE, {**form_of(client), **typed})
    assert response.status_code == 409
    assert sentence in said(response)
    assert typed["requested_by"] in said(response)
    assert not WorkbookExport.objects.exists()


def test_what_is_open_needs_a_reason_of_its_own(first_document: Program, signed_in: SignedIn) -> None:
    """Three breaks and six changes have no reason: the page says so before, refuses, and keeps what was typed."""
    client = signed_in("finance")
    sentence = "사유가 없거나 다시 확인해야 하는 불일치·증감이 9건 있습니다."
    page = said(client.get(PAGE))
    assert sentence in page
    assert 'aria-describedby="id_reason_open_helptext"' in page
    for reason in ("", "   "):
        response = client.post(PAGE, {**form_of(client), "reason_open": reason})
        assert response.status_code == 409
        assert f'<ul class="errorlist" id="id_reason_open_error"><li>{sentence}' in said(response)
        assert "홍길동 의원" in said(response)
    assert not WorkbookExport.objects.exists()
    assert client.post(PAGE, form_of(client)).status_code == 302
    entry = WorkbookExport.objects.kept().get()
    assert (entry.open_count, entry.reason_open) == (9, TYPED["reason_open"])


@pytest.mark.parametrize(("text", "still_open"), [("", 9), ("  ", 9), ("인쇄소 신설", 8)])
def test_a_reason_that_the_council_does_not_read_is_none(
    text: str, still_open: int, first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    """Nine are open. Of 사무관리비 (201-01, 1,711,987 - 50,000 천원) there is an internal note, and then a text too."""
    texts = {"internal_note": "시설 관리 용역", "submission_text": text}
    explain(person("approver"), "201-01", 1_711_987_000, 50_000_000, **texts)
    client = signed_in("finance")
    client.post(PAGE, form_of(client))
    assert WorkbookExport.objects.kept().get().open_count == still_open


def test_the_reason_stands_in_no_file(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    client.post(PAGE, {**form_of(client), "reason_open": "내부 사정임"})
    content = bytes(WorkbookExport.objects.kept().get().content)
    assert "내부 사정임" not in everything(content)
    for edition in ("submission", "internal"):
        assert "내부 사정임" not in everything(client.get(f"{FILE}?edition={edition}").content)


def test_with_nothing_open_no_reason_is_asked(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.council.sheets.warnings.open_counts", lambda council: OPEN_NOTHING)
    client = signed_in("finance")
    sent = form_of(client)
    assert 'name="reason_open"' not in said(client.get(PAGE))
    del sent["reason_open"]
    assert client.post(PAGE, sent).status_code == 302
    entry = WorkbookExport.objects.kept().get()
    assert (entry.open_count, entry.reason_open) == (0, "")


def test_without_warnings_nothing_is_to_be_ticked(
    without_warnings: None, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    sent = form_of(client)
    del sent["has_read_warnings"]
    assert client.post(PAGE, sent).status_code == 302


def test_a_second_click_makes_no_second_entry(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    sent = form_of(client)
    first, second = client.post(PAGE, sent), client.post(PAGE, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert WorkbookExport.objects.count() == 1


def test_a_second_click_finds_its_entry_also_when_the_figures_moved(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    sent = form_of(client)
    first = client.post(PAGE, sent)
    BudgetLineItem.objects.update(amount=1)
    assert client.post(PAGE, sent).headers["Location"] == first.headers["Location"]


def test_the_same_form_with_another_recipient_is_asked_again(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Who comes back with the browser's own button and hands in to somebody else sends a new form."""
    client = signed_in("finance")
    sent = form_of(client)
    client.post(PAGE, sent)
    response = client.post(PAGE, {**sent, "recipient": "예산결산특별위원회"})
    assert response.status_code == 409
    assert "이미 다른 내용의 제출을" in said(response)
    assert str(sent["token"]) not in said(response)
    assert client.post(PAGE, {**form_of(client), "recipient": "예산결산특별위원회"}).status_code == 302
    assert WorkbookExport.objects.count() == 2


def test_nobody_reaches_the_entry_of_another_by_its_token(
    first_document: Program, signed_in: SignedIn
) -> None:
    clerk, approver = signed_in("finance"), signed_in("approver")
    sent = form_of(clerk)
    clerk.post(PAGE, sent)
    assert approver.post(PAGE, sent).status_code == 409
    assert WorkbookExport.objects.count() == 1


def test_two_forms_are_two_entries(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for _time in range(2):
        assert client.post(PAGE, form_of(client)).status_code == 302
    assert WorkbookExport.objects.count() == 2


def test_a_click_that_comes_while_the_first_is_being_written(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither sees the other's entry before it writes: the database refuses the second, which then finds the first."""
    from ledger.views import workbook

    client = signed_in("finance")
    sent = form_of(client)
    first = client.post(PAGE, sent)
    look = workbook.sent_before
    answers: list[Any] = [lambda submission: None, look]
    monkeypatch.setattr(workbook, "sent_before", lambda submission: answers.pop(0)(submission))
    assert client.post(PAGE, sent).headers["Location"] == first.headers["Location"]
    assert WorkbookExport.objects.count() == 1


def test_a_form_without_its_csrf_token_hands_nothing_in(first_document: Program, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("finance"))
    sent = form_of(client)
    del sent["csrfmiddlewaretoken"]
    assert client.post(PAGE, sent).status_code == 403
    assert not WorkbookExport.objects.exists()
