"""The page of a programme's year: subjects with their line items, saved all or nothing, followed by the reports."""

import re

import pytest
from django.test import Client

from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.views.request.form_fields import ONCE
from tests.ledger.desk.form import Fields, fields_of, place
from tests.ledger.log import changes
from tests.people import SignedIn

PAGE = "/admin/ledger/program/smart-anchor/budget/2021-original/"
HANGUL = re.compile("[가-힣]")


def state() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Every allocation and line of the ledger as it is stored."""
    return (
        list(YearlyAllocation.objects.order_by("pk").values_list()),
        list(BudgetLineItem.objects.order_by("pk").values_list()),
    )


def current(client: Client, row: str) -> int | None:
    report = client.get("/programs/smart-anchor/reports/budget-summary/?format=json&year=2021").json()
    found = [one["figures"]["current"] for one in report["rows"] if one["key"] == row]
    amount: int | None = found[0] if found else None
    return amount


def refused(client: Client, fields: Fields) -> str:
    """The page that a bad form comes back as; nothing has changed."""
    before = state()
    response = client.post(PAGE, fields)
    assert response.status_code == 200
    assert state() == before
    return response.content.decode()


def unchanged(client: Client, fields: Fields) -> None:
    """The form is answered, with errors or as if what is none of its rows did not stand in it."""
    before = state()
    assert client.post(PAGE, fields).status_code in (200, 302)
    assert state() == before


def errors(page: str) -> list[str]:
    lists = re.findall(r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>', page, re.S)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in lists]


def blank_line(fields: Fields, subject: str) -> str:
    """The empty row for another line of a subject: 'lines-8'."""
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code=subject)
    (row,) = [
        key.removesuffix("-allocation")
        for key, value in fields.items()
        if key.endswith("-allocation")
        and value == str(allocation.pk)
        and fields[key.replace("-allocation", "-id")] == ""
    ]
    return row


def another_programmes_line() -> BudgetLineItem:
    version = BudgetVersion.objects.get(fiscal_year=2021)
    other = Program.objects.create(slug="other", name="다른 사업")
    allocation = YearlyAllocation.objects.create(
        program=other, version=version, subject=AccountSubject.objects.get(code="201-01")
    )
    return BudgetLineItem.objects.create(
        allocation=allocation, position=1, description="남의 항목", amount=77
    )


def test_page_shows_each_subject_with_its_lines(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    shown = {str(value) for key, value in fields.items() if re.fullmatch(r"lines-\d+-description", key)} - {
        ""
    }
    assert shown == set(BudgetLineItem.objects.values_list("description", flat=True))
    page = client.get(PAGE).content.decode()
    subjects = AccountSubject.objects.filter(allocations__version__fiscal_year=2021)
    assert [str(subject) for subject in subjects if str(subject) not in page] == []
    assert "7,224,187,000" in page


def test_sending_the_page_unchanged_changes_nothing(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    before = state()
    assert client.post(PAGE, fields_of(client, PAGE)).status_code == 302
    assert state() == before


def test_changing_a_line_moves_every_total(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'description', '공공요금 등')}-amount"] = "450,001,000"
    assert client.post(PAGE, fields).status_code == 302
    assert current(client, "201-02") == 450_001_000
    assert current(client, "total") == 7_224_188_000
    assert "7,224,188,000" in client.get(PAGE).content.decode()


def test_adding_a_line_in_the_blank_row(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    row = blank_line(fields, "201-02")
    fields |= {f"{row}-description": "전기요금", f"{row}-amount": "1,000", f"{row}-basis": "1,000원×1회"}
    assert client.post(PAGE, fields).status_code == 302
    added = BudgetLineItem.objects.get(description="전기요금")
    assert (added.position, added.amount, added.allocation.subject.code) == (2, 1_000, "201-02")
    assert current(client, "201-02") == 450_001_000


def test_adding_lines_in_rows_that_the_script_has_added(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    allocation = fields[f"{blank_line(fields, '201-02')}-allocation"]
    total = int(str(fields["lines-TOTAL_FORMS"]))
    for number in (total, total + 1):
        fields |= {
            f"lines-{number}-allocation": allocation,
            f"lines-{number}-id": "",
            f"lines-{number}-position": "",
            f"lines-{number}-description": f"요금 {number}",
            f"lines-{number}-amount": "1",
            f"lines-{number}-national_subsidy": "0",
            f"lines-{number}-site": "",
        }
    fields["lines-TOTAL_FORMS"] = str(total + 2)
    assert client.post(PAGE, fields).status_code == 302
    positions = BudgetLineItem.objects.filter(allocation=int(str(allocation))).values_list(
        "position", flat=True
    )
    assert list(positions) == [1, 2, 3]
    assert current(client, "201-02") == 450_000_002


def test_deleting_a_line(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'description', '마포구 스마트앵커 조성비(공사비)')}-DELETE"] = "on"
    assert client.post(PAGE, fields).status_code == 302
    assert current(client, "403-01") == 1_071_000_000


def test_deleting_the_last_line_leaves_no_figure(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'description', '공공요금 등')}-DELETE"] = "on"
    assert client.post(PAGE, fields).status_code == 302
    assert current(client, "201-02") is None
    assert current(client, "total") == 6_774_187_000


def test_adding_a_subject_with_its_own_amount(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields |= {
        "subjects-7-subject": str(AccountSubject.objects.get(code="207-01").pk),
        "subjects-7-amount": "68,000,000",
    }
    assert client.post(PAGE, fields).status_code == 302
    assert current(client, "207-01") == 68_000_000


def test_subject_and_its_first_line_in_two_steps(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields["subjects-7-subject"] = str(AccountSubject.objects.get(code="207-01").pk)
    assert client.post(PAGE, fields).status_code == 302
    fields = fields_of(client, PAGE)
    row = blank_line(fields, "207-01")
    fields |= {f"{row}-description": "연구용역", f"{row}-amount": "68,000,000"}
    assert client.post(PAGE, fields).status_code == 302
    assert current(client, "207-01") == 68_000_000


def test_subject_without_lines_can_be_deleted(first_document: Program, signed_in: SignedIn) -> None:
    YearlyAllocation.objects.create(
        program=first_document,
        version=BudgetVersion.objects.get(fiscal_year=2021),
        subject=AccountSubject.objects.get(code="207-01"),
        amount=5,
    )
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'amount', '5')}-DELETE"] = "on"
    assert client.post(PAGE, fields).status_code == 302
    assert not YearlyAllocation.objects.filter(subject__code="207-01").exists()


def test_subject_twice_is_an_error(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    subject = str(AccountSubject.objects.get(code="207-01").pk)
    fields = {**fields_of(client, PAGE), "subjects-7-subject": subject, "subjects-8-subject": subject}
    assert HANGUL.search(errors(refused(client, fields))[0])


def test_subject_that_stands_already_is_an_error(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = {
        **fields_of(client, PAGE),
        "subjects-7-subject": str(AccountSubject.objects.get(code="201-01").pk),
    }
    assert HANGUL.search(errors(refused(client, fields))[0])


def test_subject_with_lines_cannot_be_deleted(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = {**fields_of(client, PAGE), "subjects-0-DELETE": "on"}
    assert HANGUL.search(errors(refused(client, fields))[0])


def test_two_lines_at_one_position_are_an_error(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'description', '마포구 스마트앵커 조성비(공사비)')}-position"] = "1"
    assert HANGUL.search(errors(refused(client, fields))[0])


def test_one_bad_row_saves_nothing_of_the_others(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'description', '공공요금 등')}-amount"] = "1"
    fields[f"{place(fields, 'description', '시설관리 운영')}-amount"] = "12.5"
    fields["subjects-7-subject"] = str(AccountSubject.objects.get(code="207-01").pk)
    page = refused(client, fields)
    assert 'value="12.5"' in page
    assert re.search(r'name="lines-1-amount"[^>]*value="1"|value="1"[^>]*name="lines-1-amount"', page)


@pytest.mark.parametrize("role", ["manager", "approver", "auditor"])
def test_viewers_see_it_and_cannot_send_it(role: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in(role)
    page = client.get(PAGE).content.decode()
    assert "시설관리 운영" in page
    assert 'type="submit" class="default"' not in page
    enabled = [
        tag
        for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
        if re.search(r'name="(lines|subjects)-\d+-', tag) and "disabled" not in tag
    ]
    assert enabled == []
    before = state()
    assert client.post(PAGE, fields_of(signed_in("finance"), PAGE)).status_code == 403
    assert state() == before


def test_administrator_of_users_does_not_see_it(first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("admin").get(PAGE).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/admin/ledger/program/nothing/budget/2021-original/",
        "/admin/ledger/program/smart-anchor/budget/2019-original/",
        "/admin/ledger/program/smart-anchor/budget/abc/",
        f"/admin/ledger/program/smart-anchor/budget/{'9' * 5000}/",
    ],
)
def test_unknown_programme_or_version_is_404(
    address: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_form_without_its_management_fields_is_refused(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    refused(client, {})
    fields = fields_of(client, PAGE)
    refused(client, {key: value for key, value in fields.items() if key != "lines-TOTAL_FORMS"})
    refused(client, {**fields, "lines-TOTAL_FORMS": "abc"})
    unchanged(client, {**fields, "subjects-TOTAL_FORMS": "-1"})


def test_another_programmes_rows_are_out_of_reach(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    foreign = another_programmes_line()
    fields = fields_of(client, PAGE)
    # Each time another page, as far as sending once goes.
    del fields[ONCE]
    line = place(fields, "description", "시설관리 운영")
    blank = blank_line(fields, "201-02")
    allocation = str(foreign.allocation_id)
    refused(client, {**fields, f"{line}-id": str(foreign.pk), f"{line}-amount": "1"})
    unchanged(client, {**fields, f"{line}-id": str(foreign.pk), f"{line}-DELETE": "on"})
    refused(client, {**fields, f"{line}-allocation": allocation})
    refused(client, {**fields, f"{blank}-allocation": allocation, f"{blank}-description": "몰래"})
    refused(client, {**fields, "subjects-0-id": allocation, "subjects-0-amount": "1"})
    unchanged(client, {**fields, "subjects-0-id": allocation, "subjects-0-DELETE": "on"})


@pytest.mark.parametrize("pk", ["abc", "", "9" * 30, "\0"])
def test_keys_that_are_none_are_refused(pk: str, first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    line = place(fields, "description", "시설관리 운영")
    for name in (f"{line}-id", f"{line}-allocation", "subjects-0-id"):
        refused(client, {**fields, name: pk, f"{line}-amount": "1"})
    if pk:
        refused(client, {**fields, f"{line}-site": pk})
        refused(client, {**fields, "subjects-7-subject": pk})


def test_row_that_somebody_deleted_meanwhile_is_refused(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    fields[f"{place(fields, 'description', '시설관리 운영')}-amount"] = "1"
    BudgetLineItem.objects.get(description="시설관리 운영").delete()
    before = state()
    assert client.post(PAGE, fields).status_code == 409
    assert state() == before


def test_every_save_is_in_the_history_with_its_user(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    blank = blank_line(fields, "201-02")
    fields |= {
        f"{place(fields, 'description', '시설관리 운영')}-amount": "1",
        f"{place(fields, 'description', '마포구 스마트앵커 조성비(공사비)')}-DELETE": "on",
        f"{blank}-description": "전기요금",
        f"{blank}-amount": "2",
    }
    assert client.post(PAGE, fields).status_code == 302
    told = {(one.values["description"], one.how, one.who) for one in changes(BudgetLineItem)}
    assert told == {
        ("시설관리 운영", "~", "finance"),
        ("마포구 스마트앵커 조성비(공사비)", "-", "finance"),
        ("전기요금", "+", "finance"),
    }


def test_form_without_a_token_is_refused(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    fields = fields_of(client, PAGE)
    client.handler.enforce_csrf_checks = True
    before = state()
    del fields["csrfmiddlewaretoken"]
    assert client.post(PAGE, fields).status_code == 403
    assert state() == before
