"""Each page of data entry asks why: of a submitted version it must be said, and what was typed stays until it is."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import CharField, TextField
from django.test import Client

from ledger.after_migrate.freezing import frozen_models
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Change,
    Milestone,
    Program,
    StatedFigure,
    YearlyAllocation,
)
from sites.models import Site
from sites.said import saying
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import Fields, asked, fields_of
from tests.ledger.life import moved
from tests.ledger.rows import new_row, row_of
from tests.people import SignedIn

PAGES: list[Any] = [BudgetVersion, *(model for model in frozen_models() if admin.site.is_registered(model))]
WHY = {"said-why": "의회 수정", "said-document_number": "예산과-12"}
MISSING = "이런 변경에는 꼭 적어야 합니다"
"""Said above a form and at its field; a page that asks whether to delete says it at the field alone."""
YEAR_PAGE = "/admin/ledger/program/library/budget/2030-original/"


@pytest.fixture
def rows(db: None) -> dict[Any, Any]:
    """A row of each kind that hangs on a version; the version is submitted."""
    made: dict[Any, Any] = {BudgetVersion: BudgetVersion.objects.create(fiscal_year=2030, kind="original")}

    def linked(model: Any) -> Any:
        if model not in made:
            made[model] = new_row(model, 0, linked)
        return made[model]

    for model in frozen_models():
        linked(model)
    with saying(why="준비", document_number="예산과-1"):
        StatedFigure.objects.update(table="budget-summary", text="1", value=1, unit="won")
    BudgetLineItem.objects.exclude(pk=made[BudgetLineItem].pk).delete()
    moved(made[BudgetVersion], "submitted")
    return made


def another(model: Any, typed: Fields) -> Fields:
    """The form of a row with one cell that reads otherwise: a choice, else a text, else a number."""
    if model is StatedFigure:
        return {**typed, "row": "another-1"}
    fields = [one for one in model._meta.concrete_fields if one.name in typed and not one.related_model]
    for field in fields:
        if field.choices and field.name != "portion":
            others = {key for key, _label in field.choices} - {typed[field.name], "supplementary", "deemed"}
            return {**typed, field.name: min(others)}
    for field in fields:
        if isinstance(field, CharField | TextField):
            return {**typed, field.name: "another-1"}
    return {**typed, "amount": "77"}


def said(model: Any) -> tuple[str, str]:
    """What the log says last of a kind of row."""
    entry = Change.objects.filter(kind=model._meta.label_lower).latest("pk")
    return entry.why, entry.document_number


def stored(model: Any) -> list[dict[str, Any]]:
    return list(model.objects.order_by("pk").values())


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.model_name)
def test_a_row_of_a_submitted_version_is_changed_with_a_reason(
    model: Any, rows: dict[Any, Any], signed_in: SignedIn
) -> None:
    client, row, before = signed_in("finance"), rows[model], stored(model)
    page = address(model, "change", row.pk)
    typed = another(model, fields_of(client, page))
    assert {"said-why", "said-document_number"} <= set(typed)
    assert "2030년 본예산" in client.get(page).content.decode()

    for blank in ({}, {"said-why": "의회 수정"}, {"said-document_number": "예산과-12"}):
        answer = client.post(page, {**typed, **blank})
        shown = answer.content.decode()
        assert (answer.status_code, shown.count(MISSING)) == (200, 2 * (2 - len(blank)))
        assert all(text in shown for text in blank.values())
        assert stored(model) == before
    answer = client.post(page, {**typed, **WHY})
    assert answer.status_code == 302
    assert said(model) == ("의회 수정", "예산과-12")
    assert stored(model) != before


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.model_name)
def test_a_row_that_is_saved_as_it_was_needs_none(
    model: Any, rows: dict[Any, Any], signed_in: SignedIn
) -> None:
    client, page = signed_in("finance"), address(model, "change", rows[model].pk)
    assert client.post(page, fields_of(client, page)).status_code == 302


DELETED = [model for model in PAGES if model is not BudgetVersion]


@pytest.mark.parametrize("model", DELETED, ids=lambda model: model._meta.model_name)
def test_it_is_deleted_with_a_reason(model: Any, rows: dict[Any, Any], signed_in: SignedIn) -> None:
    client, row, before = signed_in("finance"), rows[model], stored(model)
    page, listed = address(model, "delete", row.pk), address(model, "changelist")
    chosen = {"action": "delete_selected", "_selected_action": [str(row.pk)], "index": "0"}
    yes, yes_listed = asked(client.get(page)), asked(client.post(listed, chosen))
    assert "said-why" in yes_listed
    for sent in (
        client.post(page, {**yes, "said-why": "의회 수정"}),
        client.post(listed, {**yes_listed, "said-why": "의회 수정"}),
    ):
        shown = sent.content.decode()
        assert (sent.status_code, shown.count(MISSING)) == (200, 1)
        assert 'value="의회 수정"' in shown
        assert stored(model) == before
    assert client.post(listed, {**yes_listed, **WHY}).status_code == 302
    assert said(model) == ("의회 수정", "예산과-12")
    assert not model.objects.filter(pk=row.pk).exists()


def test_a_delete_page_takes_a_reason(rows: dict[Any, Any], signed_in: SignedIn) -> None:
    row = rows[BudgetLineItem]
    client, page = signed_in("finance"), address(BudgetLineItem, "delete", row.pk)
    assert client.post(page, {**asked(client.get(page)), **WHY}).status_code == 302
    assert said(BudgetLineItem) == ("의회 수정", "예산과-12")


def test_a_draft_needs_none_and_keeps_what_was_said(first_document: Program, signed_in: SignedIn) -> None:
    client, row = signed_in("finance"), row_of(Milestone)
    page = address(Milestone, "change", row.pk)
    assert client.post(page, {**fields_of(client, page), "text": "착공 1"}).status_code == 302
    assert said(Milestone) == ("", "")
    assert client.post(page, {**fields_of(client, page), "text": "착공 2", **WHY}).status_code == 302
    assert said(Milestone) == ("의회 수정", "예산과-12")


def test_a_site_asks_too(first_document: Program, signed_in: SignedIn) -> None:
    client, row = signed_in("finance"), Site.objects.all()[0]
    page = address(Site, "change", row.pk)
    assert client.post(page, {**fields_of(client, page), "name": "새 이름", **WHY}).status_code == 302
    assert said(Site) == ("의회 수정", "예산과-12")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"said-why": "가" * 1001}, "1000"),
        ({"said-document_number": "1" * 101}, "100"),
        ({"said-why": "널\0"}, "null"),
    ],
)
def test_what_no_reason_can_be_is_said_beside_it(
    rows: dict[Any, Any], signed_in: SignedIn, wrong: dict[str, str], words: str
) -> None:
    client, row = signed_in("finance"), rows[BudgetLineItem]
    page = address(BudgetLineItem, "change", row.pk)
    answer = client.post(page, {**fields_of(client, page), "description": "다른", **WHY, **wrong})
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.description != "다른"


def test_a_correction_of_a_print_of_a_draft_is_asked_why(
    first_document: Program, signed_in: SignedIn
) -> None:
    """The page finds out with the database: the version is a draft, its print is corrected all the same."""
    figure = StatedFigure.objects.filter(unit="million", text__regex="^[1-9][0-9]+$").first()
    assert figure is not None
    moved_back = figure.text
    client, page = signed_in("finance"), address(StatedFigure, "change", figure.pk)
    typed = {**fields_of(client, page), "text": "1234", "value": ""}
    answer = client.post(page, typed)
    shown = answer.content.decode()
    assert (answer.status_code, shown.count(MISSING), 'value="1234"' in shown) == (200, 4, True)
    figure.refresh_from_db()
    assert figure.text == moved_back
    assert client.post(page, {**typed, **WHY}).status_code == 302
    assert said(StatedFigure) == ("의회 수정", "예산과-12")


@pytest.fixture
def year(db: None) -> BudgetLineItem:
    """A line of 70 won of a submitted original budget."""
    version = BudgetVersion.objects.create(fiscal_year=2030, kind="original")
    program = Program.objects.create(slug="library", name="도서관 운영")
    subject = AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2020)
    allocation = YearlyAllocation.objects.create(
        program=program,
        version=version,
        subject=subject,
    )
    line = BudgetLineItem.objects.create(
        allocation=allocation, position=1, description="책", amount=70, national_subsidy=0
    )
    moved(version, "submitted")
    return line


def test_the_page_of_a_year_asks_why(year: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    assert client.post(YEAR_PAGE, fields_of(client, YEAR_PAGE)).status_code == 302
    typed = {**fields_of(client, YEAR_PAGE), "lines-0-amount": "90"}
    answer = client.post(YEAR_PAGE, {**typed, "said-why": "의회 수정"})
    shown = answer.content.decode()
    assert (answer.status_code, shown.count(MISSING)) == (200, 2)
    assert 'value="의회 수정"' in shown
    assert 'value="90"' in shown
    year.refresh_from_db()
    assert year.amount == 70
    assert client.post(YEAR_PAGE, {**typed, **WHY}).status_code == 302
    year.refresh_from_db()
    assert (year.amount, said(BudgetLineItem)) == (90, ("의회 수정", "예산과-12"))


def test_the_page_of_a_change_asks_why(year: BudgetLineItem, signed_in: SignedIn) -> None:
    version = year.allocation.version
    change = BudgetVersion.objects.create(fiscal_year=2030, kind="supplementary", based_on=version)
    moved(change, "submitted")
    page = "/admin/ledger/program/library/budget/2030-supplementary-1/"
    client = signed_in("finance")
    assert client.post(page, fields_of(client, page)).status_code == 302
    typed = {**fields_of(client, page), f"item-{year.pk}-amount": "90"}
    answer = client.post(page, typed)
    assert (answer.status_code, answer.content.decode().count(MISSING)) == (200, 4)
    assert client.post(page, {**typed, **WHY}).status_code == 302
    assert said(BudgetLineItem) == ("의회 수정", "예산과-12")


def test_opening_takes_a_reason_and_needs_none(year: BudgetLineItem, signed_in: SignedIn) -> None:
    """A submitted version is not opened into (tests/ledger/opening/test_version.py)."""
    client: Client = signed_in("finance")
    page = "/admin/ledger/program/library/open/"
    typed = {"source": "2030-original", "fiscal_year": "2031", "kind": "original", "sequence": "1"}
    assert 'name="said-why"' in client.get(page, typed).content.decode()
    wrong = client.post(page, {**typed, **WHY, "said-document_number": "1" * 101})
    assert (wrong.status_code, BudgetVersion.objects.filter(fiscal_year=2031).exists()) == (200, False)
    assert client.post(page, {**typed, **WHY}).status_code == 302
    why, number = said(BudgetLineItem)
    assert why.endswith(": 의회 수정")
    assert number == "예산과-12"
