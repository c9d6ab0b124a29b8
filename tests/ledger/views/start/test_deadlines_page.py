"""The list of deadlines: what is over, near, met, in words."""

from datetime import date

import pytest

from ledger.figures.deadlines import DeadlineRule, deadlines_of
from ledger.figures.facts import Version
from ledger.models import Deadline, Program
from ledger.words.deadlines import deadline_row
from tests.people import SignedIn

RULE = DeadlineRule("proposal", "예산안 제출", "", 11, 11, year_offset=-1, remind_days=14, met_by="proposal")
SUBMITTED = Version(1, "2022-proposal", 2022, "proposal", 1, True, "submitted", None, True)


@pytest.mark.parametrize(
    ("today", "left", "state"),
    [
        (date(2021, 10, 27), "15일 남음", ""),
        (date(2021, 10, 28), "14일 남음", "near"),
        (date(2021, 11, 11), "오늘", "near"),
        (date(2021, 11, 12), "1일 지남", "overdue"),
    ],
)
def test_how_many_days_are_left(today: date, left: str, state: str) -> None:
    row = deadline_row(deadlines_of(RULE, 2022)[0], [], today)
    assert (row.left, row.state, row.of) == (left, state, "2022회계연도")


def test_what_the_ledger_knows_to_be_met_is_not_over() -> None:
    row = deadline_row(deadlines_of(RULE, 2022)[0], [SUBMITTED], date(2021, 11, 30))
    assert (row.left, row.state) == ("이행", "met")


def test_the_page_lists_them_and_leads_finance_to_the_rules(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = signed_in("finance").get("/deadlines/").content.decode()
    for name in Deadline.objects.values_list("name", flat=True):
        assert name in page
    assert "/admin/ledger/deadline/" in page
    assert "/admin/ledger/deadline/" not in signed_in("manager").get("/deadlines/").content.decode()


def test_without_any_it_says_so(db: None, signed_in: SignedIn) -> None:
    page = signed_in("manager").get("/deadlines/").content.decode()
    assert "입력한 기한이 없거나 사용하는 기한이 없습니다." in page
