"""The sheet of the line items: its rows out, a difference in, all or nothing, with errors at the cell."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from sites.models import Site, SiteKind
from tests.ledger.desk.sheet.sending import SHEET, added, changed, errors, line, removed, send, sheet
from tests.ledger.log import changes

FEES, WORKS = "공공요금 등", "마포구 스마트앵커 조성비(공사비)"


def state() -> tuple[list[Any], list[Any]]:
    """Every allocation and line of the ledger as it is stored."""
    return (
        list(YearlyAllocation.objects.order_by("pk").values_list()),
        list(BudgetLineItem.objects.order_by("pk").values_list()),
    )


def subject_of(description: str) -> str:
    """The cell of its subject."""
    return str(line(description).allocation.subject_id)


def subject(code: str) -> str:
    return str(AccountSubject.objects.get(code=code).pk)


def saved(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def test_rows_have_their_cells_as_texts(client: Client) -> None:
    found, row = sheet(client), line(FEES)
    (shown,) = [one for one in found["rows"] if one["id"] == row.pk]
    assert shown["revision"] == row.revision
    assert shown["cells"] == {
        "subject": str(row.allocation.subject_id),
        "description": FEES,
        "basis": row.basis,
        "amount": "450000000",
        "national_subsidy": "0",
        "site": "",
        "is_one_off": "",
    }
    assert shown["shown"]["subject"] == str(row.allocation.subject)
    assert len(found["rows"]) == BudgetLineItem.objects.filter(allocation__version__fiscal_year=2021).count()


def test_columns_say_how_they_are_read(client: Client) -> None:
    columns = {one["key"]: one for one in sheet(client)["columns"]}
    assert {key: one["kind"] for key, one in columns.items()} == {
        "subject": "search",
        "description": "text",
        "basis": "formula",
        "amount": "won",
        "national_subsidy": "won",
        "site": "search",
        "is_one_off": "flag",
    }
    assert columns["description"]["longest"] == 500
    assert [key for key, one in columns.items() if one["required"]] == ["subject", "description"]
    found = client.get(f"{columns['subject']['search']}사무관리비").json()["results"]
    assert [one["id"] for one in found] == [subject("201-01")]


def test_changing_adding_and_removing_in_one_save(client: Client) -> None:
    row, gone = line(FEES), line(WORKS)
    said = saved(
        send(
            client,
            changed=[changed(row, amount="450,001,000")],
            added=[added("new-1", subject=subject_of(FEES), description="전기요금", amount="1000")],
            removed=[removed(gone)],
        )
    )
    new = line("전기요금")
    assert said["rows"][str(row.pk)]["revision"] == row.revision + 1
    assert said["rows"][str(row.pk)]["cells"]["amount"] == "450001000"
    assert (said["rows"]["new-1"]["id"], new.position, new.amount) == (new.pk, 2, 1_000)
    assert said["removed"] == [gone.pk]
    assert not BudgetLineItem.objects.filter(pk=gone.pk).exists()
    assert said["beside"]["current"] == f"{7_224_187_000 + 1_000 + 1_000 - gone.amount:,}"


def test_only_what_was_typed_is_changed(client: Client) -> None:
    row, others = line(FEES), BudgetLineItem.objects.exclude(description=FEES).order_by("pk")
    before = list(others.values_list())
    saved(send(client, changed=[changed(row, is_one_off="on")]))
    after = line(FEES)
    assert (after.is_one_off, after.amount, after.site, after.position) == (True, 450_000_000, None, 1)
    assert list(others.values_list()) == before
    (change,) = changes(BudgetLineItem)
    assert (change.how, change.who) == ("~", "finance")


def test_a_difference_of_nothing_saves_nothing(client: Client) -> None:
    before = state()
    assert saved(send(client, changed=[changed(line(FEES), amount="450000000")]))["rows"]
    saved(send(client))
    assert state() == before


def test_all_errors_of_all_rows_come_in_one_pass(client: Client) -> None:
    row, other, before = line(FEES), line(WORKS), state()
    response = send(
        client,
        changed=[changed(row, amount="일억"), changed(other, description="", site="999999999")],
        added=[added("new-1", description="과목이 없는 항목"), added("new-2", subject=subject("201-01"))],
        removed=[{"id": 999_999, "revision": 1}],
    )
    assert set(errors(response)) == {
        (row.pk, "amount"),
        (other.pk, "description"),
        (other.pk, "site"),
        ("new-1", "subject"),
        ("new-2", "description"),
        (999_999, None),
    }
    assert state() == before


WRONG = {
    "subject": ["", "x", "999999999", "１"],
    "description": ["", "   ", "가" * 501],
    "basis": ["가" * 1_001],
    "amount": ["", "1.5", "1e3", "NaN", "1_000", "１２３", "1,00", "(5)", "1000000000000001", "=1+1"],
    "national_subsidy": ["", "삼", "--5"],
    "site": ["x", "-1", "999999999999999999999"],
}


@pytest.mark.parametrize(("column", "cell"), [(one, cell) for one, cells in WRONG.items() for cell in cells])
def test_a_wrong_cell_is_said_at_the_cell(column: str, cell: str, client: Client) -> None:
    row, before = line(FEES), state()
    found = errors(send(client, changed=[changed(row, **{column: cell})]))
    assert set(found) == {(row.pk, column)}
    assert found[row.pk, column]
    assert state() == before


def test_a_row_of_another_programme_is_none_of_this_sheet(client: Client) -> None:
    other = Program.objects.create(slug="other", name="다른 사업")
    held = YearlyAllocation.objects.create(
        program=other,
        version=BudgetVersion.objects.get(fiscal_year=2021),
        subject=AccountSubject.objects.get(code="201-01"),
    )
    foreign = BudgetLineItem.objects.create(allocation=held, position=1, description="남의 항목", amount=77)
    before = state()
    found = errors(send(client, changed=[changed(foreign, amount="1")]))
    assert set(found) == {(foreign.pk, None)}
    assert set(errors(send(client, removed=[removed(foreign)]))) == {(foreign.pk, None)}
    assert state() == before


def test_line_of_a_new_subject_brings_it_in(client: Client) -> None:
    new = subject("207-01")
    lines = [added(f"new-{at}", subject=new, description=f"연구 {at}", amount="5") for at in (1, 2)]
    said = saved(send(client, added=lines))
    held = YearlyAllocation.objects.get(subject__code="207-01", version__fiscal_year=2021)
    assert [(one.description, one.position) for one in held.line_items.all()] == [
        ("연구 1", 1),
        ("연구 2", 2),
    ]
    assert said["rows"]["new-1"]["cells"]["subject"] == new
    assert said["rows"]["new-1"]["shown"]["subject"] == str(held.subject)


def test_subject_out_of_force_is_said_at_each_of_its_cells(client: Client) -> None:
    old = AccountSubject.objects.create(code="999-01", name="옛 통계목", valid_from=2001, valid_until=2010)
    before = state()
    lines = [added(f"new-{at}", subject=str(old.pk), description="항목") for at in (1, 2)]
    assert set(errors(send(client, added=lines))) == {("new-1", "subject"), ("new-2", "subject")}
    assert state() == before


def test_a_line_goes_to_another_subject(client: Client) -> None:
    row, to = line(FEES), YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")
    said = saved(send(client, changed=[changed(row, subject=str(to.subject_id))]))
    assert (line(FEES).allocation, line(FEES).position) == (to, to.line_items.count())
    assert said["rows"][str(row.pk)]["cells"]["subject"] == str(to.subject_id)


def test_first_line_of_a_subject_clears_its_own_amount(client: Client) -> None:
    held = YearlyAllocation.objects.create(
        program=Program.objects.get(),
        version=BudgetVersion.objects.get(fiscal_year=2021),
        subject=AccountSubject.objects.get(code="207-01"),
        amount=5,
    )
    saved(send(client, added=[added("new-1", subject=subject("207-01"), description="연구", amount="7")]))
    held.refresh_from_db()
    assert held.amount is None


def test_rows_change_places_in_one_save(client: Client) -> None:
    lines = list(BudgetLineItem.objects.filter(allocation__subject__code="403-01").order_by("position"))
    order = [one["id"] for one in sheet(client)["rows"]]
    first, second = (order.index(one.pk) for one in lines[:2])
    order[first], order[second] = order[second], order[first]
    said = saved(send(client, order=order, changed=[changed(lines[0], amount="9")]))
    assert {*said["rows"]} == {str(one.pk) for one in lines[:2]}
    for row, position in zip(lines[:2], (2, 1), strict=True):
        row.refresh_from_db()
        assert row.position == position
    assert [one["id"] for one in sheet(client)["rows"]] == order


def test_a_new_row_takes_the_place_of_one_that_goes(client: Client) -> None:
    gone = line(FEES)
    new = added("new-1", subject=subject_of(FEES), description="수도요금", amount="1")
    saved(send(client, added=[new], removed=[removed(gone)]))
    assert line("수도요금").position == 1


def test_what_the_browser_has_to_add_is_little(client: Client) -> None:
    """A new row without its blanks has the defaults of its fields."""
    saved(send(client, added=[added("new-1", subject=subject_of(FEES), description="수도요금")]))
    row = line("수도요금")
    assert (row.amount, row.national_subsidy, row.basis, row.is_one_off) == (0, 0, "", False)


def test_a_sheet_that_is_not_there_says_so(client: Client) -> None:
    for address in (
        SHEET.replace("line-items", "nothing"),
        SHEET.replace("2021-original", "2031-original"),
        SHEET.replace("smart-anchor", "nobody"),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {}, content_type="application/json").status_code in (400, 404)


def test_budget_that_changes_another_has_no_sheet_yet(client: Client) -> None:
    based_on = BudgetVersion.objects.get(fiscal_year=2021)
    BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=1, based_on=based_on)
    assert client.get(SHEET.replace("2021-original", "2021-supplementary-1")).status_code == 404


def queries_of_opening_and_saving(client: Client) -> tuple[int, int]:
    """The same save each time: two rows get another amount."""
    rows = [line(FEES), line(WORKS)]
    with CaptureQueriesContext(connection) as opening:
        token = sheet(client)["token"]
    cells = [changed(one, amount=str(one.amount + 1)) for one in rows]
    with CaptureQueriesContext(connection) as saving:
        saved(send(client, token=token, changed=cells))
    return len(opening), len(saving)


def test_queries_do_not_grow_with_rows_sites_programmes_or_subjects(client: Client) -> None:
    queries_of_opening_and_saving(client)
    before = queries_of_opening_and_saving(client)
    kind = SiteKind.objects.first()
    assert kind is not None
    sites = [Site.objects.create(slug=f"far-{at}", name=f"먼 곳 {at}", kind=kind) for at in range(20)]
    for at in range(20):
        Program.objects.create(slug=f"far-{at}", name=f"먼 사업 {at}")
        AccountSubject.objects.create(code=f"9{at:02}-01", name=f"먼 과목 {at}", valid_from=2000)
    held = line(FEES).allocation
    for at, site in enumerate(sites):
        BudgetLineItem.objects.create(allocation=held, position=10 + at, description=f"항목 {at}", site=site)
    assert queries_of_opening_and_saving(client) == before
