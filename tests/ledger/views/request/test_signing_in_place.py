"""Whose session has ended while typing signs in on the page that keeps it all, and what was sent goes on."""

import re
from html import unescape

import pytest
from django.test import Client

from ledger.models import AccountSubject, Change, Program, SentForm
from ledger.views.request.form_fields import ONCE
from tests.ledger.desk.form import Fields, Forms, fields_of
from tests.people import Person, SignedIn

ADD = "/admin/ledger/accountsubject/add/"
TYPED = {"code": "999-01", "name": '따옴표 " <b> & 두 줄', "valid_from": "2017"}
PASSWORD = "anchor-demo"


def kept(page: str) -> Fields:
    """What the form of the page that asks would send."""
    forms = Forms()
    forms.feed(page)
    return max(forms.forms, key=len)


@pytest.fixture
def typed(first_document: Program, signed_in: SignedIn) -> Fields:
    """A new subject that finance has typed."""
    return {**fields_of(signed_in("finance"), ADD), **TYPED}


def asked(client: Client, fields: Fields, address: str = ADD) -> str:
    response = client.post(address, fields)
    assert response.status_code == 401
    assert response.headers["Cache-Control"] == "no-store, private"
    return response.content.decode()


def test_all_is_kept_and_goes_on(typed: Fields) -> None:
    client = Client()
    page = asked(client, typed)
    assert "finance 계정으로 입력한 내용입니다" in page
    again = kept(page)
    assert {name: text for name, text in again.items() if name in TYPED} == TYPED
    assert again["again-username"] == "finance"
    response = client.post(ADD, {**again, "again-password": PASSWORD})
    assert response.status_code == 302
    subject = AccountSubject.objects.get(code="999-01")
    assert subject.name == TYPED["name"]
    change = Change.objects.get(kind="ledger.accountsubject", row=subject.pk)
    assert (change.who, change.door) == ("finance", ADD)
    assert client.get(ADD).status_code == 200


def test_a_wrong_password_keeps_all(typed: Fields) -> None:
    client = Client()
    again = kept(asked(client, typed))
    page = asked(client, {**again, "again-password": "wrong"})
    assert re.search('<ul class="errorlist', page)
    assert "wrong" not in page
    still = kept(page)
    same = {
        name: text for name, text in again.items() if name not in ("csrfmiddlewaretoken", "again-password")
    }
    assert {name: still[name] for name in same} == same
    assert not AccountSubject.objects.filter(code="999-01").exists()


def test_another_account_is_named(typed: Fields, person: Person) -> None:
    colleague = person("approver")
    colleague.groups.set(colleague.groups.model.objects.all())
    client = Client()
    again = {**kept(asked(client, typed)), "again-username": "approver", "again-password": PASSWORD}
    answer = client.post(ADD, again, follow=True)
    assert "입력은 finance 계정으로, 보내기는 approver 계정으로 했습니다" in answer.content.decode()
    subject = AccountSubject.objects.get(code="999-01")
    assert Change.objects.get(kind="ledger.accountsubject", row=subject.pk).who == "approver"


def test_rights_are_those_of_whoever_signs_in(typed: Fields, person: Person) -> None:
    person("manager")
    client = Client()
    again = {**kept(asked(client, typed)), "again-username": "manager", "again-password": PASSWORD}
    assert client.post(ADD, again).status_code == 403
    assert not AccountSubject.objects.filter(code="999-01").exists()


def test_who_is_no_staff_is_told_while_all_is_still_there(typed: Fields, person: Person) -> None:
    guest = person("manager")
    guest.is_staff = False
    guest.save()
    again = {**kept(asked(Client(), typed)), "again-username": "manager", "again-password": PASSWORD}
    assert kept(asked(Client(), again))["code"] == "999-01"


def test_sent_twice_is_still_saved_once(typed: Fields) -> None:
    again = {**kept(asked(Client(), typed)), "again-password": PASSWORD}
    answers = [Client().post(ADD, again) for _try in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (AccountSubject.objects.filter(code="999-01").count(), SentForm.objects.count()) == (1, 1)


def test_no_page_holds_a_password(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    page = "/admin/auth/user/add/"
    secret = "anchor-demo-2026!"
    fields = {**fields_of(client, page), "username": "newcomer", "password1": secret, "password2": secret}
    shown = asked(Client(), fields, page)
    assert secret not in shown
    assert "비밀번호는 남기지 않습니다" in shown
    assert kept(shown)["username"] == "newcomer"


def test_texts_of_several_lines_and_several_choices_come_back_as_they_were(first_document: Program) -> None:
    fields: Fields = {"submission_text": "첫 줄\r\n\r\n셋째 줄", "rule": ["a", "b"], "bare": ""}
    page = asked(Client(), fields, "/programs/smart-anchor/tie-outs/")
    found = re.findall(r'(?s)<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    held = [(name, unescape(text)) for name, text in found if name not in ("csrfmiddlewaretoken", "next")]
    assert held == [("submission_text", "첫 줄\r\n\r\n셋째 줄"), ("rule", "a"), ("rule", "b"), ("bare", "")]


def test_nothing_typed_goes_to_the_login_as_ever(first_document: Program) -> None:
    for answer in (Client().post(ADD), Client().get(ADD)):
        assert answer.headers["Location"] == f"/login/?next={ADD}"


def test_forgery_is_looked_at_first(typed: Fields, person: Person) -> None:
    """A foreign page can have nobody sign in, nor have anything written with a sign-in."""
    client = Client(enforce_csrf_checks=True)
    sent = {**typed, "again-username": "finance", "again-password": PASSWORD}
    assert client.post(ADD, sent).status_code == 403
    assert "sessionid" not in client.cookies
    assert not AccountSubject.objects.filter(code="999-01").exists()


def test_a_browser_signs_in_with_its_own_token_against_forgery(typed: Fields) -> None:
    client = Client(enforce_csrf_checks=True)
    token = kept(client.get("/login/").content.decode())["csrfmiddlewaretoken"]
    again = kept(asked(client, {**typed, "csrfmiddlewaretoken": token}))
    assert client.post(ADD, {**again, "again-password": PASSWORD}).status_code == 302
    assert AccountSubject.objects.filter(code="999-01").exists()


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 10_000, "없는 사람"])
def test_nonsense_in_the_fields_of_the_login_is_answered_with_a_sentence(name: str, typed: Fields) -> None:
    sent = {**typed, "again-username": name, "again-password": "x" * 5_000, ONCE: "nonsense"}
    assert re.search("[가-힣]", asked(Client(), sent))


def test_who_is_signed_in_already_goes_on_as_typed(
    typed: Fields, person: Person, signed_in: SignedIn
) -> None:
    """Signed in meanwhile on another tab: the page that asks is answered all the same."""
    client = Client()
    again = {**kept(asked(client, typed)), "again-password": PASSWORD}
    client.login(username="finance", password=PASSWORD)
    assert client.post(ADD, again).status_code == 302
    assert AccountSubject.objects.filter(code="999-01").exists()
