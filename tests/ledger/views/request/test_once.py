"""A form that is sent twice is saved once, and its second sender reads what came of the first."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from ledger.management.commands.demo import FIXTURES
from ledger.models import AccountSubject, BudgetLineItem, Program, SavedView, SentForm, YearlyAllocation
from ledger.views.request.form_fields import ONCE
from ledger.views.request.once import KEPT, REPEATABLE, SAVED
from tests.ledger.desk.form import Fields, fields_of
from tests.ledger.log import changes
from tests.people import Person, SignedIn

ADD = "/admin/ledger/accountsubject/add/"
YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"
SAVED_ALREADY = "이미 저장한 입력 화면입니다"


def new_subject(client: Client, **typed: str) -> Fields:
    """The form of a new account subject, filled in."""
    cells = {"code": "999-01", "name": "두 번 보낸 통계목", "valid_from": "2017", **typed}
    return {**fields_of(client, ADD), **cells}


def count() -> int:
    return AccountSubject.objects.filter(code="999-01").count()


def test_every_form_that_is_sent_by_post_has_a_token_of_its_own(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    tokens = []
    for address in (ADD, YEAR, "/", "/programs/smart-anchor/tie-outs/", "/admin/ledger/program/"):
        forms = re.findall(r'(?s)<form [^>]*method="post".*?</form>', client.get(address).content.decode())
        assert forms, address
        for form in forms:
            (token,) = re.findall(rf'name="{ONCE}" value="([-0-9a-f]{{36}}):finance"', form)
            tokens.append(token)
    assert len({*tokens}) == len(tokens)


def test_the_second_answer_is_the_first_and_says_so(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = new_subject(client)
    first, second = client.post(ADD, fields), client.post(ADD, fields)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.headers["Location"] == first.headers["Location"]
    assert count() == 1
    assert SAVED_ALREADY in client.get(second.headers["Location"]).content.decode()


def test_lines_of_a_year_are_added_once(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    blank = {"description": "새 항목", "basis": "", "amount": "1,000", "national_subsidy": "0"}
    fields = fields_of(client, YEAR)
    place = max(int(name.split("-")[1]) for name in fields if re.match(r"lines-\d+-", name))
    fields |= {f"lines-{place}-{name}": text for name, text in blank.items()}
    assert [client.post(YEAR, fields).status_code for _time in range(3)] == [302] * 3
    assert BudgetLineItem.objects.filter(description="새 항목").count() == 1


def test_a_view_is_saved_once(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = client.get("/").content.decode()
    (form,) = re.findall(r'(?s)<form method="post" action="/views/".*?</form>', page)
    (token,) = re.findall(rf'name="{ONCE}" value="([^"]+)"', form)
    fields = {"name": "내 보기", "query": "", ONCE: token}
    first, second = (client.post("/views/", fields, follow=True).content.decode() for _time in range(2))
    assert SavedView.objects.count() == 1
    assert (SAVED_ALREADY in first, SAVED_ALREADY in second) == (False, True)


def test_a_form_with_errors_may_be_sent_again(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = new_subject(client, name="")
    answer = client.post(ADD, fields)
    assert answer.status_code == 200
    assert (SAVED in answer.cookies, SentForm.objects.count()) == (False, 0)
    assert client.post(ADD, {**fields, "name": "이제 맞음"}).status_code == 302
    assert count() == 1


def test_an_answer_that_leads_on_with_a_complaint_has_saved_nothing(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    fields = {"name": "", "query": "", ONCE: f"{uuid.uuid4()}:finance"}
    answer = client.post("/views/", fields)
    assert answer.status_code == 302
    assert (SAVED in answer.cookies, SentForm.objects.count()) == (False, 0)
    assert client.post("/views/", {**fields, "name": "내 보기"}).status_code == 302
    assert SavedView.objects.count() == 1


def test_a_refusal_takes_all_back_that_was_written(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what a view wrote before it failed: nothing of a 500 stays."""
    client = signed_in("finance")
    fields = new_subject(client)
    client.raise_request_exception = False

    def fail(*args: Any) -> None:
        raise ValueError("after the row was written")

    with monkeypatch.context() as patched:
        patched.setattr("ledger.desk.subject.AccountSubjectAdmin.response_add", fail)
        assert client.post(ADD, fields).status_code == 500
    assert (count(), SentForm.objects.count()) == (0, 0)
    assert client.post(ADD, fields).status_code == 302
    assert count() == 1


def test_other_words_under_the_same_token_are_refused_and_say_where_they_are(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    fields = new_subject(client)
    client.post(ADD, fields)
    answer = client.post(ADD, {**fields, "code": "999-02"})
    assert answer.status_code == 409
    assert "이 브라우저에 남아" in answer.content.decode()
    assert AccountSubject.objects.filter(code="999-02").count() == 0


def test_the_token_of_somebody_else_or_of_another_address_tells_nothing(
    first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    client, other = signed_in("finance"), Client()
    fields = {**new_subject(client), "_continue": "1"}
    made = client.post(ADD, fields).headers["Location"]
    colleague = User.objects.create_user("colleague", is_staff=True)
    colleague.user_permissions.set(Permission.objects.all())
    other.force_login(colleague)
    assert "/change/" in made
    refused = other.post(ADD, fields)
    assert refused.status_code == 409
    assert made not in refused.content.decode()
    assert client.post(f"{ADD}?elsewhere=1", fields).status_code == 409
    assert count() == 1


@pytest.mark.parametrize(
    "token", ["", ":", "abc", "a\0b", "９" * 36, "1" * 10_000, f"{{{uuid.uuid4()}}}", "%00"]
)
def test_a_token_that_is_none_is_refused_with_a_sentence(
    token: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    answer = client.post(ADD, {**new_subject(client), ONCE: token})
    assert answer.status_code == 400
    assert "원장에서 연 입력 화면이 아니어서" in answer.content.decode()
    assert count() == 0


def test_without_a_token_nothing_is_kept(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = new_subject(client)
    del fields[ONCE]
    assert client.post(ADD, fields).status_code == 302
    assert SentForm.objects.count() == 0


def test_the_small_window_answers_twice_alike(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = {**new_subject(client), "_popup": "1"}
    first, second = client.post(ADD, fields), client.post(ADD, fields)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert "django-admin-popup-response-constants" in first.content.decode()
    assert count() == 1


def test_the_page_s_script_is_told_what_is_saved(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    told = []
    for code in ("999-01", "999-02"):
        fields = new_subject(client, code=code)
        cookie = client.post(ADD, fields).cookies[SAVED]
        told.append(str(fields[ONCE]).partition(":")[0])
        assert cookie.value == "~".join(told)
        assert (cookie["httponly"], cookie["samesite"]) == ("", "Lax")


def test_no_password_stands_in_the_table(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    page = "/admin/auth/user/add/"
    secret = "anchor-demo-2026!"
    typed = {"username": "newcomer", "password1": secret, "password2": secret, "usable_password": "true"}
    fields = {**fields_of(client, page), **typed}
    assert [client.post(page, fields).status_code for _time in range(2)] == [302, 302]
    assert User.objects.filter(username="newcomer").count() == 1
    row = SentForm.objects.get()
    assert secret not in str([row.content, row.answer, row.address, row.page])
    assert re.fullmatch("[0-9a-f]{64}", row.content)


def test_old_ones_are_forgotten_when_somebody_signs_in(first_document: Program, person: Person) -> None:
    user = person("manager")
    for age in (KEPT + timedelta(minutes=1), KEPT - timedelta(minutes=1)):
        SentForm.objects.create(
            token=uuid.uuid4(), who=user, at=timezone.now() - age, address="/", content="0" * 64
        )
    Client().post("/login/", {"username": "manager", "password": "anchor-demo"})
    assert SentForm.objects.count() == 1


def view_names(patterns: Any, namespace: str = "") -> Iterator[str]:
    """'login', 'admin:logout', … of all addresses."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from view_names(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{namespace}{one.name}"


def test_what_needs_no_token_is_there() -> None:
    assert {*REPEATABLE} <= {*view_names(get_resolver().url_patterns)}


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_last_of_all_is_no_500_and_no_success(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that hangs on one which another has deleted meanwhile: looked at when all is written."""
    client = Client()
    client.force_login(person("finance"))
    fields = new_subject(client)

    def hang(self: AccountSubject, *args: Any, **kwargs: Any) -> None:
        BudgetLineItem.objects.bulk_create([BudgetLineItem(allocation_id=10**6, position=1, description="x")])

    with monkeypatch.context() as patched:
        patched.setattr("ledger.desk.subject.AccountSubjectAdmin.log_addition", hang)
        answer = client.post(ADD, fields)
    assert (answer.status_code, SAVED in answer.cookies) == (200, False)
    assert "저장하지 않았습니다" in answer.content.decode()
    assert "추가했습니다" not in answer.content.decode()
    assert (count(), SentForm.objects.count()) == (0, 0)
    assert client.post(ADD, fields).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite: tests/browser/test_sending_once.py")
def test_who_comes_meanwhile_waits_and_gets_the_same_answer(person: Person) -> None:
    """Four at once with the same bytes, as from a proxy that tries again."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    user = person("finance")
    client = Client()
    client.force_login(user)
    allocation = YearlyAllocation.objects.filter(version__fiscal_year=2021).first()
    assert allocation is not None
    page = "/admin/ledger/budgetlineitem/add/"
    typed = {"allocation": str(allocation.pk), "description": "한 번만", "amount": "1,000"}
    fields = {**fields_of(client, page), **typed}
    together, answers = Barrier(4), []

    def send() -> None:
        sender = Client()
        sender.cookies = client.cookies
        together.wait()
        try:
            answers.append(sender.post(page, fields))
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302] * 4
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert BudgetLineItem.objects.filter(description="한 번만").count() == 1


def test_a_correction_after_the_way_back_is_saved_where_the_first_time_only_changed(
    first_document: Program, signed_in: SignedIn
) -> None:
    """The same form with other words: it is a change of a row that says its revision, and no second row."""
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    page = f"/admin/ledger/budgetlineitem/{line.pk}/change/"
    fields = fields_of(client, page)
    assert client.post(page, {**fields, "amount": "1"}).status_code == 302
    assert client.post(page, {**fields, "amount": "1", "basis": "산출식"}).status_code == 302
    line.refresh_from_db()
    assert (line.amount, line.basis) == (1, "산출식")
    assert client.post(page, {**fields, "amount": "2"}).status_code == 409
    again = client.post(page, {**fields, "amount": "1", "basis": "산출식"})
    assert again.status_code == 302
    assert [one.how for one in changes(BudgetLineItem, line)] == ["~", "~"]
