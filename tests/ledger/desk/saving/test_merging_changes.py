"""The same on the page of a budget that changes another."""

import pytest
from django.test import Client

from ledger.models import BudgetLineItem, BudgetVersion, Program
from ledger.views.request.form_fields import ONCE
from tests.ledger.desk.form import Fields, fields_of, form_in, place

LINE, OTHER = "공공요금 등", "시설관리 운영"

CHANGES = "/admin/ledger/program/smart-anchor/budget/2021-supplementary-1/"


@pytest.fixture
def supplementary(first_document: Program) -> BudgetVersion:
    original = BudgetVersion.objects.get(fiscal_year=2021, kind="original")
    return BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=1, based_on=original)


def row(fields: Fields, description: str = LINE) -> str:
    return place(fields, "description", description)


def test_a_carried_line_that_two_change_is_a_conflict(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    first, second = both
    old, fresh = fields_of(second, CHANGES), fields_of(first, CHANGES)
    assert first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "100"}).status_code == 302
    response = second.post(CHANGES, {**old, f"{row(old)}-change": "200"})
    assert response.status_code == 409
    assert "finance" in response.content.decode()
    again = form_in(response)
    assert second.post(CHANGES, again).status_code == 302
    held = BudgetLineItem.objects.get(allocation__version=supplementary)
    assert held.amount == line_of_2021().amount + 200


def line_of_2021() -> BudgetLineItem:
    return BudgetLineItem.objects.get(description=LINE, allocation__version__kind="original")


def test_two_lines_and_two_fields_of_a_line_are_both_saved(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    first, second = both
    old, fresh = fields_of(second, CHANGES), fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "100"})
    assert second.post(CHANGES, {**old, f"{row(old, OTHER)}-change": "30"}).status_code == 302
    held, fresh = fields_of(second, CHANGES), fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "150"})
    assert second.post(CHANGES, {**held, f"{row(held)}-basis": "산출식"}).status_code == 302
    one = BudgetLineItem.objects.get(allocation__version=supplementary, description=LINE)
    assert (one.amount, one.basis) == (line_of_2021().amount + 150, "산출식")
    assert BudgetLineItem.objects.filter(allocation__version=supplementary).count() == 2


def test_a_change_taken_back_is_told_to_who_typed_into_it(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    first, second = both
    start = fields_of(first, CHANGES)
    first.post(CHANGES, {**start, f"{row(start)}-change": "100"})
    held, fresh = fields_of(second, CHANGES), fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-revert": "on"})
    untouched = second.post(CHANGES, {**held, f"{row(held, OTHER)}-change": "30"})
    assert untouched.status_code == 302
    assert BudgetLineItem.objects.get(allocation__version=supplementary).description == OTHER
    del held[ONCE]
    response = second.post(CHANGES, {**held, f"{row(held)}-change": "200"})
    assert response.status_code == 409
    assert second.post(CHANGES, form_in(response)).status_code == 302
    one = BudgetLineItem.objects.get(allocation__version=supplementary, description=LINE)
    assert one.amount == line_of_2021().amount + 200


def test_a_change_taken_back_is_kept_with_what_others_had_saved_in_it(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    """A change of 100; my page; another makes it 150 with a basis, and takes it back. Mine: the national part."""
    first, second = both
    start = fields_of(first, CHANGES)
    first.post(CHANGES, {**start, f"{row(start)}-change": "100"})
    held, fresh = fields_of(second, CHANGES), fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "150", f"{row(fresh)}-basis": "150원×1회"})
    fresh = fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-revert": "on"})
    response = second.post(CHANGES, {**held, f"{row(held)}-national_subsidy": "10"})
    assert response.status_code == 409
    assert second.post(CHANGES, form_in(response)).status_code == 302
    one = BudgetLineItem.objects.get(allocation__version=supplementary, description=LINE)
    assert (one.amount, one.basis) == (line_of_2021().amount + 150, "150원×1회")
    assert one.national_subsidy == 10


def test_of_two_changes_that_were_taken_back_the_one_on_the_page_is_told_of(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    """100 is made, seen, taken back; 150 is made and taken back: mine is compared with 100, and stands beside 150."""
    first, second = both
    seen = []
    for amount in ("100", "150"):
        fresh = fields_of(first, CHANGES)
        first.post(
            CHANGES, {**fresh, f"{row(fresh)}-change": amount, f"{row(fresh)}-basis": f"{amount}원×1회"}
        )
        seen.append(fields_of(second, CHANGES))
        fresh = fields_of(first, CHANGES)
        first.post(CHANGES, {**fresh, f"{row(fresh)}-revert": "on"})
    held = seen[0]
    response = second.post(CHANGES, {**held, f"{row(held)}-national_subsidy": "10"})
    assert response.status_code == 409
    assert second.post(CHANGES, form_in(response)).status_code == 302
    one = BudgetLineItem.objects.get(allocation__version=supplementary, description=LINE)
    assert (one.amount, one.basis) == (line_of_2021().amount + 150, "150원×1회")


def test_a_subject_is_not_ended_over_lines_that_nobody_has_seen(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    first, second = both
    old, fresh = fields_of(second, CHANGES), fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "100"})
    subject = f"subject-{line_of_2021().allocation.subject_id}"
    response = second.post(CHANGES, {**old, f"{subject}-ends": "on"})
    assert response.status_code == 409
    assert BudgetLineItem.objects.filter(allocation__version=supplementary).exists()
    assert second.post(CHANGES, form_in(response)).status_code == 302
    assert not BudgetLineItem.objects.filter(allocation__version=supplementary).exists()


def test_a_change_without_its_revision_overwrites_nothing(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    first, _second = both
    start = fields_of(first, CHANGES)
    first.post(CHANGES, {**start, f"{row(start)}-change": "100"})
    held = fields_of(first, CHANGES)
    for revision in ("", "9", "x"):
        typed = {**held, f"{row(held)}-change": "200", f"{row(held)}-revision": revision}
        assert first.post(CHANGES, typed).status_code == 409
    one = BudgetLineItem.objects.get(allocation__version=supplementary)
    assert one.amount == line_of_2021().amount + 100


def test_a_change_that_was_taken_back_and_made_again_is_another_row(
    supplementary: BudgetVersion, both: tuple[Client, Client]
) -> None:
    """It counts its revisions anew: a page of the first one must not pass for one of the second."""
    first, second = both
    fresh = fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "100"})
    old = fields_of(second, CHANGES)
    fresh = fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-revert": "on"})
    fresh = fields_of(first, CHANGES)
    first.post(CHANGES, {**fresh, f"{row(fresh)}-change": "150"})
    held = BudgetLineItem.objects.get(allocation__version=supplementary)
    assert old[f"{row(old)}-revision"] == str(held.revision)

    response = second.post(CHANGES, {**old, f"{row(old)}-basis": "산출식"})

    assert response.status_code == 409
    held.refresh_from_db()
    assert (held.amount, held.basis) == (line_of_2021().amount + 150, "")
    theirs = {"change": "150", "amount": str(held.amount)}
    again = form_in(response) | {f"{row(old)}-{name}": text for name, text in theirs.items()}
    assert second.post(CHANGES, again).status_code == 302
    held.refresh_from_db()
    assert (held.amount, held.basis) == (line_of_2021().amount + 150, "산출식")
