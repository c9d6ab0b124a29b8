"""The sheet of a budget that changes another: 기정, 증감 and 경정 of each row, saved as a difference."""

import pytest
from django.test import Client

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Program,
    YearlyAllocation,
)
from tests.ledger.desk.sheet.changing import (
    FEES,
    NO_STUDY_YET,
    PAGE,
    REPAIRS,
    SHEET,
    WORKS,
    back,
    conflicts,
    figures,
    held,
    row,
    rows,
    save,
    subject_row,
    typed,
)
from tests.ledger.desk.sheet.sending import added, errors, send, sheet
from tests.people import SignedIn


@pytest.fixture
def client(supplementary: BudgetVersion, signed_in: SignedIn) -> Client:
    return signed_in("finance")


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
