"""The start page of data entry: each role finds what it works on, one step away, and nothing that it may not see."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.models import BudgetLineItem, BudgetVersion, Deadline, Program, YearlyAllocation
from sites.said import saying
from tests.ledger.desk.form import fields_of
from tests.ledger.life import moved
from tests.ledger.rows import RECORDS, new_row, row_of
from tests.people import SignedIn

START = "/admin/"


def page_of(client: Client) -> str:
    answer = client.get(START)
    assert answer.status_code == 200
    return answer.content.decode()


def section(page: str, name: str) -> str:
    """The words of a section of the page, with single spaces; '' where it is not there."""
    found = re.search(rf'<section class="module[^"]*" aria-labelledby="{name}">.*?</section>', page, re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found.group())).split()) if found else ""


def links(page: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'href="([^"]*)"', page)}


def due_on(days: int, **cells: Any) -> Deadline:
    """A deadline so many days from today, and no other."""
    day = timezone.localdate() + timedelta(days=days)
    Deadline.objects.update(is_active=False)
    return Deadline.objects.create(
        slug="due", name="보고서 제출", month=day.month, day=min(day.day, 28), **cells
    )


class TestProgrammes:
    def test_each_open_budget_is_one_step_away(self, first_document: Program, signed_in: SignedIn) -> None:
        page = page_of(signed_in("finance"))
        assert "스마트앵커 운영" in section(page, "work")
        assert "2021년 예산(차수 미표기, 작성 중)" in section(page, "work")
        assert {
            "/admin/ledger/program/smart-anchor/budget/2021-original/",
            "/admin/ledger/program/smart-anchor/budget/2020-original/",
            "/programs/smart-anchor/",
            "/programs/smart-anchor/document/?version=2021-original",
            "/programs/smart-anchor/tie-outs/?version=2021-original",
            "/programs/smart-anchor/reports/variance/?version=2021-original&only=open",
            "/admin/ledger/program/smart-anchor/open/",
            "/admin/ledger/program/smart-anchor/open/?next=supplementary",
        } <= links(page)
        assert 'data-open="/programs/smart-anchor/open-points/?version=2021-original"' in page

    def test_a_programme_without_budget_is_opened_by_who_may(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        Program.objects.create(slug="library", name="도서관 운영")
        opening = "/admin/ledger/program/library/open/"
        assert opening in links(page_of(signed_in("finance")))
        page = page_of(signed_in("manager"))
        assert opening not in links(page)
        assert "도서관 운영 예산 없음" in section(page, "work")

    def test_a_blank_amount_is_said(self, first_document: Program, signed_in: SignedIn) -> None:
        allocation = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="201-01")
        allocation.amount = None
        allocation.save()
        assert "금액이 빈 통계목 1건" in section(page_of(signed_in("finance")), "work")

    def test_who_confirms_finds_what_is_submitted_first(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        moved(BudgetVersion.objects.get(fiscal_year=2020), "submitted")
        for role, first in (("finance", "2021년"), ("approver", "2020년")):
            work = section(page_of(signed_in(role)), "work")
            assert work.index(first) == min(work.index("2020년"), work.index("2021년"))

    def test_more_than_the_page_shows_are_counted(self, first_document: Program, signed_in: SignedIn) -> None:
        Program.objects.bulk_create(Program(slug=f"program-{n}", name=f"사업 {n}") for n in range(12))
        page = page_of(signed_in("finance"))
        assert f"그 밖의 {12 + 2 - 10}건" in section(page, "work")


class TestChanges:
    def test_what_others_saved_is_told_with_the_way_to_its_history(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        row = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="201-01")
        address = f"/admin/ledger/yearlyallocation/{row.pk}/change/"
        sent = client.post(address, {**fields_of(client, address), "amount": "51,000,000"})
        assert sent.status_code == 302
        page = page_of(client)
        assert "편성액 1건" in section(page, "mine")
        assert "50,000,000 → 51,000,000" in section(page, "mine")
        assert "51,000,000" not in section(page, "others")
        page = page_of(signed_in("auditor"))
        assert "finance · 스마트앵커 운영 · 편성액 1건" in section(page, "others")
        history = f"/admin/ledger/yearlyallocation/{row.pk}/history/"
        assert history in links(page)
        assert client.get(history).status_code == 200

    def test_who_wrote_past_the_application_is_said(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_program SET name = 'SQL' WHERE slug = 'smart-anchor'")
        assert "데이터베이스에서 직접" in section(page_of(signed_in("finance")), "others")

    def test_where_nobody_changed_anything_it_says_so(self, db: None, signed_in: SignedIn) -> None:
        page = page_of(signed_in("finance"))
        assert section(page, "others") == "다른 사람의 최근 변경 최근에 다른 사람이 바꾼 것이 없습니다."
        assert section(page, "work") == "내 세부사업 맡은 세부사업이 아직 없습니다."

    def test_a_text_is_shown_as_text(self, first_document: Program, signed_in: SignedIn) -> None:
        with saying(who="<b>other</b>", why="<script>alert(1)</script>", request=str(uuid.uuid4())):
            BudgetLineItem.objects.filter(position=1).update(description="<i>x</i>")
        page = page_of(signed_in("finance"))
        assert "<script>alert" not in page
        assert "<b>other" not in page
        assert "<i>x" not in page


class TestDeadlines:
    def test_what_is_due_soon_and_what_is_over_is_told(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        due_on(0)
        assert "보고서 제출" in section(page_of(client), "due")
        Deadline.objects.update(days_after=170)
        assert section(page_of(client), "due").startswith(
            "기한 지난 60일과 앞으로 60일 안에 기한이 없습니다."
        )

    def test_what_is_over_and_met_is_told_no_more(self, first_document: Program, signed_in: SignedIn) -> None:
        client = signed_in("finance")
        day = timezone.localdate() - timedelta(days=30)
        due_on(-30, met_by="proposal")
        assert "보고서 제출" in section(page_of(client), "due")
        version = BudgetVersion.objects.create(fiscal_year=day.year, kind="proposal")
        moved(version, "submitted")
        assert "보고서 제출" not in section(page_of(client), "due")


class TestRoles:
    @pytest.mark.parametrize("role", ["finance", "approver", "manager", "auditor"])
    def test_who_looks_at_programmes_finds_the_page(
        self, role: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        page = page_of(signed_in(role))
        assert all(section(page, name) for name in ("work", "due", "others"))

    def test_who_manages_users_finds_users_and_no_ledger(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        with saying(who="other", request=str(uuid.uuid4())):
            first_document.save()
        page = page_of(signed_in("admin"))
        assert not any(section(page, name) for name in ("work", "due", "others", "mine"))
        assert first_document.name not in page
        assert "/admin/auth/user/" in links(page)

    def test_nobody_else_comes_in(self, first_document: Program) -> None:
        assert Client().get(START).status_code == 302

    def test_it_is_read_only(self, first_document: Program, signed_in: SignedIn) -> None:
        assert signed_in("finance").post(START, {}).status_code == 405


class TestQueries:
    def test_it_takes_two_dozen_at_most_whatever_was_changed(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        """A row of each kind entered by somebody, so that the examples name as many kinds as they may."""
        client = signed_in("finance")
        for model in RECORDS:
            with saying(who="other", request=str(uuid.uuid4())):
                new_row(model, 5, row_of)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client)
        assert len(queries) <= 24
        examples = re.findall(r'<span class="example">(.*?)</span>', page)
        # Others have changed more kinds than the page may ask the names of: what is told last stands without example.
        assert 0 < len(examples) < 10

    def test_it_takes_no_more_with_many_programmes(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        Program.objects.create(slug="park", name="공원")

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                page_of(client)
            return len(captured)

        queries()
        before = queries()
        subject = YearlyAllocation.objects.all()[0].subject
        version = BudgetVersion.objects.get(fiscal_year=2021)
        programs = Program.objects.bulk_create(Program(slug=f"p-{n}", name=f"사업 {n}") for n in range(40))
        YearlyAllocation.objects.bulk_create(
            YearlyAllocation(program=one, version=version, subject=subject) for one in programs
        )
        assert queries() <= before + 3  # what the newest change names: programme, version, subject
