"""대상지 변경 내역: this edition beside the one before, site by site."""

from dataclasses import replace
from decimal import Decimal

from ledger.reports.site_editions import UNKNOWN, build, has_changes
from tests.ledger.records import facts, site

HALL, SHOP = site("hall", 186, Decimal("50")), site("shop", 100)
LATER = replace(HALL, construction_cost=204, status="open", change_reason="설계 변경")


def test_change_of_each_site_and_of_all() -> None:
    report = build(facts(sites=(LATER, SHOP), sites_before=(HALL, SHOP)))
    hall, total = report.row("hall").figures, report.row("total").figures
    assert (hall["construction_cost_before"], hall["construction_cost"], hall["change"]) == (
        186,
        204,
        204 - 186,
    )
    assert (hall["status_before"], hall["status"], hall["change_reason"]) == ("selected", "open", "설계 변경")
    assert (total["construction_cost_before"], total["construction_cost"], total["change"]) == (286, 304, 18)


def test_site_that_only_one_edition_has_counts_as_0_in_the_other() -> None:
    report = build(facts(sites=(HALL,), sites_before=(SHOP,)))
    assert [(row.key, row.marks, row.figures["change"]) for row in report.rows] == [
        ("hall", ("new",), 186),
        ("shop", ("ended",), -100),
        ("total", (), 186 - 100),
    ]


def test_cost_that_one_edition_does_not_know_has_no_change_nor_has_the_total() -> None:
    unknown = replace(SHOP, construction_cost=None)
    report = build(facts(sites=(LATER, SHOP), sites_before=(HALL, unknown)))
    assert report.row("shop").figures["change"] is None
    assert (report.row("total").figures["change"], report.row("total").notes) == (None, {"change": UNKNOWN})


def test_without_an_edition_before_nothing_is_new() -> None:
    held = facts(sites=(HALL, SHOP))
    assert not has_changes(held)
    assert all(row.marks == () and row.figures["change"] is None for row in build(held).rows)


def test_editions_that_say_the_same_have_no_changes() -> None:
    assert not has_changes(facts(sites=(HALL, SHOP), sites_before=(HALL, SHOP)))
    assert has_changes(facts(sites=(LATER, SHOP), sites_before=(HALL, SHOP)))
