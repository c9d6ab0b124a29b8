"""Undoing is a new change: all or nothing, with the rules of every save, where nothing newer stands on it."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction

from ledger.models import (
    BudgetLineItem,
    BudgetVersion,
    Change,
    Milestone,
    Program,
    ScheduleItem,
    YearlyAllocation,
)
from ledger.undoing import Plan, UndoRefused, plan_of, undo
from ledger.undoing import plan as plans
from sites.models import Site
from sites.said import saying
from tests.ledger.life import confirmed
from tests.ledger.log import newest

SAVE = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def line(first_document: Program) -> BudgetLineItem:
    """201-01 has one line: 시설관리 운영, 1,711,987,000 won."""
    return BudgetLineItem.objects.get(allocation__subject__code="201-01")


def of_save(request: str = SAVE) -> Iterable[Change]:
    return Change.objects.filter(request=request)


def undone(request: str = SAVE) -> Plan:
    with saying(who="park", why="되돌림", request="undo"):
        return undo(lambda: of_save(request))


def refused(request: str = SAVE) -> list[str]:
    """Why it is not undone; nothing became another."""
    before = Change.objects.count()
    with pytest.raises(UndoRefused) as found, transaction.atomic():
        undone(request)
    assert Change.objects.count() == before
    return found.value.sentences


def test_a_changed_field_falls_back_and_others_stay(line: BudgetLineItem) -> None:
    row = BudgetLineItem.objects.filter(pk=line.pk)
    with saying(who="kim", request=SAVE):
        row.update(amount=900)
    row.update(description="그 뒤의 이름")
    undone()
    line.refresh_from_db()
    assert (line.amount, line.description) == (1_711_987_000, "그 뒤의 이름")
    change = newest(BudgetLineItem, line)
    assert (change.who, change.why, change.before and change.before["amount"]) == ("park", "되돌림", 900)


def test_the_revision_is_higher_than_any_before(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        line.amount = 900
        line.save()
    before = line.revision
    undone()
    line.refresh_from_db()
    assert line.revision == before + 1


def test_what_was_changed_again_since_stays(line: BudgetLineItem) -> None:
    row = BudgetLineItem.objects.filter(pk=line.pk)
    with saying(request=SAVE):
        row.update(amount=900)
    row.update(amount=800)
    assert refused() == [f"산출근거 항목 {line}: 그 뒤 다시 바뀌었습니다(금액(원))."]


def test_what_is_as_it_was_is_not_undone_twice(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900)
    undone()
    assert refused() == ["되돌릴 것이 없습니다. 이미 변경 전과 같습니다."]


def test_a_second_undo_says_who_was_first(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900)
    with saying(who="park", door=f"/changes/saves/{SAVE}/undo/", request="undo"):
        undo(lambda: of_save())
    (sentence,) = refused()
    assert sentence.startswith("이미 되돌린 변경입니다(")
    assert sentence.endswith("park).")


def test_an_undo_is_undone_too(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900)
    undone()
    undone("undo")
    line.refresh_from_db()
    assert line.amount == 900


def test_an_entered_row_goes(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        new = line.allocation.line_items.create(position=7, description="새 항목", amount=5)
    undone()
    assert not BudgetLineItem.objects.filter(pk=new.pk).exists()
    assert newest(BudgetLineItem, new).how == "-"


def test_an_entered_row_that_was_changed_since_stays(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        new = line.allocation.line_items.create(position=7, description="새 항목", amount=5)
    BudgetLineItem.objects.filter(pk=new.pk).update(amount=6)
    assert refused() == [f"산출근거 항목 {new}: 그 뒤 다시 바뀌었습니다(금액(원))."]


def test_an_entered_row_on_which_something_hangs_stays(line: BudgetLineItem, first_document: Program) -> None:
    subject = YearlyAllocation.objects.exclude(pk=line.allocation_id).order_by("pk")[0].subject
    version = BudgetVersion.objects.create(fiscal_year=2023, kind="original")
    with saying(request=SAVE):
        new = YearlyAllocation.objects.create(program=first_document, version=version, subject=subject)
    new.line_items.create(position=1, description="그 뒤의 항목", amount=5)
    assert refused() == ["딸린 줄 1개가 있습니다: 산출근거 항목."]


def test_what_hangs_on_it_and_came_with_it_goes_too(line: BudgetLineItem, first_document: Program) -> None:
    subject = YearlyAllocation.objects.exclude(pk=line.allocation_id).order_by("pk")[0].subject
    version = BudgetVersion.objects.create(fiscal_year=2023, kind="original")
    with saying(request=SAVE):
        new = YearlyAllocation.objects.create(program=first_document, version=version, subject=subject)
        new.line_items.create(position=1, description="함께 온 항목", amount=5)
    assert len(undone().steps) == 2
    assert not YearlyAllocation.objects.filter(version=version).exists()


def test_a_removed_row_comes_back_under_its_number(line: BudgetLineItem) -> None:
    pk, revision = line.pk, line.revision
    with saying(request=SAVE):
        line.delete()
    undone()
    again = BudgetLineItem.objects.get(allocation__subject__code="201-01")
    assert (again.pk, again.amount, again.revision) == (pk, 1_711_987_000, revision + 1)
    assert newest(BudgetLineItem, again).how == "+"


def test_a_removed_row_does_not_come_back_where_another_stands(line: BudgetLineItem) -> None:
    allocation = line.allocation
    with saying(request=SAVE):
        line.delete()
    allocation.line_items.create(position=1, description="그 자리의 항목", amount=5)
    (sentence,) = refused()
    assert sentence.startswith("산출근거 항목: ")
    assert BudgetLineItem.objects.get(allocation=allocation).description == "그 자리의 항목"


def test_rows_come_back_before_what_hangs_on_them(line: BudgetLineItem) -> None:
    step = ScheduleItem.objects.filter(shares__isnull=False).order_by("pk")[0]
    pk, shares = step.pk, sorted(step.shares.values_list("subject", "amount"))
    with saying(request=SAVE):
        step.delete()
    undone()
    again = ScheduleItem.objects.get(pk=pk)
    assert sorted(again.shares.values_list("subject", "amount")) == shares


def test_a_row_that_hung_on_one_that_is_gone_does_not_come_back(first_document: Program) -> None:
    step = ScheduleItem.objects.filter(shares__isnull=False).order_by("pk")[0]
    share = step.shares.order_by("pk")[0]
    with saying(request=SAVE):
        share.delete()
    step.delete()
    assert len(refused()) == 1


def swapped(first: Any, second: Any) -> None:
    """Two rows change places in one save, as a page does it."""
    rows = BudgetLineItem.objects
    with saying(request=SAVE):
        rows.filter(pk=first.pk).update(position=77)
        rows.filter(pk=second.pk).update(position=1)
        rows.filter(pk=first.pk).update(position=2)


def test_two_rows_change_places_back(first_document: Program) -> None:
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")
    first, second = allocation.line_items.order_by("position")
    swapped(first, second)
    assert list(allocation.line_items.order_by("position")) == [second, first]
    undone()
    assert list(allocation.line_items.order_by("position")) == [first, second]


def test_all_of_a_save_or_nothing(first_document: Program) -> None:
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")
    first, second = allocation.line_items.order_by("position")
    with saying(request=SAVE):
        allocation.line_items.update(amount=900)
    BudgetLineItem.objects.filter(pk=second.pk).update(amount=800)
    refused()
    first.refresh_from_db()
    assert first.amount == 900


def test_a_frozen_row_stays(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900)
    confirmed(line.allocation.version)
    (sentence,) = refused()
    assert "확정" in sentence


def test_nothing_comes_back_into_a_frozen_version(line: BudgetLineItem) -> None:
    version = line.allocation.version
    with saying(request=SAVE):
        line.delete()
    confirmed(version)
    (sentence,) = refused()
    assert "확정" in sentence


def test_a_step_of_a_version_is_not_undone(first_document: Program) -> None:
    version = BudgetVersion.objects.get(fiscal_year=2021)
    with saying(request=SAVE):
        confirmed(version)
    assert any("절차" in sentence for sentence in refused())


def test_a_relation_to_many_is_undone_and_counts_the_row(first_document: Program) -> None:
    site = Site.objects.create(slug="new", name="새 곳")
    milestone = Milestone.objects.order_by("pk")[0]
    before = set(milestone.sites.all())
    with saying(request=SAVE):
        milestone.sites.add(site)
    revision = milestone.revision
    undone()
    milestone.refresh_from_db()
    assert (set(milestone.sites.all()), milestone.revision) == (before, revision + 1)
    undone("undo")
    assert set(milestone.sites.all()) == {*before, site}


def test_a_relation_that_somebody_made_again_is_not_made_twice(first_document: Program) -> None:
    milestone = Milestone.objects.filter(sites__isnull=False).order_by("pk")[0]
    site = milestone.sites.order_by("pk")[0]
    with saying(request=SAVE):
        milestone.sites.remove(site)
    milestone.sites.add(site)
    assert len(refused()) == 1
    assert milestone.sites.filter(pk=site.pk).count() == 1


def test_what_a_rule_has_forbidden_since_does_not_come_back(first_document: Program) -> None:
    """A subject that fell out of force since: its line of the schedule is refused beside its field."""
    share = ScheduleItem.objects.filter(shares__isnull=False).order_by("pk")[0].shares.order_by("pk")[0]
    subject = share.subject
    with saying(request=SAVE):
        share.delete()
    type(subject).objects.filter(pk=subject.pk).update(valid_until=2019)
    (sentence,) = refused()
    assert "통계목: " in sentence


def test_what_was_removed_and_entered_in_its_place_changes_back(line: BudgetLineItem) -> None:
    allocation = line.allocation
    with saying(request=SAVE):
        line.delete()
        allocation.line_items.create(position=1, description="대신", amount=5)
    undone()
    assert [one.description for one in allocation.line_items.all()] == ["시설관리 운영"]


def test_more_rows_than_an_undo_takes_are_said(
    first_document: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "MOST_ROWS", 2)
    with saying(request=SAVE):
        BudgetLineItem.objects.update(amount=5)
    (sentence,) = refused()
    assert "2줄까지" in sentence


def test_a_save_that_came_to_nothing_has_no_undo(line: BudgetLineItem) -> None:
    with saying(request=SAVE):
        BudgetLineItem.objects.filter(pk=line.pk).update(position=7)
        BudgetLineItem.objects.filter(pk=line.pk).update(position=1)
    assert plan_of(of_save()) is None
