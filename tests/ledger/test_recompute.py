"""By whatever door a line item changes, every figure that rests on it follows at once.

The line is 중구 스마트앵커 조성비 (403-01, site jung-printing, 1,071,000,000 won). Beside it 403-01 has 803,000,000,
the other subjects have 5,350,187,000 in 2021, and 403-01 had 4,231,880,000 in 2020.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from ledger.load import load
from ledger.models import BudgetLineItem, Program, YearlyAllocation
from ledger.reporting.report import Figure
from ledger.reports import budget_summary, calculation_basis, sites, variance
from ledger.tieout import findings
from sites.models import Site

Door = Callable[[Path], None]

BESIDE_IT = 803_000_000
OTHER_SUBJECTS = 7_224_187_000 - 1_071_000_000 - BESIDE_IT
PRIOR, PRIOR_TOTAL = 4_231_880_000, 5_036_880_000
SCHEDULED = 1_874_000_000


@dataclass(frozen=True)
class Seen:
    """What the reports say of the subject, the site and the programme."""

    subject: tuple[Figure, ...]
    subtotal: Figure
    total: tuple[Figure, ...]
    site: Figure
    site_total: Figure
    by_subject: tuple[Figure, ...]
    by_site: Figure
    tie: tuple[Figure, str]


def seen() -> Seen:
    facts = load("smart-anchor", "2021-original")
    summary = budget_summary.build(facts)
    by_site = variance.build(facts, "site")
    site_row = next((row.figures["current"] for row in by_site.rows if row.key == "jung-printing"), None)
    four = ("prior", "current", "change", "rate")
    where = ("schedule_to_budget", "403-01")
    (tie,) = (finding for finding in findings(facts) if (finding.rule, finding.cell.column) == where)
    return Seen(
        subject=tuple(summary.row("403-01").figures[key] for key in four),
        subtotal=calculation_basis.build(facts).row("403-01").figures["amount"],
        total=tuple(summary.row("total").figures[key] for key in four),
        site=sites.build(facts).row("jung-printing").figures["current"],
        site_total=sites.build(facts).row("total").figures["current"],
        by_subject=tuple(variance.build(facts).row("403-01").figures[key] for key in four),
        by_site=site_row,
        tie=(tie.difference, tie.verdict),
    )


def expected(of_site: int | None) -> Seen:
    """The same, by hand, from what the lines of jung-printing add up to (None: there is none)."""
    subject = BESIDE_IT + (of_site or 0)
    total = OTHER_SUBJECTS + subject
    compared = (PRIOR, subject, subject - PRIOR, Fraction((subject - PRIOR) * 100, PRIOR))
    change = total - PRIOR_TOTAL
    return Seen(
        subject=compared,
        subtotal=subject,
        total=(PRIOR_TOTAL, total, change, Fraction(change * 100, PRIOR_TOTAL)),
        site=of_site,
        site_total=total,
        by_subject=compared,
        by_site=of_site,
        tie=(SCHEDULED - subject, "ties" if subject == SCHEDULED else "breaks"),
    )


def the_allocation() -> YearlyAllocation:
    return YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")


def the_line() -> BudgetLineItem:
    return BudgetLineItem.objects.get(allocation=the_allocation(), position=1)


def the_site() -> Site:
    return Site.objects.get(slug="jung-printing")


def load_fixture(folder: Path, **fields: object) -> None:
    key = ["smart-anchor", 2021, "original", 1, "403-01", 2018]
    record = {"model": "ledger.budgetlineitem", "fields": {"allocation": key, **fields}}
    file = folder / "line.json"
    file.write_text(json.dumps([record]))
    call_command("loaddata", str(file), verbosity=0)


def test_before_any_change(first_document: Program) -> None:
    assert seen() == expected(1_071_000_000)
    assert seen().tie == (0, "ties")


def save(_: Path) -> None:
    line = the_line()
    line.amount = 2_000_000_000
    line.save()


def save_with_update_fields(_: Path) -> None:
    line = the_line()
    line.amount = 2_000_000_000
    line.save(update_fields=["amount"])


def queryset_update(_: Path) -> None:
    BudgetLineItem.objects.filter(pk=the_line().pk).update(amount=2_000_000_000)


def bulk_update(_: Path) -> None:
    line = the_line()
    line.amount = 2_000_000_000
    BudgetLineItem.objects.bulk_update([line], ["amount"])


def raw_update(_: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_budgetlineitem SET amount = 2000000000 WHERE id = %s", [the_line().pk])


def fixture_over_it(folder: Path) -> None:
    load_fixture(
        folder,
        position=1,
        description="중구",
        amount=2_000_000_000,
        national_subsidy=0,
        site=["jung-printing"],
    )


@pytest.mark.parametrize(
    "door", [save, save_with_update_fields, queryset_update, bulk_update, raw_update, fixture_over_it]
)
def test_changing_the_line(first_document: Program, tmp_path: Path, door: Door) -> None:
    door(tmp_path)
    assert seen() == expected(2_000_000_000)
    assert seen().tie[1] == "breaks"


def new_and_save(_: Path) -> None:
    BudgetLineItem(allocation=the_allocation(), description="더", amount=900, site=the_site()).save()


def create(_: Path) -> None:
    BudgetLineItem.objects.create(allocation=the_allocation(), description="더", amount=900, site=the_site())


def create_through_the_allocation(_: Path) -> None:
    the_allocation().line_items.create(description="더", amount=900, site=the_site())


def bulk_create(_: Path) -> None:
    lines = [
        BudgetLineItem(
            allocation=the_allocation(), position=position, description="더", amount=450, site=the_site()
        )
        for position in (3, 4)
    ]
    BudgetLineItem.objects.bulk_create(lines)


def raw_insert(_: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_budgetlineitem (allocation_id, position, description, amount, site_id)"
            " VALUES (%s, 3, '더', 900, %s)",
            [the_allocation().pk, the_site().pk],
        )


def fixture_beside_it(folder: Path) -> None:
    load_fixture(folder, position=3, description="더", amount=900, national_subsidy=0, site=["jung-printing"])


@pytest.mark.parametrize(
    "door",
    [new_and_save, create, create_through_the_allocation, bulk_create, raw_insert, fixture_beside_it],
)
def test_adding_lines(first_document: Program, tmp_path: Path, door: Door) -> None:
    door(tmp_path)
    assert seen() == expected(1_071_000_000 + 900)


def delete(_: Path) -> None:
    the_line().delete()


def queryset_delete(_: Path) -> None:
    BudgetLineItem.objects.filter(pk=the_line().pk).delete()


def raw_delete(_: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_budgetlineitem WHERE id = %s", [the_line().pk])


@pytest.mark.parametrize("door", [delete, queryset_delete, raw_delete])
def test_deleting_the_line(first_document: Program, tmp_path: Path, door: Door) -> None:
    door(tmp_path)
    assert seen() == expected(None)


def test_moving_the_line_to_another_site(first_document: Program) -> None:
    """The subject and the total stay; the sites' budgets move."""
    BudgetLineItem.objects.filter(pk=the_line().pk).update(site=None)
    report = sites.build(load("smart-anchor", "2021-original"))
    assert report.row("jung-printing").figures["current"] is None
    assert report.row("unassigned").figures["current"] == 2_461_987_000 + 1_071_000_000
    assert seen().total == expected(1_071_000_000).total


def test_the_national_part_follows_too(first_document: Program) -> None:
    BudgetLineItem.objects.filter(pk=the_line().pk).update(national_subsidy=71_000_000)
    summary = budget_summary.build(load("smart-anchor", "2021-original"))
    assert summary.row("total").figures["current_national"] == 71_000_000
    assert summary.row("403-01").figures["change_national"] == 71_000_000 - 2_500_000_000


@pytest.mark.parametrize(
    "delete_all", [lambda lines: lines.delete(), lambda lines: [one.delete() for one in lines]]
)
def test_deleting_the_last_line_leaves_the_figure_missing(
    first_document: Program, delete_all: Callable[..., object]
) -> None:
    """It brings nothing back: the subject has no figure, is in no total and has no change."""
    delete_all(the_allocation().line_items.all())
    facts = load("smart-anchor", "2021-original")
    summary = budget_summary.build(facts)
    assert summary.row("403-01").figures["current"] is None
    assert summary.row("403-01").figures["change"] is None
    assert summary.row("total").figures["current"] == OTHER_SUBJECTS
    assert sites.build(facts).row("total").figures["current"] == OTHER_SUBJECTS


def test_deleting_the_allocation_makes_it_nil(first_document: Program) -> None:
    the_allocation().delete()
    row = budget_summary.build(load("smart-anchor", "2021-original")).row("403-01")
    assert (row.figures["current"], row.figures["change"], row.marks) == (None, -PRIOR, ("ended",))


def test_an_own_amount_beside_lines_does_not_count(first_document: Program) -> None:
    YearlyAllocation.objects.filter(pk=the_allocation().pk).update(amount=1, national_subsidy=1)
    assert seen() == expected(1_071_000_000)


@pytest.mark.parametrize("add", [create, bulk_create, raw_insert, fixture_beside_it])
@pytest.mark.parametrize("remove", [queryset_delete, raw_delete, delete])
def test_deleting_the_last_line_never_brings_an_older_figure_back(
    first_document: Program, tmp_path: Path, add: Door, remove: Door
) -> None:
    """An own amount of 77 won, then a line, then none: the figure is missing, not 77 again."""
    allocation = the_allocation()
    allocation.line_items.all().delete()
    YearlyAllocation.objects.filter(pk=allocation.pk).update(amount=77, national_subsidy=7)
    add(tmp_path)
    allocation.line_items.filter(position=4).delete()  # bulk_create makes two
    allocation.line_items.update(position=1)
    remove(tmp_path)
    assert not allocation.line_items.exists()
    row = budget_summary.build(load("smart-anchor", "2021-original")).row("403-01")
    assert (row.figures["current"], row.figures["current_national"], row.figures["change"]) == (None,) * 3
