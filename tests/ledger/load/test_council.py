"""What the council's workbook is made from: the moment of the last change, and the changes themselves."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from ledger.load import NotInLedger
from ledger.load.council import read_source
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    DocumentSection,
    Explanation,
    Program,
    YearlyAllocation,
)
from sites.models import Site
from sites.said import saying
from tests.ledger.log import newest


def test_rows_without_history_have_no_last_change(first_document: Program) -> None:
    assert read_source("smart-anchor", year=2021).last_change is None


def test_last_change_is_the_newest_of_all_that_is_in_the_file(first_document: Program) -> None:
    moments = []
    for row in (
        BudgetLineItem.objects.all()[0],
        DocumentSection.objects.all()[0],
        Site.objects.get(slug="jung-printing"),
        first_document,
    ):
        for field in ("description", "text", "note", "name"):
            if hasattr(row, field):
                setattr(row, field, "다른 말")
                break
        row.save()
        moments.append(newest(type(row)).at)
        assert read_source("smart-anchor", year=2021).last_change == moments[-1]
    assert moments == sorted(moments)


def test_a_removed_row_is_a_change_too(first_document: Program) -> None:
    line = BudgetLineItem.objects.all()[0]
    line.delete()
    assert read_source("smart-anchor", year=2021).last_change == newest(BudgetLineItem).at


def test_an_explanation_is_a_change(first_document: Program) -> None:
    version = YearlyAllocation.objects.filter(version__fiscal_year=2021)[0].version
    said = Explanation.objects.create(
        program=first_document,
        version=version,
        kind="change",
        report="budget-summary",
        row="201-01",
        column="change",
        year=2021,
        author=User.objects.create_user("finance"),
    )
    last = read_source("smart-anchor", year=2021).last_change
    assert last == said.created_at
    assert last is not None
    assert last.utcoffset() == timezone.localtime(datetime(2021, 1, 1, tzinfo=UTC)).utcoffset()


def test_a_change_of_another_programme_is_none_of_this_file(first_document: Program) -> None:
    Program.objects.create(slug="other", name="다른 사업")
    assert read_source("smart-anchor", year=2021).last_change is None


def test_a_subject_that_the_file_does_not_name_is_none_of_it(first_document: Program) -> None:
    AccountSubject.objects.create(code="999-01", name="다른 통계목", valid_from=2018)
    assert read_source("smart-anchor", year=2021).last_change is None
    AccountSubject.objects.filter(code="201-01").update(name="다른 이름")
    assert read_source("smart-anchor", year=2021).last_change is not None


def test_a_change_behind_last_years_current_budget_counts(first_document: Program) -> None:
    """예산현액 is no version: what it is computed from is."""
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="403-01")
    YearlyAllocation.objects.filter(pk=allocation.pk).update(amount=1)
    source = read_source("smart-anchor", None, "2020-available", year=2021)
    assert source.last_change == newest(YearlyAllocation).at


def test_changes_say_what_was_before_and_after(first_document: Program) -> None:
    """1,711,987,000 -> 1,800,000,000 -> 1,900,000,000 won: the newest first, each with the amount before it."""
    line = BudgetLineItem.objects.get(allocation__subject__code="201-01")
    for line.amount in (1_800_000_000, 1_900_000_000):
        with saying(why="조정"):
            line.save()
    source = read_source("smart-anchor", year=2021, with_changes=True)
    told = [
        (one.kind, one.how, one.before and one.before["amount"], one.values["amount"], one.why)
        for one in source.changes
    ]
    assert told == [
        ("ledger.BudgetLineItem", "~", 1_800_000_000, 1_900_000_000, "조정"),
        ("ledger.BudgetLineItem", "~", 1_711_987_000, 1_800_000_000, "조정"),
    ]
    assert source.changes[0].values["description"] == "시설관리 운영"
    assert source.change_count == 2
    assert read_source("smart-anchor", year=2021).changes == ()


def test_rows_that_others_point_to_are_called_by_their_words(first_document: Program) -> None:
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="403-01")
    allocation.amount = 5
    allocation.save()
    source = read_source("smart-anchor", year=2021, with_changes=True)
    (changed,) = source.changes
    assert source.names[("ledger.AccountSubject", changed.values["subject"])] == "자치단체자본보조"
    assert source.names[("ledger.BudgetVersion", changed.values["version"])].startswith("2020년")


@pytest.mark.parametrize(
    ("slug", "version", "year", "what"),
    [
        ("none", None, None, "program"),
        ("smart-anchor", None, 1999, "year"),
        ("smart-anchor", "x", None, "version"),
    ],
)
def test_what_is_not_held_is_said_as_by_load(
    slug: str, version: str | None, year: int | None, what: str, first_document: Program
) -> None:
    with pytest.raises(NotInLedger) as missing:
        read_source(slug, version, year=year)
    assert missing.value.what == what
