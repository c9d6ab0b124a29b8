"""What a confirmed version freezes: its pages show it, and whatever is sent to them is refused with a sentence."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from ledger.after_migrate.freezing import FROZEN, frozen_models
from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import fields_of
from tests.ledger.life import confirmed
from tests.ledger.rows import new_row, row_of
from tests.people import SignedIn

PAGES: list[Any] = [BudgetVersion, *(model for model in frozen_models() if admin.site.is_registered(model))]
SENTENCE = "2030년 본예산: 확정되어 수치를 바꿀 수 없"


@pytest.fixture
def rows(db: None) -> dict[Any, Any]:
    """A row of each kind that freezes, all of one version; the version is a draft."""
    made: dict[Any, Any] = {BudgetVersion: BudgetVersion.objects.create(fiscal_year=2030, kind="original")}

    def linked(model: Any) -> Any:
        if model not in made:
            made[model] = new_row(model, 0, linked)
        return made[model]

    for model in frozen_models():
        linked(model)
    return made


@pytest.fixture
def client(rows: dict[Any, Any], signed_in: SignedIn) -> Client:
    """A finance officer before the confirmed version."""
    confirmed(rows[BudgetVersion])
    return signed_in("finance")


def text_of(response: Any) -> str:
    text: str = response.content.decode()
    return text


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.model_name)
def test_its_page_is_read_and_not_written(model: Any, rows: dict[Any, Any], client: Client) -> None:
    row = rows[model]
    before = list(model.objects.values())
    page, delete = (address(model, kind, row.pk) for kind in ("change", "delete"))
    shown = text_of(client.get(page))
    assert SENTENCE in shown
    leads_to_version = f'href="/admin/ledger/budgetversion/{rows[BudgetVersion].pk}/change/"' in shown
    assert leads_to_version == (model is not BudgetVersion)
    assert 'name="_save"' not in shown
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes", "index": "0"}
    answers = {
        "save": client.post(page, {"revision": "7"}),
        "delete page": client.get(delete),
        "delete": client.post(delete, {"post": "yes"}),
        "action": client.post(address(model, "changelist"), action),
    }
    assert {door: one.status_code for door, one in answers.items()} == dict.fromkeys(answers, 409)
    assert all(SENTENCE in text_of(one) for one in answers.values())
    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", PAGES[1:], ids=lambda model: model._meta.model_name)
def test_nothing_new_comes_in_by_its_form(model: Any, rows: dict[Any, Any], client: Client) -> None:
    """The form says so itself: what was typed is not lost."""
    page = address(model, "add")
    link = model.FROZEN_WITH[0].partition("__")[0]
    typed = {**fields_of(client, page), link: str(getattr(rows[model], link).pk)}
    count = model.objects.count()
    answer = client.post(page, typed)
    assert answer.status_code == 200
    assert SENTENCE in text_of(answer)
    assert model.objects.count() == count


def test_the_page_of_a_year_is_read_and_not_written(rows: dict[Any, Any], client: Client) -> None:
    page = f"/admin/ledger/program/{rows[Program].slug}/budget/2030-original/"
    shown = text_of(client.get(page))
    assert SENTENCE in shown
    assert 'type="submit" class="default"' not in shown
    answer = client.post(page, {})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (409, True)


def test_in_english(rows: dict[Any, Any], client: Client) -> None:
    answer = client.post(
        address(BudgetLineItem, "change", rows[BudgetLineItem].pk), {}, headers={"accept-language": "en"}
    )
    assert "2030 original budget is confirmed: its figures are frozen" in text_of(answer)


def test_what_the_database_alone_refuses_is_a_sentence_too(
    rows: dict[Any, Any], signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the version is confirmed between the check and the save."""
    client = signed_in("finance")
    page = address(YearlyAllocation, "change", rows[YearlyAllocation].pk)
    typed = fields_of(client, page)
    confirmed(rows[BudgetVersion])
    monkeypatch.setattr("ledger.desk.frozen.frozen_of", lambda row: None)
    monkeypatch.setattr(BudgetVersion, "is_frozen", False)
    answer = client.post(page, {**typed, "unit": "million"})
    assert answer.status_code == 409
    assert str(FROZEN) in text_of(answer)
    assert YearlyAllocation.objects.get().unit == "won"


def test_so_on_the_page_of_a_year(
    rows: dict[Any, Any], signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("finance")
    page = f"/admin/ledger/program/{rows[Program].slug}/budget/2030-original/"
    typed = fields_of(client, page)
    confirmed(rows[BudgetVersion])
    monkeypatch.setattr(BudgetVersion, "is_frozen", False)
    answer = client.post(page, {**typed, "lines-0-description": "다른 것"})
    assert str(FROZEN) in text_of(answer)
    assert BudgetLineItem.objects.get().description == "something-0"


def test_a_draft_is_as_free_as_ever(rows: dict[Any, Any], signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = address(BudgetLineItem, "change", row_of(BudgetLineItem).pk)
    assert client.post(page, {**fields_of(client, page), "description": "책"}).status_code == 302
    assert BudgetLineItem.objects.get().description == "책"
