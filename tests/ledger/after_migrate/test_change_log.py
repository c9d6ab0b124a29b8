"""The log of changes: what became of a row, by whatever door; who, why and in which request, if somebody said so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import connection, transaction

from ledger.after_migrate.change_log import logged_models
from ledger.models import BudgetLineItem, Change, Milestone, Program, YearlyAllocation
from sites.models import Site, SiteKind
from sites.said import saying
from tests.ledger.desk.form import fields_of
from tests.ledger.rows import row_of
from tests.people import SignedIn

LINE = "ledger.budgetlineitem"


def log(**asked: Any) -> list[tuple[str, Any, Any]]:
    """What happened to some rows, oldest first, with the amount before and after."""
    changes = Change.objects.filter(**asked).order_by("pk")
    return [(one.how, (one.before or {}).get("amount"), (one.after or {}).get("amount")) for one in changes]


@pytest.fixture
def line(db: None) -> BudgetLineItem:
    """A line of 70 won, whose entry is in the log already."""
    allocation = row_of(YearlyAllocation)
    return BudgetLineItem.objects.create(allocation=allocation, position=1, description="책", amount=70)


def in_sql(statement: str, *cells: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, cells)


def from_a_file(line: BudgetLineItem, tmp_path: Any) -> None:
    line.amount = 90
    file = tmp_path / "lines.json"
    file.write_text(serialize("json", [line]))
    call_command("loaddata", str(file), verbosity=0)


DOORS: dict[str, Callable[[Any, Any], object]] = {
    "save": lambda line, _: changed(line).save(),
    "update": lambda line, _: BudgetLineItem.objects.update(amount=90),
    "bulk_update": lambda line, _: BudgetLineItem.objects.bulk_update([changed(line)], ["amount"]),
    "SQL": lambda line, _: in_sql("UPDATE ledger_budgetlineitem SET amount = %s", 90),
    "loaddata": from_a_file,
}


def changed(line: BudgetLineItem) -> BudgetLineItem:
    line.amount = 90
    return line


@pytest.mark.parametrize("door", DOORS)
def test_a_change_is_in_the_log_by_whatever_door(line: BudgetLineItem, door: str, tmp_path: Any) -> None:
    DOORS[door](line, tmp_path)
    assert log(kind=LINE, row=line.pk) == [("+", None, 70), ("~", 70, 90)]


@pytest.mark.parametrize("door", ["delete", "delete of many", "SQL", "with what it hangs on"])
def test_so_is_a_row_that_goes(line: BudgetLineItem, door: str) -> None:
    pk, allocation = line.pk, line.allocation
    match door:
        case "delete":
            line.delete()
        case "delete of many":
            BudgetLineItem.objects.all().delete()
        case "SQL":
            in_sql("DELETE FROM ledger_budgetlineitem")
        case "with what it hangs on":
            allocation.delete()
    assert log(kind=LINE, row=pk) == [("+", None, 70), ("-", 70, None)]


def test_so_are_rows_that_come_at_once(line: BudgetLineItem) -> None:
    new = [
        BudgetLineItem(allocation=line.allocation, position=position, description="책", amount=position)
        for position in (11, 12)
    ]
    BudgetLineItem.objects.bulk_create(new)
    assert log(kind=LINE)[1:] == [("+", None, 11), ("+", None, 12)]


def test_a_row_that_is_saved_again_as_it_was_has_not_changed(line: BudgetLineItem) -> None:
    line.save()
    assert line.revision == 2
    assert log(kind=LINE) == [("+", None, 70)]


def test_a_change_that_is_taken_back_leaves_nothing(line: BudgetLineItem) -> None:
    with transaction.atomic():
        changed(line).save()
        transaction.set_rollback(True)
    assert log(kind=LINE) == [("+", None, 70)]


# Who says so


def test_where_nobody_says_anything_the_log_has_no_name(line: BudgetLineItem) -> None:
    changed(line).save()
    newest = Change.objects.filter(kind=LINE).first()
    assert newest is not None
    assert (newest.who, newest.why, newest.door, newest.request) == ("", "", "", "")


@pytest.mark.parametrize("door", ["save", "update", "SQL", "SQL without values", "many at once"])
def test_what_is_said_of_a_change_stands_with_it(line: BudgetLineItem, door: str) -> None:
    with saying(who="kim", request="r-1"), saying(why="의회 수정 100%", document_number="예산과-12"):
        match door:
            case "save":
                changed(line).save()
            case "update":
                BudgetLineItem.objects.update(amount=90)
            case "SQL":
                in_sql("UPDATE ledger_budgetlineitem SET amount = %s", 90)
            case "SQL without values":
                with connection.cursor() as cursor:
                    cursor.execute(
                        "UPDATE ledger_budgetlineitem SET amount = 90 WHERE basis NOT LIKE '%없음%'"
                    )
            case "many at once":
                with connection.cursor() as cursor:
                    cursor.executemany("UPDATE ledger_budgetlineitem SET amount = %s", [(90,)])
    newest = Change.objects.filter(kind=LINE).first()
    assert newest is not None
    said = (newest.who, newest.why, newest.document_number, newest.request)
    assert said == ("kim", "의회 수정 100%", "예산과-12", "r-1")
    assert log(kind=LINE)[1:] == [("~", 70, 90)]


def test_it_is_said_of_nothing_that_comes_after(line: BudgetLineItem) -> None:
    with saying(who="kim"):
        changed(line).save()
    BudgetLineItem.objects.update(amount=100)
    assert [one.who for one in Change.objects.filter(kind=LINE)] == ["", "kim", ""]


@pytest.mark.django_db(transaction=True)
def test_nor_of_a_transaction_after_it() -> None:
    """Each statement commits by itself here."""
    kind = row_of(SiteKind)
    with saying(who="kim"):
        site = Site.objects.create(slug="hall", name="회관", kind=kind)
    Site.objects.update(note="아무도")
    assert Site.objects.get() == site
    whose = Change.objects.filter(kind="sites.site", row=site.pk).values_list("how", "who").order_by("pk")
    assert list(whose) == [("+", "kim"), ("~", "")]


def test_what_a_refused_statement_was_told_is_gone(line: BudgetLineItem) -> None:
    with saying(who="kim"), pytest.raises(Exception, match="position"), transaction.atomic():
        BudgetLineItem.objects.bulk_create(
            [BudgetLineItem(allocation=line.allocation, position=line.position)]
        )
    BudgetLineItem.objects.update(amount=90)
    assert [one.who for one in Change.objects.filter(kind=LINE)] == ["", ""]


# Of what


@pytest.mark.parametrize("model", logged_models(), ids=lambda model: model._meta.label)
def test_every_kind_of_row_is_logged(model: Any, first_document: Program, person: Any) -> None:
    """Relations to many, accounts and their roles, too."""
    kind = model._meta.label_lower
    match kind:
        case "ledger.milestone_sites":
            row_of(Milestone).sites.set([row_of(Site)])
        case "auth.user" | "auth.user_groups":
            person("finance")
        case "auth.user_user_permissions":
            pytest.skip("nobody is given rights but by a role")
        case _:
            row_of(model)
    newest = Change.objects.filter(kind=kind).first()
    assert newest is not None
    assert newest.how == "+"


def test_an_account_shows_its_roles_and_no_password(person: Any) -> None:
    user: User = person("finance")
    user.groups.set([Group.objects.get(name="approver")])
    user.set_password("another-2026")
    user.save()
    assert list(Change.objects.filter(kind="auth.user_groups").values_list("how", flat=True)) == [
        "+",
        "-",
        "+",
    ]
    cells = Change.objects.filter(kind="auth.user", row=user.pk).first()
    assert cells is not None
    assert "password" not in (cells.after or {})
    assert cells.how == "+"  # nobody reads in a log that a password became another


def test_the_other_side_of_a_relation_is_logged_too(db: None) -> None:
    milestone, site = row_of(Milestone), row_of(Site)
    site.milestones.add(milestone)
    site.milestones.clear()
    assert [how for how, *_ in log(kind="ledger.milestone_sites")] == ["+", "-"]


# Of which programme


def test_a_change_knows_its_programme(line: BudgetLineItem) -> None:
    program = line.allocation.program_id
    assert {one.program for one in Change.objects.filter(kind=LINE)} == {program}
    assert {one.program for one in Change.objects.filter(kind="ledger.yearlyallocation")} == {program}
    assert {one.program for one in Change.objects.filter(kind="ledger.accountsubject")} == {None}


def test_a_row_that_moves_to_another_programme_is_of_both(line: BudgetLineItem) -> None:
    other = Program.objects.create(slug="other", name="다른 사업")
    YearlyAllocation.objects.filter(pk=line.allocation_id).update(program=other)
    moved = Change.objects.filter(kind="ledger.yearlyallocation", how="~").get()
    assert moved.program is None


def test_what_a_page_writes_is_said_by_who_sent_it(first_document: Program, signed_in: SignedIn) -> None:
    """All of one request stands together."""
    site = Site.objects.first()
    assert site is not None
    client = signed_in("finance")
    address = f"/admin/sites/site/{site.pk}/change/"
    client.post(address, {**fields_of(client, address), "note": "철거 완료"})
    changes = Change.objects.exclude(request="")
    assert {(one.who, one.door) for one in changes} == {("finance", address)}
    assert len({one.request for one in changes}) == 1
    assert [one.after["note"] for one in changes.filter(kind="sites.site")] == ["철거 완료"]
