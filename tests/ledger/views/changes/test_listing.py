"""What changed since: save by save, row by row, by whatever is asked for."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.models import BudgetLineItem, Change, Milestone, Program
from sites.models import Site
from sites.said import saying
from tests.ledger.rows import RECORDS, new_rows
from tests.people import SignedIn

PAGE = "/changes/"
SAVE = "11111111-1111-4111-8111-111111111111"
OTHER_SAVE = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def line(first_document: Program) -> BudgetLineItem:
    return BudgetLineItem.objects.get(allocation__subject__code="201-01")


def saved(rows: Any, who: str = "kim", request: str = SAVE, **cells: Any) -> None:
    """Somebody changes cells of some rows in one request."""
    with saying(who=who, request=request, door="/admin/ledger/"):
        rows.update(**cells)


def listed(client: Client, **asked: Any) -> list[dict[str, Any]]:
    """What the page has as JSON."""
    answer = client.get(PAGE, {**asked, "format": "json"})
    assert answer.status_code == 200, answer.content.decode()
    changes: list[dict[str, Any]] = answer.json()["changes"]
    return changes


def told(change: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Field -> what it was and what it became."""
    return {one["field"]: (one["before"], one["after"]) for one in change["fields"]}


def test_a_change_says_who_when_why_and_what_became_what(line: BudgetLineItem, signed_in: SignedIn) -> None:
    with saying(who="kim", why="정정 요구", document_number="예산과-12", request=SAVE, door="/admin/"):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900, description="새 이름")
    client = signed_in("auditor")
    (change,) = listed(client)
    assert told(change) == {
        "description": ("시설관리 운영", "새 이름"),
        "amount": (1_711_987_000, 900),
    }
    assert (change["who"], change["why"], change["document_number"]) == ("kim", "정정 요구", "예산과-12")
    assert (change["kind"], change["row"], change["program"]) == (
        "ledger.budgetlineitem",
        line.pk,
        "스마트앵커 운영",
    )
    page = client.get(PAGE).content.decode()
    for words in ("kim", "정정 요구", "예산과-12", "1,711,987,000", "900", "새 이름"):
        assert words in page


def test_rows_of_one_save_stand_together(first_document: Program, signed_in: SignedIn) -> None:
    lines = BudgetLineItem.objects.filter(allocation__subject__code="403-01")
    count = lines.count()
    saved(lines, amount=100)
    saved(lines, request=OTHER_SAVE, amount=200)
    page = signed_in("auditor").get(PAGE).content.decode()
    assert page.count('<section class="save') == 2
    assert page.count("<del>") == 2 * count > 2


def test_what_passes_through_a_free_number_in_one_save_is_one_change(
    line: BudgetLineItem, signed_in: SignedIn
) -> None:
    row = BudgetLineItem.objects.filter(pk=line.pk)
    saved(row, position=77)
    saved(row, position=2)
    (change,) = listed(signed_in("auditor"))
    assert told(change) == {"position": (1, 2)}


def test_what_comes_back_to_what_it_was_is_no_change(line: BudgetLineItem, signed_in: SignedIn) -> None:
    row = BudgetLineItem.objects.filter(pk=line.pk)
    saved(row, position=77)
    saved(row, position=1)
    with saying(request=SAVE):
        line.allocation.line_items.create(position=8, description="잠깐", amount=5).delete()
    assert listed(signed_in("auditor")) == []


def test_the_same_in_two_saves_is_two_changes(line: BudgetLineItem, signed_in: SignedIn) -> None:
    row = BudgetLineItem.objects.filter(pk=line.pk)
    saved(row, position=77)
    saved(row, position=1, request=OTHER_SAVE)
    newest, before = listed(signed_in("auditor"))
    assert (told(newest), told(before)) == ({"position": (77, 1)}, {"position": (1, 77)})
    assert (newest["is_newest"], before["is_newest"]) == (True, False)


def test_without_a_request_each_entry_is_a_change(line: BudgetLineItem, signed_in: SignedIn) -> None:
    row = BudgetLineItem.objects.filter(pk=line.pk)
    row.update(position=77)
    row.update(position=1)
    client = signed_in("auditor")
    assert len(listed(client)) == 2
    page = client.get(PAGE).content.decode()
    assert page.count('<section class="save') == 1
    assert "데이터베이스에서 직접" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["lee", "kim"]),
        ({"who": "kim"}, ["kim"]),
        ({"kind": "ledger.program"}, ["lee"]),
        ({"words": "12호"}, ["lee"]),
        ({"words": "정정"}, ["kim"]),
        ({"door": "/admin/ledger/budget"}, ["kim"]),
        ({"program": "smart-anchor"}, ["lee", "kim"]),
        ({"program": "other"}, []),
        ({"who": "nobody"}, []),
    ],
)
def test_the_list_is_narrowed(
    asked: dict[str, str], found: list[str], line: BudgetLineItem, signed_in: SignedIn
) -> None:
    Program.objects.create(slug="other", name="다른 사업")
    with saying(who="kim", why="정정 요구", request=SAVE, door="/admin/ledger/budgetlineitem/1/"):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900)
    with saying(who="lee", document_number="제12호", request=OTHER_SAVE, door="/admin/ledger/program/"):
        Program.objects.filter(slug="smart-anchor").update(bureau="다른 실")
    names = [one["who"] for one in listed(signed_in("auditor"), **asked)]
    assert [name for name in names if name] == found


def test_one_row_by_its_number(first_document: Program, signed_in: SignedIn) -> None:
    lines = BudgetLineItem.objects.all()
    saved(lines, amount=5)
    first = lines.order_by("pk")[0]
    (change,) = listed(signed_in("auditor"), kind="ledger.budgetlineitem", row=first.pk)
    assert change["row"] == first.pk


def at(entry: Change, **moved: int) -> str:
    """The moment of an entry, somewhat earlier or later, as an address has it in Seoul."""
    return f"{timezone.localtime(entry.at + timedelta(**moved)):%Y-%m-%d %H:%M:%S}"


def test_between_two_moments(line: BudgetLineItem, signed_in: SignedIn) -> None:
    saved(BudgetLineItem.objects.filter(pk=line.pk), amount=5)
    entry = Change.objects.latest("pk")
    client = signed_in("auditor")
    around = {"since": at(entry, seconds=-2), "until": at(entry, seconds=2)}
    assert len(listed(client, **around)) == 1
    assert listed(client, since=around["until"]) == []
    assert listed(client, since="", until=around["since"]) == []
    # A day that ends a time belongs to it.
    today = f"{timezone.localtime(entry.at):%Y. %m. %d.}"
    assert len(listed(client, since=today, until=today)) == 1


def older(days: int) -> None:
    """The newest entry as if it had been written some days ago."""
    entry = Change.objects.latest("pk")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "UPDATE ledger_change SET at = at - %s * interval '1 day' WHERE id = %s", [days, entry.pk]
            )
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_change'"
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        moment = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days)
        cursor.execute("UPDATE ledger_change SET at = %s WHERE id = %s", [str(moment), entry.pk])
        for _name, sql in triggers:
            cursor.execute(sql)


def test_by_itself_it_goes_back_seven_days(line: BudgetLineItem, signed_in: SignedIn) -> None:
    saved(BudgetLineItem.objects.filter(pk=line.pk), amount=5)
    older(9)
    client = signed_in("auditor")
    assert listed(client) == []
    assert "최근 7일" in client.get(PAGE).content.decode()
    assert len(listed(client, since="")) == 1


def test_rows_that_a_file_brought_are_listed_only_when_asked_for(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("auditor")
    with saying(door="loaddata"):
        row: Any = Site.objects.create(slug="from-file", name="파일의 곳")
    assert [one["row"] for one in listed(client, kind="sites.site")] == []
    (change,) = [
        one for one in listed(client, kind="sites.site", files="1", since="") if one["row"] == row.pk
    ]
    assert (change["how"], change["door"]) == ("entered", "loaddata")
    page = client.get(PAGE, {"kind": "sites.site", "row": row.pk, "files": "1"}).content.decode()
    assert "from-file" in page
    assert "파일에서" in page


def test_a_relation_to_many_says_what_it_joins(first_document: Program, signed_in: SignedIn) -> None:
    site = Site.objects.create(slug="new", name="새 곳")
    milestone = Milestone.objects.order_by("pk")[0]
    with saying(who="kim", request=SAVE):
        milestone.sites.add(site)
    (change,) = listed(signed_in("auditor"), who="kim")
    assert change["how"] == "entered"
    assert [one["after_words"] for one in change["fields"]][1:] == ["새 곳"]


def test_pages_follow_one_another_without_a_gap(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.views.changes.listing.ROWS_PER_PAGE", 3)
    lines = BudgetLineItem.objects.all()
    saved(lines, amount=5)
    client = signed_in("auditor")
    found: list[str] = []
    page = client.get(PAGE).content.decode()
    for _page in range(9):
        rows = [part.partition('"')[0] for part in page.split("row=")[1:]]
        found += [one.partition("&")[0] for one in rows]
        if 'href="?before=' not in page:
            break
        following = page.partition('href="?before=')[2].partition('"')[0]
        page = client.get(f"{PAGE}?before={following}").content.decode()
    assert sorted(found) == sorted(str(pk) for pk in lines.values_list("pk", flat=True))


def test_the_file_has_a_row_for_each_field_with_real_numbers(
    line: BudgetLineItem, signed_in: SignedIn
) -> None:
    with saying(who="kim", why="=1+1", request=SAVE):
        BudgetLineItem.objects.filter(pk=line.pk).update(amount=900, description="=2+2")
    answer = signed_in("auditor").get(PAGE, {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[7:11] for row in rows] == [
        ["항목", "시설관리 운영", "=2+2", "=1+1"],
        ["금액(원)", 1_711_987_000, 900, "=1+1"],
    ]
    assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row} <= {"n", "s", "d"}


def test_a_file_that_takes_no_more_says_so(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.views.changes.listing.MOST_IN_A_FILE", 2)
    saved(BudgetLineItem.objects.all(), amount=5)
    client = signed_in("auditor")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(PAGE, {"format": "xlsx"}).content)).active
    assert sheet is not None
    assert "이전 변경은 뺐습니다" in str(sheet["A2"].value)
    assert client.get(PAGE, {"format": "json"}).json()["is_cut"] is True


@pytest.mark.parametrize("role", ["finance", "approver", "manager", "auditor"])
def test_who_looks_at_the_ledger_sees_its_rows_and_no_account(
    role: str, line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in(role)
    saved(BudgetLineItem.objects.filter(pk=line.pk), amount=5)
    kinds = {one["kind"] for one in listed(client, since="", files="1")}
    assert "ledger.budgetlineitem" in kinds
    assert not {kind for kind in kinds if kind.startswith("auth.")}
    assert client.get(PAGE, {"kind": "auth.user"}).status_code == 400


def test_who_manages_users_sees_accounts_and_no_row(line: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    saved(BudgetLineItem.objects.filter(pk=line.pk), amount=5)
    colleague = User.objects.create_user("newcomer")
    colleague.groups.add(Group.objects.get(name="finance"))
    found = listed(client, since="", files="1")
    assert {one["kind"] for one in found} == {"auth.user", "auth.user_groups"}
    assert client.get(PAGE, {"kind": "ledger.budgetlineitem"}).status_code == 400
    assert "newcomer" in client.get(PAGE).content.decode()


def test_who_may_look_at_neither_sees_nothing(first_document: Program) -> None:
    client = Client()
    client.force_login(User.objects.create_user("guest"))
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("since", "99:00"),
        ("since", "2026-13-01"),
        ("since", "12/05/08"),
        ("since", "2026-11-10T25:00"),
        ("since", "0001-01-01"),
        ("until", "9999-12-31"),
        ("until", "x" * 1000),
        ("kind", "ledger.nothing"),
        ("kind", "auth.permission"),
        ("row", "1"),
        ("program", "nothing"),
        ("who", "x" * 151),
        ("words", "x" * 101),
        ("door", "x" * 101),
        ("files", "2"),
        ("format", "pdf"),
        ("before", "1e3"),
        ("before", "9" * 30),
        ("before", "999999999999999999"),
        ("who", "a\0b"),
    ],
)
def test_what_cannot_be_read_is_said(
    name: str, typed: str, first_document: Program, signed_in: SignedIn
) -> None:
    answer = signed_in("auditor").get(f"{PAGE}?{name}={quote(typed)}")
    assert answer.status_code == (404 if name == "program" else 400)
    assert '<p class="lead">' in answer.content.decode()


@pytest.mark.parametrize("row", ["-1", "٣", "x", "9" * 19, "1 or 1=1"])
def test_what_is_no_number_of_a_row_is_said(row: str, first_document: Program, signed_in: SignedIn) -> None:
    answer = signed_in("auditor").get(PAGE, {"kind": "ledger.program", "row": row})
    assert answer.status_code == 400


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "100%"])
def test_signs_of_a_search_are_signs(typed: str, line: BudgetLineItem, signed_in: SignedIn) -> None:
    saved(BudgetLineItem.objects.filter(pk=line.pk), amount=5)
    client = signed_in("auditor")
    assert listed(client, words=typed) == listed(client, door=typed) == listed(client, who=typed) == []


def test_a_programme_has_a_short_address(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    answer = client.get("/programs/smart-anchor/changes/?since=2026-11-10")
    assert answer.headers["Location"] == "/changes/?program=smart-anchor&since=2026-11-10"
    assert "/changes/?program=smart-anchor" in client.get("/programs/smart-anchor/").content.decode()


def test_many_changes_of_every_kind_cost_no_query_more(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(PAGE).status_code == 200
        return len(caught)

    with saying(who="kim", request=SAVE):
        new_rows(1)
    once = queries()
    with saying(who="kim", request=OTHER_SAVE):
        new_rows(2)
    kinds = set(Change.objects.filter(request=SAVE).values_list("kind", flat=True))
    assert kinds >= {model._meta.label_lower for model in RECORDS}
    assert queries() == once <= 24
