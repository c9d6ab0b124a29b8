"""Two people at one page: what one saved stays, what the other typed is saved beside it or asked about."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from ledger.models import BudgetLineItem, Milestone, Program, YearlyAllocation
from sites.models import Site
from sites.record import Stale
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import Fields, asked, delete, fields_of, form_in, place
from tests.ledger.log import changes

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"
LINE, OTHER = "공공요금 등", "시설관리 운영"


def line(description: str = LINE) -> BudgetLineItem:
    return BudgetLineItem.objects.get(description=description)


Door = Callable[[Client], tuple[str, Fields, Callable[[str, str], str]]]


def change_page(client: Client) -> tuple[str, Fields, Callable[[str, str], str]]:
    page = address(BudgetLineItem, "change", line().pk)
    return page, fields_of(client, page), lambda description, field: field


def inline(client: Client) -> tuple[str, Fields, Callable[[str, str], str]]:
    page = address(YearlyAllocation, "change", line().allocation_id)
    fields = fields_of(client, page)
    return page, fields, lambda description, field: f"{place(fields, 'description', description)}-{field}"


def year_page(client: Client) -> tuple[str, Fields, Callable[[str, str], str]]:
    fields = fields_of(client, YEAR)
    return YEAR, fields, lambda description, field: f"{place(fields, 'description', description)}-{field}"


DOORS = [change_page, inline, year_page]
each_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


@each_door
def test_two_fields_of_one_row_are_both_saved(door: Door, both: tuple[Client, Client]) -> None:
    first, second = both
    page, old, name = door(second)
    _page, fresh, _name = door(first)
    assert first.post(page, {**fresh, name(LINE, "amount"): "1"}).status_code == 302
    assert second.post(page, {**old, name(LINE, "basis"): "5,000원×12월"}).status_code == 302
    assert (line().amount, line().basis) == (1, "5,000원×12월")


@each_door
def test_one_field_to_two_things_is_a_conflict(door: Door, both: tuple[Client, Client]) -> None:
    """Mine, theirs, who; all else that was typed stays, and what is sent again is taken."""
    first, second = both
    page, old, name = door(second)
    _page, fresh, _name = door(first)
    first.post(page, {**fresh, name(LINE, "amount"): "1200"})
    response = second.post(page, {**old, name(LINE, "amount"): "1300", name(LINE, "basis"): "내 산출식"})
    shown = response.content.decode()
    assert response.status_code == 409
    assert line().amount == 1200
    conflicts = shown.partition('class="conflicts"')[2].partition("</section>")[0]
    assert "1,300" in conflicts
    assert "1,200" in conflicts
    assert "finance" in conflicts
    again = form_in(response)
    assert (again[name(LINE, "amount")], again[name(LINE, "basis")]) == ("1300", "내 산출식")
    assert second.post(page, again).status_code == 302
    assert (line().amount, line().basis) == (1300, "내 산출식")


@each_door
def test_the_same_thing_twice_is_no_conflict(door: Door, both: tuple[Client, Client]) -> None:
    first, second = both
    page, old, name = door(second)
    _page, fresh, _name = door(first)
    first.post(page, {**fresh, name(LINE, "amount"): "1200"})
    assert second.post(page, {**old, name(LINE, "amount"): "1,200"}).status_code == 302
    assert [one.who for one in changes(BudgetLineItem, line())] == ["finance"]


@pytest.mark.parametrize("revision", [None, "", "0", "7", "-1", "x", "１", "99999999999999999999", "\0"])
@each_door
def test_a_revision_that_is_none_overwrites_nothing(
    door: Door, revision: str | None, both: tuple[Client, Client]
) -> None:
    """Missing, never been, still to come."""
    first, _second = both
    page, fields, name = door(first)
    before = line().amount
    fields |= {name(LINE, "amount"): "1", name(LINE, "revision"): revision or ""}
    if revision is None:
        del fields[name(LINE, "revision")]
    response = first.post(page, fields)
    assert response.status_code == 409
    assert "어느 상태" in response.content.decode()
    assert line().amount == before
    assert first.post(page, form_in(response)).status_code == 302
    assert line().amount == 1


def test_rows_that_nobody_touched_are_not_written(both: tuple[Client, Client]) -> None:
    """One line is saved: one revision moves."""
    first, _second = both
    page, fields, name = year_page(first)
    before = dict(BudgetLineItem.objects.values_list("pk", "revision"))
    first.post(page, {**fields, name(LINE, "amount"): "1"})
    after = dict(BudgetLineItem.objects.values_list("pk", "revision"))
    assert {pk for pk in after if after[pk] != before[pk]} == {line().pk}
    assert set(YearlyAllocation.objects.values_list("revision", flat=True)) == {1}


def test_a_line_that_another_added_does_not_move_the_rows_of_an_older_page(
    both: tuple[Client, Client],
) -> None:
    _first, second = both
    page, old, name = year_page(second)
    BudgetLineItem.objects.create(allocation=line().allocation, position=7, description="새 줄", amount=5)
    assert second.post(page, {**old, name(LINE, "amount"): "1"}).status_code == 302
    assert (line().amount, line("새 줄").amount) == (1, 5)


@pytest.mark.parametrize("door", [inline, year_page], ids=lambda door: door.__name__)
def test_a_removed_row_that_nobody_typed_into_stays_removed(door: Door, both: tuple[Client, Client]) -> None:
    first, second = both
    neighbour = BudgetLineItem.objects.create(
        allocation=line().allocation, position=7, description="둘째", amount=5
    )
    page, old, name = door(second)
    delete(first, address(BudgetLineItem, "delete", neighbour.pk))
    assert second.post(page, {**old, name(LINE, "amount"): "1"}).status_code == 302
    assert line().amount == 1
    assert not BudgetLineItem.objects.filter(description="둘째").exists()


@each_door
def test_a_removed_row_that_was_typed_into_is_kept_as_a_new_one_if_one_wants_it(
    door: Door, both: tuple[Client, Client]
) -> None:
    first, second = both
    page, old, name = door(second)
    fields = {**old, name(LINE, "amount"): "1234"}
    delete(first, address(BudgetLineItem, "delete", line().pk))
    response = second.post(page, fields)
    assert response.status_code == 409
    assert "finance" in response.content.decode()
    assert not BudgetLineItem.objects.filter(description=LINE).exists()
    again = form_in(response)
    where = address(BudgetLineItem, "add") if door is change_page else page
    assert second.post(where, again).status_code == 302
    assert line().amount == 1234
    assert second.post(where, again).status_code in (200, 302, 409)


@each_door
def test_a_removed_row_is_kept_with_what_others_had_saved_in_it(
    door: Door, both: tuple[Client, Client]
) -> None:
    """Mine: the amount. Between my page and its end somebody changed the basis: nobody typed the old one again."""
    first, second = both
    page, old, name = door(second)
    _page, fresh, _name = door(first)
    first.post(page, {**fresh, name(LINE, "basis"): "5,000원×12월"})
    delete(first, address(BudgetLineItem, "delete", line().pk))
    response = second.post(page, {**old, name(LINE, "amount"): "1234"})
    assert response.status_code == 409
    again = form_in(response)
    assert (again[name(LINE, "amount")], again[name(LINE, "basis")]) == ("1234", "5,000원×12월")
    where = address(BudgetLineItem, "add") if door is change_page else page
    assert second.post(where, again).status_code == 302
    assert (line().amount, line().basis) == (1234, "5,000원×12월")


@pytest.mark.parametrize("door", [inline, year_page], ids=lambda door: door.__name__)
def test_a_removed_row_that_only_others_typed_into_stays_removed(
    door: Door, both: tuple[Client, Client]
) -> None:
    """Changed and removed by another: of an older page, on which nobody touched it, it does not come back."""
    first, second = both
    neighbour = BudgetLineItem.objects.create(
        allocation=line().allocation, position=7, description="둘째", amount=5
    )
    page, old, name = door(second)
    _page, fresh, _name = door(first)
    first.post(page, {**fresh, name("둘째", "basis"): "5,000원×12월"})
    delete(first, address(BudgetLineItem, "delete", neighbour.pk))
    assert second.post(page, {**old, name(LINE, "amount"): "1"}).status_code == 302
    assert line().amount == 1
    assert not BudgetLineItem.objects.filter(description="둘째").exists()


@pytest.mark.parametrize("door", [inline, year_page], ids=lambda door: door.__name__)
def test_a_row_that_was_changed_is_not_deleted_unseen(door: Door, both: tuple[Client, Client]) -> None:
    first, second = both
    page, old, name = door(second)
    _page, fresh, _name = door(first)
    first.post(page, {**fresh, name(LINE, "amount"): "1200"})
    response = second.post(page, {**old, name(LINE, "DELETE"): "on"})
    assert response.status_code == 409
    assert "1,200" in response.content.decode()
    assert line().amount == 1200
    assert second.post(page, form_in(response)).status_code == 302
    assert not BudgetLineItem.objects.filter(description=LINE).exists()


def question(client: Client, page: str) -> Fields:
    return asked(client.get(page))


@pytest.mark.parametrize("spoilt", ["", "0x", "99", "\0"])
def test_the_page_of_a_deletion_takes_a_revision(spoilt: str, both: tuple[Client, Client]) -> None:
    _first, second = both
    page = address(BudgetLineItem, "delete", line().pk)
    yes = question(second, page)
    assert second.post(page, {**yes, "revision": spoilt}).status_code == 409
    BudgetLineItem.objects.filter(pk=line().pk).update(amount=3)
    response = second.post(page, yes)
    assert response.status_code == 409
    assert BudgetLineItem.objects.filter(description=LINE).exists()
    assert second.post(page, question(second, page)).status_code == 302
    assert not BudgetLineItem.objects.filter(description=LINE).exists()


def test_what_hangs_on_a_row_is_not_deleted_unseen(both: tuple[Client, Client]) -> None:
    _first, second = both
    page = address(YearlyAllocation, "delete", line().allocation_id)
    yes = question(second, page)
    BudgetLineItem.objects.create(allocation=line().allocation, position=7, description="새 줄", amount=5)
    assert second.post(page, yes).status_code == 409
    assert line("새 줄").amount == 5


def test_the_action_of_a_list_deletes_what_its_question_showed(both: tuple[Client, Client]) -> None:
    _first, second = both
    keys = [str(line().pk), str(line(OTHER).pk)]
    page = address(BudgetLineItem, "changelist")
    action: Any = {"action": "delete_selected", "_selected_action": keys, "index": "0"}
    yes = asked(second.post(page, action))
    BudgetLineItem.objects.filter(pk=line().pk).update(amount=3)
    response = second.post(page, yes)
    assert response.status_code == 409
    assert BudgetLineItem.objects.filter(pk__in=keys).count() == 2
    assert second.post(page, asked(response)).status_code == 302
    assert not BudgetLineItem.objects.filter(pk__in=keys).exists()


def test_two_people_may_change_one_list_of_sites(both: tuple[Client, Client]) -> None:
    first, second = both
    milestone = Milestone.objects.filter(sites__isnull=False).first()
    assert milestone is not None
    one, *_others = milestone.sites.all()
    added, other = Site.objects.exclude(pk__in=milestone.sites.all())[:2]
    page = address(Milestone, "change", milestone.pk)
    old, fresh = fields_of(second, page), fields_of(first, page)
    held = [str(site.pk) for site in milestone.sites.all()]
    first.post(page, {**fresh, "sites": [*held, str(added.pk)]})
    second.post(page, {**old, "sites": [*[pk for pk in held if pk != str(one.pk)], str(other.pk)]})
    assert set(milestone.sites.all()) == ({*Site.objects.filter(pk__in=held), added, other} - {one})


# The rows of Python and of SQL.


def test_a_row_is_saved_and_removed_as_it_was_read(first_document: Program) -> None:
    one, other = line(), line()
    one.amount = 5
    one.save()
    other.amount = 6
    for write in (other.save, other.delete):
        with pytest.raises(Stale), transaction.atomic():
            write()
    assert (line().amount, other.revision) == (5, 1)
    one.delete()
    with pytest.raises(Stale), transaction.atomic():
        other.save()
    assert not BudgetLineItem.objects.filter(description=LINE).exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda: BudgetLineItem.objects.filter(description=LINE).update(amount=7),
        lambda: connection.cursor().execute(
            "UPDATE ledger_budgetlineitem SET amount = 7 WHERE description = %s", [LINE]
        ),
    ],
    ids=["update()", "SQL"],
)
def test_what_is_written_past_the_forms_moves_the_revision(
    write: Callable[[], Any], both: tuple[Client, Client]
) -> None:
    """So an older page does not overwrite it."""
    first, _second = both
    page, old, name = year_page(first)
    write()
    assert line().revision == 2
    assert first.post(page, {**old, name(LINE, "amount"): "8"}).status_code == 409
    assert first.post(page, {**old, name(OTHER, "amount"): "9"}).status_code == 302
    assert (line().amount, line(OTHER).amount) == (7, 9)


def test_what_changes_nothing_moves_no_revision(first_document: Program) -> None:
    amount = line().amount
    BudgetLineItem.objects.filter(description=LINE).update(amount=amount)
    assert line().revision == 1


# What the database cannot do now.


@each_door
def test_a_lock_that_is_not_given_is_said_in_the_form_with_all_that_was_typed(
    door: Door, both: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = both
    page, fields, name = door(first)

    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked") from sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(BudgetLineItem, "save", locked)
        response = first.post(page, {**fields, name(LINE, "amount"): "1234"})
    assert response.status_code == 200
    assert "저장하지 않았습니다" in response.content.decode()
    again = form_in(response)
    assert again[name(LINE, "amount")] == "1234"
    assert first.post(page, again).status_code == 302
    assert line().amount == 1234


@each_door
def test_who_is_second_by_a_moment_is_merged_too(
    door: Door, both: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the save somebody else saves the same row: it is looked at again."""
    first, _second = both
    page, fields, name = door(first)
    save, others = BudgetLineItem.save, iter([True])

    def late(self: BudgetLineItem, *args: Any, **kwargs: Any) -> None:
        if next(others, False):
            BudgetLineItem.objects.filter(pk=self.pk).update(basis="남의 산출식", position=9)
        save(self, *args, **kwargs)

    monkeypatch.setattr(BudgetLineItem, "save", late)
    response = first.post(page, {**fields, name(LINE, "amount"): "1234"})
    assert response.status_code == 302
    assert (line().amount, line().position) == (1234, line().position)
