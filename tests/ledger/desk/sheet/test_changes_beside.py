"""The same sheet with others beside: two people, what will change, who may; and the forms of the page."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from ledger.models import (
    Assignment,
    BudgetLineItem,
    BudgetVersion,
    YearlyAllocation,
)
from tests.ledger.desk.form import fields_of
from tests.ledger.desk.saving.test_deadlocks import give_up_the_first
from tests.ledger.desk.sheet.changing import (
    FEES,
    PAGE,
    REPAIRS,
    SHEET,
    back,
    conflicts,
    held,
    row,
    save,
    typed,
)
from tests.ledger.desk.sheet.sending import added, errors, foresee, send, sheet
from tests.ledger.life import confirmed, moved
from tests.people import SignedIn


@pytest.fixture
def client(supplementary: BudgetVersion, signed_in: SignedIn) -> Client:
    return signed_in("finance")


class TestTwoPeople:
    def test_a_carried_line_that_two_change_is_asked_about(self, client: Client) -> None:
        mine = row(client, FEES)
        save(client, changed=[typed(mine, amount="1", basis="남의 산출식")])
        (found,) = conflicts(send(client, SHEET, changed=[typed(mine, amount="2")]))
        assert (found["row"], found["column"], found["theirs"]) == (mine["id"], "amount", "1")
        assert (found["who"], found["revision"]) == ("finance", 1)
        assert held() == {FEES: 1}
        # With the state of the answer mine is saved, beside what the other typed elsewhere.
        save(client, changed=[typed(found["now"], amount="2")])
        stored = BudgetLineItem.objects.get(allocation__version__kind="supplementary")
        assert (stored.amount, stored.basis) == (2, "남의 산출식")

    def test_two_lines_and_two_cells_of_a_line_are_both_saved(self, client: Client) -> None:
        fees, running = row(client, FEES), row(client, REPAIRS)
        save(client, changed=[typed(fees, amount="1")])
        save(client, changed=[typed(running, amount="3")])
        fees = row(client, FEES)
        save(client, changed=[typed(fees, amount="2")])
        save(client, changed=[typed(fees, basis="2원×1회")])
        assert held() == {FEES: 2, REPAIRS: 3}
        assert row(client, FEES)["cells"]["basis"] == "2원×1회"

    def test_what_another_took_back_is_asked_about_and_stands_anew(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="1")])
        mine = row(client, FEES)
        save(client, removed=[back(mine)])
        (found,) = conflicts(send(client, SHEET, changed=[typed(mine, amount="2")]))
        assert (found["row"], found["column"], found["revision"]) == (mine["id"], None, 0)
        assert found["now"]["held"] is False
        save(client, changed=[typed(found["now"], amount="2")])
        assert held() == {FEES: 2}

    def test_what_another_changed_is_not_taken_back_unseen(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="1")])
        mine = row(client, FEES)
        save(client, changed=[typed(mine, amount="2")])
        (found,) = conflicts(send(client, SHEET, removed=[back(mine)]))
        assert (found["row"], found["column"], found["revision"]) == (mine["id"], None, 2)
        assert held() == {FEES: 2}
        save(client, removed=[back(found["now"])])
        assert held() == {}

    def test_a_change_made_again_is_another_row(self, client: Client) -> None:
        """It counts its revisions anew: a page of the first one must not pass for one of the second."""
        save(client, changed=[typed(row(client, FEES), amount="1")])
        mine = row(client, FEES)
        save(client, removed=[back(mine)])
        save(client, changed=[typed(row(client, FEES), amount="3")])
        assert row(client, FEES)["revision"] == mine["revision"]
        assert conflicts(send(client, SHEET, changed=[typed(mine, basis="내 산출식")]))
        assert held() == {FEES: 3}

    @pytest.mark.parametrize("revision", [7, 2_147_483_647])
    def test_a_revision_that_never_was_overwrites_nothing(self, revision: int, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="1")])
        mine = {**typed(row(client, FEES), amount="2"), "revision": revision}
        assert conflicts(send(client, SHEET, changed=[mine]))
        assert held() == {FEES: 1}

    def test_a_new_line_that_another_removed_is_asked_about(self, client: Client) -> None:
        subject = row(client, FEES)["cells"]["subject"]
        said = save(client, added=[added("new-1", subject=subject, description="전기요금", amount="3")])
        mine = said["rows"]["new-1"]
        save(client, removed=[back(mine)])
        (found,) = conflicts(send(client, SHEET, changed=[typed(mine, amount="4")]))
        assert (found["row"], found["now"]) == (mine["id"], None)

    def test_the_first_answer_is_the_second_and_nothing_is_saved_twice(self, client: Client) -> None:
        token = sheet(client, SHEET)["token"]
        subject = row(client, FEES)["cells"]["subject"]
        new = [added("new-1", subject=subject, description="전기요금", amount="3")]
        first, second = (send(client, SHEET, token=token, added=new) for _time in range(2))
        assert second.json() == first.json()
        assert held() == {"전기요금": 3}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_of_two_who_waited_for_each_other_the_one_given_up_is_saved_at_the_next_look(client: Client) -> None:
    change = [typed(row(client, FEES), amount="1")]
    give_up_the_first("INSERT")
    save(client, changed=change)
    assert held() == {FEES: 1}


class TestPreview:
    def test_what_was_foreseen_is_what_changes_and_nothing_is_written(self, client: Client) -> None:
        change = [typed(row(client, FEES), change="15000000")]
        said = foresee(client, SHEET, changed=change)
        assert said.status_code == 200, said.content.decode()
        assert "총계 72억 2,419만 → 72억 3,919만원" in said.json()["summary"]
        assert held() == {}
        assert save(client, changed=change)["beside"] == said.json()["beside"]

    def test_what_is_wrong_is_said_at_its_cell(self, client: Client) -> None:
        fees = row(client, FEES)
        assert set(errors(foresee(client, SHEET, changed=[typed(fees, amount="x")]))) == {
            (fees["id"], "amount")
        }


class TestWhoMay:
    def refused(self, client: Client, sentence: str) -> None:
        change = [typed(row(client, FEES), amount="1")]
        assert sheet(client, SHEET)["may_edit"] is False
        for response in (send(client, SHEET, changed=change), foresee(client, SHEET, changed=change)):
            assert response.status_code == 403
            assert sentence in response.json()["message"]
        assert held() == {}

    def test_who_may_only_look_looks(self, client: Client, signed_in: SignedIn) -> None:
        self.refused(signed_in("manager"), "할 수 없는 일")

    def test_foreign_division_is_refused_with_its_name(self, client: Client) -> None:
        finance = User.objects.get(username="finance")
        Assignment.objects.create(person=finance, bureau="문화본부", division="도서관과")
        self.refused(client, "문화본부 도서관과")

    def test_frozen_version_is_refused_with_what_to_do(
        self, client: Client, supplementary: BudgetVersion
    ) -> None:
        confirmed(supplementary)
        self.refused(client, "확정")

    def test_submitted_version_asks_why(self, client: Client, supplementary: BudgetVersion) -> None:
        moved(supplementary, "submitted")
        change = [typed(row(client, FEES), amount="1")]
        found = errors(send(client, SHEET, changed=change))
        assert set(found) == {(None, "why"), (None, "document_number")}
        save(client, changed=change, why="의회 수정", document_number="예산과-12")
        assert held() == {FEES: 1}

    @pytest.mark.parametrize(
        "difference",
        [
            {"changed": [{"id": "subject-x", "revision": 0, "cells": {}}]},
            {"changed": [{"id": "site-1", "revision": 0, "cells": {}}]},
            {"changed": [{"id": 1, "revision": 0, "cells": {"prior": "1"}}]},
            {"changed": [{"id": 1, "revision": 0, "seen": 7, "cells": {}}]},
            {"removed": [{"id": 1, "revision": 0, "seen": "7" * 81}]},
            {"changed": [{"id": 1, "revision": 0, "cells": {"amount": "1\u0000"}}]},
        ],
        ids=str,
    )
    def test_what_no_sheet_sends_is_refused_with_a_sentence(
        self, difference: dict[str, Any], client: Client
    ) -> None:
        response = send(client, SHEET, **difference)
        assert response.status_code == 400
        assert response.json()["message"]


def test_forms_of_a_large_budget_are_a_page_for_each_subject(client: Client) -> None:
    """Beside the sheet it has none; what is sent from one of the pages is saved by whichever comes first."""
    first, second = YearlyAllocation.objects.filter(version__fiscal_year=2021).order_by("subject__code")[:2]
    for number in range(101):
        BudgetLineItem.objects.create(allocation=first, description=f"항목 {number}", amount=1000)
    assert 'class="year-budget' not in client.get(PAGE).content.decode()
    address = f"{PAGE}?forms=1&subject={second.subject.code}-{second.subject.valid_from}"
    fields = fields_of(client, address)
    name = f"item-{BudgetLineItem.objects.get(description=FEES).pk}"
    assert f"subject-{first.subject_id}-amount" not in fields
    assert client.post(address, {**fields, f"{name}-change": "7"}).status_code == 302
    assert held() == {FEES: 450_000_007}
    gone = {**fields_of(client, address), "subject": "299-01-1990"}
    assert client.post(address, gone).status_code == 404
