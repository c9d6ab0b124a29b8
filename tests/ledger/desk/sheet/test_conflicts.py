"""Two people at one sheet: what one saved stays; where both typed into one cell it is asked, mine or theirs."""

from typing import Any

from django.test import Client

from ledger.models import BudgetLineItem
from tests.ledger.desk.sheet.sending import SHEET, added, changed, line, removed, send, sheet

FEES, WORKS = "공공요금 등", "마포구 스마트앵커 조성비(공사비)"


def conflicts(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 409, (response.status_code, response.content.decode())
    found: list[dict[str, Any]] = response.json()["conflicts"]
    return found


def test_two_cells_of_one_row_are_both_saved(client: Client) -> None:
    mine = changed(line(FEES), basis="5,000원×12월")
    assert send(client, changed=[changed(line(FEES), amount="1")]).status_code == 200
    response = send(client, changed=[mine])
    assert response.status_code == 200
    assert (line(FEES).amount, line(FEES).basis) == (1, "5,000원×12월")
    # The page hears of what it has not seen yet.
    assert response.json()["rows"][str(line(FEES).pk)]["cells"]["amount"] == "1"


def test_one_cell_to_two_things_is_asked_about_and_nothing_is_saved(client: Client) -> None:
    row = line(FEES)
    mine = changed(row, amount="2", basis="내 산출식")
    assert send(client, changed=[changed(row, amount="1")]).status_code == 200
    response = send(client, changed=[mine], added=[added("new-1", description="과목 없음")])
    (found,) = conflicts(response)
    assert (found["row"], found["column"], found["theirs"]) == (row.pk, "amount", "1")
    assert (found["who"], found["revision"]) == ("finance", row.revision + 1)
    # All that is wrong in one pass.
    assert [(one["row"], one["column"]) for one in response.json()["errors"]] == [("new-1", "subject")]
    assert (line(FEES).amount, line(FEES).basis) == (1, row.basis)


def test_mine_is_saved_with_the_revision_of_the_answer(client: Client) -> None:
    mine = changed(line(FEES), amount="2")
    assert send(client, changed=[changed(line(FEES), amount="1")]).status_code == 200
    (found,) = conflicts(send(client, changed=[mine]))
    assert send(client, changed=[{**mine, "revision": found["revision"]}]).status_code == 200
    assert line(FEES).amount == 2


def test_one_cell_to_the_same_thing_is_no_conflict(client: Client) -> None:
    mine = changed(line(FEES), amount="1")
    assert send(client, changed=[changed(line(FEES), amount="1")]).status_code == 200
    assert send(client, changed=[mine]).status_code == 200


def test_conflict_about_the_subject_has_its_key_and_its_words(client: Client) -> None:
    row, theirs, mine = line(FEES), line(WORKS).allocation, line("시설관리 운영").allocation
    old = changed(row, subject=str(mine.subject_id))
    assert send(client, changed=[changed(row, subject=str(theirs.subject_id))]).status_code == 200
    (found,) = conflicts(send(client, changed=[old]))
    assert (found["column"], found["theirs"]) == ("subject", str(theirs.subject_id))
    assert found["theirs_shown"] == str(theirs.subject)


def test_what_is_to_go_and_was_changed_is_asked_about(client: Client) -> None:
    row = line(FEES)
    assert send(client, changed=[changed(row, amount="1")]).status_code == 200
    (found,) = conflicts(send(client, removed=[removed(row)]))
    assert (found["row"], found["column"], found["revision"]) == (row.pk, None, row.revision + 1)
    assert send(client, removed=[{"id": row.pk, "revision": found["revision"]}]).status_code == 200
    assert not BudgetLineItem.objects.filter(pk=row.pk).exists()


def test_what_is_gone_is_asked_about_and_may_stand_anew(client: Client) -> None:
    row = line(FEES)
    mine = changed(row, amount="2")
    assert send(client, removed=[removed(row)]).status_code == 200
    (found,) = conflicts(send(client, changed=[mine]))
    assert (found["row"], found["column"], found["revision"]) == (row.pk, None, 0)
    assert "삭제" in found["theirs_shown"]
    said = send(client, changed=[{**mine, "revision": found["revision"]}])
    assert said.status_code == 200, said.content.decode()
    new = line(FEES)
    assert said.json()["rows"][str(row.pk)]["id"] == new.pk != row.pk
    assert (new.amount, new.allocation) == (2, row.allocation)


def test_what_is_gone_stands_anew_with_what_others_had_saved_in_it(client: Client) -> None:
    row = line(FEES)
    mine = changed(row, amount="2")
    assert send(client, changed=[changed(row, basis="5,000원×12월")]).status_code == 200
    assert send(client, removed=[removed(line(FEES))]).status_code == 200
    (found,) = conflicts(send(client, changed=[mine]))
    assert send(client, changed=[{**mine, "revision": found["revision"]}]).status_code == 200
    assert (line(FEES).amount, line(FEES).basis) == (2, "5,000원×12월")


def test_what_is_gone_already_may_go(client: Client) -> None:
    row = line(FEES)
    assert send(client, removed=[removed(row)]).status_code == 200
    assert send(client, removed=[removed(row)]).status_code == 200


def test_a_revision_that_never_was_overwrites_nothing(client: Client) -> None:
    row = line(FEES)
    for revision in (0, row.revision + 7):
        response = send(client, changed=[{**changed(row, amount="2"), "revision": revision}])
        assert response.status_code == 409
        assert line(FEES).amount == row.amount


def test_who_orders_last_orders_and_loses_nothing_of_the_other(client: Client) -> None:
    first = sheet(client)
    order = [one["id"] for one in first["rows"]]
    works = [
        one.pk
        for one in BudgetLineItem.objects.filter(allocation__subject__code="403-01").order_by("position")
    ]
    subject = str(line(WORKS).allocation.subject_id)
    new = added("new-1", subject=subject, description="보강 공사", amount="3")
    assert send(client, added=[new]).status_code == 200
    at = order.index(works[0])
    order[at : at + 2] = [works[1], works[0]]
    assert send(client, order=order).status_code == 200
    # The new row was last; it stays behind the one that it stood behind.
    found = [one["id"] for one in sheet(client)["rows"] if one["cells"]["subject"] == subject]
    assert found == [works[1], line("보강 공사").pk, works[0]]


def test_the_first_answer_is_the_second_and_nothing_is_saved_twice(client: Client) -> None:
    token = sheet(client)["token"]
    subject = str(line(FEES).allocation.subject_id)
    new = [added("new-1", subject=subject, description="수도요금", amount="1")]
    first, second = (send(client, token=token, added=new) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.headers["Content-Type"] == "application/json"
    assert second.json() == first.json()
    assert BudgetLineItem.objects.filter(description="수도요금").count() == 1


def test_a_token_that_is_spent_takes_no_other_words(client: Client) -> None:
    token = sheet(client)["token"]
    subject = str(line(FEES).allocation.subject_id)
    first = [added("new-1", subject=subject, description="수도요금")]
    assert send(client, token=token, added=first).status_code == 200
    other = [added("new-1", subject=subject, description="전기요금")]
    response = send(client, token=token, added=other)
    assert response.status_code == 409
    assert "이미 다른 내용으로 저장" in response.json()["message"]
    assert not BudgetLineItem.objects.filter(description="전기요금").exists()


def test_each_answer_has_a_token_for_the_next(client: Client) -> None:
    token = sheet(client)["token"]
    for amount in ("x", "1", "2"):
        response = send(client, token=token, changed=[changed(line(FEES), amount=amount)])
        token = response.json()["sent_once"]
    assert line(FEES).amount == 2


def test_a_difference_without_a_token_is_not_taken(client: Client) -> None:
    cells = [changed(line(FEES), amount="1")]
    response = client.post(SHEET, {"changed": cells}, content_type="application/json")
    assert response.status_code == 400
    assert "message" in response.json()
    assert line(FEES).amount == 450_000_000
