"""Data entry of another division's programme: it is shown, and by no door changed; the refusal says whose it is."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import (
    AccountSubject,
    Assignment,
    BudgetLineItem,
    BudgetMovement,
    BudgetVersion,
    Change,
    Document,
    ExecutionSnapshot,
    Explanation,
    Program,
    WorkbookExport,
    YearlyAllocation,
)
from ledger.models.desk.charge import is_of_either, program_paths
from tests.ledger.desk.entered import ENTERED, address
from tests.ledger.desk.form import Fields, fields_of
from tests.ledger.divisions import FOREIGN, OWN, Divisions, client_of, put_in_charge, two_divisions
from tests.people import Person

OF_PROGRAMS = [model for model in ENTERED if program_paths(model)]
"""The kinds of rows with a page whose rows are of a programme."""

SENTENCE = " ".join(FOREIGN)


@pytest.fixture
def divisions(db: None) -> Divisions:
    return two_divisions()


@pytest.fixture
def finance(divisions: Divisions, person: Person) -> User:
    return put_in_charge(person("finance"), OWN)


@pytest.fixture
def client(finance: User) -> Client:
    return client_of(finance)


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def written() -> int:
    """How many changes are on record."""
    return Change.objects.count()


def links_of(model: Any) -> list[str]:
    """The fields of a form that say whose a row is."""
    return [path.partition("__")[0] for path in program_paths(model)]


def names(model: Any) -> str:
    name: str = model._meta.model_name
    return name


def test_there_are_such_kinds() -> None:
    assert {Program, YearlyAllocation, BudgetLineItem, Document, ExecutionSnapshot} < {*OF_PROGRAMS}


@pytest.mark.parametrize("model", OF_PROGRAMS, ids=names)
def test_a_foreign_row_is_shown_and_not_changed(model: Any, divisions: Divisions, client: Client) -> None:
    row = divisions.foreign[model]
    page, delete, listed = (
        address(model, "change", row.pk),
        address(model, "delete", row.pk),
        address(model, "changelist"),
    )
    shown = client.get(page)
    assert shown.status_code == 200
    assert SENTENCE in text_of(shown)
    assert 'name="_save"' not in text_of(shown)
    assert client.get(address(model, "history", row.pk)).status_code == 200
    before = written()
    action = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes", "index": "0"}
    answers = {
        "save": client.post(page, {}),
        "delete page": client.get(delete),
        "delete": client.post(delete, {"post": "yes"}),
        "action": client.post(listed, action),
    }
    assert {door: one.status_code for door, one in answers.items()} == dict.fromkeys(answers, 403)
    assert [door for door, one in answers.items() if SENTENCE not in text_of(one)] == []
    assert written() == before


@pytest.mark.parametrize("model", OF_PROGRAMS, ids=names)
def test_ones_own_row_is_saved(model: Any, divisions: Divisions, client: Client) -> None:
    page = address(model, "change", divisions.own[model].pk)
    assert client.post(page, fields_of(client, page)).status_code == 302


@pytest.mark.parametrize("model", [one for one in OF_PROGRAMS if one is not Program], ids=names)
def test_nothing_is_added_to_a_foreign_programme(model: Any, divisions: Divisions, client: Client) -> None:
    page = address(model, "add")
    link = links_of(model)[-1]
    typed = {**fields_of(client, page), link: str(getattr(divisions.foreign[model], link).pk)}
    before = written()
    answer = client.post(page, typed)
    assert (answer.status_code, SENTENCE in text_of(answer)) == (200, True)
    assert written() == before


@pytest.mark.parametrize(
    "model", [one for one in OF_PROGRAMS if one is not Program and not is_of_either(one)], ids=names
)
def test_no_row_of_ones_own_is_handed_over(model: Any, divisions: Divisions, client: Client) -> None:
    """Nor fetched: what is foreign is not changed at all. What is refused, the page shows as it was."""
    page = address(model, "change", divisions.own[model].pk)
    typed = fields_of(client, page)
    (link,) = {name for name in links_of(model) if name in typed}
    before = written()
    answer = client.post(page, {**typed, link: str(getattr(divisions.foreign[model], link).pk)})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (200, True)
    assert 'name="_save"' in text_of(answer)
    assert written() == before


def test_a_programme_goes_to_no_other_division(divisions: Divisions, client: Client) -> None:
    own = divisions.own[Program]
    page = address(Program, "change", own.pk)
    typed = fields_of(client, page)
    before = written()
    answer = client.post(page, {**typed, "bureau": FOREIGN[0], "division": FOREIGN[1]})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (200, True)
    assert written() == before
    assert client.post(page, {**typed, "location": "시청"}).status_code == 302


def test_a_programme_begins_in_ones_own_division(divisions: Divisions, client: Client) -> None:
    page = address(Program, "add")
    typed = {**fields_of(client, page), "slug": "new", "name": "새 사업"}
    foreign = client.post(page, {**typed, "bureau": FOREIGN[0], "division": FOREIGN[1]})
    assert (foreign.status_code, SENTENCE in text_of(foreign)) == (200, True)
    assert client.post(page, {**typed, "bureau": OWN[0], "division": OWN[1]}).status_code == 302
    assert Program.objects.get(slug="new").division == OWN[1]


def test_a_movement_is_entered_by_the_officer_of_either_programme(
    divisions: Divisions, client: Client
) -> None:
    movement = divisions.own[BudgetMovement]
    subjects = [rows[BudgetMovement].to_subject_id for rows in (divisions.own, divisions.foreign)]
    AccountSubject.objects.filter(pk__in=subjects).update(valid_from=2018)
    page = address(BudgetMovement, "change", movement.pk)
    typed = fields_of(client, page)
    foreign = str(divisions.foreign[Program].pk)
    sides = {"from_program": foreign, "from_subject": str(movement.to_subject_id)}
    assert client.post(page, {**typed, **sides}).status_code == 302
    handed = {"to_program": foreign, "to_subject": str(divisions.foreign[BudgetMovement].to_subject_id)}
    answer = client.post(page, {**typed, **sides, **handed})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (200, True)


@pytest.mark.parametrize("model", OF_PROGRAMS, ids=names)
def test_choices_offer_ones_own(model: Any, divisions: Divisions, client: Client) -> None:
    kind = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    page: Any = admin.site.get_model_admin(model)
    for field in page.linked_pages():
        linked = model._meta.get_field(field).related_model
        found = client.get("/admin/autocomplete/", {**kind, "field_name": field, "term": ""}).json()
        offered = {one["id"] for one in found["results"]}
        own, foreign = str(divisions.own[linked].pk), str(divisions.foreign[linked].pk)
        may_be_foreign = not program_paths(linked) or is_of_either(model)
        assert (own in offered, foreign in offered) == (True, may_be_foreign), field


def test_what_programmes_share_is_as_ever(divisions: Divisions, client: Client) -> None:
    for model in ENTERED:
        if not program_paths(model):
            page = address(model, "change", divisions.foreign[model].pk)
            assert client.post(page, fields_of(client, page)).status_code == 302, model


# The pages of whole years


def test_the_page_of_a_foreign_year_is_shown_and_not_saved(divisions: Divisions, client: Client) -> None:
    program, version = divisions.foreign[Program], divisions.foreign[BudgetVersion]
    page = f"/admin/ledger/program/{program.slug}/budget/{version.key}/"
    shown = client.get(page)
    assert (shown.status_code, SENTENCE in text_of(shown)) == (200, True)
    assert '<input type="submit" class="default"' not in text_of(shown)
    before = written()
    answer = client.post(page, {})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (403, True)
    assert written() == before


def test_the_page_of_ones_own_year_is_saved(divisions: Divisions, client: Client) -> None:
    program, version = divisions.own[Program], divisions.own[BudgetVersion]
    page = f"/admin/ledger/program/{program.slug}/budget/{version.key}/"
    typed = {**fields_of(client, page), "lines-0-description": "책"}
    assert client.post(page, typed).status_code == 302
    assert BudgetLineItem.objects.get(pk=divisions.own[BudgetLineItem].pk).description == "책"


def test_a_foreign_year_is_not_opened(divisions: Divisions, client: Client) -> None:
    page = f"/admin/ledger/program/{divisions.foreign[Program].slug}/open/"
    for answer in (client.get(page), client.post(page, {})):
        assert (answer.status_code, SENTENCE in text_of(answer)) == (403, True)
    assert client.get(f"/admin/ledger/program/{divisions.own[Program].slug}/open/").status_code == 200
    for rows, is_offered in ((divisions.own, True), (divisions.foreign, False)):
        shown = text_of(client.get(address(Program, "change", rows[Program].pk)))
        assert (f"/admin/ledger/program/{rows[Program].slug}/open/" in shown) == is_offered


def test_execution_of_a_foreign_programme_is_not_pasted(divisions: Divisions, client: Client) -> None:
    page = address(ExecutionSnapshot, "changelist") + "paste/"
    subject = divisions.own[YearlyAllocation].subject
    typed: Fields = {"fiscal_year": "2025", "as_of": "2025-10-31", "unit": "won", "source": "", "reason": ""}
    typed["rows"] = f"{subject.code}\t100\t100"
    before = written()
    answer = client.post(page, {**typed, "program": str(divisions.foreign[Program].pk)})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (200, True)
    assert written() == before
    asked = f"{page}?program={divisions.foreign[Program].slug}"
    # The header says the address again.
    assert divisions.foreign[Program].name not in text_of(client.get(asked)).replace(asked, "")


# Steps, explanations, submissions


def step(client: Client, version: BudgetVersion, name: str) -> Any:
    page = address(BudgetVersion, "change", version.pk)
    return client.post(
        page.replace("change/", "step/"), {"step": name, "number": "1", "reason": "끝났습니다."}
    )


def test_a_step_moves_ones_own_programmes_only(divisions: Divisions, client: Client) -> None:
    """A version moves as a whole: where a foreign programme is in it, somebody in charge of both takes the step."""
    own = divisions.own[BudgetVersion]
    both = divisions.foreign[BudgetVersion]
    page = text_of(client.get(address(BudgetVersion, "change", both.pk)))
    assert 'value="submit"' not in page
    answer = step(client, both, "submit")
    assert (answer.status_code, SENTENCE in text_of(answer)) == (403, True)
    both.refresh_from_db()
    assert both.status == "draft"
    assert 'value="submit"' in text_of(client.get(address(BudgetVersion, "change", own.pk)))
    assert step(client, own, "submit").status_code == 302
    own.refresh_from_db()
    assert own.status == "submitted"


@pytest.mark.parametrize("page", ["tie-outs", "reports/variance", "workbook"])
def test_nothing_is_explained_or_handed_in_of_a_foreign_programme(
    page: str, divisions: Divisions, client: Client
) -> None:
    path = f"/programs/{divisions.foreign[Program].slug}/{page}/"
    assert client.get(path).status_code == 200
    answer = client.post(path, {"internal_note": "왜냐하면"})
    assert (answer.status_code, SENTENCE in text_of(answer)) == (403, True)
    assert not Explanation.objects.filter(internal_note="왜냐하면").exists()
    kept = WorkbookExport.objects.count()
    assert (client.post(f"/programs/{divisions.own[Program].slug}/{page}/", {}).status_code) == 409
    assert WorkbookExport.objects.count() == kept


def test_pages_offer_to_hand_in_and_paste_ones_own(divisions: Divisions, client: Client) -> None:
    for rows, is_offered in ((divisions.own, True), (divisions.foreign, False)):
        base = f"/programs/{rows[Program].slug}/"
        version = rows[BudgetVersion].key
        workbook = text_of(client.get(f"{base}workbook/?version={version}"))
        execution = text_of(client.get(f"{base}reports/execution/?version={version}"))
        assert ('class="hand-in"' in workbook) == is_offered
        assert ("/paste/?program=" in execution) == is_offered


# Who says so


def test_the_administrator_puts_somebody_in_charge(divisions: Divisions, person: Person) -> None:
    client, clerk = client_of(person("admin")), person("finance")
    page = address(User, "change", clerk.pk)
    assert "전체 사업" in text_of(client.get(page))
    typed = fields_of(client, page)
    typed |= {"assignments-0-bureau": OWN[0], "assignments-0-division": OWN[1]}
    assert client.post(page, typed).status_code == 302
    assert [str(one) for one in Assignment.objects.filter(person=clerk)] == [" ".join(OWN)]
    assert f"{' '.join(OWN)}: 세부사업 1건" in text_of(client.get(page))
    foreign = address(BudgetLineItem, "change", divisions.foreign[BudgetLineItem].pk)
    assert client_of(clerk).post(foreign, {}).status_code == 403


def test_a_misspelt_division_is_seen_to_be_one(divisions: Divisions, person: Person) -> None:
    client, clerk = client_of(person("admin")), put_in_charge(person("finance"), ("경제정책실", "도시활성과"))
    assert "이름을 확인하세요" in text_of(client.get(address(User, "change", clerk.pk)))


@pytest.mark.parametrize("role", ["finance", "approver", "manager", "auditor"])
def test_nobody_else_puts_himself_in_charge(role: str, divisions: Divisions, person: Person) -> None:
    someone = put_in_charge(person(role), OWN)
    assert client_of(someone).post(address(User, "change", someone.pk), {}).status_code == 403
    assert Assignment.objects.filter(person=someone).count() == 1
