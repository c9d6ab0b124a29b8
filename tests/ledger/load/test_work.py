"""What a person has at hand: what comes first, what stays out, and which changes belong together."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.load import work
from ledger.load.work import Save, work_of
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Document,
    Program,
    YearlyAllocation,
)
from sites.said import saying
from tests.ledger.life import confirmed, moved
from tests.people import Person


@pytest.fixture
def finance(person: Person) -> User:
    return person("finance")


@pytest.fixture
def subject(db: None) -> AccountSubject:
    return AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2020)


def version_in(year: int, kind: str = "original") -> BudgetVersion:
    return BudgetVersion.objects.get_or_create(fiscal_year=year, kind=kind)[0]


def budget(slug: str, year: int, subject: AccountSubject, amount: int | None = 700) -> YearlyAllocation:
    """A programme with an amount in the original budget of a year."""
    program = Program.objects.get_or_create(slug=slug, defaults={"name": slug})[0]
    return YearlyAllocation.objects.create(
        program=program, version=version_in(year), subject=subject, amount=amount
    )


def shown(person: User, **asked: Any) -> list[tuple[str, str | None]]:
    found = work_of(person, **{"most": 10, **asked})
    return [(one.program.slug, one.version.key if one.version else None) for one in found.items]


def told(saves: tuple[Save, ...]) -> list[tuple[str, int]]:
    return [(one.touches[0].who, len(one.touches)) for one in saves]


class TestBudgets:
    def test_drafts_come_before_what_is_submitted_and_later_years_before_earlier_ones(
        self, finance: User, subject: AccountSubject
    ) -> None:
        for year in (2030, 2031, 2032):
            budget("library", year, subject)
        moved(version_in(2032), "submitted")
        assert shown(finance) == [
            ("library", "2031-original"),
            ("library", "2030-original"),
            ("library", "2032-original"),
        ]
        assert shown(finance, first="submitted")[0] == ("library", "2032-original")

    def test_what_was_touched_last_comes_first(self, finance: User, subject: AccountSubject) -> None:
        for slug in ("library", "museum", "park"):
            budget(slug, 2030, subject)
        YearlyAllocation.objects.filter(program__slug="museum").update(amount=800)
        assert [slug for slug, _version in shown(finance)] == ["museum", "park", "library"]

    def test_a_programme_without_anything_open_follows_with_what_it_shows(
        self, finance: User, subject: AccountSubject
    ) -> None:
        budget("library", 2030, subject)
        confirmed(version_in(2030))
        budget("museum", 2031, subject)
        Program.objects.create(slug="park", name="park")
        assert shown(finance) == [
            ("museum", "2031-original"),
            ("library", "2030-original"),
            ("park", None),
        ]

    def test_the_rest_is_counted(self, finance: User, subject: AccountSubject) -> None:
        for number in range(7):
            budget(f"open-{number}", 2030, subject)
        for number in range(4):
            Program.objects.create(slug=f"rest-{number}", name="rest")
        found = work_of(finance, most=5)
        assert (len(found.items), found.rest) == (5, 7 + 4 - 5)
        found = work_of(finance, most=9)
        assert (len(found.items), found.rest) == (9, 7 + 4 - 9)
        assert work_of(finance, most=11).rest == 0

    def test_a_blank_is_an_amount_that_nobody_typed_and_no_line_gives(
        self, finance: User, subject: AccountSubject
    ) -> None:
        budget("library", 2030, subject, amount=None)
        with_lines = budget("museum", 2030, subject, amount=None)
        BudgetLineItem.objects.create(allocation=with_lines, position=1, description="항목", amount=100)
        budget("park", 2030, subject, amount=0)
        Document.objects.create(
            slug="library-2030", title="도서관 2030", program=with_lines.program, version=version_in(2030)
        )
        found = {one.program.slug: one for one in work_of(finance, most=10).items}
        assert {slug: one.blanks for slug, one in found.items()} == {"library": 1, "museum": 0, "park": 0}
        assert found["museum"].documents == ("도서관 2030",)

    def test_an_empty_ledger_has_none(self, finance: User) -> None:
        found = work_of(finance, most=10)
        assert (found.items, found.rest) == ((), 0)


class TestSaves:
    def test_one_request_is_one_save_and_one_s_own_stand_apart(
        self, finance: User, subject: AccountSubject
    ) -> None:
        with saying(who="other", request=str(uuid.uuid4())):
            budget("library", 2030, subject)
        for who in ("other", "finance"):
            with saying(who=who, request=str(uuid.uuid4())):
                YearlyAllocation.objects.update(amount={"other": 800, "finance": 900}[who])
        found = work_of(finance, most=10)
        # Programme, version and allocation at once, then the allocation; before them the subject, by nobody.
        assert told(found.by_others)[:2] == [("other", 1), ("other", 3)]
        assert told(found.by_person) == [("finance", 1)]
        assert found.by_person[0].change.values["amount"] == 900

    def test_accounts_and_roles_are_nobody_s_work(self, finance: User, subject: AccountSubject) -> None:
        with saying(who="admin", request=str(uuid.uuid4())):
            User.objects.create_user("newcomer", email="newcomer@example.org")
        assert "admin" not in [who for who, _count in told(work_of(finance, most=10).by_others)]

    def test_what_a_file_brought_nobody_changed(self, finance: User, first_document: Program) -> None:
        assert told(work_of(finance, most=10).by_others) == []

    def test_many_rows_at_once_are_one_save_that_may_be_longer(
        self, finance: User, subject: AccountSubject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(work, "MOST_ENTRIES", 5)
        with saying(who="other", request=str(uuid.uuid4())):
            for number in range(8):
                Program.objects.create(slug=f"program-{number}", name="program")
        (save,) = work_of(finance, most=10).by_others
        assert (len(save.touches), save.is_cut, save.program) == (5, True, None)

    def test_only_the_newest_part_of_a_long_log_is_looked_at(
        self, finance: User, subject: AccountSubject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(work, "NEWEST", 3)
        with saying(who="early", request=str(uuid.uuid4())):
            Program.objects.create(slug="early", name="early")
        with saying(who="late", request=str(uuid.uuid4())):
            for number in range(3):
                Program.objects.create(slug=f"late-{number}", name="late")
        assert told(work_of(finance, most=10).by_others) == [("late", 3)]


def test_it_costs_no_more_queries_with_many_programmes(finance: User, subject: AccountSubject) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            work_of(finance, most=10)
        return len(captured)

    budget("library", 2030, subject)
    Program.objects.create(slug="park", name="park")
    before = queries()
    for number in range(30):
        budget(f"open-{number}", 2030 + number % 3, subject)
    assert queries() <= before
