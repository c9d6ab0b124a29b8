"""The page of a year in a version that changes another: 기정, 증감 and 경정, each of the last two giving the other."""

import pytest
from django.test import Client

from ledger.load import load
from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.reports import budget_summary
from tests.ledger.desk.form import Fields, fields_of
from tests.people import SignedIn

PAGE = "/admin/ledger/program/smart-anchor/budget/2021-supplementary-1/"


@pytest.fixture
def client(first_document: Program, signed_in: SignedIn) -> Client:
    BudgetVersion.objects.create(
        fiscal_year=2021, kind="supplementary", based_on=BudgetVersion.objects.get(fiscal_year=2021)
    )
    return signed_in("finance")


def row_of(text: str) -> str:
    """The prefix of a line's fields: 'item-7'."""
    return f"item-{BudgetLineItem.objects.get(description=text).pk}"


def save(client: Client, **typed: str) -> None:
    fields: Fields = fields_of(client, PAGE)
    assert set(typed) <= set(fields) | {key for key in typed if key.endswith(("revert", "ends"))}
    assert client.post(PAGE, {**fields, **typed}).status_code == 302


def cells(row: str) -> tuple[object, ...]:
    """기정, 경정 and 증감 of a row of 예산총괄, in won."""
    figures = budget_summary.build(load("smart-anchor", "2021-supplementary-1")).row(row).figures
    return figures["prior"], figures["current"], figures["change"]


def test_page_shows_what_is_carried_and_stores_nothing(client: Client) -> None:
    fields = fields_of(client, PAGE)
    shown = {value for key, value in fields.items() if key.endswith("-description")} - {""}
    assert shown == set(BudgetLineItem.objects.values_list("description", flat=True))
    assert client.post(PAGE, fields).status_code == 302
    assert not YearlyAllocation.objects.filter(version__kind="supplementary").exists()


@pytest.mark.parametrize("typed", [{"change": "-1,987,000"}, {"amount": "448,013,000"}])
def test_change_and_amount_give_each_other(typed: dict[str, str], client: Client) -> None:
    row = row_of("공공요금 등")
    save(
        client,
        **{f"{row}-{name}": text for name, text in typed.items()},
        **{f"{row}-basis": "△1,987천원×1회"},
    )
    assert cells("201-02") == (450_000_000, 450_000_000 - 1_987_000, -1_987_000)
    stored = BudgetLineItem.objects.get(allocation__version__kind="supplementary")
    assert (stored.amount, stored.basis) == (448_013_000, "△1,987천원×1회")
    assert (stored.continues and stored.continues.description) == "공공요금 등"


def test_all_that_nobody_typed_is_carried(client: Client) -> None:
    save(client, **{f"{row_of('공공요금 등')}-change": "1,000"})
    assert cells("total") == (7_224_187_000, 7_224_188_000, 1_000)
    marks = [row.marks for row in budget_summary.build(load("smart-anchor")).rows]
    assert not any("ended" in mark for mark in marks)


def test_both_that_do_not_agree_are_asked_about(client: Client) -> None:
    row = row_of("공공요금 등")
    fields = {**fields_of(client, PAGE), f"{row}-change": "1,000", f"{row}-amount": "450,002,000"}
    page = client.post(PAGE, fields).content.decode()
    assert "450,001,000" in page
    assert not YearlyAllocation.objects.filter(version__kind="supplementary").exists()


def test_new_line_a_line_that_ends_and_a_change_taken_back(client: Client) -> None:
    subject = AccountSubject.objects.get(code="201-02")
    new = f"new-{subject.pk}-0"
    save(client, **{f"{new}-description": "전기요금", f"{new}-amount": "3,000"})
    assert cells("201-02") == (450_000_000, 450_003_000, 3_000)
    ended = row_of("공공요금 등")
    save(client, **{f"{ended}-amount": "0"})
    assert cells("201-02") == (450_000_000, 3_000, 3_000 - 450_000_000)
    save(client, **{f"{ended}-revert": "on"})
    assert cells("201-02") == (450_000_000, 450_003_000, 3_000)


def test_subject_that_ends_and_comes_back(client: Client) -> None:
    subject = AccountSubject.objects.get(code="401-02")
    save(client, **{f"subject-{subject.pk}-ends": "on"})
    assert cells("401-02") == (10_000_000, 0, -10_000_000)
    assert budget_summary.build(load("smart-anchor")).row("401-02").marks == ("ended",)
    save(client, **{f"subject-{subject.pk}-revert": "on"})
    assert cells("401-02") == (10_000_000, 10_000_000, 0)


def test_further_subject(client: Client) -> None:
    study = AccountSubject.objects.get(code="207-01")
    save(client, **{"more-0-subject": str(study.pk), "more-0-amount": "20,000,000"})
    assert cells("207-01") == (None, 20_000_000, 20_000_000)


def test_an_amount_of_no_subject_and_one_subject_twice_are_said(client: Client) -> None:
    study = str(AccountSubject.objects.get(code="207-01").pk)
    for typed, sentence in (
        ({"more-0-amount": "5"}, "이 금액의 통계목을 고르세요."),
        ({"more-0-subject": study, "more-1-subject": study}, "이 통계목은 이미 이 화면에 있습니다."),
    ):
        page = client.post(PAGE, {**fields_of(client, PAGE), **typed}).content.decode()
        assert sentence in page
    assert not YearlyAllocation.objects.filter(version__kind="supplementary").exists()


def test_what_was_typed_wrong_is_said_and_nothing_is_stored(client: Client) -> None:
    row = row_of("공공요금 등")
    new = f"new-{AccountSubject.objects.get(code='201-02').pk}-0"
    fields = {**fields_of(client, PAGE), f"{row}-change": "천 원", f"{new}-amount": "5"}
    page = client.post(PAGE, fields).content.decode()
    assert "새 항목이 무엇인지 적으세요." in page
    assert page.count("errorlist") >= 2
    assert not YearlyAllocation.objects.filter(version__kind="supplementary").exists()


def test_manager_may_look_only(client: Client, signed_in: SignedIn) -> None:
    manager = signed_in("manager")
    assert manager.get(PAGE).status_code == 200
    assert manager.post(PAGE, {}).status_code == 403
