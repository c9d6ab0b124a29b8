"""Who may see and do what, at every address and under every role."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from ledger.after_migrate.roles import ROLES
from ledger.models import AccountSubject, BudgetLineItem, Program
from ledger.reports import REPORTS_BY_NAME
from tests.ledger.desk.entered import ENTERED, address
from tests.ledger.desk.form import fields_of
from tests.people import Person, SignedIn

NOT_KEPT = "no-store, private"
"""What a browser is told of every page, file and answer behind the login."""

LOOKERS = [role for role, duties in ROLES.items() if "look" in duties and "edit" not in duties]

SITE_PAGES = [
    "/",
    "/?format=json",
    "/?format=xlsx&group=none",
    "/line-items.xlsx",
    "/programs/smart-anchor/",
    *(f"/programs/smart-anchor/reports/{name}/" for name in REPORTS_BY_NAME),
    *(
        f"/programs/smart-anchor/reports/{name}/?format={form}"
        for name in REPORTS_BY_NAME
        for form in ("json", "xlsx")
    ),
    "/programs/smart-anchor/open-points/",
    "/programs/smart-anchor/document/",
    "/programs/smart-anchor/brief/",
    "/programs/smart-anchor/workbook/",
    "/programs/smart-anchor/workbook.xlsx",
    "/exports/",
    "/submissions/",
    "/submissions/?looked=1",
    "/submissions/?format=xlsx",
    "/changes/",
    "/changes/?format=xlsx",
    "/programs/smart-anchor/reports/budget-summary/moments/",
    "/programs/smart-anchor/reports/budget-summary/trace/?row=total&column=change",
    "/programs/nothing/",
    "/programs/smart-anchor/reports/nothing/",
    "/password/",
    "/password/changed/",
]


@pytest.fixture
def first_document(db: None, one_of_each: Program) -> Program:
    return one_of_each


@pytest.fixture
def superuser(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="anchor-demo"))
    return client


def pages_of(model: type[Any]) -> dict[str, str]:
    row = model._default_manager.order_by("pk").first()
    return {
        "list": address(model, "changelist"),
        "add": address(model, "add"),
        "change": address(model, "change", row.pk),
        "delete": address(model, "delete", row.pk),
    }


def every_row() -> dict[str, list[tuple[Any, ...]]]:
    """The whole ledger as it is stored, apart from who signed in when."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in ENTERED
    } | {
        "users": list(
            User.objects.order_by("pk").values_list("username", "password", "is_staff", "is_superuser")
        )
    }


def answers(client: Client, model: type[Any], method: str) -> dict[str, int]:
    return {page: getattr(client, method)(path).status_code for page, path in pages_of(model).items()}


# Without signing in


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_sends_who_is_not_signed_in_to_the_login(method: str, first_document: Program) -> None:
    entry = [path for model in (*ENTERED,) for path in pages_of(model).values()]
    more = ["/admin/", "/admin/auth/user/", "/admin/ledger/program/smart-anchor/budget/2021-original/"]
    more += ["/admin/ledger/executionsnapshot/paste/"]
    more += ["/admin/autocomplete/", "/admin/password_change/", "/admin/nothing/"]
    more += ["/views/", "/views/1/delete/", "/exports/1/", "/exports/1/file/"]
    more += ["/deadlines/", "/deadlines.ics"]
    more += [
        "/submissions/1/",
        "/submissions/1/file/",
        "/programs/smart-anchor/workbook.xlsx?edition=internal",
    ]
    client = Client()
    for path in SITE_PAGES + entry + more:
        response = getattr(client, method)(path)
        assert response.status_code == 302, path
        assert re.fullmatch(
            rf"(/admin)?/login/\?next={re.escape(quote(path))}", response.headers["Location"]
        ), path


def test_pages_without_login_name_no_programme(first_document: Program) -> None:
    client = Client()
    for path in ("/login/", "/health/", "/nowhere/", "/admin/login/"):
        assert "스마트앵커" not in client.get(path).content.decode()


# What each role may do


def test_the_reports_are_read_and_no_browser_keeps_them(first_document: Program, signed_in: SignedIn) -> None:
    """Which role reads which stands in tests/smartanchor/matrix."""
    client = signed_in("auditor")
    known = [path for path in SITE_PAGES if "nothing" not in path]
    answers = {path: client.get(path) for path in known}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(known, 200)
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {NOT_KEPT}


OF_EVERYBODY = {"/": 302} | dict.fromkeys(
    ("/changes/", "/changes/?format=xlsx", "/password/", "/password/changed/"), 200
)
"""What who manages accounts gets: the way to data entry, what became of accounts, his own password."""


def test_who_manages_accounts_sees_no_row_of_the_ledger(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    answers = {path: client.get(path) for path in SITE_PAGES}
    assert {path: answer.status_code for path, answer in answers.items()} == {
        path: OF_EVERYBODY.get(path, 403) for path in SITE_PAGES
    }
    assert "/submissions/" not in answers["/changes/"].content.decode()
    assert [
        path for path, answer in answers.items() if "스마트앵커" in answer.content.decode(errors="ignore")
    ] == []
    assert client.get("/changes/?program=smart-anchor").status_code == 404
    assert client.get("/", follow=True).redirect_chain == [("/admin/", 302)]


def test_finance_edits_the_ledger_and_the_sites(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    everything = dict.fromkeys(("list", "add", "change", "delete"), 200)
    for model in ENTERED:
        assert answers(client, model, "get") == everything, model
        page = pages_of(model)["change"]
        assert client.post(page, fields_of(client, page)).status_code == 302, model
        # An empty form is answered with its errors, not refused.
        assert client.post(pages_of(model)["add"], {}).status_code == 200, model


@pytest.mark.parametrize("role", LOOKERS)
def test_lookers_look_and_change_nothing(role: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in(role)
    before = every_row()
    for model in ENTERED:
        assert answers(client, model, "get") == {"list": 200, "add": 403, "change": 200, "delete": 403}, model
        pages = pages_of(model)
        assert client.post(pages["add"], {}).status_code == 403, model
        assert client.post(pages["change"], {"_save": "1"}).status_code == 403, model
        assert client.post(pages["delete"], {"post": "yes"}).status_code == 403, model
        keys = [str(key) for key in model._default_manager.values_list("pk", flat=True)[:1]]
        client.post(pages["list"], {"action": "delete_selected", "_selected_action": keys, "post": "yes"})
    assert every_row() == before


@pytest.mark.parametrize("role", LOOKERS)
def test_lookers_cannot_send_the_form_of_a_finance_officer(
    role: str, first_document: Program, signed_in: SignedIn
) -> None:
    line = BudgetLineItem.objects.order_by("pk").first()
    assert line is not None
    page = address(BudgetLineItem, "change", line.pk)
    fields = {**fields_of(signed_in("finance"), page), "amount": "1"}
    before = every_row()["ledger.BudgetLineItem"]
    assert signed_in(role).post(page, fields).status_code == 403
    assert every_row()["ledger.BudgetLineItem"] == before


def test_administrator_of_users_does_not_enter_figures(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    nothing = dict.fromkeys(("list", "add", "change", "delete"), 403)
    before = every_row()
    for model in ENTERED:
        assert answers(client, model, "get") == nothing, model
        assert answers(client, model, "post") == nothing, model
    assert every_row() == before


@pytest.mark.parametrize("role", ["finance", *LOOKERS])
def test_only_the_administrator_manages_users(role: str, person: Person, signed_in: SignedIn) -> None:
    client = signed_in(role)
    colleague = person("admin")
    password = address(User, "change", colleague.pk).replace("change/", "password/")
    before = every_row()["users"]
    for method in ("get", "post"):
        pages = [address(User, "changelist"), address(User, "add"), address(User, "change", colleague.pk)]
        pages += [address(User, "delete", colleague.pk), password]
        assert {getattr(client, method)(page).status_code for page in pages} == {403}
    assert every_row()["users"] == before


def test_administrator_manages_users(person: Person, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    assert client.get(address(User, "changelist")).status_code == 200
    typed = {"username": "newcomer", "usable_password": "true"}
    typed |= {"password1": "새비밀번호-7319", "password2": "새비밀번호-7319"}
    page = address(User, "add")
    assert client.post(page, {**fields_of(client, page), **typed}).status_code == 302
    newcomer = User.objects.get(username="newcomer")
    page = address(User, "change", newcomer.pk)
    assert client.post(page, {**fields_of(client, page), "last_name": "김"}).status_code == 302
    assert User.objects.get(username="newcomer").last_name == "김"
    # An account is deactivated, never deleted: the history names who did what.
    assert client.post(address(User, "delete", newcomer.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="newcomer").exists()


def test_administrator_gives_a_role(signed_in: SignedIn) -> None:
    client = signed_in("admin")
    newcomer = User.objects.create_user("newcomer", password="anchor-demo")
    page = address(User, "change", newcomer.pk)
    group = Group.objects.get(name="finance")
    assert (
        client.post(
            page, {**fields_of(client, page), "groups": [str(group.pk)], "is_staff": "on"}
        ).status_code
        == 302
    )
    assert list(newcomer.groups.all()) == [group]


def test_superuser_does_everything(first_document: Program, superuser: Client) -> None:
    for model in ENTERED:
        assert set(answers(superuser, model, "get").values()) == {200}, model
    # An account is deactivated, never deleted.
    assert answers(superuser, User, "get")["delete"] == 403


def test_someone_without_a_role_reads_and_does_not_reach_data_entry(first_document: Program) -> None:
    client = Client()
    client.force_login(User.objects.create_user("guest", password="anchor-demo"))
    assert client.get("/programs/smart-anchor/").status_code == 200
    assert "/admin/" not in client.get("/programs/smart-anchor/").content.decode()
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/ledger/program/smart-anchor/budget/2021-original/").status_code == 302


def test_role_without_an_edit_right_does_not_see_edit_buttons(
    first_document: Program, signed_in: SignedIn
) -> None:
    subject = AccountSubject.objects.order_by("pk").first()
    assert subject is not None
    page = signed_in("manager").get(address(AccountSubject, "change", subject.pk)).content.decode()
    assert 'name="_save"' not in page


def test_refusal_is_a_page_in_the_sites_look(first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(address(BudgetLineItem, "add")).content.decode()
    assert '<a class="home" href="/">' in page
    assert re.search(r'<p class="lead">[^<]*[가-힣]', page)


# What a browser may keep


def test_nothing_behind_the_login_is_kept_by_a_browser(
    first_document: Program, signed_in: SignedIn, superuser: Client
) -> None:
    """Errors and data entry too: 'no-store, private', whatever else a view would say."""
    client = signed_in("finance")
    errors = [path for path in SITE_PAGES if "nothing" in path]
    paths = (*errors, "/admin/", "/admin/ledger/program/", "/nowhere/", "/?year=abc")
    assert {path: client.get(path).headers["Cache-Control"] for path in paths} == dict.fromkeys(
        paths, NOT_KEPT
    )
    assert superuser.get("/admin/auth/user/").headers["Cache-Control"] == NOT_KEPT
    assert Client().get("/programs/smart-anchor/").headers["Cache-Control"] == NOT_KEPT


def test_what_needs_no_login_may_be_kept(first_document: Program) -> None:
    client = Client()
    assert "no-store" not in client.get("/health/").headers.get("Cache-Control", "")
    assert client.get("/static/ledger/ledger.css").headers["Cache-Control"] == "max-age=60, public"
