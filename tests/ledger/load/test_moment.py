"""The ledger as of a moment: whatever changed since, by whatever door, it reads as it did then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from time import sleep
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.figures.facts import Facts
from ledger.load import load
from ledger.load.moment import as_of
from ledger.models import (
    BudgetLineItem,
    BudgetVersion,
    Explanation,
    InvestmentPlanEntry,
    Milestone,
    Program,
    ProgramSite,
    Settlement,
    StatedFigure,
    WorkbookExport,
    YearlyAllocation,
)
from ledger.tieout import findings
from sites.models import Site
from tests.ledger.life import confirmed
from tests.ledger.register import looked_at
from tests.ledger.rows import row_of

SLUG = "smart-anchor"


def moment() -> datetime:
    """Now; what comes before it is a little older, what comes after it a little younger."""
    sleep(0.003)
    at = datetime.now(UTC)
    sleep(0.003)
    return at


def without_moment(facts: Facts) -> Facts:
    return replace(facts, as_of=datetime(2021, 1, 1, tzinfo=UTC))


def office(at: datetime | None = None) -> int | None:
    """The amount of 201-01 사무관리비 in 2021: one line of 1,711,987,000 won."""
    facts = load(SLUG, "2021-original", at=at)
    return next(one.amount for one in facts.allocations if one.subject.code == "201-01")


@pytest.fixture
def line(first_document: Program) -> BudgetLineItem:
    return BudgetLineItem.objects.get(allocation__subject__code="201-01")


def test_a_changed_amount_reads_as_it_was(line: BudgetLineItem) -> None:
    first = moment()
    BudgetLineItem.objects.filter(pk=line.pk).update(amount=1_000)
    second = moment()
    line.refresh_from_db()
    line.amount = 2_000
    line.save()
    assert office(first) == 1_711_987_000
    assert office(second) == 1_000
    assert office() == 2_000  # and now as it is


def test_a_row_that_came_since_is_not_there_and_one_that_went_is(line: BudgetLineItem) -> None:
    then = moment()
    allocation = line.allocation
    line.delete()
    allocation.line_items.create(position=7, description="새 항목", amount=5)
    facts = load(SLUG, "2021-original", at=then)
    (then_there,) = (one for one in facts.allocations if one.subject.code == "201-01")
    assert [(one.description, one.amount) for one in then_there.lines] == [("시설관리 운영", 1_711_987_000)]
    assert office() == 5


def test_the_facts_say_of_which_moment_they_are(first_document: Program) -> None:
    then = moment()
    assert load(SLUG, at=then).as_of == then


def test_before_anything_was_entered_there_is_nothing(first_document: Program) -> None:
    """The first document came by its fixtures, which the log has too."""
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    with as_of(long_ago):
        assert not Program.objects.exists()
        assert not Site.objects.exists()
    assert Program.objects.exists()


def test_nothing_is_written_into_the_past(line: BudgetLineItem) -> None:
    then = moment()
    BudgetLineItem.objects.update(amount=1)
    doors: list[Callable[[], object]] = [
        lambda: BudgetLineItem.objects.update(amount=2),
        lambda: BudgetLineItem.objects.all().delete(),
        lambda: BudgetLineItem.objects.create(allocation_id=line.allocation_id, position=9, description="책"),
        lambda: looked_at(line.allocation.program).save(),
    ]
    for write in doors:
        with pytest.raises(DatabaseError, match="view"), transaction.atomic(), as_of(then):
            write()
    assert office() == 1
    assert not WorkbookExport.objects.exists()


def test_an_error_inside_leaves_the_present_readable(line: BudgetLineItem) -> None:
    then = moment()
    BudgetLineItem.objects.update(amount=1)
    with pytest.raises(ZeroDivisionError), as_of(then):
        raise ZeroDivisionError(office())
    assert office() == 1


def test_a_confirmation_is_as_young_as_its_step(first_document: Program) -> None:
    then = moment()
    confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    now, before = load(SLUG), load(SLUG, at=then)
    assert (before.version.status, now.version.status) == ("draft", "confirmed")


# Whatever happens


def change_cell(model: Any, field: str) -> Callable[[Random], None]:
    """Has one row of a kind, by chance, another amount."""

    def change(dice: Random) -> None:
        row = dice.choice(list(model.objects.order_by("pk")))
        model.objects.filter(pk=row.pk).update(**{field: dice.randrange(10**9)})

    return change


def remove_site(dice: Random) -> None:
    if links := list(ProgramSite.objects.order_by("pk")):
        dice.choice(links).delete()


def add_line(dice: Random) -> None:
    allocation = dice.choice(list(YearlyAllocation.objects.order_by("pk")))
    position = 1 + max(allocation.line_items.values_list("position", flat=True), default=0)
    allocation.line_items.create(position=position, description="더", amount=dice.randrange(10**9))


def remove_line(dice: Random) -> None:
    if lines := list(BudgetLineItem.objects.order_by("pk")):
        dice.choice(lines).delete()


def move_milestone(dice: Random) -> None:
    milestone = dice.choice(list(Milestone.objects.order_by("pk")))
    milestone.sites.set(dice.sample(list(Site.objects.order_by("pk")), 2))


def rename_site(dice: Random) -> None:
    site = dice.choice(list(Site.objects.order_by("pk")))
    site.name = f"이름 {dice.randrange(1000)}"
    site.area = dice.randrange(1, 10**6) / 100
    site.save()


EDITS: list[Callable[[Random], None]] = [
    change_cell(BudgetLineItem, "amount"),
    change_cell(InvestmentPlanEntry, "amount"),
    change_cell(Settlement, "executed"),
    change_cell(StatedFigure, "value"),
    remove_site,
    add_line,
    remove_line,
    move_milestone,
    rename_site,
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("said_why")
def test_after_any_edits_every_moment_reads_as_it_did(first_document: Program, seed: int) -> None:
    """Facts and findings of each moment, in any order of asking."""
    dice = Random(seed)
    shown = []
    for _step in range(8):
        for edit in dice.sample(EDITS, 3):
            edit(dice)
        shown.append((moment(), load(SLUG)))
    for at, facts in dice.sample(shown, len(shown)):
        then = without_moment(load(SLUG, at=at))
        assert then == without_moment(facts)
        assert findings(then) == findings(without_moment(facts))


def test_what_is_written_once_is_there_from_its_day_on(first_document: Program) -> None:
    then = moment()
    row_of(Explanation)
    assert load(SLUG).explanations
    assert not load(SLUG, at=then).explanations
    assert connection.needs_rollback is False
