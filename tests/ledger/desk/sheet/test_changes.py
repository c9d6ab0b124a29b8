"""The sheet of a budget that changes another: 기정, 증감 and 경정 of each row, saved as a difference."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from ledger.load import load
from ledger.models import (
    AccountSubject,
    Assignment,
    BudgetLineItem,
    BudgetVersion,
    Program,
    YearlyAllocation,
)
from ledger.reports import budget_summary
from tests.ledger.desk.form import fields_of
from tests.ledger.desk.saving.test_deadlocks import give_up_the_first
from tests.ledger.desk.sheet.sending import added, errors, foresee, send, sheet
from tests.ledger.life import confirmed, moved
from tests.people import SignedIn

PAGE = "/admin/ledger/program/smart-anchor/budget/2021-supplementary-1/"
SHEET = f"{PAGE}sheet/changes/"
FEES, REPAIRS, WORKS = "공공요금 등", "시설관리 운영", "마포구 스마트앵커 조성비(공사비)"
NO_STUDY_YET = "207-01"
"""A subject that the budget does not have."""


@pytest.fixture
def supplementary(first_document: Program) -> BudgetVersion:
    original = BudgetVersion.objects.get(fiscal_year=2021, kind="original")
    return BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=1, based_on=original)


@pytest.fixture
def client(supplementary: BudgetVersion, signed_in: SignedIn) -> Client:
    return signed_in("finance")


def rows(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sheet(client, SHEET)["rows"]
    return found


def row(client: Client, description: str) -> dict[str, Any]:
    return next(one for one in rows(client) if one["cells"]["description"] == description)


def subject_row(client: Client, code: str) -> dict[str, Any]:
    name = f"subject-{AccountSubject.objects.get(code=code).pk}"
    return next(one for one in rows(client) if one["id"] == name)


def typed(one: dict[str, Any], **cells: str) -> dict[str, Any]:
    """A row of the page into which cells were typed."""
    return {"id": one["id"], "revision": one["revision"], "seen": one["seen"], "cells": cells}


def back(one: dict[str, Any]) -> dict[str, Any]:
    """A row of the page that was taken back."""
    return {key: one[key] for key in ("id", "revision", "seen")}


def save(client: Client, **difference: Any) -> dict[str, Any]:
    response = send(client, SHEET, **difference)
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def conflicts(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 409, (response.status_code, response.content.decode())
    found: list[dict[str, Any]] = response.json()["conflicts"]
    return found


def held() -> dict[str, int]:
    """Description -> amount of the lines that the version holds."""
    found = BudgetLineItem.objects.filter(allocation__version__kind="supplementary")
    return dict(found.values_list("description", "amount"))


def figures(code: str) -> tuple[object, ...]:
    """기정, 경정 and 증감 of a row of 예산총괄, in won."""
    found = budget_summary.build(load("smart-anchor", "2021-supplementary-1")).row(code).figures
    return found["prior"], found["current"], found["change"]


class TestOpening:
    def test_all_rows_of_the_budget_so_far_are_there_and_nothing_is_stored(self, client: Client) -> None:
        found = sheet(client, SHEET)
        keys = [one["key"] for one in found["columns"]]
        assert keys == [
            "subject",
            "description",
            "prior",
            "change",
            "amount",
            "national_subsidy",
            "basis",
            "site",
            "is_one_off",
        ]
        lines = BudgetLineItem.objects.filter(
            allocation__version__kind="original", allocation__version__fiscal_year=2021
        )
        assert {one["id"] for one in found["rows"]} == set(lines.values_list("pk", flat=True))
        fees = row(client, FEES)
        assert (fees["cells"]["prior"], fees["cells"]["amount"]) == ("450000000", "450000000")
        assert (fees["held"], fees["revision"], fees["seen"]) == (False, 0, "")
        assert not YearlyAllocation.objects.filter(version__kind="supplementary").exists()

    def test_rows_sum_up_to_the_report(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="448013000")])
        cells = [one["cells"] for one in rows(client)]
        sums = tuple(sum(int(one[key]) for one in cells) for key in ("prior", "amount"))
        assert sums == figures("total")[:2] == (7_224_187_000, 7_224_187_000 - 1_987_000)

    def test_it_stands_on_the_page_of_the_year_beside_its_forms(self, client: Client) -> None:
        page = client.get(PAGE).content.decode()
        assert 'id="sheet-changes"' in page
        assert 'class="year-budget changes" data-without-sheet="changes"' in page
        assert 'id="sheet-changes"' not in client.get(f"{PAGE}?forms=1").content.decode()
        assert client.get(SHEET)["Location"] == PAGE

    def test_a_budget_has_one_of_the_two_sheets(self, client: Client) -> None:
        assert client.get(f"{PAGE}sheet/line-items/").status_code == 404
        assert client.get(SHEET.replace("supplementary-1", "original")).status_code == 404


class TestTyping:
    @pytest.mark.parametrize("cells", [{"change": "-1987000"}, {"amount": "448013000"}])
    def test_change_and_amount_give_each_other(self, cells: dict[str, str], client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), **cells, basis="△1,987천원×1회")])
        assert figures("201-02") == (450_000_000, 450_000_000 - 1_987_000, -1_987_000)
        stored = BudgetLineItem.objects.get(allocation__version__kind="supplementary")
        assert (stored.amount, stored.basis) == (448_013_000, "△1,987천원×1회")
        assert stored.continues is not None
        assert stored.continues.description == FEES

    def test_answer_has_the_rows_of_the_subject_as_they_are_now(self, client: Client) -> None:
        fees = row(client, FEES)
        said = save(client, changed=[typed(fees, amount="1")])
        stored = BudgetLineItem.objects.get(allocation__version__kind="supplementary")
        now = said["rows"][str(fees["id"])]
        assert (now["id"], now["held"], now["seen"], now["revision"]) == (fees["id"], True, str(stored.pk), 1)
        assert now["carried"]["cells"]["amount"] == "450000000"
        assert [one["id"] for one in said["groups"][fees["cells"]["subject"]]] == [fees["id"]]
        assert row(client, FEES) == now

    def test_another_cell_alone_leaves_the_amount(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), national_subsidy="7")])
        stored = BudgetLineItem.objects.get(allocation__version__kind="supplementary")
        assert (stored.amount, stored.national_subsidy) == (450_000_000, 7)

    def test_what_was_not_sent_stays(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="1", basis="1원×1회", is_one_off="on")])
        save(client, changed=[typed(row(client, FEES), national_subsidy="1")])
        stored = BudgetLineItem.objects.get(allocation__version__kind="supplementary")
        assert (stored.amount, stored.basis, stored.is_one_off) == (1, "1원×1회", True)

    def test_line_ends_at_zero_and_is_carried_again(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="0", national_subsidy="0")])
        assert figures("201-02") == (450_000_000, 0, -450_000_000)
        save(client, removed=[back(row(client, FEES))])
        assert figures("201-02") == (450_000_000, 450_000_000, 0)
        assert held() == {}
        assert row(client, FEES)["held"] is False

    def test_taking_back_what_is_carried_already_does_nothing(self, client: Client) -> None:
        save(client, removed=[back(row(client, FEES))])
        assert held() == {}

    def test_sending_rows_as_they_are_changes_nothing(self, client: Client) -> None:
        save(client, changed=[typed(row(client, FEES), amount="1", basis="1원")])
        one = row(client, FEES)
        cells = {
            key: one["cells"][key] for key in ("amount", "description", "national_subsidy", "basis", "site")
        }
        save(client, changed=[typed(one, **cells)])
        assert row(client, FEES)["revision"] == one["revision"]


class TestNewLines:
    def test_new_line_of_a_subject(self, client: Client) -> None:
        subject = row(client, FEES)["cells"]["subject"]
        said = save(client, added=[added("new-1", subject=subject, description="전기요금", change="3000")])
        assert figures("201-02") == (450_000_000, 450_003_000, 3_000)
        now = said["rows"]["new-1"]
        assert (now["cells"]["prior"], now["cells"]["amount"]) == ("", "3000")
        assert [one["id"] for one in said["groups"][subject]] == [row(client, FEES)["id"], now["id"]]
        save(client, removed=[back(now)])
        assert held() == {}

    def test_new_line_of_a_subject_that_the_budget_does_not_have(self, client: Client) -> None:
        study = AccountSubject.objects.get(code=NO_STUDY_YET)
        new = added("new-1", subject=str(study.pk), description="연구용역", amount="20000000")
        save(client, added=[new])
        assert figures(NO_STUDY_YET) == (None, 20_000_000, 20_000_000)

    def test_what_is_missing_or_wrong_is_said_at_its_cell_in_one_pass(self, client: Client) -> None:
        subject = row(client, FEES)["cells"]["subject"]
        found = errors(
            send(
                client,
                SHEET,
                changed=[
                    typed(row(client, FEES), amount="천 원"),
                    typed(row(client, REPAIRS), amount="1000000000000001"),
                    typed(row(client, WORKS), subject=subject, site="999999"),
                ],
                added=[
                    added("new-1", subject=subject, amount="5"),
                    added("new-2", subject=subject, description="금액 없음"),
                    added("new-3", description="과목 없음", amount="5"),
                    added("new-4", subject="99999999", description="없는 과목", amount="5"),
                    added("new-5", subject=subject, description="가" * 501, amount="5"),
                ],
            )
        )
        assert set(found) == {
            (row(client, FEES)["id"], "amount"),
            (row(client, REPAIRS)["id"], "amount"),
            (row(client, WORKS)["id"], "subject"),
            (row(client, WORKS)["id"], "site"),
            ("new-1", "description"),
            ("new-2", "amount"),
            ("new-3", "subject"),
            ("new-4", "subject"),
            ("new-5", "description"),
        }
        assert held() == {}

    def test_subject_that_is_not_in_force_is_refused_at_its_cell(self, client: Client) -> None:
        old = AccountSubject.objects.create(code="299-01", valid_from=1990, valid_until=1999, name="옛 과목")
        new = added("new-1", subject=str(old.pk), description="항목", amount="5")
        assert set(errors(send(client, SHEET, added=[new]))) == {("new-1", "subject")}
        assert not YearlyAllocation.objects.filter(version__kind="supplementary").exists()

    def test_row_that_is_none_of_the_sheet_is_said(self, client: Client) -> None:
        lines = [{"id": 99_999_999, "revision": 1, "seen": "", "cells": {"amount": "1"}}]
        lines += [{"id": "subject-99999999", "revision": 1, "seen": ":", "cells": {"amount": "1"}}]
        found = errors(send(client, SHEET, changed=lines))
        assert set(found) == {(99_999_999, None), ("subject-99999999", None)}


class TestSubjectsWithoutLines:
    """A subject whose amount is not broken down is a row by itself."""

    @pytest.fixture
    def study(self, client: Client) -> AccountSubject:
        """100 won of a study in the budget so far, without lines; 30 of them national."""
        subject = AccountSubject.objects.get(code=NO_STUDY_YET)
        original = BudgetVersion.objects.get(fiscal_year=2021, kind="original")
        YearlyAllocation.objects.create(
            program=Program.objects.get(), version=original, subject=subject, amount=100, national_subsidy=30
        )
        return subject

    def test_its_amount_is_changed_and_taken_back(self, client: Client, study: AccountSubject) -> None:
        one = subject_row(client, NO_STUDY_YET)
        assert (one["cells"]["prior"], one["cells"]["amount"], one["held"]) == ("100", "100", False)
        save(client, changed=[typed(one, change="-40")])
        assert figures(NO_STUDY_YET) == (100, 100 - 40, -40)
        now = subject_row(client, NO_STUDY_YET)
        assert (now["held"], now["cells"]["national_subsidy"]) == (True, "30")
        assert now["carried"]["cells"] == {"amount": "100", "national_subsidy": "30"}
        save(client, removed=[back(now)])
        assert figures(NO_STUDY_YET) == (100, 100, 0)

    def test_it_ends(self, client: Client, study: AccountSubject) -> None:
        save(client, changed=[typed(subject_row(client, NO_STUDY_YET), amount="0", national_subsidy="0")])
        assert figures(NO_STUDY_YET) == (100, 0, -100)

    def test_a_line_comes_in_beside_its_amount(self, client: Client, study: AccountSubject) -> None:
        new = added("new-1", subject=str(study.pk), description="추가 용역", amount="7")
        said = save(client, added=[new])
        assert figures(NO_STUDY_YET) == (100, 100 + 7, 7)
        shown = [one["cells"] for one in said["groups"][str(study.pk)]]
        assert [(one["prior"], one["amount"]) for one in shown] == [("", "7"), ("100", "100")]
        # What is carried beside lines is there to be summed.
        assert subject_row(client, NO_STUDY_YET)["fixed"][:2] == ["change", "amount"]

    def test_it_is_changed_as_a_whole_or_by_lines(self, client: Client, study: AccountSubject) -> None:
        one = subject_row(client, NO_STUDY_YET)
        new = added("new-1", subject=str(study.pk), description="추가 용역", amount="7")
        found = errors(send(client, SHEET, changed=[typed(one, amount="5")], added=[new]))
        assert set(found) == {(one["id"], None)}
        assert figures(NO_STUDY_YET) == (100, 100, 0)

    def test_it_has_no_cells_of_a_line(self, client: Client, study: AccountSubject) -> None:
        one = subject_row(client, NO_STUDY_YET)
        assert set(errors(send(client, SHEET, changed=[typed(one, description="새 이름")]))) == {
            (one["id"], "description")
        }

    def test_it_is_asked_about_where_another_gave_it_lines(
        self, client: Client, study: AccountSubject
    ) -> None:
        one = subject_row(client, NO_STUDY_YET)
        save(client, added=[added("new-1", subject=str(study.pk), description="추가 용역", amount="7")])
        (found, *_more) = conflicts(send(client, SHEET, changed=[typed(one, amount="5")]))
        assert (found["row"], found["column"]) == (one["id"], None)
        assert held() == {"추가 용역": 7}


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
